"""The interval of a share by Wilson (1927): honest for small samples and for shares near nothing.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22 (1927); recommended by Brown, Cai and DasGupta (2001).
"""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054  # of the normal distribution, for 95% between both sides


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those looked at are faulty, with the 95% interval of the share in the batch.

    Where nothing was looked at there is no value and no interval: None.
    """

    faulty: int
    looked: int
    value: float | None
    low: float | None
    high: float | None


def rate(faulty: int, looked: int, population: int | None = None) -> Rate:
    """The share with its interval; who has looked at the whole population knows it."""
    if not looked:
        return Rate(0, 0, None, None, None)
    value = faulty / looked
    if population is not None and looked >= population:
        return Rate(faulty, looked, value, value, value)
    return Rate(faulty, looked, value, *interval(faulty, looked))


def interval(faulty: int, looked: int) -> tuple[float, float]:
    """Both ends of the 95% interval, from 0 to 1, for one or more that were looked at."""
    share, squared = faulty / looked, Z * Z
    centre = share + squared / (2 * looked)
    spread = Z * sqrt(share * (1 - share) / looked + squared / (4 * looked * looked))
    below = 1 + squared / looked
    low = 0.0 if faulty == 0 else max(0.0, (centre - spread) / below)
    high = 1.0 if faulty == looked else min(1.0, (centre + spread) / below)
    return low, high
