"""Dictionary words: which are names, which are ordinary, and which an inflected word is made of."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from annotation.arabic.clitics import readings
from annotation.arabic.letters import ARTICLE
from annotation.suggesting.vocabulary import forms

NAME, EITHER, WORD, VERB = "name", "either", "word", "verb"
INFLECTED, UNKNOWN = "inflected", "unknown"
AFTER_ARTICLE, AFTER_CLITIC = "the ", "and "

_SHORTEST_AFTER_ARTICLE = 3
_FUTURE, _PRESENT = "س", "يتنا"
_VERB_ENDINGS = (*("", "ون", "وا", "ان", "ها", "هم", "ه", "نا", "ت", "تم", "هما", "ونها", "ونه"),)
_SHORTEST_VERB = 3
_WEAK: dict[int, int | None] = dict.fromkeys(map(ord, "اوي"))


class Lemmas:
    """Folded dictionary words by kind, and what they say of a written word.

    A word that the dictionary has as a name and otherwise, by how often it is one in the news, is
    `EITHER`. Verbs are compared without their weak letters: استحال and يستحيل are one.
    """

    def __init__(self, kinds: dict[str, str], verbs: frozenset[str] = frozenset()) -> None:
        self._kinds = kinds
        self._verbs = frozenset(map(_strong_letters, verbs))
        self.kind = lru_cache(maxsize=100_000)(self._kind)

    @classmethod
    def read(cls, path: Path) -> "Lemmas":
        """Load the file: lines of a kind, a tab, and words between spaces."""
        kinds: dict[str, str] = {}
        verbs: set[str] = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, tab, words = line.partition("\t")
            if tab and kind == VERB:
                verbs.update(words.split())
            elif tab:
                kinds.update(dict.fromkeys(words.split(), kind))
        for verb in verbs:
            kinds.setdefault(verb, WORD)
        return cls(kinds, frozenset(verbs))

    def _kind(self, word: str) -> str:
        """What the folded word is: a kind, perhaps behind an article or clitics, or unknown."""
        known = self._kinds.get(word)
        if known:
            return known
        bare = _without_article(word)
        if bare in self._kinds:
            return AFTER_ARTICLE + self._kinds[bare]
        for letters, stem in readings(word):
            for form in (stem, _without_article(stem)):
                if letters and form in self._kinds:
                    return AFTER_CLITIC + self._kinds[form]
            if any(self._kinds.get(form) in (WORD, EITHER) for form in forms(stem)):
                return INFLECTED
            if self._is_verb(stem):
                return VERB
        return UNKNOWN

    def _is_verb(self, stem: str) -> bool:
        """Whether the word is a known verb in the present or future tense."""
        present = stem.removeprefix(_FUTURE)
        if present[:1] not in _PRESENT or len(present) <= _SHORTEST_VERB:
            return False
        return any(form in self._verbs for form in _present_stems(present[1:]))


def _present_stems(word: str) -> Iterator[str]:
    for ending in _VERB_ENDINGS:
        if word.endswith(ending):
            stem = _strong_letters(word.removesuffix(ending))
            if len(stem) >= _SHORTEST_VERB:
                yield stem


def _without_article(word: str) -> str:
    is_long = word.startswith(ARTICLE) and len(word) > _SHORTEST_AFTER_ARTICLE
    return word[len(ARTICLE) :] if is_long else word


def _strong_letters(word: str) -> str:
    stem: str = word.removeprefix("ا").translate(_WEAK)
    return stem
