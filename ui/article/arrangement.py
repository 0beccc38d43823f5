"""Arranging a paragraph: pieces of its marks, their lanes, its combs, and the lines' heights."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from annotation.values.items import Fragments
from ui.article import arcs, lanes
from ui.article.arcs import route
from ui.article.clusters import Interval
from ui.article.gathering import chosen, comb_of, meetings_on
from ui.article.lanes import Piece, assign_lanes
from ui.article.paragraph import Paragraph, TextLine
from ui.article.shown import Bundle, DrawnSpan, ShownItems

_MEASURED = 5_000  # places in a paragraph of which it is remembered what they cover


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the labels of marks and of bundles will be."""

    pill: Callable[[DrawnSpan], float]
    bundle: Callable[[Bundle], float]


def arrange(paragraph: Paragraph, shown: ShownItems, widths: Widths) -> None:
    """Lay the marks and relations of a paragraph over its lines. Shaping is not touched.

    A line that would be laid out as it is stays: an act concerns one or two of perhaps forty.
    """
    pieces: dict[TextLine, list[Piece]] = {line: [] for line in paragraph.lines}
    for mark in shown.marks_in(paragraph.number):
        for line, piece in _pieces(paragraph, mark, widths):
            pieces[line].append(piece)
    paragraph.pills = {}
    for line in paragraph.lines:
        _stand(paragraph, line, pieces[line])
        paragraph.pills |= {p.mark.id: (line, p) for p in line.pieces if p.pill_width}
    for line in paragraph.lines:
        _tie(paragraph, line, shown, widths)
        line.hidden = line.without_lane + line.without_arc
    paragraph.stack([_room(paragraph, line) for line in paragraph.lines])
    paragraph.is_arranged = True


def _stand(paragraph: Paragraph, line: TextLine, pieces: list[Piece]) -> None:
    """Give the pieces of a line their lanes."""
    wanted = (paragraph.is_open, [piece.shape for piece in pieces])
    if wanted == line.stands_for:
        return
    line.stands_for = wanted
    line.pieces, hidden = assign_lanes(
        pieces,
        paragraph.width,
        is_right_to_left=paragraph.is_right_to_left,
        most=sys.maxsize if paragraph.is_open else lanes.MOST_LANES,
    )
    line.without_lane = len(hidden)
    line.tied_for = None


def _tie(paragraph: Paragraph, line: TextLine, shown: ShownItems, widths: Widths) -> None:
    """Draw the combs of a line, those for which there are lanes."""
    meetings = meetings_on(paragraph, line, shown)
    wanted = [(bundle, meeting) for bundle, some in meetings.items() for meeting in some]
    if wanted == line.tied_for:
        return
    line.tied_for = wanted
    gutter_x = 0.0 if paragraph.is_right_to_left else float(paragraph.width)
    most = sys.maxsize if paragraph.is_open else arcs.MOST_LANES
    bundles, left_out = chosen(meetings, gutter_x=gutter_x, most=most)
    combs = [comb_of(bundle, meetings[bundle], widths.bundle(bundle)) for bundle in bundles]
    line.combs, hidden = route(combs, line.pieces, gutter_x=gutter_x, most=most)
    line.without_arc = left_out + sum(len(comb.relations) for comb in hidden)


def _pieces(
    paragraph: Paragraph, mark: DrawnSpan, widths: Widths
) -> Iterator[tuple[TextLine, Piece]]:
    text_map, number = paragraph.text_map, paragraph.number
    covered = paragraph.covered.get(mark.fragments)
    if covered is None:  # measured once: what words cover does not change while they stay shaped
        if len(paragraph.covered) > _MEASURED:
            paragraph.covered.clear()
        covered = paragraph.covered[mark.fragments] = _covered(paragraph, mark.fragments)
    starts_here = text_map.paragraph_at(mark.begin) == number
    ends_here = text_map.paragraph_at(max(mark.begin, mark.end - 1)) == number
    for at, (line, intervals) in enumerate(covered):
        is_first = starts_here and at == 0
        yield (
            line,
            Piece(
                mark,
                intervals,
                is_first=is_first,
                is_last=ends_here and at == len(covered) - 1,
                pill_width=widths.pill(mark) if is_first else 0.0,
            ),
        )


def _covered(
    paragraph: Paragraph, fragments: Fragments
) -> tuple[tuple[TextLine, tuple[Interval, ...]], ...]:
    """What fragments cover on each line of a paragraph."""
    text_map, number = paragraph.text_map, paragraph.number
    covered: dict[TextLine, list[Interval]] = {}
    for begin, end in fragments:
        if end < text_map.begins[number] or begin > text_map.ends[number]:
            continue
        low, high = text_map.position(number, begin), text_map.position(number, end)
        if low == high and begin != end:
            continue
        for line, intervals in paragraph.intervals(low, high):
            covered.setdefault(line, []).extend(intervals)
    return tuple((line, tuple(sorted(intervals))) for line, intervals in covered.items())


def _room(paragraph: Paragraph, line: TextLine) -> int:
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
