"""The report on effort as data, for programs."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from annotation.effort.figures import (
    AnnotatorEffort,
    Pace,
    PeriodEffort,
)
from annotation.effort.influence import Influence
from annotation.effort.work import AFTER_IDLE, IDLE
from ui.effort.report import EffortReport

_FIRST_DAY = date(1970, 1, 1)


def day_of(number: int) -> date:
    """The date of a day that is counted from 1970."""
    return _FIRST_DAY + timedelta(days=number)


def effort_data(report: EffortReport) -> dict[str, Any]:
    """All of the report, with the rule by which time is counted."""
    return {
        "rule": {"idle_seconds": IDLE, "after_idle_seconds": AFTER_IDLE},
        "blind_share": report.blind_share,
        "annotators": [_annotator_data(effort) for effort in report.annotators],
        "influences": [_influence_data(influence) for influence in report.influences],
    }


def _annotator_data(effort: AnnotatorEffort) -> dict[str, Any]:
    return {
        "annotator": effort.annotator,
        "documents": effort.documents,
        "finished": effort.finished,
        "words": effort.words,
        "acts": effort.acts,
        "seconds": effort.seconds,
        "pauses": effort.pauses,
        "undone": effort.undone,
        "undo_rate": effort.undo_rate,
        "seconds_a_document": effort.seconds_a_document,
        "seconds_a_hundred_words": effort.seconds_a_hundred_words,
        "spans": _pace_data(effort.spans),
        "relations": _pace_data(effort.relations),
        "verdicts": [asdict(verdict) for verdict in effort.verdicts],
        "origins": [
            {"origin": origin, "count": count, "share": effort.origin_share(origin)}
            for origin, count in effort.origins
        ],
        "days": [_period_data(period) for period in effort.days],
        "weeks": [_period_data(period) for period in effort.weeks],
        "curve": [
            {"first": p.first, "documents": p.documents, "spans": _pace_data(p.spans)}
            for p in effort.curve
        ],
    }


def _pace_data(pace: Pace) -> dict[str, Any]:
    return asdict(pace) | {"acts_each": pace.acts_each, "seconds_each": pace.seconds_each}


def _period_data(period: PeriodEffort) -> dict[str, Any]:
    return asdict(period) | {"day": day_of(period.day).isoformat()}


def _influence_data(influence: Influence) -> dict[str, Any]:
    return {
        "annotator": influence.annotator,
        "suggested": influence.suggested,
        "blind": influence.blind,
        "left_out": influence.left_out,
        "contrasts": {aspect: asdict(c) for aspect, c in influence.contrasts.items()},
    }
