"""The same words with two tags, with a tag here and none elsewhere, or the other way round."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.form_counts import KEPT, FormCounts, commonest
from annotation.review.likelihood import FLOOR, expected_error, with_votes
from annotation.review.reasons import Why, reason
from annotation.review.reviewed_document import OffsetRange, ReviewedDocument, ReviewedSet
from annotation.values.items import Span

_RARE_DOUBLE = 3
# How often a form that looks odd really is an error: measured, where nobody else has marked it.
_TAG, _MISSED, _LONELY = 0.8, 0.85, 0.55


def wrong_tags(
    scene: ReviewedDocument, side: ReviewedSet, lexicon: FormCounts
) -> Iterator[Finding]:
    """Spans whose words have another tag elsewhere, or from the others here."""
    for span in side.record.spans:
        if len(span.fragments) > 1:
            continue
        votes = scene.votes(side, span)
        if votes.is_settled:
            continue
        counts = lexicon.tags_of(scene.form(span.begin, span.end))
        others = [(tag, count) for tag, count in counts.items() if tag != span.tag]
        if not others and not votes.tags:
            continue
        if len(side.by_place[span.fragments]) > 1:
            continue
        usual, times = commonest(votes.tags or others)
        times = counts.get(usual, times)
        against = dict(votes.tags).get(usual, 0)
        score = _TAG * expected_error(max(counts.get(span.tag, 1), 1), times)
        score = with_votes(score, against, votes.same)
        if score < FLOOR:
            continue
        if against:
            why = reason(Why.TAG_OTHERS, count=against, usual=usual, tag=span.tag)
        else:
            words = scene.document.text[span.begin : span.end]
            why = reason(Why.TAG_ELSEWHERE, words=words, usual=usual, count=times, tag=span.tag)
        fix = Fix(Mend.RELABEL, span.id, usual)
        yield scene.found_span(side, FindingKind.TAG, Doubt.TAG, span, score, why, fix)
    yield from _doubles(scene, side, lexicon)


def _doubles(scene: ReviewedDocument, side: ReviewedSet, lexicon: FormCounts) -> Iterator[Finding]:
    """Places with two tags, where these two seldom go together."""
    if len(side.by_place) == len(side.record.spans):
        return
    for fragments, spans in side.by_place.items():
        tags = sorted({span.tag for span in spans})
        if len(tags) < 2:
            continue
        times = lexicon.doubles[tags[0], tags[1]]
        form = lexicon.tags_of(scene.form(fragments[0][0], fragments[-1][1]))
        odd = min(spans, key=lambda span: (form[span.tag], span.tag))
        usual = next(tag for tag in tags if tag != odd.tag)
        place = (fragments[0][0], fragments[-1][1])
        why = reason(
            Why.TWO_TAGS, words=scene.document.text[slice(*place)], tag=odd.tag, usual=usual
        )
        yield scene.found(
            side,
            FindingKind.TAG,
            Doubt.TAG,
            (fragments, odd.tag),
            place,
            with_votes(0.5 if times <= _RARE_DOUBLE else 0.1, 0, scene.votes(side, odd).same),
            why,
            tuple(span.id for span in spans),
            Fix(Mend.DELETE, odd.id),
        )


@dataclass(slots=True)
class _Waiting:
    """A finding whose form is not counted to the end yet, and what the others say."""

    finding: Finding
    against: int
    agreeing: int
    tag: str


class BareForms:
    """Names that were missed, and spans that stand alone: known when all places are counted."""

    def __init__(self, lexicon: FormCounts) -> None:
        self._lexicon = lexicon
        self._bare: Counter[str] = Counter()
        self._missed: dict[str, list[_Waiting]] = {}
        self._lonely: dict[str, list[_Waiting]] = {}

    def look(self, scene: ReviewedDocument, places: dict[OffsetRange, str]) -> None:
        """Count where forms are bare in everybody's work, and keep what may be wrong."""
        for place, form in places.items():
            sides = [side for side in scene.sides if side.is_bare(*place)]
            if sides:
                self._bare[form] += len(sides)
                self._keep_missed(scene, sides, form, place)
        for side in scene.sides:
            for span in side.record.spans:
                form = scene.form(span.begin, span.end) if len(span.fragments) == 1 else ""
                if form:
                    self._keep_lonely(scene, side, span, form)

    def _keep_missed(
        self, scene: ReviewedDocument, sides: list[ReviewedSet], form: str, place: OffsetRange
    ) -> None:
        """Keep a place that is bare in the work of some, unless there is nothing to it."""
        taggers = scene.taggers((place,))
        agreeing = len(sides) - 1
        kept = self._missed.setdefault(form, [])
        if not taggers:
            if len(kept) >= KEPT:
                return
            highest = _MISSED * expected_error(1, max(self._lexicon.count(form), 1))
            if with_votes(highest, 0, agreeing) < FLOOR:
                return
        counts = self._lexicon.forms.get(form) or Counter(dict(taggers))
        usual, _ = commonest(taggers or counts)
        against = sum(count for _, count in taggers)
        for side in sides:
            finding = scene.found(
                side,
                FindingKind.MISSED,
                Doubt.BARE,
                (place,),
                place,
                0.0,
                reason(Why.MISSED_OTHERS, usual=usual, count=against),
                (),
                Fix(Mend.TAG, "", usual, (place,)),
            )
            kept.append(_Waiting(finding, against, agreeing, usual))

    def _keep_lonely(
        self, scene: ReviewedDocument, side: ReviewedSet, span: Span, form: str
    ) -> None:
        votes = scene.votes(side, span)
        if votes.is_settled:
            return
        kept = self._lonely.setdefault(form, [])
        if not votes.bare and (votes.same or len(kept) >= KEPT):
            return
        if not votes.bare and self._lexicon.count(form) > KEPT:
            return
        why, fix = reason(Why.LONELY_OTHERS, count=votes.bare), Fix(Mend.DELETE, span.id)
        finding = scene.found_span(side, FindingKind.LONELY, Doubt.PRESENCE, span, 0.0, why, fix)
        kept.append(_Waiting(finding, votes.bare, votes.same, span.tag))

    def findings(self) -> Iterator[Finding]:
        """What waited, with its score."""
        for form, waiting in self._missed.items():
            tagged, bare = max(self._lexicon.count(form), 1), self._bare[form]
            for one in waiting:
                yield self._missed_finding(one, tagged, bare)
        for form, waiting in self._lonely.items():
            tagged, bare = max(self._lexicon.count(form), 1), self._bare[form]
            for one in waiting:
                if bare or one.against:
                    yield self._lonely_finding(one, tagged, bare)

    def _missed_finding(self, one: _Waiting, tagged: int, bare: int) -> Finding:
        score = with_votes(_MISSED * expected_error(bare, tagged), one.against, one.agreeing)
        if one.against:
            return replace(one.finding, score=score)
        words = one.finding.words
        why = reason(Why.MISSED, words=words, count=tagged, bare=bare, usual=one.tag)
        return replace(one.finding, score=score, reason=why)

    def _lonely_finding(self, one: _Waiting, tagged: int, bare: int) -> Finding:
        score = with_votes(_LONELY * expected_error(tagged, bare), one.against, one.agreeing)
        if one.against:
            return replace(one.finding, score=score)
        why = reason(Why.LONELY, words=one.finding.words, tag=one.tag, bare=bare)
        return replace(one.finding, score=score, reason=why)
