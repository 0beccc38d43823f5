"""The report on effort as tables: to be read in the window, and as rows for spreadsheets."""

from collections.abc import Iterator, Sequence

from annotation.effort.figures import AnnotatorEffort, Pace, PeriodEffort
from annotation.effort.influence import Influence
from annotation.values.items import Origin
from ui.dialogs.statistics import StatisticsTable
from ui.effort.data import day_of
from ui.effort.report import EffortReport
from ui.effort.words import (
    aspect_word,
    count_word,
    interval_word,
    number_word,
    share_word,
    time_word,
    verdict_word,
    whose_word,
)
from ui.look.csv_file import CellValue
from ui.look.language import isolated, left_to_right, tr
from ui.look.words import origin_word

AnnotatorEfforts = Sequence[AnnotatorEffort]


def summary_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each number, a column for each annotator."""
    names = (
        tr("Documents worked on"),
        tr("Documents finished"),
        tr("Time of work"),
        tr("Pauses left out"),
        tr("Acts"),
        tr("Acts taken back"),
        tr("Seconds per document"),
        tr("Seconds per 100 words"),
        tr("Spans"),
        tr("Acts per span"),
        tr("Seconds per span"),
        tr("Relations"),
        tr("Acts per relation"),
        tr("Seconds per relation"),
    )
    columns = [_summary(effort) for effort in efforts]
    rows = list(zip(names, *columns, strict=True))
    return tr("Overview"), ("", *(isolated(effort.annotator) for effort in efforts)), rows


def _summary(effort: AnnotatorEffort) -> Sequence[str]:
    return (
        count_word(effort.documents),
        count_word(effort.finished),
        time_word(effort.seconds),
        count_word(effort.pauses),
        count_word(effort.acts),
        share_word(effort.undo_rate),
        number_word(effort.seconds_a_document),
        number_word(effort.seconds_a_hundred_words),
        *_pace(effort.spans),
        *_pace(effort.relations),
    )


def _pace(pace: Pace) -> tuple[str, str, str]:
    return count_word(pace.made), number_word(pace.acts_each), number_word(pace.seconds_each)


def verdict_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each annotator and verdict."""
    titles = (
        tr("Annotator"),
        tr("Verdict"),
        tr("Number"),
        tr("Share"),
        tr("Seconds each (median)"),
        tr("Timed one by one"),
    )
    rows = [
        (
            isolated(effort.annotator),
            verdict_word(verdict.verdict),
            count_word(verdict.count),
            share_word(verdict.share),
            number_word(verdict.seconds),
            count_word(verdict.timed),
        )
        for effort in efforts
        for verdict in effort.verdicts
    ]
    return tr("Suggestions"), titles, rows


def curve_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each annotator and group of documents, in the order of work."""
    titles = (tr("Annotator"), tr("Documents"), tr("Spans"), tr("Seconds per span"))
    rows = [
        (
            isolated(effort.annotator),
            left_to_right(f"{point.first + 1}–{point.first + point.documents}"),
            count_word(point.spans.made),
            number_word(point.spans.seconds_each),
        )
        for effort in efforts
        for point in effort.curve
    ]
    return tr("Learning curve"), titles, rows


def origin_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each annotator: how the spans of their sets came about."""
    origins = [o for o in Origin if any(o in dict(effort.origins) for effort in efforts)]
    titles = (tr("Annotator"), *(origin_word(origin) for origin in origins))
    rows = [
        (
            isolated(effort.annotator),
            *(share_word(effort.origin_share(origin)) for origin in origins),
        )
        for effort in efforts
    ]
    return tr("Origin of spans"), titles, rows


def week_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each annotator and week, which begins on Monday."""
    rows = [row for e in efforts for row in _periods(e, e.weeks)]
    return tr("Weeks"), _period_titles(tr("Week of")), rows


def day_table(efforts: AnnotatorEfforts) -> StatisticsTable:
    """A line for each annotator and day."""
    rows = [row for e in efforts for row in _periods(e, e.days)]
    return tr("Days"), _period_titles(tr("Day")), rows


def _period_titles(first: str) -> Sequence[str]:
    return (tr("Annotator"), first, tr("Documents"), tr("Acts"), tr("Time of work"))


def _periods(effort: AnnotatorEffort, periods: Sequence[PeriodEffort]) -> list[Sequence[str]]:
    return [
        (
            isolated(effort.annotator),
            left_to_right(day_of(period.day).isoformat()),
            count_word(period.documents),
            count_word(period.acts),
            time_word(period.seconds),
        )
        for period in periods
    ]


def influence_table(influences: Sequence[Influence]) -> StatisticsTable:
    """A line for each annotator and what is compared, with suggestions and without."""
    titles = (
        tr("Annotator"),
        tr("What"),
        tr("With suggestions"),
        tr("Without"),
        tr("Difference, with its 95% interval"),
        tr("Documents with, without"),
    )
    rows = [
        (
            whose_word(influence.annotator),
            aspect_word(aspect),
            interval_word(contrast.suggested),
            interval_word(contrast.blind),
            interval_word(contrast.difference, is_difference=True),
            f"{count_word(influence.suggested)} · {count_word(influence.blind)}",
        )
        for influence in influences
        for aspect, contrast in influence.contrasts.items()
    ]
    return tr("With suggestions and without"), titles, rows


# -- for spreadsheets --------------------------------------------------------------------------


def effort_rows(report: EffortReport) -> Iterator[Sequence[CellValue]]:
    """A row for each number; the first one has the titles. What is told is named by its slug."""
    yield (
        tr("Annotator"),
        tr("What"),
        tr("Which"),
        tr("Value"),
        tr("Lowest (95%)"),
        tr("Highest (95%)"),
        tr("Number"),
    )
    for effort in report.annotators:
        for what, which, value, number in _numbers(effort):
            yield effort.annotator, what, which, value, None, None, number
    for influence in report.influences:
        for aspect, contrast in influence.contrasts.items():
            for side in ("suggested", "blind", "difference"):
                f = getattr(contrast, side)
                yield influence.annotator, aspect.value, side, f.value, f.low, f.high, f.count


def _numbers(effort: AnnotatorEffort) -> Iterator[tuple[str, str, float | None, int | None]]:
    yield "documents", "worked on", effort.documents, None
    yield "documents", "finished", effort.finished, None
    yield "words", "", effort.words, None
    yield "seconds", "", effort.seconds, None
    yield "acts", "", effort.acts, None
    yield "pauses", "", effort.pauses, None
    yield "undo rate", "", effort.undo_rate, effort.undone
    yield "seconds per document", "", effort.seconds_a_document, effort.documents
    yield "seconds per 100 words", "", effort.seconds_a_hundred_words, effort.words
    for name, pace in (("span", effort.spans), ("relation", effort.relations)):
        yield f"acts per {name}", "", pace.acts_each, pace.made
        yield f"seconds per {name}", "", pace.seconds_each, pace.made
    for verdict in effort.verdicts:
        yield "verdict share", verdict.verdict.value, verdict.share, verdict.count
        yield "verdict seconds", verdict.verdict.value, verdict.seconds, verdict.timed
    for origin, count in effort.origins:
        yield "origin share", origin.value, effort.origin_share(origin), count
    for point in effort.curve:
        which = f"{point.first + 1}–{point.first + point.documents}"
        yield "curve", which, point.spans.seconds_each, point.spans.made
    for kind, periods in (("week", effort.weeks), ("day", effort.days)):
        for period in periods:
            yield f"{kind} seconds", day_of(period.day).isoformat(), period.seconds, period.acts
