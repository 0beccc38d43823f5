"""assign, split and merge: commands for several people at work on one corpus."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from annotation.assigning.assignment import AssignmentRule, Manner, read_condition, read_share
from annotation.errors import AnnotationError
from storage.project import Project
from storage.team.splitting import SplitFile
from storage.team.team import AnnotatorSummary, SharedOut
from ui.commands.output import PROJECT, as_json, force, progress, show
from ui.look.language import isolated, tr
from ui.project.merge_words import merge_lines

ANNOTATORS = click.option(
    "--annotators", help="Names with commas between them; for assign a share may follow: a=2,b."
)


@click.command()
@PROJECT
@ANNOTATORS
@click.option("--each", type=click.IntRange(min=1), default=1, help="Annotators per document.")
@click.option("--by-hash", is_flag=True, help="The text alone decides: for people who work apart.")
@click.option("--name", default="", help="Only documents of such a name, with * and ?.")
@click.option("--where", multiple=True, help="Only where attribute=value or attribute=from..to.")
@click.option("--document", "documents", multiple=True, help="This document, whoever has it.")
@click.option("--remove", is_flag=True, help="Take the documents of --document away again.")
@click.option("--to", help="Give this person what the one in --annotators has not begun.")
@click.option("--preview", is_flag=True, help="Only say what the rule would give.")
@as_json
def assign(
    project: Path,
    annotators: str | None,
    each: int,
    by_hash: bool,
    name: str,
    where: tuple[str, ...],
    documents: tuple[str, ...],
    remove: bool,
    to: str | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Share out the documents that nobody has; without --annotators, say who has what."""
    if annotators is None:
        _show_people(project, as_json=as_json)
        return
    if remove and not documents:
        raise click.UsageError("--remove takes away what --document names.")
    if to is not None and documents:
        raise click.UsageError("--to moves everything that was not begun; leave out --document.")
    shares = tuple(read_share(part) for part in annotators.split(","))
    names = [person for person, _ in shares]
    if to is None and not documents:
        manner = Manner.HASH if by_hash else Manner.RULE
        rule = AssignmentRule(shares, each, manner, name, tuple(map(read_condition, where)))
        _follow(project, rule, only_previews=preview, as_json=as_json)
    else:
        count = _by_hand(project, documents, names, to, removes=remove)
        show(
            {"changed": count}, [tr("Assignments changed: {count}.", count=count)], as_json=as_json
        )


def _show_people(project: Path, *, as_json: bool) -> None:
    with Project.open(project, read_only=True) as opened:
        people = opened.team.people()
    data = {"annotators": [asdict(person) for person in people]}
    show(data, map(_person_line, people) if people else [tr("Nobody yet.")], as_json=as_json)


def _person_line(person: AnnotatorSummary) -> str:
    return tr(
        "{name}: {assigned} assigned, {new} not begun, {begun} in progress, {finished} finished, "
        "{aside} set aside",
        name=isolated(person.name),
        assigned=person.assigned,
        new=person.new,
        begun=person.in_progress,
        finished=person.finished,
        aside=person.set_aside,
    )


def _follow(project: Path, rule: AssignmentRule, *, only_previews: bool, as_json: bool) -> None:
    with Project.open(project, read_only=only_previews) as opened:
        team = opened.team
        given = team.preview_rule(rule) if only_previews else team.assign_by_rule(rule)
    data = {
        "documents": given.documents,
        "annotators": dict(given.by_annotator),
        "preview": only_previews,
    }
    show(data, _given_lines(given), as_json=as_json)


def _given_lines(given: SharedOut) -> Iterator[str]:
    yield tr("Documents shared out: {count}.", count=given.documents)
    for name, count in given.by_annotator:
        yield f"  {isolated(name)}: {count}"


def _by_hand(
    project: Path, documents: tuple[str, ...], names: list[str], to: str | None, *, removes: bool
) -> int:
    """Give, take away or hand on; how much has changed."""
    with Project.open(project) as opened:
        if to is not None:
            if len(names) != 1:
                raise AnnotationError("Name two different people.")
            return opened.team.reassign(names[0], to)
        ids = [opened.document_named(document).id for document in documents]
        if removes:
            return opened.team.unassign(ids, names)
        return opened.team.assign(ids, names)


@click.command()
@PROJECT
@click.option("--annotators", required=True, help="Names with commas between them.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder; else the project's own.")
@click.option("--all", "everything", is_flag=True, help="Every document, whatever is assigned.")
@force
@as_json
def split(
    project: Path,
    annotators: str,
    out: Path | None,
    everything: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Make a project file for each annotator, with their documents and their own work."""
    names = [name.strip() for name in annotators.split(",")]
    with Project.open(project) as opened, progress() as count:
        parts = opened.team.split(
            names,
            out or opened.path.parent,
            everything=everything,
            overwrite=force,
            progress=count,
        )
    data = [asdict(p) | {"path": str(p.path), "aside": p.aside and str(p.aside)} for p in parts]
    show({"files": data}, _split_lines(parts), as_json=as_json)


def _split_lines(parts: Iterable[SplitFile]) -> Iterator[str]:
    for part in parts:
        yield tr("{path}: {count} documents", path=part.path, count=part.documents)
        if part.aside is not None:
            yield tr("What was there is now {path}.", path=part.aside)


@click.command()
@PROJECT
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--apart", is_flag=True, help="Also files of other projects with the same texts.")
@as_json
def merge(project: Path, files: tuple[Path, ...], apart: bool, as_json: bool) -> None:
    """Bring the work of files back; a set changed on both sides is named and left alone."""
    with Project.open(project) as opened, progress() as count:
        report = opened.team.merge(files, apart=apart, progress=count)
    data = asdict(report) | {"steps": report.steps}
    show(data, merge_lines(report), as_json=as_json)
