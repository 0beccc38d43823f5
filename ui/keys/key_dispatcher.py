"""Key presses on their way to what they mean: to a mode, a tag, an action of a context."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from ui.keys.action import Context
from ui.keys.key_names import key_name, keys_of_lists, stays_in_field
from ui.keys.keymap import Tag, keymap

Act = Callable[[], object]  # one that gives False leaves the key to others


class KeyDispatcher(QObject):
    """Watches widgets and carries out what keys mean in one context; it leaves all others.

    `acts` are by action id. `instead_of` are keys that Qt would take for an act that has other
    keys now: they do nothing.
    """

    def __init__(
        self,
        context: Context,
        acts: Mapping[str, Act],
        parent: QObject,
        instead_of: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.acts = dict(acts)
        self._instead_of = instead_of

    def watch(self, *widgets: QWidget) -> None:
        """Take the key presses of these widgets, and what their children leave."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True when the key press has been used."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        name = key_name(event)
        return bool(name) and self.take(watched, name)

    def take(self, watched: QObject, key: str) -> bool:
        """Carry out what a key means; False when it is not ours."""
        return carry_out(self.context, self.acts, key) or key in self._instead_of


def carry_out(context: Context, acts: Mapping[str, Act], key: str) -> bool:
    """Carry out the act that a key stands for in a context; False when none was."""
    act = acts.get(keymap().action(context, key) or "")
    return act is not None and act() is not False


def listen(
    context: Context,
    acts: Mapping[str, Act],
    *widgets: QWidget,
    instead_of: Collection[str] = (),
) -> KeyDispatcher:
    """Let widgets carry out the acts of a context, for as long as the first of them lives."""
    dispatcher = KeyDispatcher(context, acts, widgets[0], instead_of)
    dispatcher.watch(*widgets)
    return dispatcher


class Mode(Protocol):
    """What takes keys before the window does, while it is on."""

    context: Context

    def key_acts(self) -> Mapping[str, Act] | None:
        """What its keys do now, by action id; None while it is off."""
        ...

    def take_key(self, key: str) -> bool:
        """Take a key that is none of its actions'; False leaves it to the window."""
        ...


class WindowKeys(KeyDispatcher):
    """The main window's keys: modes are asked first, then `tags`, then the actions.

    Text fields keep their keys, lists keep what moves in them and what opens a row.
    """

    def __init__(self, acts: Mapping[str, Act], parent: QObject) -> None:
        super().__init__(Context.WINDOW, acts, parent)
        self.modes: Sequence[Mode] = ()
        self.tags: Callable[[str], bool] = lambda key: False

    def take(self, watched: QObject, key: str) -> bool:
        """Carry out what a key means; False when the widget has it for itself, or nobody."""
        if isinstance(watched, QLineEdit):
            return not stays_in_field(key) and super().take(watched, key)
        if isinstance(watched, QAbstractItemView) and (
            key in keys_of_lists() or keymap().action(Context.LIST, key) is not None
        ):
            return False
        return any(_taken(mode, key) for mode in self.modes) or (
            self.tags(key) or super().take(watched, key)
        )


def _taken(mode: Mode, key: str) -> bool:
    acts = mode.key_acts()
    if acts is None:
        return False
    return carry_out(mode.context, acts, key) or mode.take_key(key)


def tag_of_key(tags: Iterable[Tag], key: str) -> str | None:
    """The slug of the tag that a key chooses among these."""
    return {own: tag.slug for tag in tags for own in keymap().tag_keys(tag)}.get(key)
