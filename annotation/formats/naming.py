"""The tag names of other corpora: a record and its tagset as CoNLL or OntoNotes would call them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotation.errors import AnnotationError
from annotation.formats.loss import ContentKind, LossCounts
from annotation.tagsets.tagset import RelationTag, SpanTag, Tagset
from annotation.values.items import Relation, Span
from annotation.values.record import Record

SCHEMES = ("conll", "ontonotes", "ace", "wojood")


@dataclass(frozen=True, slots=True)
class Naming:
    """New names of span and relation tags by their slugs, and the tagset that has them."""

    spans: Mapping[str, str]
    relations: Mapping[str, str]
    tagset: Tagset


def naming(tagset: Tagset, scheme: str) -> Naming:
    """The names that a scheme gives; a scheme that names no relation leaves those as they are.

    AnnotationError when the tagset knows no span tag's name there.
    """
    spans = _names(tagset.spans.values(), scheme)
    if not spans:
        raise AnnotationError(
            "The tagset “{tagset}” does not say what its tags are called in {scheme}.",
            tagset=tagset.slug,
            scheme=scheme,
        )
    relations = _names(tagset.relations.values(), f"{scheme}_relations") or _names(
        tagset.relations.values(), scheme
    )
    if not relations:
        relations = {slug: slug for slug in tagset.relations}
    renamed = replace(
        tagset,
        spans=_renamed_spans(tagset, spans),
        relations=_renamed_relations(tagset, spans, relations),
        attributes={
            slug: replace(a, on=_all_of(a.on, {**spans, **relations}))
            for slug, a in tagset.attributes.items()
        },
    )
    return Naming(spans, relations, renamed)


def renamed(record: Record, names: Naming) -> tuple[Record, LossCounts]:
    """The record under new names, and how much has none or has become a repetition."""
    spans: dict[tuple[object, str], Span] = {}
    ends: dict[str, str] = {}
    for span in record.spans:
        if new := names.spans.get(span.tag):
            first = spans.setdefault((span.fragments, new), replace(span, tag=new))
            ends[span.id] = first.id
    relations: dict[tuple[str, str, str], Relation] = {}
    for relation in record.relations:
        new, head, tail = _ends(relation, names, ends)
        if new and head and tail and (head != tail or relation.head == relation.tail):
            moved = replace(relation, tag=new, head=head, tail=tail)
            relations.setdefault((new, head, tail), moved)
    kept = replace(record, spans=tuple(spans.values()), relations=tuple(relations.values()))
    return kept, {
        ContentKind.SPANS: len(record.spans) - len(spans),
        ContentKind.RELATIONS: len(record.relations) - len(relations),
    }


def _ends(relation: Relation, names: Naming, ends: Mapping[str, str]) -> tuple[str, str, str]:
    new = names.relations.get(relation.tag, "")
    return new, ends.get(relation.head, ""), ends.get(relation.tail, "")


def _names(tags: Iterable[SpanTag | RelationTag], scheme: str) -> dict[str, str]:
    return {tag.slug: tag.interchange[scheme][0] for tag in tags if tag.interchange.get(scheme)}


def _all_of(slugs: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names[slug] for slug in slugs if slug in names)


def _renamed_spans(tagset: Tagset, names: Mapping[str, str]) -> dict[str, SpanTag]:
    tags: dict[str, SpanTag] = {}
    for slug, new in names.items():
        tags.setdefault(new, replace(tagset.spans[slug], slug=new, interchange={}))
    return tags


def _renamed_relations(
    tagset: Tagset, spans: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, RelationTag]:
    """Relation tags; those that come to share a name allow what any of them allowed."""
    tags: dict[str, RelationTag] = {}
    for slug, new in names.items():
        tag = tagset.relations[slug]
        before = tags.get(new)
        heads, tails = _all_of(tag.heads, spans), _all_of(tag.tails, spans)
        if before:
            heads, tails = heads | before.heads, tails | before.tails
        tags[new] = replace(before or tag, slug=new, heads=heads, tails=tails, interchange={})
    return tags
