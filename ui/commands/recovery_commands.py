"""backups and recover: commands about what this computer keeps of a project."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from annotation.errors import KnownError
from storage.safekeeping.recovery import Recovery, Restorable, list_restorable, problem_of
from storage.safekeeping.recovery import recover as make_again
from ui.commands.output import PROJECT, LineCells, as_json, progress, show
from ui.look.language import say, tr
from ui.project.recovery_words import (
    backup_time,
    lack_words,
    lacking_lines,
    restored_lines,
    size_words,
)


@click.command()
@PROJECT
@click.option("--check", is_flag=True, help="Look through each of them, which takes longer.")
@as_json
def backups(project: Path, check: bool, as_json: bool) -> None:
    """List the automatic backups of what lies, or lay, at this path.

    The newest comes first. Each is shown with its time, its documents and acts, and what would
    come back with it.
    """
    with progress() as count:
        found = [_checked(one, count) if check else one for one in list_restorable(project)]
    data = [_data(number, one) for number, one in enumerate(found, 1)]
    lines = [_line(number, one, is_checked=check) for number, one in enumerate(found, 1)]
    show(data, lines or [tr("There are no backups of it on this computer.")], as_json=as_json)


def _checked(one: Restorable, count: Callable[[int], bool]) -> Restorable:
    problem = one.backup.problem or problem_of(one.backup, count)
    return replace(one, backup=replace(one.backup, problem=problem))


def _data(number: int, one: Restorable) -> dict[str, Any]:
    backup = one.backup
    return {
        "number": number,
        "path": str(backup.path),
        "at": backup.moment.isoformat(),
        "bytes": backup.size,
        "project": backup.project,
        "documents": backup.documents,
        "acts": backup.acts,
        "addable": one.addable,
        "lost": one.lost,
        "documents_lost": one.documents_lost,
        "is_latest": one.is_latest,
        "problem": say(backup.problem) if backup.problem else None,
    }


def _line(number: int, one: Restorable, *, is_checked: bool) -> LineCells:
    backup = one.backup
    if backup.problem:
        cells = [tr("not sound: {reason}", reason=say(backup.problem))]
    else:
        counted = (
            tr("{count} documents", count=backup.documents),
            tr("{count} acts", count=backup.acts),
        )
        cells = [*counted, size_words(backup.size), lack_words(one)]
        cells += [tr("sound")] if is_checked else []
    cells += [] if one.is_latest else [tr("of another project that lay here")]
    return (str(number), backup_time(backup), *cells)


@click.command()
@PROJECT
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--from", "which", help="A backup by its number, as backups lists it, or its name.")
@as_json
def recover(project: Path, target: Path, which: str | None, as_json: bool) -> None:
    """Make a new project at TARGET of a backup of PROJECT, and of all acts since.

    It begins with the newest backup that is sound. What lies at PROJECT is not touched.
    """
    backup = _chosen(list_restorable(project), which) if which else None
    with progress() as count:
        recovery = make_again(project, target, backup=backup, watch=count)
    lines = [*restored_lines(recovery, target), *lacking_lines(recovery)]
    show(_recovery_data(recovery, target), lines, as_json=as_json)


def _chosen(known: Sequence[Restorable], which: str) -> Path:
    for number, one in enumerate(known, 1):
        if which in (str(number), one.backup.path.name):
            return one.backup.path
    raise KnownError("There is no backup “{backup}” of it on this computer.", backup=which)


def _recovery_data(recovery: Recovery, target: Path) -> dict[str, Any]:
    return {
        "project": str(target),
        "backup": str(recovery.backup),
        "documents": recovery.documents,
        "sets": recovery.sets,
        "acts": recovery.acts,
        "added": recovery.steps,
        "lacking": recovery.lacking,
        "lacking_documents": recovery.lacking_documents,
        "passed_over": [
            {"backup": str(passed.backup.path), "reason": say(passed.reason)}
            for passed in recovery.passed_over
        ],
        "left_out": [
            {
                "document": left.document,
                "annotator": left.annotator,
                "acts": left.acts,
                "reason": say(left.reason),
            }
            for left in recovery.unfit
        ],
        "unread": recovery.unread,
    }
