"""A page beside the main window: one at a time, dressed as the rest, gone with its project."""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal

from ui.desk.desk import Desk
from ui.look.dressing import theme_for
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

    def go_to(self, open_document: OpenDocument, document_id: str, begin: int, end: int) -> None:
        """Show a place in the main window and give it the keyboard."""
        desk = self.desk

        def show() -> None:
            desk.view.select(begin, end)
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
