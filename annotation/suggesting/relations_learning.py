"""Learns which pairs of spans people relate: online logistic regression, one model for each tag.

Steps by AdaGrad (Duchi, Hazan and Singer, JMLR 2011) from the odds that the patterns give.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, sqrt

from annotation.suggesting.learning.calibration import Calibration
from annotation.suggesting.relations_pairs import PossibleRelation
from annotation.suggesting.stored import Json

_RATE = 0.15
_CAUTION = 1.0  # added to the squared gradients: how small first steps are
_PASSES = 4
_FARTHEST = 20.0
# A pattern without a record is no surer than this, which counts like so many decisions; wrong
# ones count more often.
_UNPROVEN, _DOUBT, _BURNT = 0.85, 8.0, 3
_RIGHT_ENOUGH = 0.03  # an error smaller than this teaches nothing, so easy pairs leave no trace

JudgedPairs = Sequence[tuple[PossibleRelation, bool]]
RelationFeatures = dict[str, float]


class RelationLearner:
    """Weights of what is seen around two spans, for each relation tag, and how right they were."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], set[str]] = {}
        self.calibration = Calibration()
        self.records: dict[tuple[str, str], tuple[int, int]] = {}
        self._weights: dict[str, RelationFeatures] = {}
        self._squares: dict[str, RelationFeatures] = {}

    def probability(self, pair: PossibleRelation) -> float:
        """How probable it is that the relation will be drawn or accepted."""
        weights = self._weights.get(pair.tag, {})
        odds = pair.prior + sum(filter(None, map(weights.get, pair.features)))
        return 1 / (1 + exp(-max(-_FARTHEST, min(_FARTHEST, odds))))

    def score(self, pair: PossibleRelation, probability: float) -> float:
        """The probability as it proved true here, and no surer than its pattern has been.

        A relation is confident when its pattern was right four times in this project.
        """
        right, seen = self.records.get((pair.pattern, pair.tag), (0, 0))
        wrong = _BURNT * (seen - right)
        proven = (right + _UNPROVEN * _DOUBT) / (right + wrong + _DOUBT)
        return min(self.calibration.score(probability), proven)

    def judge(self, shown: Sequence[tuple[PossibleRelation, float, bool]]) -> None:
        """See which pairs that would have been shown, with which probability, were right."""
        self.calibration.learn([(score, is_right) for _, score, is_right in shown])
        for pair, _, is_right in shown:
            right, seen = self.records.get((pair.pattern, pair.tag), (0, 0))
            self.records[pair.pattern, pair.tag] = (right + is_right, seen + 1)

    def admit(self, tag: str, head: str, tail: str) -> None:
        """Take relations between such tags into consideration from now on."""
        self.known.setdefault((head, tail), set()).add(tag)

    def learn(self, judged: JudgedPairs) -> None:
        """See which pairs of an article were related."""
        for _ in range(_PASSES):
            for pair, is_right in judged:
                error = is_right - self.probability(pair)
                if abs(error) > _RIGHT_ENOUGH:
                    self._step(pair, error)

    def _step(self, pair: PossibleRelation, error: float) -> None:
        weights = self._weights.setdefault(pair.tag, {})
        squares = self._squares.setdefault(pair.tag, {})
        for feature in pair.features:
            square = squares.get(feature, _CAUTION) + error * error
            squares[feature] = square
            weights[feature] = weights.get(feature, 0.0) + _RATE * error / sqrt(square)

    def data(self) -> Json:
        """All of it, for saving."""
        return {
            "known": [[*ends, *sorted(tags)] for ends, tags in self.known.items()],
            "weights": self._weights,
            "squares": self._squares,
            "calibration": [self.calibration.right, self.calibration.seen],
            "records": [[*key, *counts] for key, counts in self.records.items()],
        }

    def restore(self, data: Json) -> None:
        """Take over what was saved; some builtin error or other when it is not sound."""
        self.known = {(str(h), str(t)): set(map(str, tags)) for h, t, *tags in data["known"]}
        self._weights = _tables(data["weights"])
        self._squares = _tables(data["squares"])
        if any(least < _CAUTION for table in self._squares.values() for least in table.values()):
            raise ValueError("a sum of squares has shrunk")
        self.calibration.restore(*data["calibration"])
        self.records = {
            (str(pattern), str(tag)): (int(right), int(seen))
            for pattern, tag, right, seen in data["records"]
        }


def _tables(saved: Mapping[str, Mapping[str, float]]) -> dict[str, RelationFeatures]:
    return {
        str(tag): {str(name): float(value) for name, value in table.items()}
        for tag, table in saved.items()
    }


def best_of_each_pair(
    scored: Iterable[tuple[PossibleRelation, float]],
) -> list[tuple[PossibleRelation, float]]:
    """For every two mentions the likeliest relation, whichever way it goes."""
    best: dict[frozenset[tuple[int, int, str]], tuple[PossibleRelation, float]] = {}
    for pair, score in scored:
        ends = frozenset((m.begin, m.end, m.tag) for m in (pair.head, pair.tail))
        if ends not in best or score > best[ends][1]:
            best[ends] = (pair, score)
    return list(best.values())
