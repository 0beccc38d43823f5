"""Trigger words: what announces a name, a date or a relation."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from annotation.arabic.folding import fold

TriggerPhrase = tuple[str, ...]
Phrases = Mapping[str, tuple[TriggerPhrase, ...]]


class Triggers:
    """The folded lists of triggers.toml, named like `posts.head`."""

    def __init__(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        self._words = {
            f"{section}.{name}": frozenset(fold(text).split())
            for section, names in lists.items()
            for name, text in names.items()
        }
        self._phrases: dict[str, Phrases] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        for name, words in self._words.items():
            for word in words:
                self._lists[word] = (*self._lists.get(word, ()), name)

    @classmethod
    def read(cls, path: Path) -> "Triggers":
        """Load the file of trigger words."""
        return cls(tomllib.loads(path.read_text(encoding="utf-8")))

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._words[name]

    def lists_of(self, word: str) -> tuple[str, ...]:
        """The names of the lists that hold the folded word."""
        return self._lists.get(word, ())

    def union(self, *names: str) -> frozenset[str]:
        """The words of several lists together."""
        return frozenset().union(*(self._words[name] for name in names))

    def phrases(self, name: str) -> Phrases:
        """The list as phrases: its entries are words joined by `_`."""
        found = self._phrases.get(name)
        if found is None:
            split = (tuple(word.split("_")) for word in self._words[name])
            found = self._phrases[name] = phrases_by_first_word(split)
        return found


def phrases_by_first_word(phrases: Iterable[TriggerPhrase]) -> Phrases:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[TriggerPhrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {
        first: tuple(sorted(group, key=lambda p: (-len(p), p))) for first, group in found.items()
    }
