"""One paragraph laid out: shaped once, then arranged anew whenever its items change.

Spans never reach the QTextLayout, so shaping never breaks at their borders. Positions are UTF-16
units from the paragraph's begin, places pixels: see text_map.py and geometry.py.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotation.values.items import Fragments
from ui.article.arcs import Comb
from ui.article.clusters import ClusterMap, Interval, Shaped, glyph_intervals, merged
from ui.article.lanes import Piece
from ui.article.look import Look, above_and_below, ink_of
from ui.article.reading_aids import moved, without_marks
from ui.article.text_map import TextMap, units_of

_MARKS = re.compile("[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]")
_ALEFS = "اأإآٱ"
_SIMPLE = re.compile("[ -~\u0621-\u063a\u0641-\u064a\u060c\u061f]")
_TALLER = 2.0  # a line this much taller than the reading face holds another face, say an emoji


class TextLine:
    """A line of text and what lies above it; y counts from the top of its paragraph."""

    __slots__ = (
        "begin",
        "bottom",
        "cluster_map",
        "combs",
        "end",
        "hidden",
        "ink",
        "pieces",
        "rises",
        "stands_for",
        "text_line",
        "text_top",
        "tied_for",
        "top",
        "without_arc",
        "without_lane",
    )

    def __init__(self, text_line: QTextLine) -> None:
        self.text_line = text_line
        self.begin = text_line.textStart()
        self.end = self.begin + text_line.textLength()
        self.ink = (0, 0)
        self.pieces: list[Piece] = []
        self.combs: list[Comb] = []
        self.rises = [0, 0]  # pixels from the text's top up to each lane's bracket, and to all
        self.hidden = 0  # items for which there was no lane
        self.without_lane = self.without_arc = 0  # of them, spans and relations
        self.stands_for: object = None  # from what `pieces` were laid out
        self.tied_for: object = None  # from what `combs` were laid out
        self.top = self.text_top = self.bottom = 0
        self.cluster_map: ClusterMap | None = None  # made at first use

    @property
    def text_bottom(self) -> int:
        return self.text_top + self.ink[0] + self.ink[1]


class Paragraph:
    """A shaped paragraph. `lines` keep what `arrange` put on them."""

    def __init__(self, text_map: TextMap, number: int, look: Look, width: int) -> None:
        self.number = number
        self.text_map = text_map
        self.look = look
        self.width = width
        self.is_right_to_left = text_map.is_right_to_left
        written = text_map.displayed(number)
        text = without_marks(written) if look.hides_marks else written
        self.units = units_of(text)
        self.height = 0
        self.is_arranged = False
        self.is_open = False  # whether all items are shown, however many lanes they need
        self.pills: dict[str, tuple[TextLine, Piece]] = {}
        self.covered: dict[Fragments, tuple[tuple[TextLine, tuple[Interval, ...]], ...]] = {}
        self._layout = QTextLayout(text, look.reading)
        self._layout.setTextOption(_option(self.is_right_to_left))
        self._layout.setCacheEnabled(True)
        self._shaped = Shaped.as_written(self._layout, self.units)
        if text != written:
            elsewhere = moved("".join(units_of(written)))
            self._shaped = Shaped(self._layout, self.units, QTextLayout(written), elsewhere)
        self.lines = list(self._break())
        self._begins = [line.begin for line in self.lines]

    def _break(self) -> Iterator[TextLine]:
        self._layout.beginLayout()
        while (text_line := self._layout.createLine()).isValid():
            text_line.setLineWidth(self.width)
            line = TextLine(text_line)
            line.ink = self._ink(line)
            yield line
        self._layout.endLayout()

    def _ink(self, line: TextLine) -> tuple[int, int]:
        above, below = self.look.plain_ink
        if _MARKS.search("".join(self.units[line.begin : line.end])):
            marked_above, marked_below = above_and_below(ink_of(line.text_line))
            above, below = max(above, marked_above), max(below, marked_below)
        extra = line.text_line.ascent() - self.look.usual_ascent
        return (above + round(extra) if extra > _TALLER else above, below)

    def stack(self, lanes_above: list[int]) -> None:
        """Put the lines one below the other, each with so many pixels of lanes above its text."""
        y = self.look.paragraph_gap if self.text_map.numbers[self.number] else 0
        for line, room in zip(self.lines, lanes_above, strict=True):
            line.top = y
            line.text_top = y + room
            drop = line.ink[0] - line.text_line.ascent()
            line.text_line.setPosition(QPointF(0, line.text_top + drop))
            y = line.text_bottom + self.look.line_gap
            line.bottom = y
        self.height = y

    # -- geometry

    def clusters(self, line: TextLine) -> ClusterMap:
        """The exact geometry of a line, made at first use."""
        if line.cluster_map is None:
            line.cluster_map = ClusterMap(
                self._shaped, line.text_line, is_right_to_left=self.is_right_to_left
            )
        return line.cluster_map

    def line_number(self, position: int) -> int:
        """The number of the line that holds a position; at a break, of the line that follows."""
        return max(0, bisect_right(self._begins, position) - 1)

    def line_at(self, y: float) -> TextLine:
        """The line whose zone, lanes included, covers y; the first or the last one outside."""
        for line in self.lines:
            if y < line.bottom:
                return line
        return self.lines[-1]

    def intervals(self, begin: int, end: int) -> Iterator[tuple[TextLine, list[Interval]]]:
        """What a range of positions covers on each of its lines; an empty one is a hair wide."""
        number = self.line_number(begin)
        if begin == end:
            x = self.caret_x(begin)
            yield self.lines[number], [(x - 1.0, x + 1.0)]
            return
        while number < len(self.lines) and self.lines[number].begin < end:
            line = self.lines[number]
            covered = self._intervals(line, max(begin, line.begin), min(end, line.end))
            if covered:
                yield line, covered
            number += 1

    def _intervals(self, line: TextLine, begin: int, end: int) -> list[Interval]:
        """From the glyphs at once where no cluster is cut, which is hundreds of times quicker.

        A word in which a border may cut one is measured cluster by cluster.
        """
        first, last = self._edge_after(line, begin), self._edge_before(line, end)
        if first >= last:
            first = last = end
        found = [*self._cut_word(line, begin, first), *self._cut_word(line, last, end)]
        if first < last:
            quick = glyph_intervals(line.text_line, first, last)
            if quick is None:
                return self.clusters(line).intervals(begin, end)
            found += quick
        return merged(found)

    def _cut_word(self, line: TextLine, begin: int, end: int) -> list[Interval]:
        if begin >= end:
            return []
        if line.cluster_map is not None:
            return line.cluster_map.intervals(begin, end)
        part = (self._word_begin(line, begin), self._word_end(line, end))
        clusters = ClusterMap(
            self._shaped, line.text_line, is_right_to_left=self.is_right_to_left, part=part
        )
        return clusters.intervals(begin, end)

    def _edge_after(self, line: TextLine, position: int) -> int:
        """The position if it surely lies between clusters, else the end of the word it cuts."""
        return position if self._is_between(position) else self._word_end(line, position)

    def _edge_before(self, line: TextLine, position: int) -> int:
        return position if self._is_between(position) else self._word_begin(line, position)

    def _word_end(self, line: TextLine, position: int) -> int:
        while position < line.end and not self._is_word_border(position):
            position += 1
        return position

    def _word_begin(self, line: TextLine, position: int) -> int:
        while position > line.begin and not self._is_word_border(position):
            position -= 1
        return position

    def _is_word_border(self, position: int) -> bool:
        """Whether a space stands on one side, and a character of its own on the other."""
        if not 0 < position < len(self.units):
            return True
        pair = (self.units[position - 1], self.units[position])
        return " " in pair and self._is_between(position)

    def _is_between(self, position: int) -> bool:
        """Whether a position surely lies between two clusters, and not within a lam-alef."""
        if position in (0, len(self.units)):
            return True
        before, after = self.units[position - 1], self.units[position]
        if before == "ل" and after in _ALEFS:
            return False
        return bool(_SIMPLE.match(before) and _SIMPLE.match(after))

    def caret_x(self, position: int) -> float:
        """Where a caret stands on its line."""
        line = self.lines[self.line_number(position)]
        x = self.clusters(line).caret_x(position)
        if x is None:  # an empty paragraph
            return float(self.width if self.is_right_to_left else 0)
        return x

    def next_stop(self, position: int) -> int:
        """The next position between grapheme clusters."""
        return self._shaped.next_stop(position)

    def previous_stop(self, position: int) -> int:
        """The previous position between grapheme clusters."""
        return self._shaped.previous_stop(position)


def _option(is_right_to_left: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    direction = (
        Qt.LayoutDirection.RightToLeft if is_right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setTextDirection(direction)
    # QTextLayout does not mirror AlignLeft: the side has to be named.
    side = Qt.AlignmentFlag.AlignRight if is_right_to_left else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    return option
