"""The columns of the list of documents, and the drawing of their stage."""

from typing import Protocol, TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotation.arabic.folding import fold
from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary
from ui.look.language import isolated, tr
from ui.look.text_scale import sized
from ui.look.words import stage_word
from ui.panels.marks import draw_comment, draw_stage
from ui.panels.rows import Column, Index
from ui.panels.table import CellPainter

STAGE, NAME, SPANS, RELATIONS, PENDING = range(5)
_STAGES = tuple(Stage)


class Listed(Protocol):
    """A document in a list: what it is called, and how far somebody is with it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> Stage: ...


Row = TypeVar("Row", bound=Listed)


def first_columns(row: type[Row]) -> tuple[Column[Row], Column[Row]]:
    """Stage and name, with which each list of documents begins."""
    return (
        Column(
            lambda: tr("Stage"),
            lambda row: stage_word(row.stage),
            lambda row: _STAGES.index(row.stage),
            is_drawn=True,
            is_titled=False,
        ),
        Column(lambda: tr("Document"), lambda row: isolated(row.name), lambda row: fold(row.name)),
    )


def document_columns() -> tuple[Column[DocumentSummary], ...]:
    """Stage, name, spans, relations, pending suggestions."""
    return (
        *first_columns(DocumentSummary),
        Column(
            lambda: tr("Spans"),
            lambda row: shown_count(row.spans),
            lambda row: row.spans,
            is_number=True,
        ),
        Column(
            lambda: tr("Relations"),
            lambda row: shown_count(row.relations),
            lambda row: row.relations,
            is_number=True,
        ),
        Column(
            lambda: tr("Pending"),
            lambda row: shown_count(row.pending),
            lambda row: row.pending,
            is_number=True,
            tip=lambda row: tr("Suggestions that wait for a decision: {count}", count=row.pending),
        ),
    )


def shown_count(count: int) -> str:
    """A count as the list shows it: what is nought is left out, for a quiet page."""
    return f"{count:,}" if count else ""


class DocumentCells(CellPainter[DocumentSummary]):
    """Draws the stage, and the name of the open document in bold."""

    open_document = ""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == NAME and self.row_at(index).id == self.open_document:
            option.font.setBold(True)

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: DocumentSummary, column: int
    ) -> None:
        centre = QPointF(cell.rect.center()) + QPointF(0.5, 0.5)
        is_commented = row.id in self.commented
        beside = QPointF(sized(6), 0) if is_commented else QPointF()
        draw_stage(painter, centre - beside, row.stage, self.inks)
        if is_commented:
            draw_comment(painter, centre + QPointF(sized(7), 0), self.inks)
