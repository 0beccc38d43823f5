"""One annotator's items in one document, immutable, with the lookups rules and screens need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar, cast

from annotation.errors import StaleChange
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

Key = tuple[str, str]
Kind = TypeVar("Kind", Span, Relation, DocumentLabel, Decision)


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

    __slots__ = ("_items", "_relations_by_span", "_spans", "document")

    def __init__(self, document: Document, items: Iterable[Item] = ()) -> None:
        self.document = document
        self._items: Mapping[Key, Item] = MappingProxyType({item_key(i): i for i in items})
        self._spans: tuple[Span, ...] | None = None
        self._relations_by_span: dict[str, tuple[Relation, ...]] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return self.document.id == other.document.id and self._items == other._items

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"State({self.document.name!r}, {len(self._items)} items)"

    def apply(self, changes: Iterable[Change]) -> "State":
        """The state after `changes`; StaleChange where a `before` is not what is here."""
        items = dict(self._items)
        for change in changes:
            if items.get(change.key) != change.before:
                raise StaleChange("This item has changed in the meantime; nothing was done.")
            if change.after is None:
                del items[change.key]
            else:
                items[change.key] = change.after
        state = State(self.document)
        state._items = MappingProxyType(items)
        return state

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
        return self._of(Relation)

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
        if self._relations_by_span is None:
            found: dict[str, list[Relation]] = {}
            for relation in self.relations:
                for end in {relation.head, relation.tail}:
                    found.setdefault(end, []).append(relation)
            self._relations_by_span = {key: tuple(value) for key, value in found.items()}
        return self._relations_by_span.get(span_id, ())

    def spans_at(self, offset: int) -> tuple[Span, ...]:
        """Spans with a fragment over the code point at `offset`, innermost first."""
        covering = [
            s for s in self.spans if any(begin <= offset < end for begin, end in s.fragments)
        ]
        return tuple(sorted(covering, key=lambda s: (s.end - s.begin, s.sort_key)))

    def text_of(self, span: Span) -> str:
        """The words that the span covers."""
        return surface(self.document.text, span.fragments)
