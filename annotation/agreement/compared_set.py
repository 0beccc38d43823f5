"""One annotator's spans and relations in one document, made ready for being compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Fragments, Relation, Span
from annotation.values.record import Record

SpanKey = tuple[Fragments, str]  # what a span says: where it is and its tag
ComparedRelation = tuple[
    str, SpanKey, SpanKey
]  # what a relation says: its tag, its head and its tail
Bounds = tuple[str, Fragments, Fragments]  # the same with less said of the ends


@dataclass(frozen=True, slots=True)
class RelationKinds:
    """The relation tags that read the same both ways, and those that make clusters."""

    symmetric: frozenset[str]
    equivalence: frozenset[str]

    @classmethod
    def of(cls, tagset: Tagset) -> "RelationKinds":
        """As a tagset declares them."""
        tags = tagset.relations.values()
        return cls(
            frozenset(tag.slug for tag in tags if tag.is_symmetric),
            frozenset(tag.slug for tag in tags if tag.is_equivalence),
        )


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """What one annotator says of a document.

    `spans` gives the id of each span by what it says; the same span marked twice is one.
    `links` are the relations but those of equivalence, which lie in `clusters`. The same with
    nothing but the bounds of their ends are `by_bounds`, and in no direction `undirected`.
    """

    annotator: str
    spans: Mapping[SpanKey, str]
    links: frozenset[ComparedRelation] = frozenset()
    by_bounds: frozenset[Bounds] = frozenset()
    undirected: frozenset[Bounds] = frozenset()
    clusters: tuple[frozenset[Fragments], ...] = ()


def side_of(record: Record, kinds: RelationKinds) -> ComparedSet:
    """What a record says."""
    spans: dict[SpanKey, str] = {(span.fragments, span.tag): span.id for span in record.spans}
    if not record.relations:
        return ComparedSet(record.annotator, spans)
    keys = {span.id: (span.fragments, span.tag) for span in record.spans}
    links = frozenset(
        _link(relation, keys, kinds)
        for relation in record.relations
        if relation.tag not in kinds.equivalence
    )
    same = [relation for relation in record.relations if relation.tag in kinds.equivalence]
    clusters = tuple(clusters_of(record.spans, same)) if same else ()
    by_bounds = frozenset((tag, head[0], tail[0]) for tag, head, tail in links)
    undirected = frozenset((t, min(a, b), max(a, b)) for t, a, b in by_bounds)
    return ComparedSet(record.annotator, spans, links, by_bounds, undirected, clusters)


def _link(
    relation: Relation, keys: Mapping[str, SpanKey], kinds: RelationKinds
) -> ComparedRelation:
    head, tail = keys[relation.head], keys[relation.tail]
    if relation.tag in kinds.symmetric and tail < head:
        head, tail = tail, head
    return (relation.tag, head, tail)


def clusters_of(spans: Sequence[Span], relations: Sequence[Relation]) -> list[frozenset[Fragments]]:
    """The clusters that relations of equivalence make, by where their mentions are.

    Mentions at the same place are one mention; a cluster has at least two.
    """
    places = {span.id: span.fragments for span in spans}
    members: dict[Fragments, set[Fragments]] = {}
    for relation in relations:
        head, tail = places[relation.head], places[relation.tail]
        joined = members.get(head, {head}) | members.get(tail, {tail})
        for place in joined:
            members[place] = joined
    distinct = {id(cluster): frozenset(cluster) for cluster in members.values()}
    return sorted((c for c in distinct.values() if len(c) > 1), key=sorted)
