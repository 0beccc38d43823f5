"""Keys are known by name, under Latin and Arabic layouts."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from ui.keys import keymap as keys
from ui.keys.actions import ACTIONS, BY_ID
from ui.keys.key_dispatcher import key_table
from ui.keys.keymap import Keymap, key_name, readable

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
PAD = Qt.KeyboardModifier.KeypadModifier


def pressed(key: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> str:
    return key_name(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Qt.Key.Key_R, NONE, "r", "R"),
        (Qt.Key.Key_Z, CTRL | SHIFT, "", "Ctrl+Shift+Z"),
        (Qt.Key.Key_1, NONE, "1", "1"),
        (Qt.Key.Key_1, PAD, "1", "1"),
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_Plus, CTRL | SHIFT, "+", "Ctrl++"),
        (Qt.Key.Key_Left, ALT | SHIFT, "", "Alt+Shift+Left"),
        (Qt.Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Qt.Key.Key_Return, CTRL, "", "Ctrl+Return"),
        (Qt.Key.Key_Shift, SHIFT, "", ""),
        (Qt.Key.Key_Delete, NONE, "", "Delete"),
        (Qt.Key.Key_Escape, NONE, "", "Escape"),
        (Qt.Key.Key_PageUp, CTRL, "", "Ctrl+PgUp"),
        (0x642, NONE, "ق", "R"),  # the key of R under an Arabic layout
        (0x633, CTRL, "س", "Ctrl+S"),
        (0x61F, SHIFT, "؟", "?"),
        (0x661, NONE, "١", "1"),
        (0x6F3, NONE, "۳", "3"),
        (0, NONE, "لا", "B"),
        (0x62D, NONE, "ح", "P"),
    ],
)
def test_keys_have_one_name_under_every_layout(
    qapp: object, key: int, modifiers: Qt.KeyboardModifier, text: str, name: str
) -> None:
    assert pressed(int(key), modifiers, text) == name


def test_no_key_stands_for_two_actions() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))
    assert len(BY_ID) == len(ACTIONS)


def test_changed_keys_take_the_place_of_the_usual_ones() -> None:
    keymap = Keymap(ACTIONS, {"relate": ["G"]})
    assert keymap.action("G") == "relate"
    assert keymap.action("R") is None
    assert keymap.action("P") == "same-everywhere"


def test_keys_are_shown_as_they_stand_on_a_keyboard() -> None:
    assert readable("Ctrl+Shift+Return") == "Ctrl+Shift+Enter"
    assert readable("Alt+Left") == "Alt+←"
    assert readable("Ctrl++") == "Ctrl++"


@pytest.mark.parametrize(
    ("key", "scan_code", "modifiers", "text", "name"),
    [
        (0x642, 27, NONE, "ق", "R"),
        (0x638, 61, NONE, "ظ", "/"),
        (0x61F, 61, SHIFT, "؟", "?"),  # the sign is meant, not Shift and the key it is on
        (0x60C, 45, SHIFT, "،", "Shift+K"),
        (0x640, 44, SHIFT, "ـ", "Shift+J"),
    ],
)
def test_a_key_known_by_its_place_has_the_same_name(
    qapp: QGuiApplication,
    monkeypatch: pytest.MonkeyPatch,
    key: int,
    scan_code: int,
    modifiers: Qt.KeyboardModifier,
    text: str,
    name: str,
) -> None:
    monkeypatch.setitem(keys._SCAN_CODES, qapp.platformName(), keys._SCAN_CODES["xcb"])
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)
    assert key_name(event) == name


def test_plus_alone_can_be_read_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readable("+") == "+"
    monkeypatch.setattr("sys.platform", "darwin")
    assert readable("+") == "+"
    assert readable("Ctrl++") == "⌘++"


def test_a_tag_with_an_arabic_letter_for_its_key_is_chosen_by_that_key() -> None:
    assert key_table({"PER": "ق", "ORG": "q", "LOC": "٣", "GPE": ""}) == {
        "R": "PER",
        "Q": "ORG",
        "3": "LOC",
    }
