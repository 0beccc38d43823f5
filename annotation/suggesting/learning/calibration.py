"""Makes a score a promise: of suggestions scored .9, nine in ten were right in this project."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

_EDGES = (0.0, 0.2, 0.34, 0.45, 0.55, 0.65, 0.75, 0.82, 0.87, 0.9, 0.925, 0.95, 0.97, 0.985, 1.0)
_MIDDLES = tuple((low + high) / 2 for low, high in pairwise(_EDGES))
_PRIOR = 15.0  # a score is believed like so many decisions
_FADING = 0.995  # with each article, older ones count a little less


class Calibration:
    """How often suggestions of each level of score were right, made to rise with the score.

    Isotonic regression by pooling adjacent violators (Zadrozny and Elkan, KDD 2002) over levels,
    each with some decisions of its own score beforehand; between levels it is a straight line.
    """

    def __init__(self) -> None:
        self.right = [0.0] * len(_MIDDLES)
        self.seen = [0.0] * len(_MIDDLES)
        self._curve: tuple[float, ...] = _MIDDLES

    def learn(self, judged: Sequence[tuple[float, bool]]) -> None:
        """See which suggestions of an article were right."""
        self.right = [right * _FADING for right in self.right]
        self.seen = [seen * _FADING for seen in self.seen]
        for score, is_right in judged:
            level = min(bisect_right(_EDGES, score) - 1, len(_MIDDLES) - 1)
            self.right[level] += is_right
            self.seen[level] += 1
        self._curve = _rising(self.right, self.seen)

    def score(self, score: float) -> float:
        """The share of right ones among suggestions with such a score."""
        place = bisect_right(_MIDDLES, score)
        if place == len(_MIDDLES):
            return self._curve[-1]
        low, base = (_MIDDLES[place - 1], self._curve[place - 1]) if place else (0.0, 0.0)
        share = (score - low) / (_MIDDLES[place] - low)
        return base + share * (self._curve[place] - base)

    def restore(self, right: Sequence[float], seen: Sequence[float]) -> None:
        """Take over saved counts; ValueError when they are of other levels."""
        if not len(right) == len(seen) == len(_MIDDLES):
            raise ValueError("the calibration has other levels")
        self.right, self.seen = [float(x) for x in right], [float(x) for x in seen]
        self._curve = _rising(self.right, self.seen)


def _rising(right: Sequence[float], seen: Sequence[float]) -> tuple[float, ...]:
    """The share of right ones per level, neighbours pooled where a higher level did worse."""
    pools: list[list[float]] = []  # right, seen, levels
    for level, middle in enumerate(_MIDDLES):
        pools.append([right[level] + _PRIOR * middle, seen[level] + _PRIOR, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return tuple(hits / times for hits, times, levels in pools for _ in range(int(levels)))
