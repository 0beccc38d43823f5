"""The rate of faults as a bar: what was found, its interval, and the limit."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotation.sampling.wilson import Rate
from ui.look.language import left_to_right, tr
from ui.look.text_scale import sized
from ui.panels.brushes import CENTRE, Brushes
from ui.panels.inks import LIGHT_INKS, Inks

HEIGHT, BAR, DOT, SIDE = 56, 14, 4.0, 12


class RateBar(QWidget):
    """Runs from nothing to twice the limit, or as far as the interval reaches."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._rate = Rate(0, 0, None, None, None)
        self._limit = 0.05
        self.setMinimumSize(QSize(200, sized(HEIGHT)))

    def show_rate(self, rate: Rate, limit: float, words: str) -> None:
        """Draw a rate and its limit; `words` say the same."""
        self._rate, self._limit = rate, limit
        self.setAccessibleName(words)
        self.update()

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(SIDE, 4, -SIDE, -4)
        line = room.top() + 14
        painter.setPen(QPen(self._inks.line, 2))
        painter.drawLine(QPointF(room.left(), line), QPointF(room.right(), line))
        brushes = Brushes(painter, self._inks, self.layoutDirection())
        self._draw_interval(brushes, room, line)
        self._draw_limit(brushes, room, line)
        painter.end()

    def _part(self, share: float) -> float:
        """How far along the line a share lies, 0 to 1."""
        return min(1.0, share / max(2 * self._limit, (self._rate.high or 0) * 1.05))

    def _draw_interval(self, brushes: Brushes, room: QRectF, line: float) -> None:
        rate = self._rate
        if rate.value is None or rate.low is None or rate.high is None:
            return
        is_good, is_bad = rate.high <= self._limit, rate.low > self._limit
        inks = self._inks
        colour = inks.good if is_good else inks.refused if is_bad else inks.accent
        bar = QRectF(room.left(), line - BAR / 2, room.width(), BAR)
        ends = (self._part(rate.low), self._part(rate.high))
        brushes.interval(bar, self._part(rate.value), ends, colour, DOT)

    def _draw_limit(self, brushes: Brushes, room: QRectF, line: float) -> None:
        painter, x = brushes.painter, brushes.x(self._part(self._limit), room)
        painter.setPen(QPen(self._inks.text, 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, line - 12), QPointF(x, line + 12))
        words = tr("limit {share}", share=left_to_right(f"{self._limit:.1%}"))
        width = painter.fontMetrics().horizontalAdvance(words) + 8.0
        left = min(max(room.left(), x - width / 2), room.right() - width)
        painter.drawText(QRectF(left, line + 14, width, sized(20)), int(CENTRE), words)
