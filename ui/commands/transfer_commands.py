"""import, export and formats: commands that bring documents and annotations in and out."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import click

from annotation.errors import AnnotationError, KnownError
from annotation.formats.exporting import Exported, Wish, export
from annotation.formats.loss import Kind
from annotation.formats.reading import Remark
from annotation.formats.registry import FORMATS, READ, WRITTEN, read
from annotation.formats.splitting import Split, read_split
from annotation.items import Stage
from annotation.record import Record
from storage.ids import new_id
from storage.project import ImportSummary, Project
from ui.commands.output import PROJECT, as_json, force, note, progress, show
from ui.format_words import format_word, kind_of_loss_word, loss_lines, remark_lines
from ui.language import say, tr
from ui.settings import annotator_name, load_settings


@click.command("import")
@PROJECT
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format",
    type=click.Choice(list(READ)),
    help="By default each file's content decides.",
)
@click.option("--annotator", help="Whose work it is; by default as the files say, else yours.")
@click.option("--finished", is_flag=True, help="Mark imported work as finished.")
@as_json
def import_(
    project: Path,
    paths: tuple[Path, ...],
    format: str | None,
    annotator: str | None,
    finished: bool,
    as_json: bool,
) -> None:
    """Bring files and folders into the project: all of them or, when one is wrong, none."""
    remarks = _look_through(project, paths, format)
    with Project.open(project) as opened, progress() as count:
        records = read(paths, format, opened.tagset, new_id, lambda remark: None)
        owned = (_owned(record, annotator, is_finished=finished) for record in records)
        summary = opened.add_records(owned, progress=count)
    said = remark_lines(remarks)
    data = asdict(summary) | {"remarks": said.splitlines()}
    show(data, _summary_lines(summary), as_json=as_json)
    if said and not as_json:
        note(said)


def _look_through(project: Path, paths: tuple[Path, ...], format: str | None) -> list[Remark]:
    """Read everything once before the project is opened for writing; what there was to remark."""
    remarks: list[Remark] = []
    with Project.open(project, read_only=True) as opened:
        for _ in read(paths, format, opened.tagset, new_id, remarks.append):
            pass
    return remarks


def _owned(record: Record, annotator: str | None, *, is_finished: bool) -> Record:
    """The record with the name of who did its work, if work there is."""
    if not (record.is_annotated or record.annotator):
        return record
    stage = Stage.FINISHED if is_finished else record.stage
    name = annotator or record.annotator or annotator_name(load_settings())
    return replace(record, annotator=name, stage=stage)


def _summary_lines(summary: ImportSummary) -> Iterator[str]:
    yield tr(
        "{added} documents added, {known} known already.",
        added=summary.documents_added,
        known=summary.documents_known,
    )
    if summary.sets_added or summary.suggestions:
        yield tr(
            "{sets} annotation sets with {spans} spans and {relations} relations; "
            "{suggestions} suggestions.",
            sets=summary.sets_added,
            spans=summary.spans,
            relations=summary.relations,
            suggestions=summary.suggestions,
        )


def _split(context: click.Context, option: click.Parameter, value: str | None) -> Split | None:
    """The value of --split; wrong usage when it cannot be read."""
    try:
        return read_split(value) if value else None
    except AnnotationError as error:
        raise click.BadParameter(say(error), context, option) from error


@click.command("export")
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "format", type=click.Choice(list(WRITTEN)), required=True)
@click.option("--annotator", help="Whose work; needed when several have worked here.")
@click.option("--suggestions", is_flag=True, help="With the pending suggestions.")
@click.option("--finished", is_flag=True, help="Only annotation sets that are finished.")
@click.option("--split", callback=_split, help="train=80,dev=10,test=10; the text decides.")
@click.option("--strict", is_flag=True, help="Refuse when the format cannot hold everything.")
@force
@as_json
def export_(
    project: Path,
    out: Path,
    format: str,
    annotator: str | None,
    suggestions: bool,
    finished: bool,
    split: Split | None,
    strict: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write documents with one annotator's work to OUT, proven by reading it back."""
    if out.exists() and project.exists() and out.samefile(project):
        raise KnownError("“{path}” is the project itself; choose another name.", path=out)
    with Project.open(project, read_only=True) as opened:
        wish = Wish(
            FORMATS[format],
            opened.tagset,
            new_id,
            overwrite=force,
            with_suggestions=suggestions,
            refuses_loss=strict,
            split=split,
        )
        if annotator is None:
            _refuse_several(opened.annotators())
        records = opened.records(annotator, with_suggestions=suggestions)
        chosen = (r for r in records if not finished or r.stage is Stage.FINISHED)
        exported = export(_counted(chosen), out, wish)
    show(_exported_data(exported), _exported_lines(exported), as_json=as_json)


def _refuse_several(annotators: list[str]) -> None:
    """Without a name the one annotator's work is meant; among several nobody's is the first."""
    if len(annotators) > 1:
        raise KnownError(
            "Several people have worked here; say whose work with --annotator: {names}.",
            names=", ".join(annotators),
        )


def _counted(records: Iterator[Record]) -> Iterator[Record]:
    with progress() as count:
        for number, record in enumerate(records, 1):
            yield record
            count(number)


def _exported_data(exported: Exported) -> dict[str, object]:
    return {
        "parts": [{"path": str(p.path), "documents": p.documents} for p in exported.parts],
        "loss": [
            {"kind": lost.kind.value, "count": lost.count, "documents": list(lost.documents)}
            for lost in exported.loss.items
        ],
    }


def _exported_lines(exported: Exported) -> Iterator[str]:
    for part in exported.parts:
        yield tr("{path}: {count} documents", path=part.path, count=part.documents)
    if exported.loss:
        yield tr("The format could not hold everything:")
        yield loss_lines(exported.loss)


@click.command()
@as_json
def formats(as_json: bool) -> None:
    """List what can be read and written, and what each can hold."""
    data = [
        {
            "name": format.name,
            "title": format_word(format.name),
            "suffixes": list(format.suffixes),
            "folder": format.is_folder,
            "reads": format.read is not None,
            "writes": format.output is not None,
            "holds": [kind.value for kind in Kind if kind in format.holds],
        }
        for format in FORMATS.values()
    ]
    show(data, _format_lines(), as_json=as_json)


def _format_lines() -> Iterator[str]:
    for format in FORMATS.values():
        held = [kind_of_loss_word(kind) for kind in Kind if kind in format.holds]
        yield f"{format.name}: {format_word(format.name)}"
        yield "  " + tr("holds: {things}", things=tr(", ").join([tr("the text"), *held]))
