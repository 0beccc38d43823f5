"""Two that are related elsewhere and not here, the other way round, or here alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotation.arabic.sentences import sentences
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.form_counts import KEPT, FormCounts, commonest
from annotation.review.likelihood import FLOOR, expected_error, with_votes
from annotation.review.reasons import FindingReason, Why, reason
from annotation.review.reviewed_document import ReviewedDocument, ReviewedSet
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Fragments, Relation, Span

_CROWDED = 24  # spans of a sentence beyond which not every pair is looked at
_BASE = 0.06
_TRUST = 0.4  # how often an unusual pair is an error: measured, where nobody else has marked it
RelationForm = tuple[str, Fragments, Fragments]  # a tag and where its ends are
Ends = tuple[Fragments, Fragments]


class LinksOfScene:
    """What everybody related in one document, by where the ends are."""

    def __init__(self, scene: ReviewedDocument, tagset: Tagset) -> None:
        self.tagset = tagset
        self.by_side: list[dict[Ends, Relation]] = [_links(side, tagset) for side in scene.sides]
        self.said: Counter[RelationForm] = Counter(
            (relation.tag, *ends) for links in self.by_side for ends, relation in links.items()
        )

    def is_directed(self, tag: str) -> bool:
        """Whether a relation tag reads one way only."""
        return tag in self.tagset.relations and not self.tagset.relations[tag].is_symmetric


def _links(side: ReviewedSet, tagset: Tagset) -> dict[Ends, Relation]:
    links: dict[Ends, Relation] = {}
    for relation in side.record.relations:
        head, tail = side.by_id.get(relation.head), side.by_id.get(relation.tail)
        tag = tagset.relations.get(relation.tag)
        if head is None or tail is None or tag is None or tag.is_equivalence:
            continue
        ends = (head.fragments, tail.fragments)
        if tag.is_symmetric and ends[1] < ends[0]:
            ends = (ends[1], ends[0])
        links[ends] = relation
    return links


@dataclass(slots=True)
class _Waiting:
    finding: Finding
    against: int
    agreeing: int
    tag: str
    ends: tuple[str, str]  # as they are written


class Links:
    """Relations that were missed, or stand alone: known when all pairs are counted."""

    def __init__(self, lexicon: FormCounts) -> None:
        self._lexicon = lexicon
        self._apart: Counter[tuple[str, str]] = Counter()
        self._missed: dict[tuple[str, str], list[_Waiting]] = {}

    def look(self, scene: ReviewedDocument, links: LinksOfScene) -> Iterator[Finding]:
        """Count pairs that are not related, and tell what is known at once."""
        ranges = sentences(scene.document.text) if self._lexicon.pairs else []
        for side, mine in zip(scene.sides, links.by_side, strict=True):
            yield from self._made(scene, side, mine, links)
            for head, tail in self._unrelated(scene, side, mine, ranges, links):
                self._keep(scene, side, head, tail, links)

    def _unrelated(
        self,
        scene: ReviewedDocument,
        side: ReviewedSet,
        mine: dict[Ends, Relation],
        ranges: list[tuple[int, int]],
        links: LinksOfScene,
    ) -> Iterator[tuple[Span, Span]]:
        """Pairs of spans that somebody relates here, or whose words are related elsewhere."""
        seen: set[tuple[str, str]] = set()
        for head, tail in _said_by_others(side, links):
            if not _is_linked(mine, head, tail):
                seen.add((head.id, tail.id))
                yield head, tail
        if not self._lexicon.pairs or len(side.record.spans) < 2:
            return
        related, pairs = self._lexicon.related(), self._lexicon.pairs
        for spans in _by_sentence(side.record.spans, ranges):
            forms = [(span, scene.form(span.begin, span.end)) for span in spans]
            ends = [(span, form) for span, form in forms if form in related]
            for head, form in ends:
                for tail, other in ends:
                    if head is tail or (form, other) not in pairs:
                        continue
                    if (head.id, tail.id) not in seen and not _is_linked(mine, head, tail):
                        yield head, tail

    def _keep(
        self,
        scene: ReviewedDocument,
        side: ReviewedSet,
        head: Span,
        tail: Span,
        links: LinksOfScene,
    ) -> None:
        pair = (scene.form(head.begin, head.end), scene.form(tail.begin, tail.end))
        self._apart[pair] += 1
        here = _tags_between(links, head.fragments, tail.fragments)
        known = self._lexicon.tags_between(*pair)
        kept = self._missed.setdefault(pair, [])
        times = sum(known.values())
        if not here and (len(kept) >= KEPT or _TRUST * expected_error(1, times) < FLOOR):
            return
        fitting = [
            (t, n)
            for t, n in (here or list(known.items()))
            if links.tagset.relations[t].allows(head.tag, tail.tag)
        ]
        if not fitting:
            return
        usual, against = commonest(fitting)
        against = against if here else 0
        agreeing = sum(
            1
            for other, theirs in zip(scene.sides, links.by_side, strict=True)
            if other is not side
            and _could(other, head, tail)
            and not _is_linked(theirs, head, tail)
        )
        text = scene.document.text
        kept.append(
            _Waiting(
                scene.found(
                    side,
                    FindingKind.RELATION,
                    Doubt.NO_LINK,
                    (head.fragments, tail.fragments),
                    _hull(head, tail),
                    0.0,
                    reason(Why.RELATION_MISSED_OTHERS, count=against, usual=usual),
                    (head.id, tail.id),
                    Fix(Mend.RELATE, tag=usual, ends=(head.id, tail.id)),
                ),
                against,
                agreeing,
                usual,
                (text[head.begin : head.end], text[tail.begin : tail.end]),
            )
        )

    def _made(
        self,
        scene: ReviewedDocument,
        side: ReviewedSet,
        mine: dict[Ends, Relation],
        links: LinksOfScene,
    ) -> Iterator[Finding]:
        """Relations that others, or the corpus, have the other way, otherwise, or not."""
        for ends, relation in mine.items():
            head, tail = side.by_id[relation.head], side.by_id[relation.tail]
            same = links.said[(relation.tag, *ends)] - 1
            turned = _flipped(scene, side, relation, head, tail, links, self._lexicon, same)
            if turned is not None:
                yield turned
                continue
            other = [(t, n) for t, n in _tags_between(links, *ends) if t != relation.tag]
            if other:
                yield _other_tag(scene, side, relation, head, tail, other, same)
            elif len(scene.sides) > 1:
                without = sum(
                    1
                    for s, theirs in zip(scene.sides, links.by_side, strict=True)
                    if s is not side
                    and _could(s, head, tail)
                    and not _is_linked(theirs, head, tail)
                )
                if without:
                    yield _alone(scene, side, relation, head, tail, without, same)

    def findings(self) -> Iterator[Finding]:
        """What waited, with its score."""
        for pair, waiting in self._missed.items():
            times = sum(self._lexicon.tags_between(*pair).values())
            apart = self._apart[pair]
            for one in waiting:
                base = _TRUST * expected_error(apart, times) if times else _BASE
                score = with_votes(base, one.against, one.agreeing)
                finding = replace(one.finding, score=score)
                if not one.against:
                    head, tail = one.ends
                    why = reason(
                        Why.RELATION_MISSED, head=head, tail=tail, count=times, usual=one.tag
                    )
                    finding = replace(finding, reason=why)
                yield finding


def _hull(head: Span, tail: Span) -> tuple[int, int]:
    return min(head.begin, tail.begin), max(head.end, tail.end)


def _is_linked(links: dict[Ends, Relation], head: Span, tail: Span) -> bool:
    one, other = head.fragments, tail.fragments
    return (one, other) in links or (other, one) in links


def _said_by_others(side: ReviewedSet, links: LinksOfScene) -> Iterator[tuple[Span, Span]]:
    """Pairs of this annotator's spans that somebody relates."""
    seen: set[Ends] = set()
    for _, head, tail in links.said:
        heads, tails = side.by_place.get(head), side.by_place.get(tail)
        if heads and tails and (head, tail) not in seen:
            seen.add((head, tail))
            yield heads[0], tails[0]


