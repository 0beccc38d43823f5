"""The small drawn things in panels: chips, keys, stage and origin marks, score bars, links."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle

from annotation.values.items import Origin, Stage
from ui.look.text_scale import text_scale
from ui.panels.inks import Inks

CHIP_PADDING = 7
CENTRE = Qt.AlignmentFlag.AlignCenter


def chip_width(text: str, metrics: QFontMetrics) -> int:
    """How wide a chip with this text wants to be."""
    return metrics.horizontalAdvance(text) + 2 * CHIP_PADDING + 1


def draw_chip(
    painter: QPainter,
    room: QRect,
    text: str,
    colour: str,
    inks: Inks,
    direction: Qt.LayoutDirection,
) -> None:
    """A tag's name on its colour, at the leading side of `room`; shortened where it must be."""
    metrics = painter.fontMetrics()
    width = min(room.width(), chip_width(text, metrics))
    height = min(room.height() - 4, metrics.height() + 4)
    box = QStyle.alignedRect(
        direction,
        Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
        QRect(0, 0, width, height).size(),
        room,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.tag_fill(colour))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(inks.tag_ink(colour))
    inner = width - 2 * CHIP_PADDING + 2
    painter.drawText(box, CENTRE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner))


def draw_key(painter: QPainter, box: QRect, key: str, ink: QColor) -> None:
    """A key's name in a small outlined cap."""
    outline = QColor(ink)
    outline.setAlphaF(0.45)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(outline, 1))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(ink)
    painter.drawText(box, CENTRE, key)


def key_font(font: QFont) -> QFont:
    """The font of what stands in a key cap: a little smaller than `font`."""
    smaller = QFont(font)
    smaller.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
    return smaller


def draw_stage(painter: QPainter, centre: QPointF, stage: Stage, inks: Inks) -> None:
    """A ring for new, half full for in progress, full with a check, or two bars for set aside."""
    radius = 5.5
    painter.save()
    centre = _grow(painter, centre)
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    colour = inks.stage(stage)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match stage:
        case Stage.NEW:
            painter.drawEllipse(box)
        case Stage.IN_PROGRESS:
            painter.drawEllipse(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPie(box.adjusted(2.2, 2.2, -2.2, -2.2), 270 * 16, 180 * 16)
        case Stage.FINISHED:
            painter.setBrush(colour)
            painter.drawEllipse(box)
            painter.setPen(_pen(inks.base, 1.6))
            painter.drawPath(_check(box.adjusted(2.6, 3.2, -2.6, -3.0)))
        case Stage.SET_ASIDE:
            painter.setPen(_pen(colour, 2.4))
            for side in (-2.3, 2.3):
                foot = QPointF(centre.x() + side, centre.y() + 3.6)
                painter.drawLine(QPointF(foot.x(), centre.y() - 3.6), foot)
    painter.restore()


def draw_origin(painter: QPainter, centre: QPointF, origin: Origin, inks: Inks) -> None:
    """A mark for how an item came to be; what was made by hand is the usual and is a mere dot."""
    painter.save()
    centre = _grow(painter, centre)
    box = QRectF(-5, -5, 10, 10)
    painter.setPen(_pen(inks.muted, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match origin:
        case Origin.BY_HAND:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.muted)
            painter.drawEllipse(centre, 1.8, 1.8)
        case Origin.ACCEPTED:
            painter.drawPath(_check(box.adjusted(0.5, 1.5, -0.5, -1.5)))
        case Origin.CORRECTED:
            painter.drawPath(_check(box.adjusted(0.5, 0, -0.5, -3.5)))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        case Origin.PROPAGATED:
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -3.5, -3.5), 1.5, 1.5)
            painter.setBrush(inks.muted)
            painter.drawRoundedRect(box.adjusted(3.5, 3.5, -0.5, -0.5), 1.5, 1.5)
        case Origin.IMPORTED:
            painter.drawPath(_tray(box))
        case Origin.CURATED:
            painter.setBrush(inks.muted)
            painter.drawPolygon(_diamond(box.adjusted(0.5, 0.5, -0.5, -0.5)))
    painter.restore()


def draw_comment(painter: QPainter, centre: QPointF, inks: Inks) -> None:
    """A speech bubble: somebody said something of this, and it is still open."""
    painter.save()
    _grow(painter, centre)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.warning)
    painter.drawRoundedRect(QRectF(-5.5, -5, 11, 8), 2.5, 2.5)
    painter.drawPolygon(QPolygonF([QPointF(-2.5, 2.5), QPointF(2, 2.5), QPointF(-2.5, 6)]))
    painter.restore()


