"""import, export and formats: commands that bring documents and annotations in and out."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import click

from annotation.errors import KnownError
from annotation.files.own_files import permissions_of
from annotation.formats.copies import copies
from annotation.formats.exporting import ExportChoices, Exported, export
from annotation.formats.loss import ContentKind
from annotation.formats.manifest import loss_as_data
from annotation.formats.naming import SCHEMES
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import FORMATS, READ, WRITTEN, read
from annotation.formats.splitting import Split
from annotation.values.items import Stage
from annotation.values.record import Record
from storage.project import ImportSummary, Project
from storage.system.ids import new_id
from ui.commands.output import PROJECT, as_json, force, note, progress, show, tell_notices
from ui.commands.parameters import OPTION, as_split
from ui.look.format_words import format_word, kind_of_loss_word, loss_lines, remark_lines
from ui.look.language import say, tr
from ui.look.settings import annotator_name, load_settings


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
@OPTION
@click.option("--keep-going", is_flag=True, help="Pass over what is wrong, and list it.")
@as_json
def import_(
    project: Path,
    paths: tuple[Path, ...],
    format: str | None,
    annotator: str | None,
    finished: bool,
    options: dict[str, str],
    keep_going: bool,
    as_json: bool,
) -> None:
    """Bring files and folders into the project: all of them or, when one is wrong, none."""
    remarks: list[ReaderNotice] = []
    skipped: list[str] = []
    skip = (lambda refusal: skipped.append(say(refusal))) if keep_going else None
    reader = partial(read, paths, format, options=options)
    _look_through(project, partial(reader, remark=remarks.append, skip=skip))
    with Project.open(project) as opened, progress() as count:
        tell_notices(opened)
        ignore = _ignore if keep_going else None
        records = reader(opened.tagset, new_id, _ignore, skip=ignore)
        owned = (_owned(record, annotator, is_finished=finished) for record in records)
        summary = opened.add_records(owned, progress=count)
    said = remark_lines(remarks)
    data = asdict(summary) | {"remarks": said, "skipped": skipped}
    show(data, [*_summary_lines(summary), *_skipped_lines(skipped)], as_json=as_json)
    for line in () if as_json else said:
        note(line)


def _ignore(said_before: object) -> None:
    """What the second reading says was said by the first."""


def _look_through(project: Path, reader: Callable[..., Iterator[Record]]) -> None:
    """Read everything once before the project is opened for writing, which touches its file."""
    with Project.open(project, read_only=True) as opened:
        for _ in reader(tagset=opened.tagset, new_id=new_id):
            pass


def _skipped_lines(skipped: list[str]) -> Iterator[str]:
    if skipped:
        yield tr("{count} documents or files were passed over:", count=len(skipped))
        yield from skipped


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


@click.command("export")
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "format", type=click.Choice(list(WRITTEN)), required=True)
@click.option("--annotator", help="Whose work; needed when several have worked here.")
@click.option("--suggestions", is_flag=True, help="With the pending suggestions.")
@click.option("--finished", is_flag=True, help="Only annotation sets that are finished.")
@click.option("--split", callback=as_split, help="train=80,dev=10,test=10; copies stay together.")
@click.option("--names", type=click.Choice(SCHEMES), help="Tag names of another corpus.")
@OPTION
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
    names: str | None,
    options: dict[str, str],
    strict: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write documents with one annotator's work to OUT, proven by reading it back."""
    if out.exists() and project.exists() and out.samefile(project):
        raise KnownError("“{path}” is the project itself; choose another name.", path=out)
    with Project.open(project, read_only=True) as opened:
        tell_notices(opened)
        if annotator is None:
            _refuse_several(opened.annotators())
        if split:
            split = split.keeping_together(copies(opened.hashed_texts()))
        wish = ExportChoices(
            FORMATS[format],
            opened.tagset,
            new_id,
            overwrite=force,
            with_suggestions=suggestions,
            refuses_loss=strict,
            split=split,
            options=options,
            names=names or "",
            work=annotator or "",
            permissions=permissions_of(opened.path),
        )
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
        "loss": loss_as_data(exported.loss),
    }


def _exported_lines(exported: Exported) -> Iterator[str]:
    for part in exported.parts:
        yield tr("{path}: {count} documents", path=part.path, count=part.documents)
    if exported.loss:
        yield tr("The format could not hold everything:")
        yield from loss_lines(exported.loss)


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
            "options": [asdict(option) for option in (*format.options, *format.read_options)],
            "holds": [kind.value for kind in ContentKind if kind in format.holds],
        }
        for format in FORMATS.values()
    ]
    show(data, _format_lines(), as_json=as_json)


def _format_lines() -> Iterator[str]:
    for format in FORMATS.values():
        held = [kind_of_loss_word(kind) for kind in ContentKind if kind in format.holds]
        yield f"{format.name}: {format_word(format.name)}"
        yield "  " + tr("holds: {things}", things=tr(", ").join([tr("the text"), *held]))
        if not format.output:
            yield "  " + tr("is only read")
        if not format.read:
            yield "  " + tr("is only written")
        for option in (*format.read_options, *format.options):
            choices = "|".join(option.choices) or "…"
            yield f"  --option {option.name}={choices}"
