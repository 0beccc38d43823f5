"""The rate of faults as a bar: what was found, its interval, and the limit."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotation.sampling.wilson import Rate
from ui.look.language import left_to_right, tr
from ui.look.text_scale import sized
from ui.look.theme import mixed
from ui.panels.inks import LIGHT_INKS, Inks

HEIGHT, BAR, DOT, SIDE = 56, 14, 4.0, 12
CENTRE = Qt.AlignmentFlag.AlignCenter


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
        self._draw_interval(painter, room, line)
        self._draw_limit(painter, room, line)
        painter.end()

    def _x(self, share: float, room: QRectF) -> float:
        most = max(2 * self._limit, (self._rate.high or 0) * 1.05)
        part = min(1.0, share / most)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return room.left() + room.width() * (1 - part if is_mirrored else part)

    def _draw_interval(self, painter: QPainter, room: QRectF, line: float) -> None:
        rate = self._rate
        if rate.value is None or rate.low is None or rate.high is None:
            return
        is_good, is_bad = rate.high <= self._limit, rate.low > self._limit
        inks = self._inks
        colour = inks.good if is_good else inks.refused if is_bad else inks.accent
        ends = sorted(self._x(share, room) for share in (rate.low, rate.high))
        bar = QRectF(ends[0], line - BAR / 2, max(2.0, ends[1] - ends[0]), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(inks.base, colour, 0.45))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(self._x(rate.value, room), line), DOT, DOT)

    def _draw_limit(self, painter: QPainter, room: QRectF, line: float) -> None:
        x = self._x(self._limit, room)
        painter.setPen(QPen(self._inks.text, 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, line - 12), QPointF(x, line + 12))
        words = tr("limit {share}", share=left_to_right(f"{self._limit:.1%}"))
        width = painter.fontMetrics().horizontalAdvance(words) + 8.0
        left = min(max(room.left(), x - width / 2), room.right() - width)
        painter.drawText(QRectF(left, line + 14, width, sized(20)), int(CENTRE), words)
