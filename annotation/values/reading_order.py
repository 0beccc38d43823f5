"""Spans and relations in the order in which they are read, mended where an act changed something.

There may be many thousand, and an act concerns a few: sorting them anew takes a fifth of a second.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias, TypeVar

from annotation.values.items import Relation, Span

SpanOrRelation = TypeVar("SpanOrRelation", Span, Relation)
ReadingPlace: TypeAlias = tuple[int, int, str]
SpanChange: TypeAlias = tuple[Span | None, Span | None]
RelationChange: TypeAlias = tuple[Relation | None, Relation | None]
FindSpan: TypeAlias = Callable[[str], Span | None]


def place_of(relation: Relation, span: FindSpan) -> ReadingPlace:
    """Where a relation is read: at its first end, then its second; the older of two first."""
    head, tail = span(relation.head), span(relation.tail)
    one = head.fragments[0][0] if head else 0
    other = tail.fragments[0][0] if tail else 0
    return (one, other, relation.id) if one <= other else (other, one, relation.id)


def in_reading_order(relations: Iterable[Relation], spans: Iterable[Span]) -> tuple[Relation, ...]:
    """All relations sorted by `place_of`, with one look at each span."""
    begins = {span.id: span.fragments[0][0] for span in spans}

    def place(relation: Relation) -> ReadingPlace:
        one, other = begins.get(relation.head, 0), begins.get(relation.tail, 0)
        return (one, other, relation.id) if one <= other else (other, one, relation.id)

    return tuple(sorted(relations, key=place))


def mended_spans(spans: tuple[Span, ...], changes: Collection[SpanChange]) -> tuple[Span, ...]:
    """Sorted spans after a few came, went or changed."""

    def key(span: Span) -> tuple[int, int, str, str]:
        return span.sort_key

    gone = [before for before, _ in changes if before is not None]
    come = [after for _, after in changes if after is not None]
    return _mended(spans, gone, key, come, key)


def mended_relations(
    relations: tuple[Relation, ...],
    changes: Collection[RelationChange],
    before: FindSpan,
    after: FindSpan,
) -> tuple[Relation, ...]:
    """Sorted relations after a few came, went, changed, or had their ends moved."""
    gone = [one for one, _ in changes if one is not None]
    come = [other for _, other in changes if other is not None]
    return _mended(
        relations, gone, lambda r: place_of(r, before), come, lambda r: place_of(r, after)
    )


def _mended(
    items: tuple[SpanOrRelation, ...],
    gone: Iterable[SpanOrRelation],
    old_key: Callable[[SpanOrRelation], tuple[int, int, str] | tuple[int, int, str, str]],
    come: Iterable[SpanOrRelation],
    new_key: Callable[[SpanOrRelation], tuple[int, int, str] | tuple[int, int, str, str]],
) -> tuple[SpanOrRelation, ...]:
    """Items without those that go, each found by its old key, and with those that come."""
    mended = list(items)
    for item in gone:
        del mended[bisect_left(mended, old_key(item), key=old_key)]
    for item in come:
        insort(mended, item, key=new_key)
    return tuple(mended)
