"""Weighs proposals by what became of similar ones here: online logistic regression.

Steps by AdaGrad: Duchi, Hazan and Singer, "Adaptive Subgradient Methods" (JMLR 2011).
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, sqrt

from annotation.suggesting.learning.proposals import Feature, Proposal

_RATE = 0.1
_CAUTION = 2.0  # added to the squared gradients: how small first steps are
_PASSES = 2
_FARTHEST = 20.0


class Reranker:
    """A weight for every feature of a proposal, on top of its prior odds."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.squares: dict[str, float] = {}

    def probability(self, proposal: Proposal) -> float:
        """How probable it is that the proposal will be accepted as it is."""
        weights = self.weights
        odds = proposal.prior + sum(filter(None, map(weights.get, proposal.names)))
        odds += sum(weights.get(name, 0.0) * value for name, value in proposal.numbers)
        return 1 / (1 + exp(-max(-_FARTHEST, min(_FARTHEST, odds))))

    def learn(self, judged: Sequence[tuple[Proposal, bool]]) -> None:
        """See which proposals of an article were right."""
        for _ in range(_PASSES):
            for proposal, is_right in judged:
                error = is_right - self.probability(proposal)
                self._step(((name, 1.0) for name in proposal.names), error)
                self._step(proposal.numbers, error)

    def _step(self, features: Iterable[Feature], error: float) -> None:
        for name, value in features:
            gradient = error * value
            square = self.squares.get(name, _CAUTION) + gradient * gradient
            self.squares[name] = square
            self.weights[name] = self.weights.get(name, 0.0) + _RATE * gradient / sqrt(square)

    def restore(self, weights: Mapping[str, float], squares: Mapping[str, float]) -> None:
        """Take over saved weights."""
        self.weights = {str(name): float(weight) for name, weight in weights.items()}
        self.squares = {str(name): abs(float(square)) for name, square in squares.items()}