def draw_check(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A check mark that fills `box`."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour, 1.8))
    painter.drawPath(_check(box))


def draw_refusal(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """A filled circle with a bar across: this was not done."""
    painter.save()
    centre = _grow(painter, centre)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, 6, 6)
    painter.setPen(_pen(QColor("white") if colour.lightnessF() < 0.6 else QColor("black"), 2))
    painter.drawLine(QPointF(centre.x() - 3, centre.y()), QPointF(centre.x() + 3, centre.y()))
    painter.restore()


def draw_score(
    painter: QPainter, room: QRect, score: float, inks: Inks, direction: Qt.LayoutDirection
) -> None:
    """A slim bar, as full as the score is high; a confident one is drawn in the calm colour."""
    bar = QRectF(room.x(), room.center().y() - 2, room.width(), 5)
    filled = QRectF(bar)
    filled.setWidth(max(bar.height(), bar.width() * min(max(score, 0.0), 1.0)))
    if direction is Qt.LayoutDirection.RightToLeft:
        filled.moveRight(bar.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.line)
    painter.drawRoundedRect(bar, 2.5, 2.5)
    painter.setBrush(inks.score(score))
    painter.drawRoundedRect(filled, 2.5, 2.5)


def draw_link(
    painter: QPainter,
    room: QRect,
    text: str,
    inks: Inks,
    direction: Qt.LayoutDirection,
    *,
    is_symmetric: bool,
) -> None:
    """A relation's name on its line, the arrow towards the tail: to the trailing side."""
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 28)
    box = QRectF(QPointF(), QSizeF(metrics.horizontalAdvance(fitting) + 8, metrics.height()))
    box.moveCenter(QRectF(room).center())
    middle = QRectF(room).center().y() + 0.5
    ends = [QPointF(room.left() + 2, middle), QPointF(room.right() - 2, middle)]
    if direction is Qt.LayoutDirection.RightToLeft:
        ends.reverse()
    painter.setPen(QPen(inks.muted, 1.2))
    painter.drawLine(QPointF(room.left() + 2, middle), QPointF(box.left(), middle))
    painter.drawLine(QPointF(box.right(), middle), QPointF(room.right() - 2, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.muted)
    painter.drawPolygon(_arrow_head(ends[0], ends[1]))
    if is_symmetric:
        painter.drawPolygon(_arrow_head(ends[1], ends[0]))
    painter.setPen(inks.text)
    painter.drawText(box, int(CENTRE), fitting)


def draw_arrow(
    painter: QPainter,
    room: QRect,
    colour: QColor,
    direction: Qt.LayoutDirection,
    *,
    is_symmetric: bool,
) -> None:
    """A short arrow towards the trailing side, or one with two heads."""
    middle = QRectF(room).center().y()
    start, tip = QPointF(room.left(), middle), QPointF(room.right(), middle)
    if direction is Qt.LayoutDirection.RightToLeft:
        start, tip = tip, start
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(start, tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_arrow_head(start, tip))
    if is_symmetric:
        painter.drawPolygon(_arrow_head(tip, start))


def draw_down_arrow(
    painter: QPainter, centre: QPointF, length: float, colour: QColor, *, is_double: bool
) -> None:
    """An arrow from what stands above to what stands below, or one with two heads."""
    painter.save()
    painter.translate(centre)
    painter.rotate(90)
    room = QRect(round(-length / 2), -4, round(length), 8)
    right = Qt.LayoutDirection.LeftToRight
    draw_arrow(painter, room, colour, right, is_symmetric=is_double)
    painter.restore()


def _arrow_head(start: QPointF, tip: QPointF) -> QPolygonF:
    back = -6 if tip.x() > start.x() else 6
    return QPolygonF(
        [tip, QPointF(tip.x() + back, tip.y() - 3.5), QPointF(tip.x() + back, tip.y() + 3.5)]
    )


def _grow(painter: QPainter, centre: QPointF) -> QPointF:
    """Let what is drawn around a point be as large as the letters; the point as seen then."""
    painter.translate(centre)
    scale = text_scale()
    painter.scale(scale, scale)
    return QPointF()


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(QBrush(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _check(box: QRectF) -> QPainterPath:
    path = QPainterPath(QPointF(box.left(), box.center().y() + box.height() * 0.1))
    path.lineTo(box.left() + box.width() * 0.37, box.bottom())
    path.lineTo(box.right(), box.top())
    return path


def _tray(box: QRectF) -> QPainterPath:
    middle = box.center().x()
    path = QPainterPath(QPointF(middle, box.top()))
    path.lineTo(middle, box.bottom() - 3)
    path.moveTo(middle - 2.8, box.bottom() - 5.8)
    path.lineTo(middle, box.bottom() - 3)
    path.lineTo(middle + 2.8, box.bottom() - 5.8)
    path.moveTo(box.left(), box.bottom())
    path.lineTo(box.right(), box.bottom())
    return path


def _diamond(box: QRectF) -> QPolygonF:
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )
