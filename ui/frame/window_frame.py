"""The frame of the window: its parts in their places, and the actions carried out in it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget

from ui.desk.desk import Desk
from ui.frame.article_page import ArticlePage
from ui.frame.invitation import Invitation
from ui.keys.action import Context, Needs
from ui.keys.actions import BY_ID
from ui.keys.key_dispatcher import WindowKeys
from ui.keys.keymap import Keymap, set_keymap, when_keys_change
from ui.keys.menus import Menus
from ui.look.dressing import interface_direction
from ui.look.settings import Settings
from ui.look.text_scale import sized

_WIDTH = 1420

Handlers = Mapping[str, Callable[[], None]]  # what carries an action out, by its id


class WindowFrame(QMainWindow):
    """What controllers may ask of the window; which controllers there are, it does not know.

    Signals:
        rebuild_asked: Emitted when the language has changed and the window must be made anew.
    """

    rebuild_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setLayoutDirection(interface_direction())
        self.desk = desk = Desk(self, settings)
        self.page = ArticlePage(desk.palette, desk.view, self)
        self.invitation = Invitation(self)
        self.refresh_keys()
        self.menus = Menus(self.menuBar(), self.run)
        self.keys = WindowKeys(
            {id: partial(self.run, id) for id in BY_ID if BY_ID[id].context is Context.WINDOW}, self
        )
        when_keys_change(self._show_keys)
        self._handlers: dict[str, Callable[[], None]] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        desk = self.desk
        self.side = QSplitter(Qt.Orientation.Vertical, self)
        self.side.addWidget(desk.items)
        self.side.addWidget(desk.details)
        self.side.setSizes([420, 300])
        self.middle = QSplitter(Qt.Orientation.Vertical, self)
        self.middle.addWidget(self.page)
        self.row = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (desk.documents, self.middle, self.side):
            self.row.addWidget(widget)
        self.row.setStretchFactor(1, 1)
        side = min(sized(340), _WIDTH * 3 // 10)
        self.row.setSizes([300, _WIDTH - 300 - side, side])
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.invitation)
        self.pages.addWidget(self.row)
        self.setCentralWidget(self.pages)
        self.statusBar().addWidget(desk.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.resize(_WIDTH, 900)

    # -- actions and keys --------------------------------------------------------------------------

    def carry_out(self, handlers: Handlers) -> None:
        """From now on these actions are carried out so."""
        self._handlers.update(handlers)

    def run(self, action_id: str) -> None:
        """Carry out an action, if what it needs is there."""
        if self.can_run(action_id):
            (self.overrides().get(action_id) or self._handlers[action_id])()

    def can_run(self, action_id: str) -> bool:
        """Whether what the action needs is there."""
        return self.is_met()[BY_ID[action_id].needs]

    def action_ids(self) -> set[str]:
        """Ids of the actions that something carries out."""
        return set(self._handlers)

    def is_met(self) -> dict[Needs, bool]:
        """Which needs of actions are met just now."""
        return {
            Needs.NOTHING: True,
            Needs.PROJECT: self.desk.link is not None,
            Needs.DOCUMENT: self.desk.session is not None,
        }

    def overrides(self) -> Handlers:
        """Actions that mean something else just now; a mode of the window says which."""
        return {}

    def refresh_keys(self) -> None:
        """Let the keys hold that the person has set, also for the tags of the open project."""
        set_keymap(Keymap(self.desk.settings.keys, self.desk.tag_keys()))

    def _show_keys(self) -> None:
        self.menus.show_keys()
