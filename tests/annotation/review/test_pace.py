"""Decisions faster than reading."""

import pytest

from annotation.review.pace import LOOK, MANY, QUICK, RUN, PacedStep, hurries
from annotation.review.reasons import Why, reason
from annotation.values.transaction import Op


def run(gaps: list[float], op: Op = Op.ACCEPT) -> list[PacedStep]:
    at, acts = 100.0, []
    for number, gap in enumerate(gaps):
        at += gap
        acts.append(PacedStep(f"t{number}", op, at))
    return acts


def test_a_run_of_quick_decisions_is_told_once_with_its_first_step() -> None:
    (hurry,) = hurries(run([9.0] + [0.2] * RUN + [4.0, 5.0]))
    assert (hurry.step_id, hurry.count) == ("t0", RUN + 1)


def test_a_few_quick_ones_and_many_slow_ones_are_nothing() -> None:
    assert list(hurries(run([0.2] * (RUN - 2) + [3.0] + [0.1]))) == []
    assert list(hurries(run([2.0] * 40))) == []


def test_quick_work_that_is_no_decision_is_nothing() -> None:
    assert list(hurries(run([0.1] * 20, Op.CREATE_SPAN))) == []


def test_many_accepted_at_once_without_a_look_are_told() -> None:
    before = PacedStep("t0", Op.ACCEPT, 100.0)
    hasty = PacedStep("t1", Op.ACCEPT_MANY, 100.0 + LOOK / 2, MANY)
    looked = PacedStep("t1", Op.ACCEPT_MANY, 100.0 + LOOK * 5, MANY)
    assert [hurry.count for hurry in hurries([before, hasty])] == [MANY]
    assert list(hurries([before, looked])) == []


@pytest.mark.parametrize("op", [Op.ACCEPT, Op.REJECT, Op.CORRECT, Op.SKIP])
@pytest.mark.parametrize(
    ("gaps", "counts"),
    [
        ([9.0] + [0.25] * (RUN - 1), [RUN]),  # the first of a run is one of it
        ([9.0] + [0.25] * (RUN - 2), []),
        ([9.0] + [0.5] * RUN, []),  # each is slower than that
        ([9.0, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.25], [RUN]),  # a slow one begins another
        ([9.0] + [0.25] * RUN + [1.0] + [0.25] * RUN, [RUN + 1, RUN + 1]),
        ([0.25] * RUN, [RUN]),  # before the first of all there is no gap
        ([], []),
    ],
)
def test_a_run_has_enough_decisions_each_quicker_than_the_limit(
    op: Op, gaps: list[float], counts: list[int]
) -> None:
    assert [hurry.count for hurry in hurries(run(gaps, op))] == counts


def test_a_decision_that_takes_just_as_long_as_the_limit_is_not_quick() -> None:
    """Times that are sums of the limit, from nothing, so that no rounding helps."""
    acts = [PacedStep(f"t{number}", Op.ACCEPT, number * QUICK) for number in range(2)]
    assert acts[1].seconds - acts[0].seconds == QUICK
    as_quick = [*acts, *(PacedStep(f"q{n}", Op.ACCEPT, QUICK + n / 8) for n in range(1, RUN - 1))]
    assert list(hurries(as_quick)) == []  # the first is not of the run, which is one too short
    enough = [*as_quick, PacedStep("last", Op.ACCEPT, QUICK + RUN / 8)]
    assert [(hurry.step_id, hurry.count) for hurry in hurries(enough)] == [("t1", RUN)]


def test_anything_else_between_them_ends_a_run() -> None:
    acts = run([9.0] + [0.2] * (RUN + 2))
    acts[3] = PacedStep("t3", Op.CREATE_SPAN, acts[3].seconds)
    assert list(hurries(acts)) == []
    slow = [PacedStep("s0", Op.CREATE_SPAN, 0.0), *run([9.0] + [0.2] * (RUN - 1))]
    assert [hurry.step_id for hurry in hurries(slow)] == ["t0"]


@pytest.mark.parametrize(
    ("items", "passed", "is_told"),
    [
        (MANY, LOOK - 0.5, True),
        (MANY, LOOK, False),  # there was time for a look
        (MANY, 0.0, True),
        (MANY - 1, 0.5, False),  # as many can be seen at once
        (MANY + 1, 0.5, True),
    ],
)
def test_so_many_at_once_need_a_look(items: int, passed: float, is_told: bool) -> None:
    acts = [
        PacedStep("t0", Op.CREATE_SPAN, 64.0),
        PacedStep("t1", Op.ACCEPT_MANY, 64.0 + passed, items),
    ]
    found = [(hurry.step_id, hurry.count) for hurry in hurries(acts)]
    assert found == ([("t1", items)] if is_told else [])
    assert list(hurries(acts[1:])) == []  # what was before it is not known
    created = [acts[0], PacedStep("t1", Op.CREATE_SPAN, 64.0 + passed, items)]
    assert list(hurries(created)) == []


def test_the_longer_a_run_the_surer_it_is_one_up_to_a_limit() -> None:
    scores = []
    for length in (RUN, RUN + 1, 40, 400):
        (hurry,) = hurries(run([9.0] + [0.125] * (length - 1)))
        scores.append(hurry.score)
        assert hurry.reason == reason(Why.QUICK, count=length, seconds=QUICK)
    assert scores == pytest.approx([0.35, 0.36, 0.6, 0.6])
    before = PacedStep("t0", Op.ACCEPT, 100.0)
    (hurry,) = hurries([before, PacedStep("t1", Op.ACCEPT_MANY, 101.26, MANY)])
    assert hurry.score == 0.3
    assert hurry.reason == reason(Why.ALL_AT_ONCE, count=MANY, seconds=1.3)
