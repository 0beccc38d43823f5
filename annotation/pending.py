"""Which suggestions still wait for a decision: computed from the state, never stored."""

from annotation.items import (
    Fragments,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.rules import crosses
from annotation.state import State
from annotation.tagset import Overlap, Tagset

End = tuple[Fragments, str]  # fragments and tag of a relation's end


def pending(state: State, tagset: Tagset, suggestions: Suggestions) -> Suggestions:
    """Suggestions without a decision that can still be accepted as they are.

    A span is no longer offered where the annotator has tagged the same words, or where it would
    cross a span; a relation no longer where it is there already or one of its ends was refused.
    """
    spans = tuple(s for s in suggestions.spans if _is_open_span(state, tagset, s))
    ends = {(s.fragments, s.tag) for s in state.spans} | {(s.fragments, s.tag) for s in spans}
    linked = {_link(state, r.tag, r.head, r.tail) for r in state.relations}
    relations = tuple(
        relation
        for relation in suggestions.relations
        if state.decision(relation.id) is None
        and head_of(relation) in ends
        and tail_of(relation) in ends
        and not _is_linked(tagset, relation, linked)
    )
    return Suggestions(spans, relations)


def head_of(relation: SuggestedRelation) -> End:
    """Fragments and tag of the span that a suggested relation starts from."""
    return ((relation.head,), relation.head_tag)


def tail_of(relation: SuggestedRelation) -> End:
    """Fragments and tag of the span that a suggested relation leads to."""
    return ((relation.tail,), relation.tail_tag)


def span_at_end(state: State, end: End) -> Span | None:
    """The annotator's span that lies at this end, if there is one."""
    fragments, tag = end
    for span in state.spans:
        if span.fragments == fragments and span.tag == tag:
            return span
    return None


def _is_open_span(state: State, tagset: Tagset, suggestion: SuggestedSpan) -> bool:
    if state.decision(suggestion.id) is not None or suggestion.tag not in tagset.spans:
        return False
    for span in state.spans:
        if span.begin >= suggestion.end:
            break
        if span.fragments == suggestion.fragments:
            return False
        if tagset.overlap is not Overlap.ANY and crosses(span.fragments, suggestion.fragments):
            return False
    return True


Link = tuple[str, End | None, End | None]


def _link(state: State, tag: str, head: str, tail: str) -> Link:
    ends = [
        (span.fragments, span.tag) if (span := state.span(end)) else None for end in (head, tail)
    ]
    return (tag, ends[0], ends[1])


def _is_linked(tagset: Tagset, relation: SuggestedRelation, linked: set[Link]) -> bool:
    tag = tagset.relations.get(relation.tag)
    head, tail = head_of(relation), tail_of(relation)
    if tag is None or (relation.tag, head, tail) in linked:
        return True
    return tag.is_symmetric and (relation.tag, tail, head) in linked
