"""The drawn cells of the lists of items: chips, marks, arrows and score bars."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from annotation.commands.suggestion_commands import Suggestion
from annotation.values.items import Relation, Span, SuggestedSpan
from ui.look.certainty import is_confident
from ui.look.text_scale import sized
from ui.panels.item_words import ItemWords
from ui.panels.marks import (
    draw_check,
    draw_chip,
    draw_comment,
    draw_link,
    draw_origin,
    draw_score,
)
from ui.panels.rows import Row
from ui.panels.table import CellPainter

BAR = 34
TAG = 0


class ItemCells(CellPainter[Row]):
    """What the three lists have in common: they read the document's items."""

    def __init__(self, read: Callable[[], ItemWords], parent: QWidget) -> None:
        super().__init__(parent)
        self.read = read

    def chip(
        self, painter: QPainter, cell: QStyleOptionViewItem, item: Span | SuggestedSpan
    ) -> None:
        """Draw the chip of a span's tag."""
        words = self.read()
        room = cell.rect.adjusted(4, 0, -4, 0)
        name, colour = words.tag_name(item), words.colour(item.tag)
        draw_chip(painter, room, name, colour, self.inks, cell.direction)

    def link(self, painter: QPainter, cell: QStyleOptionViewItem, name: str, tag: str) -> None:
        """Draw the arrow of a relation with its tag's name."""
        room = cell.rect.adjusted(4, 0, -4, 0)
        is_symmetric = self.read().is_symmetric(tag)
        draw_link(painter, room, name, self.inks, cell.direction, is_symmetric=is_symmetric)


class SpanCells(ItemCells[Span]):
    """The tag as a chip and the origin as a mark."""

    def draw(self, painter: QPainter, cell: QStyleOptionViewItem, row: Span, column: int) -> None:
        if column == TAG:
            self.chip(painter, cell, row)
        elif row.id in self.commented:
            draw_comment(painter, QRectF(cell.rect).center(), self.inks)
        else:
            draw_origin(painter, QRectF(cell.rect).center(), row.origin, self.inks)


class RelationCells(ItemCells[Relation]):
    """The tag on an arrow from head to tail."""

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: Relation, column: int
    ) -> None:
        self.link(painter, cell, self.read().tag_name(row), row.tag)
        if row.id in self.commented:
            centre = QRectF(cell.rect).center()
            draw_comment(painter, QPointF(centre.x(), cell.rect.top() + sized(6)), self.inks)


class SuggestionCells(ItemCells[Suggestion]):
    """The tag as a chip or an arrow, and the score as a bar with a check where it is confident."""

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: Suggestion, column: int
    ) -> None:
        if column != TAG:
            self._score(painter, cell, row.score)
        elif isinstance(row, SuggestedSpan):
            self.chip(painter, cell, row)
        else:
            self.link(painter, cell, self.read().tag_name(row), row.tag)

    def _score(self, painter: QPainter, cell: QStyleOptionViewItem, score: float) -> None:
        room = cell.rect.adjusted(6, 0, -6, 0)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        bar = QStyle.alignedRect(cell.direction, leading, QRect(0, 0, sized(BAR), 5).size(), room)
        draw_score(painter, bar, score, self.inks, cell.direction)
        if is_confident(score):
            is_mirrored = cell.direction is Qt.LayoutDirection.RightToLeft
            width, height = sized(9), sized(7)
            x = bar.left() - 6 - width if is_mirrored else bar.right() + 6
            top_left = QPointF(x, QRectF(cell.rect).center().y() - height / 2)
            draw_check(painter, QRectF(top_left, QSizeF(width, height)), self.inks.good)
