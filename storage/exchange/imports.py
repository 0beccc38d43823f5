"""Bringing records in: how an import is made ready, decided, and then comes in by portions."""

from collections.abc import Callable, Generator, Iterable

from annotation.errors import KnownError, Refusal
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from storage.exchange.arriving import Arrival, decide, find_arrival
from storage.exchange.importing import ImportSummary, StagedImport, end_of, stage_records
from storage.file.project_file import ProjectFile
from storage.work.sets import place_of_work


class Imports:
    """What comes into one project; `Project.imports` gives it.

    Whoever works on a document asks for `bring` first: what is decided is there before it.
    """

    def __init__(
        self, file: ProjectFile, back_up: Callable[[], None], tell: Callable[[Refusal], None]
    ) -> None:
        """`back_up` is called after an import and must not raise; `tell` hears what is left out."""
        self._file = file
        self._back_up = back_up
        self._tell = tell
        self._arrival: Arrival | None = None

    def find(self, *, in_portions: bool) -> None:
        """Go on with what another session has left, unless it is to come `in_portions`; what keeps
        it from coming is told.
        """
        self._arrival = find_arrival(self._file)
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
        """All of it at once, or nothing: on KnownError, and when `progress` returns False."""
        self._file.refuse_if_not_writable()
        staged = end_of(self.stage(tagset, records, progress))
        if staged is None:
            return ImportSummary()
        self.admit(staged)
        self._bring_all()
        return staged.summary

    def stage(
        self, tagset: Tagset, records: Iterable[Record], progress: Callable[[int], bool] | None
    ) -> Generator[None, None, StagedImport | None]:
        """Check records and lay them beside the project, which is only read, a record at each step;
        what that gives, for `admit`, or None if it was cancelled.

        KnownError, and nothing is left, when one of them cannot come in.
        """
        return stage_records(self._file, tagset, records, progress)

    def admit(self, staged: StagedImport) -> None:
        """Decide, in one short commit, that an import has happened; `bring_in` does the rest.

        KnownError, and nothing of it is left, when the project is another by now.
        """
        if staged.file.records:
            self._arrival = decide(self._file, staged)
        else:
            staged.discard()

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
        yield from arrival.bring()
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

    def refuse_while_coming(self) -> None:
        """KnownError while something is still to come: for what looks at many documents."""
        if self._arrival is not None:
            raise KnownError("An import is still coming in; wait until all of it is there.")

    def close(self) -> None:
        """What is still to come comes when the project is opened again."""
        if self._arrival is not None:
            self._arrival.close()
