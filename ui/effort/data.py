"""The report on effort as data, for programs and for the window's other process, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from annotation.agreement.figures import Figure
from annotation.effort.figures import (
    AnnotatorEffort,
    CurvePoint,
    Pace,
    PeriodEffort,
    VerdictEffort,
)
from annotation.effort.influence import Aspect, Contrast, Influence
from annotation.effort.work import AFTER_IDLE, IDLE
from annotation.values.items import Origin, Verdict
from ui.effort.report import EffortReport

_FIRST_DAY = date(1970, 1, 1)
EffortData = Mapping[str, Any]


def day_of(number: int) -> date:
    """The date of a day that is counted from 1970."""
    return _FIRST_DAY + timedelta(days=number)


# -- to data -----------------------------------------------------------------------------------


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


# -- and back ----------------------------------------------------------------------------------


def read_effort_data(data: EffortData) -> EffortReport:
    """The report that `effort_data` wrote."""
    return EffortReport(
        data["blind_share"],
        tuple(map(_read_annotator, data["annotators"])),
        tuple(map(_read_influence, data["influences"])),
    )


def _read_annotator(data: EffortData) -> AnnotatorEffort:
    plain = ("annotator", "documents", "finished", "words", "acts", "seconds", "pauses", "undone")
    return AnnotatorEffort(
        **{name: data[name] for name in plain},
        spans=_read_pace(data["spans"]),
        relations=_read_pace(data["relations"]),
        verdicts=tuple(map(_read_verdict, data["verdicts"])),
        origins=tuple((Origin(origin["origin"]), origin["count"]) for origin in data["origins"]),
        days=tuple(map(_read_period, data["days"])),
        weeks=tuple(map(_read_period, data["weeks"])),
        curve=tuple(
            CurvePoint(p["first"], p["documents"], _read_pace(p["spans"])) for p in data["curve"]
        ),
    )


def _read_pace(data: EffortData) -> Pace:
    return Pace(data["made"], data["acts"], data["seconds"])


def _read_verdict(data: EffortData) -> VerdictEffort:
    return VerdictEffort(**{**data, "verdict": Verdict(data["verdict"])})


def _read_period(data: EffortData) -> PeriodEffort:
    day = (date.fromisoformat(data["day"]) - _FIRST_DAY).days
    return PeriodEffort(**{**data, "day": day})


def _read_influence(data: EffortData) -> Influence:
    contrasts = {
        Aspect(aspect): Contrast(**{side: Figure(**figure) for side, figure in sides.items()})
        for aspect, sides in data["contrasts"].items()
    }
    return Influence(**{**data, "contrasts": contrasts})
