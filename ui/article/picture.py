"""A picture of the article: all of it or some paragraphs, laid out whole, for any paint device."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article.camera import Placed
from ui.article.emphasis import Emphasis
from ui.article.labels import DrawnLabels
from ui.article.laying_out import lay_out
from ui.article.look import Look, look_at
from ui.article.painter import STEPS, painting
from ui.article.scene import Scene
from ui.article.sheet import ArticleSheet
from ui.article.shown import ShownItems
from ui.article.slices import Steps
from ui.article.text_drawing import TextDrawing
from ui.article.text_map import TextMap
from ui.article.trunks import trunks
from ui.look.theme import Theme

_PADDING = 12  # around everything, at zoom 1


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A stretch of the picture, from one y to another, that ends between two lines."""

    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Picture:
    """Paragraphs one below the other, ready to be painted; measures are pixels."""

    def __init__(
        self, document: Document, sheet: ArticleSheet, placed: list[Placed], theme: Theme
    ) -> None:
        self.document = document
        self.theme = theme
        self._sheet = sheet
        self._placed = placed
        self._padding = round(_PADDING * sheet.look.zoom)
        self.height = placed[-1].bottom + self._padding
        self._left, self.width = self._extent()

    @property
    def text(self) -> str:
        """The words in the picture."""
        text_map = self._sheet.text_map
        first, last = (self._placed[i].paragraph.number for i in (0, -1))
        return text_map.text[text_map.begins[first] : text_map.ends[last]]

    @property
    def is_right_to_left(self) -> bool:
        return self._sheet.frame.is_right_to_left

    @property
    def look(self) -> Look:
        """The fonts and sizes it is drawn in."""
        return self._sheet.look

    def _extent(self) -> tuple[int, int]:
        """Left edge and width: of margin and gutter only what something stands in."""
        frame, look = self._sheet.frame, self._sheet.look
        xs = [0.0, float(frame.width)]
        if trunks(self._sheet, self._placed, self.height):  # and words of ends beside them
            gutter = look.gutter_width - self._padding
            xs.append(-gutter if frame.is_right_to_left else frame.width + gutter)
        for place in self._placed:
            for line in place.paragraph.lines:
                xs += [x for comb in line.combs for x in comb.extent]
        left, right = min(xs), max(xs)
        if self._sheet.text_map.begins[-1]:  # paragraphs are numbered where there are several
            number = look.margin - self._padding
            if frame.is_right_to_left:
                right = frame.width + number
            else:
                left = -number
        width = right - left + 2 * self._padding
        return round(frame.left + left - self._padding), round(width)

    def pages(self, tallest: int) -> list[PicturePage]:
        """The picture cut into pages, between paragraphs where one fits, else between lines."""
        found: list[PicturePage] = []
        top = 0
        for bottom in self._cuts(tallest - self._padding):
            found.append(PicturePage(top, bottom))
            top = bottom
        return [*found, PicturePage(top, self.height)]

    def _cuts(self, tallest: int) -> Iterator[int]:
        top = 0
        for place in self._placed:
            if place.top > top and place.bottom - top > tallest:
                yield (top := place.top)
            for line, following in pairwise(place.paragraph.lines):
                if place.top + following.bottom - top > tallest:
                    yield (top := place.top + line.bottom)

    def painting(
        self, painter: QPainter, page: PicturePage | None = None, writing: TextDrawing | None = None
    ) -> Steps[None]:
        """Paint a page, or everything, with its top at the painter's origin."""
        page = page or PicturePage(0, self.height)
        scene = self._scene(page, writing or TextDrawing())
        painter.save()
        if page.height < self.height:
            painter.setClipRect(QRectF(0, 0, self.width, page.height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width, page.height), QColor(self.theme.base))
        painter.translate(-self._left, 0)
        try:
            for number, _ in enumerate(painting(painter, scene)):
                yield number / (STEPS * len(scene.placed))
        finally:
            painter.restore()

    def _scene(self, page: PicturePage, writing: TextDrawing) -> Scene:
        labels = DrawnLabels(writing)
        labels.prepare(self._sheet.look, self.theme, 1.0)
        return Scene(
            self._sheet,
            [
                Placed(place.paragraph, place.top - page.top)
                for place in self._placed
                if place.top < page.bottom and place.bottom > page.top
            ],
            self.theme,
            self._sheet.shown.tagset,
            Emphasis(has_caret=False),
            labels,
            page.height,
            writing=writing,
        )


def drawing(
    document: Document,
    tagset: Tagset,
    state: State,
    pending: Suggestions,
    theme: Theme,
    *,
    width: int,
    zoom: float,
    begin: int = 0,
    end: int | None = None,
    with_suggestions: bool = False,
) -> Steps[Picture]:
    """Draw the paragraphs that a range of offsets touches, laid out for a view so wide.

    An arc to a paragraph that is not in the picture ends in a stub that shows the way.
    """
    text_map = TextMap(document.text)
    shown = ShownItems(text_map, tagset)
    shown.update(state, pending if with_suggestions else Suggestions())
    look = _unhinted(look_at(zoom))
    sheet = lay_out(shown, look, DrawnLabels(TextDrawing()), width)
    numbers = _touched(text_map, begin, len(document.text) if end is None else end)
    return Picture(document, sheet, (yield from _stacked(sheet, numbers)), theme)


def _touched(text_map: TextMap, begin: int, end: int) -> range:
    """The paragraphs of a range, the parts of a long one together, no empty ones after the last."""
    first = text_map.paragraph_at(begin)
    last = text_map.paragraph_at(max(begin, end - 1))
    while text_map.numbers[first] is None:
        first -= 1
    while last + 1 < len(text_map) and text_map.numbers[last + 1] is None:
        last += 1
    while last > first and text_map.begins[last] == text_map.ends[last]:
        last -= 1
    return range(first, last + 1)


def _stacked(sheet: ArticleSheet, numbers: range) -> Steps[list[Placed]]:
    placed: list[Placed] = []
    top = 0
    for number in numbers:
        placed.append(Placed(sheet.paragraph(number), top))
        top = placed[-1].bottom
        yield len(placed) / len(numbers)
    return placed


def _unhinted(look: Look) -> Look:
    """The look with letters where they would stand on paper, not where this screen's pixels are."""
    return replace(look, reading=_unhinted_font(look.reading), label=_unhinted_font(look.label))


def _unhinted_font(font: QFont) -> QFont:
    unhinted = QFont(font)
    unhinted.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return unhinted
