"""Decisions faster than reading."""

from annotation.review.pace import LOOK, MANY, RUN, PacedStep, hurries
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
