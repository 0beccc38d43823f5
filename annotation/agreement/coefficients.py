"""The coefficients as functions of counts: of one sum, or of many samples of it at once.

Where a coefficient is not defined the result is not a number; figures say None. All arrays have the
shape `(1 + samples,)`: first the sum over all documents, then that over each sample of them.

Cohen, "A coefficient of agreement for nominal scales" (Educational and Psychological Measurement,
1960); Fleiss, "Measuring nominal scale agreement among many raters" (Psychological Bulletin, 1971);
Krippendorff, Content Analysis (2nd edition, 2004), chapter 11.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from annotation.agreement.figures import Figure

Numbers: TypeAlias = npt.NDArray[np.float64]
_INTERVAL = (2.5, 97.5)  # percentiles
_ALMOST_NOTHING = 1e-12


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """`above / below`; not a number where there is nothing below."""
    is_defined = np.abs(below) > _ALMOST_NOTHING
    result: Numbers = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=result, where=is_defined)
    return result


def f1(matched: Numbers, both: Numbers) -> Numbers:
    """Twice what is matched, by what both have together."""
    return ratio(2 * matched, both)


def mean_of(precision: Numbers, recall: Numbers) -> Numbers:
    """The harmonic mean; 0 where both are 0."""
    total = precision + recall
    result = ratio(2 * precision * recall, total)
    return np.where(total == 0, 0.0, result)


def kappa(
    items: Numbers, agreed: Numbers, first: Sequence[Numbers], second: Sequence[Numbers]
) -> Numbers:
    """Cohen (1960): `first` and `second` count how often each value was given.

    Not defined where both gave one and the same value throughout.
    """
    observed = ratio(agreed, items)
    chance = [a * b for a, b in zip(first, second, strict=True)]
    expected = ratio(_sum(chance, items), items * items)
    return ratio(observed - expected, 1 - expected)


def fleiss(items: Numbers, agreement: Numbers, values: Sequence[Numbers]) -> Numbers:
    """Fleiss (1971): `agreement` adds up the share of agreeing pairs of each item.

    Items may have different numbers of annotators; each weighs the same.
    """
    observed = ratio(agreement, items)
    given = _sum(values, items)
    expected = ratio(_sum([v * v for v in values], items), given * given)
    return ratio(observed - expected, 1 - expected)


def alpha(agreement: Numbers, values: Sequence[Numbers]) -> Numbers:
    """Krippendorff (2004), nominal: `agreement` adds up, item by item, the share of agreeing
    pairs times the item's annotators.
    """
    given = _sum(values, agreement)
    observed = 1 - ratio(agreement, given)
    same = _sum([v * (v - 1) for v in values], agreement)
    expected = 1 - ratio(same, given * (given - 1))
    return 1 - ratio(observed, expected)


def _sum(numbers: Sequence[Numbers], like: Numbers) -> Numbers:
    total = np.zeros_like(like)
    for some in numbers:
        total = total + some
    return total


def figure(values: Numbers, count: float) -> Figure:
    """The first value with its interval, None where it is not defined.

    The interval is the middle 95% of the samples' values (Efron's percentile bootstrap); `count` is
    what the figure rests on.
    """
    if np.isnan(values[0]):
        return Figure(None, None, None, round(count))
    drawn = values[1:][~np.isnan(values[1:])]
    if not drawn.size:
        return Figure(float(values[0]), None, None, round(count))
    low, high = np.percentile(drawn, _INTERVAL)
    return Figure(float(values[0]), float(low), float(high), round(count))
