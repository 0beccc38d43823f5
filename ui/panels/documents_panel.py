"""The list of documents: find one by name or stage, see how far each is, open it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotation.arabic.folding import fold
from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary
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
from ui.panels.inks import Inks
from ui.panels.table import ENTER, RowsTable

UNFINISHED = (Stage.NEW, Stage.IN_PROGRESS)
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
        self._documents: dict[str, DocumentSummary] = {}
        self._folded: dict[str, str] = {}
        self._finished = 0
        self._wanted_count = 0
        self._has_others = False
        self._current = ""
        self.filter_line = QLineEdit(self)
        self.stage = QComboBox(self)
        self._order = Order.GIVEN
        self._ranks: Mapping[str, float] = {}
        self._in_order: list[str] = []
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
        self.filter_line.installEventFilter(self)
        self.filter_line.textChanged.connect(self._sift)
        self.stage.currentIndexChanged.connect(self._sift)
        self.whose.currentIndexChanged.connect(self._sift_whose)
        self.order.activated.connect(lambda place: self.order_chosen.emit(tuple(Order)[place]))
        self.table.clicked_on.connect(self.chosen)
        self.table.entered.connect(self.chosen)
        self.table.resized.connect(self._fit_columns)
        self.table.asked.connect(self.context_asked)

    # -- values -----------------------------------------------------------------------------------

    def set_documents(self, documents: Sequence[DocumentSummary]) -> None:
        """Show these documents."""
        self._documents = {document.id: document for document in documents}
        self._folded = {}
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
        self.table.set_current(self._current)

    def _put_in_order(self) -> None:
        documents = ordered(self._documents.values(), self._order, self._ranks)
        self._in_order = [document.id for document in documents]

    def _offered(self) -> list[DocumentSummary]:
        """All documents in the order in which they are offered."""
        return [self._documents[id] for id in self._in_order]

    def toggle_mine(self) -> None:
        """Show only the documents that are assigned to the annotator, or all."""
        if self._has_others:
            self.whose.setCurrentIndex(ALL if self.whose.currentIndex() == MINE else MINE)

    def is_mine_or_all(self, document_id: str) -> bool:
        """Whether a document is the annotator's, or those of others are wanted, too."""
        document = self._documents.get(document_id)
        return document is None or self._is_wanted(document)

    def update_document(self, document: DocumentSummary) -> None:
        """Show a document's newer numbers and stage."""
        before = self._documents.get(document.id)
        self._documents[document.id] = document
        self._folded.pop(document.id, None)
        if self._is_wanted(document):
            was_finished = before is not None and before.stage is Stage.FINISHED
            self._finished += (document.stage is Stage.FINISHED) - was_finished
        self._show_progress()
        is_shown = self.table.rows_model.place_of(document.id) is not None
        if is_shown and self._filter()(document):
            self.table.rows_model.replace_row(document)
        else:
            self._sift()

    def update_counts(
        self, document_id: str, stage: Stage, spans: int, relations: int, pending: int
    ) -> None:
        """Show a document's newer stage and numbers."""
        known = self._documents.get(document_id)
        if known is not None:
            self.update_document(
                replace(known, stage=stage, spans=spans, relations=relations, pending=pending)
            )

    def update_pending(self, document_id: str, pending: int) -> None:
        """Show how many suggestions wait in a document."""
        known = self._documents.get(document_id)
        if known is not None:
            self.update_document(replace(known, pending=pending))

    def set_current(self, document_id: str) -> None:
        """Mark the document that is open."""
        self._current = document_id
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

    def ids(self) -> list[str]:
        """The ids of all documents, shown or not, in their own order."""
        return list(self._documents)

    def in_question(self, *, is_open: bool) -> set[str]:
        """The ids of the documents in question: the annotator's or all, as is chosen above the
        list; only those that are new or in progress if `is_open`.
        """
        wanted = (d for d in self._documents.values() if self._is_wanted(d))
        return {d.id for d in wanted if not is_open or d.stage in UNFINISHED}

    def item_count(self, document_id: str) -> int:
        """How many spans and relations a document is known to hold."""
        known = self._documents.get(document_id)
        return known.spans + known.relations if known is not None else 0

    def length(self, document_id: str) -> int:
        """How many characters a document has; 0 where it is not known."""
        known = self._documents.get(document_id)
        return known.length if known is not None else 0

    def first_to_open(self) -> str | None:
        """The id of the first document that is not done yet, else of the first of all."""
        documents = [d for d in self._offered() if self._is_wanted(d)]
        open_ones = (document.id for document in documents if document.stage in UNFINISHED)
        return next(open_ones, documents[0].id if documents else None)

    def neighbour(self, step: int) -> str | None:
        """The id of the document `step` rows after the open one as shown; None at the end."""
        model = self.table.rows_model
        place = model.place_of(self._current)
        if place is None:
            place = -1 if step > 0 else len(model.rows)
        wanted = place + step
        return model.rows[wanted].id if 0 <= wanted < len(model.rows) else None

    def next_unfinished(self, after: str) -> str | None:
        """The id of the next shown document that is new or in progress, round and round."""
        order = self.table.rows_model.in_order(self._offered())
        start = next((i for i, document in enumerate(order) if document.id == after), -1) + 1
        passes = self._filter()
        for document in (*order[start:], *order[: max(0, start - 1)]):
            if document.stage in UNFINISHED and passes(document):
                return document.id
        return None

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter_line and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            return is_press and self._pressed_in_filter(event)
        return super().eventFilter(watched, event)

    # -- within -----------------------------------------------------------------------------------

    def _pressed_in_filter(self, event: QKeyEvent) -> bool:
        """Down goes to the list, Enter opens, Escape empties the filter; True when it was one."""
        if event.key() == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.table.current_id() and self.table.rows_model.rows:
                self.table.set_current(self.table.rows_model.rows[0].id)
            return True
        if event.key() in ENTER:
            rows = self.table.rows_model.rows
            if id := self.table.current_id() or (rows[0].id if rows else ""):
                self.chosen.emit(id)
            return True
        if event.key() == Qt.Key.Key_Escape and self.filter_line.text():
            self.filter_line.clear()
            return True
        return False

    def _sift(self) -> None:
        passes = self._filter()
        self.table.show_rows([d for d in self._offered() if passes(d)])
        self._say_why_empty()

    def _sift_whose(self) -> None:
        wanted = [d for d in self._documents.values() if self._is_wanted(d)]
        self._finished = sum(document.stage is Stage.FINISHED for document in wanted)
        self._wanted_count = len(wanted)
        self._show_progress()
        self._sift()

    def _is_wanted(self, document: DocumentSummary) -> bool:
        return document.is_mine or not self._has_others or self.whose.currentIndex() == ALL

    def _filter(self) -> Callable[[DocumentSummary], bool]:
        """Which documents are shown; the open one stays, whatever its stage has become."""
        stage = self.stage.currentData()  # Qt gives the text back, not the Stage
        wanted = fold(self.filter_line.text().strip())

        def passes(document: DocumentSummary) -> bool:
            if not self._is_wanted(document) and document.id != self._current:
                return False
            if stage is not None and document.stage != stage and document.id != self._current:
                return False
            return not wanted or wanted in self._folded_name(document)

        return passes

    def _folded_name(self, document: DocumentSummary) -> str:
        folded = self._folded.get(document.id)
        if folded is None:
            folded = self._folded[document.id] = fold(document.name)
        return folded

    def _say_why_empty(self) -> None:
        if self._documents:
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
