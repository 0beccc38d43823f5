"""Coreference: how alike two sets of clusters are, by MUC, B-cubed, CEAF-e and LEA.

Vilain et al., "A model-theoretic coreference scoring scheme" (MUC-6, 1995); Bagga and Baldwin,
"Algorithms for scoring coreference chains" (LREC workshop, 1998); Luo, "On coreference resolution
performance metrics" (HLT/EMNLP 2005); Moosavi and Strube, "Which coreference evaluation metric do
you trust?" (ACL 2016). Mentions that only one side has are treated as in Pradhan et al., "Scoring
coreference partitions of predicted mentions" (ACL 2014). Mentions are compared by their bounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotation.agreement.figures import Measure
from annotation.values.items import Fragments

Cluster = frozenset[Fragments]
Clustering = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Parts:
    """What adds up over documents: recall and precision, each above and below the line.

    The second annotator's clusters are measured against the first's, who counts as the key.
    """

    recall: float
    wanted: float
    precision: float
    given: float


def compare_clusters(first: Clustering, second: Clustering) -> Mapping[Measure, Parts]:
    """The parts of each measure for one document."""
    if first == second:
        return _of_same(first)
    return {
        Measure.MUC: Parts(*_muc(first, second), *_muc(second, first)),
        Measure.B_CUBED: Parts(*_b_cubed(first, second), *_b_cubed(second, first)),
        Measure.CEAF: _ceaf(first, second),
        Measure.LEA: Parts(*_lea(first, second), *_lea(second, first)),
    }


def _of_same(clusters: Clustering) -> Mapping[Measure, Parts]:
    """The parts where both say the same, as most do: all of it is found."""
    mentions = sum(map(len, clusters))
    parts = {
        Measure.MUC: mentions - len(clusters),
        Measure.B_CUBED: mentions,
        Measure.CEAF: len(clusters),
        Measure.LEA: mentions,
    }
    return {measure: Parts(*[float(all_of_it)] * 4) for measure, all_of_it in parts.items()}


def _muc(key: Clustering, response: Clustering) -> tuple[float, float]:
    """Links that need not be added to the response to make each cluster of the key whole."""
    found = wanted = 0
    for cluster in key:
        parts = [part for part in (cluster & other for other in response) if part]
        alone = len(cluster) - sum(map(len, parts))
        found += len(cluster) - len(parts) - alone
        wanted += len(cluster) - 1
    return found, wanted


def _b_cubed(key: Clustering, response: Clustering) -> tuple[float, float]:
    """For each mention, which share of its cluster its cluster in the response has."""
    found = sum(len(c & other) ** 2 / len(c) for c in key for other in response)
    return found, sum(map(len, key))


def _lea(key: Clustering, response: Clustering) -> tuple[float, float]:
    """Which share of the links of each cluster is there, weighted by the cluster's size."""
    found = 0.0
    for cluster in key:
        links = sum(_links(len(cluster & other)) for other in response)
        found += len(cluster) * links / _links(len(cluster))
    return found, sum(map(len, key))


def _links(mentions: int) -> int:
    return mentions * (mentions - 1) // 2


def _ceaf(first: Clustering, second: Clustering) -> Parts:
    """The best one-to-one alignment of clusters, by their Dice coefficient."""
    alike = [
        [2 * len(cluster & other) / (len(cluster) + len(other)) for other in second]
        for cluster in first
    ]
    best = best_alignment(alike) if first and second else 0.0
    return Parts(best, len(first), best, len(second))


def _without_choice(weights: Sequence[Sequence[float]]) -> float | None:
    """The sum of all weights, when no row and no column has two; None otherwise."""
    rows = [sum(map(bool, row)) for row in weights]
    columns = [sum(map(bool, column)) for column in zip(*weights, strict=True)]
    return sum(map(sum, weights)) if max(rows) < 2 and max(columns) < 2 else None


def best_alignment(weights: Sequence[Sequence[float]]) -> float:
    """The largest sum of weights with at most one in each row and column.

    The Hungarian method with potentials, row by row: Kuhn (1955), Munkres (1957).
    """
    simple = _without_choice(weights)
    if simple is not None:
        return simple
    costs = -np.array(weights, dtype=np.float64)
    if costs.shape[0] > costs.shape[1]:
        costs = costs.T
    rows, columns = costs.shape
    row_of = np.full(columns + 1, -1)  # the last column is where each new row waits
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    for row in range(rows):
        _place(row, costs, row_of, row_price, column_price)
    taken = np.flatnonzero(row_of[:columns] >= 0)
    return float(-costs[row_of[taken], taken].sum())


def _place(
    row: int,
    costs: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    row_of: "np.ndarray[tuple[int, ...], np.dtype[np.int_]]",
    row_price: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    column_price: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> None:
    """Give one more row a column, moving others along the cheapest path.

    `costs` has the shape `(rows, columns)`, with no more rows than columns; the others one entry a
    row, or one a column and a last one where each new row waits. All but `costs` are changed.
    """
    columns = costs.shape[1]
    column = columns
    row_of[column] = row
    cheapest = np.full(columns, np.inf)
    came = np.full(columns, columns)
    is_done = np.zeros(columns + 1, dtype=bool)
    while row_of[column] >= 0:
        is_done[column] = True
        at = row_of[column]
        reduced = costs[at] - row_price[at] - column_price[:columns]
        is_better = ~is_done[:columns] & (reduced < cheapest)
        cheapest[is_better] = reduced[is_better]
        came[is_better] = column
        open_ones = np.where(is_done[:columns], np.inf, cheapest)
        following = int(open_ones.argmin())
        step = open_ones[following]
        row_price[row_of[is_done]] += step
        column_price[is_done] -= step
        cheapest[~is_done[:columns]] -= step
        column = following
    while column != columns:
        row_of[column] = row_of[came[column]]
        column = came[column]
    row_of[columns] = -1
