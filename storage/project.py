"""The project: a corpus with its tagset and everybody's work, in one file."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from annotation.errors import Refusal
from annotation.review.remarks import SaidRemark
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Stage, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.corpus.annotators import list_annotators
from storage.corpus.corpus_numbers import count_everything
from storage.corpus.documents import (
    DocumentSummary,
    each_hashed_text,
    each_text,
    find_document,
    find_named,
    list_documents,
)
from storage.corpus.project_settings import read_blindness
from storage.exchange.exporting import read_records
from storage.exchange.importing import ImportSummary
from storage.exchange.imports import Imports
from storage.file.project_file import ProjectFile
from storage.review.comments import PlacedThread, read_threads
from storage.review.fixing import refuse_fix
from storage.review.quality import Quality
from storage.review.remarks import read_remarks
from storage.review.side_by_side import each_side_by_side, side_by_side
from storage.safekeeping import backup, replacing
from storage.safekeeping.checking import check_file
from storage.safekeeping.opening import close_file, open_file, opening_new
from storage.safekeeping.safety import Safety, begin_safety
from storage.searching.search import Hit, documents_with, search_project
from storage.team.team import Team
from storage.work import acting, journal, sets, suggestions
from storage.work.acting import WorkedOn, WrittenAct
from storage.work.journal_steps import JournalStep, OpenSet
from storage.work.suggestions import Run

if TYPE_CHECKING:  # what opening a project does without is read on first use
    from annotation.review.finding import Finding
    from annotation.values.transaction import Command
    from storage.exchange.batches import Batches
    from storage.review.curation import ProjectCuration
    from storage.work.queue_order import Outlook
    from storage.work.suggestion_numbers import SuggestionNumbers

__all__ = [
    "DocumentSummary",
    "Hit",
    "ImportSummary",
    "JournalStep",
    "OpenSet",
    "PlacedThread",
    "Project",
    "Run",
    "WorkedOn",
    "WrittenAct",
]


class Project:
    """An open project file, used by one thread at a time.

    What the world does wrong is a KnownError, and leaves nothing half done. `notices` holds what
    went wrong beside the work without stopping it.
    """

    def __init__(self, file: ProjectFile, *, in_portions: bool = False) -> None:
        self._file = file
        self._safety, notices = begin_safety(file, is_backed_up_later=in_portions)
        self.notices: list[Refusal] = [*notices]
        self.imports = Imports(file, self._note_step, self._try_to_back_up, self.notices.append)

    @classmethod
    def create(cls, path: Path, tagset: Tagset) -> Self:
        """Make a project and open it; KnownError when it cannot be made, or not be opened then."""
        with opening_new(path, tagset):
            return cls.open(path)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        in_portions: bool = False,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Self:
        """Open a project; KnownError when it is not a sound one or somebody else has it open.

        In a folder that cannot be written it opens for reading only. The file is checked and
        backed up and an import that was still coming in comes in first, unless all that is to come
        `in_portions`, beside the work (aftercare.py). Where `is_wanted` says no, it is not opened
        after all; what is open and not wanted is waited for by whoever opens it next.
        """
        file = open_file(
            path, read_only=read_only, is_checked_later=in_portions, is_wanted=is_wanted
        )
        try:
            project = cls(file, in_portions=in_portions)
            project.imports.find(in_portions=in_portions)
            return project
        except BaseException:
            close_file(file)
            raise

    def close(self) -> None:
        """Leave one ordinary file behind; closing again does nothing."""
        self.imports.close()
        if self._safety is not None:
            self._safety.close()
        close_file(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what it is ---------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def file(self) -> ProjectFile:
        """The file beneath, for the threads that serve it."""
        return self._file

    @property
    def name(self) -> str:
        """What people call it: the file's name without its ending."""
        return self.path.stem

    @property
    def uid(self) -> str:
        """The id that the project keeps wherever its file goes."""
        return self._file.uid

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._file.is_read_only

    @cached_property
    def tagset(self) -> Tagset:
        """The tagset, read from the source that the project keeps."""
        return read_tagset(self._file.value("SELECT tagset FROM project"), self.path.name)

    # -- the corpus ---------------------------------------------------------------------------

    def add_records(
        self, records: Iterable[Record], *, progress: Callable[[int], bool] | None = None
    ) -> ImportSummary:
        """Import records, all or none; `progress` hears how many are ready, False cancels."""
        return self.imports.add(self.tagset, records, progress)

    def documents(self, annotator: str) -> list[DocumentSummary]:
        """All documents in the order of import, with one annotator's stage and counts."""
        return list_documents(self._file, annotator)

    def document(self, id: str) -> Document:
        """The document with this id; KnownError when there is none."""
        return find_document(self._file, id)[1]

    def document_named(self, name: str) -> Document:
        """The document of this name, or id; KnownError when there is none or several."""
        return find_named(self._file, name)

    def annotators(self) -> list[str]:
        """Everybody who has a set here."""
        return list_annotators(self._file)

    def texts(self) -> Iterator[str]:
        """Every text, in the order of import."""
        return each_text(self._file)

    def hashed_texts(self) -> Iterator[tuple[str, str]]:
        """Every text behind its SHA-256, in the order of import."""
        return each_hashed_text(self._file)

    def records(
        self, annotator: str | None = None, *, with_suggestions: bool = False
    ) -> Iterator[Record]:
        """Everybody's sets, or one annotator's, in the order of import; see exporting.py."""
        return read_records(self._file, self.tagset, annotator, with_suggestions=with_suggestions)

    def sets_side_by_side(self) -> Iterator[tuple[Record, ...]]:
        """Everybody's records of each document on which somebody works, document by document."""
        return each_side_by_side(self._file)

    def sets_of(self, document_id: str) -> tuple[Record, ...]:
        """Everybody's records of one document; KnownError when there is no such document."""
        return side_by_side(self._file, document_id)

    # -- the work -----------------------------------------------------------------------------

    def open_set(self, document_id: str, annotator: str) -> OpenSet:
        """An annotator's work on a document, with what can be undone and redone."""
        self.imports.begin_work(document_id, annotator)
        opened = sets.open_set(self._file, document_id, annotator)
        if self._safety is not None:
            self._safety.learn_place(opened.id)
        return opened

    def first_page(self, document_id: str, annotator: str, end: int) -> State:
        """A document with what stands before an offset: its first page, before all the rest."""
        return sets.read_first_page(self._file, document_id, annotator, end)

    def state(self, document_id: str, annotator: str) -> State:
        """An annotator's items in a document, without opening it for work."""
        return sets.read_work(self._file, document_id, annotator)

    def note(self, set_id: int, step: JournalStep) -> None:
        """Note a step beside the project before its commit: from any thread, at once."""
        if self._safety is not None:
            self._safety.note_soon(set_id, step)

    def commit(self, set_id: int, step: JournalStep) -> None:
        """Write a step that the desk has shown, or nothing of it; once more does no harm."""
        self.imports.bring_set(set_id)
        noting = self._safety.noting(set_id, step) if self._safety else contextlib.nullcontext()
        with noting, self._file.writing() as connection:
            sets.write_entry(connection, set_id, step)

    def act(
        self, document_id: str, annotator: str, command: "Command", *, by: str = ""
    ) -> WrittenAct | None:
        """Carry out a command in a set that is on no desk; None when there is nothing to do.

        `by` says whose act it is, if not the annotator's: then it is refused where they have no
        set, or a file of their own.
        """
        refuse_fix(self._file, document_id, annotator, by=by)
        self.imports.bring(document_id)
        with self._file.writing():
            made = acting.act(self._file, document_id, annotator, command, by=by)
        if made is not None:
            self._note_step(made.set_id, made.step)
        return made

    def take_back(
        self, document_id: str, annotator: str, step_id: str, *, by: str = ""
    ) -> WrittenAct:
        """Undo an act in a set that is on no desk; WorkedOn if something else was done since."""
        refuse_fix(self._file, document_id, annotator, by=by)
        self.imports.bring(document_id)
        with self._file.writing():
            made = acting.take_back(self._file, document_id, annotator, step_id)
        self._note_step(made.set_id, made.step)
        return made

    @cached_property
    def batches(self) -> "Batches":
        """Acts over many documents at once."""
        from storage.exchange.batches import Batches

        return Batches(self._file, self.imports)

    def _note_step(self, set_id: int, step: JournalStep) -> None:
        """What was refused must not come back, so these are noted when they are in the file."""
        if self._safety is not None:
            self._safety.note(set_id, step)

    def journal(self, set_id: int) -> Iterator[JournalStep]:
        """The steps of a set, oldest first."""
        return journal.read_entries(self._file, set_id)

    @cached_property
    def quality(self) -> Quality:
        """What the project says of its work: effort, blind documents, samples."""
        return Quality(self._file)

    @cached_property
    def team(self) -> Team:
        """The people of the project: assignments, splitting, merging."""
        return Team(self._file, self.tagset, self._back_up_now, self._try_to_back_up)

    @cached_property
    def curating(self) -> "ProjectCuration":
        """What there is to curate, and under which name."""
        from storage.review.curation import ProjectCuration

        return ProjectCuration(self._file)

    # -- review -------------------------------------------------------------------------------

    def remarks(self, document_id: str | None = None) -> list[SaidRemark]:
        """What people say of a document's work, or of everything: document, who says it, what."""
        return read_remarks(self._file, document_id)

    def comments(self, document_id: str | None = None) -> list[PlacedThread]:
        """The comments of a document, or of all, with their answers and places, oldest first."""
        return read_threads(self._file, document_id)

    def review(
        self,
        *,
        stages: Collection[Stage] = frozenset({Stage.FINISHED}),
        progress: Callable[[int], bool] = lambda _: True,
    ) -> "list[Finding]":
        """What in everybody's work is probably wrong; `progress` hears documents, each twice."""
        from storage.review.reviewing import find_errors

        return find_errors(self._file, self.tagset, stages=stages, progress=progress)

    # -- suggestions --------------------------------------------------------------------------

    def store_suggestions(self, run: Run, items: Iterable[tuple[str, Suggestions]]) -> None:
        """Replace the undecided suggestions of documents, given by id, by those of a run."""
        suggestions.store_suggestions(self._file, run, items)

    def suggestions(self, document_id: str) -> Suggestions:
        """All suggestions of a document, decided or not."""
        row, _ = find_document(self._file, document_id)
        return suggestions.read_suggestions(self._file, row)

    def suggestions_for(self, document_id: str, annotator: str) -> Suggestions:
        """What an annotator is shown of them: nothing where they work without suggestions."""
        self.imports.bring(document_id)
        row, document = find_document(self._file, document_id)
        if read_blindness(self._file).covers(document.sha256, annotator):
            return Suggestions()
        return suggestions.read_suggestions(self._file, row)

    def suggestion_numbers(self, annotator: str) -> "SuggestionNumbers":
        """How right suggestions have been by this annotator's decisions, and who made them."""
        from storage.work.suggestion_numbers import suggestion_numbers

        return suggestion_numbers(self._file, annotator)

    def outlooks(
        self, annotator: str, after: int = 0, most: int = 5000
    ) -> "tuple[dict[str, Outlook], int | None]":
        """How much there is to gain from documents, a portion at a time; see queue_order.py."""
        from storage.work.queue_order import outlooks

        return outlooks(self._file, annotator, after, most)

    def suggested_by(self, suggester: str, version: str) -> set[str]:
        """The ids of documents that have suggestions of this suggester in this version."""
        return suggestions.documents_suggested_by(self._file, suggester, version)

    # -- the whole ----------------------------------------------------------------------------

    def stats(self) -> dict[str, Any]:
        """The numbers of the project, ready for JSON."""
        return count_everything(self._file)

    def check(self) -> list[Refusal]:
        """Everything that is wrong with the file, a sentence each."""
        return check_file(self._file)

    def backup(self, target: Path, *, overwrite: bool = False) -> Path | None:
        """Write a verified copy, whole or not at all; where what it replaces is now."""
        return replacing.save_copy(self._file, target, overwrite=overwrite)

    def copy_aside(self, target: Path) -> None:
        """Write the project as it is now to a new file, for another process to read."""
        backup.copy_aside(self._file, target)

    def search(self, query: str, *, tag: str | None = None, limit: int = 1000) -> list[Hit]:
        """Where the words stand, in whatever spelling; with `tag` only inside spans of it."""
        return search_project(self._file, query, tag=tag, limit=limit)

    def documents_with(self, words: Sequence[str]) -> list[str]:
        """The ids of documents that may hold all these folded words: the index cannot tell more."""
        return documents_with(self._file, words)

    @property
    def safety(self) -> Safety | None:
        """Backups, side journal and what of it the file lacks; None where nothing is written."""
        return self._safety

    def _back_up_now(self) -> None:
        if self._safety is not None:
            self._safety.back_up()

    def _try_to_back_up(self) -> None:
        """What goes wrong with the safety net is told but keeps nobody from working."""
        if self._safety is not None:
            self.notices += self._safety.back_up_if_possible()
