"""Which relations a span has: an immutable index that an act renews only where it must."""

from collections.abc import Iterable

from annotation.values.items import Relation

_BUCKETS = 16384  # lists of some six relations: a list for each span would be slow to make


class RelationIndex:
    """Relations by the ids of the spans at their ends."""

    __slots__ = ("_buckets",)

    def __init__(self, relations: Iterable[Relation] = ()) -> None:
        self._buckets: dict[int, list[Relation]] = {}
        buckets = self._buckets
        for relation in relations:
            head, tail = hash(relation.head) % _BUCKETS, hash(relation.tail) % _BUCKETS
            for bucket in (head, tail) if head != tail else (head,):
                if bucket in buckets:
                    buckets[bucket].append(relation)
                else:
                    buckets[bucket] = [relation]

    def of(self, span_id: str) -> tuple[Relation, ...]:
        """Relations that have this span as head or tail."""
        near = self._buckets.get(hash(span_id) % _BUCKETS, ())
        return tuple([r for r in near if r.head == span_id or r.tail == span_id])

    def replaced(
        self, changes: Iterable[tuple[Relation | None, Relation | None]]
    ) -> "RelationIndex":
        """The index after relations came, went or changed; `self` stays as it is."""
        index = RelationIndex()
        index._buckets = self._buckets.copy()
        for before, after in changes:
            if before is not None:
                for bucket in _buckets_of(before):
                    left = [r for r in index._buckets[bucket] if r.id != before.id]
                    index._buckets[bucket] = left
            if after is not None:
                for bucket in _buckets_of(after):
                    index._buckets[bucket] = [*index._buckets.get(bucket, ()), after]
        return index


def _buckets_of(relation: Relation) -> set[int]:
    return {hash(relation.head) % _BUCKETS, hash(relation.tail) % _BUCKETS}
