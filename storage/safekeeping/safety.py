"""The safety net of an open project: automatic backups, and the steps since the last of them."""

import contextlib
from collections.abc import Callable, Iterator

from annotation.errors import KnownError
from storage.file.folders import safety_folder
from storage.file.project_file import ProjectFile
from storage.safekeeping.automatic_backups import back_up_automatically, is_backup_due
from storage.safekeeping.lost_acts import (
    BroughtBack,
    LostActs,
    bring_back,
    describe,
    find_lost,
    place_of,
)
from storage.safekeeping.recovery import write_missing
from storage.safekeeping.seal import Sealing
from storage.safekeeping.side_journal import SideJournal, SideStep, read_steps
from storage.work.journal import steps_among
from storage.work.journal_steps import JournalStep
from storage.work.sets import place_of_work


def begin_safety(
    file: ProjectFile, *, is_backed_up_later: bool
) -> "tuple[Safety | None, list[KnownError]]":
    """The safety net of a project that is just open, and what of it went wrong: that keeps nobody
    from working.
    """
    if file.is_read_only:
        return None, []
    try:
        safety = Safety(file, is_backed_up_later=is_backed_up_later)
    except KnownError as error:
        return None, [error]
    return safety, safety.begin()


class Safety:
    """Keeps what a project needs to be made again; see recovery.py.

    A backup that nobody is to wait for is only owed, where it is `is_backed_up_later`.
    """

    def __init__(self, file: ProjectFile, *, is_backed_up_later: bool) -> None:
        self._file = file
        self._is_backed_up_later = is_backed_up_later
        self._folder = safety_folder(file.path, file.uid)
        self._known = read_steps(self._folder)
        self._journal = SideJournal(self._folder, self._known.unread)
        self._sealing = Sealing(file)
        self._places: dict[int, tuple[str, str]] = {}  # by set, document and annotator

    def begin(self) -> list[KnownError]:
        """Write what the last session could not, and back up if it is time; what went wrong."""
        return _troubles_of(self._write_unsaved, self._tell_unread, self._back_up_if_due)

    def back_up_if_possible(self) -> list[KnownError]:
        """Make a backup, now or soon; what went wrong."""
        return _troubles_of(self._back_up_in_time)

    def back_up(self) -> None:
        """Make a backup; the steps before it need not be kept for long.

        KnownError when it fails.
        """
        back_up_automatically(self._file)
        self.rotate()

    def rotate(self) -> None:
        """Begin the side journal anew after a backup; what was before is kept until the next."""
        self._file.owes_backup = False
        self._journal.rotate()

    @contextlib.contextmanager
    def noting(self, set_id: int, entry: JournalStep) -> Iterator[None]:
        """Note a step before it is written, and then that it is.

        On KnownError the step stays open: it will be tried again, at the latest by the next
        session.
        """
        self._journal.append(self._side_step(set_id, entry))
        try:
            yield
        except KnownError:
            raise
        except BaseException:
            self._journal.leave(entry.step_id)
            raise
        self._journal.confirm(entry.step_id)

    def note(self, set_id: int, entry: JournalStep) -> None:
        """Note a step that is written already: one of several that go in together or not at all."""
        self._journal.append(self._side_step(set_id, entry))
        self._journal.confirm(entry.step_id)

    def note_soon(self, set_id: int, entry: JournalStep) -> None:
        """Have a step noted that is to be written later; said from any thread, which waits for
        nothing. Of a set that was never opened here, it is noted when its turn comes.
        """
        if set_id in self._places:
            self._journal.append_soon(SideStep(*self._places[set_id], entry))

    def learn_place(self, set_id: int) -> None:
        """Know whose work on which document a set is, before its first act."""
        if set_id not in self._places:
            self._places[set_id] = place_of_work(self._file, set_id)

    def _side_step(self, set_id: int, entry: JournalStep) -> SideStep:
        self.learn_place(set_id)
        return SideStep(*self._places[set_id], entry)

    def close(self) -> None:
        """Close the side journal, which stays for a time of need."""
        self._journal.close()

    def lost_acts(self, *, with_left: bool = False) -> LostActs | None:
        """What this computer knows as saved and the project lacks; what somebody left out before
        only `with_left`.
        """
        return describe(self._file, self._lost(with_left=with_left))

    def bring_back(self, *, with_left: bool = False) -> Iterator[BroughtBack]:
        """Write the lost acts, a set at each step, and tell how many so far.

        KnownError when the disk refuses.
        """
        lost = self._lost(with_left=with_left)
        yield from bring_back(self._file, lost)
        self._close_cases(lost)

    def leave_lost(self) -> None:
        """The lost acts are to stay out; nobody is asked again, and the side journal keeps them."""
        for step in self._lost(with_left=False):
            self._journal.leave(step.entry.step_id)

    def _lost(self, *, with_left: bool) -> list[SideStep]:
        return find_lost(self._file, read_steps(self._folder), with_left=with_left)

    def _close_cases(self, steps: list[SideStep]) -> None:
        there = steps_among(self._file, (step.entry.step_id for step in steps))
        for step in steps:
            is_there = step.entry.step_id in there
            (self._journal.confirm if is_there else self._journal.leave)(step.entry.step_id)

    def _write_unsaved(self) -> None:
        """Write steps that were done on screen and never reached the file, unless some before them
        in their set were lost: those are offered together.
        """
        known = self._known
        lost = {place_of(step) for step in find_lost(self._file, known, with_left=False)}
        unsaved = [step for step in known.steps if step.entry.step_id not in known.done]
        written, unfit = write_missing(
            self._file, [step for step in unsaved if place_of(step) not in lost]
        )
        for step_id in written:
            self._journal.confirm(step_id)
        for left in unfit:
            self._journal.leave(left.step.entry.step_id)
        if unfit:
            raise KnownError(
                "{number} acts that the last session could not save do not fit any more.",
                number=len(unfit),
            )

    def _tell_unread(self) -> None:
        if self._known.unread:
            raise KnownError(
                "{number} lines of this computer's journal of the project are in a form that this "
                "version does not know; they are kept, for a newer Tawseem.",
                number=len(self._known.unread),
            )

    def _back_up_if_due(self) -> None:
        if is_backup_due(self._file):
            self._back_up_in_time()

    def _back_up_in_time(self) -> None:
        if self._is_backed_up_later:
            self._file.owes_backup = True
        else:
            self.back_up()


def _troubles_of(*cares: Callable[[], None]) -> list[KnownError]:
    troubles: list[KnownError] = []
    for care in cares:
        try:
            care()
        except KnownError as error:
            troubles.append(error)
    return troubles
