"""The words of ends that lie off screen, beside the chevrons that show the way to them.

x counts from the column's left, y from the viewport's top.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF

from annotation.values.items import surface
from ui.article.camera import Placed
from ui.article.geometry import label_box
from ui.article.labels import NAME_PADDING, Labels
from ui.article.sheet import ArticleSheet
from ui.article.shown import ShownItems
from ui.article.trunks import UP, Trunk
from ui.look.language import isolated, left_to_right

_MOST = 24  # of them in view; more cannot be read, and each takes its time
_WIDEST = 9.0  # in heights of the label
_TRIES = 5  # places along the way, one beyond the other
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class FarEnd:
    """One label: where it stands, what it says, and which relations lead there."""

    box: QRectF
    text: str
    relations: frozenset[str]


def far_end(shown: ShownItems, relation: str, way: int) -> str:
    """The mark at that end of a relation which lies further up or further down."""
    ends = shown.relations[relation].ends
    return (min if way == UP else max)(ends, key=lambda end: shown.marks[end].begin)


def far_ends(
    sheet: ArticleSheet,
    placed: Sequence[Placed],
    upright: Sequence[Trunk],
    height: int,
    labels: Labels,
    lifted: Collection[str],
) -> list[FarEnd]:
    """The labels that find room in the gutter; those of lifted relations are placed first."""
    taken = [*_names_in_gutter(sheet, placed), *_lines_in_gutter(upright)]
    found: list[FarEnd] = []
    for trunk, way, relations in islice(_ways(upright, lifted), _MOST):
        words, more = _words(sheet.shown, relations, way)
        room = _room(sheet) - (labels.width(sheet.look, more, padding=0.0) if more else 0.0)
        text = isolated(labels.fitted(sheet.look, words, room)) + more
        width = labels.width(sheet.look, text, padding=NAME_PADDING)
        for box in _places(sheet, trunk, way, width):
            is_in_view = box.top() >= 0 and box.bottom() <= height
            if is_in_view and not any(box.intersects(other) for other in taken):
                taken.append(box)
                found.append(FarEnd(box, text, frozenset(relations)))
                break
    return found


def _ways(
    upright: Sequence[Trunk], lifted: Collection[str]
) -> Iterator[tuple[Trunk, int, list[str]]]:
    """Each way in which a trunk leaves the screen, with the relations that do."""
    found: list[tuple[bool, float, Trunk, int, list[str]]] = []
    for trunk in upright:
        here = {relation for _, relations in trunk.stubs for relation in relations}
        for way in sorted(set(trunk.away.values())):
            relations = [id for id, its_way in trunk.away.items() if its_way == way and id in here]
            if relations:
                is_last = not any(id in lifted for id in relations)
                found.append((is_last, trunk.stubs[0][0], trunk, way, relations))
    found.sort(key=lambda one: one[:2])
    return ((trunk, way, relations) for _, _, trunk, way, relations in found)


def _words(shown: ShownItems, relations: Sequence[str], way: int) -> tuple[str, str]:
    """The words of the nearest far end, and how many others there are."""
    ends = sorted({far_end(shown, relation, way) for relation in relations})
    nearest = (max if way == UP else min)(ends, key=lambda end: shown.marks[end].begin)
    words = surface(shown.text_map.text, shown.marks[nearest].fragments)
    more = f" {left_to_right(f'+{len(ends) - 1}')}" if len(ends) > 1 else ""
    return " ".join(words.split()), more


def _room(sheet: ArticleSheet) -> float:
    """How wide a label may be: what the gutter and the margin beside it leave."""
    frame, look = sheet.frame, sheet.look
    beside = frame.left if frame.is_right_to_left else frame.viewport_width - frame.left
    beside -= 0 if frame.is_right_to_left else frame.width
    return min(beside - abs(_inner(sheet)) - 2 * _GAP, _WIDEST * look.arc_step)


def _inner(sheet: ArticleSheet) -> float:
    """How far from the column the labels' side of the gutter begins."""
    frame = sheet.frame
    return frame.gutter_edge if frame.is_right_to_left else frame.gutter_edge - frame.width


def _places(sheet: ArticleSheet, trunk: Trunk, way: int, width: float) -> Iterator[QRectF]:
    """Where a label may stand: beyond the chevron, further on, or on the stub's other side."""
    frame, height = sheet.frame, sheet.look.arc_step - 1.0
    left = trunk.x - width / 2
    if frame.is_right_to_left:
        left = max(min(left, frame.gutter_edge - _GAP - width), _GAP - frame.left)
    else:
        right = frame.viewport_width - frame.left - _GAP
        left = min(max(left, frame.gutter_edge + _GAP), right - width)
    tip = trunk.tip(way)
    for number in range(_TRIES):
        y = tip + way * (_GAP + number * (height + _GAP))
        yield QRectF(round(left), round(y - height if way == UP else y), width, height)
    y = trunk.outermost(way) - way * _GAP
    yield QRectF(round(left), round(y if way == UP else y - height), width, height)


def _names_in_gutter(sheet: ArticleSheet, placed: Sequence[Placed]) -> Iterator[QRectF]:
    """Names of combs that stand out into the gutter."""
    for place in placed:
        for line in place.paragraph.lines:
            for comb in line.combs:
                right = comb.label_left + comb.label_width
                if comb.label_left < 0 or right > sheet.frame.width:
                    yield label_box(line, sheet.look, comb).translated(0, place.top)


def _lines_in_gutter(upright: Sequence[Trunk]) -> Iterator[QRectF]:
    """Level lines and chevrons: words over one of another trunk would seem to belong to it."""
    for trunk in upright:
        left, right = sorted((trunk.x, trunk.edge))
        for y, _ in trunk.stubs:
            yield QRectF(left, y - 1, right - left, 2)
        for wings in trunk.chevrons():
            yield QPolygonF(wings).boundingRect()
