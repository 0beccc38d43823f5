"""The list of documents: find one by name or stage, see how far each is, open it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotation.arabic.folding import fold
from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import tr
from ui.look.text_scale import sized
from ui.look.theme import LIGHT, Theme
from ui.look.words import stage_word
from ui.panels.corpus_progress import CorpusProgress
from ui.panels.document_columns import (
    PENDING,
    RELATIONS,
    SPANS,
    DocumentCells,
    document_columns,
)
from ui.panels.document_order import Order, order_word, ordered
from ui.panels.document_queue import DocumentQueue
from ui.panels.inks import Inks
from ui.panels.table import RowsTable

ROOM_FOR_NAMES = 120
MINE, ALL = 0, 1


class DocumentsPanel(QWidget):
    """All documents of the project, as one annotator sees them.

    Signals:
        chosen: A document is to be opened; its id.
        context_asked: A context menu is wanted for a document; its id and the place on the screen.
        order_chosen: The documents are to be offered in this Order.
        listed: The list has been read anew.
    """

    chosen = Signal(str)
    context_asked = Signal(str, QPoint)
    order_chosen = Signal(object)
    listed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = DocumentQueue()  # what the list shows, and what comes next
        self._finished = 0
        self._wanted_count = 0
        self._has_others = False
        self.filter_line = QLineEdit(self)
        self.stage = QComboBox(self)
        self._order = Order.GIVEN
        self._ranks: Mapping[str, float] = {}
        self._ranked: tuple[str, ...] = ()  # the ids in this order, by whatever column is sorted
        self.order = QComboBox(self)
        self.whose = QComboBox(self)  # there when some documents are others'
        self.table: RowsTable[DocumentSummary] = RowsTable(
            document_columns(), DocumentCells(self), self
        )
        self.progress = CorpusProgress(self)
        self._lay_out()
        self._connect()
        self.set_theme(LIGHT)
        self.retranslate()

    def _lay_out(self) -> None:
        self.filter_line.setClearButtonEnabled(True)
        for stage in (None, *Stage):
            self.stage.addItem("", stage)
        self.order.addItems([""] * len(Order))
        self.whose.addItems(["", ""])
        self.whose.hide()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.filter_line, 1)
        line.addWidget(self.stage)
        foot = QVBoxLayout()
        foot.setContentsMargins(4, 2, 4, 4)
        foot.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.whose)
        layout.addWidget(self.order)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        listen(
            Context.FILTER,
            {
                "filter-list": self._to_list,
                "filter-open": self._open_first,
                "filter-clear": self._clear_filter,
            },
            self.filter_line,
        )
        self.filter_line.textChanged.connect(self._sift)
        self.stage.currentIndexChanged.connect(self._sift)
        self.whose.currentIndexChanged.connect(self._sift_whose)
        self.order.activated.connect(lambda place: self.order_chosen.emit(tuple(Order)[place]))
        self.table.clicked_on.connect(self.chosen)
        self.table.entered.connect(self.chosen)
        self.table.resized.connect(self._fit_columns)
        self.table.asked.connect(self.context_asked)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._take_order)

    # -- values -----------------------------------------------------------------------------------

    def set_documents(self, documents: Sequence[DocumentSummary]) -> None:
        """Show these documents."""
        self.queue = replace(
            self.queue, documents={document.id: document for document in documents}
        )
        self._put_in_order()
        mine = sum(document.is_mine for document in documents)
        has_others = mine < len(documents)
        if has_others is not self._has_others:
            self._has_others = has_others
            self.whose.setVisible(has_others)
            with QSignalBlocker(self.whose):
                self.whose.setCurrentIndex(MINE if mine else ALL)
        self._sift_whose()
        self.listed.emit()

    def set_order(self, order: Order, ranks: Mapping[str, float]) -> None:
        """Offer the documents in this order; `ranks`, by id, are needed by some orders."""
        with QSignalBlocker(self.order):
            self.order.setCurrentIndex(tuple(Order).index(order))
        if (order, ranks) == (self._order, self._ranks) and order is not Order.PENDING:
            return
        self._order, self._ranks = order, ranks
        self.table.sortByColumn(-1, Qt.SortOrder.DescendingOrder)
        self._put_in_order()
        self._sift()
        self.table.set_current(self.queue.open)

    def _put_in_order(self) -> None:
        documents = ordered(self.queue.documents.values(), self._order, self._ranks)
        self._ranked = tuple(document.id for document in documents)

    def toggle_mine(self) -> None:
        """Show only the documents that are assigned to the annotator, or all."""
        if self._has_others:
            self.whose.setCurrentIndex(ALL if self.whose.currentIndex() == MINE else MINE)

    def update_document(self, document: DocumentSummary) -> None:
        """Show a document's newer numbers and stage."""
        before = self.queue.documents.get(document.id)
        self.queue = self.queue.with_document(document)
        if self.queue.is_wanted(document):
            was_finished = before is not None and before.stage is Stage.FINISHED
            self._finished += (document.stage is Stage.FINISHED) - was_finished
        self._show_progress()
        is_shown = self.table.rows_model.place_of(document.id) is not None
        if is_shown and self.queue.is_shown(document):
            self.table.rows_model.replace_row(document)
        else:
            self._sift()

    def update_counts(
        self, document_id: str, stage: Stage, spans: int, relations: int, pending: int
    ) -> None:
        """Show a document's newer stage and numbers."""
        known = self.queue.documents.get(document_id)
        if known is not None:
            self.update_document(
                replace(known, stage=stage, spans=spans, relations=relations, pending=pending)
            )

    def update_pending(self, document_id: str, pending: int) -> None:
        """Show how many suggestions wait in a document."""
        known = self.queue.documents.get(document_id)
        if known is not None:
            self.update_document(replace(known, pending=pending))

    def set_current(self, document_id: str) -> None:
        """Mark the document that is open."""
        self.queue = replace(self.queue, open=document_id)
        if isinstance(self.table.cells, DocumentCells):
            self.table.cells.open_document = document_id
        if self.stage.currentData() is not None:
            self._sift()
        self.table.set_current(document_id)
        self.table.viewport().update()

    @property
    def commented(self) -> frozenset[str]:
        """The ids of the documents that are marked as having open comments."""
        return self.table.cells.commented

    def set_commented(self, ids: frozenset[str]) -> None:
        """Mark the documents that have open comments."""
        self.table.cells.commented = ids
        self.table.viewport().update()

    # -- looks and language -----------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of the theme."""
        inks = Inks.of(theme)
        self.table.set_inks(inks)
        self.progress.set_inks(inks)

    def retranslate(self) -> None:
        """Show all words in the current language."""
        self.filter_line.setPlaceholderText(tr("Filter by name"))
        self.filter_line.setAccessibleName(tr("Filter by name"))
        self.stage.setAccessibleName(tr("Filter by stage"))
        self.stage.setItemText(0, tr("All stages"))
        for place, stage in enumerate(Stage, 1):
            self.stage.setItemText(place, stage_word(stage))
        self.order.setAccessibleName(tr("Order of the documents"))
        for place, order in enumerate(Order):
            self.order.setItemText(place, order_word(order))
        self.whose.setAccessibleName(tr("Whose documents"))
        self.whose.setItemText(MINE, tr("My documents"))
        self.whose.setItemText(ALL, tr("All documents"))
        self.table.setAccessibleName(tr("Documents"))
        self.table.rows_model.retitle()
        self.progress.retranslate()
        self._say_why_empty()
        self._fit_columns()

    # -- within -----------------------------------------------------------------------------------

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.current_id() and self.table.rows_model.rows:
            self.table.set_current(self.table.rows_model.rows[0].id)

    def _open_first(self) -> None:
        rows = self.table.rows_model.rows
        if id := self.table.current_id() or (rows[0].id if rows else ""):
            self.chosen.emit(id)

    def _clear_filter(self) -> bool:
        """Empty the filter; False when it is, so that the key goes on to the window."""
        is_filled = bool(self.filter_line.text())
        self.filter_line.clear()
        return is_filled

    def _sift(self) -> None:
        """Show what fits the filters."""
        stage = self.stage.currentData()  # Qt gives the text back, not the Stage
        self.queue = replace(
            self.queue,
            stage=None if stage is None else Stage(stage),
            words=fold(self.filter_line.text().strip()),
        )
        self._take_order()
        self.table.show_rows(self.queue.shown())
        self._say_why_empty()

    def _take_order(self) -> None:
        """Offer the documents as they are ranked, by the column that is sorted if one is."""
        order, model = self._ranked, self.table.rows_model
        if model.is_sorted:
            ranked = [self.queue.documents[id] for id in order]
            order = tuple(document.id for document in model.in_order(ranked))
        self.queue = replace(self.queue, order=order)

    def _sift_whose(self) -> None:
        only_mine = self._has_others and self.whose.currentIndex() == MINE
        self.queue = replace(self.queue, only_mine=only_mine)
        wanted = [d for d in self.queue.documents.values() if self.queue.is_wanted(d)]
        self._finished = sum(document.stage is Stage.FINISHED for document in wanted)
        self._wanted_count = len(wanted)
        self._show_progress()
        self._sift()

    def _say_why_empty(self) -> None:
        if self.queue.documents:
            self.table.set_empty_words(tr("No document fits the filter."))
        else:
            self.table.set_empty_words(tr("No documents yet. Import some from the Project menu."))

    def _show_progress(self) -> None:
        self.progress.show_progress(self._finished, self._wanted_count)

    def _fit_columns(self) -> None:
        """Give numbers their room, and hide the less needed ones where names would suffer."""
        metrics = self.table.fontMetrics()
        titles = [column.title() for column in self.table.rows_model.columns]
        gap, mark = sized(18), sized(28)
        widths = {
            c: metrics.horizontalAdvance(titles[c]) + gap for c in (SPANS, RELATIONS, PENDING)
        }
        left = self.table.viewport().width() - mark - sum(widths.values())
        for column in (RELATIONS, SPANS, PENDING):
            is_hidden = left < sized(ROOM_FOR_NAMES)
            self.table.setColumnHidden(column, is_hidden)
            left += widths[column] if is_hidden else 0
        self.table.set_widths((mark, None, *widths.values()))
