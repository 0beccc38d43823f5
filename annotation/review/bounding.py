"""Spans whose words usually begin or end elsewhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from annotation.arabic.clitics import proclitic_cuts, readings
from annotation.arabic.letters import ARTICLE
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.form_counts import KEPT, FormCounts, edges_of
from annotation.review.likelihood import FLOOR, expected_error, with_votes
from annotation.review.reasons import FindingReason, Why, reason
from annotation.review.reviewed_document import OffsetRange, ReviewedDocument, ReviewedSet, Votes
from annotation.values.items import Fragments, Span

_WORTH = 0.15  # below this a convention says nothing
_TRUST = 0.85  # how often words on the unusual side of a bound are an error: measured
_BASE = 0.06  # of a span on which only the others disagree
_KNOWN = 2  # how often a form without its first letter must have the tag
Guess = tuple[float, OffsetRange, FindingReason]


def wrong_bounds(
    scene: ReviewedDocument, side: ReviewedSet, lexicon: FormCounts
) -> Iterator[Finding]:
    """Spans with other bounds than the same words have elsewhere, or from the others here."""
    for span in side.record.spans:
        votes = scene.votes(side, span)
        if votes.is_settled:
            continue
        if len(span.fragments) > 1:
            guess = None
        else:
            guesses = (*_at_edges(scene, side, span, lexicon), *_clitics(scene, span, lexicon))
            guess = max(guesses, key=lambda g: (g[0], g[1]), default=None)
        against = max((count for _, count in votes.bounds), default=0)
        score = with_votes(guess[0] if guess else _BASE, against, votes.same)
        if score >= FLOOR and (guess is not None or against):
            yield _wrong_bounds(scene, side, span, votes, guess, score)


def _wrong_bounds(
    scene: ReviewedDocument,
    side: ReviewedSet,
    span: Span,
    votes: Votes,
    guess: Guess | None,
    score: float,
) -> Finding:
    place, why = (guess[1], guess[2]) if guess else ((span.begin, span.end), None)
    fragments: Fragments = (place,)
    if votes.bounds:
        fragments, count = min(votes.bounds, key=lambda pair: (-pair[1], pair[0]))
        usual = " ".join(scene.document.text[begin:end] for begin, end in fragments)
        why = reason(Why.BOUNDS_OTHERS, count=count, usual=usual)
    assert why is not None
    fix = Fix(Mend.RESIZE, span.id, fragments=fragments)
    return scene.found_span(side, FindingKind.BOUNDS, Doubt.BOUNDS, span, score, why, fix)


def _at_edges(
    scene: ReviewedDocument, side: ReviewedSet, span: Span, lexicon: FormCounts
) -> Iterator[Guess]:
    """Words at a bound that usually lie on its other side."""
    begin, end, tag, words = span.begin, span.end, span.tag, scene.words
    edges = edges_of(words, begin, end)
    start, stop = words.at(begin), words.at(end - 1)
    if edges.first:
        few, many = lexicon.first_in[tag, edges.first], lexicon.first_out[tag, edges.first]
        why = reason(Why.FIRST_WORD_OUTSIDE, word=edges.first, tag=tag, count=many, few=few)
        yield from _guess(few, many, (words.begins[start + 1], end), why)
    if edges.last:
        few, many = lexicon.last_in[tag, edges.last], lexicon.last_out[tag, edges.last]
        why = reason(Why.LAST_WORD_OUTSIDE, word=edges.last, tag=tag, count=many, few=few)
        yield from _guess(few, many, (begin, words.ends[stop - 1]), why)
    if edges.before and side.is_bare(words.begins[start - 1], begin):
        few, many = lexicon.first_out[tag, edges.before], lexicon.first_in[tag, edges.before]
        why = reason(Why.FIRST_WORD_INSIDE, word=edges.before, tag=tag, count=many, few=few)
        yield from _guess(few, many, (words.begins[start - 1], end), why)
    if edges.after and side.is_bare(end, words.ends[stop + 1]):
        few, many = lexicon.last_out[tag, edges.after], lexicon.last_in[tag, edges.after]
        why = reason(Why.LAST_WORD_INSIDE, word=edges.after, tag=tag, count=many, few=few)
        yield from _guess(few, many, (begin, words.ends[stop + 1]), why)


def _guess(odd: int, usual: int, place: OffsetRange, why: FindingReason) -> Iterator[Guess]:
    if usual > odd:
        score = _TRUST * expected_error(odd, usual)
        if score >= _WORTH:
            yield (score, place, why)


def _clitics(scene: ReviewedDocument, span: Span, lexicon: FormCounts) -> Iterator[Guess]:
    """A proclitic taken in, or an article left out."""
    words, begin, end, tag = scene.words, span.begin, span.end, span.tag
    start = words.at(begin)
    form = scene.form(begin, end)
    if start < 0 or not form:
        return
    if begin == words.begins[start]:
        yield from _taken_in(scene, span, form, lexicon)
    elif letters := _article(words.text[words.begins[start] : begin]):
        few, many = lexicon.article_out[tag], lexicon.article_in[tag]
        why = reason(Why.ARTICLE_INSIDE, tag=tag, count=many)
        yield from _guess(few, many, (begin - letters, end), why)


def _article(prefix: str) -> int:
    """How many letters of the article end these clitics: after ل it has lost its first one."""
    if prefix.endswith(ARTICLE):
        return len(ARTICLE)
    return 1 if prefix.endswith("لل") else 0


def _taken_in(
    scene: ReviewedDocument, span: Span, form: str, lexicon: FormCounts
) -> Iterator[Guess]:
    """A conjunction or preposition within the span, where the rest is known with this tag."""
    words, text = scene.words, scene.document.text
    start = words.at(span.begin)
    first, space, rest = form.partition(" ")
    own = lexicon.tags_of(form)[span.tag]
    for letters, stem in readings(first)[1:]:
        times = lexicon.tags_of(stem + space + rest)[span.tag]
        if times < _KNOWN or times <= own:
            continue
        written = text[span.begin : words.ends[start]]
        cuts = [cut for cut in proclitic_cuts(written) if cut > 0]
        if len(cuts) >= letters:
            place = (span.begin + cuts[letters - 1], span.end)
            word = text[span.begin : place[0]]
            usual = text[place[0] : place[1]]
            why = reason(Why.CLITIC_OUTSIDE, word=word, usual=usual, count=times)
            yield from _guess(own, times, place, why)


class WiderForms:
    """Words that have a tag as a whole elsewhere, and here only in part."""

    def __init__(self, lexicon: FormCounts) -> None:
        self._lexicon = lexicon
        self._parts: Counter[str] = Counter()
        self._waiting: dict[str, list[Finding]] = {}

    def look(
        self, scene: ReviewedDocument, side: ReviewedSet, places: dict[OffsetRange, str]
    ) -> None:
        """Keep spans that lie within an occurrence of a form of several words with their tag."""
        for place, form in places.items():
            if (place,) in side.by_place or side.is_bare(*place):
                continue
            counts = self._lexicon.forms.get(form)
            inner = [
                span
                for span in side.over((place,))
                if counts and counts[span.tag] > 1 and _is_within(span, place)
            ]
            if len(inner) != 1 or scene.votes(side, inner[0]).same:
                continue
            self._parts[form] += 1
            waiting = self._waiting.setdefault(form, [])
            if len(waiting) < KEPT:
                waiting.append(self._finding(scene, side, inner[0], place, form))

    def _finding(
        self, scene: ReviewedDocument, side: ReviewedSet, span: Span, place: OffsetRange, form: str
    ) -> Finding:
        text = scene.document.text[slice(*place)]
        count = self._lexicon.forms[form][span.tag]
        why = reason(Why.WIDER_ELSEWHERE, usual=text, tag=span.tag, count=count)
        return _wrong_bounds(scene, side, span, Votes(), (_WORTH, place, why), _WORTH)

    def findings(self) -> Iterator[Finding]:
        """What waited, with its score."""
        for form, waiting in self._waiting.items():
            score = _TRUST * expected_error(self._parts[form], self._lexicon.count(form))
            for finding in waiting:
                yield replace(finding, score=score)


def _is_within(span: Span, place: OffsetRange) -> bool:
    return place[0] <= span.begin and span.end <= place[1]
