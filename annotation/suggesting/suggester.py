"""The suggester: everything that proposes spans and relations, behind one door."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotation.items import (
    Document,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    suggestion_id,
)
from annotation.record import Record
from annotation.state import State
from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.existing import Existing
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.memory import DOCUMENT_SOURCE, Memory
from annotation.suggesting.nesting import DEPTH
from annotation.suggesting.reasons import reason_of
from annotation.suggesting.relations import links
from annotation.suggesting.scene import Link, Mention
from annotation.suggesting.spans import chosen_spans, rule_candidates
from annotation.suggesting.tiers import is_shown
from annotation.suggesting.track_record import TrackRecord
from annotation.suggesting.vocabulary import WordCounts, common_words
from annotation.tagset import Overlap, Tagset

NAME = "rules-and-memory"
VERSION = "1"
_ROUNDING = 3


class Suggester:
    """Proposes spans and relations for a document with the tags that the tagset has.

    It knows rules and gazetteers from the start; `count_words` tells it which words are ordinary
    in the project, `learn` what was accepted. It stores nothing and is used from one thread.
    """

    def __init__(self, gazetteer_folder: Path, tagset: Tagset) -> None:
        self._folder = gazetteer_folder
        self._tagset = tagset
        self._counts: WordCounts = WordCounts()
        self._memory = Memory()
        self._track_record = TrackRecord()
        self._read: Lexicon | None = None

    @property
    def _lexicon(self) -> Lexicon:
        """The lexicon, read when it is first needed."""
        if self._read is None:
            self._read = Lexicon.read(self._folder, self._counts)
        return self._read

    def count_words(self, texts: Iterable[str]) -> None:
        """Take the project's articles into account: what is written often is rarely a name."""
        self._counts = self._counts + common_words(texts)
        if self._read is not None:
            self._read = self._read.with_counts(self._counts)

    def learn(self, records: Iterable[Record]) -> None:
        """Remember what was marked in these records, and what was left bare in finished ones."""
        seen = list(records)
        for record in seen:
            self._memory.learn(record.document, record.spans)
        for record in seen:
            if record.stage is Stage.FINISHED:
                self._learn_finished(record)

    def _learn_finished(self, record: Record) -> None:
        article = Article(record.document.text, self._lexicon)
        self._memory.learn_bare(article, record.spans)
        if not self._track_record.is_full:
            proposed = chosen_spans(rule_candidates(article), self._tagset.spans)
            shown = [candidate for candidate in proposed if is_shown(candidate.score)]
            self._track_record.learn(record.document, shown, record.spans)

    def suggest(self, document: Document, state: State | None = None) -> Suggestions:
        """Spans and relations for the document that fit beside what `state` already holds."""
        article = Article(document.text, self._lexicon)
        existing = Existing(state, self._tagset.overlap)
        proposed = self._candidates(article, document, state)
        candidates = [candidate for candidate in proposed if existing.admits(candidate)]
        depth = 1 if self._tagset.overlap is Overlap.NONE else DEPTH
        chosen = [
            c for c in chosen_spans(candidates, self._tagset.spans, depth) if is_shown(c.score)
        ]
        suggested = [Mention(c.begin, c.end, c.tag, c.score) for c in chosen]
        found = links(article, (*existing.mentions, *suggested), self._tagset)
        fresh = [x for x in found if not existing.has_relation(x.tag, x.head, x.tail)]
        return Suggestions(
            tuple(self._span(document, candidate) for candidate in chosen),
            tuple(self._relations(document, fresh)),
        )

    def _candidates(
        self, article: Article, document: Document, state: State | None
    ) -> Iterator[Candidate]:
        for candidate in rule_candidates(article):
            yield self._track_record.adjusted(document, candidate)
        yield from self._memory.candidates(article)
        if state is not None:
            here = Memory()
            here.learn(document, state.spans)
            yield from here.candidates(article, DOCUMENT_SOURCE)

    def _span(self, document: Document, candidate: Candidate) -> SuggestedSpan:
        fragments = ((candidate.begin, candidate.end),)
        return SuggestedSpan(
            id=suggestion_id(document.sha256, "span", candidate.tag, fragments),
            tag=candidate.tag,
            fragments=fragments,
            score=round(candidate.score, _ROUNDING),
            suggester=candidate.source,
            reason=reason_of(candidate.source),
            layer=self._tagset.spans[candidate.tag].layer,
        )

    def _relations(self, document: Document, found: Iterable[Link]) -> Iterator[SuggestedRelation]:
        for link in sorted(found, key=lambda x: (x.head.begin, x.tail.begin, x.head.end, x.tag)):
            # A relation cannot be surer than the spans it joins.
            score = link.score * min(link.head.score, link.tail.score) ** 0.5
            if is_shown(score):
                yield self._relation(document, link, score)

    def _relation(self, document: Document, link: Link, score: float) -> SuggestedRelation:
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
            layer=self._tagset.relations[link.tag].layer,
        )
