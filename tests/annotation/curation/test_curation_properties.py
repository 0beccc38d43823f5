"""What holds of any sets, settled in whatever order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.rules import check_relation, check_span
from annotation.curation.alignment import align
from annotation.curation.position import Position, PositionKind
from annotation.curation.settling import take, take_both, take_edited, take_neither
from annotation.curation.strategies import Strategy, StrategyRule, apply_strategy
from annotation.errors import AnnotationError
from annotation.values.items import Span
from annotation.values.record import Record
from annotation.values.state import State
from tests.annotation.curation.conftest import (
    DOCUMENT,
    TAGSET,
    TEXT,
    Curator,
    said,
    said_by,
    work,
)
from tests.examples import examples

WORDS = [(0, 5), (6, 11), (6, 18), (12, 18), (19, 24), (19, 26), (27, 33), (28, 33), (28, 46)]
WORDS += [(34, 39), (34, 46), (34, 51), (47, 51), (53, 57), (61, 65), (61, 70), (71, 74)]
PLAIN = st.sampled_from(("PER", "ORG", "OCC"))


def is_allowed(record: Record) -> bool:
    """Whether the rules allow a set as it is."""
    state = State(DOCUMENT, (*record.spans, *record.relations))
    try:
        for span in record.spans:
            check_span(state, TAGSET, span)
        for relation in record.relations:
            check_relation(state, TAGSET, relation)
    except AnnotationError:
        return False
    return True


@st.composite
def sets(draw: st.DrawFn, annotator: str) -> Record:
    """A set that the rules allow: spans, some of them nested, and relations between them."""
    chosen: list[tuple[str, int, int]] = []
    for tag, bounds in draw(st.lists(st.tuples(PLAIN, st.sampled_from(WORDS)), max_size=6)):
        if is_allowed(work(annotator, [*chosen, (tag, *bounds)])):
            chosen.append((tag, *bounds))
    links: list[tuple[str, int, int]] = []
    numbers = st.integers(0, max(0, len(chosen) - 1))
    tags = st.sampled_from(("HOLDS", "MET", "SAME"))
    for link in draw(st.lists(st.tuples(tags, numbers, numbers), max_size=4)):
        if chosen and is_allowed(work(annotator, chosen, [*links, link])):
            links.append(link)
    labels = ["politics"] if draw(st.booleans()) else []
    is_unsure = bool(chosen) and draw(st.booleans())
    return work(annotator, chosen, links, labels, (("unsure", True),) if is_unsure else ())


teams = st.tuples(sets("a"), sets("b"), sets("c"))
choices = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=25)


def settle(curator: Curator, position: Position, choice: int) -> None:
    """One of all the ways to settle a position; what the rules refuse changes nothing."""
    before = curator.state
    try:
        if choice < len(position.versions):
            curator.do(take, position, position.versions[choice].annotator)
        elif choice == 3:
            curator.do(take_both, position)
        elif choice == 4 and position.kind is not PositionKind.LABEL:
            curator.do(take_edited, position, "")
        else:
            curator.do(take_neither, position)
    except AnnotationError:
        assert curator.state is before


@given(teams)
@examples(60)
def test_positions_do_not_depend_on_the_order_of_the_sets(team: tuple[Record, ...]) -> None:
    expected = align(team, TAGSET).positions
    for order in ((2, 1, 0), (1, 0, 2)):
        assert align([team[n] for n in order], TAGSET).positions == expected


@given(teams)
@examples(60)
def test_every_item_stands_at_one_position_and_nobody_twice_at_one(
    team: tuple[Record, ...],
) -> None:
    positions = align(team, TAGSET).positions
    ids = sorted(item.id for p in positions for v in p.versions for item in v.items)
    expected = [i.id for r in team for i in (*r.spans, *r.relations, *r.labels)]
    assert ids == sorted(expected)
    assert len({position.id for position in positions}) == len(positions)
    for position in positions:
        assert sorted(position.annotators) == ["a", "b", "c"]


@given(teams, choices)
@examples(150)
def test_the_rules_hold_whatever_is_settled_and_undoing_all_leads_back(
    team: tuple[Record, ...], chosen: list[tuple[int, int]]
) -> None:
    curator = Curator(*team)
    before = curator.state
    for choice, number in chosen:
        positions = curator.positions
        if positions:
            settle(curator, positions[number % len(positions)], choice)
    made = curator.state
    for span in made.spans:
        check_span(made, TAGSET, span)
    for relation in made.relations:
        check_relation(made, TAGSET, relation)
    for settlement in made.settlements:
        assert settlement.position in {position.id for position in curator.positions}
    steps = list(curator.done)
    curator.undo_all()
    assert curator.state == before
    for step in steps:
        curator.keep(step)
    assert curator.state == made


@given(teams, st.sampled_from("abc"), st.randoms(use_true_random=False))
@examples(100)
def test_taking_all_of_one_in_whatever_order_gives_their_set(
    team: tuple[Record, ...], whom: str, order: random.Random
) -> None:
    curator = Curator(*team)
    positions = list(curator.positions)
    order.shuffle(positions)
    for position in positions:
        if position.version_of(whom) is None:
            curator.do(take_neither, position)
        else:
            curator.do(take, position, whom)
    assert said_by(curator.state) == said(team["abc".index(whom)])
    assert not any(position.is_open for position in curator.positions)


@given(teams, st.sampled_from("abc"))
@examples(100)
def test_trusting_one_gives_their_set_in_one_step(team: tuple[Record, ...], whom: str) -> None:
    curator = Curator(*team)
    outcome = apply_strategy(
        curator.state,
        TAGSET,
        curator.alignment,
        Strategy(StrategyRule.TRUST, whom),
        new_id=curator.new_id,
    )
    curator.keep(outcome.transaction)
    assert said_by(curator.state) == said(team["abc".index(whom)])
    assert not outcome.left_open
    assert not outcome.refused
    curator.undo_all()
    assert curator.state == State(DOCUMENT)


@pytest.mark.parametrize(
    "rule", [StrategyRule.UNANIMOUS, StrategyRule.UNCONTESTED, StrategyRule.MAJORITY]
)
@given(one=sets("a"))
@examples(40)
def test_of_three_who_say_the_same_every_rule_takes_all(rule: StrategyRule, one: Record) -> None:
    curator = Curator(one, *(_renamed(one, name) for name in "bc"))
    curator.keep(
        apply_strategy(
            curator.state, TAGSET, curator.alignment, Strategy(rule), new_id=curator.new_id
        ).transaction
    )
    assert said_by(curator.state) == said(one)


@given(teams, st.sampled_from(StrategyRule))
@examples(100)
def test_a_strategy_leaves_open_exactly_what_it_says(
    team: tuple[Record, ...], rule: StrategyRule
) -> None:
    curator = Curator(*team)
    outcome = apply_strategy(
        curator.state, TAGSET, curator.alignment, Strategy(rule, "a"), new_id=curator.new_id
    )
    curator.keep(outcome.transaction)
    still_open = {position.id for position in curator.positions if position.is_open}
    assert still_open == {p.id for p in (*outcome.left_open, *outcome.refused)}
    for span in curator.state.spans:
        assert any(isinstance(i, Span) and said_same(i, span) for r in team for i in r.spans)


def said_same(one: Span, other: Span) -> bool:
    return (one.tag, one.fragments) == (other.tag, other.fragments)


def _renamed(record: Record, annotator: str) -> Record:
    return record.by(annotator)


def test_the_words_lie_within_the_text() -> None:
    assert all(TEXT[begin:end].strip() == TEXT[begin:end] for begin, end in WORDS)
