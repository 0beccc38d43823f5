"""Everything that is known about words: triggers, gazetteers, vocabulary, lemmas, likeness."""

from functools import lru_cache
from pathlib import Path

from annotation.arabic.clitics import readings
from annotation.arabic.root_letters import NOT_CLITICS
from annotation.suggesting.gazetteer import Gazetteer
from annotation.suggesting.lemmas import Lemmas
from annotation.suggesting.names import Names
from annotation.suggesting.triggers import Triggers
from annotation.suggesting.vocabulary import Vocabulary, WordCounts


class Lexicon:
    """The knowledge that rules share; made again when the project's word counts change.

    What is asked of a word again and again is kept.
    """

    def __init__(
        self, triggers: Triggers, gazetteer: Gazetteer, vocabulary: Vocabulary, lemmas: Lemmas
    ) -> None:
        self.triggers = triggers
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self.lemmas = lemmas
        self.names = Names(triggers, gazetteer, vocabulary, lemmas)
        self.reading_in = lru_cache(maxsize=200_000)(_reading_in)
        self.nationality_reading = lru_cache(maxsize=50_000)(self._nationality_reading)

    @classmethod
    def read(cls, folder: Path, counts: WordCounts | None = None) -> "Lexicon":
        """Load the gazetteer folder."""
        return cls(
            Triggers.read(folder / "triggers.toml"),
            Gazetteer.read(folder),
            Vocabulary.read(folder / "common.txt", counts),
            Lemmas.read(folder / "lemmas.tsv"),
        )

    def with_counts(self, counts: WordCounts) -> "Lexicon":
        """The same knowledge with other word counts."""
        vocabulary = self.vocabulary.with_counts(counts)
        return Lexicon(self.triggers, self.gazetteer, vocabulary, self.lemmas)

    def _nationality_reading(self, word: str) -> int | None:
        """How many proclitic letters stand before a nationality; None if it is none."""
        for letters, stem in readings(word):
            if self.gazetteer.is_nationality(stem) and (letters == 0 or len(stem) > 4):
                return letters
        return None

    def is_known(self, word: str) -> bool:
        """Whether the folded word is a word or a name by itself, so that nothing is cut off it."""
        return word in NOT_CLITICS or self.gazetteer.knows(word)


def _reading_in(word: str, words: frozenset[str]) -> tuple[int, str] | None:
    """The first reading of the folded word whose stem is one of `words`."""
    if word in words:
        return 0, word
    if word in NOT_CLITICS:
        return None
    return next((reading for reading in readings(word) if reading[1] in words), None)
