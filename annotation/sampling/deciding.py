"""What a judged sample says of its batch: rates with intervals, and whether that is enough."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from annotation.sampling.batch import Batch, Sample, SamplingUnit
from annotation.sampling.judging import Judgement
from annotation.sampling.wilson import Rate, interval, rate

JudgedUnits = Sequence[tuple[SamplingUnit, Judgement]]


class Advice(StrEnum):
    """What the numbers allow."""

    ACCEPT = "accept"
    SEND_BACK = "send-back"
    GO_ON = "go-on"
    TOO_SMALL = "too-small"  # not even all the rest that was drawn, sound, would be enough


class BatchVerdict(StrEnum):
    """What was decided about a batch."""

    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"


@dataclass(frozen=True, slots=True)
class Findings:
    """What has been found so far.

    `faulty` are units that are wrong or around which something is missing; it decides. `more` is
    how many must be looked at besides, all of them sound, before the batch can be accepted.
    """

    faulty: Rate
    wrong: Rate
    missing: Rate
    by_tag: tuple[tuple[str, Rate], ...]
    by_annotator: tuple[tuple[str, Rate], ...]
    advice: Advice
    more: int | None


def findings_of(batch: Batch, sample: Sample, judgements: Sequence[Judgement]) -> Findings:
    """What the judgements of a sample, unit by unit, say of the batch."""
    pairs = zip(sample.units, judgements, strict=True)
    judged = [(unit, given) for unit, given in pairs if given.is_right is not None]
    faulty = _rate(judged, lambda given: given.is_faulty, sample.population)
    more = more_needed(faulty.faulty, faulty.looked, batch.limit, sample.population)
    return Findings(
        faulty,
        _rate(judged, lambda given: given.is_right is False, sample.population),
        _rate(judged, lambda given: bool(given.missing), sample.population),
        _grouped(judged, lambda unit: unit.tag, {}),
        _grouped(judged, lambda unit: unit.annotator, dict(sample.by_annotator)),
        _advice(faulty, batch, more, len(sample.units) - faulty.looked),
        more,
    )


def _rate(
    judged: JudgedUnits, is_meant: Callable[[Judgement], bool], population: int | None
) -> Rate:
    return rate(sum(is_meant(given) for _, given in judged), len(judged), population)


def _grouped(
    judged: JudgedUnits, group: Callable[[SamplingUnit], str], populations: Mapping[str, int]
) -> tuple[tuple[str, Rate], ...]:
    """The faulty ones of each group, by name; units that belong to none are left out."""
    names = sorted({group(unit) for unit, _ in judged} - {""})
    return tuple(
        (
            name,
            _rate(
                [pair for pair in judged if group(pair[0]) == name],
                lambda given: given.is_faulty,
                populations.get(name),
            ),
        )
        for name in names
    )


def _advice(faulty: Rate, batch: Batch, more: int | None, left: int) -> Advice:
    if faulty.high is not None and faulty.high <= batch.limit:
        return Advice.ACCEPT
    if faulty.low is not None and faulty.low > batch.limit:
        return Advice.SEND_BACK
    return Advice.GO_ON if more is not None and more <= left else Advice.TOO_SMALL


def more_needed(faulty: int, looked: int, limit: float, population: int) -> int | None:
    """How many sound units more bring the upper bound to the limit; None when none would."""
    if faulty > limit * population:
        return None
    low, high = max(looked, 1), max(population, looked, 1)
    while low < high:  # the bound falls with every sound unit
        middle = (low + high) // 2
        if _upper(faulty, middle, population) <= limit:
            high = middle
        else:
            low = middle + 1
    return low - looked if _upper(faulty, low, population) <= limit else None


def _upper(faulty: int, looked: int, population: int) -> float:
    return faulty / looked if looked >= population else interval(faulty, looked)[1]


@dataclass(frozen=True, slots=True)
class BatchDecision:
    """A decision about a batch, with the numbers that it was taken on; `at` is an ISO time."""

    batch: Batch
    verdict: BatchVerdict
    by: str
    at: str
    population: int
    looked: int
    faulty: int
    low: float
    high: float


def next_drawing(batch: Batch, outcomes: Sequence[BatchDecision]) -> Batch:
    """The batch with a drawing of its own after each time that it was sent back.

    Who has mended what a sample found would be judged by the same places again.
    """
    sent_back = [o.batch for o in outcomes if o.verdict is BatchVerdict.SENT_BACK]
    earlier = sum(_is_same_work(batch, other) for other in sent_back)
    return replace(batch, draw=1 + earlier)


def _is_same_work(batch: Batch, other: Batch) -> bool:
    return replace(batch, draw=0).seed == replace(other, draw=0).seed


def write_outcomes(outcomes: Sequence[BatchDecision]) -> str:
    """Decisions as the project keeps them: a JSON list, oldest first."""
    return json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False)


def read_outcomes(text: str | None) -> tuple[BatchDecision, ...]:
    """The decisions that `write_outcomes` wrote; what cannot be read is none."""
    try:
        return tuple(map(_outcome, json.loads(text or "[]")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _outcome(data: Mapping[str, Any]) -> BatchDecision:
    batch, verdict = Batch.read(data["batch"]), BatchVerdict(data["verdict"])
    return BatchDecision(**{**data, "batch": batch, "verdict": verdict})
