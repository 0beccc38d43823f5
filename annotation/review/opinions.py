"""Where a confident suggestion and the annotator disagree."""

from collections.abc import Iterator

from annotation.commands.rules import clashes, covers
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.form_counts import FormCounts
from annotation.review.likelihood import FLOOR, with_votes
from annotation.review.reasons import Why, reason
from annotation.review.reviewed_document import ReviewedDocument, ReviewedSet
from annotation.tagsets.tagset import Overlap
from annotation.values.items import Span, SuggestedSpan, Verdict

CONFIDENT = 0.85
_PRIOR = 4  # verdicts that are taken for granted before the project has its own
_REJECTED = 0.3  # against the share accepted: a rejection was a decision
_UNTAKEN = 0.5
_OTHERWISE = 0.3


def against_suggestions(
    scene: ReviewedDocument, side: ReviewedSet, lexicon: FormCounts, overlap: Overlap
) -> Iterator[Finding]:
    """Confident suggestions that this annotator rejected, contradicted or did not take."""
    for suggestion in scene.material.suggestions.spans:
        if suggestion.score < CONFIDENT:
            continue
        verdict = side.verdicts.get(suggestion.id)
        if verdict in (Verdict.ACCEPTED, Verdict.CORRECTED):
            continue
        there = side.by_place.get(suggestion.fragments, ())
        if any(span.tag == suggestion.tag for span in there):
            continue
        trust = _trust(lexicon, suggestion)
        finding = _finding(scene, side, suggestion, verdict, trust, overlap)
        if finding.score >= FLOOR:
            yield finding


def _trust(lexicon: FormCounts, suggestion: SuggestedSpan) -> float:
    """How much a suggestion is worth: its score, and how often its tag was accepted here."""
    accepted = lexicon.verdicts[suggestion.tag, Verdict.ACCEPTED]
    refused = sum(
        lexicon.verdicts[suggestion.tag, v] for v in (Verdict.REJECTED, Verdict.CORRECTED)
    )
    share = (accepted + _PRIOR * suggestion.score) / (accepted + refused + _PRIOR)
    return suggestion.score * share


def _finding(
    scene: ReviewedDocument,
    side: ReviewedSet,
    suggestion: SuggestedSpan,
    verdict: Verdict | None,
    trust: float,
    overlap: Overlap,
) -> Finding:
    over = side.over(suggestion.fragments)
    agreeing = sum(
        1
        for other in scene.sides
        if other is not side
        and not any(s.tag == suggestion.tag for s in other.over(suggestion.fragments))
    )
    against = len(scene.sides) - 1 - agreeing
    values: dict[str, str | int] = {
        "usual": suggestion.tag,
        "percent": round(suggestion.score * 100),
    }
    if all(_leaves_room(span, suggestion, overlap) for span in over):
        weight = _OTHERWISE if over else _UNTAKEN
        why = Why.SUGGESTION_UNTAKEN
        if verdict is Verdict.REJECTED:
            why, weight = Why.SUGGESTION_REJECTED, _REJECTED
        place = (suggestion.begin, suggestion.end)
        return scene.found(
            side,
            FindingKind.SUGGESTER,
            Doubt.BARE,
            (place,),
            place,
            with_votes(trust * weight, against, agreeing),
            reason(why, **values),
            tuple(span.id for span in over),
            Fix(Mend.TAG, "", suggestion.tag, suggestion.fragments),
        )
    span = min(over, key=lambda s: (s.fragments != suggestion.fragments, s.sort_key))
    doubt, fix = Doubt.BOUNDS, None
    if span.fragments == suggestion.fragments:
        doubt, fix = Doubt.TAG, Fix(Mend.RELABEL, span.id, suggestion.tag)
    elif span.tag == suggestion.tag:
        fix = Fix(Mend.RESIZE, span.id, fragments=suggestion.fragments)
    return scene.found_span(
        side,
        FindingKind.SUGGESTER,
        doubt,
        span,
        with_votes(trust * _OTHERWISE, against, agreeing),
        reason(Why.SUGGESTION_OTHERWISE, **values),
        fix,
    )


def _leaves_room(span: Span, suggestion: SuggestedSpan, overlap: Overlap) -> bool:
    """Whether the suggestion would lie within a span of another kind, as the tagset allows."""
    return (
        span.tag != suggestion.tag
        and span.fragments != suggestion.fragments
        and covers(span.fragments, suggestion.fragments)
        and not clashes(overlap, span.fragments, suggestion.fragments)
    )
