"""Merging: the work that was done in files apart comes back, set by set, journal and all.

Everybody writes only their own sets, so nothing is ever decided here: a set is continued by the
lines that are missing, or it is left as it is and named in the report.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import AnnotationError, KnownError, StaleChange
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document
from annotation.values.record import Record
from storage.corpus.documents import document_of_row
from storage.exchange.arriving import refuse_while_coming
from storage.exchange.record_checks import checked_items
from storage.file.project_file import ProjectFile
from storage.team.merge_plan import Continuation, Plan, plan_merge
from storage.team.merge_sources import MergeSource, opened_sources
from storage.work import journal
from storage.work.sets import make_set, read_state, write_entry


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A set that was left as it is: whose, on which document, and the files that have another."""

    document: str
    annotator: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What one file brought: sets that are new here, sets continued, and their steps."""

    file: str
    sets_added: int
    sets_continued: int
    steps: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did; `contradictions` are kept on both sides, `unknown` have no document here.

    `unchanged` counts the sets that brought nothing new.
    """

    files: tuple[MergedFile, ...]
    unchanged: int
    contradictions: tuple[Unmerged, ...]
    unknown: tuple[Unmerged, ...]

    @property
    def steps(self) -> int:
        """How many acts came."""
        return sum(file.steps for file in self.files)


def merge(
    file: ProjectFile,
    tagset: Tagset,
    paths: Sequence[Path],
    *,
    apart: bool,
    back_up: Callable[[], None],
    back_up_again: Callable[[], None],
    progress: Callable[[int], bool],
) -> MergeReport:
    """Bring in what the files have more than the project, in one transaction after a backup.

    `progress` hears how many sets are compared, then written; when it returns False the merge is
    off, with an AnnotationError and everything as it was. `back_up_again` must not raise.
    """

    def watch(count: int) -> None:
        if not progress(count):
            raise AnnotationError("The merge was cancelled; everything is as it was.")

    file.refuse_if_not_writable()
    refuse_while_coming(file)
    with opened_sources(file, tagset, paths, apart=apart) as sources:
        plan = plan_merge(file, sources, watch)
        report = _Report(file, sources, plan)
        if plan.continuations:
            back_up()
            with file.writing():
                for count, continuation in enumerate(plan.continuations, 1):
                    is_new = _continue(file, tagset, sources, continuation)
                    report.note(continuation, is_new=is_new)
                    watch(count)
            back_up_again()  # as after an import: the side journal does not hold these steps
        return report.made()


def _continue(
    file: ProjectFile, tagset: Tagset, sources: Sequence[MergeSource], wanted: Continuation
) -> bool:
    """Write the lines that are missing in a set; whether the set itself was."""
    row, annotator = wanted.key
    number, their_set = wanted.place
    document = document_of_row(file, row)
    source = sources[number].file
    before = file.connection.total_changes
    set_id = make_set(file, row, annotator)
    is_new = wanted.begin == 0 and file.connection.total_changes > before
    try:
        for at, entry in enumerate(journal.read_entries(source, their_set)):
            if at >= wanted.begin:
                write_entry(file.connection, set_id, entry)
        _check(file, tagset, set_id, document, annotator)
    except (KnownError, StaleChange, sqlite3.IntegrityError) as error:
        raise KnownError(
            "{file} holds work of “{annotator}” on “{document}” that does not fit here ({reason});"
            " nothing was merged.",
            file=source.path.name,
            annotator=annotator,
            document=document.name,
            reason=error,
        ) from error
    return is_new


def _check(
    file: ProjectFile, tagset: Tagset, set_id: int, document: Document, annotator: str
) -> None:
    """What came must be what could have been done here."""
    state = read_state(file, set_id, document)
    items = (state.spans, state.relations, state.labels)
    checked_items(Record(document, annotator, state.stage, *items), tagset)


class _Report:
    """The report under way."""

    def __init__(self, file: ProjectFile, sources: Sequence[MergeSource], plan: Plan) -> None:
        self._names = [source.file.path.name for source in sources]
        self._plan = plan
        self._counts = [Counter[str]() for _ in sources]
        self._contradictions = tuple(
            Unmerged(
                document_of_row(file, found.key[0]).name,
                found.key[1],
                tuple(self._names[number] for number in found.sources),
            )
            for found in plan.contradictions
        )

    def note(self, continuation: Continuation, *, is_new: bool) -> None:
        """Count a set that was continued."""
        counts = self._counts[continuation.place[0]]
        counts["sets_added" if is_new else "sets_continued"] += 1
        counts["steps"] += continuation.lines

    def made(self) -> MergeReport:
        """The report as it is told."""
        files = tuple(
            MergedFile(name, counts["sets_added"], counts["sets_continued"], counts["steps"])
            for name, counts in zip(self._names, self._counts, strict=True)
        )
        unknown = tuple(
            Unmerged(document, annotator, (self._names[number],))
            for document, annotator, number in self._plan.unknown
        )
        return MergeReport(files, self._plan.unchanged, self._contradictions, unknown)
