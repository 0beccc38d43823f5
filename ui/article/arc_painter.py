"""Painting relations: combs over the lines, trunks in the gutter, arrow heads and names."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.article.arcs import Comb
from ui.article.camera import Placed
from ui.article.geometry import arrow, comb_path, label_box
from ui.article.labels import Style
from ui.article.paragraph import Line
from ui.article.scene import Scene
from ui.article.shown import SUGGESTED
from ui.article.tag_names import relation_name
from ui.article.trunks import Trunk, trunks
from ui.items import Kind

_DASHES = [4.0, 3.0]


def paint_arcs(painter: QPainter, scene: Scene) -> None:
    """Paint all arcs in view; those of the current item last, in the accent colour."""
    lifted = scene.emphasis.lifted(scene.shown)
    pointed = scene.emphasis.hovered_relations(scene.shown)
    upright = trunks(scene.sheet, scene.placed, scene.height)
    usual = QColor(scene.theme.relation_faded if lifted else scene.theme.relation)
    for place, line, comb in _combs(scene):
        _paint_comb(painter, scene, place, line, comb, usual, 1.2, None)
    for trunk in upright:
        _paint_trunk(painter, trunk, usual, 1.2, None)
    for wanted, colour in ((lifted, scene.theme.accent), (pointed, scene.theme.text)):
        if wanted:
            _paint_wanted(painter, scene, upright, wanted, QColor(colour))
    for place, line, comb in _combs(scene):
        _paint_name(painter, scene, place, line, comb, lifted)


def _combs(scene: Scene) -> Iterator[tuple[Placed, Line, Comb]]:
    for place in scene.placed:
        for line in place.paragraph.lines:
            if place.top + line.bottom > 0 and place.top + line.top < scene.height:
                for comb in line.combs:
                    yield place, line, comb


def _paint_wanted(
    painter: QPainter, scene: Scene, upright: list[Trunk], wanted: set[str], colour: QColor
) -> None:
    for place, line, comb in _combs(scene):
        if not wanted.isdisjoint(comb.relations):
            _paint_comb(painter, scene, place, line, comb, colour, 1.8, wanted)
    for trunk in upright:
        _paint_trunk(painter, trunk, colour, 1.8, wanted)


def _pen(colour: QColor, width: float, kind: Kind) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if kind in SUGGESTED:
        pen.setDashPattern(_DASHES)
    return pen


def _paint_comb(
    painter: QPainter,
    scene: Scene,
    place: Placed,
    line: Line,
    comb: Comb,
    colour: QColor,
    width: float,
    wanted: Collection[str] | None,
) -> None:
    edge = scene.sheet.frame.gutter_edge
    path = comb_path(line, scene.look, comb, edge, wanted)
    _stroke(painter, path.translated(0, place.top), _pen(colour, width, comb.bundle.kind))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    down = QPointF(0, place.top)
    for leg in comb.legs:
        if leg.is_arrow and (wanted is None or not leg.relations.isdisjoint(wanted)):
            painter.drawPolygon(QPolygonF([p + down for p in arrow(line, scene.look, comb, leg)]))


def _paint_trunk(
    painter: QPainter,
    trunk: Trunk,
    colour: QColor,
    width: float,
    wanted: Collection[str] | None,
) -> None:
    _stroke(painter, trunk.path(wanted), _pen(colour, width, trunk.bundle.kind))
    painter.setPen(QPen(colour, width + 0.3))
    for chevron in trunk.chevrons(wanted):
        painter.drawPolyline(QPolygonF(chevron))


def _stroke(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _paint_name(
    painter: QPainter, scene: Scene, place: Placed, line: Line, comb: Comb, lifted: set[str]
) -> None:
    style = Style.PLAIN
    if lifted:
        style = Style.FADED if lifted.isdisjoint(comb.relations) else Style.LIFTED
    box = label_box(line, scene.look, comb).translated(0, place.top)
    name = relation_name(scene.tagset, comb.bundle)
    painter.drawPixmap(box.topLeft(), scene.labels.pixmap(name, "", style, box))
