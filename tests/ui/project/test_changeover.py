"""One project comes and another leaves while the window goes on: nobody waits for the disk."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotation.commands.set_commands import set_stage
from annotation.errors import KnownError, Refusal
from annotation.values.items import Stage
from storage.project import DocumentSummary, Project
from tests.patience import PATIENCE
from tests.ui.hands import K, Press, bring, leave, state_of, words
from ui.desk.long_work import LongWork
from ui.dialogs.message import MessageDialog, QuestionDialog
from ui.dialogs.progress import ProgressDialog
from ui.look.settings import Settings, load_settings, save_settings
from ui.window import MainWindow


class Gate:
    """Holds up whoever opens a project, and lets the thread that paints not come to it."""

    def __init__(self) -> None:
        self.is_reached = threading.Event()
        self.opens = threading.Event()

    def pass_through(self) -> None:
        if threading.current_thread() is threading.main_thread() and not self.opens.is_set():
            raise AssertionError("the thread that paints waits for storage")
        self.is_reached.set()
        self.opens.wait(PATIENCE)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate in the way of everything that opens a project."""
    gate = Gate()
    real_open = Project.open

    def slow_open(path: Path, **options: object) -> Project:
        gate.pass_through()
        return real_open(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Project, "open", slow_open)
    yield gate
    gate.opens.set()


@pytest.fixture
def other(project_path: Path) -> Path:
    """A second project, with the same two articles."""
    return Path(shutil.copy(project_path, project_path.with_name("آخر.tawseem")))


