"""One annotator's items in one document, immutable, with the lookups rules and screens need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast
from weakref import ref

from annotation.errors import StaleChange
from annotation.values.item_map import ItemKey, ItemMap
from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Item,
    Relation,
    Remark,
    Settlement,
    Span,
    Stage,
    StageMark,
    item_key,
    surface,
)
from annotation.values.reading_order import (
    RelationChange,
    SpanChange,
    in_reading_order,
    mended_relations,
    mended_spans,
)
from annotation.values.relation_index import RelationIndex
from annotation.values.span_index import SpanIndex

Kind = TypeVar("Kind", Span, Relation, DocumentLabel, Decision, Settlement, Remark)
Part = TypeVar("Part", Span, Relation)
_Pair: TypeAlias = tuple[Part | None, Part | None]

_REMEMBERED = 16  # acts that a state can tell apart from an earlier one without comparing all
_FEW = 64  # changes up to which what is sorted is mended one by one rather than sorted anew


@dataclass(frozen=True, slots=True)
class Change:
    """One item's before and after; `None` on a side means it is not there."""

    before: Item | None
    after: Item | None

    @property
    def key(self) -> ItemKey:
        """The key of the item that changes."""
        item = self.before or self.after
        if item is None:
            raise ValueError("a change needs a before or an after")
        return item_key(item)

    def inverse(self) -> "Change":
        return Change(self.after, self.before)


_Act: TypeAlias = "tuple[ref[State], tuple[Change, ...]]"  # on which state, and what changed


_Due: TypeAlias = tuple[tuple[Span, ...], tuple[SpanChange, ...]]


