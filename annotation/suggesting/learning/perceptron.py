"""An averaged structured perceptron over words, trained article by article.

Collins, "Discriminative Training Methods for Hidden Markov Models" (EMNLP 2002). Every word has a
role: outside, or the first or a later word of a span with some tag. The best roles are found by
Viterbi's algorithm; probabilities come from the forward-backward algorithm (Rabiner, "A tutorial on
hidden Markov models", 1989) over the averaged scores, cooled by a fixed temperature.

Scores have the shape `(words, roles)`, moves `(roles, roles)`, from the role before to the role
after. Role 0 is outside; tag number n has 1 + 2n for its first word and 2 + 2n for later ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotation.suggesting.learning.weights import WeightNumbers, WeightRows, WeightTable

OUTSIDE = 0
_FORBIDDEN = -1e4
_TEMPERATURE = 25.0
_LEAST = 0.03

# Attributes of a word speak about itself, its neighbours, or two words to each side.
OFFSETS = ((0,), (-1, 0, 1), (-2, -1, 0, 1, 2))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as rows of the three tables: all rows in a line, and where each word's begin."""

    flat: tuple[WeightRows, ...]
    starts: tuple[WeightRows, ...]

    def __len__(self) -> int:
        return len(self.starts[0])

    def rows(self, table: int, word: int) -> WeightRows:
        """The rows of one word in one table."""
        starts = self.starts[table]
        stop = starts[word + 1] if word + 1 < len(starts) else None
        return self.flat[table][starts[word] : stop]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `stop` of a sentence as a span, and how probable that is."""

    first: int
    stop: int
    tag: str
    probability: float


Marked = tuple[int, int, str]  # first word, word after the last, tag


class Perceptron:
    """Weights of attributes and of neighbouring roles; tags are added as they are met."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.tables = tuple(WeightTable(offsets) for offsets in OFFSETS)
        self.moves: WeightNumbers = np.zeros((1, 1), np.float32)
        self.move_totals: WeightNumbers = np.zeros((1, 1), np.float32)
        self.moment = 1.0
        self._steps: tuple[tuple[float, int], WeightNumbers] | None = None

    @property
    def columns(self) -> int:
        """How many roles there are: outside, and two for each tag."""
        return 1 + 2 * len(self.tags)

    def encode(self, words: Iterable[Sequence[Iterable[str]]], *, grow: bool) -> Encoded:
        """Look up the attributes of each word, given per table; `grow` adds unknown ones."""
        flat: tuple[list[int], ...] = tuple([] for _ in self.tables)
        starts: tuple[list[int], ...] = tuple([] for _ in self.tables)
        for word in words:
            for table, attributes, line, begins in zip(
                self.tables, word, flat, starts, strict=True
            ):
                begins.append(len(line))
                line += table.added(attributes) if grow else table.known(attributes)
        return Encoded(
            tuple(np.array(line, np.int32) for line in flat),
            tuple(np.array(begins, np.int32) for begins in starts),
        )

    def roles(self, length: int, marked: Iterable[Marked]) -> list[int]:
        """The role of every word, with columns for tags not met before."""
        found = [OUTSIDE] * length
        for first, stop, tag in marked:
            begin = self._column(tag)
            found[first:stop] = [begin, *[begin + 1] * (stop - first - 1)]
        return found

    def _column(self, tag: str) -> int:
        if tag not in self.tags:
            self.tags.append(tag)
            room = ((0, 2), (0, 2))
            self.moves = np.pad(self.moves, room)
            self.move_totals = np.pad(self.move_totals, room)
            for table in self.tables:
                table.make_columns(self.columns)
        return 1 + 2 * self.tags.index(tag)

    def _allowed(self) -> WeightNumbers:
        """Added to the moves: a later word of a span follows only words of the same span."""
        rule = np.zeros((self.columns, self.columns), np.float32)
        for begin in range(1, self.columns, 2):
            rule[:, begin + 1] = _FORBIDDEN
            rule[begin : begin + 2, begin + 1] = 0
        return rule

    def train(self, sentence: Encoded, roles: Sequence[int]) -> int:
        """Guess the roles, move the weights where the guess is wrong; how many words were."""
        scores = self._scores(sentence, averaged=False)
        guess = _best_path(scores, self.moves + self._allowed())
        self.moment += 1
        wrong = [word for word, role in enumerate(roles) if role != guess[word]]
        for word in wrong:
            self._correct(sentence, word, roles[word], guess[word])
        if wrong:
            self._correct_moves(roles, guess)
        return len(wrong)

    def _correct(self, sentence: Encoded, word: int, role: int, guess: int) -> None:
        for number, table in enumerate(self.tables):
            for place, offset in enumerate(table.offsets):
                if 0 <= word + offset < len(sentence):
                    rows = sentence.rows(number, word + offset)
                    table.change(rows, place, role, self.moment, 1)
                    table.change(rows, place, guess, self.moment, -1)

    def _correct_moves(self, roles: Sequence[int], guess: Sequence[int]) -> None:
        for word in range(1, len(roles)):
            right, wrong = (roles[word - 1], roles[word]), (guess[word - 1], guess[word])
            if right != wrong:
                for move, by in ((right, 1), (wrong, -1)):
                    self.moves[move] += by
                    self.move_totals[move] += by * self.moment

    def _scores(self, sentence: Encoded, *, averaged: bool) -> WeightNumbers:
        scores: WeightNumbers = np.zeros((len(sentence), self.columns), np.float32)
        for table, flat, starts in zip(self.tables, sentence.flat, sentence.starts, strict=True):
            if averaged:
                sums = table.averages(flat, starts, self.columns, self.moment)
            else:
                sums = table.sums(flat, starts, self.columns)
            for place, offset in enumerate(table.offsets):
                if offset > 0:
                    scores[:-offset] += sums[offset:, place]
                elif offset < 0:
                    scores[-offset:] += sums[:offset, place]
                else:
                    scores += sums[:, place]
        scores[0, 2::2] += _FORBIDDEN
        return scores

    def stretches(self, sentence: Encoded) -> Iterator[Stretch]:
        """Every span that is not quite improbable, by the averaged weights."""
        if self.tags and len(sentence):
            lattice = _Lattice(self._scores(sentence, averaged=True), self._averaged_steps())
            for word, begin in zip(*np.nonzero(lattice.marginals[:, 1::2] > _LEAST), strict=True):
                yield from self._from(lattice, int(word), int(begin))

    def _averaged_steps(self) -> WeightNumbers:
        """How likely each role makes the next, cooled; the same until something is learnt."""
        now = self.moment, self.columns
        if self._steps is None or self._steps[0] != now:
            moves = self.moves - self.move_totals / np.float32(self.moment) + self._allowed()
            self._steps = now, np.exp(moves / _TEMPERATURE)
        return self._steps[1]

    def _from(self, lattice: "_Lattice", first: int, tag: int) -> Iterator[Stretch]:
        role = 1 + 2 * tag
        probability = float(lattice.marginals[first, role])
        for stop in range(first + 1, len(lattice.marginals) + 1):
            goes_on = lattice.goes_on(stop, role, 2 + 2 * tag)
            if probability * (1 - goes_on) > _LEAST:
                yield Stretch(first, stop, self.tags[tag], probability * (1 - goes_on))
            probability *= goes_on
            role = 2 + 2 * tag
            if probability < _LEAST:
                return


