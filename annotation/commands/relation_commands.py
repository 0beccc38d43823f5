"""What can be done to relations: each takes a state and returns the transaction that does it."""

from dataclasses import replace

from annotation.commands.rules import check_relation, is_same_link
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import RelationTag, Tagset
from annotation.values.items import Origin, Relation, Span
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction


def create_relation(
    state: State,
    tagset: Tagset,
    tag: str,
    head: str,
    tail: str,
    *,
    id: str,
    origin: Origin = Origin.BY_HAND,
) -> Transaction:
    """Relate the span `head` to the span `tail`.

    AnnotationError when an end is missing or the tagset does not allow it.
    """
    relation = Relation(id, tagset.relation_tag(tag).layer, tag, head, tail, origin=origin)
    check_relation(state, tagset, relation)
    return Transaction(Op.CREATE_RELATION, (Change(None, relation),))


def reverse_relation(state: State, tagset: Tagset, relation_id: str) -> Transaction | None:
    """Exchange head and tail; nothing to do where the tag has no direction.

    AnnotationError when the relation is gone, or the tagset does not allow it the other way round.
    """
    relation = find_relation(state, relation_id)
    if tagset.relation_tag(relation.tag).is_symmetric:
        return None
    changed = replace(relation, head=relation.tail, tail=relation.head)
    check_relation(state, tagset, changed)
    return Transaction(Op.REVERSE_RELATION, (Change(relation, changed),))


def relabel_relation(
    state: State, tagset: Tagset, relation_id: str, tag: str
) -> Transaction | None:
    """Give a relation another tag.

    AnnotationError when it is gone or its ends do not suit the tag.
    """
    relation = find_relation(state, relation_id)
    if relation.tag == tag:
        return None
    changed = replace(relation, tag=tag, layer=tagset.relation_tag(tag).layer)
    check_relation(state, tagset, changed)
    return Transaction(Op.RELABEL_RELATION, (Change(relation, changed),))


def delete_relation(state: State, relation_id: str) -> Transaction:
    """Delete a relation; AnnotationError when it is gone."""
    relation = find_relation(state, relation_id)
    return Transaction(Op.DELETE_RELATION, (Change(relation, None),))


def relation_tags_from(state: State, tagset: Tagset, span: Span) -> tuple[RelationTag, ...]:
    """Relation tags for which some other span of the document can be the tail (or the head)."""
    return tuple(tag for tag in tagset.relations.values() if partners(state, tagset, tag, span))


def partners(state: State, tagset: Tagset, tag: RelationTag, span: Span) -> tuple[Span, ...]:
    """Spans that `tag` may join with `span` and does not yet, nearest first.

    The span at hand may be the head or the tail: `oriented` tells which way round.
    """
    taken = state.relations_of(span.id)
    found = []
    for other in state.spans:
        ends = oriented(tag, span, other)
        if other.id == span.id or ends is None:
            continue
        proposed = Relation("", tag.layer, tag.slug, ends[0].id, ends[1].id)
        if not any(is_same_link(tag, proposed, relation) for relation in taken):
            found.append(other)
    return tuple(sorted(found, key=lambda other: (distance(span, other), other.sort_key)))


def oriented(tag: RelationTag, span: Span, other: Span) -> tuple[Span, Span] | None:
    """`(head, tail)` made of two spans as the tag allows, `span` as head if possible."""
    if tag.allows(span.tag, other.tag):
        return (span, other)
    if tag.allows(other.tag, span.tag):
        return (other, span)
    return None


def distance(one: Span, other: Span) -> int:
    """Code points between two spans; 0 when they touch or one lies within the other."""
    return max(0, other.begin - one.end, one.begin - other.end)


def find_relation(state: State, relation_id: str) -> Relation:
    """The relation with this id; AnnotationError when it is gone."""
    relation = state.relation(relation_id)
    if relation is None:
        raise AnnotationError("This relation is no longer there.")
    return relation