def _tags_between(links: LinksOfScene, head: Fragments, tail: Fragments) -> list[tuple[str, int]]:
    return [
        (tag, links.said[tag, head, tail])
        for tag in links.tagset.relations
        if (tag, head, tail) in links.said
    ]


def _could(side: ReviewedSet, head: Span, tail: Span) -> bool:
    """Whether an annotator has both ends, so that not relating them says something."""
    return head.fragments in side.by_place and tail.fragments in side.by_place


def _by_sentence(spans: tuple[Span, ...], ranges: list[tuple[int, int]]) -> Iterator[list[Span]]:
    """The spans of each sentence that has a few of them."""
    number = 0
    together: dict[int, list[Span]] = {}
    for span in sorted(spans, key=lambda s: s.sort_key):
        while number + 1 < len(ranges) and ranges[number][1] <= span.begin:
            number += 1
        together.setdefault(number, []).append(span)
    for found in together.values():
        if 1 < len(found) <= _CROWDED:
            yield found


def _flipped(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    head: Span,
    tail: Span,
    links: LinksOfScene,
    lexicon: FormCounts,
    same: int,
) -> Finding | None:
    """A relation that the others here, or these tags elsewhere, have the other way round."""
    if not links.is_directed(relation.tag):
        return None
    if not links.tagset.relations[relation.tag].allows(tail.tag, head.tag):
        return None
    against = links.said[relation.tag, tail.fragments, head.fragments]
    pair = (scene.form(head.begin, head.end), scene.form(tail.begin, tail.end))
    there = lexicon.tags_between(*pair)[relation.tag]
    back = lexicon.tags_between(pair[1], pair[0])[relation.tag]
    if head.tag != tail.tag and back <= there:
        there = lexicon.directions[relation.tag, head.tag, tail.tag]
        back = lexicon.directions[relation.tag, tail.tag, head.tag]
    if not against and back <= there:
        return None
    base = _TRUST * expected_error(max(there, 1), back) if back > there else _BASE
    why = reason(Why.RELATION_FLIPPED, tag=relation.tag, count=max(back, against), few=there)
    return _of_relation(
        scene,
        side,
        relation,
        head,
        tail,
        with_votes(base, against, same),
        why,
        Fix(Mend.REVERSE, relation.id),
    )


