"""What helps to find a fault holds no text, tag or name, whatever was done and went wrong."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotation.errors import KnownError
from storage.log.log_file import go_into_detail, keeping_log, last_notes
from tests.ui.hands import CTRL, K, Press, dialog_of, leave, place, relate_two
from ui.app import show_faults
from ui.cli import main
from ui.dialogs.message import MessageDialog
from ui.frame.fault_report import DiskFacts, fault_report
from ui.look.settings import ColourScheme, Settings
from ui.window import MainWindow

HOUSE = Path(__file__).parents[3]
MARK = "زمرّدة"
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(autouse=True)
def log(own_folders: None) -> Iterator[None]:
    with keeping_log():
        go_into_detail()
        yield


@pytest.fixture
def project_path(project_path: Path) -> Path:
    """The small project in a folder and under a name of somebody's."""
    folder = project_path.parent / f"Users {MARK}"
    folder.mkdir()
    return project_path.rename(folder / f"{MARK}.tawseem")


def fail_on(text: str) -> None:
    raise ValueError(f"no {text}")


def work_and_fail(window: MainWindow, press: Press, qtbot: QtBot, path: Path) -> None:
    """Annotate, be refused by rules and by the disk, and run into a fault."""
    relate_two(window, press)
    window.desk.view.select(*place(window, "مسقط"))
    press(K.Key_2)
    press(K.Key_2, CTRL)
    window.desk.change_settings(annotator=MARK, reading_face=MARK)
    window.open_project(path.with_name(f"{MARK} 2.tawseem"))
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(MessageDialog)))
    dialog_of(qtbot, window, MessageDialog).close()
    window.desk.view.setFocus()
    window.desk.refuse(KnownError("{file} is empty.", file=MARK))
    link = window.desk.link
    assert link is not None
    refused: list[object] = []
    link.ask(lambda project: project.document(MARK), print, refused.append)
    qtbot.waitUntil(lambda: len(refused) == 1)
    away = path.with_suffix(".away")
    path.rename(away)
    window.desk.view.select(*place(window, "رحّب"))
    press(K.Key_2)
    qtbot.waitUntil(lambda: link.is_troubled)
    away.rename(path)
    link.retry()
    qtbot.waitUntil(lambda: link.unsaved == 0)
    try:
        fail_on(MARK)
    except ValueError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    dialog_of(qtbot, window, MessageDialog).close()


def named(text: str, path: Path) -> list[str]:
    """What of people's stands in a text."""
    own = (str(HOUSE), str(path.parent), "sara", "PERSON", "PER:", "ORG", "small")
    return [*ARABIC.findall(text), *(word for word in own if word in text)]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hooks for faults as they were, and nothing of them on the terminal."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    return


def test_the_log_holds_nothing_of_peoples(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path, faults: None
) -> None:
    show_faults(window)
    work_and_fail(window, press, qtbot, project_path)
    leave(window, qtbot)
    notes = "\n".join(last_notes(10_000))
    assert named(notes, project_path) == []
    assert "opened project=" in notes
    assert "closed project=" in notes
    assert "questions name=commit count=" in notes
    assert "KnownError: {file} is empty." in notes
    assert "moved, replaced or deleted" in notes
    assert "fault: ValueError\n      tests/ui/frame/test_fault_reporting.py:" in notes


def report(window: MainWindow, qtbot: QtBot) -> str:
    """Ask for the report; what is on the clipboard, and shown, when it has come."""
    QGuiApplication.clipboard().clear()
    window.run("copy-fault-report")
    qtbot.waitUntil(lambda: "== The end of the log" in QGuiApplication.clipboard().text())
    dialog_of(qtbot, window, MessageDialog).close()
    return QGuiApplication.clipboard().text()


def test_what_is_copied_holds_nothing_of_peoples(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path, faults: None
) -> None:
    show_faults(window)
    work_and_fail(window, press, qtbot, project_path)
    copied = report(window, qtbot)
    assert named(copied, project_path) == []
    assert "tawseem: 0." in copied
    assert "documents: 2\n" in copied
    assert "spans: 4\nrelations: 1\n" in copied
    assert "reading_face: chosen" in copied
    assert "fault: ValueError" in copied


def test_it_is_copied_without_a_project_too(window: MainWindow, qtbot: QtBot) -> None:
    window.close_project()
    assert "== Project\n–" in report(window, qtbot)


def test_it_is_copied_when_the_project_cannot_be_read(window: MainWindow, qtbot: QtBot) -> None:
    link = window.desk.link
    assert link is not None
    broken = "UPDATE annotator SET name = CAST(x'ff41' AS TEXT)"
    link.ask(lambda project: project._file.connection.execute(broken).rowcount, print)
    assert "== Project\n–" in report(window, qtbot)


def test_settings_that_name_somebody_are_left_out(qapp: object) -> None:
    settings = Settings(
        appearance=ColourScheme.DARK,
        annotator=MARK,
        last_project=f"/home/{MARK}",
        recent_projects=(MARK,),
        projects={"018f": {"suggester": MARK}},
        keys={"undo": ["Ctrl+U"], MARK: [MARK]},
        reading_face=MARK,
        window=MARK,
    )
    told = fault_report(settings, DiskFacts({}, (), ()))
    assert ARABIC.findall(told) == []
    assert "appearance: dark" in told
    assert "keys: undo:Ctrl+U" in told


def test_the_command_line_notes_no_names(
    project_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / f"{MARK}.jsonl"
    article.write_text(f'{{"text": "{MARK}", "name": 3}}', "utf-8")
    assert main(["--debug", "import", str(project_path), str(article)]) == 1
    assert main(["stats", f"{tmp_path}/{MARK}"]) == 1
    notes = "\n".join(last_notes(10_000))
    assert named(notes, project_path) == []
    assert "start tawseem=0." in notes
    assert "command=import" in notes
    assert "KnownError: There is no project {path}." in notes
