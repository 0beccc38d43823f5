"""What is against the rules, or can hardly be meant: half a letter, half a word, a sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotation.agreement.causes import ENCLITICS
from annotation.arabic.clitics import proclitic_cuts
from annotation.arabic.folding import fold
from annotation.arabic.letters import LETTERS, MARKS, TATWEEL
from annotation.commands.rules import (
    check_attributes,
    check_ends,
    check_fragments,
    check_pair,
)
from annotation.review.earlier import earlier_rule_id
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.likelihood import FLOOR, with_votes
from annotation.review.reasons import FindingReason, Why, reason
from annotation.review.reviewed_document import OffsetRange, ReviewedDocument, ReviewedSet
from annotation.tagsets.tagset import Tagset
from annotation.values.breach import Breach, RuleBroken
from annotation.values.items import Relation, Span

CERTAIN = 0.999
_HALF_WORD = 0.8
_SIGN = 0.75
_DOT = 0.3
_SIGNS = frozenset("،,؛;:.!?؟…«»\"'“”‘’()[]{}-–—")
_PAIRS = dict(zip("«“‘([{\"'", "»”’)]}\"'", strict=True))


def breaches(scene: ReviewedDocument, side: ReviewedSet, tagset: Tagset) -> Iterator[Finding]:
    """Everything in one annotator's work that breaks a rule, or covers a part of a word."""
    for span in side.record.spans:
        yield from _of_span(scene, side, span, tagset)
    yield from _of_pairs(scene, side, tagset)
    seen: set[object] = set()
    for relation in side.record.relations:
        yield from _of_relation(scene, side, relation, tagset, seen)


def _of_span(
    scene: ReviewedDocument, side: ReviewedSet, span: Span, tagset: Tagset
) -> Iterator[Finding]:
    text = scene.document.text
    try:
        tagset.span_tag(span.tag)
        check_fragments(text, span.fragments)
        if span.attributes:
            check_attributes(tagset, span.tag, span.attributes)
    except RuleBroken as error:
        place = (min(span.begin, len(text)), min(span.end, len(text)))
        yield _breach(scene, side, (span,), place, CERTAIN, refused(error), None)
        return
    found = _half_letter(text, span) or _edge_sign(text, span) or _half_word(scene, span)
    if found is not None:
        score, begin, end, why = found
        fragments = (*span.fragments[:-1], (span.fragments[-1][0], end))
        fragments = ((begin, fragments[0][1]), *fragments[1:])
        fix = Fix(Mend.RESIZE, span.id, fragments=fragments) if begin < end else None
        if score < CERTAIN:
            score = with_votes(score, 0, scene.votes(side, span).same)
            if score < FLOOR:
                return
        yield _breach(scene, side, (span,), (span.begin, span.end), score, why, fix)


def refused(error: RuleBroken) -> FindingReason:
    """A refusal as a reason."""
    values = {name: str(value) for name, value in error.values.items()}
    return FindingReason(error.breach.value, error.template, values)


def _breach(
    scene: ReviewedDocument,
    side: ReviewedSet,
    spans: Sequence[Span],
    place: OffsetRange,
    score: float,
    why: FindingReason,
    fix: Fix | None,
) -> Finding:
    parts = tuple((span.fragments, span.tag) for span in spans)
    items = tuple(span.id for span in spans)
    return _found(scene, side, parts, place, score, why, items, fix)


def _found(
    scene: ReviewedDocument,
    side: ReviewedSet,
    parts: Sequence[object],
    place: OffsetRange,
    score: float,
    why: FindingReason,
    items: tuple[str, ...],
    fix: Fix | None,
) -> Finding:
    # What it says is part of what is doubted: a sign at the edge is no half word.
    said = (why.slug, *parts)
    found = scene.found(side, FindingKind.RULE, Doubt.RULE, said, place, score, why, items, fix)
    earlier = earlier_rule_id(scene.document.sha256, side.annotator, why.slug, *parts)
    return replace(found, earlier_id=earlier)


_Half = tuple[float, int, int, FindingReason]


def _half_letter(text: str, span: Span) -> _Half | None:
    """A bound between a letter and its marks."""
    begin, end = span.begin, span.end
    while begin and text[begin] in MARKS:
        begin -= 1
    while end < len(text) and text[end] in MARKS:
        end += 1
    while end - 1 > begin and text[end - 1] == TATWEEL and not text[end : end + 1].isalpha():
        end -= 1
    if (begin, end) == (span.begin, span.end):
        return None
    return (CERTAIN if end >= span.end else _DOT, begin, end, reason(Why.HALF_LETTER))


