"""Which suggestions still wait for a decision: computed from the state, never stored."""

from collections.abc import Container

from annotation.commands.rules import clashes
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Fragments,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State

End = tuple[Fragments, str]  # fragments and tag of a relation's end


def pending(state: State, tagset: Tagset, suggestions: Suggestions) -> Suggestions:
    """Suggestions without a decision that can still be accepted as they are.

    A span is no longer offered where the annotator has tagged the same words, or where it would
    share text with a span in a way that is not allowed; a relation no longer where it is there
    already, one of its ends was refused, or both are the same span.
    """
    spans = tuple(s for s in suggestions.spans if is_open_span(state, tagset, s))
    offered = {(s.fragments, s.tag) for s in spans} if suggestions.relations else set()
    relations = tuple(
        relation
        for relation in suggestions.relations
        if is_open_relation(state, tagset, relation, offered)
    )
    return Suggestions(spans, relations)


def is_open_relation(
    state: State, tagset: Tagset, relation: SuggestedRelation, offered: Container[End]
) -> bool:
    """Whether a suggested relation can still be accepted; `offered` are the ends suggested."""
    ends = (head_of(relation), tail_of(relation))
    return (
        state.decision(relation.id) is None
        and ends[0] != ends[1]
        and all(end in offered or span_at_end(state, end) is not None for end in ends)
        and not _is_linked(state, tagset, relation)
    )


def head_of(relation: SuggestedRelation) -> End:
    """Fragments and tag of the span that a suggested relation starts from."""
    return ((relation.head,), relation.head_tag)


def tail_of(relation: SuggestedRelation) -> End:
    """Fragments and tag of the span that a suggested relation leads to."""
    return ((relation.tail,), relation.tail_tag)


def span_at_end(state: State, end: End) -> Span | None:
    """The annotator's span that lies at this end, if there is one."""
    return min(_spans_at_end(state, end), key=lambda span: span.sort_key, default=None)


def _spans_at_end(state: State, end: End) -> list[Span]:
    fragments, tag = end
    near = state.spans_near(fragments[0][0], fragments[-1][1])
    return [span for span in near if span.fragments == fragments and span.tag == tag]


def is_open_span(state: State, tagset: Tagset, suggestion: SuggestedSpan) -> bool:
    """Whether a suggested span can still be accepted as it is."""
    if state.decision(suggestion.id) is not None or suggestion.tag not in tagset.spans:
        return False
    for span in state.spans_near(suggestion.begin, suggestion.end):
        if span.fragments == suggestion.fragments:
            return False
        if clashes(tagset.overlap, span.fragments, suggestion.fragments):
            return False
    return True


def _is_linked(state: State, tagset: Tagset, relation: SuggestedRelation) -> bool:
    """Whether the annotator has made this relation already."""
    tag = tagset.relations.get(relation.tag)
    if tag is None:
        return True
    heads = {span.id for span in _spans_at_end(state, head_of(relation))}
    tails = {span.id for span in _spans_at_end(state, tail_of(relation))}
    for other in (r for id in heads for r in state.relations_of(id) if r.tag == relation.tag):
        if other.head in heads and other.tail in tails:
            return True
        if tag.is_symmetric and other.head in tails and other.tail in heads:
            return True
    return False