def _best_path(scores: WeightNumbers, moves: WeightNumbers) -> list[int]:
    """The roles with the highest total (Viterbi)."""
    back = []
    best = scores[0]
    steps = np.arange(len(best))
    for here in scores[1:]:
        totals = best[:, None] + moves
        came = totals.argmax(0)
        back.append(came)
        best = totals[came, steps] + here
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


class _Lattice:
    """Probabilities of roles in a sentence, by the forward-backward algorithm."""

    def __init__(self, scores: WeightNumbers, steps: WeightNumbers) -> None:
        cooled = scores / _TEMPERATURE
        self._here = np.exp(cooled - cooled.max(1, keepdims=True))
        self._steps = steps
        forward = np.empty_like(self._here)
        # What follows a role, before it is made to sum up to one; nothing follows the last word.
        self._after: WeightNumbers = np.ones_like(self._here)
        forward[0] = self._here[0] / self._here[0].sum()
        for word in range(1, len(scores)):
            step = (forward[word - 1] @ steps) * self._here[word]
            forward[word] = step / step.sum()
        for word in range(len(scores) - 2, -1, -1):
            after = self._after[word + 1] / self._after[word + 1].max()
            self._after[word] = steps @ (self._here[word + 1] * after)
        marginals = forward * self._after
        self.marginals: WeightNumbers = marginals / marginals.sum(1, keepdims=True)

    def goes_on(self, word: int, role: int, later: int) -> float:
        """How probable it is that a span with this role before `word` has the word too."""
        if word >= len(self._here):
            return 0.0
        after = self._after[word] / self._after[word].max()
        share = self._steps[role, later] * self._here[word, later] * after[later]
        return min(1.0, float(share / max(self._after[word - 1, role], 1e-30)))
