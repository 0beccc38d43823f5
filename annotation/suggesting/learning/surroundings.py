"""What stands in and around a proposal, as features: its words, their kinds, its subject."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.word_kinds import EDGE, WordKinds

_MOST_WORDS = 5
_MOST_KINDS = 4


class Surroundings:
    """The features of stretches of one article, for any tag."""

    def __init__(self, article: Article, kinds: WordKinds) -> None:
        self._article = article
        self._kinds = kinds
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}

    def of(self, begin: int, end: int) -> tuple[str, ...]:
        """The features of a range of the document."""
        known = self._known.get((begin, end))
        if known is None:
            number = self._article.sentence_of(begin)
            sentence = self._article.sentences[number]
            found = self._found(sentence, begin, end)
            known = (self._article.subject_of(number), *found)
            self._known[begin, end] = known
        return known

    def _found(self, sentence: Sentence, begin: int, end: int) -> Iterator[str]:
        first = bisect_right(sentence.begins, begin) - 1
        stop = max(bisect_left(sentence.begins, end), first + 1)
        cut = "" if sentence.begins[first] == begin else "+"
        before = self._kind(sentence, first - 1) + cut
        after = self._kind(sentence, stop)
        kinds = [self._kind(sentence, place) for place in range(first, stop)]
        pattern = ", ".join(kinds[:_MOST_KINDS])
        yield f"words {min(stop - first, _MOST_WORDS)}"
        yield f"word before {sentence.word(first - 1)}"
        yield f"word after {sentence.word(stop)}"
        yield f"first word {sentence.word(first)}"
        yield f"last word {sentence.word(stop - 1)}"
        yield f"before {before}"
        yield f"after {after}"
        yield f"kinds {pattern}"
        yield f"kinds {pattern} after {before}"
        yield f"kinds {pattern} before {after}"
        yield f"begins {kinds[0]} after {before}"
        yield f"ends {kinds[-1]} before {after}"

    def _kind(self, sentence: Sentence, place: int) -> str:
        return self._kinds.kind(sentence.words[place]) if 0 <= place < len(sentence) else EDGE
