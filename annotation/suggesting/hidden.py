"""Why something that is proposed at a place is not shown, or is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.existing import Existing
from annotation.suggesting.explained import Because, Explained, WordsRange
from annotation.suggesting.knowledge import Consulted, Knowledge
from annotation.suggesting.presenting import suggested_spans
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document
from annotation.values.state import State

MOST = 6  # proposals for one place that are worth a look
_WEAK = 0.2  # what is below does not even compete: see nesting.py


@dataclass(frozen=True, slots=True)
class HiddenQuestion:
    """About which place of which work one asks; less sure than `floor` is not shown."""

    document: Document
    state: State | None
    place: WordsRange
    floor: float


def explain(
    knowledge: Knowledge, tagset: Tagset, article: Article, question: HiddenQuestion
) -> tuple[Explained, ...]:
    """What is proposed for the words at a place, the likeliest first, and what became of it."""
    document, state = question.document, question.state
    existing = Existing(state, tagset.overlap, knowledge.inside)
    consulted = knowledge.consult(document, article, state)
    known = [c for c in consulted.candidates if c.tag in tagset.spans]
    chosen = knowledge.choose((c for c in known if existing.admits(c)), 0.0)
    explainer = _Explainer(knowledge, tagset, existing, consulted, chosen, question)
    near = _likeliest(_touching(known, question.place))[:MOST]
    return tuple(explainer.explained(candidate) for candidate in near)


class _Explainer:
    """What is known of all proposals of an article, for one after the other."""

    def __init__(
        self,
        knowledge: Knowledge,
        tagset: Tagset,
        existing: Existing,
        consulted: Consulted,
        chosen: Sequence[Candidate],
        question: HiddenQuestion,
    ) -> None:
        self._knowledge = knowledge
        self._tagset = tagset
        self._existing = existing
        self._consulted = consulted
        self._chosen = chosen
        self._question = question

    def explained(self, candidate: Candidate) -> Explained:
        """What became of a proposal."""
        floor = self._question.floor
        taken = next((c for c in self._chosen if _same(c, candidate)), None)
        (suggestion,) = suggested_spans(
            self._question.document, self._tagset, [taken or candidate], self._knowledge.memory
        )
        if not self._existing.admits(candidate):
            for span in self._spans_touching(candidate):
                return Explained(suggestion, Because.OVERLAPPED, (span[0], span[1]), span[2])
        if taken is not None and taken.score >= floor:
            return Explained(suggestion, Because.SHOWN)
        right, judged = self._silenced(suggestion.score, candidate)
        if judged:
            return Explained(suggestion, Because.SILENCED, right=right, judged=judged)
        rival = self._rival(candidate) if taken is None and candidate.score > _WEAK else None
        if rival is not None:
            place = rival.begin, rival.end
            return Explained(suggestion, Because.RIVAL, place, rival.tag, round(rival.score, 3))
        return Explained(suggestion, Because.UNSURE)

    def _spans_touching(self, candidate: Candidate) -> Iterator[tuple[int, int, str]]:
        for mention in self._existing.mentions:
            if mention.begin < candidate.end and candidate.begin < mention.end:
                yield mention.begin, mention.end, mention.tag

    def _silenced(self, score: float, candidate: Candidate) -> tuple[int, int]:
        """The record of the rule that would show this by itself; nothing when none would."""
        named = self._knowledge.renaming.renamed(self._consulted.rules)
        for own in named:
            if _same(own, candidate) and own.score >= self._question.floor > score:
                right, wrong = self._knowledge.track_record.counts(own)
                if wrong > right:
                    return right, right + wrong
        return 0, 0

    def _rival(self, candidate: Candidate) -> Candidate | None:
        """The likeliest of the chosen ones that leave no room for this one."""
        rivals = [c for c in self._chosen if c.begin < candidate.end and candidate.begin < c.end]
        return max(rivals, key=lambda c: c.score, default=None)


def _touching(candidates: Iterable[Candidate], place: WordsRange) -> list[Candidate]:
    begin, end = place
    return [c for c in candidates if c.begin < end and begin < c.end]


def _likeliest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best candidate for each range and tag, the likeliest first."""
    best: dict[tuple[int, int, str], Candidate] = {}
    for candidate in candidates:
        key = candidate.begin, candidate.end, candidate.tag
        if key not in best or best[key].score < candidate.score:
            best[key] = candidate
    return sorted(best.values(), key=lambda c: (-c.score, c.begin, -c.end, c.tag))


def _same(one: Candidate, other: Candidate) -> bool:
    return (one.begin, one.end, one.tag) == (other.begin, other.end, other.tag)
