"""Bringing records in: how an import is made ready, decided, and then comes in by portions."""

from collections.abc import Callable, Generator, Iterable

from annotation.errors import KnownError, Refusal
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from storage.exchange.arriving import (
    Arrival,
    NoteStep,
    decide,
    find_arrival,
    still_to_come,
)
from storage.exchange.importing import ImportSummary, StagedImport, stage_records
from storage.exchange.staged import StagedSteps, WorkPlace, end_of
from storage.file.project_file import ProjectFile
from storage.work.sets import place_of_work


class Imports:
    """What comes into one project; `Project.imports` gives it.

    Whoever works on a document asks for `bring` first: what is decided is there before it.
    """

    def __init__(
        self,
        file: ProjectFile,
        note: NoteStep,
        back_up: Callable[[], None],
        tell: Callable[[Refusal], None],
    ) -> None:
        """`note` hears of steps for the side journal, when they are in; `back_up` is called after
        an import and must not raise; `tell` hears what is left out.
        """
        self._file = file
        self._back_up = back_up
        self._tell = tell
        self._note = note
        self._arrival: Arrival | None = None
        self._openings = 0
        self._opened: dict[WorkPlace, int] = {}  # sets, and when they were opened last

    def find(self, *, in_portions: bool) -> None:
        """Go on with what another session has left, unless it is to come `in_portions`; what keeps
        it from coming is told.
        """
        self._arrival = find_arrival(self._file, self._note)
        if self._arrival is not None and self._file.is_read_only:
            self._tell(self._arrival.notice())
            self._arrival = None
        elif not in_portions:
            try:
                self._bring_all()
            except KnownError as error:
                self._tell(error)

    def add(
        self, tagset: Tagset, records: Iterable[Record], progress: Callable[[int], bool] | None
    ) -> ImportSummary:
        """All of it at once, or nothing when `progress` returns False and on KnownError, which says
        so where it was decided and is still to come.
        """
        self._file.refuse_if_not_writable()
        staged = self.stage(tagset, records, progress)
        if staged is None:
            return ImportSummary()
        self.admit(staged)
        self._bring_all()
        return staged.summary

    def stage(
        self, tagset: Tagset, records: Iterable[Record], progress: Callable[[int], bool] | None
    ) -> StagedImport | None:
        """Check records and lay them beside the project, which is only read; what that gives, for
        `admit`, or None if it was cancelled.

        KnownError, and nothing is left, when one of them cannot come in.
        """
        return stage_records(self._file, tagset, records, progress)

    def admit(self, staged: StagedSteps) -> None:
        """Decide, in one short commit, that it has happened; `bring_in` does the rest.

        KnownError, and nothing of it is left, when the project is another by now.
        """
        if not staged.file.records:
            staged.discard()
            return
        if staged.openings is not None:
            self._refuse_opened(staged, staged.openings)
        self._arrival = decide(self._file, staged, self._note)

    def _refuse_opened(self, staged: StagedSteps, openings: int) -> None:
        """Whoever has opened a set since would not see what comes into it."""
        if any(self._opened.get(place, 0) > openings for place in staged.sets):
            staged.discard()
            raise KnownError("One of these documents was opened meanwhile; try again.")

    def begin_work(self, document_id: str, annotator: str) -> None:
        """A set is opened for work: what is to come for it comes first."""
        self.bring(document_id)
        self._openings += 1
        self._opened[document_id, annotator] = self._openings

    @property
    def openings(self) -> int:
        """How many sets have been opened for work."""
        return self._openings

    @property
    def coming(self) -> int:
        """How many records are still to come in."""
        return self._arrival.left if self._arrival is not None else 0

    def bring_in(self) -> Generator[int, None, None]:
        """Bring in what is still to come, a portion at each step, which says how much is left.

        It may be left between two steps and gone on with, also in another session. KnownError when
        the disk refuses; it may be tried again. A backup is due afterwards.
        """
        arrival = self._arrival
        if arrival is None:
            return
        try:
            yield from arrival.bring()
        except KnownError as error:
            raise still_to_come(arrival.left, error) from error
        self._arrival = None
        for trouble in arrival.troubles:
            self._tell(trouble)

    def _bring_all(self) -> None:
        if self._arrival is not None:
            end_of(self.bring_in())
            self._back_up()

    def bring(self, document_id: str) -> None:
        """Bring in what is still to come for a document that is in the project."""
        if self._arrival is not None:
            self._arrival.bring_document(document_id)

    def bring_set(self, set_id: int) -> None:
        """The same for the document of a set."""
        if self._arrival is not None:
            self.bring(place_of_work(self._file, set_id)[0])

    def close(self) -> None:
        """What is still to come comes when the project is opened again."""
        if self._arrival is not None:
            self._arrival.close()
