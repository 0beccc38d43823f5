"""Where a confident suggestion and the annotator disagree."""

from collections.abc import Iterator

from annotation.items import SuggestedSpan, Verdict
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.lexicon import Lexicon
from annotation.review.likelihood import FLOOR, with_votes
from annotation.review.reasons import Reason, Why, reason
from annotation.review.scene import Scene, Side

CONFIDENT = 0.85
_PRIOR = 4  # verdicts that are taken for granted before the project has its own
_REJECTED = 0.3  # against the share accepted: a rejection was a decision
_PASSED = 0.5
_OTHERWISE = 0.3


def against_suggestions(scene: Scene, side: Side, lexicon: Lexicon) -> Iterator[Finding]:
    """Confident suggestions that this annotator rejected, passed over or contradicted."""
    for suggestion in scene.material.suggestions.spans:
        if suggestion.score < CONFIDENT:
            continue
        verdict = side.verdicts.get(suggestion.id)
        if verdict in (Verdict.ACCEPTED, Verdict.CORRECTED):
            continue
        there = side.by_place.get(suggestion.fragments, ())
        if any(span.tag == suggestion.tag for span in there):
            continue
        finding = _finding(scene, side, suggestion, verdict, _trust(lexicon, suggestion))
        if finding.score >= FLOOR:
            yield finding


def _trust(lexicon: Lexicon, suggestion: SuggestedSpan) -> float:
    """How much a suggestion is worth: its score, and how often its tag was accepted here."""
    accepted = lexicon.verdicts[suggestion.tag, Verdict.ACCEPTED]
    refused = sum(
        lexicon.verdicts[suggestion.tag, v] for v in (Verdict.REJECTED, Verdict.CORRECTED)
    )
    share = (accepted + _PRIOR * suggestion.score) / (accepted + refused + _PRIOR)
    return suggestion.score * share


def _finding(
    scene: Scene, side: Side, suggestion: SuggestedSpan, verdict: Verdict | None, trust: float
) -> Finding:
    place = (suggestion.begin, suggestion.end)
    over = side.over(suggestion.fragments)
    values: dict[str, str | int] = {
        "usual": suggestion.tag,
        "percent": round(suggestion.score * 100),
    }
    agreeing = sum(
        1
        for other in scene.sides
        if other is not side
        and not any(s.tag == suggestion.tag for s in other.over(suggestion.fragments))
    )
    against = len(scene.sides) - 1 - agreeing
    if not over:
        why, weight = Why.SUGGESTION_PASSED, _PASSED
        if verdict is Verdict.REJECTED:
            why, weight = Why.SUGGESTION_REJECTED, _REJECTED
        score = with_votes(trust * weight, against, agreeing)
        fix = Fix(Mend.TAG, "", suggestion.tag, suggestion.fragments)
        return _made(
            scene, side, Doubt.BARE, (place,), place, score, reason(why, **values), (), fix
        )
    span = min(over, key=lambda s: (s.fragments != suggestion.fragments, s.sort_key))
    score = with_votes(trust * _OTHERWISE, against, agreeing)
    why_otherwise = reason(Why.SUGGESTION_OTHERWISE, **values)
    parts = (span.fragments, span.tag)
    at = (span.begin, span.end)
    if span.fragments == suggestion.fragments:
        fix = Fix(Mend.RELABEL, span.id, suggestion.tag)
        return _made(scene, side, Doubt.TAG, parts, at, score, why_otherwise, (span.id,), fix)
    bounds = Fix(Mend.RESIZE, span.id, fragments=suggestion.fragments)
    is_same = span.tag == suggestion.tag
    return _made(
        scene,
        side,
        Doubt.BOUNDS,
        parts,
        at,
        score,
        why_otherwise,
        (span.id,),
        bounds if is_same else None,
    )


def _made(
    scene: Scene,
    side: Side,
    doubt: Doubt,
    parts: tuple[object, ...],
    place: tuple[int, int],
    score: float,
    why: Reason,
    items: tuple[str, ...],
    fix: Fix | None,
) -> Finding:
    kind = FindingKind.SUGGESTER
    return scene.found(side, kind, doubt, parts, place, score, why, items, fix)
