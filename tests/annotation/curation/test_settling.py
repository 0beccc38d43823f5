"""One position after the other settled, minds changed, relations with their ends."""

from dataclasses import replace

import pytest

from annotation.commands.span_commands import create_span, delete_span, resize_span
from annotation.curation.position import Difference, Position, PositionKind
from annotation.curation.settling import (
    give_reason,
    take,
    take_both,
    take_edited,
    take_neither,
)
from annotation.errors import AnnotationError
from annotation.values.items import Origin, SettlementChoice
from annotation.values.transaction import Op
from tests.annotation.curation.conftest import TAGSET, Curator, work

OMAR = ("PER", 19, 24)
MINISTER = ("OCC", 6, 18)
BOTH_WORDS = ("PER", 6, 24)
BANK = ("ORG", 34, 46)
SALMA = ("PER", 47, 51)


def of_kind(curator: Curator, kind: PositionKind) -> Position:
    return next(position for position in curator.positions if position.kind is kind)


def test_a_version_is_taken_with_its_provenance() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]), work("c", [OMAR]))
    done = curator.do(take, curator.positions[0], "c", reason="boundary")
    assert done is not None
    assert done.op is Op.CURATE
    (span,) = curator.state.spans
    assert (span.origin, curator.spans()) == (Origin.CURATED, [OMAR])
    settlement = curator.positions[0].settlement
    assert settlement is not None
    assert (settlement.choice, settlement.reason) == (SettlementChoice.TAKEN, "boundary")
    assert settlement.items == (span.id,)
    assert settlement.sources == (("a", "a0"), ("c", "c0"))


def test_taking_the_same_again_does_nothing() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    curator.do(take, curator.positions[0], "a")
    assert curator.do(take, curator.positions[0], "a") is None


def test_who_has_nothing_there_cannot_be_taken() -> None:
    curator = Curator(work("a", [OMAR]), work("b", []))
    with pytest.raises(AnnotationError, match="b has nothing at this position"):
        curator.do(take, curator.positions[0], "b")


def test_changing_ones_mind_replaces_what_came_of_it() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    for command, values, expected in (
        (take, ("a",), [OMAR]),
        (take, ("b",), [BOTH_WORDS]),
        (take_both, (), [BOTH_WORDS, OMAR]),
        (take, ("a",), [OMAR]),
        (take_neither, (), []),
        (take_both, (), [BOTH_WORDS, OMAR]),
        (take_neither, (), []),
        (take, ("b",), [BOTH_WORDS]),
    ):
        curator.do(command, curator.positions[0], *values)
        assert curator.spans() == expected
        assert len(curator.state.settlements) == 1


def test_both_of_crossing_versions_are_refused_where_the_tagset_refuses_them() -> None:
    curator = Curator(work("a", [("PER", 6, 24)]), work("b", [("PER", 19, 26)]))
    with pytest.raises(AnnotationError, match="would cross"):
        curator.do(take_both, curator.positions[0])
    assert curator.spans() == []


def test_both_joins_attributes_of_the_same_span() -> None:
    named = work("a", [OMAR], attributes=(("mention", "name"),))
    unsure = work("b", [OMAR], attributes=(("unsure", True),))
    curator = Curator(named, unsure)
    curator.do(take_both, curator.positions[0])
    (span,) = curator.state.spans
    assert span.attributes == (("mention", "name"), ("unsure", True))
    curator.do(take, curator.positions[0], "b")
    (span,) = curator.state.spans
    assert span.attributes == (("unsure", True),)


def test_a_relation_brings_its_ends_and_settles_them() -> None:
    curator = Curator(work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]), work("b", [BOTH_WORDS]))
    curator.do(take, of_kind(curator, PositionKind.RELATION), "a")
    assert curator.links() == [("HOLDS", OMAR, MINISTER)]
    assert [position.is_open for position in curator.positions] == [False, False, False]


def test_a_relation_hangs_on_what_its_ends_were_settled_as() -> None:
    longer = ("PER", 19, 26)
    curator = Curator(work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]), work("b", [longer, MINISTER]))
    for position, name in zip(curator.positions[:2], "ab", strict=True):
        curator.do(take, position, name)
    curator.do(take, curator.positions[2], "a")
    assert curator.links() == [("HOLDS", longer, MINISTER)]


def test_a_relation_moves_with_an_end_that_is_settled_anew() -> None:
    longer = ("PER", 19, 26)
    curator = Curator(work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]), work("b", [longer, MINISTER]))
    curator.do(take, curator.positions[2], "a")
    omar = next(p for p in curator.positions if p.begin == OMAR[1])
    curator.do(take, omar, "b")
    assert curator.links() == [("HOLDS", longer, MINISTER)]
    assert not any(position.is_open for position in curator.positions)


def test_a_relation_that_the_new_tag_forbids_goes_and_is_open_again() -> None:
    curator = Curator(
        work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]), work("b", [("ORG", 19, 24), MINISTER])
    )
    curator.do(take, curator.positions[2], "a")
    omar = next(p for p in curator.positions if p.begin == OMAR[1])
    curator.do(take, omar, "b")
    assert curator.links() == []
    assert curator.positions[2].is_open
    with pytest.raises(AnnotationError, match="HOLDS goes from"):
        curator.do(take, curator.positions[2], "a")


def test_leaving_an_end_out_takes_its_relations_away() -> None:
    curator = Curator(work("a", [OMAR, MINISTER], [("HOLDS", 0, 1)]), work("b", [OMAR, MINISTER]))
    curator.do(take, curator.positions[2], "a")
    curator.do(take_neither, curator.positions[0])
    assert curator.links() == []
    assert curator.positions[2].is_open
    with pytest.raises(AnnotationError, match="was left out"):
        curator.do(take, curator.positions[2], "a")


