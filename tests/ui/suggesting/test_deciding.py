"""Walking through suggestions in the real window, by keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.values.items import Origin, Verdict
from tests.ui.hands import (
    ALT,
    CTRL,
    SHIFT,
    K,
    Press,
    dialog_of,
    state_of,
    suggest,
    words,
)
from ui.dialogs.choice import ChoiceDialog
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow


def test_tab_walks_and_enter_accepts_and_goes_on(window: MainWindow, press: Press) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"), ("ORG", "مسقط"))
    press(K.Key_Tab)
    press(K.Key_Return)
    assert words(window) == [("OCC", "وزيرُ المالِ")]
    assert window.desk.view.current == (ItemKind.SUGGESTED_SPAN, "g1")
    press(K.Key_Return)
    press(K.Key_Backspace)
    assert words(window) == [("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي")]
    assert state_of(window).decision("g2").verdict is Verdict.REJECTED  # type: ignore[union-attr]
    assert "No suggestion is waiting" in window.desk.status.message.sentence


def test_shift_tab_walks_back(window: MainWindow, press: Press) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"))
    press(K.Key_Tab, SHIFT)
    assert window.desk.view.current == (ItemKind.SUGGESTED_SPAN, "g1")


def test_a_tag_key_accepts_as_another_tag(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "مسقط"))
    press(K.Key_Tab)
    press(K.Key_2)
    assert words(window) == [("ORG", "مسقط")]
    assert state_of(window).spans[0].origin is Origin.CORRECTED


def test_a_suggestion_with_other_borders_is_a_correction(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "سلمى"))
    press(K.Key_Tab)
    press(K.Key_Left, ALT)
    assert words(window) == [("PER", "سلمى حداد")]
    assert state_of(window).decision("g0").verdict is Verdict.CORRECTED  # type: ignore[union-attr]


def test_accepting_a_relation_brings_its_ends(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "عُمَر السالمي"), ("OCC", "وزيرُ المالِ"), relation=True)
    window.desk.make_current(ItemKind.SUGGESTED_RELATION, "q")
    press(K.Key_Return)
    assert len(words(window)) == 2
    assert len(state_of(window).relations) == 1
    press(K.Key_Z, CTRL)
    assert state_of(window).items() == ()


@pytest.mark.parametrize(("modifiers", "count"), [(CTRL, 2), (CTRL | SHIFT, 3)])
def test_confident_ones_are_shown_then_accepted_as_one_step(
    window: MainWindow,
    press: Press,
    qtbot: QtBot,
    modifiers: Qt.KeyboardModifier,
    count: int,
) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"), ("PER", "عمر السالمي"))
    window.desk.view.set_caret(0)
    press(K.Key_Return, modifiers)
    assert words(window) == []
    dialog_of(qtbot, window, ChoiceDialog)
    press(K.Key_Return)
    assert len(words(window)) == count
    press(K.Key_Z, CTRL)
    assert words(window) == []
