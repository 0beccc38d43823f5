"""The measures as a table: value, interval as a small bar, and what each rests on."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotation.agreement.figures import Comparison, Figure, Measure
from ui.agreement.drawing import Axis, draw_interval
from ui.agreement.naming import TagNames
from ui.agreement.words import annotators_word, measure_word
from ui.look.language import isolated, left_to_right, tr
from ui.look.text_scale import sized
from ui.panels.brushes import Brushes
from ui.panels.marks import draw_chip, draw_link
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable

VALUE_WIDTH, INTERVAL_WIDTH, RANGE_WIDTH, COUNT_WIDTH, TAG_WIDTH = 70, 360, 120, 90, 190


class First(Enum):
    """What the first column says of whom or what the figures are."""

    NOTHING = "nothing"  # they are all of the same
    TAG = "tag"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a measure, of one tag or (with an empty one) of all; of `pair` if it is named."""

    id: str
    tag: str
    measure: Measure
    figure: Figure
    pair: tuple[str, ...] = ()


def value_words(figure: Figure) -> str:
    """A figure to three digits, or a dash."""
    return "—" if figure.value is None else left_to_right(f"{figure.value:.3f}")


def range_words(figure: Figure) -> str:
    """Its interval, or why there is none."""
    if figure.value is None:
        return tr("not enough data")
    if figure.low is None or figure.high is None:
        return ""
    return left_to_right(f"{figure.low:.3f}–{figure.high:.3f}")


def rows_of(figures: Mapping[Measure, Figure], tag: str = "") -> Iterator[FigureRow]:
    """The rows of one tag, or of all."""
    for measure, figure in figures.items():
        yield FigureRow(f"{tag} {measure}", tag, measure, figure)


def tag_rows_of(some: Comparison) -> list[FigureRow]:
    """The rows of every tag of spans, then of relations."""
    tags = (*some.span_tags.items(), *some.relation_tags.items())
    return [row for tag, figures in tags for row in rows_of(figures, tag)]


def pair_rows_of(pairs: Sequence[Comparison]) -> list[FigureRow]:
    """The rows of every pair, measure by measure, those who agree least first."""
    rows = [
        FigureRow(" ".join((measure, *some.annotators)), "", measure, figure, some.annotators)
        for some in pairs
        for measure, figure in some.figures.items()
    ]
    order = {measure: at for at, measure in enumerate(Measure)}
    return sorted(rows, key=lambda row: (order[row.measure], _rank(row.figure), row.pair))


def _rank(figure: Figure) -> float:
    """By its value; what is not defined comes last."""
    return math.inf if figure.value is None else figure.value


class FigureCells(CellPainter[FigureRow]):
    """The interval as a bar, the tag as a chip."""

    def __init__(self, names: TagNames, parent: QWidget) -> None:
        super().__init__(parent)
        self.axis = Axis()
        self._names = names

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: FigureRow, column: int
    ) -> None:
        if row.tag and column == 0:
            self._draw_tag(painter, cell, row.tag)
            return
        room = QRectF(cell.rect).adjusted(10, 0, -10, 0)
        draw_interval(Brushes(painter, self.inks, cell.direction), room, row.figure, self.axis)

    def _draw_tag(self, painter: QPainter, cell: QStyleOptionViewItem, tag: str) -> None:
        room = cell.rect.adjusted(4, 0, -4, 0)
        name, colour = self._names.name(tag), self._names.colour(tag)
        if colour:
            draw_chip(painter, room, name, colour, self.inks, cell.direction)
        else:
            draw_link(painter, room, name, self.inks, cell.direction, is_symmetric=False)


class FiguresTable(RowsTable[FigureRow]):
    """Figures to read and to sort."""

    def __init__(self, names: TagNames, parent: QWidget, first: First) -> None:
        self._figure_cells = FigureCells(names, parent)
        columns = _columns(self._figure_cells)
        widths: list[int | None] = [None, VALUE_WIDTH, INTERVAL_WIDTH, RANGE_WIDTH, COUNT_WIDTH]
        if first is not First.NOTHING:
            columns.insert(0, _tag_column(names) if first is First.TAG else _pair_column())
            widths.insert(0, TAG_WIDTH)
        super().__init__(columns, self._figure_cells, parent)
        self.set_widths([width and sized(width) for width in widths])
        self.setAccessibleName(_name(first))

    def show_figures(self, rows: Sequence[FigureRow]) -> None:
        """Show these figures on one axis."""
        self._figure_cells.axis = Axis.of(row.figure for row in rows)
        self.show_rows(rows)
        self.rows_model.retitle()


def _name(first: First) -> str:
    """What a table is for those who listen."""
    if first is First.NOTHING:
        return tr("Figures")
    return tr("Figures of each tag") if first is First.TAG else tr("Figures of each pair")


def _tag_column(names: TagNames) -> Column[FigureRow]:
    return Column(
        lambda: tr("Tag"),
        lambda row: names.name(row.tag),
        lambda row: names.name(row.tag),
        is_drawn=True,
    )


def _pair_column() -> Column[FigureRow]:
    return Column(
        lambda: tr("Annotators"),
        lambda row: annotators_word(row.pair),
        lambda row: row.pair,
    )


def _columns(cells: FigureCells) -> list[Column[FigureRow]]:
    return [
        Column(
            lambda: tr("Measure"),
            lambda row: measure_word(row.measure),
            lambda row: list(Measure).index(row.measure),
        ),
        Column(
            lambda: tr("Value"),
            lambda row: value_words(row.figure),
            lambda row: -2.0 if row.figure.value is None else row.figure.value,
            is_number=True,
        ),
        Column(
            lambda: tr("95% interval, from {low} to 1", low=left_to_right(f"{cells.axis.low:g}")),
            lambda row: range_words(row.figure),
            lambda row: -2.0 if row.figure.low is None else row.figure.low,
            is_drawn=True,
        ),
        Column(
            lambda: tr("from – to"),
            lambda row: range_words(row.figure),
            _width,
            is_quiet=True,
            is_centred=True,
        ),
        Column(
            lambda: tr("Number"),
            lambda row: left_to_right(f"{row.figure.count:,}"),
            lambda row: row.figure.count,
            is_number=True,
            is_quiet=True,
            tip=lambda row: tr(
                "{measure}: rests on {count}",
                measure=isolated(measure_word(row.measure)),
                count=left_to_right(f"{row.figure.count:,}"),
            ),
        ),
    ]


def _width(row: FigureRow) -> float:
    """How wide an interval is; what has none comes last."""
    low, high = row.figure.low, row.figure.high
    return 2.0 if low is None or high is None else high - low
