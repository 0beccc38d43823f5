"""Painting relations: combs over the lines, trunks in the gutter, arrow heads and names."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.article.arcs import Comb
from ui.article.camera import Placed
from ui.article.far_ends import far_ends
from ui.article.geometry import arrow, comb_path, label_box
from ui.article.labels import Style
from ui.article.paragraph import TextLine
from ui.article.scene import Scene
from ui.article.shown import SUGGESTED
from ui.article.tag_names import relation_name
from ui.article.trunks import Trunk, trunks
from ui.look.item_kinds import ItemKind

_DASHES = [4.0, 3.0]
_THIN, _THICK = 1.2, 1.8


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How arcs are drawn, and of which relations; None means of all."""

    colour: QColor
    width: float
    wanted: Collection[str] | None = None

    def pen(self, kind: ItemKind) -> QPen:
        """The pen: dashed for suggestions."""
        pen = QPen(self.colour, self.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if kind in SUGGESTED:
            pen.setDashPattern(_DASHES)
        return pen

    def wants(self, relations: set[str]) -> bool:
        """Whether any of these relations is to be drawn."""
        return self.wanted is None or not relations.isdisjoint(self.wanted)


def paint_arcs(painter: QPainter, scene: Scene) -> None:
    """Paint all arcs in view; those of the current item last, in the accent colour."""
    lifted = scene.emphasis.lifted(scene.shown)
    upright = trunks(scene.sheet, scene.placed, scene.height)
    for stroke in _strokes(scene, lifted):
        for place, line, comb in _combs(scene):
            if stroke.wants(comb.relations):
                _paint_comb(painter, scene, place, line, comb, stroke)
        for trunk in upright:
            _paint_trunk(painter, trunk, stroke)
    for place, line, comb in _combs(scene):
        _paint_name(painter, scene, place, line, comb, lifted)
    _paint_far_ends(painter, scene, upright, lifted)


def paint_trunks(painter: QPainter, scene: Scene) -> None:
    """Paint the gutter: trunks, and the names of combs that stand out into it."""
    lifted = scene.emphasis.lifted(scene.shown)
    upright = trunks(scene.sheet, scene.placed, scene.height)
    for stroke in _strokes(scene, lifted):
        for trunk in upright:
            _paint_trunk(painter, trunk, stroke)
    width = scene.sheet.frame.width
    for place, line, comb in _combs(scene):
        if comb.label_left < 0 or comb.label_left + comb.label_width > width:
            _paint_name(painter, scene, place, line, comb, lifted)
    _paint_far_ends(painter, scene, upright, lifted)


def _strokes(scene: Scene, lifted: set[str]) -> list[_Stroke]:
    theme = scene.theme
    strokes = [_Stroke(QColor(theme.relation_faded if lifted else theme.relation), _THIN)]
    if lifted:
        strokes.append(_Stroke(QColor(theme.accent), _THICK, lifted))
    pointed = scene.emphasis.hovered_relations(scene.shown)
    if pointed:
        strokes.append(_Stroke(QColor(theme.text), _THICK, pointed))
    return strokes


def _combs(scene: Scene) -> Iterator[tuple[Placed, TextLine, Comb]]:
    for place in scene.placed:
        for line in place.paragraph.lines:
            if line.combs and scene.needs(place, line):
                for comb in line.combs:
                    yield place, line, comb


def _paint_comb(
    painter: QPainter, scene: Scene, place: Placed, line: TextLine, comb: Comb, stroke: _Stroke
) -> None:
    path = comb_path(line, scene.look, comb, scene.sheet.frame.gutter_edge, stroke.wanted)
    painter.setPen(stroke.pen(comb.bundle.kind))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path.translated(0, place.top))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stroke.colour)
    down = QPointF(0, place.top)
    for leg in comb.legs:
        if leg.is_arrow and stroke.wants(leg.relations):
            painter.drawPolygon(QPolygonF([p + down for p in arrow(line, scene.look, comb, leg)]))


def _paint_trunk(painter: QPainter, trunk: Trunk, stroke: _Stroke) -> None:
    painter.setPen(stroke.pen(trunk.bundle.kind))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(trunk.path(stroke.wanted))
    painter.setPen(QPen(stroke.colour, stroke.width + 0.3))
    for chevron in trunk.chevrons(stroke.wanted):
        painter.drawPolyline(QPolygonF(chevron))


def _paint_name(
    painter: QPainter, scene: Scene, place: Placed, line: TextLine, comb: Comb, lifted: set[str]
) -> None:
    style = _name_style(comb.relations, lifted)
    box = label_box(line, scene.look, comb).translated(0, place.top)
    name = relation_name(scene.tagset, comb.bundle)
    scene.labels.paint(painter, name, "", style, box)


def _name_style(relations: Collection[str], lifted: set[str]) -> Style:
    if not lifted:
        return Style.PLAIN
    return Style.FADED if lifted.isdisjoint(relations) else Style.LIFTED


def _paint_far_ends(
    painter: QPainter, scene: Scene, upright: list[Trunk], lifted: set[str]
) -> None:
    """The words of ends that lie off screen."""
    for end in far_ends(scene.sheet, scene.placed, upright, scene.height, scene.labels, lifted):
        style = _name_style(end.relations, lifted)
        scene.labels.paint(painter, end.text, "", style, end.box)
