"""Relations and clusters of several annotators aligned, their ends mapped through the spans'."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotation.agreement.compared_set import RelationKinds, SpanKey
from annotation.curation.grouping import Groups
from annotation.curation.position import (
    Difference,
    Position,
    PositionKind,
    Version,
    position_id,
)
from annotation.values.items import Relation, Span
from annotation.values.record import Record

MappedRelation = tuple[str, str, str]  # tag, and the ids of the positions of head and tail
TaggedCluster = tuple[str, frozenset[str]]  # tag, and the ids of the positions of its mentions
MappedEnds = Mapping[tuple[str, str], str]  # annotator and span id to the id of the span's position
Linked = tuple[Relation, ...]  # one relation, or all of a cluster


@dataclass(frozen=True, slots=True)
class _Sides:
    """Everybody's records with what their relations refer to.

    A relation from a span to the same span marked twice says nothing, and is left out.
    """

    records: Sequence[Record]
    kinds: RelationKinds
    ends: MappedEnds
    spans: Mapping[tuple[str, str], Span]

    def span(self, annotator: str, span_id: str) -> Span:
        return self.spans[annotator, span_id]

    def relations(
        self, record: Record, *, of_clusters: bool
    ) -> Iterator[tuple[Relation, MappedRelation]]:
        """An annotator's relations of equivalence, or the others, with the positions they join."""
        for relation in record.relations:
            ends = (relation.head, relation.tail)
            head, tail = (self.ends[record.annotator, id] for id in ends)
            if relation.tag in self.kinds.symmetric and tail < head:
                head, tail = tail, head
            if (relation.tag in self.kinds.equivalence) is of_clusters and head != tail:
                yield relation, (relation.tag, head, tail)

    def id_of(self, kind: PositionKind, by: Mapping[str, Linked]) -> str:
        """Of what the relations themselves say, not of the positions of their ends: those change
        when somebody else moves a border.
        """
        content = self._cluster if kind is PositionKind.CLUSTER else self._relation
        return position_id(
            self.records[0].document.sha256, kind, (content(who, by[who]) for who in by)
        )

    def _relation(self, annotator: str, relations: Linked) -> tuple[object, ...]:
        relation = relations[0]
        ends = [self._key(annotator, id) for id in (relation.head, relation.tail)]
        if relation.tag in self.kinds.symmetric:
            ends.sort()
        return (relation.tag, *ends, relation.attributes)

    def _cluster(self, annotator: str, relations: Linked) -> tuple[object, ...]:
        mentions = {self._key(annotator, id) for r in relations for id in (r.head, r.tail)}
        return (relations[0].tag, *sorted(mentions))

    def _key(self, annotator: str, span_id: str) -> SpanKey:
        span = self.span(annotator, span_id)
        return (span.fragments, span.tag)


def link_positions(
    records: Sequence[Record], kinds: RelationKinds, ends: MappedEnds
) -> tuple[list[Position], list[Position]]:
    """Every place where somebody has a relation, and where somebody has a cluster, in no order."""
    spans = {(record.annotator, span.id): span for record in records for span in record.spans}
    sides = _Sides(records, kinds, ends, spans)
    return _relations(sides), _clusters(sides)


def _relations(sides: _Sides) -> list[Position]:
    """Relations between the same positions: the same, then the same tag, then whatever tags."""
    groups: Groups[MappedRelation, Linked] = Groups()
    for record in sides.records:
        for relation, link in sides.relations(record, of_clusters=False):
            groups.add(link, record.annotator, (relation,))
    places: dict[frozenset[str], list[MappedRelation]] = {}
    for link in groups.said:
        places.setdefault(frozenset(link[1:]), []).append(link)
    pairs = [
        pair
        for links in places.values()
        for pair in combinations(sorted(links), 2)
        if groups.are_apart(*pair)
    ]
    groups.join(sorted(pairs, key=lambda p: (p[0][0] != p[1][0], p[0][1:] != p[1][1:], p)))
    return [_relation_position(sides, by) for by in groups]


def _relation_position(sides: _Sides, by: Mapping[str, tuple[MappedRelation, Linked]]) -> Position:
    said = {who: (*link, relations[0].attributes) for who, (link, relations) in by.items()}
    links = [link for link, _ in by.values()]
    differences = {
        Difference.TAG: len({link[0] for link in links}) > 1,
        Difference.DIRECTION: len({link[1:] for link in links}) > 1,
        Difference.ATTRIBUTES: len({says[3] for says in said.values()}) > 1,
    }
    return _position(sides, PositionKind.RELATION, by, said.__getitem__, differences)


def _clusters(sides: _Sides) -> list[Position]:
    """Clusters of one tag: those with the same mentions, then those that share most of them."""
    groups: Groups[TaggedCluster, Linked] = Groups()
    for record in sides.records:
        for cluster, relations in _clusters_of(sides, record).items():
            groups.add(cluster, record.annotator, relations)
    pairs = [
        (one, other)
        for one, other in combinations(sorted(groups.said, key=_cluster_order), 2)
        if one[0] == other[0] and one[1] & other[1]
    ]
    groups.join(sorted(pairs, key=lambda p: -len(p[0][1] & p[1][1])))
    return [
        _position(
            sides,
            PositionKind.CLUSTER,
            by,
            {who: cluster for who, (cluster, _) in by.items()}.__getitem__,
            {Difference.MEMBERS: len({cluster for cluster, _ in by.values()}) > 1},
        )
        for by in groups
    ]


def _cluster_order(cluster: TaggedCluster) -> tuple[str, list[str]]:
    return (cluster[0], sorted(cluster[1]))


def _clusters_of(sides: _Sides, record: Record) -> dict[TaggedCluster, Linked]:
    """An annotator's clusters, each with the relations that make it."""
    joined: dict[tuple[str, str], list[Relation]] = {}  # tag and position to a cluster's relations
    members: dict[int, set[str]] = {}
    for relation, (tag, head, tail) in sides.relations(record, of_clusters=True):
        one, other = (joined.setdefault((tag, end), []) for end in (head, tail))
        mentions = members.pop(id(one), {head}) | members.pop(id(other), {tail})
        if other is not one:
            one.extend(other)
        one.append(relation)
        members[id(one)] = mentions
        for mention in mentions:
            joined[tag, mention] = one
    return {
        (relations[0].tag, frozenset(members[id(relations)])): tuple(relations)
        for relations in joined.values()
    }


def _position(
    sides: _Sides,
    kind: PositionKind,
    by: Mapping[str, tuple[object, Linked]],
    says: Callable[[str], tuple[object, ...]],
    differences: Mapping[Difference, bool],
) -> Position:
    annotators = [record.annotator for record in sides.records]
    found = {who: by[who][1] for who in annotators if who in by}
    ends = {(span.begin, span.end) for span in _spans(sides, found)}
    return Position(
        sides.id_of(kind, found),
        kind,
        tuple(sorted(ends)),
        tuple(Version(who, relations, says(who)) for who, relations in found.items()),
        tuple(who for who in annotators if who not in found),
        frozenset(name for name, differs in differences.items() if differs),
    )


def _spans(sides: _Sides, by: Mapping[str, Linked]) -> Iterable[Span]:
    """Every span at an end of these relations."""
    for who, relations in by.items():
        for relation in relations:
            yield sides.span(who, relation.head)
            yield sides.span(who, relation.tail)
