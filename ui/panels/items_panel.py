"""The lists of what is in a document: spans, relations, and suggestions that wait."""

from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from annotation.commands.suggestion_commands import Suggestion
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import State
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, tr
from ui.look.text_scale import sized
from ui.look.theme import LIGHT, Theme
from ui.panels.inks import Inks
from ui.panels.item_cells import BAR, RelationCells, SpanCells, SuggestionCells
from ui.panels.item_columns import relation_columns, span_columns, suggestion_columns
from ui.panels.item_words import ItemWords
from ui.panels.marks import chip_width
from ui.panels.rows import Natural
from ui.panels.table import RowsTable
from ui.panels.touched import MOST, Touched, touched

WHERE, REASON = 2, 3
WIDEST_TAG = 130
ROOM_FOR_WORDS = 150

SpanOrRelation = TypeVar("SpanOrRelation", Span, Relation)


class ItemsPanel(QWidget):
    """Three lists in tabs, each with its count.

    Signals:
        chosen: The person went to an item, by key or click; its kind and id.
        activated: Enter or a double click on an item; its kind and id.
        context_asked: A context menu is wanted; kind, id and the place on the screen.
    """

    chosen = Signal(object, str)
    activated = Signal(object, str)
    context_asked = Signal(object, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: ItemWords | None = None
        self._pending = Suggestions()
        self._is_waiting = False
        self.tabs = QTabWidget(self)
        read = self._read
        self.spans: RowsTable[Span] = RowsTable(
            span_columns(read),
            SpanCells(read, self),
            self,
            Natural(lambda span: span.sort_key, lambda id: self._find(Span, id)),
        )
        self.relations: RowsTable[Relation] = RowsTable(
            relation_columns(read),
            RelationCells(read, self),
            self,
            Natural(lambda row: read().reading_place(row), lambda id: self._find(Relation, id)),
        )
        self.suggestions: RowsTable[Suggestion] = RowsTable(
            suggestion_columns(read), SuggestionCells(read, self), self
        )
        for table in self.tables():
            self.tabs.addTab(table, "")
            self._connect(table)
        self._lay_out()
        self.set_theme(LIGHT)
        self.retranslate()

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    def _connect(self, table: RowsTable[Any]) -> None:
        def kind(id: str) -> ItemKind:
            return self._kind(table, id)

        table.moved.connect(lambda id: self.chosen.emit(kind(id), id))
        table.clicked_on.connect(lambda id: self.chosen.emit(kind(id), id))
        table.entered.connect(lambda id: self.activated.emit(kind(id), id))
        table.double_clicked.connect(lambda id: self.activated.emit(kind(id), id))
        table.asked.connect(lambda id, place: self.context_asked.emit(kind(id), id, place))
        table.resized.connect(self._fit_columns)

    # -- values -----------------------------------------------------------------------------------

    def show_items(
        self, document: Document, tagset: Tagset, state: State, pending: Suggestions
    ) -> None:
        """Show what the state holds and what still waits for a decision."""
        self._set_waiting(is_waiting=False)
        before, words = self._words, ItemWords(document, tagset, state)
        is_same = before is not None and before.tagset is tagset and before.document is document
        act = touched(before.state, state) if before is not None and is_same else None
        if act is not None and act.size <= MOST:
            self._exchange(act, words)
        else:
            self._words = words
            self.spans.show_rows(state.spans)
            self.relations.show_rows(state.relations_in_reading_order)
        assert self._words is not None
        if before is None or pending != self._pending:
            self.suggestions.show_rows(self._words.suggestions(pending))
        self._pending = pending
        self._count()
        if not is_same:
            self._fit_columns()

    def _exchange(self, act: Touched, words: ItemWords) -> None:
        """Show what an act did: rows that go are found by the old words, the others by the new."""
        spans = self.spans.rows_model.places_of(act.spans.gone.values())
        relations = self.relations.rows_model.places_of(act.relations.gone.values())
        self._words = words
        if act.spans.size:
            self.spans.rows_model.exchange(spans, act.spans.come.values())
        if act.relations.size:
            self.relations.rows_model.exchange(relations, act.relations.come.values())

    def _find(self, kind: type[SpanOrRelation], id: str) -> SpanOrRelation | None:
        """The span or relation of a row; None when there is none."""
        if self._words is None:
            return None
        state = self._words.state
        item = state.span(id) if kind is Span else state.relation(id)
        return item if isinstance(item, kind) else None

    def tables(self) -> tuple[RowsTable[Any], ...]:
        """The three lists."""
        return (self.spans, self.relations, self.suggestions)

    @property
    def commented(self) -> frozenset[str]:
        """The ids of the items that are marked as having open comments."""
        return self.spans.cells.commented

    def set_commented(self, ids: frozenset[str]) -> None:
        """Mark the rows of items that have open comments."""
        for table in self.tables():
            table.cells.commented = ids
            table.viewport().update()

    def clear(self) -> None:
        """Show nothing, as when no document is open."""
        for table in self.tables():
            table.show_rows(())
        self._words = None
        self._pending = Suggestions()
        self._set_waiting(is_waiting=False)
        self._count()

    def wait(self) -> None:
        """Say that the items of a large document are still being read, until they are shown."""
        self.clear()
        self._set_waiting(is_waiting=True)
        self._count()

    def _set_waiting(self, *, is_waiting: bool) -> None:
        if self._is_waiting is not is_waiting:
            self._is_waiting = is_waiting
            self._say_why_empty()

    def set_current(self, kind: ItemKind | None, id: str = "", *, follow: bool = False) -> None:
        """Select an item's row and bring it into sight; with `follow`, its tab comes forward."""
        wanted = self._table(kind) if kind else None
        for table in self.tables():
            table.set_current(id if table is wanted else "")
        if wanted is not None and follow:
            self.tabs.setCurrentWidget(wanted)

    # -- looks and language -----------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of the theme."""
        inks = Inks.of(theme)
        for table in self.tables():
            table.set_inks(inks)

    def retranslate(self) -> None:
        """Show all words in the current language."""
        self._say_why_empty()
        self.spans.setAccessibleName(tr("Spans"))
        self.relations.setAccessibleName(tr("Relations"))
        self.suggestions.setAccessibleName(tr("Suggestions"))
        for table in self.tables():
            table.rows_model.retitle()
        self._count()
        self._fit_columns()

    # -- within -----------------------------------------------------------------------------------

    def _say_why_empty(self) -> None:
        reasons = (
            tr("No spans yet. Choose words and press a tag's key."),
            tr("No relations yet."),
            tr("No suggestion waits for a decision."),
        )
        waiting = tr("The items are being read…")
        for table, reason in zip(self.tables(), reasons, strict=True):
            table.set_empty_words(waiting if self._is_waiting else reason)

    def _read(self) -> ItemWords:
        if self._words is None:
            raise RuntimeError("rows are only there after show_items")
        return self._words

    def _table(self, kind: ItemKind) -> RowsTable[Any]:
        match kind:
            case ItemKind.SPAN:
                return self.spans
            case ItemKind.RELATION:
                return self.relations
            case ItemKind.SUGGESTED_SPAN | ItemKind.SUGGESTED_RELATION:
                return self.suggestions

    def _kind(self, table: RowsTable[Any], id: str) -> ItemKind:
        if table is self.spans:
            return ItemKind.SPAN
        if table is self.relations:
            return ItemKind.RELATION
        is_span = any(suggestion.id == id for suggestion in self._pending.spans)
        return ItemKind.SUGGESTED_SPAN if is_span else ItemKind.SUGGESTED_RELATION

    def _count(self) -> None:
        spans, relations, suggestions = (
            "…" if self._is_waiting else f"{len(t.rows_model.rows):,}" for t in self.tables()
        )
        self.tabs.setTabText(0, tr("Spans {count}", count=spans))
        self.tabs.setTabText(1, tr("Relations {count}", count=relations))
        self.tabs.setTabText(2, tr("Suggestions {count}", count=suggestions))

    def _fit_columns(self) -> None:
        """Give each column what its longest words need, as far as the panel is wide."""
        if self._words is None:
            return
        metrics, tagset, whole = self.fontMetrics(), self._words.tagset, self.spans.viewport()
        widest, least = sized(WIDEST_TAG), sized(ROOM_FOR_WORDS)
        chips = [chip_width(in_language(tag.name), metrics) for tag in tagset.spans.values()]
        links = [chip_width(in_language(tag.name), metrics) for tag in tagset.relations.values()]
        chip = min(widest, max(chips, default=0) + 10, whole.width() * 2 // 5)
        link = min(widest + 20, max(links, default=0) + sized(30), whole.width() * 2 // 5)
        digits = "8" * len(str(len(self._words.document.text)))
        where, origin = metrics.horizontalAdvance(f"{digits}–{digits}") + 14, sized(30)
        self.spans.setColumnHidden(WHERE, whole.width() - chip - where - origin < least)
        self.spans.set_widths((chip, None, where, origin))
        self.relations.set_widths((None, link, None))
        tag, score = max(chip, min(link, widest)), sized(BAR + 32)
        reason = (whole.width() - tag - score) // 2
        self.suggestions.setColumnHidden(REASON, reason < least)
        self.suggestions.set_widths((tag, None, score, reason))
