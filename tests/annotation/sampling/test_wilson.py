"""Wilson's interval against published numbers and against its own equation."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.sampling.wilson import Rate, Z, interval, rate


# Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
# (1998), table I, method 3.
@pytest.mark.parametrize(
    ("faulty", "looked", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(faulty: int, looked: int, low: float, high: float) -> None:
    assert interval(faulty, looked) == pytest.approx((low, high), abs=5e-5)


COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def solved(faulty: int, looked: int, inside: float, outside: float) -> float:
    """Where |share − p| = z·√(p(1−p)/n), found by halving: the definition of the interval."""

    def is_inside(p: float) -> bool:
        return abs(faulty / looked - p) <= Z * sqrt(p * (1 - p) / looked)

    for _ in range(80):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if is_inside(middle) else (inside, middle)
    return inside


@given(COUNTS)
def test_it_solves_its_equation(counts: tuple[int, int]) -> None:
    faulty, looked = counts
    share = faulty / looked
    low, high = interval(faulty, looked)
    assert 0 <= low <= share <= high <= 1
    if 0 < faulty < looked:
        assert low == pytest.approx(solved(faulty, looked, share, 0.0), abs=1e-9)
        assert high == pytest.approx(solved(faulty, looked, share, 1.0), abs=1e-9)


@given(COUNTS)
def test_right_and_wrong_are_mirror_images(counts: tuple[int, int]) -> None:
    faulty, looked = counts
    low, high = interval(faulty, looked)
    assert interval(looked - faulty, looked) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(COUNTS)
def test_another_sound_one_lowers_both_ends_and_a_faulty_one_raises_them(
    counts: tuple[int, int],
) -> None:
    faulty, looked = counts
    low, high = interval(faulty, looked)
    for more, is_lower in ((0, True), (1, False)):
        lower, higher = interval(faulty + more, looked + 1)
        assert (lower <= low + 1e-12 and higher <= high + 1e-12) or not is_lower
        assert (lower >= low - 1e-12 and higher >= high - 1e-12) or is_lower


def test_nothing_looked_at_is_not_enough_data() -> None:
    assert rate(0, 0) == Rate(0, 0, None, None, None)


def test_who_has_seen_everything_knows() -> None:
    assert rate(3, 10, 10) == Rate(3, 10, 0.3, 0.3, 0.3)
    assert rate(3, 10, 11).high != 0.3
