"""The sequence learner: reads finished articles word by word, proposes spans with probabilities."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.suggesting.article import Article, Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.description import WordAttributes
from annotation.suggesting.learning.perceptron import Encoded, Marked, Perceptron, Stretch
from annotation.suggesting.learning.placing import Cuts, TaggedWords, marked_words, outermost

SOURCE = "learner"
Lesson = tuple[Encoded, tuple[int, ...]]

_FIRST_PASSES = 3
_REPLAYED = 16
_LAST_PASSES = 1
_MOST_LESSONS = 400
_STRIDE = 7919  # a prime, so that replay walks through all articles
_OPEN = 0.3  # an outer span less probable than this is not looked into
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class DescribedArticle:
    """An article with the attributes of its words: made once, for learning and proposing."""

    article: Article
    words: Sequence[Sequence[WordAttributes]]


class Learner:
    """Two perceptrons: one for outermost spans, one for what lies inside a span."""

    def __init__(self) -> None:
        self.outer = Perceptron()
        self.inner = Perceptron()
        self.cuts = Cuts()
        self.lessons: dict[str, list[tuple[Perceptron, Lesson]]] = {}
        self.turn = 0

    @property
    def articles(self) -> int:
        """How many articles were learnt."""
        return len(self.lessons)

    def learn(
        self,
        name: str,
        reading: DescribedArticle,
        ranges: Iterable[TaggedWords],
        sentences: int,
        pause: Callable[[], None],
    ) -> None:
        """Learn the first `sentences` of an article, and repeat some earlier ones.

        `pause` is called between sentences.
        """
        lessons = list(self._lessons_of(reading, ranges, sentences))
        self.lessons.pop(name, None)
        self.turn += 1
        repeated = self._repeated()
        for _ in range(_FIRST_PASSES):
            _train(lessons, pause)
        for earlier in repeated:
            _train(earlier, pause)
        for _ in range(_LAST_PASSES):
            _train(lessons, pause)
        self.lessons[name] = lessons
        if len(self.lessons) > _MOST_LESSONS:
            del self.lessons[next(iter(self.lessons))]

    def _repeated(self) -> list[list[tuple[Perceptron, Lesson]]]:
        names = list(self.lessons)
        count = min(_REPLAYED, len(names))
        places = {(self.turn + number * _STRIDE) % len(names) for number in range(count)}
        return [self.lessons[names[place]] for place in sorted(places)]

    def _lessons_of(
        self, reading: DescribedArticle, ranges: Iterable[TaggedWords], sentences: int
    ) -> Iterator[tuple[Perceptron, Lesson]]:
        marked = marked_words(reading.article, ranges)
        for sentence, words, here in list(
            zip(reading.article.sentences, reading.words, marked, strict=True)
        )[:sentences]:
            outer = outermost(here)
            for (first, _, _), (begin, _, _) in here:
                self.cuts.learn(sentence, first, begin)
            yield self.outer, _lesson(self.outer, words, [words_of for words_of, _ in outer])
            for words_of, _ in outer:
                yield from self._inner_lessons(words, words_of, [m for m, _ in here], 1)

    def _inner_lessons(
        self, words: Sequence[WordAttributes], holder: Marked, marked: Sequence[Marked], depth: int
    ) -> Iterator[tuple[Perceptron, Lesson]]:
        first, stop, _ = holder
        if stop - first < 2 or depth > _DEEPEST:
            return
        inside = _directly_inside(holder, marked)
        moved = [(a - first, b - first, inner) for a, b, inner in inside]
        yield self.inner, _lesson(self.inner, _within(words, holder), moved)
        for inner in inside:
            yield from self._inner_lessons(words, inner, marked, depth + 1)

    def candidates(self, reading: DescribedArticle) -> Iterator[Candidate]:
        """Spans with their probability as score; those inside others are as if these were there."""
        for sentence, words in zip(reading.article.sentences, reading.words, strict=True):
            for stretch in self.outer.stretches(self.outer.encode(words, grow=False)):
                yield self._candidate(sentence, stretch)
                yield from self._inside(sentence, words, stretch, 1)

    def _inside(
        self, sentence: Sentence, words: Sequence[WordAttributes], holder: Stretch, depth: int
    ) -> Iterator[Candidate]:
        if holder.stop - holder.first < 2 or holder.probability < _OPEN or depth > _DEEPEST:
            return
        within = _within(words, (holder.first, holder.stop, holder.tag))
        for found in self.inner.stretches(self.inner.encode(within, grow=False)):
            first, stop = found.first + holder.first, found.stop + holder.first
            if stop - first < holder.stop - holder.first:
                stretch = Stretch(first, stop, found.tag, found.probability)
                yield self._candidate(sentence, stretch)
                yield from self._inside(sentence, words, stretch, depth + 1)

    def _candidate(self, sentence: Sentence, stretch: Stretch) -> Candidate:
        letters = self.cuts.letters(sentence, stretch.first)
        phrase = SentencePhrase(stretch.first, letters, stretch.stop)
        return sentence.candidate(phrase, stretch.tag, stretch.probability, SOURCE)


def _train(lessons: Iterable[tuple[Perceptron, Lesson]], pause: Callable[[], None]) -> None:
    for perceptron, (encoded, roles) in lessons:
        pause()
        if len(encoded):
            perceptron.train(encoded, roles)


def _lesson(
    perceptron: Perceptron, words: Sequence[WordAttributes], marked: Sequence[Marked]
) -> Lesson:
    roles = perceptron.roles(len(words), marked)
    return perceptron.encode(words, grow=True), tuple(roles)


def _within(words: Sequence[WordAttributes], holder: Marked) -> list[WordAttributes]:
    """The words of a span, each told which tag it lies in, and the ends that they are ends."""
    first, stop, tag = holder
    described = []
    for place in range(first, stop):
        own, near, wide = words[place]
        end = "first" if place == first else "last" if place == stop - 1 else "middle"
        described.append(((*own, f"in{tag}", f"in{tag}{end}"), near, wide))
    return described


def _directly_inside(holder: Marked, marked: Sequence[Marked]) -> list[Marked]:
    """What lies inside a span and in no other inside it; nothing of the same range."""
    first, stop, _ = holder
    found: list[Marked] = []
    for begin, end, tag in marked:
        is_inside = first <= begin and end <= stop and end - begin < stop - first
        if is_inside and (not found or begin >= found[-1][1]):
            found.append((begin, end, tag))
    return found
