"""Which rows of the lists an act concerns: what changed, and relations whose ends did."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from annotation.values.items import Relation, Span
from annotation.values.state import State

MOST = 64  # items from which the lists are compared as wholes

SpanOrRelation = TypeVar("SpanOrRelation", Span, Relation)


@dataclass(slots=True)
class Exchange(Generic[SpanOrRelation]):
    """Items by id: those that go, and those that come; what changed does both."""

    gone: dict[str, SpanOrRelation] = field(default_factory=dict)
    come: dict[str, SpanOrRelation] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows are concerned."""
        return len(self.gone.keys() | self.come.keys())

    def note(self, before: SpanOrRelation | None, after: SpanOrRelation | None) -> None:
        """Add what an item was and what it is."""
        if before is not None:
            self.gone[before.id] = before
        if after is not None:
            self.come[after.id] = after


@dataclass(frozen=True, slots=True)
class Touched:
    """What an act, or a few, did to the lists of spans and relations."""

    spans: Exchange[Span]
    relations: Exchange[Relation]

    @property
    def size(self) -> int:
        """How many rows are concerned."""
        return self.spans.size + self.relations.size


def touched(before: State, after: State) -> Touched:
    """The rows that differ between two states of a document."""
    found = Touched(Exchange(), Exchange())
    changes = after.changes_since(before)
    for change in changes:
        item = change.before or change.after
        if isinstance(item, Span):
            found.spans.note(before.span(item.id), after.span(item.id))
        elif isinstance(item, Relation):
            found.relations.note(before.relation(item.id), after.relation(item.id))
    for id in _moved(found.spans) if len(changes) <= MOST else ():
        for relation in (*before.relations_of(id), *after.relations_of(id)):
            found.relations.note(before.relation(relation.id), after.relation(relation.id))
    return found


def _moved(spans: Exchange[Span]) -> list[str]:
    """Spans that cover other words than before: lists of relations show them."""
    ids = {**spans.gone, **spans.come}
    return [id for id in ids if _words(spans.gone.get(id)) != _words(spans.come.get(id))]


def _words(span: Span | None) -> object:
    return span.fragments if span is not None else None
