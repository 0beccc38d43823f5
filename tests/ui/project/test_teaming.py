"""Several people through the window: whose documents are shown, apart and together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from annotation.commands.span_commands import create_span
from annotation.values.items import Stage, StageMark
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, read_setting
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.storage.conftest import assigned_to, has_assignments
from tests.ui.hands import Ask, leave
from ui.dialogs.assign_dialog import AssignDialog
from ui.dialogs.message import MessageDialog
from ui.dialogs.team_dialog import TeamDialog
from ui.look.settings import Settings
from ui.project.teaming import Teaming
from ui.suggesting.worker import learning_material
from ui.window import MainWindow


def opened(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return found


def shown(window: MainWindow) -> list[str]:
    return [row.name for row in window.desk.documents.table.rows_model.rows]


def tag(project: Project, annotator: str, stage: Stage | None = None) -> None:
    """Somebody tags the first word of the first document."""
    first = project.documents(annotator)[0].id
    work = project.open_set(first, annotator)
    made = create_span(work.state, project.tagset, "PER", ((0, 5),), id=new_id())
    assert made is not None
    changes = made.changes if stage is None else (*made.changes, Change(None, StageMark(stage)))
    project.commit(
        work.id, JournalStep(new_id(), "2026-01-01", Transaction(Op.CREATE_SPAN, changes))
    )


def test_documents_are_assigned_by_key_and_the_list_shows_mine(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    panel = window.desk.documents
    assert not panel.whose.isVisibleTo(panel)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(AssignDialog)))
    dialog = opened(window, AssignDialog)
    assert isinstance(dialog, AssignDialog)
    dialog.annotator.setEditText("sara")
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window) == ["لقاء"])
    assert panel.whose.isVisibleTo(panel)
    press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == ["لقاء", "معرض"]
    press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == ["لقاء"]
    assert panel.queue.next_unfinished(panel.queue.ids()[0]) is None


def test_several_are_given_and_taken_away(
    window: MainWindow, qtbot: QtBot, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.project.teaming.TOGETHER", 1)
    for gives, wanted in ((True, 2), (False, 0)):
        window.run("assign")
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(AssignDialog)))
        dialog = opened(window, AssignDialog)
        assert isinstance(dialog, AssignDialog)
        dialog.annotator.setEditText("هدى")
        QTest.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert "2" in dialog.count.text()
        (dialog.give_button if gives else dialog.take_button).click()
        message = window.desk.status.message
        qtbot.waitUntil(lambda message=message: message.sentence == "Assignments changed: 2.")
        window.desk.say("")
        assert len(ask(lambda project: assigned_to(project, "هدى"))) == wanted  # type: ignore[arg-type]


def test_those_who_have_nothing_see_everything(window: MainWindow, qtbot: QtBot, ask: Ask) -> None:
    ids = window.desk.documents.queue.ids()
    ask(lambda project: project.team.assign(ids[:1], ["هدى"]))
    window.desk.list_documents()
    qtbot.waitUntil(lambda: window.desk.documents.whose.isVisibleTo(window.desk.documents))
    assert len(shown(window)) == 2


def test_a_rule_is_previewed_then_shares_out(
    window: MainWindow, qtbot: QtBot, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.project.teaming.TOGETHER", 1)
    window.run("team")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(TeamDialog)))
    dialog = opened(window, TeamDialog)
    assert isinstance(dialog, TeamDialog)
    dialog.new_name.setText("هدى")
    dialog.add_button.click()
    qtbot.waitUntil(lambda: dialog.giver.count() == 2)
    dialog.shares.setText("sara، هدى=3")
    dialog.each.setValue(2)
    qtbot.waitUntil(dialog.share_button.isEnabled)
    assert "2" in dialog.outcome.text()
    assert ask(lambda project: has_assignments(project)) is False
    dialog.share_button.click()
    qtbot.waitUntil(lambda: not dialog.share_button.isEnabled())
    assert len(ask(lambda project: assigned_to(project, "هدى"))) == 2  # type: ignore[arg-type]
    dialog.each.setValue(3)
    assert not dialog.share_button.isEnabled()
    assert "from 1 to 2" in dialog._complaint.text()
    dialog.each.setValue(1)
    dialog.giver.setCurrentText("هدى")
    dialog.taker.setCurrentText("sara")
    dialog.hand_button.click()
    qtbot.waitUntil(lambda: ask(lambda project: assigned_to(project, "هدى")) == [])


def test_a_file_goes_out_is_worked_on_under_its_name_and_comes_back(
    window: MainWindow, qtbot: QtBot, ask: Ask, tmp_path: Path
) -> None:
    window.opening._go(1)
    team = _team(window)
    team.split(["هدى"], tmp_path)
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))
    (path,) = tmp_path.glob("*-هدى.tawseem")
    assert "هدى" in str(ask(lambda project: read_setting(project.file, Setting.HANDED_OUT)))
    other = MainWindow(Settings(language="en", annotator="sara"))
    qtbot.addWidget(other)
    other.open_project(path)
    qtbot.waitUntil(lambda: other.desk.session is not None)
    assert other.desk.session is not None
    assert other.desk.session.annotator == other.desk.annotator == "هدى"
    assert other.desk.settings.annotator == "sara"
    other.desk.acting.here(
        lambda state, tagset: create_span(state, tagset, "PER", ((0, 5),), id="s1")
    )
    leave(other, qtbot)
    team.merge([path])
    qtbot.waitUntil(lambda: "1" in _sentences(window, "Merged"))
    qtbot.waitUntil(lambda: window.desk.session is not None)
    state = ask(lambda p: p.state(p.documents("")[0].id, "هدى"))
    assert [span.tag for span in state.spans] == ["PER"]  # type: ignore[attr-defined]
    assert ask(lambda project: project.check()) == []


def test_a_merge_of_a_wrong_file_says_why(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "خطأ.tawseem"
    wrong.write_bytes(b"x" * 4096)
    _team(window).merge([wrong])
    qtbot.waitUntil(lambda: "not a Tawseem project" in _sentences(window, "Nothing was merged"))
    qtbot.waitUntil(lambda: window.desk.session is not None)


def test_suggestions_learn_from_others_only_what_they_have_finished(project_path: Path) -> None:
    with Project.open(project_path) as project:
        tag(project, "sara")
        tag(project, "علي")
        tag(project, "هدى", Stage.FINISHED)
        _, records = learning_material(project, "sara")
    assert [record.annotator for record in records] == ["sara", "هدى"]


def _team(window: MainWindow) -> Teaming:
    return Teaming(window.desk, window.opening)


def _sentences(window: MainWindow, title: str) -> str:
    messages = [m for m in window.findChildren(MessageDialog) if m.windowTitle() == title]
    return " ".join(label.text() for m in messages for label in m.findChildren(QLabel))
