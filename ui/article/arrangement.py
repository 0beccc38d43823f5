"""Arranging a paragraph: pieces of its marks, their lanes, its combs, and the lines' heights."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ui.article import arcs, lanes
from ui.article.arcs import Comb, Leg, route
from ui.article.clusters import Interval
from ui.article.lanes import Piece, assign_lanes
from ui.article.paragraph import Line, Paragraph
from ui.article.shown import Bundle, DrawnRelation, Mark, Shown


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the labels of marks and of bundles will be."""

    pill: Callable[[Mark], float]
    bundle: Callable[[Bundle], float]


def arrange(paragraph: Paragraph, shown: Shown, widths: Widths) -> None:
    """Lay the marks and relations of a paragraph over its lines. Shaping is not touched."""
    for line in paragraph.lines:
        line.pieces, line.combs, line.hidden = [], [], 0
    for mark in shown.marks_in(paragraph.number):
        for line, piece in _pieces(paragraph, mark, widths):
            line.pieces.append(piece)
    paragraph.pills = {}
    for line in paragraph.lines:
        line.pieces, hidden = assign_lanes(
            line.pieces,
            paragraph.width,
            is_right_to_left=paragraph.is_right_to_left,
            most=sys.maxsize if paragraph.is_open else lanes.MOST_LANES,
        )
        line.hidden = len(hidden)
        paragraph.pills |= {p.mark.id: (line, p) for p in line.pieces if p.pill_width}
    gutter_x = 0.0 if paragraph.is_right_to_left else float(paragraph.width)
    for line in paragraph.lines:
        combs = _combs(paragraph, line, shown, widths)
        line.combs, left_out = route(
            combs,
            line.pieces,
            gutter_x=gutter_x,
            most=sys.maxsize if paragraph.is_open else arcs.MOST_LANES,
        )
        line.hidden += sum(len(comb.relations) for comb in left_out)
    paragraph.stack([_room(paragraph, line) for line in paragraph.lines])
    paragraph.is_arranged = True


def _pieces(paragraph: Paragraph, mark: Mark, widths: Widths) -> Iterator[tuple[Line, Piece]]:
    text_map, number = paragraph.text_map, paragraph.number
    covered: dict[Line, list[Interval]] = {}
    for begin, end in mark.fragments:
        if end < text_map.begins[number] or begin > text_map.ends[number]:
            continue
        low, high = text_map.position(number, begin), text_map.position(number, end)
        if low == high and begin != end:
            continue
        for line, intervals in paragraph.intervals(low, high):
            covered.setdefault(line, []).extend(intervals)
    starts_here = text_map.paragraph_at(mark.begin) == number
    ends_here = text_map.paragraph_at(max(mark.begin, mark.end - 1)) == number
    for at, (line, intervals) in enumerate(covered.items()):
        is_first = starts_here and at == 0
        yield (
            line,
            Piece(
                mark,
                tuple(sorted(intervals)),
                is_first=is_first,
                is_last=ends_here and at == len(covered) - 1,
                pill_width=widths.pill(mark) if is_first else 0.0,
            ),
        )


def _combs(paragraph: Paragraph, line: Line, shown: Shown, widths: Widths) -> list[Comb]:
    combs: dict[Bundle, Comb] = {}
    for piece in line.pieces:
        if not piece.pill_width:
            continue
        for relation in shown.relations_of(piece.mark.id):
            bundle = shown.bundle_of(relation)
            comb = combs.get(bundle)
            if comb is None:
                comb = combs[bundle] = Comb(bundle, widths.bundle(bundle), [])
            _join(comb, piece, relation)
            if not _is_within(paragraph, line, relation):
                comb.leaving.add(relation.id)
                comb.homes[relation.id] = (shown.home(relation.head), shown.home(relation.tail))
    return list(combs.values())


def _join(comb: Comb, piece: Piece, relation: DrawnRelation) -> None:
    leg = next((leg for leg in comb.legs if leg.piece is piece), None)
    if leg is None:
        leg = Leg(piece)
        comb.legs.append(leg)
    leg.relations.add(relation.id)
    if relation.tail == piece.mark.id and not relation.is_symmetric:
        leg.is_arrow = True


def _is_within(paragraph: Paragraph, line: Line, relation: DrawnRelation) -> bool:
    head, tail = paragraph.pills.get(relation.head), paragraph.pills.get(relation.tail)
    return head is not None and tail is not None and head[0] is line and tail[0] is line


def _room(paragraph: Paragraph, line: Line) -> int:
    """Pixels above the text. Where there are words, one pill's room is always kept, so that a first
    span moves nothing.
    """
    look = paragraph.look
    if not line.pieces and paragraph.text_map.is_blank(paragraph.number):
        line.rises = [0, 0]
        return 0
    with_pill = {piece.lane for piece in line.pieces if piece.pill_width}
    count = 1 + max((piece.lane for piece in line.pieces), default=0)
    steps = (look.pill_step if lane in with_pill else look.bracket_step for lane in range(count))
    line.rises = [0, *accumulate(steps)]
    line.rises[-1] = max(line.rises[-1], look.pill_step)
    arc_lanes = 1 + max((comb.lane for comb in line.combs if not comb.is_bridge), default=-1)
    return line.rises[-1] + arc_lanes * look.arc_step
