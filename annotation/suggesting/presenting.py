"""Chosen candidates and links as the suggestions that people see."""

from collections.abc import Iterable, Iterator

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.memory import SOURCE as MEMORY
from annotation.suggesting.memory import Memory
from annotation.suggesting.reasons import reason_of
from annotation.suggesting.sentence_mentions import RelationCandidate
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, SuggestedRelation, SuggestedSpan, suggestion_id

_ROUNDING = 3


def suggested_spans(
    document: Document, tagset: Tagset, chosen: Iterable[Candidate], memory: Memory
) -> tuple[SuggestedSpan, ...]:
    """The chosen candidates with ids, layers and reasons; the memory's says how often it was so."""
    return tuple(_span(document, tagset, candidate, memory) for candidate in chosen)


def suggested_relations(
    document: Document, tagset: Tagset, found: Iterable[RelationCandidate], floor: float
) -> tuple[SuggestedRelation, ...]:
    """The links that are as sure as `floor`, in reading order."""
    return tuple(_relations(document, tagset, found, floor))


def _span(
    document: Document, tagset: Tagset, candidate: Candidate, memory: Memory
) -> SuggestedSpan:
    begin, end, tag = candidate.begin, candidate.end, candidate.tag
    is_remembered = candidate.source == MEMORY
    times = memory.times(document.text, begin, end, tag) if is_remembered else 0
    fragments = ((candidate.begin, candidate.end),)
    return SuggestedSpan(
        id=suggestion_id(document.sha256, "span", candidate.tag, fragments),
        tag=candidate.tag,
        fragments=fragments,
        score=round(candidate.score, _ROUNDING),
        suggester=candidate.source,
        reason=reason_of(candidate.source, times),
        layer=tagset.spans[candidate.tag].layer,
    )


def _relations(
    document: Document, tagset: Tagset, found: Iterable[RelationCandidate], floor: float
) -> Iterator[SuggestedRelation]:
    for link in sorted(found, key=lambda x: (x.head.begin, x.tail.begin, x.head.end, x.tag)):
        # A relation cannot be surer than the spans it joins.
        score = link.score * min(link.head.score, link.tail.score) ** 0.5
        if score >= floor:
            yield _relation(document, tagset, link, score)


def _relation(
    document: Document, tagset: Tagset, link: RelationCandidate, score: float
) -> SuggestedRelation:
    head, tail = (link.head.begin, link.head.end), (link.tail.begin, link.tail.end)
    return SuggestedRelation(
        id=suggestion_id(document.sha256, "relation", link.tag, head, tail),
        tag=link.tag,
        head=head,
        tail=tail,
        head_tag=link.head.tag,
        tail_tag=link.tail.tag,
        score=round(score, _ROUNDING),
        suggester=link.source,
        reason=reason_of(link.source),
        layer=tagset.relations[link.tag].layer,
    )
