"""Keys are known by name, under Latin and Arabic layouts."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from annotation.tagsets.tagset import SpanTag
from ui.keys import key_names
from ui.keys.action import Action, Context, are_together
from ui.keys.actions import ACTIONS, BY_ID
from ui.keys.key_dispatcher import tag_of_key
from ui.keys.key_names import key_name
from ui.keys.keymap import Keymap, readable

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


def test_no_key_stands_for_two_actions_that_can_be_meant_together() -> None:
    shared = [
        (one.id, other.id)
        for number, one in enumerate(ACTIONS)
        for other in ACTIONS[number + 1 :]
        if set(one.keys) & set(other.keys) and are_together(one, other)
    ]
    assert shared == []
    assert len(BY_ID) == len(ACTIONS)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Context.WINDOW, Context.WINDOW, True),
        (Context.REVIEW, Context.SAMPLING, False),
        (Context.RELATING, Context.CURATION, False),
        (Context.FIND, Context.WINDOW, True),
        (Context.CURATION, Context.WINDOW, True),
        (Context.LIST, Context.REVIEW, True),
        (Context.CHOICE, Context.WINDOW, False),
    ],
)
def test_contexts_that_cannot_be_on_together_may_have_the_same_key(
    one: Context, other: Context, together: bool
) -> None:
    first, second = (Action(place, "", place, ("Ctrl+J",)) for place in (one, other))
    assert are_together(first, second) is are_together(second, first) is together


def test_a_mode_takes_bare_keys_from_what_is_around_it() -> None:
    assert not are_together(BY_ID["position-reason"], BY_ID["relate"])
    assert are_together(BY_ID["position-reason"], BY_ID["finish"])
    assert are_together(BY_ID["position-reason"], BY_ID["undo"])


def test_changed_keys_take_the_place_of_the_usual_ones() -> None:
    keymap = Keymap({"relate": ["G"]})
    assert keymap.action(Context.WINDOW, "G") == "relate"
    assert keymap.action(Context.WINDOW, "R") is None
    assert keymap.action(Context.CURATION, "R") == "position-reason"
    assert keymap.action(Context.WINDOW, "P") == "same-everywhere"


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
    monkeypatch.setitem(key_names._SCAN_CODES, qapp.platformName(), key_names._SCAN_CODES["xcb"])
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)
    assert key_name(event) == name


def test_plus_alone_can_be_read_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readable("+") == "+"
    monkeypatch.setattr("sys.platform", "darwin")
    assert readable("+") == "+"
    assert readable("Ctrl++") == "⌘++"


def span_tag(slug: str, key: str) -> SpanTag:
    return SpanTag(slug, {"ar": "وسم", "en": slug}, {"ar": "", "en": ""}, (), "#336699", key)


def test_a_tag_with_an_arabic_letter_for_its_key_is_chosen_by_that_key() -> None:
    tags = [span_tag("PER", "ق"), span_tag("ORG", "q"), span_tag("LOC", "٣"), span_tag("GPE", "")]
    found = [tag_of_key(tags, key) for key in ("R", "Q", "3", "")]
    assert found == ["PER", "ORG", "LOC", None]


def test_a_persons_own_key_of_a_tag_goes_before_the_tagsets() -> None:
    tag = span_tag("PER", "1")
    own = Keymap({}, {"span:PER": ["Ctrl+U"]})
    assert (own.tag_keys(tag), own.tag_cap(tag)) == (("Ctrl+U",), "Ctrl+U")
    assert (Keymap().tag_keys(tag), Keymap().tag_cap(tag)) == (("1",), "1")
    assert Keymap({}, {"span:PER": []}).tag_cap(tag) == ""
