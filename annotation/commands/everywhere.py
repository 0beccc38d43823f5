"""One act on all places with the same words: tag or relabel, delete, reject."""

from collections.abc import Callable, Iterable

from annotation.commands.rules import check_span
from annotation.commands.span_commands import delete_span, relabel_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Decision,
    Fragment,
    Origin,
    Span,
    SuggestedSpan,
    Verdict,
)
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction


def tag_everywhere(
    state: State,
    tagset: Tagset,
    tag: str,
    places: Iterable[Fragment],
    *,
    new_id: Callable[[], str],
) -> Transaction | None:
    """Give all these places a tag: a span that lies there is relabelled, else one is made.

    Places where the rules forbid it are left as they are.
    """
    changes: list[Change] = []
    now = state
    for place in places:
        try:
            made = _tagged(now, tagset, tag, place, new_id)
        except AnnotationError:
            continue
        changes += made
        now = now.apply(made)
    return Transaction(Op.PROPAGATE, tuple(changes)) if changes else None


def delete_everywhere(state: State, span_ids: Iterable[str]) -> Transaction | None:
    """Delete these spans, and each relation that hangs on one of them, as one act.

    AnnotationError when one of them is gone.
    """
    changes: list[Change] = []
    now = state
    for span_id in span_ids:
        deleted = delete_span(now, span_id).changes
        changes += deleted
        now = now.apply(deleted)
    return Transaction(Op.DELETE_SPAN, tuple(changes)) if changes else None


def reject_everywhere(state: State, chosen: Iterable[SuggestedSpan]) -> Transaction | None:
    """Refuse these suggestions for good, as one act."""
    changes = tuple(
        Change(state.decision(s.id), Decision(s.id, Verdict.REJECTED, None)) for s in chosen
    )
    return Transaction(Op.REJECT, changes) if changes else None


def _tagged(
    state: State, tagset: Tagset, tag: str, place: Fragment, new_id: Callable[[], str]
) -> tuple[Change, ...]:
    here = [span for span in state.spans_at(place[0]) if span.fragments == (place,)]
    if any(span.tag == tag for span in here):
        return ()
    if here:
        relabelled = relabel_span(state, tagset, here[0].id, tag)
        return relabelled.changes if relabelled else ()
    layer = tagset.span_tag(tag).layer
    span = Span(new_id(), layer, tag, (place,), origin=Origin.PROPAGATED)
    check_span(state, tagset, span)
    return (Change(None, span),)
