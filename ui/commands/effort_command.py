"""effort: what annotating costs, from the journal."""

from collections.abc import Iterator
from pathlib import Path

import click

from annotation.effort.figures import AnnotatorEffort, Pace
from annotation.effort.influence import Influence
from annotation.effort.work import AFTER_IDLE, IDLE
from annotation.errors import KnownError
from storage.project import Project
from ui.commands.output import PROJECT, as_json, progress, show
from ui.effort.data import day_of, effort_data
from ui.effort.report import EffortReport, read_effort
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
from ui.look.language import isolated, left_to_right, tr
from ui.look.words import origin_word


@click.command()
@PROJECT
@click.option("--annotator", help="Only this annotator.")
@as_json
def effort(project: Path, annotator: str | None, as_json: bool) -> None:
    """Acts and seconds of everybody's work, and what suggestions change about it."""
    with Project.open(project, read_only=True) as opened, progress() as count:
        if annotator is not None and annotator not in opened.annotators():
            raise KnownError("Nobody called “{name}” has worked here.", name=annotator)
        report = read_effort(opened, count, annotator)
    show(effort_data(report), _lines(report), as_json=as_json)


def _lines(report: EffortReport) -> Iterator[str]:
    yield tr(
        "An act counts for the time since the one before it; after more than {idle} seconds it"
        " counts for {little}.",
        idle=f"{IDLE:.0f}",
        little=f"{AFTER_IDLE:.0f}",
    )
    if not report.annotators:
        yield tr("Nobody has annotated here yet.")
    for effort in report.annotators:
        yield ""
        yield from _annotator_lines(effort)
    for influence in report.influences:
        yield ""
        yield from _influence_lines(influence)


def _annotator_lines(effort: AnnotatorEffort) -> Iterator[str]:
    yield isolated(effort.annotator)
    rows = [
        (tr("Documents worked on"), count_word(effort.documents)),
        (tr("Documents finished"), count_word(effort.finished)),
        (tr("Time of work"), time_word(effort.seconds)),
        (tr("Acts"), count_word(effort.acts)),
        (tr("Acts taken back"), share_word(effort.undo_rate)),
        (tr("Seconds per document"), number_word(effort.seconds_a_document)),
        (tr("Seconds per 100 words"), number_word(effort.seconds_a_hundred_words)),
        (tr("Spans"), _pace_words(effort.spans)),
        (tr("Relations"), _pace_words(effort.relations)),
    ]
    for verdict in effort.verdicts:
        words = tr(
            "{count} ({share}), {seconds} seconds each",
            count=count_word(verdict.count),
            share=share_word(verdict.share),
            seconds=number_word(verdict.seconds),
        )
        rows.append((tr("Suggestions: {verdict}", verdict=verdict_word(verdict.verdict)), words))
    for origin, count in effort.origins:
        words = f"{count_word(count)} ({share_word(effort.origin_share(origin))})"
        rows.append((tr("Spans made: {origin}", origin=origin_word(origin)), words))
    for week in effort.weeks:
        name = tr("Week of {day}", day=left_to_right(day_of(week.day).isoformat()))
        acts = tr("{count} acts", count=count_word(week.acts))
        rows.append((name, tr(", ").join((time_word(week.seconds), acts))))
    for name, words in rows:
        yield f"  {name}: {words}"


def _pace_words(pace: Pace) -> str:
    return tr(
        "{count}; acts each {acts}, seconds each {seconds}",
        count=count_word(pace.made),
        acts=number_word(pace.acts_each),
        seconds=number_word(pace.seconds_each),
    )


def _influence_lines(influence: Influence) -> Iterator[str]:
    yield tr(
        "{who}: documents with suggestions {suggested}, without {blind}, left out {left_out}",
        who=whose_word(influence.annotator),
        suggested=count_word(influence.suggested),
        blind=count_word(influence.blind),
        left_out=count_word(influence.left_out),
    )
    for aspect, contrast in influence.contrasts.items():
        words = tr(
            "with {suggested}, without {blind}, difference {difference}",
            suggested=interval_word(contrast.suggested),
            blind=interval_word(contrast.blind),
            difference=interval_word(contrast.difference, is_difference=True),
        )
        yield f"  {aspect_word(aspect)}: {words}"
