"""What was left bare in a document but looks like a name: for a last look before it is finished."""

from collections.abc import Iterable, Iterator
from unicodedata import combining

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.existing import Existing
from annotation.suggesting.knowledge import Knowledge
from annotation.suggesting.nesting import Inside, may_hold
from annotation.suggesting.presenting import suggested_spans
from annotation.tagsets.tagset import Overlap, Tagset
from annotation.values.items import Document, SuggestedSpan, suggestion_id
from annotation.values.state import State

LEAST = 0.05  # what is less likely is not worth a look
LEAST_INSIDE = 0.3  # the same in or around what is marked: that was not left bare


def missed_spans(
    knowledge: Knowledge, tagset: Tagset, article: Article, document: Document, state: State
) -> tuple[SuggestedSpan, ...]:
    """What any source proposes where nothing is marked and nothing was decided, likely ones first.

    Of proposals that cannot stand together, only the likeliest is offered.
    """
    existing = Existing(state, tagset.overlap, knowledge.inside)
    consulted = knowledge.consult(document, article, state)
    marked = [(span.begin, span.end) for span in state.spans]
    fitting = (
        c
        for c in consulted.candidates
        if c.score >= (LEAST_INSIDE if _touches(c, marked) else LEAST)
        and c.tag in tagset.spans
        and existing.admits(c)
        and _is_of_words(document.text, c)
    )
    undecided = (c for c in fitting if state.decision(_id(document, c)) is None)
    likely_first = sorted(undecided, key=lambda c: (-c.score, c.begin, -c.end, c.tag))
    chosen = _apart(likely_first, tagset.overlap, knowledge.inside)
    return suggested_spans(document, tagset, chosen, knowledge.memory)


def _touches(candidate: Candidate, marked: Iterable[tuple[int, int]]) -> bool:
    return any(begin < candidate.end and candidate.begin < end for begin, end in marked)


def _is_of_words(text: str, candidate: Candidate) -> bool:
    """Whether it begins and ends with a letter, a mark or a digit, not with a sign."""
    ends = text[candidate.begin], text[candidate.end - 1]
    return all(letter.isalnum() or combining(letter) or letter in "%٪" for letter in ends)


def _apart(
    candidates: Iterable[Candidate], overlap: Overlap, inside: Inside
) -> Iterator[Candidate]:
    """The first of those that cannot stand together."""
    taken: list[Candidate] = []
    for candidate in candidates:
        if all(_fits(candidate, other, overlap, inside) for other in taken):
            taken.append(candidate)
            yield candidate


def _fits(one: Candidate, other: Candidate, overlap: Overlap, inside: Inside) -> bool:
    if one.end <= other.begin or other.end <= one.begin:
        return True
    if overlap is Overlap.NONE:
        return False
    if one.covers(other):
        return may_hold(one.tag, other.tag, inside)
    return other.covers(one) and may_hold(other.tag, one.tag, inside)


def _id(document: Document, candidate: Candidate) -> str:
    fragments = ((candidate.begin, candidate.end),)
    return suggestion_id(document.sha256, "span", candidate.tag, fragments)
