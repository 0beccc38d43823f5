"""Keys by name: what was pressed, under any keyboard layout."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

# The letter that the Arabic layout of a PC keyboard has on the key of each Latin one.
_ARABIC_TWINS = dict(
    zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "QWERTYUIOP[]ASDFGHJKL;'ZXCVNM,./", strict=True)
)
_ARABIC_TWINS |= {"لا": "B", "÷": "`", "ذ": "`"}
_ARABIC_TWINS |= {chr(0x660 + digit): str(digit) for digit in range(10)}
_ARABIC_TWINS |= {chr(0x6F0 + digit): str(digit) for digit in range(10)}
_ARABIC_SIGNS = {"؟": "?"}  # meant themselves, on whatever key the layout has them

_FUNCTIONS = frozenset(f"F{number}" for number in range(1, 13))

_ROWS = ("QWERTYUIOP[]", "ASDFGHJKL;'", "ZXCVBNM,./")


def _physical(first_of_row: Sequence[int]) -> dict[int, str]:
    return {
        first + column: letter
        for first, row in zip(first_of_row, _ROWS, strict=True)
        for column, letter in enumerate(row)
    }


# Scan codes as Qt reports them: X11 keycodes on Linux, PC set 1 on Windows.
_SCAN_CODES = {"xcb": _physical((24, 38, 52)), "wayland": _physical((24, 38, 52))}
_SCAN_CODES["windows"] = _physical((16, 30, 44))

_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    (Qt.KeyboardModifier.MetaModifier, "Meta"),
)
_ONLY_MODIFIERS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
}


def key_name(event: QKeyEvent) -> str:
    """The key's name as actions write it ("Ctrl+Shift+Z", "1", "?"); empty for a bare modifier.

    A letter of another alphabet is named by the Latin letter on the same key, so that keys work
    under an Arabic layout as well.
    """
    if event.key() in _ONLY_MODIFIERS and not event.text():
        return ""
    if event.key() == Qt.Key.Key_Backtab:
        return "Shift+Tab"
    symbol = _symbol(event)
    held = [
        name
        for modifier, name in _MODIFIERS
        if event.modifiers() & modifier and not (name == "Shift" and _is_sign(symbol))
    ]
    return "+".join((*held, symbol)) if symbol else ""


def _symbol(event: QKeyEvent) -> str:
    code = event.key()
    if 0x20 < code < 0x7F:
        return chr(code)
    written = chr(code) if 0x20 < code < 0x110000 and chr(code).isprintable() else event.text()
    if written and not written.isascii():
        letters = _SCAN_CODES.get(QGuiApplication.platformName(), {})
        key = letters.get(event.nativeScanCode()) or _ARABIC_TWINS.get(written, written)
        return _ARABIC_SIGNS.get(written, key)
    name = QKeySequence(code).toString(QKeySequence.SequenceFormat.PortableText)
    return _LONG_NAMES.get(name, name)


def key_of(written: str) -> str:
    """The name of the key that types a letter or digit, Latin or Arabic."""
    return _ARABIC_TWINS.get(written, written.upper())


def _is_sign(symbol: str) -> bool:
    """Whether Shift is part of how the sign itself is typed («?», «+»)."""
    return len(symbol) == 1 and not symbol.isalnum()


_LONG_NAMES = {"Esc": "Escape", "Del": "Delete"}

# What Qt itself does in lists: moving, and leaving by Tab.
_MOVING = frozenset(
    ("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Tab", "Shift+Tab")
)
_AHEAD = {"Down": 1, "Up": -1}
# What Qt itself does in dialogs, where other keys may be set for the same.
KEYS_OF_DIALOGS = frozenset(("Return", "Enter", "Escape"))
# What Qt itself does in lists in which several rows can be chosen, for sentences.
ONE_MORE_ROW, EVERY_ROW = "Shift+Down", "Ctrl+A"
# What Qt itself does in a text of several lines.
NEW_LINE = "Shift+Return"


def keys_of_lists() -> frozenset[str]:
    """Keys that a list needs for itself while it has the focus."""
    return _MOVING


def scrolls_list(event: QKeyEvent) -> bool:
    """Whether a key press moves up or down in a list."""
    return key_name(event) in ("Up", "Down", "PgUp", "PgDown")


def reading_step(event: QKeyEvent, *, is_right_to_left: bool) -> int:
    """Where a bare arrow key leads in the order of reading: 1 ahead, -1 back, 0 for other keys."""
    ahead, back = ("Left", "Right") if is_right_to_left else ("Right", "Left")
    return {**_AHEAD, ahead: 1, back: -1}.get(key_name(event), 0)


def stays_in_field(key: str) -> bool:
    """Whether a text field keeps a key: all but commands with Ctrl, and F1 to F12."""
    *held, last = key.split("+")
    is_command = "Ctrl" in held and last not in ("Z", "C", "Left", "Right")
    return not is_command and last not in _FUNCTIONS


def types_something(key: str) -> bool:
    """Whether a key writes a letter, digit, sign or space in a text field."""
    last = key.removeprefix("Shift+")
    return len(last) == 1 or last == "Space"
