"""The keyboard goes from one part of the window to the next, round and round."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk.desk import Desk
from ui.frame.window_frame import WindowFrame

WindowPart = tuple[QWidget, Callable[[], None]]  # what holds the keyboard, and how to give it to it


class FocusCycle:
    """Documents, tags, article and what is below it, items, details."""

    def __init__(
        self, desk: Desk, window: WindowFrame, more: Callable[[], list[WindowPart]]
    ) -> None:
        self.desk = desk
        self.window = window
        self._more = more  # what a mode of the window puts below the article

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "next-panel": lambda: self._go(1),
            "previous-panel": lambda: self._go(-1),
            "focus-article": self.desk.view.setFocus,
            "toggle-paragraph-text": self._toggle_paragraph_text,
        }

    def _parts(self) -> list[WindowPart]:
        """The parts that are to be seen, in the order in which one reads the window."""
        desk, page = self.desk, self.window.page
        parts: list[WindowPart] = [
            (desk.documents, lambda: _focus(desk.documents.table)),
            (desk.palette, desk.palette.take_keyboard),
            (desk.view, desk.view.setFocus),
            (page.paragraph_text, page.paragraph_text.setFocus),
            (page.find_bar, lambda: _focus(page.find_bar.line)),
            (page.hit_list, page.hit_list.setFocus),
            *self._more(),
            (desk.items, lambda: _focus(desk.items.tabs.currentWidget())),
            (desk.details, desk.details.take_keyboard),
        ]
        return [(holder, give) for holder, give in parts if holder.isVisible()]

    def _go(self, by: int) -> None:
        parts, focus = self._parts(), QApplication.focusWidget()
        holders = [holder for holder, _ in parts]
        here = next(
            (n for n, h in enumerate(holders) if focus is h or _holds(h, focus)),
            -1 if by > 0 else 0,
        )
        parts[(here + by) % len(parts)][1]()

    def _toggle_paragraph_text(self) -> None:
        """Show or hide the paragraph as plain text; shown, it takes the keyboard."""
        text = self.window.page.paragraph_text
        self.desk.change_settings(shows_paragraph_text=not text.isVisible())
        (text if text.isVisible() else self.desk.view).setFocus()


def _holds(holder: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and holder.isAncestorOf(focus)


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
