"""What stands beside the article follows it: after the article is painted, once for many acts."""

from PySide6.QtCore import QObject, QTimer

from annotation.values.state import State
from ui.annotating.relating import RelationMaking
from ui.desk.desk import Desk
from ui.desk.session import Session
from ui.look.item_kinds import ItemKind
from ui.look.language import tr

_RELATIONS = (ItemKind.RELATION, ItemKind.SUGGESTED_RELATION)


class PanelRefreshing(QObject):
    """Refreshes tables, details and tags when the event loop has painted the article.

    A key press is on the paper within a frame; the tables may take a frame longer, and a held key
    refreshes them once.
    """

    def __init__(self, desk: Desk, relating: RelationMaking) -> None:
        super().__init__(desk)
        self._desk = desk
        self._relating = relating
        self._items_are_stale = False
        self._uncounted: tuple[State, int] | None = None  # and how many suggestions wait
        self._is_mine = True  # what is uncounted is the work of who sits here
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.refresh)

    def items_changed(self, session: Session) -> None:
        """The state is another one; of a document just left the last counts are told first."""
        if self._uncounted is not None and self._uncounted[0].document.id != session.document.id:
            self._count()
        pending = session.pending
        self._uncounted = (session.state, len(pending.spans) + len(pending.relations))
        self._is_mine = session.annotator == self._desk.annotator
        self._items_are_stale = True
        self._timer.start()

    def current_changed(self) -> None:
        """Another item is current."""
        self._timer.start()

    def refresh(self) -> None:
        """Bring everything up to date now."""
        self._timer.stop()
        desk, session = self._desk, self._desk.session
        self._count()
        if session is None:
            desk.items.clear()
            desk.details.clear()
            return
        state, pending = session.state, session.pending
        if self._items_are_stale:
            self._items_are_stale = False
            desk.items.show_items(session.document, session.tagset, state, pending)
        kind, id = desk.view.current or (None, "")
        desk.items.set_current(kind, id, follow=kind is not None)
        desk.details.show_item(kind, id, session.document, session.tagset, state, pending)
        if self._relating.making is None:
            self._show_tags(kind)

    def _count(self) -> None:
        """How much there is, and how much waits: in the list, also of a document just left."""
        if self._uncounted is None:
            return
        (state, left), self._uncounted = self._uncounted, None
        desk, spans, relations = self._desk, state.span_count, len(state.relations)
        if desk.session is not None and desk.session.document.id == state.document.id:
            desk.status.set_progress(left, spans, relations)
            desk.status.set_stage(state.stage)
        if self._is_mine:
            desk.documents.update_counts(state.document.id, state.stage, spans, relations, left)

    def _show_tags(self, kind: ItemKind | None) -> None:
        """The tags that a key would give now, and the one that the current item has."""
        palette = self._desk.palette
        if kind in _RELATIONS:
            prompt = tr("Another tag for this relation:")
            palette.show_relation_tags(self._relating.tags_for_current(), prompt)
            return
        palette.show_span_tags()
        span, suggestion = self._desk.current_span(), self._desk.current_suggestion()
        palette.highlight(span.tag if span else suggestion.tag if suggestion else None)
