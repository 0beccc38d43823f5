"""Decisions made faster than anybody reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotation.review.reasons import FindingReason, Why, reason
from annotation.values.transaction import Op

QUICK = 0.3  # seconds between two decisions
RUN = 5  # decisions in a row before it is more than a slip of the finger
MANY = 10  # suggestions accepted at once
LOOK = 2.0  # seconds since the act before, in which so many cannot have been read
_DECISIONS = (Op.ACCEPT, Op.REJECT, Op.CORRECT, Op.SKIP)
_SCORE = 0.3
_HIGHEST = 0.6


@dataclass(frozen=True, slots=True)
class PacedStep:
    """A step as far as its pace is concerned: when, in seconds, and how many items it made."""

    step_id: str
    op: Op
    seconds: float
    items: int = 1


@dataclass(frozen=True, slots=True)
class Hurry:
    """A stretch of acts that was too quick: its first step, how many, and the expected error."""

    step_id: str
    count: int
    score: float
    reason: FindingReason


def hurries(acts: Sequence[PacedStep]) -> Iterator[Hurry]:
    """Runs of quick decisions, and many accepted at once without looking."""
    run: list[PacedStep] = []
    before: PacedStep | None = None
    for act in acts:
        is_quick = before is not None and act.seconds - before.seconds < QUICK
        if not (is_quick and act.op in _DECISIONS):
            yield from _told(run)
            run = []
        if act.op in _DECISIONS:
            run.append(act)
        if act.op is Op.ACCEPT_MANY and before is not None and act.items >= MANY:
            passed = act.seconds - before.seconds
            if passed < LOOK:
                why = reason(Why.ALL_AT_ONCE, count=act.items, seconds=round(passed, 1))
                yield Hurry(act.step_id, act.items, _SCORE, why)
        before = act
    yield from _told(run)


def _told(run: Sequence[PacedStep]) -> Iterator[Hurry]:
    if len(run) >= RUN:
        score = min(_HIGHEST, _SCORE + 0.01 * len(run))
        why = reason(Why.QUICK, count=len(run), seconds=QUICK)
        yield Hurry(run[0].step_id, len(run), score, why)
