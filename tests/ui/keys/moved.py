"""All keys moved elsewhere: a person's settings in which nothing is where it is by default."""

from collections.abc import Iterable, Iterator
from itertools import product

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotation.tagsets.tagset import Tagset
from ui.dialogs.key_caps import KeyCaps
from ui.dialogs.passage_list import PassageList
from ui.keys.actions import ACTIONS
from ui.keys.keymap import readable, tag_id
from ui.panels.chip import TagChip
from ui.panels.key_hints import KeyCap

_HELD = ("Ctrl+Alt", "Ctrl+Alt+Shift", "Ctrl+Meta")
_POOL = [f"{held}+{key}" for held, key in product(_HELD, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
_POOL += [f"{held}+F{n}" for held in (*_HELD, "Ctrl+Alt+Meta", "Alt+Meta") for n in range(1, 36)]


def moved_keys() -> dict[str, list[str]]:
    """A key of its own for every action."""
    return {action.id: [key] for action, key in zip(ACTIONS, _POOL, strict=False)}


def moved_tags(tagset: Tagset) -> dict[str, list[str]]:
    """A key of its own for every tag."""
    tags = [*tagset.spans.values(), *tagset.relations.values()]
    assert len(ACTIONS) + len(tags) <= len(_POOL)
    return {tag_id(tag): [key] for tag, key in zip(tags, reversed(_POOL), strict=False)}


def usual_caps() -> set[str]:
    """How the default keys read, apart from digits, which stand for numbers as well."""
    caps = {readable(key) for action in ACTIONS for key in action.keys}
    return {cap for cap in caps if not cap.isdigit()} | {"Esc", "Backspace", "Space"}


def press(widget: QWidget, key: str) -> None:
    """Press a key by its name."""
    pressed = QKeySequence.fromString(key)[0]
    text = key.lower() if len(key) == 1 else ""
    held = pressed.keyboardModifiers()
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, pressed.key(), held, text))


def type_letter(widget: QWidget, letter: str) -> None:
    """Type a letter of any alphabet; the two that one key types together have no code."""
    code = ord(letter) if len(letter) == 1 else 0
    held = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, code, held, letter))


def texts(roots: Iterable[QObject]) -> Iterator[str]:
    """Everything that is written in windows, or told to those who listen or point."""
    for root in roots:
        for part in (root, *root.findChildren(QObject)):
            if isinstance(part, QLabel | QAbstractButton | QAction):
                yield part.text()
            if isinstance(part, QWidget):
                yield from (part.toolTip(), part.accessibleName(), part.windowTitle())
            if isinstance(part, KeyCap):
                yield f"\u2066{part.key}\u2069"
            if isinstance(part, KeyCaps):
                yield from (f"\u2066{key}\u2069" for key in part.accessibleName().split(" / "))
            if isinstance(part, TagChip):
                yield part.accessibleName()
            if isinstance(part, PassageList):
                yield part.empty_words
