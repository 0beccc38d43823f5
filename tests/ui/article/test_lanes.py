"""Lanes: brackets and pills of one line never overlap; inner spans lie lower."""

from hypothesis import given
from hypothesis import strategies as st

from annotation.values.items import Span
from ui.article.lanes import MOST_LANES, Piece, assign_lanes

WIDTH = 600.0


def piece(id: int, left: float, right: float, pill: float = 40.0) -> Piece:
    mark = Span(str(id), "entities", "PER", ((int(left), int(right)),))
    return Piece(mark, ((left, right),), is_first=True, is_last=True, pill_width=pill)


many = st.lists(
    st.tuples(st.integers(0, 560), st.integers(4, 200), st.sampled_from([0.0, 24.0, 60.0])),
    max_size=14,
).map(
    lambda rows: [
        piece(number, left, min(WIDTH, left + width), pill)
        for number, (left, width, pill) in enumerate(rows)
    ]
)


def overlap(a: float, b: float, c: float, d: float) -> bool:
    return a < d and c < b


@given(many, st.booleans())
def test_nothing_overlaps_within_a_lane(pieces: list[Piece], is_right_to_left: bool) -> None:
    shown, hidden = assign_lanes(pieces, WIDTH, is_right_to_left=is_right_to_left)
    assert len(shown) + len(hidden) == len(pieces)
    for number, one in enumerate(shown):
        assert one.lane < MOST_LANES
        for other in shown[:number]:
            if one.lane != other.lane:
                continue
            assert not overlap(one.left, one.right, other.left, other.right)
            if one.pill_width and other.pill_width:
                one_right = one.pill_left + one.pill_width
                other_right = other.pill_left + other.pill_width
                assert not overlap(one.pill_left, one_right, other.pill_left, other_right)


@given(many)
def test_an_outer_span_lies_above_those_within_it(pieces: list[Piece]) -> None:
    shown, _ = assign_lanes(pieces, WIDTH, is_right_to_left=True)
    for outer in shown:
        for inner in shown:
            is_longer = outer.right - outer.left > inner.right - inner.left
            if is_longer and outer.left <= inner.left and inner.right <= outer.right:
                assert outer.lane > inner.lane


@given(many)
def test_the_same_spans_get_the_same_lanes_in_any_order(pieces: list[Piece]) -> None:
    def places(given: list[Piece]) -> set[tuple[str, int, float]]:
        shown, _ = assign_lanes(given, WIDTH, is_right_to_left=True)
        return {(p.mark.id, p.lane, p.pill_left) for p in shown}

    assert places(pieces) == places(pieces[::-1])


def test_a_pill_stands_where_its_span_begins() -> None:
    pieces = [piece(1, 100, 300)]
    assign_lanes(pieces, WIDTH, is_right_to_left=True)
    assert pieces[0].pill_left == 260
    assign_lanes(pieces, WIDTH, is_right_to_left=False)
    assert pieces[0].pill_left == 100


def test_an_outer_pill_leaves_the_way_to_the_inner_one_free() -> None:
    inner, outer = piece(1, 240, 300), piece(2, 100, 300)
    assign_lanes([outer, inner], WIDTH, is_right_to_left=True)
    assert not outer.pill_left < inner.pill_middle < outer.pill_left + outer.pill_width


def test_a_pill_wider_than_its_span_avoids_the_neighbour() -> None:
    short, neighbour = piece(1, 300, 320, pill=60.0), piece(2, 230, 298)
    assign_lanes([short, neighbour], WIDTH, is_right_to_left=True)
    assert short.lane == neighbour.lane == 0
    assert short.pill_left >= 299


def test_more_spans_on_the_same_words_than_lanes_are_counted() -> None:
    shown, hidden = assign_lanes(
        [piece(number, 100, 200) for number in range(MOST_LANES + 3)], WIDTH, is_right_to_left=True
    )
    assert len(shown) == MOST_LANES
    assert len(hidden) == 3
