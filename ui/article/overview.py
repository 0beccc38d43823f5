"""The scroll bar with ticks: where suggestions wait, where hits lie, where the current item is."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from ui.article.emphasis import Emphasis
from ui.article.sheet import ArticleSheet
from ui.article.shown import SPANS
from ui.look.theme import Theme

Tick = tuple[float, str]  # how far down the document (0 to 1), and the colour

_Part = QStyle.SubControl
_THICKNESS = 2
_INSET = 3


class MarkedScrollBar(QScrollBar):
    """A scroll bar that shows ticks in its groove, over the handle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: tuple[Tick, ...] = ()

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return self._ticks

    def set_ticks(self, ticks: Iterable[Tick]) -> None:
        """Show these ticks, later ones over earlier ones."""
        ticks = tuple(ticks)
        if ticks != self._ticks:
            self._ticks = ticks
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, then each row of ticks once.

        The style's own bar takes longer to paint than all the words beside it.
        """
        groove = self._groove()
        span = groove.height() - _THICKNESS
        rows = {groove.top() + round(share * span): colour for share, colour in self._ticks}
        painter = QPainter(self)
        self._paint_bar(painter)
        for y, colour in rows.items():
            width = groove.width() - 2 * _INSET
            painter.fillRect(groove.left() + _INSET, y, width, _THICKNESS, QColor(colour))
        painter.end()

    def _paint_bar(self, painter: QPainter) -> None:
        colours = self.palette()
        painter.fillRect(self.rect(), colours.color(QPalette.ColorRole.Window))
        if self.maximum() > self.minimum():
            is_held = self.isSliderDown() or self.underMouse()
            role = QPalette.ColorRole.Dark if is_held else QPalette.ColorRole.Mid
            handle = self._part(_Part.SC_ScrollBarSlider).adjusted(2, 0, -2, 0)
            painter.fillRect(handle, colours.color(role))

    def _groove(self) -> QRect:
        return self._part(_Part.SC_ScrollBarGroove)

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)


def ticks_of(sheet: ArticleSheet, emphasis: Emphasis, theme: Theme) -> Iterable[Tick]:
    """Pending suggestions, then search hits, then the current item."""
    waiting = {round(_share(sheet, span.begin), 4) for span in sheet.shown.suggested_spans}
    yield from ((share, theme.gutter) for share in sorted(waiting))
    for begin, _ in emphasis.hits:
        yield _share(sheet, begin), theme.unsaved
    current = emphasis.current
    if current is not None and current[0] in SPANS and current[1] in sheet.shown.marks:
        yield _share(sheet, sheet.shown.marks[current[1]].begin), theme.accent


def _share(sheet: ArticleSheet, offset: int) -> float:
    """How far down the document an offset lies, as far as heights are known."""
    text_map = sheet.text_map
    number = text_map.paragraph_at(offset)
    begin, end = text_map.begins[number], text_map.ends[number]
    within = sheet.heights[number] * (offset - begin) / max(1, end - begin)
    return min(1.0, (sheet.heights.top(number) + within) / max(1, sheet.height))
