"""Effort of everybody: works go by one at a time, then each annotator's acts are laid in time."""

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from annotation.effort.figures import (
    DAY,
    AnnotatorEffort,
    DocumentEffort,
    Pace,
    PeriodEffort,
    VerdictEffort,
    learning_curve,
)
from annotation.effort.work import AFTER_IDLE, IDLE, NOT_ANNOTATING, TimedStep, Work, made
from annotation.values.items import Origin, Stage, Verdict
from annotation.values.transaction import Op

_MONDAY = 3  # 1970-01-01 was a Thursday

Floats = npt.NDArray[np.float64]
WholeNumbers = npt.NDArray[np.int_]


class _On(IntEnum):
    """What an act is about."""

    SPAN = 0
    RELATION = 1
    OTHER = 2


_ON_SPANS = frozenset(
    {
        Op.CREATE_SPAN,
        Op.RELABEL_SPAN,
        Op.RESIZE_SPAN,
        Op.DELETE_SPAN,
        Op.PROPAGATE,
        Op.SET_ATTRIBUTE,
        Op.ACCEPT,
        Op.CORRECT,
        Op.REJECT,
        Op.SKIP,
        Op.RECONSIDER,
        Op.ACCEPT_MANY,
    }
)
_ON_RELATIONS = frozenset(
    {Op.CREATE_RELATION, Op.REVERSE_RELATION, Op.RELABEL_RELATION, Op.DELETE_RELATION}
)
_ONE_BY_ONE = {
    Op.ACCEPT: Verdict.ACCEPTED,
    Op.CORRECT: Verdict.CORRECTED,
    Op.REJECT: Verdict.REJECTED,
    Op.SKIP: Verdict.SKIPPED,
}
_VERDICTS = tuple(Verdict)
_NO_VERDICT = len(_VERDICTS)


class EffortGathering:
    """Takes in everybody's work in any order; keeps some 20 bytes for each act."""

    def __init__(self) -> None:
        self._desks: dict[str, _Desk] = {}

    def add(self, work: Work) -> None:
        """Take in what one annotator did in one document; a curated set is no annotator's."""
        if not work.is_curated:
            self._desks.setdefault(work.annotator, _Desk()).add(work)

    def told(self, *, offset: float = 0) -> tuple[AnnotatorEffort, ...]:
        """The effort of who has annotated anything, by name.

        Days begin `offset` seconds before those of UTC.
        """
        desks = sorted(self._desks.items())
        return tuple(desk.told(name, offset) for name, desk in desks if desk.times)


@dataclass(slots=True)
class _Desk:
    """One annotator's acts, a column for each thing that is known of them."""

    works: list[Work] = field(default_factory=list)  # without their steps
    times: "array[float]" = field(default_factory=lambda: array("d"))
    work_of: "array[int]" = field(default_factory=lambda: array("l"))
    about: "array[int]" = field(default_factory=lambda: array("b"))
    verdict_of: "array[int]" = field(default_factory=lambda: array("b"))
    undone: int = 0
    batches: set[tuple[str, Op, int]] = field(default_factory=set)

    def add(self, work: Work) -> None:
        number = len(self.works)
        self.works.append(replace(work, steps=()))
        before: dict[str, _On | None] = {}
        times: Counter[tuple[str, Op]] = Counter()
        for step in work.steps:
            on = before.get(step.reverts) if step.reverts else _subject(step)
            before[step.id] = on
            if on is not None and self._is_new(step, times):
                self._note(step, number, on)

    def _is_new(self, step: TimedStep, times: Counter[tuple[str, Op]]) -> bool:
        """Whether the step is an act of its own: one act over many documents is one.

        So is undoing it, each time; `times` counts how often this document had it.
        """
        if step.batch is None:
            return True
        times[step.batch, step.op] += 1
        act = (step.batch, step.op, times[step.batch, step.op])
        is_new = act not in self.batches
        self.batches.add(act)
        return is_new

    def _note(self, step: TimedStep, work: int, on: _On) -> None:
        self.times.append(step.at)
        self.work_of.append(work)
        self.about.append(on)
        verdict = _ONE_BY_ONE.get(step.op)
        self.verdict_of.append(_NO_VERDICT if verdict is None else _VERDICTS.index(verdict))
        self.undone += step.op is Op.UNDO

    def told(self, annotator: str, offset: float) -> AnnotatorEffort:
        """What all of it comes to."""
        acts = _laid_in_time(self)
        days = np.floor((acts.times + offset) / DAY).astype(np.int_)
        each = _documents(acts, self.works)
        return AnnotatorEffort(
            annotator,
            len(each),
            sum(document.is_finished for document in each),
            sum(document.words for document in each),
            _pace(acts, _On.SPAN, sum(made(work.spans) for work in self.works)),
            _pace(acts, _On.RELATION, sum(made(work.relations) for work in self.works)),
            len(acts.times),
            float(acts.seconds.sum()),
            int(acts.is_after_pause[1:].sum()),
            self.undone,
            _verdicts(acts, self.works),
            _origins(self.works),
            _periods(acts, days),
            _periods(acts, _mondays(days)),
            learning_curve(each),
            each,
        )


