"""Which relations meet the pills of a line, and which of their bundles become combs.

Where hundreds of bundles meet a line, those that could get one of its few lanes are chosen by a
rough measure first: what is not shown is neither built nor laid out.
"""

from typing import NamedTuple, TypeAlias

from ui.article.arcs import Comb, Leg
from ui.article.lanes import Piece
from ui.article.paragraph import Paragraph, TextLine
from ui.article.shown import Bundle, DrawnRelation, ShownItems

_SPARE = 4  # lanes: legs may come to stand a little beside where the rough measure takes them
_GAP = 5.0

EndParagraphs: TypeAlias = tuple[int, int]  # the paragraphs where a relation's head and tail stand


class Meeting(NamedTuple):
    """A relation at a pill; `away` says where its ends stand when one is on another line."""

    piece: Piece
    relation: DrawnRelation
    away: EndParagraphs | None


Meetings: TypeAlias = dict[Bundle, list[Meeting]]


def meetings_on(paragraph: Paragraph, line: TextLine, shown: ShownItems) -> Meetings:
    """All relations at the pills of a line, by their bundles."""
    found: Meetings = {}
    pills = {piece.mark.id for piece in line.pieces if piece.pill_width}
    for piece in line.pieces:
        if not piece.pill_width:
            continue
        for relation in shown.relations_of(piece.mark.id):
            is_within = relation.head in pills and relation.tail in pills
            away = None if is_within else (shown.home(relation.head), shown.home(relation.tail))
            meeting = Meeting(piece, relation, away)
            found.setdefault(shown.bundle_of(relation), []).append(meeting)
    return found


def chosen(meetings: Meetings, *, gutter_x: float, most: int) -> tuple[list[Bundle], int]:
    """The bundles that may get one of so many lanes, and how many relations the others have."""
    if len(meetings) <= most:
        return list(meetings), 0
    extents = sorted((*_extent(some, gutter_x), bundle) for bundle, some in meetings.items())
    lanes: list[list[tuple[float, float]]] = [[] for _ in range(most + _SPARE)]
    found: list[Bundle] = []
    left_out = leaving = 0
    for width, left, leaves, bundle in extents:
        right = left + width
        lane = None
        if not leaves or leaving < len(lanes):  # at the gutter each takes a lane of its own
            lane = next((lane for lane in lanes if _is_free(lane, left, right)), None)
        if lane is None:
            left_out += len({meeting.relation.id for meeting in meetings[bundle]})
        else:
            leaving += leaves
            lane.append((left, right))
            found.append(bundle)
    return found, left_out


def _extent(meetings: list[Meeting], gutter_x: float) -> tuple[float, float, bool]:
    """How wide a comb would be, where it would begin, and whether it leaves for the gutter."""
    xs = [meeting.piece.pill_middle for meeting in meetings]
    leaves = any(meeting.away is not None for meeting in meetings)
    if leaves:
        xs.append(gutter_x)
    return max(xs) - min(xs), min(xs), leaves


def _is_free(lane: list[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + _GAP <= begin or end + _GAP <= left for begin, end in lane)


def comb_of(bundle: Bundle, meetings: list[Meeting], label_width: float) -> Comb:
    """The comb of a bundle, not laid out yet."""
    legs: dict[int, Leg] = {}
    comb = Comb(bundle, label_width, [])
    for meeting in meetings:
        piece, relation = meeting.piece, meeting.relation
        leg = legs.get(id(piece))
        if leg is None:
            leg = legs[id(piece)] = Leg(piece)
            comb.legs.append(leg)
        leg.relations.add(relation.id)
        if relation.tail == piece.mark.id and not relation.is_symmetric:
            leg.is_arrow = True
        if meeting.away is not None:
            comb.leaving.add(relation.id)
            comb.homes[relation.id] = meeting.away
    return comb
