"""Clusters: the mentions that relations of equivalence join to one person, place or thing."""

from dataclasses import dataclass

from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Relation, Span
from annotation.values.record import Record


@dataclass(frozen=True, slots=True)
class Clusters:
    """Mentions by cluster, both in reading order, and the relations between clusters.

    `joining` are the relations that made the clusters; an equivalence between spans of different
    tags joins nothing, because a cluster has one tag.
    """

    mentions: tuple[tuple[Span, ...], ...]
    number_of: dict[str, int]  # the cluster of a span
    joining: tuple[Relation, ...]
    relations: tuple[Relation, ...]


def clusters_of(record: Record, tagset: Tagset) -> Clusters:
    """Follow the relations of equivalence as far as they lead."""
    spans = sorted_spans(record)
    tags = {span.id: span.tag for span in spans}
    root = {span.id: span.id for span in spans}

    def found(id: str) -> str:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    joining, relations = [], []
    for relation in sorted_relations(record):
        if not is_equivalence(relation, tagset):
            relations.append(relation)
        elif tags[relation.head] == tags[relation.tail]:
            joining.append(relation)
            root[found(relation.tail)] = found(relation.head)
    mentions: dict[str, list[Span]] = {}
    for span in spans:
        mentions.setdefault(found(span.id), []).append(span)
    numbers = {span.id: n for n, some in enumerate(mentions.values()) for span in some}
    return Clusters(tuple(map(tuple, mentions.values())), numbers, tuple(joining), tuple(relations))


def is_equivalence(relation: Relation, tagset: Tagset) -> bool:
    """Whether a relation says that its ends mean the same."""
    tag = tagset.relations.get(relation.tag)
    return tag is not None and tag.is_equivalence
