"""suggest: suggestions for every document, on all cores, or by a command of somebody else's."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from annotation.errors import KnownError
from annotation.files.own_files import permissions_of
from annotation.files.work_folders import passing_folder, writing_to
from annotation.suggesting.suggester import NAME, VERSION, Suggester
from annotation.values.items import Document, Stage, Suggestions
from annotation.values.record import Record
from storage.project import Project, Run
from storage.system.clock import now
from storage.system.ids import new_id
from ui.commands.output import PROJECT, as_json, force, progress, show
from ui.commands.suggestion_files import check_kind, write_suggestions
from ui.engine.command_suggester import PATIENCE
from ui.engine.external_service import start
from ui.engine.messages import beginning
from ui.engine.suggester_pool import SuggesterPool
from ui.look.language import tr
from ui.look.resources import resource

PORTION = 100  # documents that are stored together: what an interrupted run keeps
WORTH_A_PROCESS = 40  # documents for which starting a process pays
EXTERNAL = "external"  # the version of suggesters that are not ours

Suggest = Callable[[Sequence[Document]], list[Suggestions]]


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes the suggestions, as the run notes it, and how."""

    name: str
    version: str
    learnt: int
    suggest: Suggest


@click.command()
@PROJECT
@click.option("--document", help="Only the document of this name.")
@click.option("--train", is_flag=True, help="Learn from the finished annotation sets first.")
@click.option("--annotator", help="Learn from this annotator's work only.")
@click.option("--resume", is_flag=True, help="Pass over documents that have been done already.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as cores otherwise.")
@click.option(
    "--with",
    "other",
    help="Ask this command, which speaks JSON lines, or the ONNX model in this folder, instead.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write the suggestions to this file, too: Parquet if it ends in .parquet, or JSON lines.",
)
@force
@as_json
def suggest(
    project: Path,
    document: str | None,
    train: bool,
    annotator: str | None,
    resume: bool,
    jobs: int | None,
    other: str | None,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Make suggestions for every document, or for one, and store them."""
    if other is not None and train:
        raise click.UsageError("--train is for our own suggester, not for one given by --with.")
    if out is not None and out.exists() and not force:
        raise KnownError("{file} is there already; --force replaces it.", file=out)
    if out is not None:
        check_kind(out)
    with Project.open(project) as opened:
        ids = [opened.document_named(document).id] if document else _all_ids(opened)
        if other is not None:
            maker = _external(opened, other)
        else:
            maker = _own(opened, _taught(opened, annotator, trains=train), jobs, len(ids))
        with maker as made_by:
            numbers = _make(opened, made_by, ids, resumes=resume)
        if out is not None:
            write_suggestions(_suggested(opened, ids), out, permissions_of(opened.path))
    sentence = tr(
        "{spans} spans and {relations} relations suggested in {documents} documents.", **numbers
    )
    show(numbers | {"learnt": made_by.learnt}, [sentence], as_json=as_json)


def _all_ids(project: Project) -> list[str]:
    """All documents; in one annotator's file, those that they do not do without suggestions."""
    summaries = project.documents(project.team.handed_out_to)
    return [summary.id for summary in summaries if not summary.is_blind]


def _make(project: Project, maker: Maker, ids: list[str], *, resumes: bool) -> dict[str, int]:
    """Make and store suggestions, a portion at a time; how many of what."""
    run = Run(new_id(), maker.name, maker.version, {"learnt": maker.learnt}, now())
    done = project.suggested_by(maker.name, maker.version) if resumes else set()
    left = [id for id in ids if id not in done]
    numbers = {"documents": 0, "spans": 0, "relations": 0}
    with progress() as count:
        for start in range(0, len(left), PORTION):
            documents = [project.document(id) for id in left[start : start + PORTION]]
            found = maker.suggest(documents)
            pairs = zip((document.id for document in documents), found, strict=True)
            project.store_suggestions(run, list(pairs))
            numbers["documents"] += len(documents)
            numbers["spans"] += sum(len(s.spans) for s in found)
            numbers["relations"] += sum(len(s.relations) for s in found)
            count(numbers["documents"])
    return numbers


def _taught(project: Project, annotator: str | None, *, trains: bool) -> tuple[Suggester, int]:
    """Our suggester, and from how many sets it has learnt."""
    suggester = Suggester(resource("gazetteers"), project.tagset)
    suggester.count_words(project.texts())
    if not trains:
        return suggester, 0
    finished = [r for r in project.records(annotator) if r.stage is Stage.FINISHED]
    suggester.learn(finished)
    return suggester, len(finished)


@contextmanager
def _own(
    project: Project, taught: tuple[Suggester, int], jobs: int | None, count: int
) -> Iterator[Maker]:
    """Our suggester: here, or for many documents in several processes that know what it knows."""
    suggester, learnt = taught
    size = min(jobs or os.cpu_count() or 1, -(-count // WORTH_A_PROCESS))
    if size <= 1:
        yield Maker(NAME, VERSION, learnt, lambda some: [suggester.suggest(d) for d in some])
        return
    with passing_folder() as folder:
        with writing_to(folder):
            suggester.save(folder / "model")
        with SuggesterPool(beginning(project.tagset, folder), size) as crew:
            yield Maker(NAME, VERSION, learnt, crew.suggest)


@contextmanager
def _external(project: Project, other: str) -> Iterator[Maker]:
    """The command or the folder of somebody else's."""
    with start(other, project.tagset, PATIENCE) as external:
        yield Maker(other, EXTERNAL, 0, lambda some: [external.suggest(d) for d in some])


def _suggested(project: Project, ids: Iterable[str]) -> Iterator[Record]:
    """The documents with what is suggested for them."""
    for id in ids:
        yield Record(project.document(id), suggestions=project.suggestions(id))
