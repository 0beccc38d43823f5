"""The mentions of one sentence and the words around them, for relation rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.arabic.folding import fold
from annotation.suggesting.article import Article, Sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that exists or is suggested; `score` is 1 for one that exists."""

    begin: int
    end: int
    tag: str
    score: float = 1.0

    def holds(self, other: "Mention") -> bool:
        """Whether the other lies wholly inside and is shorter."""
        inside = self.begin <= other.begin and other.end <= self.end
        return inside and (self.begin, self.end) != (other.begin, other.end)


@dataclass(frozen=True, slots=True)
class RelationCandidate:
    """A relation that a rule proposes between two mentions."""

    tag: str
    head: Mention
    tail: Mention
    score: float
    source: str


class SentenceMentions:
    """One sentence with its mentions in reading order, outer before inner."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.mentions = sorted(mentions, key=lambda m: (m.begin, -m.end, m.tag))
        self.outermost = list(_outermost(self.mentions))
        self._outer_begins = [mention.begin for mention in self.outermost]
        self._begins = sentence.begins
        self._ends = [token.end for token in sentence.tokens]
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}  # words of ranges asked for

    def words(self, name: str) -> frozenset[str]:
        """A list of trigger words."""
        return self.sentence.triggers[name]

    def between(self, first: Mention, second: Mention) -> tuple[str, ...]:
        """The folded words that lie wholly between two mentions."""
        return self._words(first.end, second.begin)

    def before(self, mention: Mention, count: int) -> tuple[str, ...]:
        """The last words before the mention."""
        return self._words(0, mention.begin)[-count:]

    def after(self, mention: Mention, count: int) -> tuple[str, ...]:
        """The first words after the mention."""
        return self._words(mention.end, self.sentence.tokens[-1].end)[:count]

    def covered(self, mention: Mention) -> tuple[str, ...]:
        """The folded words of the mention, without what is written together with the first."""
        low = max(0, bisect_right(self._begins, mention.begin) - 1)
        high = bisect_left(self._begins, mention.end)
        words = self.sentence.words[low:high]
        if not words or self._begins[low] == mention.begin:
            return words
        first = self.sentence.tokens[low].text[mention.begin - self._begins[low] :]
        return (fold(first), *words[1:])

    def _words(self, begin: int, end: int) -> tuple[str, ...]:
        known = self._known.get((begin, end))
        if known is None:
            known = self.sentence.words[slice(*self._places(begin, end))]
            self._known[begin, end] = known
        return known

    def _places(self, begin: int, end: int) -> tuple[int, int]:
        """The tokens that lie wholly in a range of the document."""
        return bisect_left(self._begins, begin), bisect_right(self._ends, end)

    def proclitic(self, mention: Mention) -> str:
        """The folded letters that are written together with the mention, before it."""
        place = bisect_right(self._begins, mention.begin) - 1
        token = self.sentence.tokens[place]
        if place >= 0 and token.begin < mention.begin < token.end:
            return fold(token.text[: mention.begin - token.begin])
        return ""

    def mentions_between(self, first: Mention, second: Mention) -> list[Mention]:
        """The outermost mentions that lie wholly between two."""
        low = bisect_left(self._outer_begins, first.end)
        high = bisect_left(self._outer_begins, second.begin)
        return [m for m in self.outermost[low:high] if m.end <= second.begin]

    def has(self, words: Iterable[str], name: str) -> bool:
        """Whether one of the words, in some reading, is in the list."""
        listed = self.words(name)
        return any(self.sentence.lexicon.reading_in(word, listed) for word in words)

    def uncovered(self, first: Mention, second: Mention) -> list[str]:
        """The words between two mentions that no mention covers, proclitics aside."""
        covering = self.mentions_between(first, second)
        low, high = self._places(first.end, second.begin)
        return [
            self.sentence.words[place]
            for place in range(low, high)
            if not any(
                m.begin < self._ends[place] and self._begins[place] < m.end for m in covering
            )
        ]


def _outermost(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, sorted by begin and length, that lie in no other."""
    reach, widest = -1, None
    for mention in mentions:
        is_twin = widest is not None and (mention.begin, mention.end) == widest
        if mention.end > reach or is_twin:
            yield mention
        if mention.end > reach:
            reach, widest = mention.end, (mention.begin, mention.end)


def scenes(article: Article, mentions: Iterable[Mention]) -> list[SentenceMentions]:
    """The sentences that hold mentions; a mention belongs to the sentence where it begins."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if article.sentences:
            by_sentence.setdefault(article.sentence_of(mention.begin), []).append(mention)
    return [
        SentenceMentions(article.sentences[number], found) for number, found in by_sentence.items()
    ]
