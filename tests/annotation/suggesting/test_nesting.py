from hypothesis import given
from hypothesis import strategies as st

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.nesting import may_hold, resolve

ranges = st.tuples(st.integers(0, 20), st.integers(1, 12))
candidates = st.builds(
    lambda place, tag, score: Candidate(place[0], place[0] + place[1], tag, score, "memory"),
    ranges,
    st.sampled_from(("OCC", "ORG", "GPE", "PER", "other")),
    st.floats(0, 1),
)


@given(st.lists(candidates, max_size=25), st.integers(1, 3))
def test_what_is_chosen_never_crosses_and_nests_as_allowed(
    proposed: list[Candidate], depth: int
) -> None:
    chosen = resolve(proposed, depth)
    assert len({(c.begin, c.end) for c in chosen}) == len(chosen)
    for a in chosen:
        outers = [b for b in chosen if b.covers(a)]
        assert len(outers) < depth
        nearest = min(outers, key=lambda b: b.end - b.begin, default=None)
        assert nearest is None or may_hold(nearest.tag, a.tag)
        for b in chosen:
            apart = a.end <= b.begin or b.end <= a.begin
            assert a is b or apart or a.covers(b) or b.covers(a)


def one(begin: int, end: int, tag: str, score: float, source: str = "memory") -> Candidate:
    return Candidate(begin, end, tag, score, source)


def test_one_long_name_beats_two_doubtful_halves() -> None:
    whole = one(0, 20, "PER", 0.85)
    assert resolve([one(0, 9, "PER", 0.6), one(10, 20, "PER", 0.6), whole]) == [whole]


def test_an_outer_span_carries_what_is_inside() -> None:
    outer, inner = one(0, 20, "OCC", 0.6), one(11, 20, "GPE", 0.94)
    assert resolve([inner, outer]) == [outer, inner]
    assert resolve([inner, outer], depth=1) == [inner]


def test_sources_that_agree_make_a_candidate_surer() -> None:
    (both,) = resolve([one(0, 5, "GPE", 0.7, "memory"), one(0, 5, "GPE", 0.7, "gazetteer:GPE")])
    assert both.score > 0.7
