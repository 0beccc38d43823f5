"""What counts as one position, and how it stands."""

from dataclasses import replace

from annotation.curation.alignment import align
from annotation.curation.position import Difference, PositionKind, PositionStanding
from annotation.values.items import Span
from annotation.values.record import Record
from tests.annotation.curation.conftest import DOCUMENT, TAGSET, TEXT, work

OMAR = ("PER", 19, 24)
MINISTER = ("OCC", 6, 18)
BANK = ("ORG", 34, 46)
SALMA = ("PER", 47, 51)


def test_the_mentions_cover_what_the_tests_say() -> None:
    words = [TEXT[begin:end] for _, begin, end in (OMAR, MINISTER, BANK, SALMA)]
    assert words == ["عُمَر", "وزيرُ المالِ", "البنك الدولي", "سلمى"]


def test_the_same_span_is_agreed() -> None:
    (position,) = align([work("a", [OMAR]), work("b", [OMAR])], TAGSET).positions
    assert (position.kind, position.standing) == (PositionKind.SPAN, PositionStanding.AGREED)
    assert [version.annotator for version in position.versions] == ["a", "b"]


def test_tag_and_bounds_differ_together_or_alone() -> None:
    longer = ("PER", 6, 24)
    found = [
        align([work("a", [OMAR]), work("b", [other])], TAGSET).positions
        for other in (("ORG", 19, 24), longer, ("OCC", 6, 24))
    ]
    assert [position.differences for (position,) in found] == [
        {Difference.TAG},
        {Difference.BOUNDS},
        {Difference.TAG, Difference.BOUNDS},
    ]
    assert all(position.standing is PositionStanding.DIFFERING for (position,) in found)


def test_attributes_differ() -> None:
    named = work("a", [OMAR], attributes=(("mention", "name"),))
    (position,) = align([named, work("b", [OMAR])], TAGSET).positions
    assert position.differences == {Difference.ATTRIBUTES}


def test_attributes_in_another_order_are_the_same() -> None:
    values = (("mention", "name"), ("sure", True))
    sets = [
        work(who, [OMAR], attributes=some) for who, some in (("a", values), ("b", values[::-1]))
    ]
    (position,) = align(sets, TAGSET).positions
    assert position.standing is PositionStanding.AGREED
    assert align(sets[:1], TAGSET).positions[0].id == position.id


def test_where_somebody_has_nothing_it_is_incomplete() -> None:
    sets = [work("a", [OMAR, SALMA]), work("b", [SALMA]), work("c", [OMAR, SALMA])]
    first, second = align(sets, TAGSET).positions
    assert (first.standing, first.missing) == (PositionStanding.INCOMPLETE, ("b",))
    assert second.standing is PositionStanding.AGREED


def test_nested_spans_are_positions_of_their_own() -> None:
    outer, inner = ("ORG", 28, 46), ("ORG", 34, 46)
    sets = [work("a", [outer, inner]), work("b", [("ORG", 27, 46), inner])]
    positions = align([replace(sets[0]), sets[1]], TAGSET).positions
    assert [p.standing for p in positions] == [PositionStanding.DIFFERING, PositionStanding.AGREED]


def test_stacked_spans_with_the_same_bounds_stay_apart() -> None:
    stacked = [("PER", 19, 24), ("OCC", 19, 24)]
    positions = align([work("a", stacked), work("b", stacked)], TAGSET).positions
    assert [p.standing for p in positions] == [PositionStanding.AGREED, PositionStanding.AGREED]


def test_discontinuous_spans_are_aligned_by_the_letters_they_share() -> None:
    pieces = Span("x", "entities", "OCC", ((6, 10), (19, 24)))
    first = Record(DOCUMENT, "a", spans=(pieces,))
    (position,) = align([first, work("b", [("OCC", 6, 18)])], TAGSET).positions
    assert position.differences == {Difference.BOUNDS}
    apart = align([first, work("b", [("OCC", 11, 18)])], TAGSET).positions
    assert len(apart) == 2


def test_three_annotators_meet_at_one_position() -> None:
    sets = [work("a", [OMAR]), work("b", [("PER", 6, 24)]), work("c", [OMAR])]
    (position,) = align(sets, TAGSET).positions
    assert len(position.versions) == 3
    assert len(position.distinct()) == 2
    assert [v.annotator for v in position.alike(position.versions[0])] == ["a", "c"]


def test_ends_of_relations_are_mapped_through_positions() -> None:
    sets = [
        work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]),
        work("b", [("PER", 19, 26), MINISTER], [("HOLDS", 0, 1)]),
    ]
    positions = align(sets, TAGSET).positions
    assert [(p.kind, p.standing) for p in positions] == [
        (PositionKind.SPAN, PositionStanding.AGREED),
        (PositionKind.SPAN, PositionStanding.DIFFERING),
        (PositionKind.RELATION, PositionStanding.AGREED),
    ]


def test_relations_differ_in_tag_and_direction() -> None:
    mentions = [OMAR, SALMA]
    sets = [work("a", mentions, [("MET", 0, 1)]), work("b", mentions, [("SAME", 0, 1)])]
    kinds = [p.kind for p in align(sets, TAGSET).positions]
    assert kinds[2:] == [PositionKind.CLUSTER, PositionKind.RELATION] or kinds[2:] == [
        PositionKind.RELATION,
        PositionKind.CLUSTER,
    ]
    turned = replace(
        TAGSET,
        relations={
            **TAGSET.relations,
            "MET": replace(TAGSET.relations["MET"], is_symmetric=False),
        },
    )
    sets = [work("a", mentions, [("MET", 0, 1)]), work("b", mentions, [("MET", 1, 0)])]
    assert align(sets, turned).positions[2].differences == {Difference.DIRECTION}
    assert align(sets, TAGSET).positions[2].standing is PositionStanding.AGREED


def test_a_chain_and_a_star_over_the_same_mentions_agree() -> None:
    mentions = [OMAR, SALMA, ("PER", 27, 33)]
    chain = work("a", mentions, [("SAME", 0, 1), ("SAME", 1, 2)])
    star = work("b", mentions, [("SAME", 0, 1), ("SAME", 0, 2)])
    smaller = work("c", mentions, [("SAME", 0, 1)])
    assert align([chain, star], TAGSET).positions[-1].standing is PositionStanding.AGREED
    cluster = align([chain, smaller], TAGSET).positions[-1]
    assert (cluster.kind, cluster.differences) == (PositionKind.CLUSTER, {Difference.MEMBERS})


def test_labels_come_last() -> None:
    sets = [work("a", [OMAR], labels=["politics"]), work("b", [OMAR])]
    _, label = align(sets, TAGSET).positions
    assert (label.kind, label.missing) == (PositionKind.LABEL, ("b",))


def test_a_further_annotator_who_says_nothing_new_leaves_the_ids() -> None:
    two = [work("a", [OMAR, SALMA], [("MET", 0, 1)]), work("b", [OMAR])]
    before = [p.id for p in align(two, TAGSET).positions]
    after = [p.id for p in align([*two, work("c", [SALMA, OMAR])], TAGSET).positions]
    assert before == after
    new = [p.id for p in align([*two, work("c", [("ORG", 19, 24)])], TAGSET).positions]
    assert new[0] != before[0]
    assert new[1:] == before[1:]


def test_one_set_alone_and_none_at_all() -> None:
    assert align([], TAGSET).positions == ()
    (position,) = align([work("a", [OMAR])], TAGSET).positions
    assert position.is_open
