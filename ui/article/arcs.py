"""Arcs above a line: every bundle of relations becomes one comb with a leg on each of its pills.

A comb that has ends on other lines runs on to the gutter. Combs get lanes as spans do, the shortest
lowest; two pills side by side with nothing between are joined straight, without a lane.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ui.article.clusters import Interval
from ui.article.lanes import Piece
from ui.article.shown import Bundle

MOST_LANES = 8
_GAP = 5.0
_LEG_SPACING = 8.0
_PILL_EDGE = 5.0
_LABEL_GAP = 5.0  # between a label and the legs beside it
_BRIDGE_STUB = 9.0  # line visible on each side of a bridge's label
_NEAR = 26.0  # how far from its pill the label of a comb to the gutter stands


@dataclass(slots=True)
class Leg:
    """Where a comb meets a pill: which relations end there, and whether they point at it."""

    piece: Piece
    relations: set[str] = field(default_factory=set)
    is_arrow: bool = False
    x: float = 0.0

    @property
    def mark_id(self) -> str:
        return self.piece.mark.id


@dataclass(slots=True)
class Comb:
    """The part of a bundle on one line; `leaving` are its relations with an end elsewhere.

    `homes` says of each that leaves in which paragraphs it begins and ends.
    """

    bundle: Bundle
    label_width: float
    legs: list[Leg]
    leaving: set[str] = field(default_factory=set)
    homes: dict[str, tuple[int, int]] = field(default_factory=dict)  # of those that leave
    lane: int = 0
    label_left: float = 0.0
    is_bridge: bool = False
    left: float = 0.0
    right: float = 0.0

    @property
    def relations(self) -> set[str]:
        return self.leaving.union(*(leg.relations for leg in self.legs))

    @property
    def extent(self) -> Interval:
        """What the comb takes of its lane, its label included."""
        label_right = self.label_left + self.label_width
        return min(self.left, self.label_left), max(self.right, label_right)


def route(
    combs: Iterable[Comb], pieces: Sequence[Piece], *, gutter_x: float, most: int = MOST_LANES
) -> tuple[list[Comb], list[Comb]]:
    """Place the combs of a line; return those shown and those for which there was no lane."""
    waiting = list(combs)
    for comb in waiting:
        _measure(comb, gutter_x)
    bridges: list[Comb] = []
    for comb in sorted(waiting, key=_shortest_first):
        if _is_bridge(comb, pieces, bridges):
            _build_bridge(comb)
            bridges.append(comb)
    arcs = [comb for comb in waiting if not comb.is_bridge]
    _spread_legs(arcs, pieces)
    shown, hidden = _assign_lanes(arcs, gutter_x, most)
    for comb in shown:
        _place_label(comb, shown, gutter_x)
    return bridges + shown, hidden


def _measure(comb: Comb, gutter_x: float) -> None:
    xs = [leg.x or leg.piece.pill_middle for leg in comb.legs]
    if comb.leaving:
        xs.append(gutter_x)
    comb.left, comb.right = min(xs), max(xs)
    middle = (comb.left + comb.right) / 2
    comb.label_left = middle - comb.label_width / 2


def _shortest_first(comb: Comb) -> tuple[float, float, Bundle]:
    return (comb.right - comb.left, comb.left, comb.bundle)


# -- bridges


def _is_bridge(comb: Comb, pieces: Sequence[Piece], bridges: Sequence[Comb]) -> bool:
    """Whether the comb joins two neighbours in one lane with room for its label between them."""
    if comb.leaving or len(comb.legs) != 2:
        return False
    one, other = sorted((leg.piece for leg in comb.legs), key=lambda piece: piece.pill_left)
    if one.lane != other.lane:
        return False
    left, right = one.pill_left + one.pill_width, other.pill_left
    if right - left < comb.label_width + 2 * _BRIDGE_STUB:
        return False
    # A lower pill's legs would cross, so there must be none below; a neighbour would be hit.
    return all(p is one or p is other or not _stands_between(p, left, right) for p in pieces) and (
        all(right <= b.left or b.right <= left or _lane(b) != one.lane for b in bridges)
    )


def _stands_between(piece: Piece, left: float, right: float) -> bool:
    pill_right = piece.pill_left + piece.pill_width
    return piece.pill_width > 0 and piece.pill_left < right and left < pill_right


def _lane(bridge: Comb) -> int:
    return bridge.legs[0].piece.lane


def _build_bridge(comb: Comb) -> None:
    one, other = sorted(comb.legs, key=lambda leg: leg.piece.pill_left)
    one.x = comb.left = one.piece.pill_left + one.piece.pill_width
    other.x = comb.right = other.piece.pill_left
    comb.is_bridge = True
    comb.lane = one.piece.lane
    comb.label_left = (comb.left + comb.right - comb.label_width) / 2


# -- legs


def _spread_legs(combs: Sequence[Comb], pieces: Sequence[Piece]) -> None:
    """Give the combs of one pill places beside each other on it, so that none cross needlessly."""
    by_piece: dict[str, list[tuple[Comb, Leg]]] = {}
    for comb in combs:
        for leg in comb.legs:
            by_piece.setdefault(leg.mark_id, []).append((comb, leg))
    for meeting in by_piece.values():
        piece = meeting[0][1].piece
        meeting.sort(key=lambda pair: _leg_order(pair[0], piece.pill_middle))
        left, right = _landing(piece, pieces)
        spacing = min(_LEG_SPACING, (right - left) / max(1, len(meeting) - 1))
        first = (left + right - spacing * (len(meeting) - 1)) / 2
        for number, (_, leg) in enumerate(meeting):
            leg.x = first + number * spacing


def _landing(piece: Piece, pieces: Sequence[Piece]) -> Interval:
    """The widest part of a pill that no higher pill stands over: there its legs come down."""
    left, right = piece.pill_left + _PILL_EDGE, piece.pill_left + piece.pill_width - _PILL_EDGE
    above = sorted(
        (p.pill_left - _PILL_EDGE, p.pill_left + p.pill_width + _PILL_EDGE)
        for p in pieces
        if p.pill_width and p.lane > piece.lane
    )
    free: list[Interval] = []
    begin = left
    for low, high in above:
        if begin < min(low, right):
            free.append((begin, min(low, right)))
        begin = max(begin, high)
    if begin < right:
        free.append((begin, right))
    return max(free, key=lambda part: part[1] - part[0], default=(left, right))


def _leg_order(comb: Comb, middle: float) -> tuple[int, float, Bundle]:
    """Those that go left come first, the shortest outermost; those that go right mirror them."""
    reach_left, reach_right = middle - comb.left, comb.right - middle
    if reach_left >= reach_right:
        return (0, reach_left, comb.bundle)
    return (1, -reach_right, comb.bundle)


# -- lanes and labels


def _assign_lanes(
    combs: Sequence[Comb], gutter_x: float, most: int
) -> tuple[list[Comb], list[Comb]]:
    shown: list[Comb] = []
    hidden: list[Comb] = []
    lanes: list[list[Interval]] = []
    for comb in combs:
        _measure(comb, gutter_x)
    for comb in sorted(combs, key=_shortest_first):
        left, right = comb.extent
        lane = 0
        while lane < len(lanes) and any(
            left < end + _GAP and begin < right + _GAP for begin, end in lanes[lane]
        ):
            lane += 1
        if lane >= most:
            hidden.append(comb)
            continue
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((left, right))
        comb.lane = lane
        shown.append(comb)
    return shown, hidden


def _place_label(comb: Comb, combs: Sequence[Comb], gutter_x: float) -> None:
    """Put the label where no leg passes: in the middle, or near the pills of a comb that leaves."""
    own = [leg.x for leg in comb.legs]
    others = [leg.x for c in combs if c.lane > comb.lane for leg in c.legs]
    posts = sorted(x for x in (*own, *others) if comb.left < x < comb.right)
    edges = [comb.left, *posts, comb.right]
    wish = _wished_middle(comb, own, gutter_x)
    need = comb.label_width / 2 + _LABEL_GAP
    middles = [
        min(max(wish, begin + need), end - need)
        for begin, end in pairwise(edges)
        if end - begin >= 2 * need
    ]
    if middles:
        comb.label_left = min(middles, key=lambda x: abs(x - wish)) - comb.label_width / 2


def _wished_middle(comb: Comb, legs: Sequence[float], gutter_x: float) -> float:
    if not comb.leaving:
        return (comb.left + comb.right) / 2
    nearest = min(legs, key=lambda x: abs(x - gutter_x))
    away = comb.label_width / 2 + _NEAR
    return nearest - away if gutter_x < nearest else nearest + away
