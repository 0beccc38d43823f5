"""Arcs: one comb for each bundle, no two in each other's way, names clear of legs."""

from hypothesis import given
from hypothesis import strategies as st

from annotation.values.items import Span
from ui.article.arcs import MOST_LANES, Comb, Leg, route
from ui.article.lanes import Piece
from ui.article.shown import Bundle, ItemKind

LABEL = 50.0


def pill(id: int, left: float, lane: int = 0) -> Piece:
    mark = Span(str(id), "entities", "PER", ((int(left), int(left) + 4),))
    made = Piece(mark, ((left, left + 40),), is_first=True, is_last=True, pill_width=40.0)
    made.pill_left, made.lane = left, lane
    return made


def comb(id: int, *pieces: Piece, leaving: bool = False) -> Comb:
    legs = [Leg(piece, {f"r{id}"}) for piece in pieces]
    bundle = Bundle(str(id), "head", "MET", ItemKind.RELATION)
    return Comb(bundle, LABEL, legs, {f"r{id}"} if leaving else set())


pairs = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), min_size=1, max_size=12
)


@given(pairs)
def test_combs_of_a_lane_keep_apart(rows: list[tuple[int, int, bool]]) -> None:
    pieces = [pill(number, number * 70.0) for number in range(12)]
    combs = [
        comb(number, *{id(p): p for p in (pieces[a], pieces[b])}.values(), leaving=leaves or a == b)
        for number, (a, b, leaves) in enumerate(rows)
    ]
    shown, hidden = route(combs, pieces, gutter_x=0.0)
    assert len(shown) + len(hidden) == len(combs)
    arcs = [c for c in shown if not c.is_bridge]
    for number, one in enumerate(arcs):
        assert one.lane < MOST_LANES
        for other in arcs[:number]:
            if one.lane == other.lane:
                assert one.right < other.left or other.right < one.left


def test_the_shorter_arc_lies_lower() -> None:
    pieces = [pill(1, 0), pill(2, 110), pill(3, 300)]
    long, short = comb(1, pieces[0], pieces[2]), comb(2, pieces[1], pieces[2])
    route([long, short], [*pieces, pill(4, 200)], gutter_x=0.0)
    assert short.lane < long.lane


def test_neighbours_with_room_between_are_joined_without_a_lane() -> None:
    pieces = [pill(1, 0), pill(2, 160)]
    joined = comb(1, *pieces)
    route([joined], pieces, gutter_x=0.0)
    assert joined.is_bridge
    assert (joined.left, joined.right) == (40.0, 160.0)


def test_neighbours_with_a_pill_between_get_an_arc() -> None:
    pieces = [pill(1, 0), pill(2, 240)]
    joined = comb(1, *pieces)
    route([joined], [*pieces, pill(3, 100)], gutter_x=0.0)
    assert not joined.is_bridge


def test_arcs_of_one_pill_meet_it_beside_each_other() -> None:
    pieces = [pill(number, number * 60.0) for number in range(5)]
    combs = [comb(number, pieces[2], pieces[number]) for number in (0, 1, 3, 4)]
    route(combs, pieces, gutter_x=0.0)
    meeting = [leg.x for c in combs for leg in c.legs if leg.piece is pieces[2]]
    assert len(set(meeting)) == 4
    assert all(pieces[2].pill_left < x < pieces[2].pill_left + 40 for x in meeting)


def test_a_name_stands_clear_of_legs_that_come_down_through_its_arc() -> None:
    pieces = [pill(0, 0), pill(1, 140), pill(2, 300), pill(3, 500)]
    low, high = comb(1, pieces[0], pieces[2]), comb(2, pieces[1], pieces[3])
    route([low, high], pieces, gutter_x=0.0)
    one, other = sorted((low, high), key=lambda arc: arc.lane)
    assert one.lane < other.lane
    assert not any(one.label_left <= leg.x <= one.label_left + LABEL for leg in other.legs)


def test_a_comb_that_leaves_reaches_the_gutter_and_is_named_near_its_pill() -> None:
    pieces = [pill(1, 600)]
    leaving = comb(1, *pieces, leaving=True)
    route([leaving], pieces, gutter_x=0.0)
    assert leaving.left == 0.0
    assert 500 < leaving.label_left < 600