def _subject(step: TimedStep) -> _On | None:
    """What a step is about; None when it is no work of an annotator."""
    if step.op in NOT_ANNOTATING:
        return None
    if step.op in _ON_RELATIONS:
        return _On.RELATION
    if step.op not in _ON_SPANS:
        return _On.OTHER
    # Taking a suggested relation may bring its ends; taking many is mostly about spans.
    is_on_spans = step.op in (Op.DELETE_SPAN, Op.ACCEPT_MANY, Op.PROPAGATE)
    return _On.RELATION if step.is_on_relation and not is_on_spans else _On.SPAN


@dataclass(frozen=True, slots=True)
class _Acts:
    """Acts in the order of time, with the seconds that each counts for."""

    times: Floats
    seconds: Floats
    is_after_pause: npt.NDArray[np.bool_]
    work_of: WholeNumbers
    about: WholeNumbers
    verdict_of: WholeNumbers


def _laid_in_time(desk: _Desk) -> _Acts:
    """An act counts for the time since the one before it, wherever that was; a pause for little."""
    times = np.array(desk.times, dtype=np.float64)
    order = np.argsort(times, kind="stable")
    gaps = np.diff(times[order], prepend=-np.inf)
    is_pause = gaps > IDLE
    return _Acts(
        times[order],
        np.where(is_pause, AFTER_IDLE, gaps),
        is_pause,
        np.array(desk.work_of, dtype=np.int_)[order],
        np.array(desk.about, dtype=np.int_)[order],
        np.array(desk.verdict_of, dtype=np.int_)[order],
    )


def _pace(acts: _Acts, on: _On, items: int) -> Pace:
    chosen = acts.about == on
    return Pace(items, int(chosen.sum()), float(acts.seconds[chosen].sum()))


def _documents(acts: _Acts, works: list[Work]) -> tuple[DocumentEffort, ...]:
    """Each document that was worked on, in the order in which the work began."""
    size = len(works)
    begun = np.full(size, np.inf)
    np.minimum.at(begun, acts.work_of, acts.times)
    counts, seconds = [], []
    for on in _On:
        chosen = acts.about == on
        counts.append(np.bincount(acts.work_of[chosen], minlength=size))
        seconds.append(np.bincount(acts.work_of[chosen], acts.seconds[chosen], size))

    def told(number: int) -> DocumentEffort:
        work = works[number]

        def pace(on: _On, items: int) -> Pace:
            return Pace(items, int(counts[on][number]), float(seconds[on][number]))

        return DocumentEffort(
            work.document,
            work.sha256,
            float(begun[number]),
            work.stage is Stage.FINISHED,
            work.words,
            pace(_On.SPAN, made(work.spans)),
            pace(_On.RELATION, made(work.relations)),
            int(sum(count[number] for count in counts)),
            float(sum(second[number] for second in seconds)),
            sum(work.verdicts.values()),
        )

    return tuple(told(n) for n in np.argsort(begun, kind="stable").tolist() if begun[n] < np.inf)


def _verdicts(acts: _Acts, works: list[Work]) -> tuple[VerdictEffort, ...]:
    """Counts are of what stands at the end; the seconds of each decision taken by itself."""
    counts = [sum(work.verdicts.get(verdict, 0) for work in works) for verdict in _VERDICTS]
    total = sum(counts)
    found = []
    for number, (verdict, count) in enumerate(zip(_VERDICTS, counts, strict=True)):
        timed = acts.seconds[(acts.verdict_of == number) & ~acts.is_after_pause]
        median = float(np.median(timed)) if len(timed) else None
        share = count / total if total else None
        found.append(VerdictEffort(verdict, count, share, len(timed), median))
    return tuple(found)


def _origins(works: list[Work]) -> tuple[tuple[Origin, int], ...]:
    totals = {o: sum(work.spans.get(o, 0) for work in works) for o in Origin}
    return tuple((origin, number) for origin, number in totals.items() if number)


def _mondays(days: WholeNumbers) -> WholeNumbers:
    """The Monday before each day, or the day itself."""
    return days - (days + _MONDAY) % 7


def _periods(acts: _Acts, days: WholeNumbers) -> tuple[PeriodEffort, ...]:
    """What was done, by the day that each act is counted under."""
    found, places = np.unique(days, return_inverse=True)
    counts = np.bincount(places, minlength=len(found))
    seconds = np.bincount(places, acts.seconds, len(found))
    worked = np.unique(np.stack([places, acts.work_of]), axis=1)[0]
    documents = np.bincount(worked, minlength=len(found))
    return tuple(
        PeriodEffort(int(day), int(counts[n]), float(seconds[n]), int(documents[n]))
        for n, day in enumerate(found)
    )
