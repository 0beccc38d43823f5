"""new, stats and backup: commands about the project file as a whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from annotation.errors import AnnotationError, KnownError
from annotation.formats.brat_tagset import tagset_of_brat
from annotation.formats.reading import reading_file
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from storage.project import Project
from ui.commands.output import PROJECT, as_json, force, show, tell_notices
from ui.desk.sample import news_tagset
from ui.look.language import in_language, tr


@click.command()
@PROJECT
@click.option(
    "--tagset",
    "tagset_file",
    type=click.Path(path_type=Path),
    help="A tagset in TOML, or brat's annotation.conf.",
)
@as_json
def new(project: Path, tagset_file: Path | None, as_json: bool) -> None:
    """Make an empty project with a tagset, by default that for Arabic news."""
    tagset = _tagset(tagset_file) if tagset_file else news_tagset()
    Project.create(project, tagset).close()
    data = {"project": str(project), "tagset": tagset.slug, "version": tagset.version}
    title = in_language(tagset.title)
    line = tr("{project} is ready; its tagset is “{title}”.", project=project, title=title)
    show(data, [line], as_json=as_json)


def _tagset(path: Path) -> Tagset:
    with reading_file(path):
        data = path.read_bytes()
    try:
        source = data.decode("utf-8-sig")
        if path.suffix == ".conf":
            source = _tagset_of_brat(source, path)
        return read_tagset(source, path.name)
    except UnicodeDecodeError as error:
        raise KnownError(
            "{file} is not a readable tagset: {reason}.", file=path.name, reason=error.reason
        ) from error


def _tagset_of_brat(conf: str, path: Path) -> str:
    """brat's annotation.conf as a tagset, with the names and colours of visual.conf beside it."""
    visual = path.with_name("visual.conf")
    looks = visual.read_text("utf-8-sig", "replace") if visual.is_file() else ""
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", path.absolute().parent.name).strip("-") or "brat"
    try:
        return tagset_of_brat(conf, looks, slug)
    except AnnotationError as error:
        raise KnownError(
            "{file} is not a readable tagset: {reason}.", file=path.name, reason=error
        ) from error


@click.command()
@PROJECT
@as_json
def stats(project: Path, as_json: bool) -> None:
    """Count documents, annotators, tags, suggestions and steps."""
    with Project.open(project, read_only=True) as opened:
        tell_notices(opened)
        numbers = opened.stats()
    show(numbers, _indented(numbers, ""), as_json=as_json)


def _indented(numbers: dict[str, Any], margin: str) -> Iterator[str]:
    for name, value in numbers.items():
        if isinstance(value, dict):
            yield f"{margin}{_word(name)}"
            yield from _indented(value, margin + "  ")
        else:
            yield f"{margin}{_word(name)}: {value}"


def _word(name: str) -> str:
    """What is counted, in words; a tag or an annotator is called as it is."""
    words = {
        "documents": tr("documents"),
        "characters": tr("characters"),
        "annotators": tr("annotators"),
        "spans": tr("spans"),
        "relations": tr("relations"),
        "labels": tr("document labels"),
        "suggestions": tr("suggestions"),
        "steps": tr("steps in the journal"),
        "sets": tr("annotation sets"),
        "new": tr("new"),
        "in-progress": tr("in progress"),
        "finished": tr("finished"),
        "set-aside": tr("set aside"),
        "decided": tr("suggestions decided"),
    }
    return words.get(name, name)


@click.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@force
@as_json
def backup(project: Path, out: Path, force: bool, as_json: bool) -> None:
    """Write a verified copy of the project to OUT."""
    with Project.open(project, read_only=True) as opened:
        aside = opened.backup(out, overwrite=force)
    data = {"backup": str(out), "bytes": out.stat().st_size}
    lines = [tr("The backup is written to {path} and checked.", path=out)]
    if aside is not None:
        data |= {"moved_aside": str(aside)}
        lines.append(tr("What was there is now {path}.", path=aside))
    show(data, lines, as_json=as_json)
