"""One annotator's items in one document, immutable, with the lookups rules and screens need."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from weakref import ref

from annotation.errors import StaleChange
from annotation.item_map import ItemMap, Key
from annotation.items import (
    Decision,
    Document,
    DocumentLabel,
    Item,
    Relation,
    Span,
    Stage,
    StageMark,
    item_key,
    surface,
)
from annotation.relation_index import RelationIndex
from annotation.span_index import SpanIndex

Kind = TypeVar("Kind", Span, Relation, DocumentLabel, Decision)

_FEW = 64  # changes up to which sorted spans are mended one by one rather than sorted anew


@dataclass(frozen=True, slots=True)
class Change:
    """One item's before and after; `None` on a side means it is not there."""

    before: Item | None
    after: Item | None

    @property
    def key(self) -> Key:
        """The key of the item that changes."""
        item = self.before or self.after
        if item is None:
            raise ValueError("a change needs a before or an after")
        return item_key(item)

    def inverse(self) -> "Change":
        return Change(self.after, self.before)


class State:
    """All that one annotator marked in one document. It never changes: `apply` gives a new one."""

    __slots__ = (
        "__weakref__",
        "_before",
        "_changes",
        "_items",
        "_relation_index",
        "_relations",
        "_span_index",
        "_spans",
        "document",
    )

    def __init__(self, document: Document, items: Iterable[Item] = ()) -> None:
        self.document = document
        self._items = ItemMap(items)
        # What follows is made at first use; `apply` hands it on, mended where something changed.
        self._spans: tuple[Span, ...] | None = None
        self._relations: tuple[Relation, ...] | None = None
        self._relation_index: RelationIndex | None = None
        self._span_index: SpanIndex | None = None
        self._before: ref[State] | None = None  # the state that `apply` was called on
        self._changes: tuple[Change, ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return self.document.id == other.document.id and self._items == other._items

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"State({self.document.name!r}, {len(self._items)} items)"

    def apply(self, changes: Iterable[Change]) -> "State":
        """The state after `changes`; StaleChange where a `before` is not what is here."""
        changes = tuple(changes)
        items = self._items.opened()
        for change in changes:
            if items.get(change.key) != change.before:
                raise StaleChange("This item has changed in the meantime; nothing was done.")
            items.put(change.key, change.after)
        state = State(self.document)
        state._items = items
        state._before, state._changes = ref(self), changes
        state._inherit(self)
        return state

    def warmed(self) -> "State":
        """This state with all its lookups made: by whoever loads it, not by whoever paints it."""
        self.relations_of("")
        self.spans_near(0, 0)
        _ = self.spans
        return self

    def changes_since(self, other: "State") -> Sequence[Change]:
        """What to apply to `other` to get this state; at once when it is the one before."""
        if other is self:
            return ()
        if self._before is not None and self._before() is other:
            return self._changes
        old = {item_key(item): item for item in other._items.values()}
        new = {item_key(item): item for item in self._items.values()}
        gone = [Change(item, None) for key, item in old.items() if key not in new]
        come = [Change(old.get(k), item) for k, item in new.items() if old.get(k) is not item]
        return [*gone, *come]

    def _inherit(self, before: "State") -> None:
        """Take over the lookups of the state before, mended by the changes: there may be many
        thousand items, and an act concerns a few.
        """
        spans = _of_kind(self._changes, Span)
        links = _of_kind(self._changes, Relation)
        if before._span_index is not None:
            self._span_index = before._span_index.replaced(spans) if spans else before._span_index
        if before._spans is not None and len(spans) <= _FEW:
            self._spans = _resorted(before._spans, spans) if spans else before._spans
        if before._relation_index is not None:
            index = before._relation_index
            self._relation_index = index.replaced(links) if links else index
        if not links:
            self._relations = before._relations

    def items(self) -> tuple[Item, ...]:
        """All items, in the order in which they came."""
        return tuple(self._items.values())

    def _of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(i for i in self._items.values() if isinstance(i, kind))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Spans in reading order, outer before inner."""
        if self._spans is None:
            self._spans = tuple(sorted(self._of(Span), key=lambda s: s.sort_key))
        return self._spans

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Relations in the order in which they were made."""
        if self._relations is None:
            self._relations = self._of(Relation)
        return self._relations

    @property
    def labels(self) -> tuple[DocumentLabel, ...]:
        return self._of(DocumentLabel)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self._of(Decision)

    @property
    def stage(self) -> Stage:
        mark = self._items.get(("stage", ""))
        return mark.stage if isinstance(mark, StageMark) else Stage.NEW

    def span(self, span_id: str) -> Span | None:
        return cast("Span | None", self._items.get(("span", span_id)))

    def relation(self, relation_id: str) -> Relation | None:
        return cast("Relation | None", self._items.get(("relation", relation_id)))

    def decision(self, suggestion_id: str) -> Decision | None:
        return cast("Decision | None", self._items.get(("decision", suggestion_id)))

    def relations_of(self, span_id: str) -> tuple[Relation, ...]:
        """Relations that have this span as head or tail."""
        if self._relation_index is None:
            self._relation_index = RelationIndex(self.relations)
        return self._relation_index.of(span_id)

    def spans_near(self, begin: int, end: int) -> list[Span]:
        """Spans whose hull shares text with a range or touches it, in no order."""
        if self._span_index is None:
            self._span_index = SpanIndex(self._of(Span))
        return self._span_index.near(begin, end)

    def spans_at(self, offset: int) -> tuple[Span, ...]:
        """Spans with a fragment over the code point at `offset`, innermost first."""
        covering = [
            span
            for span in self.spans_near(offset, offset)
            if any(begin <= offset < end for begin, end in span.fragments)
        ]
        return tuple(sorted(covering, key=lambda s: (s.end - s.begin, s.sort_key)))

    def text_of(self, span: Span) -> str:
        """The words that the span covers."""
        return surface(self.document.text, span.fragments)


def _of_kind(changes: Iterable[Change], kind: type[Kind]) -> list[tuple[Kind | None, Kind | None]]:
    """Before and after of the changes that concern items of one kind."""
    pairs = ((change.before, change.after) for change in changes)
    return [
        (
            before if isinstance(before, kind) else None,
            after if isinstance(after, kind) else None,
        )
        for before, after in pairs
        if isinstance(before or after, kind)
    ]


def _resorted(
    spans: tuple[Span, ...], changes: Iterable[tuple[Span | None, Span | None]]
) -> tuple[Span, ...]:
    """Spans in reading order after a few came, went or changed."""
    ordered = list(spans)
    for before, after in changes:
        if before is not None:
            del ordered[bisect_left(ordered, before.sort_key, key=lambda s: s.sort_key)]
        if after is not None:
            insort(ordered, after, key=lambda s: s.sort_key)
    return tuple(ordered)
