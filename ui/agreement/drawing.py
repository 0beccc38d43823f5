"""How agreement is drawn: an interval on its axis, a cell of the table of tags, and its heads."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotation.agreement.figures import Figure
from ui.look.theme import mixed
from ui.panels.brushes import CENTRE, Brushes
from ui.panels.inks import Inks

BAR = 11  # pixels, the height of an interval
TICKS = 0.2
FULL = 0.82  # how much of the colour a cell has that holds a whole row


@dataclass(frozen=True, slots=True)
class Axis:
    """What part of the numbers is shown; 1 is the most that agreement can be."""

    low: float = 0.0

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> "Axis":
        """From 0, or from less where something lies below it."""
        lows = [f.low if f.low is not None else f.value for f in figures if f.value is not None]
        lowest = min((low for low in lows if low is not None), default=0.0)
        return cls(min(0.0, math.floor(lowest / TICKS) * TICKS))

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (1 - self.low)

    def ticks(self) -> list[float]:
        """The values that are marked."""
        count = round((1 - self.low) / TICKS)
        return [self.low + (1 - self.low) * at / count for at in range(count + 1)]


def draw_interval(brushes: Brushes, room: QRectF, figure: Figure, axis: Axis) -> None:
    """A figure as a dot on a bar as wide as its interval; nothing but the axis for no figure."""
    painter, inks, middle = brushes.painter, brushes.inks, room.center().y()
    painter.setPen(QPen(inks.line, 1))
    painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
    for tick in axis.ticks():
        x = brushes.x(axis.share(tick), room)
        painter.drawLine(QPointF(x, middle - 3), QPointF(x, middle + 3))
    if figure.value is None:
        return
    ends = None
    if figure.low is not None and figure.high is not None:
        ends = (axis.share(figure.low), axis.share(figure.high))
    bar = QRectF(room.left(), middle - BAR / 2, room.width(), BAR)
    brushes.interval(bar, axis.share(figure.value), ends, inks.accent)


def cell_ground(share: float, inks: Inks, *, is_same: bool) -> QColor:
    """The ground of a cell that holds such a share of its row: calm where the tags are the same.

    The root lets small shares be seen, for they are what is looked for.
    """
    colour = inks.accent if is_same else inks.refused
    return mixed(inks.base, colour, FULL * math.sqrt(min(max(share, 0.0), 1.0)))


def draw_cell(brushes: Brushes, room: QRect, count: int, share: float, *, is_same: bool) -> None:
    """A cell of the table of tags: how many, on a ground as strong as its share of the row."""
    painter, inks = brushes.painter, brushes.inks
    ground = cell_ground(share, inks, is_same=is_same) if count else inks.base
    painter.fillRect(room, ground)
    if is_same:
        painter.setPen(QPen(inks.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(room).adjusted(1.5, 1.5, -1.5, -1.5))
    if count:
        painter.setPen(brushes.ink_on(ground))
        painter.drawText(room, int(CENTRE), f"{count:,}")


def draw_current(painter: QPainter, room: QRect, inks: Inks) -> None:
    """The frame of the cell that the keys act on."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.base, 4))
    painter.drawRect(QRectF(room).adjusted(2, 2, -2, -2))
    painter.setPen(QPen(inks.text, 2))
    painter.drawRect(QRectF(room).adjusted(1.5, 1.5, -1.5, -1.5))


def draw_head(painter: QPainter, room: QRect, name: str, colour: str, inks: Inks) -> None:
    """A tag's name on its colour, broken where it is long; without colour what is no tag."""
    box = QRectF(room).adjusted(2, 2, -2, -2)
    painter.setPen(Qt.PenStyle.NoPen if colour else QPen(inks.line, 1, Qt.PenStyle.DashLine))
    painter.setBrush(inks.tag_fill(colour) if colour else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(inks.tag_ink(colour) if colour else inks.muted)
    inner = box.adjusted(3, 1, -3, -1)
    flags = int(CENTRE) | int(Qt.TextFlag.TextWordWrap)
    whole = painter.boundingRect(inner, flags, name)
    if whole.height() > inner.height() + 1 or whole.width() > inner.width() + 1:
        name = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, round(inner.width())
        )
        flags = int(CENTRE)
    painter.drawText(inner, flags, name)
