"""check: whether the file is sound and, with --review, what in the work is probably wrong."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from annotation.errors import KnownError
from annotation.review.exchange import finding_data
from annotation.review.finding import Finding, FindingKind
from annotation.review.remarks import waved_findings
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Remark, Stage
from storage.project import Project
from ui.commands.output import PROJECT, LineCells, as_json, progress, show, tell_notices
from ui.look.language import say, tr
from ui.review.words import finding_kind_word, finding_sentence, percent

Waved = Mapping[str, tuple[str, Remark]]


@click.command()
@PROJECT
@click.option("--review", is_flag=True, help="Also list what in finished work is probably wrong.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in FindingKind]),
    help="Only findings of this kind; may be given several times.",
)
@click.option("--annotator", help="Only findings in this annotator's work.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, the most probable.")
@click.option("--waved", is_flag=True, help="With findings that were waved through.")
@click.option("--unfinished", is_flag=True, help="Look at sets in progress as well.")
@as_json
def check(
    project: Path,
    review: bool,
    kinds: tuple[str, ...],
    annotator: str | None,
    limit: int | None,
    waved: bool,
    unfinished: bool,
    as_json: bool,
) -> None:
    """Check the whole project file; the exit status is 1 when something is wrong with it.

    With --review what in the annotators' work is probably wrong is listed as well, the most
    probable first. That is nothing wrong with the file: it does not change the exit status.
    """
    if not review and (kinds or annotator or limit or waved or unfinished):
        raise click.UsageError(tr("These options choose findings: add --review."))
    with Project.open(project, read_only=True) as opened, progress() as count:
        tell_notices(opened)
        problems = [say(problem) for problem in opened.check()]
        data: dict[str, Any] = {"problems": problems}
        lines: list[str | LineCells] = [*problems] or [tr("Nothing is wrong.")]
        if review and not problems:
            found, known = _review(opened, count, unfinished=unfinished)
            found = [
                finding
                for finding in found
                if (not kinds or finding.kind in kinds)
                and annotator in (None, finding.annotator)
                and (waved or finding.id not in known)
            ][:limit]
            data["findings"] = [_data(finding, opened.tagset, known) for finding in found]
            lines += [_line(finding, opened.tagset, known) for finding in found]
    show(data, lines, as_json=as_json)
    if problems:
        raise KnownError(
            "{count} things are wrong with {file}; restore a backup.",
            count=len(problems),
            file=project.name,
        )


def _review(
    project: Project, count: Callable[[int], bool], *, unfinished: bool
) -> tuple[list[Finding], Waved]:
    stages = {Stage.FINISHED, Stage.IN_PROGRESS} if unfinished else {Stage.FINISHED}
    found = project.review(stages=stages, progress=count)
    return found, waved_findings(project.remarks(), found)


def _data(finding: Finding, tagset: Tagset, waved: Waved) -> dict[str, Any]:
    by, remark = waved.get(finding.id, ("", None))
    data = finding_data(finding) | {"sentence": finding_sentence(finding, tagset)}
    return data | {"waved": {"by": by, "text": remark.text} if remark else None}


def _line(finding: Finding, tagset: Tagset, waved: Waved) -> LineCells:
    words = " ".join(f"{finding.before}[{finding.words}]{finding.after}".split())
    parts = (
        percent(finding.score),
        finding_kind_word(finding.kind),
        f"{finding.document_name}:{finding.begin}-{finding.end}",
        finding.annotator,
        words,
        finding_sentence(finding, tagset),
        tr("waved through") if finding.id in waved else "",
    )
    return tuple(part for part in parts if part)
