"""Trunks: the upright parts of arcs, in the gutter, that join combs on different lines.

An end that is off screen is not reached for: the trunk stops short with a chevron towards it.
x counts from the column's left, y from the viewport's top.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from ui.article.arcs import Comb
from ui.article.camera import Placed
from ui.article.geometry import comb_y
from ui.article.paragraph import TextLine
from ui.article.sheet import ArticleSheet
from ui.article.shown import Bundle

UP, DOWN = -1, 1
_TAIL = 16.0
_CHEVRON = 4.0
_EDGE = 2.0  # a line so far outside the viewport may still show its half

Segment = tuple[float, float, float, float]


@dataclass(slots=True)
class Trunk:
    """One bundle's trunk: a stub for each comb on screen, and which relations go on off screen."""

    bundle: Bundle
    x: float
    edge: float
    stubs: list[tuple[float, set[str]]] = field(default_factory=list)
    away: dict[str, int] = field(default_factory=dict)
    homes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def _part(self, wanted: Collection[str] | None) -> tuple[list[float], set[int]]:
        if wanted is None:
            return sorted(y for y, _ in self.stubs), set(self.away.values())
        ys = sorted(y for y, relations in self.stubs if not relations.isdisjoint(wanted))
        return ys, {way for relation, way in self.away.items() if relation in wanted}

    def path(self, wanted: Collection[str] | None = None) -> QPainterPath:
        """The trunk, or only the part of it that belongs to the wanted relations."""
        path = QPainterPath()
        ys, ways = self._part(wanted)
        if not ys:
            return path
        low, high = ys[0], ys[-1]
        radius = min(6.0, abs(self.x - self.edge) / 2)
        inward = radius if self.edge > self.x else -radius
        for y in ys:
            path.moveTo(self.edge, y)
            bends_down = y == low and UP not in ways and (high > low or DOWN in ways)
            bends_up = y == high and DOWN not in ways and (high > low or UP in ways)
            if bends_down or bends_up:
                bend = radius if bends_down else -radius
                path.lineTo(self.x + inward, y)
                path.quadTo(self.x, y, self.x, y + bend)
            else:
                path.lineTo(self.x, y)
        top = low + (radius if UP not in ways else -_TAIL)
        bottom = high + (-radius if DOWN not in ways else _TAIL)
        if bottom > top:
            path.moveTo(self.x, top)
            path.lineTo(self.x, bottom)
        return path

    def outermost(self, way: int) -> float:
        """The y of the stub that is nearest to the ends which lie off screen that way."""
        ys = [y for y, _ in self.stubs]
        return min(ys) if way == UP else max(ys)

    def tip(self, way: int) -> float:
        """The y of the chevron of all that goes on that way."""
        return self.outermost(way) + way * _TAIL

    def chevrons(self, wanted: Collection[str] | None = None) -> Iterator[list[QPointF]]:
        """An open arrow head for each way in which an end lies off screen."""
        ys, ways = self._part(wanted)
        for way in ways if ys else ():
            tip = (ys[0] if way == UP else ys[-1]) + way * _TAIL
            back = tip - way * _CHEVRON
            yield [
                QPointF(self.x - _CHEVRON, back),
                QPointF(self.x, tip),
                QPointF(self.x + _CHEVRON, back),
            ]

    def segments(self, relation: str) -> Iterator[Segment]:
        """The straight lines of one relation, for hit tests."""
        ys, ways = self._part((relation,))
        for y in ys:
            yield (self.edge, y, self.x, y)
        if ys:
            top = ys[0] - (_TAIL if UP in ways else 0)
            yield (self.x, top, self.x, ys[-1] + (_TAIL if DOWN in ways else 0))


def trunks(sheet: ArticleSheet, placed: Sequence[Placed], height: int) -> list[Trunk]:
    """The trunks to draw for the paragraphs in view."""
    found: dict[Bundle, Trunk] = {}
    edge = sheet.frame.gutter_edge
    for place, line, comb in _leaving(placed):
        trunk = found.get(comb.bundle)
        if trunk is None:
            lane = sheet.gutter.lane(comb.bundle, place.paragraph)
            trunk = found[comb.bundle] = Trunk(comb.bundle, sheet.frame.gutter_x(lane), edge)
        y = place.top + comb_y(line, sheet.look, comb)
        if y < -_EDGE:
            trunk.away |= dict.fromkeys(comb.leaving, UP)
        elif y > height + _EDGE:
            trunk.away |= dict.fromkeys(comb.leaving, DOWN)
        else:
            trunk.stubs.append((y, comb.leaving))
            trunk.homes |= comb.homes
    numbers = [place.paragraph.number for place in placed]
    for trunk in found.values():
        _look_further(trunk, numbers[0], numbers[-1])
    return [trunk for trunk in found.values() if trunk.stubs]


def _leaving(placed: Iterable[Placed]) -> Iterator[tuple[Placed, TextLine, Comb]]:
    for place in placed:
        for line in place.paragraph.lines:
            for comb in line.combs:
                if comb.leaving:
                    yield place, line, comb


def _look_further(trunk: Trunk, first: int, last: int) -> None:
    """Note the ends in paragraphs that are not in view."""
    for relation, homes in trunk.homes.items():
        if min(homes) < first:
            trunk.away[relation] = UP
        if max(homes) > last:
            trunk.away[relation] = DOWN
