"""Keys by name: what was pressed, under any keyboard layout, and which action it stands for."""

import sys
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.keys.actions import Action
from ui.look.language import left_to_right

# The letter that the Arabic layout of a PC keyboard has on the key of each Latin one.
_ARABIC_TWINS = dict(
    zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "QWERTYUIOP[]ASDFGHJKL;'ZXCVNM,./", strict=True)
)
_ARABIC_TWINS |= {"لا": "B", "÷": "`", "ذ": "`"}
_ARABIC_TWINS |= {chr(0x660 + digit): str(digit) for digit in range(10)}
_ARABIC_TWINS |= {chr(0x6F0 + digit): str(digit) for digit in range(10)}
_ARABIC_SIGNS = {"؟": "?"}  # meant themselves, on whatever key the layout has them

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


class Keymap:
    """Which key stands for which action: the defaults, with what the person has changed."""

    def __init__(
        self, actions: Iterable[Action], changed: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        changed = changed or {}
        self._keys = {a.id: tuple(changed.get(a.id, a.keys)) for a in actions}
        self._actions = {key: id for id, keys in self._keys.items() for key in keys}

    def action(self, key: str) -> str | None:
        """The id of the action that this key stands for."""
        return self._actions.get(key)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the usual one first."""
        return self._keys.get(action_id, ())

    def shown(self, action_id: str) -> str:
        """The usual key of an action as people read it; empty when it has none."""
        keys = self.keys(action_id)
        return left_to_right(readable(keys[0])) if keys else ""


_READABLE = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Backspace": "⌫",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
}


def key_parts(key: str) -> list[str]:
    """What is pressed together for a key: Ctrl+Shift+Z gives Ctrl, Shift, Z; Ctrl++ Ctrl and +."""
    if key.endswith("+"):
        return [*filter(None, key[:-2].split("+")), "+"]
    return key.split("+")


def readable(key: str) -> str:
    """A key's name as it stands on a keyboard: arrows as arrows, Return as Enter."""
    *held, last = key_parts(key)
    if sys.platform == "darwin":
        held = [{"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}[name] for name in held]
    return "+".join((*held, _READABLE.get(last, last)))