def shown(window: MainWindow, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


def path_of(window: MainWindow) -> Path | None:
    return window.desk.link.path if window.desk.link is not None else None


def test_what_is_on_the_desk_can_be_worked_on_while_another_project_is_opened(
    window: MainWindow, qtbot: QtBot, press: Press, gate: Gate, project_path: Path, other: Path
) -> None:
    window.open_project(other)
    qtbot.waitUntil(gate.is_reached.is_set)
    press(K.Key_1)
    done = words(window)
    assert len(done) == 1
    assert path_of(window) == project_path
    qtbot.waitUntil(lambda: shown(window, ProgressDialog) != [])  # after a moment, not before
    gate.opens.set()
    qtbot.waitUntil(lambda: path_of(window) == other)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert words(window) == []
    assert shown(window, ProgressDialog) == []
    bring(window, qtbot, project_path)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert words(window) == done


def test_opening_can_be_cancelled_and_the_file_is_free_again(
    window: MainWindow, qtbot: QtBot, gate: Gate, project_path: Path, other: Path
) -> None:
    before = state_of(window)
    window.open_project(other)
    qtbot.waitUntil(lambda: shown(window, ProgressDialog) != [])
    (sign,) = shown(window, ProgressDialog)
    QTest.keyClick(sign, K.Key_Escape)
    assert shown(window, ProgressDialog) == []
    gate.opens.set()
    assert state_of(window) == before
    bring(window, qtbot, other)  # waits until whoever was to open it has closed it
    assert path_of(window) == other


def test_of_many_documents_one_is_shown_before_the_list_is_there(
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    project_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Project.open(project_path) as project:
        first, second = project.documents("sara")
        project.act(first.id, "sara", lambda state: set_stage(state, Stage.FINISHED))
    opens = threading.Event()
    documents = Project.documents

    def slow(project: Project, annotator: str) -> list[DocumentSummary]:
        opens.wait(PATIENCE)
        return documents(project, annotator)

    monkeypatch.setattr(Project, "documents", slow)
    monkeypatch.setattr("ui.project.changeover.MANY", 2)
    window = open_window()
    assert window.desk.documents.queue.ids() == []
    assert state_of(window).document.id == second.id
    session = window.desk.session
    opens.set()
    qtbot.waitUntil(lambda: len(window.desk.documents.queue.ids()) == 2)
    assert window.desk.session is session
    assert window.desk.documents.queue.open == second.id


def test_of_two_projects_that_are_wanted_the_later_comes(
    window: MainWindow, qtbot: QtBot, gate: Gate, other: Path
) -> None:
    third = Path(shutil.copy(other, other.with_name("ثالث.tawseem")))
    came: list[str] = []
    window.open_project(other, then=lambda: came.append("other"))
    window.open_project(third, then=lambda: came.append("third"))
    gate.opens.set()
    qtbot.waitUntil(lambda: came != [])
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert came == ["third"]
    assert path_of(window) == third
    assert window.findChildren(LongWork) == []


def test_the_window_can_be_closed_while_a_project_is_opened(
    window: MainWindow, qtbot: QtBot, gate: Gate, other: Path
) -> None:
    window.open_project(other)
    qtbot.waitUntil(gate.is_reached.is_set)
    leave(window, qtbot)
    assert not window.isVisible()
    gate.opens.set()
    with Project.open(other) as project:
        assert project.notices == []


def test_a_refused_project_leaves_the_window_as_it_was(
    window: MainWindow, qtbot: QtBot, press: Press, other: Path
) -> None:
    other.write_bytes(other.read_bytes()[:3000])
    press(K.Key_1)
    done = words(window)
    window.open_project(other)
    qtbot.waitUntil(lambda: shown(window, MessageDialog) + shown(window, QuestionDialog) != [])
    assert words(window) == done
    assert not window.changeover.is_coming


def test_closing_waits_for_the_disk_without_standing_still(
    window: MainWindow, qtbot: QtBot, press: Press, project_path: Path
) -> None:
    link = window.desk.link
    assert link is not None
    opens = threading.Event()
    link.ask(lambda project: opens.wait(PATIENCE), lambda _: None)
    press(K.Key_1)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: shown(window, ProgressDialog) != [])
    opens.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    with Project.open(project_path) as project:
        assert [r.annotator for r in project.records("sara") if r.spans] == ["sara"]


def test_a_disk_that_does_not_answer_can_be_left(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    link = window.desk.link
    assert link is not None
    opens = threading.Event()
    link.ask(lambda project: opens.wait(PATIENCE), lambda _: None)
    press(K.Key_1)
    window.close()
    qtbot.waitUntil(lambda: shown(window, ProgressDialog) != [])
    shown(window, ProgressDialog)[0].accept()  # “Close at once”
    qtbot.waitUntil(lambda: not window.isVisible())
    opens.set()


def test_what_is_asked_of_a_project_that_has_left_is_not_told_of_the_one_that_came(
    window: MainWindow, qtbot: QtBot, other: Path
) -> None:
    link, opens, refused = window.desk.link, threading.Event(), list[Refusal]()
    assert link is not None
    link.read(lambda project: opens.wait(PATIENCE), lambda _: None)
    link.read(lambda project: project.stats(), lambda _: None)
    link.read(lambda project: project.stats(), lambda _: None, refused.append)
    window.open_project(other)
    qtbot.waitUntil(lambda: path_of(window) == other)
    opens.set()
    qtbot.waitUntil(lambda: len(refused) == 1)  # only who wants to hear it
    assert window.desk.status.message.sentence == ""


def test_who_asks_a_project_that_has_left_is_refused_and_meets_no_fault(
    window: MainWindow, qtbot: QtBot
) -> None:
    link, refused = window.desk.link, list[Refusal]()
    assert link is not None
    link.read(
        lambda project: project.stats(),
        lambda stats: link.ask(lambda project: project.stats(), print, refused.append),
    )
    link._thread.read(lambda project: None).result(PATIENCE)  # read, and not told yet
    window.close_project()
    qtbot.waitUntil(lambda: len(refused) == 1)
    link.ask(lambda project: project.stats(), print)  # nobody wants to hear it


def test_a_list_that_comes_too_late_is_not_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, shown = window.desk.link, list[object]()
    assert link is not None
    monkeypatch.setattr(window.desk.documents, "set_documents", shown.append)
    window.desk.list_documents()
    link._thread.read(lambda project: None).result(PATIENCE)  # read, and not told yet
    with qtbot.waitSignal(link.closed):
        window.close_project()
    assert shown == []


def test_nothing_is_done_by_keys_while_there_is_no_project_yet(
    open_window: Callable[..., MainWindow], qtbot: QtBot, gate: Gate, project_path: Path
) -> None:
    gate.opens.set()
    window = open_window()
    window.close_project()
    gate.opens.clear()
    gate.is_reached.clear()
    window.open_project(project_path)
    qtbot.waitUntil(gate.is_reached.is_set)
    assert window.pages.currentWidget() is window.row
    for key in (K.Key_1, K.Key_Return, K.Key_F, K.Key_Delete):
        QTest.keyClick(window.desk.view, key)
    gate.opens.set()
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert words(window) == []


def test_a_project_that_is_remembered_already_does_not_wait_for_the_disk(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, project_path: Path
) -> None:
    kept: list[str] = []
    save = save_settings

    def note(settings: Settings) -> KnownError | None:
        kept.append(settings.annotator)
        return save(settings)

    monkeypatch.setattr("ui.desk.desk.save_settings", note)
    bring(window, qtbot, project_path)
    assert kept == []
    window.open_project(project_path, annotator="سلمى", then=lambda: kept.append("there"))
    qtbot.waitUntil(lambda: "there" in kept)
    assert kept == ["سلمى", "there"]
    assert load_settings().annotator == "سلمى"
