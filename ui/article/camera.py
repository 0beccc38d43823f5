"""Where we look: a paragraph at the top and how far it is scrolled past, in whole pixels.

The scroll bar's value is derived from these two, never the other way round while reading, so a
height that turns out to differ from its estimate does not move what is on screen.
"""

from dataclasses import dataclass

from ui.article.paragraph import Paragraph
from ui.article.sheet import ArticleSheet


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph and the y of its top in the viewport."""

    paragraph: Paragraph
    top: int

    @property
    def bottom(self) -> int:
        return self.top + self.paragraph.height


class Camera:
    """The part of the sheet that a viewport of some height shows."""

    def __init__(self, height: int) -> None:
        self.height = height
        self._number = 0
        self._past = 0  # pixels of that paragraph above the viewport

    def value(self, sheet: ArticleSheet) -> int:
        """The depth of the viewport's top on the sheet, in pixels."""
        return sheet.heights.top(self._number) + self._past

    def furthest(self, sheet: ArticleSheet) -> int:
        """The largest depth, in pixels."""
        return max(0, sheet.height - self.height)

    def go(self, sheet: ArticleSheet, depth: int) -> None:
        """Look from a depth on; near by it is reached through the paragraphs between."""
        by = depth - self.value(sheet)
        if abs(by) <= 3 * self.height:
            self.move(sheet, by)
        else:
            depth = min(max(0, depth), self.furthest(sheet))
            self._number = sheet.heights.at(depth)
            self._past = depth - sheet.heights.top(self._number)
            self._settle(sheet)

    def move(self, sheet: ArticleSheet, by: int) -> None:
        """Move by pixels, as far as the sheet goes; positive is towards the end."""
        self._past += by
        self._settle(sheet)

    def _settle(self, sheet: ArticleSheet) -> None:
        while self._past < 0 and self._number > 0:
            self._number -= 1
            self._past += sheet.paragraph(self._number).height
        self._past = max(0, self._past)
        last = len(sheet.heights) - 1
        while self._number < last and self._past >= sheet.paragraph(self._number).height:
            self._past -= sheet.paragraph(self._number).height
            self._number += 1
        self._stop_at_end(sheet)

    def _stop_at_end(self, sheet: ArticleSheet) -> None:
        """Never look past the end: lay out what is seen, then go back by what is too much."""
        self.placed(sheet)
        excess = self.value(sheet) - self.furthest(sheet)
        while excess > 0 and (self._number or self._past):
            self._past -= excess
            while self._past < 0 and self._number > 0:
                self._number -= 1
                self._past += sheet.paragraph(self._number).height
            self._past = max(0, self._past)
            excess = self.value(sheet) - self.furthest(sheet)

    def placed(self, sheet: ArticleSheet) -> list[Placed]:
        """The paragraphs in view, from the top."""
        found: list[Placed] = []
        number, top = self._number, -self._past
        while top < self.height and number < len(sheet.heights):
            paragraph = sheet.paragraph(number)
            found.append(Placed(paragraph, top))
            top += paragraph.height
            number += 1
        return found

    def top_of(self, sheet: ArticleSheet, number: int) -> int:
        """A paragraph's top in the viewport, in pixels; an estimate when it is far away."""
        return sheet.heights.top(number) - self.value(sheet)

    def distance_to(self, top: int, bottom: int, *, margin: int) -> int:
        """How many pixels to move to see the viewport's stretch from `top` to `bottom`; 0 if in
        view.
        """
        if top >= 0 and bottom <= self.height:
            return 0
        if bottom < -self.height or top > 2 * self.height:
            return top - self.height // 3
        if top < 0 or bottom - top > self.height:
            return top - margin
        return bottom - self.height + margin
