"""The whole document on an endless sheet: paragraphs laid out on demand, heights of all of them."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from math import ceil

from PySide6.QtCore import QRectF

from ui.article.arrangement import Widths, arrange
from ui.article.frame import Frame
from ui.article.gutter import GutterLanes
from ui.article.heights import Heights
from ui.article.look import Look
from ui.article.paragraph import Paragraph, TextLine
from ui.article.shown import ShownItems
from ui.article.text_map import TextMap

_KEPT = 400  # laid-out paragraphs
_SLACK = 1.04  # lines break at words, so they are not filled to the end


class ArticleSheet:
    """Paragraphs of one document at one width and zoom."""

    def __init__(
        self, text_map: TextMap, shown: ShownItems, look: Look, frame: Frame, widths: Widths
    ) -> None:
        self.text_map = text_map
        self.shown = shown
        self.look = look
        self.frame = frame
        self.gutter = GutterLanes(shown)
        self._widths = widths
        self._opened: set[int] = set()
        self._kept: OrderedDict[int, Paragraph] = OrderedDict()
        self.heights = Heights(self._estimates())

    def _estimates(self) -> Iterable[int]:
        look, text_map = self.look, self.text_map
        per_letter = look.average_advance * _SLACK / self.frame.width
        pitch, gap = look.usual_pitch, look.paragraph_gap
        return [
            look.blank_height
            if number == 0
            else (ceil((end - begin) * per_letter) or 1) * pitch + (gap if number else 0)
            for begin, end, number in zip(
                text_map.begins, text_map.ends, text_map.numbers, strict=True
            )
        ]

    @property
    def height(self) -> int:
        """The height of everything, with some room after the last line."""
        return self.heights.total + 2 * self.look.paragraph_gap

    def paragraph(self, number: int) -> Paragraph:
        """A paragraph, laid out and arranged."""
        paragraph = self._kept.get(number)
        if paragraph is None:
            paragraph = Paragraph(self.text_map, number, self.look, self.frame.width)
            self._kept[number] = paragraph
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(number)
        if not paragraph.is_arranged:
            paragraph.is_open = number in self._opened
            arrange(paragraph, self.shown, self._widths)
            self.heights[number] = paragraph.height
        return paragraph

    def open(self, number: int) -> None:
        """Show all items of a paragraph, or again only those for which there are usual lanes."""
        self._opened ^= {number}
        self.rearrange({number})

    def rearrange(self, numbers: Collection[int]) -> None:
        """Arrange these paragraphs anew when they are next needed; their shaping stays."""
        for number in numbers:
            paragraph = self._kept.get(number)
            if paragraph is not None:
                paragraph.is_arranged = False
        self.gutter.forget(numbers)

    def line_of(self, offset: int) -> tuple[Paragraph, TextLine]:
        """The line on which an offset lies."""
        number = self.text_map.paragraph_at(offset)
        paragraph = self.paragraph(number)
        position = self.text_map.position(number, offset)
        return paragraph, paragraph.lines[paragraph.line_number(position)]

    def line_offset(self, paragraph: Paragraph, line: TextLine) -> int:
        """The offset at which a line begins."""
        return self.text_map.offset(paragraph.number, line.begin)

    def offset_at(self, paragraph: Paragraph, x: float, y: float) -> int:
        """The offset nearest to a point; x from the column's left, y from the paragraph's top."""
        line = paragraph.line_at(y)
        return self.offset_on(paragraph, line, x)

    def offset_on(self, paragraph: Paragraph, line: TextLine, x: float) -> int:
        """The offset on a line nearest to x, never past the space at which the line is broken."""
        position = paragraph.clusters(line).position_at(x)
        is_last = line is paragraph.lines[-1]
        if position == line.end and not is_last:
            position = paragraph.previous_stop(position)
        return self.text_map.offset(paragraph.number, position)

    def text_boxes(self, paragraph: Paragraph, begin: int, end: int) -> list[QRectF]:
        """Boxes of a range of offsets within a paragraph, in the paragraph's coordinates."""
        number = paragraph.number
        if end < self.text_map.begins[number] or begin > self.text_map.ends[number]:
            return []
        low = self.text_map.position(number, begin)
        high = self.text_map.position(number, end)
        if low == high and begin != end:
            return []
        return [
            QRectF(left, line.text_top, right - left, line.text_bottom - line.text_top)
            for line, intervals in paragraph.intervals(low, high)
            for left, right in intervals
        ]