def _other_tag(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    head: Span,
    tail: Span,
    other: list[tuple[str, int]],
    same: int,
) -> Finding:
    usual, count = commonest(other)
    text = scene.document.text
    why = reason(
        Why.RELATION_TAG,
        head=text[head.begin : head.end],
        tail=text[tail.begin : tail.end],
        usual=usual,
        count=count,
        tag=relation.tag,
    )
    score = with_votes(_BASE, count, same)
    fix = Fix(Mend.RELABEL_RELATION, relation.id, usual)
    return _of_relation(scene, side, relation, head, tail, score, why, fix)


def _alone(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    head: Span,
    tail: Span,
    without: int,
    same: int,
) -> Finding:
    why = reason(Why.RELATION_LONELY, tag=relation.tag, count=without)
    score = with_votes(_BASE, without, same)
    fix = Fix(Mend.DELETE_RELATION, relation.id)
    return _of_relation(scene, side, relation, head, tail, score, why, fix)


def _of_relation(
    scene: ReviewedDocument,
    side: ReviewedSet,
    relation: Relation,
    head: Span,
    tail: Span,
    score: float,
    why: FindingReason,
    fix: Fix,
) -> Finding:
    parts = (relation.tag, head.fragments, head.tag, tail.fragments, tail.tag)
    return scene.found(
        side,
        FindingKind.RELATION,
        Doubt.LINK,
        parts,
        _hull(head, tail),
        score,
        why,
        (relation.id, head.id, tail.id),
        fix,
    )
