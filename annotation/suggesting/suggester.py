"""The suggester: everything that proposes spans and relations, behind one door."""

from collections.abc import Callable, Iterable
from pathlib import Path

from annotation.suggesting.account import Account, account_of
from annotation.suggesting.article import Article
from annotation.suggesting.existing import Existing
from annotation.suggesting.explained import Explained
from annotation.suggesting.hidden import HiddenQuestion, explain
from annotation.suggesting.knowledge import CandidateSource, Knowledge, restless
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.missed import missed_spans
from annotation.suggesting.passed import passed_sentences
from annotation.suggesting.presenting import suggested_relations, suggested_spans
from annotation.suggesting.relations_knowledge import RelationKnowledge
from annotation.suggesting.saving import load, save
from annotation.suggesting.sentence_mentions import Mention
from annotation.suggesting.standing import Standing
from annotation.suggesting.tiers import HIDDEN
from annotation.suggesting.vocabulary import WordCounts, common_words
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, SuggestedSpan, Suggestions
from annotation.values.record import Record
from annotation.values.state import State

NAME = "rules-memory-and-learner"
VERSION = "5"


class Suggester:
    """Proposes spans and relations for a document with the tags that the tagset has.

    It knows rules and gazetteers from the start; `count_words` tells it which words are ordinary
    in the project, `learn` and `learn_one` what was decided. It is used from one thread
    at a time.
    """

    def __init__(
        self,
        gazetteer_folder: Path,
        tagset: Tagset,
        sources: Iterable[CandidateSource] = tuple(CandidateSource),
    ) -> None:
        self._folder = gazetteer_folder
        self._tagset = tagset
        self._sources = tuple(sources)
        self._counts: WordCounts = WordCounts()
        self._knowledge = Knowledge(tagset, self._sources)
        self._relating = self._new_relating()
        self._read: Lexicon | None = None

    def _new_relating(self) -> RelationKnowledge:
        with_patterns, learns = (
            CandidateSource.RULES in self._sources,
            CandidateSource.LEARNER in self._sources,
        )
        return RelationKnowledge(self._tagset, with_patterns=with_patterns, learns=learns)

    @property
    def _lexicon(self) -> Lexicon:
        """The lexicon, read when it is first needed."""
        if self._read is None:
            self._read = Lexicon.read(self._folder, self._counts)
        return self._read

    def standing(self) -> Standing:
        """What it was taught, and how right it has been."""
        return self._knowledge.standing

    def account(self) -> Account:
        """What it was taught, and how right each source has been."""
        return account_of(self._knowledge)

    def count_words(self, texts: Iterable[str]) -> None:
        """Take the project's articles into account: what is written often is rarely a name."""
        self._counts = self._counts + common_words(texts)
        if self._read is not None:
            self._read = self._read.with_counts(self._counts)

    def learn(self, records: Iterable[Record], pause: Callable[[], None] = restless) -> None:
        """Learn from many records, one after the other; see `learn_one`."""
        for record in records:
            self.learn_one(record, pause)

    def learn_one(self, record: Record, pause: Callable[[], None] = restless) -> None:
        """Remember what was marked, and learn from the part of the article that was passed.

        A record of a document that was learnt before takes the place of the earlier one. `pause` is
        called every few milliseconds, so that somebody else may go first: while it waits, another
        thread may have something suggested.
        """
        pause()
        article = Article(record.document.text, self._lexicon)
        pause()
        self._knowledge.learn(record, article, passed_sentences(record, article), pause)
        pause()
        self._relating.learn(record, article)

    def explain(
        self,
        document: Document,
        state: State | None,
        place: tuple[int, int],
        *,
        floor: float = HIDDEN,
    ) -> tuple[Explained, ...]:
        """What is proposed for the words at a place, and why it is shown or not."""
        article = Article(document.text, self._lexicon)
        question = HiddenQuestion(document, state, place, floor)
        return explain(self._knowledge, self._tagset, article, question)

    def missed(self, document: Document, state: State) -> tuple[SuggestedSpan, ...]:
        """What was left bare but looks like a name, likely ones first."""
        article = Article(document.text, self._lexicon)
        return missed_spans(self._knowledge, self._tagset, article, document, state)

    def save(self, folder: Path) -> None:
        """Write all that was learnt and counted into a folder, as data."""
        save(folder, self._tagset, VERSION, self._counts, self._knowledge, self._relating)

    def load(self, folder: Path) -> None:
        """Take over what was saved; KnownError, and nothing changes, when it does not fit."""
        knowledge, relating = Knowledge(self._tagset, self._sources), self._new_relating()
        self._counts = load(folder, self._tagset, VERSION, knowledge, relating, self._lexicon)
        self._knowledge, self._relating = knowledge, relating
        self._read = self._lexicon.with_counts(self._counts)

    def suggest(
        self, document: Document, state: State | None = None, *, floor: float = HIDDEN
    ) -> Suggestions:
        """Spans and relations for the document that fit beside what `state` already holds.

        What is less sure than `floor` is left out.
        """
        article = Article(document.text, self._lexicon)
        existing = Existing(state, self._tagset.overlap, self._knowledge.inside)
        consulted = self._knowledge.consult(document, article, state)
        chosen = self._knowledge.choose(
            (c for c in consulted.candidates if existing.admits(c)), floor
        )
        suggested = [Mention(c.begin, c.end, c.tag, c.score) for c in chosen]
        found = self._relating.links(article, existing.mentions, suggested)
        fresh = [x for x in found if not existing.has_relation(x.tag, x.head, x.tail)]
        return Suggestions(
            suggested_spans(document, self._tagset, chosen, self._knowledge.memory),
            suggested_relations(document, self._tagset, fresh, floor),
        )
