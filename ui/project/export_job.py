"""The job beside the window: an export, from a copy of the project to files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from annotation.errors import AnnotationError
from annotation.formats.copies import copies
from annotation.formats.exporting import ExportChoices, Exported, ExportedPart, export
from annotation.formats.loss import Loss
from annotation.formats.registry import WRITTEN
from annotation.formats.splitting import read_split
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from ui.beside.child import Say, is_asked_to_stop, progress
from ui.engine.messages import read_part

Thing = TypeVar("Thing")


def choices_of(options: Mapping[str, Any], tagset: Tagset) -> ExportChoices:
    """How it is to be written, by the answers of the dialog, each by its name.

    AnnotationError for a split that is none.
    """
    return ExportChoices(
        WRITTEN[options["format"]],
        tagset,
        new_id,
        overwrite=True,
        with_suggestions=options["with_suggestions"],
        refuses_loss=options["strict"],
        split=read_split(options["split"]) if options["split"] else None,
        options=options["options"],
        names=options["names"],
        work=options["annotator"],
        permissions=options["permissions"],
    )


def records_of(options: Mapping[str, Any], project: Project) -> Iterator[Record]:
    """The work that is to be written; KnownError when there is no such annotator."""
    whose, with_suggestions = options["annotator"] or None, options["with_suggestions"]
    return project.records(whose, with_suggestions=with_suggestions)


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Write the work that was asked for, or nothing."""
    choices, records = choices_of(options, project.tagset), records_of(options, project)
    count = progress(say, len(project.documents("")))
    if choices.split is not None:
        texts = _watched(project.hashed_texts(), count)
        choices = replace(choices, split=choices.split.keeping_together(copies(texts)))
    exported = export(_watched(records, count), Path(options["target"]), choices)
    parts = [(str(part.path), part.documents) for part in exported.parts]
    say({"is": "exported", "parts": parts, "loss": exported.loss})


def read_exported(messages: Iterator[Mapping[str, Any]]) -> Exported:
    """What the job said it has written."""
    ((parts, loss),) = ((message["parts"], message["loss"]) for message in messages)
    written = tuple(ExportedPart(Path(path), documents) for path, documents in parts)
    return Exported(written, read_part(loss, Loss))


def _watched(things: Iterator[Thing], count: Callable[[int], None]) -> Iterator[Thing]:
    """The same documents, counted on the way; AnnotationError when the person cancels."""
    for number, thing in enumerate(things, 1):
        if is_asked_to_stop():
            raise AnnotationError("The export was cancelled; nothing was written.")
        count(number)
        yield thing
