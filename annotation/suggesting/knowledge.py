"""Everything a suggester knows of a project, and how it weighs and chooses by it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import DOCUMENT_SOURCE, Candidate
from annotation.suggesting.memory import Memory
from annotation.suggesting.nesting import DEPTH, INSIDE
from annotation.suggesting.renaming import Renaming
from annotation.suggesting.spans import chosen_spans, rule_candidates
from annotation.suggesting.standing import Standing
from annotation.suggesting.tiers import HIDDEN, is_shown
from annotation.suggesting.track_record import TrackRecord
from annotation.tagsets.tagset import Overlap, Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import State

if TYPE_CHECKING:
    from annotation.suggesting.learning.experience import Experience
    from annotation.suggesting.learning.learner import DescribedArticle
    from annotation.suggesting.learning.proposals import Proposal


def restless() -> None:
    """The pause of whoever makes none while learning."""


class CandidateSource(StrEnum):
    """Where proposals come from."""

    RULES = "rules"
    MEMORY = "memory"
    LEARNER = "learner"


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the sources say of an article; `candidates` are weighed, conflicts and all."""

    rules: Sequence[Candidate]
    candidates: Sequence[Candidate]
    reading: "DescribedArticle | None" = None
    proposed: "Sequence[Proposal]" = ()


class Knowledge:
    """Memory, track record and experience of one project, over what the lexicon knows.

    The experience needs numpy, so it is made when the first passed article is learnt.
    """

    def __init__(self, tagset: Tagset, sources: Iterable[CandidateSource]) -> None:
        self._tagset = tagset
        self._sources = frozenset(sources)
        self._depth = 1 if tagset.overlap is Overlap.NONE else DEPTH
        self.memory = Memory()
        self.track_record = TrackRecord()
        self.renaming = Renaming(tagset.spans)
        self.experience: Experience | None = None
        self.inside: dict[str, set[str]] = {outer: set(inner) for outer, inner in INSIDE.items()}
        # Per document: up to which offset its suggestions were judged, and what was learnt last.
        self.judged: dict[str, int] = {}
        self.learnt: dict[str, str] = {}
        self.standing = Standing()

    def consult(self, document: Document, article: Article, state: State | None) -> Consulted:
        """Ask all sources about an article, and weigh what they say."""
        rules = rule_candidates(article) if CandidateSource.RULES in self._sources else []
        memory = (
            list(self.memory.candidates(article)) if CandidateSource.MEMORY in self._sources else []
        )
        named = self.renaming.renamed(rules)
        adjusted = [self.track_record.adjusted(document, candidate) for candidate in named]
        others = [*adjusted, *memory, *_in_document(document, article, state)]
        if self.experience is None:
            return Consulted(rules, others)
        self.experience.use(article.lexicon)
        reading = self.experience.read(article, rules, memory)
        weighed = self.experience.proposals(reading, others)
        candidates = [candidate for _, candidate in weighed]
        return Consulted(rules, candidates, reading, [proposal for proposal, _ in weighed])

    def choose(self, candidates: Iterable[Candidate], floor: float = HIDDEN) -> list[Candidate]:
        """The best candidates that do not contradict each other, with scores that are meant."""
        chosen = chosen_spans(candidates, self._tagset.spans, self._depth, self.inside)
        if self.experience is not None:
            chosen = self.experience.calibrated(chosen)
        return [candidate for candidate in chosen if candidate.score >= floor]

    def learn(
        self,
        record: Record,
        article: Article,
        sentences: int,
        pause: Callable[[], None] = restless,
    ) -> None:
        """Compare what would be proposed for the passed sentences with what was marked; learn.

        A record that was learnt before is not learnt again unless its work has changed.
        """
        document = record.document
        digest = _digest(record, sentences)
        if self.learnt.get(document.sha256) == digest:
            return
        self.learnt[document.sha256] = digest
        self.memory.forget(document.sha256)
        if sentences:
            self._learn_passed(record, article, sentences, pause)
        self.memory.learn(document, record.spans)
        if sentences:
            self.memory.learn_bare(article, record.spans, article.end_of(sentences))

    def _learn_passed(
        self, record: Record, article: Article, sentences: int, pause: Callable[[], None]
    ) -> None:
        document, end = record.document, article.end_of(sentences)
        marked = [s for s in record.spans if len(s.fragments) == 1 and s.begin < end]
        self._make_experience(article)
        consulted = self.consult(document, article, None)
        pause()
        begin = self.judged.get(document.sha256, 0)
        if begin < end:
            self._judge(document, consulted, marked, (begin, end))
            self.judged[document.sha256] = end
        self._allow_nesting(marked)
        if self.experience is not None and consulted.reading is not None:
            ranges = [(span.begin, span.end, span.tag) for span in marked]
            learner = self.experience.learner
            learner.learn(document.sha256, consulted.reading, ranges, sentences, pause)

    def _make_experience(self, article: Article) -> None:
        if self.experience is None and CandidateSource.LEARNER in self._sources:
            from annotation.suggesting.learning.experience import Experience

            self.experience = Experience(article.lexicon)

    def _judge(
        self,
        document: Document,
        consulted: Consulted,
        marked: Sequence[Span],
        part: tuple[int, int],
    ) -> None:
        begin, end = part
        spans = [span for span in marked if begin <= span.begin]
        chosen = chosen_spans(
            _between(consulted.candidates, part), self._tagset.spans, self._depth, self.inside
        )
        shown = self.choose(_between(consulted.candidates, part))
        self.standing = self.standing.after(shown, spans, is_new=begin == 0)
        if not self.track_record.is_full:
            found = _between(consulted.rules, part)
            self.renaming.learn(found, {(span.begin, span.end): span.tag for span in spans})
            proposed = chosen_spans(self.renaming.renamed(found), self._tagset.spans)
            sure = [candidate for candidate in proposed if is_shown(candidate.score)]
            self.track_record.learn(document, sure, spans)
        if self.experience is not None:
            ranges = [(span.begin, span.end, span.tag) for span in spans]
            fresh = [p for p in consulted.proposed if begin <= p.candidate.begin < end]
            self.experience.judge(fresh, chosen, ranges)

    def _allow_nesting(self, spans: Sequence[Span]) -> None:
        """Tags that people nest here may be nested."""
        open_spans: list[Span] = []
        for span in sorted(spans, key=lambda s: s.sort_key):
            open_spans = [outer for outer in open_spans if outer.end > span.begin]
            for outer in open_spans:
                is_inside = span.end <= outer.end and span.fragments != outer.fragments
                if is_inside and outer.tag in self.inside:
                    self.inside[outer.tag].add(span.tag)
            open_spans.append(span)


def _in_document(document: Document, article: Article, state: State | None) -> Iterable[Candidate]:
    """The words of spans of this very document, wherever they are written again."""
    if state is None or not state.spans:
        return ()
    here = Memory()
    here.learn(document, state.spans)
    return here.candidates(article, DOCUMENT_SOURCE)


def _digest(record: Record, sentences: int) -> str:
    spans = sorted((span.fragments, span.tag) for span in record.spans)
    return sha256(repr((sentences, spans)).encode("utf-8")).hexdigest()


def _between(candidates: Iterable[Candidate], part: tuple[int, int]) -> list[Candidate]:
    return [c for c in candidates if part[0] <= c.begin < part[1]]
