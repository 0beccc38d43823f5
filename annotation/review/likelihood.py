"""How probable an error is: few against many, then what others say at the same place."""

from functools import lru_cache
from math import exp, lgamma, log

RATE = 0.05  # how often somebody errs in one act, before anything is known
_CONSISTENT, _AMBIGUOUS = 0.35, 0.3  # of forms: all as usual, all as the odd ones, both are right
_AGAINST, _FOR = 4.0, 8.0  # how much one other annotator counts; who says the same counts more
CEILING = 0.999
FLOOR = 0.1  # what is less probable is not worth a look

# Three things may be true of a form that was marked one way `usual` times and another way `odd`
# times: the usual way is always right, and each odd one a slip at RATE; the odd way is always
# right; or both occur, in any share (Beta(1, 1), of which the share is integrated out). The
# expected error of an odd one is what the first weighs among the three: 1 of 4 gives a half, 1 of
# 20 nine tenths, 5 of 20 little, for five slips are less probable than a word with two meanings.


@lru_cache(maxsize=100_000)
def expected_error(odd: int, usual: int) -> float:
    """The probability that each of the `odd` ones is an error, beside the `usual` ones."""
    slips = log(_CONSISTENT) + odd * log(RATE) + usual * log(1 - RATE)
    turned = log(_CONSISTENT) + usual * log(RATE) + odd * log(1 - RATE)
    both = log(_AMBIGUOUS) + lgamma(odd + 1) + lgamma(usual + 1) - lgamma(odd + usual + 2)
    top = max(slips, turned, both)
    parts = [exp(part - top) for part in (slips, turned, both)]
    return min(CEILING, parts[0] / sum(parts))


def with_votes(probability: float, against: int, agreeing: int) -> float:
    """The probability after hearing those who marked the same place otherwise, or the same."""
    odds = probability / (1 - min(probability, CEILING)) * _AGAINST**against / _FOR**agreeing
    return min(CEILING, odds / (1 + odds))


def joined(one: float, other: float) -> float:
    """Two findings that doubt the same: the stronger, and a little more."""
    low, high = sorted((one, other))
    return min(CEILING, high + (1 - high) * low * 0.3)
