"""The window as a whole: documents, saving, finding, help, languages, a hostile world."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.errors import KnownError
from annotation.values.items import Stage
from storage.project import Project
from tests.ui.hands import (
    CTRL,
    SHIFT,
    K,
    Press,
    bring,
    dialog_of,
    leave,
    place,
    relate_two,
    state_of,
    type_letters,
    words,
)
from ui.dialogs.cheat_sheet import CheatSheet
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.message import QuestionDialog
from ui.keys.action import Context
from ui.keys.actions import ACTIONS
from ui.window import MainWindow


def test_every_action_is_carried_out_by_something(window: MainWindow) -> None:
    assert window.action_ids() == {a.id for a in ACTIONS if a.context is Context.WINDOW}


def test_finishing_opens_the_next_document_and_is_undoable(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    assert window.desk.documents.queue.next_unfinished(state_of(window).document.id) is None
    press(K.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: state_of(window).document.name == "لقاء")
    assert state_of(window).stage is Stage.FINISHED
    press(K.Key_Z, CTRL)
    assert state_of(window).stage is Stage.NEW


def test_saved_is_said_only_when_the_commit_has_returned(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    assert window.desk.link is not None
    said: list[str] = []
    with qtbot.waitSignal(window.desk.link.saved, check_params_cb=lambda left: left == 0):
        press(K.Key_1)
        said.append(window.desk.status.saved.text())
    qtbot.waitUntil(lambda: window.desk.status.saved.text() == "Saved")
    assert said == ["1 not saved yet"]


def test_everything_is_there_after_closing_and_opening_again(
    window: MainWindow, press: Press, open_window: Callable[..., MainWindow]
) -> None:
    relate_two(window, press)
    before = state_of(window)
    window.close()
    again = open_window()
    assert state_of(again) == before
    QTest.keyClick(again.desk.view, K.Key_Z, CTRL)
    assert state_of(again).relations == ()


def test_another_instance_is_refused_in_a_sentence(window: MainWindow, press: Press) -> None:
    assert window.desk.link is not None
    with pytest.raises(KnownError, match="already open"):
        Project.open(window.desk.link.path)


def test_finding_folds_the_way_readers_do(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(K.Key_F, CTRL)
    type_letters("عمر السالمى")
    press(K.Key_Escape)
    assert window.desk.view.selection == place(window, "عُمَر السالمي")


def test_finding_in_all_documents_lists_them(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_F, CTRL | SHIFT)
    type_letters("سلمي حداد")
    hit_list, hits = window.page.hit_list, lambda: window.searching.hits
    qtbot.waitUntil(lambda: len(hits()) == 3 and all(h.match.endswith("حداد") for h in hits()))
    assert hit_list.isVisible()
    hit_list.chosen.emit(2)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    assert window.desk.view.selection == place(window, "سلمى حداد")


def test_a_question_mark_shows_what_can_be_pressed(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_Question, SHIFT)
    dialog_of(qtbot, window, CheatSheet)
    rows = [row for _, rows in window.helping.key_groups() for row in rows]
    assert ("R", "Relate this span to another") in rows


def test_the_command_palette_runs_what_is_chosen(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_K, CTRL)
    dialog_of(qtbot, window, CommandPalette)
    type_letters("larger")
    zoom = window.desk.view.zoom
    press(K.Key_Return)
    assert window.desk.view.zoom > zoom


def test_keys_work_under_an_arabic_layout(window: MainWindow) -> None:
    view = window.desk.view
    view.set_caret(place(window, "مسقط")[0])
    type_letters("٢")
    assert words(window) == [("ORG", "مسقط")]
    view.select(*place(window, "سلمى حداد"))
    type_letters("١ق")  # the keys of 1 and R
    assert window.relating.making is not None


def test_the_window_is_mirrored_in_arabic(open_window: Callable[..., MainWindow]) -> None:
    window = open_window("ar")
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    documents = window.desk.documents.mapToGlobal(QPoint(0, 0)).x()
    items = window.desk.items.mapToGlobal(QPoint(0, 0)).x()
    assert documents > items
    assert "توسيم" in window.windowTitle()


def test_a_double_click_takes_the_word_without_its_clitics(window: MainWindow) -> None:
    begin, end = place(window, "والبنك")
    box = window.desk.view.rects_of(begin + 2, end)[0]
    QTest.mouseDClick(
        window.desk.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box.center().toPoint(),
    )
    assert window.desk.view.selection == (begin + 1, end)


def test_copying_takes_the_selected_words(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "عُمَر السالمي"


def test_the_dark_theme_is_a_key_away(window: MainWindow, press: Press) -> None:
    light = QApplication.palette().window().color().lightness()
    press(K.Key_F8)
    assert QApplication.palette().window().color().lightness() < light
    press(K.Key_F8)


def test_a_project_open_for_reading_refuses_acts_in_a_sentence(
    open_window: Callable[..., MainWindow], project_path: Path, qtbot: QtBot
) -> None:
    window = open_window("en")
    window.close_project()
    bring(window, qtbot, project_path, read_only=True)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    window.desk.view.select(*place(window, "مسقط"))
    QTest.keyClick(window.desk.view, K.Key_2)
    assert words(window) == []
    assert "open for reading only" in window.desk.status.message.sentence


def test_acts_that_cannot_be_saved_are_said_and_saved_when_it_is_possible_again(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path
) -> None:
    away = project_path.with_suffix(".away")
    project_path.rename(away)
    window.desk.view.select(*place(window, "مسقط"))
    press(K.Key_2)
    qtbot.waitUntil(lambda: "moved, replaced or deleted" in window.desk.status.message.sentence)
    assert window.desk.status.saved.text() == "1 not saved yet"
    assert not window.close()  # asks first
    away.rename(project_path)
    qtbot.waitUntil(lambda: window.desk.status.saved.text() == "Saved")
    leave(window, qtbot)
    with Project.open(project_path) as project:
        (record,) = [r for r in project.records("sara") if r.spans]
        assert [span.tag for span in record.spans] == ["ORG"]


def test_closing_anyway_is_possible_and_the_acts_are_kept_beside(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path
) -> None:
    away = project_path.with_suffix(".away")
    project_path.rename(away)
    press(K.Key_1)
    qtbot.waitUntil(lambda: window.desk.status.message.sentence != "")
    assert not window.close()
    question = dialog_of(qtbot, window, QuestionDialog)
    question.answered.emit(True)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not window.isVisible())