def test_relations_of_other_tags_replace_each_other() -> None:
    knows = replace(TAGSET.relations["MET"], slug="KNOWS")
    tagset = replace(TAGSET, relations={**TAGSET.relations, "KNOWS": knows})
    mentions = [OMAR, SALMA]
    curator = Curator(
        work("a", mentions, [("MET", 0, 1)]),
        work("b", mentions, [("KNOWS", 0, 1)]),
        tagset=tagset,
    )
    relation = of_kind(curator, PositionKind.RELATION)
    assert relation.differences == {Difference.TAG}
    for command, values, tags in (
        (take, ("a",), ["MET"]),
        (take, ("b",), ["KNOWS"]),
        (take_neither, (), []),
        (take_both, (), ["KNOWS", "MET"]),
        (take, ("a",), ["MET"]),
    ):
        curator.do(command, relation, *values)
        assert curator.links() == [(tag, OMAR, SALMA) for tag in tags]


def test_a_cluster_is_taken_whole() -> None:
    mentions = [OMAR, SALMA, ("PER", 27, 33)]
    chain = work("a", mentions, [("SAME", 0, 1), ("SAME", 1, 2)])
    smaller = work("b", mentions, [("SAME", 0, 1)])
    curator = Curator(chain, smaller)
    curator.do(take, of_kind(curator, PositionKind.CLUSTER), "a")
    assert len(curator.links()) == 2
    curator.do(take, of_kind(curator, PositionKind.CLUSTER), "b")
    assert len(curator.links()) == 1
    curator.do(take_both, of_kind(curator, PositionKind.CLUSTER))
    assert len(curator.links()) == 2


def test_labels_are_taken_and_left_out() -> None:
    curator = Curator(work("a", [OMAR], labels=["politics"]), work("b", [OMAR]))
    label = of_kind(curator, PositionKind.LABEL)
    curator.do(take, label, "a")
    assert [found.tag for found in curator.state.labels] == ["politics"]
    curator.do(take_neither, label)
    assert curator.state.labels == ()
    with pytest.raises(AnnotationError, match="nothing to edit"):
        curator.do(take_edited, label, "")


def test_an_edited_item_counts_whatever_becomes_of_it() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]), work("c", [BOTH_WORDS]))
    curator.do(take_edited, curator.positions[0], "")
    (span,) = curator.state.spans
    assert curator.spans() == [BOTH_WORDS]  # what most say is where to start from
    curator.keep(resize_span(curator.state, curator.tagset, span.id, ((6, 26),)))
    settlement = curator.positions[0].settlement
    assert settlement is not None
    assert (settlement.choice, settlement.items) == (SettlementChoice.EDITED, (span.id,))
    curator.do(take, curator.positions[0], "a")
    assert curator.spans() == [OMAR]


def test_an_item_of_ones_own_counts_as_edited_and_replaces_what_was_taken() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    curator.do(take, curator.positions[0], "a")
    curator.keep(create_span(curator.state, curator.tagset, "PER", ((12, 18),), id="own"))
    curator.do(take_edited, curator.positions[0], "own")
    assert curator.spans() == [("PER", 12, 18)]


def test_deleting_what_was_taken_opens_the_position() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    curator.do(take, curator.positions[0], "a")
    curator.keep(delete_span(curator.state, curator.state.spans[0].id))
    assert curator.positions[0].is_open
    curator.do(take, curator.positions[0], "b")
    assert curator.spans() == [BOTH_WORDS]


def test_what_two_positions_share_goes_with_neither_alone() -> None:
    curator = Curator(work("a", [OMAR, SALMA]), work("b", [BOTH_WORDS, SALMA]))
    salma = curator.positions[1]
    curator.do(take, salma, "a")
    curator.do(take_edited, curator.positions[0], curator.state.spans[0].id)
    assert len(curator.spans()) == 2  # the one that is current belongs to the other position
    curator.do(take_neither, curator.positions[0])
    assert curator.spans() == [SALMA]


def test_a_question_that_is_asked_anew_is_open_and_its_answer_is_replaced() -> None:
    first, second = work("a", [OMAR]), work("b", [OMAR])
    curator = Curator(first, second)
    curator.do(take, curator.positions[0], "a")
    later = Curator(first, second, work("c", [BOTH_WORDS]))
    later.state = curator.state
    later.new_id = lambda: "later"
    assert later.positions[0].is_open
    later.do(take, later.positions[0], "c")
    assert later.spans() == [BOTH_WORDS]
    assert len(later.state.settlements) == 1


def test_a_reason_is_one_of_the_list_and_can_be_given_later() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    position = curator.positions[0]
    with pytest.raises(AnnotationError, match="no reason"):
        curator.do(take, position, "a", reason="because")
    with pytest.raises(AnnotationError, match="Settle the position first"):
        give_reason(curator.state, position, "slip")
    curator.do(take, position, "a")
    curator.keep(give_reason(curator.state, position, "slip"))
    settlement = curator.positions[0].settlement
    assert settlement is not None
    assert settlement.reason == "slip"
    assert give_reason(curator.state, position, "slip") is None


def test_what_was_taken_and_then_changed_by_hand_counts_as_edited() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [BOTH_WORDS]))
    curator.do(take, curator.positions[0], "a")
    span = curator.state.spans[0]
    curator.keep(resize_span(curator.state, curator.tagset, span.id, ((19, 26),)))
    settlement = curator.positions[0].settlement
    assert settlement is not None
    assert settlement.choice is SettlementChoice.EDITED
