"""The paragraph at the caret as plain text: what a screen reader can spell out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.article.view import ArticleView
from ui.look.language import tr

LINES = 4


class ParagraphText(QPlainTextEdit):
    """A read-only copy whose cursor goes with the article's caret, and takes it along."""

    def __init__(self, view: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._number = -1
        self._is_following = False
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("The paragraph as plain text"))
        view.caret_moved.connect(self._follow)
        view.selection_changed.connect(self._follow)
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        around = self.frameWidth() + round(self.document().documentMargin())
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 2 * around)
        self._follow()

    def _follow(self) -> None:
        """Show the paragraph of the article's caret, with what is selected there."""
        text_map, view = self._view.text_map, self._view
        if self._is_following or not self.isVisible():
            return
        self._is_following = True
        if text_map is None:
            self._number = -1
            self.clear()
        else:
            self._number = text_map.paragraph_at(view.caret)
            self._show(text_map.displayed(self._number))
            cursor = self.textCursor()
            cursor.setPosition(text_map.position(self._number, view.anchor))
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.setPosition(text_map.position(self._number, view.caret), keep)
            self.setTextCursor(cursor)
        self._is_following = False

    def _show(self, text: str) -> None:
        if text == self.toPlainText():
            return
        option = QTextOption()
        is_mirrored = self._view.is_right_to_left
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
        )
        self.setPlainText(text)
        self.document().setDefaultTextOption(option)

    def _lead(self) -> None:
        """Take the article's caret and selection along."""
        text_map, cursor = self._view.text_map, self.textCursor()
        if self._is_following or text_map is None or self._number < 0:
            return
        ends = [text_map.offset(self._number, at) for at in (cursor.anchor(), cursor.position())]
        self._is_following = True
        self._view.clear_current()
        self._view.select(*ends)
        self._is_following = False
