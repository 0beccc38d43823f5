"""The menu bar and the context menus, made from the table of actions."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.keys.actions import ACTIONS, BY_ID, Action, Menu, Needs
from ui.keys.keymap import Keymap
from ui.look.language import tr

RunAction = Callable[[str], None]


class Menus:
    """All menu entries, and whether they can be chosen now."""

    def __init__(self, bar: QMenuBar, keymap: Keymap, run: RunAction) -> None:
        self._entries: dict[str, QAction] = {}
        filled = {action.menu for action in ACTIONS}
        menus = {menu: bar.addMenu(tr(menu.value)) for menu in Menu if menu in filled}
        for action in ACTIONS:
            menu = menus[action.menu]
            if action.separated:
                menu.addSeparator()
            self._entries[action.id] = _entry(menu, action, keymap, run)

    def enable(self, is_met: Mapping[Needs, bool]) -> None:
        """Enable the entries whose needs are met."""
        for id, entry in self._entries.items():
            entry.setEnabled(is_met[BY_ID[id].needs])

    def show_keys(self, keymap: Keymap) -> None:
        """Write the keys of a changed keymap beside the entries."""
        for id, entry in self._entries.items():
            entry.setText(_text(BY_ID[id], keymap))


def context_menu(parent: QWidget, ids: Iterable[str], keymap: Keymap, run: RunAction) -> QMenu:
    """A menu of some actions, that goes when it is closed; "" stands for a line."""
    menu = QMenu(parent)
    for id in ids:
        if id:
            _entry(menu, BY_ID[id], keymap, run)
        else:
            menu.addSeparator()
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _entry(menu: QMenu, action: Action, keymap: Keymap, run: RunAction) -> QAction:
    entry = QAction(_text(action, keymap), menu)
    entry.triggered.connect(lambda: run(action.id))
    menu.addAction(entry)
    return entry


def _text(action: Action, keymap: Keymap) -> str:
    """The entry's words and, where Qt shows shortcuts, its key; the keymap does the listening."""
    key = keymap.shown(action.id)
    words = tr(action.text).replace("&", "&&")
    return f"{words}\t{key}" if key else words