def _edge_sign(text: str, span: Span) -> _Half | None:
    """A sign at a bound that does not close what another opens within the span."""
    begin, end = span.begin, span.end
    while begin < end and (text[begin] in _SIGNS or text[begin].isspace()):
        if _closes_within(text, begin, end):
            break
        begin += 1
    while begin < end and (text[end - 1] in _SIGNS or text[end - 1].isspace()):
        if text[end - 1] in _PAIRS.values() and _opens_within(text, begin, end - 1):
            break
        end -= 1
    if (begin, end) == (span.begin, span.end) or begin >= end:
        return None
    sign = text[span.begin] if begin > span.begin else text[span.end - 1]
    is_abbreviation = begin == span.begin and sign == "." and _is_short(text, begin, end)
    return (_DOT if is_abbreviation else _SIGN, begin, end, reason(Why.EDGE_SIGN, sign=sign))


def _closes_within(text: str, begin: int, end: int) -> bool:
    closing = _PAIRS.get(text[begin])
    return closing is not None and closing in text[begin + 1 : end]


def _opens_within(text: str, begin: int, end: int) -> bool:
    return any(_PAIRS.get(sign) == text[end] for sign in text[begin:end])


def _is_short(text: str, begin: int, end: int) -> bool:
    """Whether the last word is one letter or Latin, so that the dot may belong to it."""
    word = text[begin:end].split()[-1:] or [""]
    return len(word[0]) == 1 or word[0].isascii()


def _half_word(scene: ReviewedDocument, span: Span) -> _Half | None:
    """A bound within a word, neither after proclitics nor before a pronoun."""
    words, text = scene.words, scene.document.text
    start, stop = words.at(span.begin), words.at(span.end - 1)
    if start < 0 or stop < 0:
        return None
    begin, end = words.begins[start], words.ends[stop]
    word = text[begin : words.ends[start]]
    is_cut = span.begin != begin and text[span.begin] in LETTERS
    if not is_cut or span.begin - begin in proclitic_cuts(word):
        begin = span.begin
    left = text[span.end : end]
    if not left or fold(left) in ENCLITICS or not left[-1].isalnum():
        end = span.end
    if (begin, end) == (span.begin, span.end):
        return None
    written = text[words.begins[stop] : end] if end != span.end else word
    return (_HALF_WORD, begin, end, reason(Why.HALF_WORD, word=written))


def _of_pairs(scene: ReviewedDocument, side: ReviewedSet, tagset: Tagset) -> Iterator[Finding]:
    """Spans twice, and spans that share text in a way that the tagset does not allow."""
    around: list[Span] = []
    for span in sorted(side.record.spans, key=lambda s: s.sort_key):
        around = [other for other in around if other.end > span.begin]
        for other in around:
            try:
                check_pair(scene.document.text, tagset.overlap, span, other)
            except RuleBroken as error:
                is_twice = (other.fragments, other.tag) == (span.fragments, span.tag)
                fix = Fix(Mend.DELETE, span.id) if is_twice else None
                place = (span.begin, span.end)
                yield _breach(scene, side, (span, other), place, CERTAIN, refused(error), fix)
        around.append(span)


def _of_relation(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    tagset: Tagset,
    seen: set[object],
) -> Iterator[Finding]:
    head, tail = side.by_id.get(relation.head), side.by_id.get(relation.tail)
    fix: Fix | None = Fix(Mend.DELETE_RELATION, relation.id)
    try:
        tag = tagset.relation_tag(relation.tag)
        if head is None or tail is None:
            raise RuleBroken(Breach.NO_END)
        if head is tail:
            raise RuleBroken(Breach.ONE_SPAN)
        if relation.attributes:
            check_attributes(tagset, relation.tag, relation.attributes)
        if not tag.allows(head.tag, tail.tag) and tag.allows(tail.tag, head.tag):
            fix = Fix(Mend.REVERSE, relation.id)
        check_ends(tag, head.tag, tail.tag)
    except RuleBroken as error:
        ends = [end for end in (head, tail) if end is not None]
        yield _relation_breach(scene, side, relation, ends, refused(error), fix)
        return
    ends_said = frozenset((relation.head, relation.tail))
    said = (relation.tag, ends_said if tag.is_symmetric else (relation.head, relation.tail))
    if said in seen:
        why = reason(Why.TWICE, tag=relation.tag)
        yield _relation_breach(scene, side, relation, [head, tail], why, fix)
    seen.add(said)


def _relation_breach(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    ends: list[Span],
    why: FindingReason,
    fix: Fix | None,
) -> Finding:
    place = (
        min((end.begin for end in ends), default=0),
        max((end.end for end in ends), default=0),
    )
    parts = (relation.tag, *((end.fragments, end.tag) for end in ends))
    items = (relation.id, *(end.id for end in ends))
    return _found(scene, side, parts, place, CERTAIN, why, items, fix)