class State:
    """All that one annotator marked in one document. It never changes: `apply` gives a new one."""

    __slots__ = (
        "__weakref__",
        "_items",
        "_recent",
        "_relation_index",
        "_relations",
        "_relations_read",
        "_span_index",
        "_spans",
        "_spans_due",
        "document",
    )

    def __init__(self, document: Document, items: Iterable[Item] = ()) -> None:
        self.document = document
        self._items = ItemMap(items)
        # What follows is made at first use; `apply` hands it on, mended where something changed.
        self._spans: tuple[Span, ...] | None = None
        self._spans_due: _Due | None = None
        self._relations: tuple[Relation, ...] | None = None
        self._relations_read: tuple[Relation, ...] | None = None  # in reading order
        self._relation_index: RelationIndex | None = None
        self._span_index: SpanIndex[Span] | None = None
        self._recent: tuple[_Act, ...] = ()  # the acts that led here, as far as they are kept

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
        state._recent = (*self._recent[1 - _REMEMBERED :], (ref(self), changes))
        state._inherit(self, changes)
        return state

    def warmed(self) -> "State":
        """This state with all its lookups made: by whoever loads it, not by whoever paints it."""
        self.relations_of("")
        self.spans_near(0, 0)
        _ = self.spans, self.relations_in_reading_order
        return self

    def changes_since(self, other: "State") -> Sequence[Change]:
        """What to apply to `other` to get this state; at once when it was a few acts ago."""
        if other is self:
            return ()
        later: tuple[Change, ...] = ()
        for before, changes in reversed(self._recent):
            later = (*changes, *later)
            if before() is other:
                return later
        old = {item_key(item): item for item in other._items.values()}
        new = {item_key(item): item for item in self._items.values()}
        gone = [Change(item, None) for key, item in old.items() if key not in new]
        come = [Change(old.get(k), item) for k, item in new.items() if old.get(k) is not item]
        return [*gone, *come]

    def _inherit(self, before: "State", changes: tuple[Change, ...]) -> None:
        """Take over the lookups of the state before, mended by the changes: there may be many
        thousand items, and an act concerns a few.
        """
        spans = _of_kind(changes, Span)
        links = _of_kind(changes, Relation)
        if before._span_index is not None:
            self._span_index = before._span_index.replaced(spans) if spans else before._span_index
        self._spans_due = before._spans_after(spans)
        if before._relation_index is not None:
            index = before._relation_index
            self._relation_index = index.replaced(links) if links else index
        if before._relations is not None and len(links) <= _FEW:
            self._relations = _followed(before._relations, links) if links else before._relations
        self._inherit_order(before, spans, links)

    def _spans_after(self, changes: list[SpanChange]) -> "_Due | None":
        """From which sorted spans, by which changes, those of the next state are mended.

        That is done when they are asked for: an act is painted before.
        """
        if self._spans is not None:
            return self._spans, tuple(changes)
        if self._spans_due is None or len(self._spans_due[1]) + len(changes) > _FEW:
            return None
        return self._spans_due[0], (*self._spans_due[1], *changes)

    def _inherit_order(
        self, before: "State", spans: list[SpanChange], links: list[RelationChange]
    ) -> None:
        """Relations move with the spans at their ends."""
        if before._relations_read is None or len(spans) + len(links) > _FEW:
            return
        changes = _joined(links)
        for span_id, (one, other) in _joined(spans).items():
            if one is None or other is None or one.begin != other.begin:
                holder = before if one is not None else self
                for relation in holder.relations_of(span_id):
                    changes.setdefault(relation.id, (relation, relation))
        self._relations_read = before._relations_read
        if changes:
            self._relations_read = mended_relations(
                before._relations_read, changes.values(), before.span, self.span
            )

    def items(self) -> tuple[Item, ...]:
        """All items, in the order in which they came."""
        return tuple(self._items.values())

    def _of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(i for i in self._items.values() if isinstance(i, kind))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Spans in reading order, outer before inner."""
        if self._spans is None and self._spans_due is not None:
            self._spans = mended_spans(self._spans_due[0], _joined(self._spans_due[1]).values())
            self._spans_due = None
        elif self._spans is None:
            self._spans = tuple(sorted(self._of(Span), key=lambda s: s.sort_key))
        return self._spans

    @property
    def span_count(self) -> int:
        """How many spans there are; at once, also right after an act."""
        if self._spans is None and self._spans_due is not None:
            spans, changes = self._spans_due
            growth = sum((after is not None) - (before is not None) for before, after in changes)
            return len(spans) + growth
        return len(self.spans)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Relations in the order in which they were made."""
        if self._relations is None:
            self._relations = self._of(Relation)
        return self._relations

    @property
    def relations_in_reading_order(self) -> tuple[Relation, ...]:
        """Relations in the order in which their ends are read."""
        if self._relations_read is None:
            self._relations_read = in_reading_order(self.relations, self.spans)
        return self._relations_read

    @property
    def labels(self) -> tuple[DocumentLabel, ...]:
        return self._of(DocumentLabel)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self._of(Decision)

    @property
    def settlements(self) -> tuple[Settlement, ...]:
        """How a curator settled positions, in the order in which they came."""
        return self._of(Settlement)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What this annotator says of anybody's work, in the order in which it came."""
        return self._of(Remark)

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

    def settlement(self, position: str) -> Settlement | None:
        return cast("Settlement | None", self._items.get(("settlement", position)))

    def remark(self, remark_id: str) -> Remark | None:
        return cast("Remark | None", self._items.get(("remark", remark_id)))

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


def _joined(changes: Iterable[tuple[Part | None, Part | None]]) -> dict[str, _Pair[Part]]:
    """What became of each item, by its id, if one act changed it several times."""
    joined: dict[str, _Pair[Part]] = {}
    for before, after in changes:
        item = before or after
        if item is not None:
            joined[item.id] = (joined.get(item.id, (before, None))[0], after)
    return joined


def _followed(
    relations: tuple[Relation, ...], changes: Iterable[RelationChange]
) -> tuple[Relation, ...]:
    """Relations in the order in which they were made, after a few came, went or changed."""
    if all(before is None for before, _ in changes):
        return (*relations, *(after for _, after in changes if after is not None))
    followed = {relation.id: relation for relation in relations}
    for before, after in changes:
        if before is not None and after is None:
            del followed[before.id]
        elif after is not None:
            followed[after.id] = after
    return tuple(followed.values())
