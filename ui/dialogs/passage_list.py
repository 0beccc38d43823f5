"""A list of passages: how its rows lie and are ruled, and what is said where there are none."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.dialogs.passage_lines import Passages, passage_font
from ui.look.text_scale import scaled
from ui.panels.inks import LIGHT_INKS, Inks

GAP = 10  # pixels beside a row and between its parts


class PassageCells(QStyledItemDelegate):
    """What painting a row begins with; `kept` passages stay laid out."""

    def __init__(self, kept: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.inks = LIGHT_INKS
        self.passages = Passages(kept)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QColor:
        """Paint what lies under a row, and the line below it; its colour."""
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = self.inks.chosen if is_current else self.inks.base
        painter.fillRect(option.rect, ground)
        painter.setPen(self.inks.line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        return ground


def passage_height(font: QFont) -> int:
    """How high a line of a passage is."""
    return QFontMetrics(passage_font(font)).height() + 6


def quiet_height(font: QFont) -> int:
    """How high a line is that is said beside a passage."""
    return QFontMetrics(scaled(font, 0.9)).height()


class PassageList(QListView):
    """Passages one under the other, of one height; `empty_words` are said where there are none."""

    def __init__(self, cells: PassageCells, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = cells
        cells.setParent(self)
        self.empty_words = ""
        self.setItemDelegate(cells)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._cells.inks = inks
        self._cells.passages.forget()
        self.viewport().update()

    def set_empty_words(self, words: str) -> None:
        """What to say where there are no rows."""
        self.empty_words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing."""
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self._cells.inks.muted)
            room = self.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room, flags, self.empty_words)
            painter.end()
