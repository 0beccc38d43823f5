"""What the learner is told of each word: spelling, frequency, lists, rules and the memory."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log2

from annotation.arabic.clitics import likely_core, readings
from annotation.arabic.letters import ARTICLE, is_arabic
from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.lexicon import Lexicon

# The attributes of one word: about itself, also about its neighbours, about two words each side.
WordAttributes = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_LONGEST_AFFIX = 4
_LONGEST = 9
_SHORTEST_AFTER_ARTICLE = 2


class Describer:
    """Describes words with a lexicon; what depends on the word alone is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._word = lru_cache(maxsize=50_000)(self._describe_word)

    def describe(
        self, article: Article, flags: dict[str, Sequence[Candidate]]
    ) -> list[list[WordAttributes]]:
        """The attributes of all words; `flags` are the candidates of other sources, by name."""
        marks = [_Marks(name, found) for name, found in flags.items()]
        return [
            self._describe(sentence, marks, article.subject_of(number))
            for number, sentence in enumerate(article.sentences)
        ]

    def _describe(
        self, sentence: Sentence, marks: Sequence["_Marks"], subject: str
    ) -> list[WordAttributes]:
        known = _gazetteer_marks(sentence)
        words, last = sentence.words, len(sentence) - 1
        described = []
        for place, word in enumerate(words):
            own, near, wide = self._word(word)
            before = words[place - 1] if place else "^"
            after = words[place + 1] if place < last else "$"
            pairs = (f"b{before} {word}", f"a{word} {after}")
            about = (subject, *(f"{mark} {subject}" for mark in (word, *known[place])))
            token = sentence.tokens[place]
            here = (found for mark in marks for found in mark.at(token.begin, token.end))
            described.append(((*own, *pairs, *about), near, (*wide, *known[place], *here)))
        return described

    def _describe_word(self, word: str) -> WordAttributes:
        if not is_arabic(word):
            return (), (), ("w" + word, "shape" + _shape(word))
        lexicon = self.lexicon
        stems = _stems(word)
        stem = min(stems, key=len)
        lists = {name for s in stems for name in lexicon.triggers.lists_of(s)}
        guess = likely_core(word, lexicon.is_known)
        own = (
            *(f"p{word[:size]}" for size in range(1, min(_LONGEST_AFFIX, len(word)) + 1)),
            *(f"x{word[-size:]}" for size in range(1, min(_LONGEST_AFFIX, len(word)) + 1)),
            *(f"v{stem}" for stem in stems),
            f"length{min(len(word), _LONGEST)}",
            f"cut{guess}",
        )
        times = lexicon.vocabulary.times(word)
        near = (
            f"s{stem}",
            f"e{word[-2:]}",
            f"times{int(1.5 * log2(1 + times))}",
            f"article{word.startswith(ARTICLE)}",
            f"like{lexicon.names.likeness(word):.1f}",
            f"known{lexicon.is_known(word)}",
            f"common{lexicon.vocabulary.is_common(word)}",
            *self._dictionaries(word, stems),
        )
        nationality = ("nationality",) if lexicon.nationality_reading(word) is not None else ()
        return own, near, ("w" + word, *sorted(lists), *nationality)

    def _dictionaries(self, word: str, stems: Sequence[str]) -> Iterator[str]:
        """The kind of its lemma, and the lists of names that hold it or what is left of it."""
        yield f"lemma {self.lexicon.lemmas.kind(word)}"
        lists_of = self.lexicon.gazetteer.lists_of
        yield from lists_of(word)
        cut = {name for stem in stems[1:] for name in lists_of(stem)}
        yield from (f"cut {name}" for name in sorted(cut))


def _stems(word: str) -> list[str]:
    """The readings of a word without its proclitics, each also without the article."""
    stems = [stem for _, stem in readings(word)]
    bare = [
        stem[len(ARTICLE) :]
        for stem in stems
        if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + _SHORTEST_AFTER_ARTICLE
    ]
    return list(dict.fromkeys(stems + bare))


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "9" * min(len(word), 4)
    return "A" if word[0].isalpha() else word[0]


def _gazetteer_marks(sentence: Sentence) -> list[tuple[str, ...]]:
    marks: list[tuple[str, ...]] = [()] * len(sentence)
    for match in sentence.matches.values():
        level = "sure" if match.score >= 0.8 else "likely" if match.score > 0.5 else "doubtful"
        for place in range(match.first, match.stop):
            role = "B" if place == match.first else "I"
            marks[place] = (f"g{role}{match.tag}{level}",)
    return marks


class _Marks:
    """Candidates of one source, asked word by word in reading order."""

    def __init__(self, name: str, candidates: Iterable[Candidate]) -> None:
        self._name = name
        self._waiting = sorted(candidates, key=lambda c: (c.begin, -c.end))
        self._open: list[Candidate] = []
        self._next = 0

    def at(self, begin: int, end: int) -> Iterator[str]:
        """What the source says of the word between two offsets."""
        while self._next < len(self._waiting) and self._waiting[self._next].begin < end:
            self._open.append(self._waiting[self._next])
            self._next += 1
        self._open = [c for c in self._open if c.end > begin]
        if not self._open:
            yield f"{self._name}O"
        for depth, candidate in enumerate(self._open[:2]):
            role = "B" if begin <= candidate.begin else "I"
            yield f"{self._name}{depth}{role}{candidate.tag}"
            yield f"{self._name}{depth}{role}{candidate.tag}{candidate.score:.1f}"
