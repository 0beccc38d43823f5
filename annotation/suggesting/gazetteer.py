"""Names known beforehand, found through clitics and folded spelling."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.arabic.clitics import readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.suggesting.triggers import Phrases, phrases_by_first_word
from annotation.suggesting.vocabulary import Vocabulary

FILES = ("own.tsv", "places.tsv", "persons.tsv", "names.tsv", "words.tsv")
OWN = "own.tsv"

# How far a name of a kind is to be believed: alone, and when it has several words.
_SCORES = {
    "state": ("GPE", 0.94, 0.94),
    "city": ("GPE", 0.9, 0.92),
    "place": ("GPE", 0.78, 0.75),
    "LOC": ("LOC", 0.8, 0.9),
    "landscape": ("LOC", 0.7, 0.75),
    "ORG": ("ORG", 0.85, 0.92),
    "ORG-weak": ("ORG", 0.3, 0.3),
    "PER": ("PER", 0.8, 0.93),
    "people": ("NORP", 0.85, 0.85),
    "FAC": ("FAC", 0.85, 0.9),
    "EVENT": ("EVENT", 0.8, 0.88),
    "LAW": ("LAW", 0.8, 0.88),
    "PROD": ("PROD", 0.75, 0.8),
}
_LESS_SURE = {"city": "place", "LOC": "landscape"}  # lists that nobody here has read
_ORDINARY_WORD = 0.1
_SHORT_WORD = 0.3
_SHORTEST_WITH_ENDING = 4
_PER_CLITIC = 0.04
_LONG_VOWELS: dict[int, int | None] = dict.fromkeys(map(ord, "اوي"))
_NISBA_ENDINGS = ("", "ه", "ون", "ين", "ات", "ان", "تين", "ا")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name: its folded words, tag, and how far to believe it."""

    words: tuple[str, ...]
    tag: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in words `first` to `stop`, after so many letters of proclitics."""

    first: int
    letters: int
    stop: int
    tag: str
    score: float


class Gazetteer:
    """Names by their first folded word, and the sets of words that names are made of."""

    def __init__(
        self, rows: Iterable[tuple[str, str]], own: Iterable[tuple[str, str]] = ()
    ) -> None:
        own_rows = list(own)
        self._by_first: dict[str, list[GazetteerEntry]] = {}
        self.given: set[str] = set()
        self.famous: set[str] = set()
        self.own_names: set[str] = set()
        self.family: set[str] = set()
        self.endings: tuple[str, ...] = ()
        self.nationalities: set[str] = set()
        self.currencies: set[str] = set()
        self._months: list[tuple[str, ...]] = []
        for kind, name in own_rows:
            self._add(kind, name)
        self.own_names = self.given | self.family
        self.famous = self.family - self.given
        for kind, name in rows:
            self._add(_LESS_SURE.get(kind, kind), name)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry.words), -entry.score))
        self.months: Phrases = phrases_by_first_word(self._months)
        self.spellings = self._skeletons()

    @classmethod
    def read(cls, folder: Path) -> "Gazetteer":
        """Load the files of the folder; their lines are a kind, a tab and a name."""
        rows = {name: list(_rows(folder / name)) for name in FILES}
        return cls((row for name in FILES[1:] for row in rows[name]), rows[OWN])

    def _add(self, kind: str, name: str) -> None:
        words = tuple(name.split())
        match kind:
            case "given" | "family":
                (self.given if kind == "given" else self.family).update(words[-1:])
            case "ending":
                self.endings += words
            case "month":
                self._months.append(words)
            case "currency":
                self.currencies.update(words)
            case "nationality":
                for ending in _NISBA_ENDINGS:
                    self.nationalities |= {name + ending, ARTICLE + name + ending}
            case "place" if len(words) == 1 and words[0] in self.own_names:
                return  # a town of the same name is rarer in the news
            case _ if kind in _SCORES:
                tag, alone, several = _SCORES[kind]
                entry = GazetteerEntry(words, tag, alone if len(words) == 1 else several)
                self._by_first.setdefault(words[0], []).append(entry)

    def _skeletons(self) -> dict[str, str]:
        """Single-word places by their spelling without long vowels: خوجند and خجند are one."""
        return {
            skeleton(first): first
            for first, entries in self._by_first.items()
            for entry in entries
            if entry.tag == "GPE" and len(entry.words) == 1 and len(skeleton(first)) > 3
        }

    def knows(self, word: str) -> bool:
        """Whether the folded word is a name by itself."""
        return word in self.given or word in self.famous or self.has_single(word)

    def has_single(self, word: str) -> bool:
        """Whether the folded word alone is an entry: a place, an organisation, ...."""
        return any(len(entry.words) == 1 for entry in self._by_first.get(word, ()))

    def lists_of(self, word: str) -> Iterator[str]:
        """The lists of names that hold the folded word, and the tags of names it begins."""
        if word in self.own_names:
            yield "own"
        if word in self.given:
            yield "given"
        if word in self.family:
            yield "family"
        if len(word) > _SHORTEST_WITH_ENDING and word.endswith(self.endings):
            yield "ending"
        for entry in self._by_first.get(word, ()):
            yield f"begins {entry.tag} {len(entry.words) == 1}"

    def is_nationality(self, word: str) -> bool:
        """Whether the folded word, its article included, is an adjective of nationality."""
        return word in self.nationalities

    def matches(
        self, words: Sequence[str], vocabulary: Vocabulary, first: int = 0
    ) -> Iterator[Match]:
        """The longest names in a sentence of folded words, from left to right, not overlapping."""
        place = first
        while place < len(words):
            match = self._match_at(words, place, vocabulary)
            if match:
                yield match
            place = match.stop if match else place + 1

    def _match_at(self, words: Sequence[str], first: int, vocabulary: Vocabulary) -> Match | None:
        best: Match | None = None
        for letters, stem in readings(words[first]):
            for entry in self._by_first.get(stem, ()):
                stop = first + len(entry.words)
                if entry.words[1:] != tuple(words[first + 1 : stop]):
                    continue
                score = self._score(entry, words[first], letters, vocabulary)
                if best is None or (stop, score) > (best.stop, best.score):
                    best = Match(first, letters, stop, entry.tag, score)
                break
        return best

    def _score(
        self, entry: GazetteerEntry, word: str, letters: int, vocabulary: Vocabulary
    ) -> float:
        score = entry.score - _PER_CLITIC * letters
        if len(entry.words) > 1:
            return score
        stem = entry.words[0]
        is_familiar = vocabulary.is_familiar(word)  # a word written once proves nothing
        if letters and is_familiar and vocabulary.times(word) > 2 * vocabulary.times(stem):
            return min(score, _ORDINARY_WORD)
        is_ordinary = vocabulary.is_common(word if letters else stem) or vocabulary.is_common(stem)
        if entry.score < 0.8 and is_ordinary:
            return min(score, _ORDINARY_WORD)
        if entry.score < 0.8 and (len(stem) < 4 or stem in self.given):
            return min(score, _SHORT_WORD)
        return score

    def place_spelt_like(self, word: str) -> bool:
        """Whether the folded word is a known place but for its long vowels."""
        known = self.spellings.get(skeleton(word)) if len(word) > 4 else None
        return known is not None and abs(len(known) - len(word)) <= 2 and known[-1] == word[-1]


def skeleton(word: str) -> str:
    """The word without its long vowels, but for a first letter and the article."""
    if word.startswith(ARTICLE) and len(word) > 4:
        return ARTICLE + skeleton(word[2:])
    consonants: str = word[1:].translate(_LONG_VOWELS)
    return word[:1] + consonants


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, tab, name = line.partition("\t")
        if tab:
            yield kind, fold(name)
