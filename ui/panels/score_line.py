"""How far a suggestion can be trusted: a bar and a word."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from ui.look.text_scale import sized
from ui.look.words import score_words
from ui.panels.inks import LIGHT_INKS, Inks
from ui.panels.marks import draw_score

BAR = 90
GAP = 10


class ScoreLine(QWidget):
    """The bar of a score with its number and tier."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._score = 0.0

    def show_score(self, score: float) -> None:
        """Show a score between 0 and 1."""
        self._score = score
        self.setAccessibleName(score_words(score))
        self.update()

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sized(BAR + 80), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(sized(BAR), self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        direction, room = self.layoutDirection(), self.rect()
        width = sized(BAR)
        bar = QStyle.visualRect(direction, room, QRect(0, 0, width, room.height()))
        draw_score(painter, bar, self._score, self._inks, direction)
        beside = QStyle.visualRect(direction, room, room.adjusted(width + GAP, 0, 0, 0))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._inks.score(self._score))
        side = QStyle.visualAlignment(direction, leading)
        painter.drawText(beside, int(side), score_words(self._score))
        painter.end()
