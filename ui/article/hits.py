"""What is under a point of the viewport: an offset, a pill, an arc, the innermost span."""

from collections.abc import Collection, Iterable, Iterator
from math import hypot

from PySide6.QtCore import QPointF

from ui.article.arcs import Comb
from ui.article.camera import Placed
from ui.article.emphasis import ShownItem
from ui.article.far_ends import far_end, far_ends
from ui.article.geometry import chip_box, comb_y, label_box, leg_foot, pill_box
from ui.article.labels import Labels
from ui.article.look import Look
from ui.article.paragraph import TextLine
from ui.article.sheet import ArticleSheet
from ui.article.shown import kind_of
from ui.article.trunks import DOWN, Segment, trunks

_CHEVRON_REACH = 9.0
_REACH = 4.5  # pixels beside a thin line that still mean it


def offset_under(sheet: ArticleSheet, placed: list[Placed], point: QPointF) -> int:
    """The offset nearest to a point; outside the text, the nearest line's."""
    place = next((p for p in placed if point.y() < p.bottom), placed[-1])
    x, y = point.x() - sheet.frame.left, point.y() - place.top
    return sheet.offset_at(place.paragraph, x, y)


def item_under(
    sheet: ArticleSheet, placed: list[Placed], point: QPointF, height: int
) -> ShownItem | None:
    """The pill, the arc or its name, or the innermost span under a point."""
    spot = point - QPointF(sheet.frame.left, 0)
    return (
        _pill_under(sheet, placed, spot)
        or _name_under(sheet, placed, spot)
        or _arc_under(sheet, placed, spot, height)
        or _words_under(placed, spot)
    )


def chip_under(sheet: ArticleSheet, placed: list[Placed], point: QPointF) -> int | None:
    """The paragraph whose chip, which opens it or closes it again, is under a point."""
    spot = point - QPointF(sheet.frame.left, 0)
    for place, line in _lines_near(placed, spot.y()):
        is_closing = place.paragraph.is_open and line is place.paragraph.lines[0]
        box = chip_box(line, sheet.look, sheet.frame.number_x).translated(0, place.top)
        if (line.hidden or is_closing) and box.contains(spot):
            return place.paragraph.number
    return None


def far_end_under(
    sheet: ArticleSheet,
    placed: list[Placed],
    point: QPointF,
    height: int,
    labels: Labels,
    lifted: Collection[str],
) -> tuple[str, str] | None:
    """A relation and that end of it, off screen, to which the chevron or words there lead."""
    spot = point - QPointF(sheet.frame.left, 0)
    upright = trunks(sheet, placed, height)
    ends = far_ends(sheet, placed, upright, height, labels, lifted)
    named = {id for end in ends if end.box.contains(spot) for id in end.relations}
    nearest: list[tuple[int, str, str]] = []
    for trunk in upright:
        for relation, way in trunk.away.items():
            if relation in named or any(_is_at(c, way, spot) for c in trunk.chevrons((relation,))):
                mark = far_end(sheet.shown, relation, way)
                begin = sheet.shown.marks[mark].begin
                nearest.append((begin if way == DOWN else -begin, relation, mark))
    return min(nearest)[1:] if nearest else None


def _is_at(wings: list[QPointF], way: int, spot: QPointF) -> bool:
    away = spot - wings[1]
    return hypot(away.x(), away.y() + way * _CHEVRON_REACH / 2) <= _CHEVRON_REACH


def _lines_near(placed: Iterable[Placed], y: float) -> Iterator[tuple[Placed, TextLine]]:
    for place in placed:
        if place.top <= y < place.bottom:
            yield place, place.paragraph.line_at(y - place.top)


def _pill_under(sheet: ArticleSheet, placed: list[Placed], spot: QPointF) -> ShownItem | None:
    for place, line in _lines_near(placed, spot.y()):
        local = spot - QPointF(0, place.top)
        for piece in line.pieces:
            if piece.pill_width and pill_box(line, sheet.look, piece).contains(local):
                return kind_of(piece.mark), piece.mark.id
    return None


def _name_under(sheet: ArticleSheet, placed: list[Placed], spot: QPointF) -> ShownItem | None:
    for place, line in _lines_near(placed, spot.y()):
        local = spot - QPointF(0, place.top)
        for comb in line.combs:
            if label_box(line, sheet.look, comb).contains(local):
                return comb.bundle.kind, _nearest_relation(comb, local.x())
    return None


def _nearest_relation(comb: Comb, x: float) -> str:
    """Of relations that share a comb, the one whose own leg is nearest."""
    legs = sorted(comb.legs, key=lambda leg: (len(leg.relations), abs(leg.x - x)))
    return min(legs[0].relations)


def _arc_under(
    sheet: ArticleSheet, placed: list[Placed], spot: QPointF, height: int
) -> ShownItem | None:
    found: list[tuple[float, float, ShownItem]] = []
    for place, line in _lines_near(placed, spot.y()):
        for comb in line.combs:
            for relation in comb.relations:
                segments = [
                    (a, b + place.top, c, d + place.top)
                    for a, b, c, d in _segments(line, sheet.look, comb, sheet, relation)
                ]
                _note(found, segments, spot, (comb.bundle.kind, relation))
    for trunk in trunks(sheet, placed, height):
        for relation in {id for _, relations in trunk.stubs for id in relations}:
            _note(found, list(trunk.segments(relation)), spot, (trunk.bundle.kind, relation))
    return min(found)[2] if found else None


def _note(
    found: list[tuple[float, float, ShownItem]],
    segments: list[Segment],
    spot: QPointF,
    item: ShownItem,
) -> None:
    """Remember an arc within reach; of equally near ones the shortest is meant."""
    distance = min((_distance(segment, spot) for segment in segments), default=_REACH + 1)
    if distance <= _REACH:
        length = sum(abs(c - a) + abs(d - b) for a, b, c, d in segments)
        found.append((round(distance), length, item))


def _segments(
    line: TextLine, look: Look, comb: Comb, sheet: ArticleSheet, relation: str
) -> Iterator[Segment]:
    y = comb_y(line, look, comb)
    legs = [leg for leg in comb.legs if relation in leg.relations]
    xs = [leg.x for leg in legs]
    if relation in comb.leaving:
        xs.append(sheet.frame.gutter_edge)
    yield (min(xs), y, max(xs), y)
    if not comb.is_bridge:
        for leg in legs:
            yield (leg.x, y, leg.x, leg_foot(line, look, leg))


def _distance(segment: Segment, spot: QPointF) -> float:
    """From a point to an upright or level line."""
    left, right = sorted((segment[0], segment[2]))
    top, bottom = sorted((segment[1], segment[3]))
    aside = max(left - spot.x(), 0.0, spot.x() - right)
    above = max(top - spot.y(), 0.0, spot.y() - bottom)
    return hypot(aside, above)


def _words_under(placed: list[Placed], spot: QPointF) -> ShownItem | None:
    for place, line in _lines_near(placed, spot.y()):
        y = spot.y() - place.top
        if not line.text_top <= y < line.text_bottom:
            continue
        for piece in sorted(line.pieces, key=lambda piece: piece.lane):
            if any(left <= spot.x() < right for left, right in piece.runs):
                return kind_of(piece.mark), piece.mark.id
    return None
