"""Everything that is known about words: triggers, gazetteers, vocabulary and name likeness."""

from pathlib import Path

from annotation.arabic.clitics import readings
from annotation.arabic.root_letters import NOT_CLITICS
from annotation.suggesting.gazetteer import Gazetteer
from annotation.suggesting.names import Names
from annotation.suggesting.triggers import Triggers
from annotation.suggesting.vocabulary import Vocabulary, WordCounts


class Lexicon:
    """The knowledge that rules share; made again when the project's word counts change."""

    def __init__(self, triggers: Triggers, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self.triggers = triggers
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self.names = Names(triggers, gazetteer, vocabulary)

    @classmethod
    def read(cls, folder: Path, counts: WordCounts | None = None) -> "Lexicon":
        """Load the gazetteer folder."""
        vocabulary = Vocabulary.read(folder / "common.txt", counts)
        return cls(Triggers.read(folder / "triggers.toml"), Gazetteer.read(folder), vocabulary)

    def with_counts(self, counts: WordCounts) -> "Lexicon":
        """The same knowledge with other word counts."""
        return Lexicon(self.triggers, self.gazetteer, self.vocabulary.with_counts(counts))

    def reading_in(self, word: str, words: frozenset[str]) -> tuple[int, str] | None:
        """The first reading of the folded word whose stem is one of `words`."""
        if word in words:
            return 0, word
        if word in NOT_CLITICS:
            return None
        return next((reading for reading in readings(word) if reading[1] in words), None)

    def nationality_reading(self, word: str) -> int | None:
        """How many proclitic letters stand before a nationality; None if it is none."""
        for letters, stem in readings(word):
            if self.gazetteer.is_nationality(stem) and (letters == 0 or len(stem) > 4):
                return letters
        return None

    def is_known(self, word: str) -> bool:
        """Whether the folded word is a word or a name by itself, so that nothing is cut off it."""
        return word in NOT_CLITICS or self.gazetteer.knows(word)
