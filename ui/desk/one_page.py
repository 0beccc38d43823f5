"""A page beside the main window: one at a time, dressed as the rest, gone with its project."""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal

from ui.desk.desk import Desk
from ui.look.dressing import theme_for
from ui.look.item_kinds import ItemKind
from ui.look.theme import Theme

OpenDocument = Callable[[str, Callable[[], None]], None]  # document id, what to do when it is open


class PageWindow(Protocol):
    """What such a page must be able to do."""

    closed: Signal

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""

    def raise_(self) -> None:
        """Come before the other windows."""

    def activateWindow(self) -> None:
        """Take the keyboard."""

    def close(self) -> bool:
        """Go."""


ShownPage = TypeVar("ShownPage", bound=PageWindow)


class OnePage(Generic[ShownPage]):
    """A controller of a page; `window` is the page while it is shown.

    Subclasses make the page in what their action does, and hand it to `keep`.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window: ShownPage | None = None
        desk.project_changed.connect(self._close)
        desk.settings_changed.connect(self._dress)

    def brought_up(self) -> bool:
        """Whether the page was there already, and is in front now."""
        if self.window is None:
            return False
        self.window.raise_()
        self.window.activateWindow()
        return True

    def keep(self, window: ShownPage) -> None:
        """Look after a page that has been made."""
        self.window = window
        closed: Any = window.closed
        closed.connect(self.forget)

    def forget(self) -> None:
        """The page has been closed."""
        self.window = None

    def go_to(
        self,
        open_document: OpenDocument,
        document_id: str,
        place: tuple[int, int] | None,
        item: str = "",
    ) -> None:
        """Show a place in the main window and give it the keyboard.

        `item` is the id of a span or relation; it becomes the current one where it is there.
        """
        desk = self.desk

        def show() -> None:
            if place is not None:
                desk.view.select(*place)
            state = desk.session.state if desk.session else None
            if state is not None and state.span(item) is not None:
                desk.make_current(ItemKind.SPAN, item)
            elif state is not None and state.relation(item) is not None:
                desk.make_current(ItemKind.RELATION, item)
            desk.window.raise_()
            desk.window.activateWindow()
            desk.view.setFocus()

        open_document(document_id, show)

    def _close(self) -> None:
        if self.window is not None:
            self.window.close()

    def _dress(self) -> None:
        if self.window is not None:
            self.window.set_theme(theme_for(self.desk.settings))
