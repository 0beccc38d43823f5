"""Agreement as pictures for papers: always in the light colours of paper, twice as fine as seen."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QImage

from annotation.agreement.figures import NOTHING, Comparison, Confusion
from ui.agreement.drawing import Axis, draw_cell, draw_head, draw_interval
from ui.agreement.figures_table import FigureRow, range_words, rows_of, tag_rows_of, value_words
from ui.agreement.naming import TagNames
from ui.agreement.words import annotators_word, axes_words, measure_word
from ui.look.language import left_to_right, tr
from ui.panels.brushes import GAP, Paper
from ui.panels.inks import LIGHT_INKS
from ui.panels.marks import draw_chip

LETTERS = 12  # pixels, for which the sizes below are made
TITLE, SIDE, HEAD = 40, 138, 46  # pixels
CELL = QSize(68, 34)
LINE = 26
COLUMNS = (360, 70, 260, 130, 90)  # measure, value, interval, its ends, number
TAG = 190


def matrix_image(some: Comparison, names: TagNames, font: QFont) -> QImage:
    """The table of tags."""
    tags = some.confusion.tags
    sheet = _paper(SIDE + CELL.width() * len(tags), HEAD + CELL.height() * len(tags), font)
    sheet.title(axes_words(some.annotators))
    for at, tag in enumerate(tags):
        name, colour = names.name(tag), names.colour(tag)
        across, down = SIDE + at * CELL.width(), HEAD + at * CELL.height()
        for room in (
            sheet.room(across, 0, CELL.width(), HEAD),
            sheet.room(0, down, SIDE, CELL.height()),
        ):
            draw_head(sheet.brushes.painter, room, name, colour, LIGHT_INKS)
        _draw_row(sheet, some.confusion, tag, down)
    return sheet.finished()


def _draw_row(sheet: Paper, confusion: Confusion, tag: str, down: int) -> None:
    total = sum(confusion.count(tag, other) for other in confusion.tags)
    for place, other in enumerate(confusion.tags):
        count = confusion.count(tag, other)
        room = sheet.room(SIDE + place * CELL.width(), down, CELL.width(), CELL.height())
        is_same = tag == other and tag != NOTHING
        share = count / total if total else 0.0
        draw_cell(sheet.brushes, room, count, share, is_same=is_same)


def figures_image(some: Comparison, names: TagNames, font: QFont) -> QImage:
    """The measures with their intervals, then those of each tag."""
    rows = [*rows_of(some.figures), *tag_rows_of(some)]
    sheet = _paper(TAG + sum(COLUMNS), LINE * len(rows), font)
    who = annotators_word(some.annotators)
    count = left_to_right(f"{some.documents:,}")
    sheet.title(tr("{annotators}, {count} documents", annotators=who, count=count))
    axis = Axis.of(row.figure for row in rows)
    for number, row in enumerate(rows):
        _draw_figure(sheet, row, names, axis, LINE * number)
    return sheet.finished()


def _draw_figure(sheet: Paper, row: FigureRow, names: TagNames, axis: Axis, down: int) -> None:
    """One line: what is measured on what, value, interval, its ends, what it rests on."""
    brushes, tag = sheet.brushes, sheet.room(0, down, TAG - GAP, LINE)
    if row.tag and names.colour(row.tag):
        name, colour = names.name(row.tag), names.colour(row.tag)
        draw_chip(brushes.painter, tag, name, colour, brushes.inks, brushes.direction)
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
            draw_interval(brushes, QRectF(room), row.figure, axis)
        across += width


def _paper(width: int, height: int, font: QFont) -> Paper:
    """A sheet with a title, in letters of one size on every system."""
    letters = QFont(font)
    letters.setPixelSize(LETTERS)
    return Paper(width, height, letters, TITLE)
