"""Decisions on suggestions: accept, correct, reject, skip, accept many. All undoable."""

from collections.abc import Callable, Iterable

from annotation.commands.pending import End, head_of, span_at_end, tail_of
from annotation.commands.rules import check_relation, check_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Decision,
    Fragments,
    Origin,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction

NewId = Callable[[], str]
Suggestion = SuggestedSpan | SuggestedRelation


def accept(
    state: State,
    tagset: Tagset,
    suggestion: Suggestion,
    suggestions: Suggestions,
    *,
    new_id: NewId,
) -> Transaction:
    """Make a suggestion an annotation; a relation brings those of its ends that are not there.

    `suggestions` are all of the document's, in which the ends are looked up.

    AnnotationError when a rule forbids it, or an end of a relation is no longer there.
    """
    if isinstance(suggestion, SuggestedSpan):
        changes = _accept_span(state, tagset, suggestion, new_id)
    else:
        changes = _accept_ends(state, tagset, suggestion, suggestions, new_id)
        tag, verdict = suggestion.tag, Verdict.ACCEPTED
        changes += _relate(state, changes, tagset, suggestion, tag, verdict, new_id())
    return Transaction(Op.ACCEPT, tuple(changes))


def correct_span(
    state: State,
    tagset: Tagset,
    suggestion: SuggestedSpan,
    *,
    id: str,
    tag: str | None = None,
    fragments: Fragments | None = None,
) -> Transaction:
    """Accept a suggested span under another tag or with other borders.

    AnnotationError when a rule forbids it.
    """
    span = Span(
        id,
        tagset.span_tag(tag or suggestion.tag).layer,
        tag or suggestion.tag,
        fragments or suggestion.fragments,
        origin=Origin.CORRECTED,
    )
    check_span(state, tagset, span)
    decision = _decide(state, suggestion.id, Verdict.CORRECTED, id)
    return Transaction(Op.CORRECT, (Change(None, span), decision))


def correct_relation(
    state: State,
    tagset: Tagset,
    suggestion: SuggestedRelation,
    suggestions: Suggestions,
    tag: str,
    *,
    new_id: NewId,
) -> Transaction:
    """Accept a suggested relation, with its ends, under another tag.

    AnnotationError when a rule forbids it, or an end is no longer there.
    """
    ends = _accept_ends(state, tagset, suggestion, suggestions, new_id)
    related = _relate(state, ends, tagset, suggestion, tag, Verdict.CORRECTED, new_id())
    return Transaction(Op.CORRECT, (*ends, *related))


def reject(state: State, suggestion: Suggestion) -> Transaction:
    """Refuse a suggestion for good: it does not come back."""
    return Transaction(Op.REJECT, (_decide(state, suggestion.id, Verdict.REJECTED, None),))


def skip(state: State, suggestion: Suggestion) -> Transaction:
    """Leave a suggestion undecided on purpose; it is offered no more."""
    return Transaction(Op.SKIP, (_decide(state, suggestion.id, Verdict.SKIPPED, None),))


def reconsider(state: State, suggestion: Suggestion) -> Transaction | None:
    """Take back a refusal, so that the suggestion is offered again; undoable like any act."""
    decision = state.decision(suggestion.id)
    if decision is None or decision.item is not None:
        return None
    return Transaction(Op.RECONSIDER, (Change(decision, None),))


def accept_many(
    state: State,
    tagset: Tagset,
    chosen: Iterable[Suggestion],
    suggestions: Suggestions,
    *,
    new_id: NewId,
) -> Transaction | None:
    """Accept several suggestions as one act, leaving out those that the rules forbid by then."""
    changes: list[Change] = []
    now = state
    for suggestion in sorted(chosen, key=lambda s: isinstance(s, SuggestedRelation)):
        if now.decision(suggestion.id) is not None:
            continue
        try:
            act = accept(now, tagset, suggestion, suggestions, new_id=new_id)
        except AnnotationError:
            continue
        changes += act.changes
        now = now.apply(act.changes)
    return Transaction(Op.ACCEPT_MANY, tuple(changes)) if changes else None


def _accept_span(
    state: State, tagset: Tagset, suggestion: SuggestedSpan, new_id: NewId
) -> list[Change]:
    """Changes that make the span and note the verdict; a span that is there already is taken."""
    there = span_at_end(state, (suggestion.fragments, suggestion.tag))
    if there is not None:
        return [_decide(state, suggestion.id, Verdict.ACCEPTED, there.id)]
    layer = tagset.span_tag(suggestion.tag).layer
    span = Span(new_id(), layer, suggestion.tag, suggestion.fragments, origin=Origin.ACCEPTED)
    check_span(state, tagset, span)
    return [Change(None, span), _decide(state, suggestion.id, Verdict.ACCEPTED, span.id)]


def _relate(
    state: State,
    ends: list[Change],
    tagset: Tagset,
    suggestion: SuggestedRelation,
    tag: str,
    verdict: Verdict,
    id: str,
) -> list[Change]:
    """Changes that make the relation between its ends and note the verdict."""
    there = state.apply(ends)
    relation = Relation(
        id,
        tagset.relation_tag(tag).layer,
        tag,
        _end_id(there, head_of(suggestion)),
        _end_id(there, tail_of(suggestion)),
        origin=Origin(verdict.value),  # accepted or corrected, in both of them
    )
    check_relation(there, tagset, relation)
    return [Change(None, relation), _decide(state, suggestion.id, verdict, relation.id)]


def _accept_ends(
    state: State,
    tagset: Tagset,
    suggestion: SuggestedRelation,
    suggestions: Suggestions,
    new_id: NewId,
) -> list[Change]:
    """Changes that accept those ends of a suggested relation that are only suggested so far."""
    changes: list[Change] = []
    for end in (head_of(suggestion), tail_of(suggestion)):
        if span_at_end(state, end) is not None:
            continue
        proposed = next((s for s in suggestions.spans if (s.fragments, s.tag) == end), None)
        if proposed is None:
            raise AnnotationError("One end of this suggested relation is no longer there.")
        changes += _accept_span(state.apply(changes), tagset, proposed, new_id)
    return changes


def _end_id(state: State, end: End) -> str:
    span = span_at_end(state, end)
    if span is None:
        raise AnnotationError("One end of this suggested relation is no longer there.")
    return span.id


def _decide(state: State, suggestion: str, verdict: Verdict, item: str | None) -> Change:
    return Change(state.decision(suggestion), Decision(suggestion, verdict, item))
