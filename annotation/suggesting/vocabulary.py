"""Which words are ordinary: known lemmas, and inflected words of the project's own articles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from annotation.arabic.clitics import readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.arabic.tokens import tokenize

WordCounts = Counter[str]

_SUFFIXES = (
    *("تهما", "تين", "تان", "تها", "تهم", "هما", "كما", "ين", "ون", "ات", "ان", "ها", "هم", "هن"),
    *("نا", "كم", "ته", "تي", "يه", "وا", "ه", "ي", "ا", "ت"),
)
_INFLECTIONS = ("", "ه", "ها", "هم", "ات", "ين", "ون", "ا", "ت", "تها", "ته", "يه")
_PRESENT = "يتن"
_SHORTEST = 3
_ENOUGH_FORMS = 3
_ENOUGH_TIMES = 4
_FAMILIAR = 3


def common_words(texts: Iterable[str]) -> WordCounts:
    """How often each folded word is written in the texts."""
    counts: WordCounts = Counter()
    for text in texts:
        counts.update(token.text for token in tokenize(fold(text)))
    return counts


class Vocabulary:
    """Tells ordinary words from those that could be names.

    A name hardly ever takes the article, a plural and a pronoun; a word that is seen in three
    such forms is an ordinary one, whatever it means.
    """

    def __init__(self, lemmas: frozenset[str], counts: WordCounts | None = None) -> None:
        self._lemmas = lemmas
        self._counts = counts or Counter()
        self.is_common = lru_cache(maxsize=100_000)(self._is_common)

    @classmethod
    def read(cls, path: Path, counts: WordCounts | None = None) -> "Vocabulary":
        """Load the list of common lemmas; lines that begin with # are comments."""
        lines = path.read_text(encoding="utf-8").splitlines()
        words = " ".join(line for line in lines if not line.startswith("#"))
        return cls(frozenset(fold(words).split()), counts)

    def with_counts(self, counts: WordCounts) -> "Vocabulary":
        """The same lemmas with other counts."""
        return Vocabulary(self._lemmas, counts)

    def times(self, word: str) -> int:
        """How often the folded word is written in the project's articles."""
        return self._counts[word]

    def is_familiar(self, word: str) -> bool:
        """Whether the word is written often enough that its use says something."""
        return self._counts[word] >= _FAMILIAR

    def _is_common(self, word: str) -> bool:
        """Whether the folded word is an ordinary one in some reading."""
        return any(
            form in self._lemmas or self._is_inflected(form)
            for _, stem in readings(word)
            for form in forms(stem)
        )

    def _is_inflected(self, stem: str) -> bool:
        if len(stem) < _SHORTEST:
            return False
        forms = [stem + ending for ending in _INFLECTIONS]
        times = [self._counts[form] + self._counts[ARTICLE + form] for form in forms]
        article = any(self._counts[ARTICLE + form] for form in forms)
        seen = sum(map(bool, times)) + article
        is_noun = seen >= _ENOUGH_FORMS and article and sum(times) >= _ENOUGH_TIMES
        return is_noun or self._is_verb(stem)

    def _is_verb(self, stem: str) -> bool:
        """Whether the word is written in the present and another tense: يحصل, تحصل, حصل."""
        written = self._counts
        others = written[stem] + written["ت" + stem] + written[stem + "ت"] + written["سي" + stem]
        return bool(written["ي" + stem]) and others > 0


def forms(word: str) -> Iterator[str]:
    """The word without its article, its suffix, and the letter of the present tense."""
    core = word[2:] if word.startswith(ARTICLE) and len(word) > _SHORTEST else word
    yield core
    for suffix in _SUFFIXES:
        if core.endswith(suffix) and len(core) - len(suffix) >= _SHORTEST:
            stem = core[: -len(suffix)]
            yield stem
            yield stem + "ه"
    if core[0] == "س" and core[1:2] and core[1] in _PRESENT:
        core = core[1:]
    if core and core[0] in _PRESENT and len(core) > _SHORTEST:
        yield core[1:]
