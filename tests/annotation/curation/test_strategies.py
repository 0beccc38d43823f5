"""What each rule takes, leaves out and leaves open."""

import pytest

from annotation.commands.span_commands import create_span
from annotation.curation.strategies import Strategy, StrategyOutcome, StrategyRule, apply_strategy
from annotation.values.record import Record
from annotation.values.transaction import Op
from tests.annotation.curation.conftest import Curator, work

OMAR, MINISTER, BANK = ("PER", 19, 24), ("OCC", 6, 18), ("ORG", 34, 46)
SALMA, LONGER = ("PER", 47, 51), ("PER", 19, 26)
# Salma is agreed, Omar has a majority, the bank two of three, the minister one of three.
A = work("a", [OMAR, BANK, SALMA, MINISTER], [("HOLDS", 0, 3), ("MET", 0, 2)])
B = work("b", [OMAR, BANK, SALMA], [("MET", 0, 2)])
C = work("c", [LONGER, SALMA], [("MET", 0, 1)])


def follow(
    rule: StrategyRule, trusted: str = "", *records: Record
) -> tuple[Curator, StrategyOutcome]:
    curator = Curator(*(records or (A, B, C)))
    outcome = apply_strategy(
        curator.state,
        curator.tagset,
        curator.alignment,
        Strategy(rule, trusted),
        new_id=curator.new_id,
    )
    curator.keep(outcome.transaction)
    return curator, outcome


def test_unanimous_takes_what_all_say_but_no_relation_whose_ends_are_open() -> None:
    curator, outcome = follow(StrategyRule.UNANIMOUS)
    assert curator.spans() == [SALMA]
    assert curator.links() == []
    assert [len(some) for some in (outcome.taken, outcome.left_open, outcome.refused)] == [1, 4, 1]
    assert outcome.transaction is not None
    assert outcome.transaction.op is Op.CURATE


def test_uncontested_takes_also_what_nobody_contradicts() -> None:
    curator, _ = follow(StrategyRule.UNCONTESTED)
    assert curator.spans() == [MINISTER, BANK, SALMA]


def test_majority_takes_and_leaves_out() -> None:
    curator, outcome = follow(StrategyRule.MAJORITY)
    assert curator.spans() == [OMAR, BANK, SALMA]
    assert curator.links() == [("MET", OMAR, SALMA)]
    assert len(outcome.left_out) == 2  # the minister, and who holds the post
    assert not outcome.left_open


def test_who_has_not_finished_the_document_is_not_followed() -> None:
    curator, outcome = follow(StrategyRule.TRUST, "z")
    assert outcome.transaction is None
    assert len(outcome.left_open) == len(curator.positions)


def test_who_has_finished_without_marking_anything_is() -> None:
    curator, outcome = follow(StrategyRule.TRUST, "empty", A, work("empty", []))
    assert curator.spans() == []
    assert len(outcome.left_out) == len(curator.positions)


def test_what_is_settled_is_not_looked_at_again() -> None:
    curator, _ = follow(StrategyRule.MAJORITY)
    before = curator.state
    outcome = apply_strategy(
        curator.state,
        curator.tagset,
        curator.alignment,
        Strategy(StrategyRule.TRUST, "c"),
        new_id=curator.new_id,
    )
    assert outcome.transaction is None
    assert curator.state is before


@pytest.mark.parametrize("rule", list(StrategyRule))
def test_crossing_versions_are_left_open_unless_one_is_trusted(rule: StrategyRule) -> None:
    crossing = work("a", [("PER", 6, 24)]), work("b", [("ORG", 12, 26)])
    curator, outcome = follow(rule, "a", *crossing)
    assert curator.spans() == ([("PER", 6, 24)] if rule is StrategyRule.TRUST else [])
    assert len(outcome.refused) == 0


@pytest.mark.parametrize("rule", list(StrategyRule))
def test_what_would_cross_the_curators_own_stays_open_and_is_counted(rule: StrategyRule) -> None:
    curator = Curator(*(work(name, [OMAR, SALMA]) for name in "abc"))
    curator.keep(create_span(curator.state, curator.tagset, "ORG", ((22, 26),), id="own"))
    outcome = apply_strategy(
        curator.state,
        curator.tagset,
        curator.alignment,
        Strategy(rule, "a"),
        new_id=curator.new_id,
    )
    curator.keep(outcome.transaction)
    assert curator.spans() == [("ORG", 22, 26), SALMA]
    assert [position.begin for position in outcome.refused] == [OMAR[1]]
    assert [position.is_open for position in curator.positions] == [True, False]
