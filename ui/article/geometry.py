"""Where exactly pills, brackets and arcs stand on a line, for the painter and for hit tests alike.

All in pixels of the paragraph's coordinates: x from the column's left, y from the paragraph's top.
"""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from ui.article.arcs import Comb, Leg
from ui.article.lanes import Piece
from ui.article.look import Look
from ui.article.paragraph import TextLine

ARROW = 5.0


def bracket_y(line: TextLine, lane: int) -> int:
    """The line under the pills of a lane; lane 0 lies on the words."""
    return line.text_top - line.rises[lane]


def piece_box(line: TextLine, piece: Piece, run: tuple[float, float]) -> QRectF:
    """The ground of one visual run, from its bracket down to below the words."""
    top = bracket_y(line, piece.lane)
    return QRectF(run[0] + 0.5, top, run[1] - run[0] - 1.0, line.text_bottom - top)


def pill_box(line: TextLine, look: Look, piece: Piece) -> QRectF:
    """The pill, standing on its bracket."""
    top = bracket_y(line, piece.lane) - look.pill_height
    return QRectF(round(piece.pill_left), top, piece.pill_width, look.pill_height)


def chip_box(line: TextLine, look: Look, number_x: float) -> QRectF:
    """Where it says how many items found no lane, at the beginning of the line."""
    return QRectF(number_x - look.margin / 2, line.top, look.margin, look.pill_step)


def comb_y(line: TextLine, look: Look, comb: Comb) -> float:
    """The height at which a comb runs along its line."""
    if comb.is_bridge:
        return bracket_y(line, comb.lane) - look.pill_height // 2 - 0.5
    return line.text_top - line.rises[-1] - comb.lane * look.arc_step - look.arc_step // 2 - 1.5


def label_box(line: TextLine, look: Look, comb: Comb) -> QRectF:
    """The relation's name on its comb."""
    height = look.arc_step - 1
    top = round(comb_y(line, look, comb) - height / 2)
    return QRectF(round(comb.label_left), top, comb.label_width, height)


def leg_foot(line: TextLine, look: Look, leg: Leg) -> float:
    """The y where a leg touches its pill."""
    return bracket_y(line, leg.piece.lane) - look.pill_height - 1.0


def comb_path(
    line: TextLine,
    look: Look,
    comb: Comb,
    gutter_edge: float,
    wanted: Collection[str] | None = None,
) -> QPainterPath:
    """The comb, or only the part of it that belongs to the wanted relations."""
    legs = [leg for leg in comb.legs if wanted is None or not leg.relations.isdisjoint(wanted)]
    leaves = bool(comb.leaving if wanted is None else comb.leaving.intersection(wanted))
    y = comb_y(line, look, comb)
    ends = [leg.x for leg in legs] + ([gutter_edge] if leaves else [])
    path = QPainterPath()
    if comb.is_bridge:
        path.moveTo(min(ends) + 1, y)
        path.lineTo(max(ends) - 1, y)
        return path
    low, high = min(ends), max(ends)
    radius = min(look.arc_step * 0.45, (high - low) / 2)
    path.moveTo(low, y)
    for leg in legs:
        _draw_leg(path, leg, leg_foot(line, look, leg), y, low, high, radius)
    inner_low = low + (radius if any(leg.x == low for leg in legs) else 0)
    inner_high = high - (radius if any(leg.x == high for leg in legs) else 0)
    path.moveTo(inner_low, y)
    path.lineTo(inner_high, y)
    return path


def _draw_leg(
    path: QPainterPath, leg: Leg, foot: float, y: float, low: float, high: float, radius: float
) -> None:
    path.moveTo(leg.x, foot)
    if leg.x in (low, high) and low < high:
        bend = radius if leg.x == low else -radius
        path.lineTo(leg.x, y + radius)
        path.quadTo(leg.x, y, leg.x + bend, y)
    else:
        path.lineTo(leg.x, y)


def arrow(line: TextLine, look: Look, comb: Comb, leg: Leg) -> list[QPointF]:
    """The triangle with which a leg points at its pill."""
    size = ARROW * min(1.6, max(0.8, look.zoom))
    if comb.is_bridge:
        y = comb_y(line, look, comb)
        away = size * 1.25 if leg.x == comb.left else -size * 1.25
        tip = leg.x + (1 if leg.x == comb.left else -1)
        return [
            QPointF(tip, y),
            QPointF(tip + away, y - size * 0.6),
            QPointF(tip + away, y + size * 0.6),
        ]
    foot = leg_foot(line, look, leg) + 0.5
    return [
        QPointF(leg.x, foot),
        QPointF(leg.x - size * 0.6, foot - size * 1.25),
        QPointF(leg.x + size * 0.6, foot - size * 1.25),
    ]
