"""The documents that several people have finished: how far each is curated; one is opened."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QCheckBox, QStyleOptionViewItem, QWidget

from storage.review.curation import CurationSummary
from ui.dialogs.sheet import Sheet, faint, heading
from ui.look.language import isolated, tr
from ui.look.text_scale import roomy, sized
from ui.look.theme import Theme
from ui.panels.document_columns import first_columns, shown_count
from ui.panels.inks import Inks
from ui.panels.marks import draw_stage
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable

_SETTLES_AFTER = 60  # milliseconds without scrolling until what is in sight is counted


class CurationCells(CellPainter[CurationSummary]):
    """Draws how far the curator is."""

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: CurationSummary, column: int
    ) -> None:
        draw_stage(painter, QPointF(cell.rect.center()) + QPointF(0.5, 0.5), row.stage, self.inks)


class CurationDialog(Sheet):
    """Which document to curate.

    Signals:
        chosen: A document is to be curated; its id.
        count_wanted: The open positions of these documents are wanted; a list of ids.
    """

    chosen = Signal(str)
    count_wanted = Signal(list)

    def __init__(
        self,
        documents: Sequence[CurationSummary],
        curator: str,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Curate"), parent)
        self.resize(roomy(720, 560))
        self._documents = documents
        self._open: dict[str, int] = {}
        self.unfinished = QCheckBox(tr("Only what is not &finished"), self)
        self.table: RowsTable[CurationSummary] = RowsTable(
            self._columns(), CurationCells(self), self
        )
        self.table.setAccessibleName(tr("Documents to curate"))
        self.table.set_empty_words(
            tr("A document can be curated when two people or more have finished it.")
        )
        self.table.set_inks(Inks.of(theme))
        self._timer = QTimer(self, singleShot=True, interval=_SETTLES_AFTER)
        self._timer.timeout.connect(self._ask_for_counts)
        self.body.addWidget(heading(tr("Documents that several people have finished"), self))
        words = tr("You curate as {name}; nobody else's work is changed.", name=isolated(curator))
        self.body.addWidget(faint(words, self))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.unfinished)
        self.open_button = self.add_buttons(tr("Curate"), tr("Cancel"))
        self._connect()
        is_left = any(not summary.is_done for summary in documents)
        self.unfinished.setChecked(is_left)
        self._sift()
        self.table.setFocus()

    def _connect(self) -> None:
        self.unfinished.toggled.connect(self._sift)
        self.table.entered.connect(self._choose)
        self.table.double_clicked.connect(self._choose)
        self.table.resized.connect(self._fit_columns)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._timer.start())
        self.table.rows_model.arranged.connect(self._timer.start)

    def _columns(self) -> tuple[Column[CurationSummary], ...]:
        return (
            *first_columns(CurationSummary),
            Column(
                lambda: tr("Sets"),
                lambda row: str(row.sets),
                lambda row: row.sets,
                is_number=True,
                tip=lambda row: tr("People who have finished it: {count}", count=row.sets),
            ),
            Column(
                lambda: tr("Settled"),
                lambda row: shown_count(row.settled),
                lambda row: row.settled,
                is_number=True,
            ),
            Column(
                lambda: tr("Still open"),
                lambda row: f"{self._open[row.id]:,}" if row.id in self._open else "…",
                lambda row: self._open.get(row.id, -1),
                is_number=True,
            ),
        )

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many positions are open in some documents."""
        self._open.update(counts)
        self.table.rows_model.reread()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what is in sight once it is there."""
        super().showEvent(event)
        self._fit_columns()
        self._timer.start()

    def accept(self) -> None:
        """Open the document that is marked."""
        self._choose(self.table.current_id())

    # -- within ------------------------------------------------------------------------------------

    def _choose(self, document_id: str) -> None:
        if document_id:
            super().accept()
            self.chosen.emit(document_id)

    def _sift(self) -> None:
        only_left = self.unfinished.isChecked()
        rows = [summary for summary in self._documents if not (only_left and summary.is_done)]
        self.table.show_rows(rows)
        if rows and not self.table.current_id():
            self.table.set_current(rows[0].id)
        self.open_button.setEnabled(bool(rows))
        self._timer.start()

    def _ask_for_counts(self) -> None:
        """The rows in sight whose open positions have not been counted."""
        rows = self.table.rows_model.rows
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        in_sight = rows[first : last + 1 if last >= 0 else len(rows)]
        if wanted := [row.id for row in in_sight if row.id not in self._open]:
            self.count_wanted.emit(wanted)

    def _fit_columns(self) -> None:
        self.table.set_widths((sized(30), None, *map(sized, (70, 80, 80))))
