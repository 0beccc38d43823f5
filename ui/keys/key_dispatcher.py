"""Key presses on their way to what they mean: a mode, a tag, an action."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from ui.keys.keymap import Keymap, key_name, key_of

Handler = Callable[[str], bool]

# Keys that a table needs for itself while it has the focus.
_TABLE_KEYS = {"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Tab", "Shift+Tab"}
_TABLE_KEYS |= {"Return", "Enter"}  # the table tells which row is meant


class KeyDispatcher(QObject):
    """Watches widgets and turns key presses into acts.

    `before` is asked first (a mode that takes keys, then the tags' keys); what it leaves goes to
    the action that the keymap names. Text fields keep their keys, tables keep the arrows.
    """

    def __init__(
        self,
        keymap: Keymap,
        before: Handler,
        run: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.keymap = keymap
        self._before = before
        self._run = run

    def watch(self, *widgets: QWidget) -> None:
        """Take the key presses of these widgets."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True when the key press has been used."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        name = key_name(event)
        if not name or not _is_for_us(watched, name, event):
            return False
        if not isinstance(watched, QLineEdit) and self._before(name):
            return True
        action = self.keymap.action(name)
        if action is None:
            return False
        self._run(action)
        return True


def _is_for_us(watched: QObject, name: str, event: QKeyEvent) -> bool:
    if isinstance(watched, QAbstractItemView):
        return name not in _TABLE_KEYS
    if isinstance(watched, QLineEdit):
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_command = bool(held & Qt.KeyboardModifier.ControlModifier) and event.key() not in (
            Qt.Key.Key_Z,
            Qt.Key.Key_C,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        )
        return is_command or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
    return True


def key_table(keys: Mapping[str, str]) -> dict[str, str]:
    """Tags by the key that chooses them, the key written as the dispatcher names it."""
    return {key_of(key): slug for slug, key in keys.items() if key}
