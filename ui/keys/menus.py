"""The menu bar and the context menus, made from the table of actions."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.keys.action import Action, Menu, Needs
from ui.keys.actions import ACTIONS, BY_ID
from ui.keys.keymap import Tag, keymap
from ui.look.language import in_language, tr
from ui.look.plain_text import without_mnemonic

RunAction = Callable[[str], None]


class Menus:
    """All menu entries, and whether they can be chosen now."""

    def __init__(self, bar: QMenuBar, run: RunAction) -> None:
        self._entries: dict[str, QAction] = {}
        menus = {menu: bar.addMenu(tr(menu.value)) for menu in Menu}
        for action in ACTIONS:
            if action.menu is None:
                continue
            menu = menus[action.menu]
            if action.is_separated:
                menu.addSeparator()
            self._entries[action.id] = _entry(menu, action, run)

    def enable(self, is_met: Mapping[Needs, bool]) -> None:
        """Enable the entries whose needs are met."""
        for id, entry in self._entries.items():
            entry.setEnabled(is_met[BY_ID[id].needs])

    def show_keys(self) -> None:
        """Write the keys that hold now beside the entries."""
        for id, entry in self._entries.items():
            entry.setText(_text(BY_ID[id]))


def context_menu(parent: QWidget, ids: Iterable[str], run: RunAction) -> QMenu:
    """A menu of some actions, that goes when it is closed; "" stands for a line."""
    menu = QMenu(parent)
    for id in ids:
        if id:
            _entry(menu, BY_ID[id], run)
        else:
            menu.addSeparator()
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def tag_entry(tag: Tag) -> str:
    """A tag's words in a menu, whatever letters it has, with its key."""
    return f"{without_mnemonic(in_language(tag.name))}\t{keymap().tag_cap(tag)}"


def _entry(menu: QMenu, action: Action, run: RunAction) -> QAction:
    entry = QAction(_text(action), menu)
    entry.triggered.connect(lambda: run(action.id))
    menu.addAction(entry)
    return entry


def _text(action: Action) -> str:
    """The entry's words and, where Qt shows shortcuts, its key; the dispatcher listens."""
    key = keymap().shown(action.id)
    words = without_mnemonic(tr(action.text))
    return f"{words}\t{key}" if key else words
