"""Lanes above a line of text: which bracket and pill lies how high, so that none overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ui.article.clusters import Interval
from ui.article.shown import DrawnSpan

MOST_LANES = 6
_GAP = 1.5  # beside a pill; brackets may touch, as the words of a clitic and its noun do
_CLEARANCE = 9.0  # kept free around the middle of lower pills: their arcs come down there
_STEP = 12.0
_OVERHANG = 16.0  # how far a pill may stand out of the column where a line begins


@dataclass(slots=True)
class Piece:
    """The part of a mark on one line: its visual runs, its lane, and its pill if it begins here."""

    mark: DrawnSpan
    runs: tuple[Interval, ...]
    is_first: bool
    is_last: bool
    pill_width: float = 0.0  # 0: the pill stands on an earlier line
    pill_left: float = 0.0
    lane: int = 0
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.runs[0][0]
        self.right = self.runs[-1][1]

    @property
    def shape(self) -> tuple[DrawnSpan, tuple[Interval, ...], bool, bool, float]:
        """What decides where it will stand."""
        return (self.mark, self.runs, self.is_first, self.is_last, self.pill_width)

    @property
    def pill_middle(self) -> float:
        return self.pill_left + self.pill_width / 2


def assign_lanes(
    pieces: Iterable[Piece], width: float, *, is_right_to_left: bool, most: int = MOST_LANES
) -> tuple[list[Piece], list[Piece]]:
    """Give every piece a lane and a place for its pill; return those shown and those with no room.

    Interval partitioning, inner before outer: a piece lies above every piece it shares words with,
    in the lowest lane where its bracket and its pill are free.
    """
    shown: list[Piece] = []
    hidden: list[Piece] = []
    waiting = sorted(pieces, key=_inner_first)
    for piece in waiting:
        below = [p.lane for p in shown if p.left < piece.right and piece.left < p.right]
        places = _pill_places(piece, width, waiting, is_right_to_left)
        if _place(piece, shown, range(max(below, default=-1) + 1, most), places):
            shown.append(piece)
        else:
            hidden.append(piece)
    return shown, hidden


def _inner_first(piece: Piece) -> tuple[int, float, int, str]:
    """By the length of the whole mark, so that it keeps its place where it goes on."""
    mark = piece.mark
    return (mark.end - mark.begin, piece.right - piece.left, mark.begin, mark.id)


def _place(
    piece: Piece, shown: Sequence[Piece], lanes: range, pill_places: Sequence[float]
) -> bool:
    for lane in lanes:
        taken = [_extent(p, p.pill_left) for p in shown if p.lane == lane]
        free = [left for left in pill_places if _is_free(_extent(piece, left), taken)]
        if not free:
            continue
        middles = [p.pill_middle for p in shown if p.pill_width and p.lane < lane]
        clear = (left for left in free if _is_clear(left, piece.pill_width, middles))
        piece.lane, piece.pill_left = lane, next(clear, free[0])
        return True
    return False


def _pill_places(
    piece: Piece, width: float, others: Iterable[Piece], is_right_to_left: bool
) -> list[float]:
    """Where the pill may stand, best first: where the span begins, and on towards its end.

    One wider than its span stands out over a neighbour as little as it can.
    """
    room = piece.right - piece.left - piece.pill_width
    steps = [*(number * _STEP for number in range(int(abs(room) / _STEP) + 1)), abs(room)]
    places = [piece.left + (room - step if room >= 0 else room + step) for step in steps]
    if not is_right_to_left:
        places.reverse()
    low, high = (0.0, width + _OVERHANG) if is_right_to_left else (-_OVERHANG, width)
    places = [min(max(low, place), high - piece.pill_width) for place in places]
    if room >= 0:
        return places
    strangers = [p for p in others if p.right <= piece.left or piece.right <= p.left]
    return sorted(places, key=lambda left: _intrusion(left, piece.pill_width, strangers))


def _intrusion(left: float, width: float, strangers: Iterable[Piece]) -> float:
    """How much of a pill would stand over the words of other spans."""
    right = left + width
    return sum(max(0.0, min(right, p.right) - max(left, p.left)) for p in strangers)


def _extent(piece: Piece, pill_left: float) -> Interval:
    if not piece.pill_width:
        return piece.left, piece.right
    pill_right = pill_left + piece.pill_width
    return min(piece.left, pill_left - _GAP), max(piece.right, pill_right + _GAP)


def _is_free(extent: Interval, taken: Iterable[Interval]) -> bool:
    left, right = extent
    return all(right <= begin or end <= left for begin, end in taken)


def _is_clear(left: float, width: float, middles: Iterable[float]) -> bool:
    return all(not left - _CLEARANCE < middle < left + width + _CLEARANCE for middle in middles)
