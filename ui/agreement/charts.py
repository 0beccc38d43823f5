"""Agreement as pictures for papers: always in the light colours of paper, twice as fine as seen."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle

from annotation.agreement.figures import NOTHING, Comparison, Confusion
from ui.agreement.drawing import Axis, draw_cell, draw_head, draw_interval
from ui.agreement.figures_table import FigureRow, range_words, rows_of, tag_rows_of, value_words
from ui.agreement.naming import TagNames
from ui.agreement.words import annotators_word, axes_words, measure_word
from ui.dialogs.sheet import interface_direction, scaled
from ui.look.language import left_to_right, tr
from ui.panels.inks import LIGHT_INKS
from ui.panels.marks import draw_chip

FINENESS = 2.0
LETTERS = 12  # pixels, for which the sizes below are made
MARGIN, TITLE, SIDE, HEAD = 20, 40, 138, 46  # pixels
CELL = QSize(68, 34)
LINE = 26
COLUMNS = (360, 70, 260, 130, 90)  # measure, value, interval, its ends, number
TAG = 190
GAP = 10


def matrix_image(some: Comparison, names: TagNames, font: QFont) -> QImage:
    """The table of tags."""
    tags = some.confusion.tags
    sheet = _Sheet(SIDE + CELL.width() * len(tags), HEAD + CELL.height() * len(tags), font)
    sheet.title(axes_words(some.annotators))
    for at, tag in enumerate(tags):
        name, colour = names.name(tag), names.colour(tag)
        across, down = SIDE + at * CELL.width(), HEAD + at * CELL.height()
        for room in (
            sheet.room(across, 0, CELL.width(), HEAD),
            sheet.room(0, down, SIDE, CELL.height()),
        ):
            draw_head(sheet.painter, room, name, colour, LIGHT_INKS)
        _draw_row(sheet, some.confusion, tag, down)
    return sheet.finished()


def _draw_row(sheet: "_Sheet", confusion: Confusion, tag: str, down: int) -> None:
    total = sum(confusion.count(tag, other) for other in confusion.tags)
    for place, other in enumerate(confusion.tags):
        count = confusion.count(tag, other)
        room = sheet.room(SIDE + place * CELL.width(), down, CELL.width(), CELL.height())
        is_same = tag == other and tag != NOTHING
        share = count / total if total else 0.0
        draw_cell(sheet.painter, room, count, share, LIGHT_INKS, is_same=is_same)


def figures_image(some: Comparison, names: TagNames, font: QFont) -> QImage:
    """The measures with their intervals, then those of each tag."""
    rows = [*rows_of(some.figures), *tag_rows_of(some)]
    sheet = _Sheet(TAG + sum(COLUMNS), LINE * len(rows), font)
    who = annotators_word(some.annotators)
    count = left_to_right(f"{some.documents:,}")
    sheet.title(tr("{annotators}, {count} documents", annotators=who, count=count))
    axis = Axis.of(row.figure for row in rows)
    for number, row in enumerate(rows):
        _draw_figure(sheet, row, names, axis, LINE * number)
    return sheet.finished()


def _draw_figure(sheet: "_Sheet", row: FigureRow, names: TagNames, axis: Axis, down: int) -> None:
    """One line: what is measured on what, value, interval, its ends, what it rests on."""
    tag = sheet.room(0, down, TAG - GAP, LINE)
    if row.tag and names.colour(row.tag):
        name, colour = names.name(row.tag), names.colour(row.tag)
        draw_chip(sheet.painter, tag, name, colour, LIGHT_INKS, sheet.direction)
    elif row.tag:
        sheet.words(tag, names.name(row.tag))
    across = TAG
    count = left_to_right(f"{row.figure.count:,}")
    texts = (measure_word(row.measure), value_words(row.figure), "", range_words(row.figure), count)
    for text, width in zip(texts, COLUMNS, strict=True):
        room = sheet.room(across, down, width - GAP, LINE)
        if text:
            sheet.words(room, text)
        else:
            draw_interval(
                sheet.painter, QRectF(room), row.figure, axis, LIGHT_INKS, sheet.direction
            )
        across += width


class _Sheet:
    """A picture with a title and a painter on it; places are counted from where one reads."""

    def __init__(self, width: int, height: int, font: QFont) -> None:
        self.direction = interface_direction()
        self._size = QSize(width + 2 * MARGIN, height + TITLE + 2 * MARGIN)
        self._image = QImage(self._size * FINENESS, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(FINENESS)
        self._image.fill(LIGHT_INKS.base)
        self.painter = QPainter(self._image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setLayoutDirection(self.direction)
        self._font = QFont(font)
        self._font.setPixelSize(LETTERS)  # on every system, whatever the size of its text
        self.painter.setFont(self._font)

    def room(self, x: int, y: int, width: int, height: int) -> QRect:
        """A place below the title, mirrored where the language is."""
        whole = QRect(0, 0, self._size.width(), self._size.height())
        place = QRect(MARGIN + x, MARGIN + TITLE + y, width, height)
        return QStyle.visualRect(self.direction, whole, place)

    def title(self, text: str) -> None:
        """What stands above everything."""
        self.painter.setFont(scaled(self._font, 1.15, is_bold=True))
        self.words(self.room(0, -TITLE, self._size.width() - 2 * MARGIN, TITLE - GAP), text)
        self.painter.setFont(self._font)

    def words(self, room: QRect, text: str) -> None:
        """A text at the start of a place, shortened where it must be."""
        self.painter.setPen(LIGHT_INKS.text)
        leading = QStyle.visualAlignment(self.direction, Qt.AlignmentFlag.AlignLeading)
        shown = self.painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width()
        )
        self.painter.drawText(room, int(leading | Qt.AlignmentFlag.AlignVCenter), shown)

    def finished(self) -> QImage:
        """The picture."""
        self.painter.end()
        return self._image
