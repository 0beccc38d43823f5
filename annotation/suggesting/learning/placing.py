"""From spans to words of a sentence and back, with what is cut off the first word."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

from annotation.arabic.clitics import likely_core
from annotation.arabic.folding import fold
from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.learning.perceptron import Marked

TaggedWords = tuple[int, int, str]  # offsets of the document and a tag
_PRIOR = 3.0
_MOST_LETTERS = 3


def marked_words(
    article: Article, ranges: Iterable[TaggedWords]
) -> list[list[tuple[Marked, TaggedWords]]]:
    """For each sentence, the ranges that lie in it as words, outer before inner."""
    found: list[list[tuple[Marked, TaggedWords]]] = [[] for _ in article.sentences]
    for begin, end, tag in sorted(ranges, key=lambda r: (r[0], -r[1], r[2])):
        if not article.sentences:
            break
        number = article.sentence_of(begin)
        sentence = article.sentences[number]
        first = bisect_right(sentence.begins, begin) - 1
        stop = bisect_right(sentence.begins, end - 1)
        if 0 <= first < stop and end <= sentence.tokens[stop - 1].end:
            found[number].append(((first, stop, tag), (begin, end, tag)))
    return found


def outermost(marked: Iterable[tuple[Marked, TaggedWords]]) -> list[tuple[Marked, TaggedWords]]:
    """Those that share no word with an earlier, longer one."""
    chosen: list[tuple[Marked, TaggedWords]] = []
    for item in marked:
        if not chosen or item[0][0] >= chosen[-1][0][1]:
            chosen.append(item)
    return chosen


class Cuts:
    """How many letters of a span's first word are proclitics, as people cut here.

    A word that was cut before is cut like that again; other words as the likely core says, as far
    as that proved right for words that begin alike.
    """

    def __init__(self) -> None:
        self._words: dict[str, Counter[int]] = {}
        self._guesses: dict[str, Counter[int]] = {}

    def learn(self, sentence: Sentence, first: int, begin: int) -> None:
        """See where in its first word a span begins."""
        token, word = sentence.tokens[first], sentence.words[first]
        letters = min(len(fold(token.text[: begin - token.begin])), _MOST_LETTERS)
        self._words.setdefault(word, Counter())[letters] += 1
        kind = _kind(word, _guess(sentence, word))
        self._guesses.setdefault(kind, Counter())[letters] += 1

    def letters(self, sentence: Sentence, first: int) -> int:
        """How many folded letters to cut off the word there."""
        word = sentence.words[first]
        known = self._words.get(word)
        if known:
            return _commonest(known)
        guess = _guess(sentence, word)
        seen = self._guesses.get(_kind(word, guess), Counter())
        votes = {**seen, guess: seen.get(guess, 0) + _PRIOR}
        letters = _commonest(votes)
        return letters if letters < len(word) else 0

    def data(self) -> dict[str, dict[str, dict[int, int]]]:
        """The counts, for saving."""
        return {
            "words": {word: dict(counts) for word, counts in self._words.items()},
            "guesses": {kind: dict(counts) for kind, counts in self._guesses.items()},
        }

    def restore(self, data: Mapping[str, Mapping[str, Mapping[str, int]]]) -> None:
        """Take over saved counts."""
        self._words = {word: _counts(saved) for word, saved in data["words"].items()}
        self._guesses = {kind: _counts(saved) for kind, saved in data["guesses"].items()}


def _counts(saved: Mapping[str, int]) -> Counter[int]:
    return Counter({int(letters): int(times) for letters, times in saved.items()})


def _commonest(votes: Mapping[int, float]) -> int:
    return min(votes, key=lambda letters: (-votes[letters], letters))


def _kind(word: str, guess: int) -> str:
    """How a word begins, as far as it would be cut off."""
    return f"{guess}{word[:guess]}"


def _guess(sentence: Sentence, word: str) -> int:
    return likely_core(word, sentence.lexicon.is_known)
