"""Sums of heights and finding a depth, against the plain way to do it."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from ui.article.heights import Heights

many = st.lists(st.integers(0, 300), min_size=1, max_size=70)


@given(many, st.lists(st.tuples(st.integers(0, 69), st.integers(0, 300)), max_size=20))
def test_tops_are_the_sums_before(heights: list[int], changes: list[tuple[int, int]]) -> None:
    tree = Heights(heights)
    for number, height in changes:
        if number < len(heights):
            tree[number] = heights[number] = height
    sums = [0, *accumulate(heights)]
    assert [tree.top(number) for number in range(len(heights))] == sums[:-1]
    assert tree.total == sums[-1]


@given(many, st.integers(-10, 30_000))
def test_the_paragraph_at_a_depth_covers_it(heights: list[int], depth: int) -> None:
    tree = Heights(heights)
    number = tree.at(depth)
    if 0 <= depth < tree.total:
        assert tree.top(number) <= depth < tree.top(number) + heights[number]
    else:
        assert number == (0 if depth < 0 else len(heights) - 1)
