import sys
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.dialogs.choice import ChoiceDialog, ChoiceRow

ROWS = (
    ChoiceRow("قال متحدث باسم ", "وزارة الخارجية", " يوم 04/03/2025 إن الوفد", "منظمة", "#4C78A8"),
    ChoiceRow("وأضاف أن لل", "أردن", "يين دورًا 😀 في CASA-1000", "مكان", "#54A24B", "جزء", False),
    ChoiceRow("التقى ", "د. مُحَمَّد", " نظيره بنسبة ٢٥٪", "شخص", "#E45756"),
)


@pytest.fixture
def opened(window, qtbot):
    def open_dialog(rows=ROWS):
        dialog = ChoiceDialog("كل المواضع", "أي المواضع؟", "قبول", rows, window)
        with qtbot.waitActive(dialog):
            dialog.open()
        return dialog

    return open_dialog


def accepted(qtbot, dialog):
    with qtbot.waitSignal(dialog.accepted_rows) as signal:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    return signal.args[0]


def test_enter_accepts_the_rows_that_were_ticked_from_the_start(opened, qtbot):
    assert accepted(qtbot, opened()) == [0, 2]


def test_space_toggles_the_current_row(opened, qtbot):
    dialog = opened()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert accepted(qtbot, dialog) == [1, 2]


def test_the_key_of_all_works_under_both_layouts(opened, qtbot):
    for key in "aش":
        dialog = opened()
        QApplication.sendEvent(dialog.list, _typed(key))
        assert accepted(qtbot, dialog) == [0, 1, 2]


def test_the_key_of_none_leaves_nothing_to_accept(opened, qtbot):
    for key in "nى":
        dialog = opened()
        QApplication.sendEvent(dialog.list, _typed(key))
        with qtbot.assertNotEmitted(dialog.accepted_rows):
            qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.reject()


def test_a_click_toggles_a_row(opened, qtbot):
    dialog = opened()
    place = dialog.list.visualRect(dialog.list.model().index(1, 0)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert accepted(qtbot, dialog) == [0, 1, 2]


def test_escape_closes_without_an_answer(opened, qtbot):
    dialog = opened()
    with (
        qtbot.assertNotEmitted(dialog.accepted_rows),
        qtbot.waitSignal(dialog.rejected),
    ):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)


def test_of_five_thousand_rows_only_those_in_sight_are_looked_at(opened, qtbot):
    calls = Counter()
    sys.setprofile(lambda frame, event, _: calls.update([frame.f_code.co_name]))
    try:
        dialog = opened(ROWS * 1667)
        dialog.list.grab()
        QApplication.sendEvent(dialog.list, _typed("a"))
    finally:
        sys.setprofile(None)
    assert calls["paint"] > 0
    assert calls["paint"] + calls["sizeHint"] + calls["data"] < 5001
    assert len(accepted(qtbot, dialog)) == 5001


def _typed(text):

    code = ord(text.upper())
    return QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
