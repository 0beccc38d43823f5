"""What opening leaves for later, beside the acts: the check of the file, then its daily backup."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from annotation.errors import Damaged, KnownError, Refusal
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged
from storage.log.log_file import note_fault, note_trouble
from storage.project import Project
from storage.requests import Reading
from storage.safekeeping.automatic_backups import back_up_automatically
from storage.safekeeping.checking import check_file, check_quickly

Care = Callable[[Project], Any]


class Aftercare:
    """Does what a project owes, one thing at a time, whenever nobody asks for anything.

    `read` has something read on a snapshot, `submit` something done on the project's own thread;
    both refuse with a KnownError when it is closed. `on_damage` hears why nothing is written any
    more, `on_trouble` what could not be done.
    """

    def __init__(
        self, read: Callable[[Reading], None], submit: Callable[[Callable[[Project], None]], Any]
    ) -> None:
        self.on_damage: Callable[[Damaged], None] = lambda _: None
        self.on_trouble: Callable[[Refusal], None] = note_trouble
        self._read = read
        self._submit = submit
        self.damage: Damaged | None = None
        self._is_at_work = False
        self._has_failed = False  # it would again

    def listen(self, on_damage: Callable[[Damaged], None]) -> None:
        """Hear of damage from now on, and at once of what was found before; perhaps twice."""
        self.on_damage = on_damage
        if self.damage is not None:
            on_damage(self.damage)

    def begin(self, project: Project) -> None:
        """Begin with what is due, if anything is; said on the project's thread."""
        if self._is_at_work or self._has_failed or project.file.damage is not None:
            return
        if project.file.is_unchecked:
            check = _checked if project.file.was_left_open else _checked_quickly
            self._have(check, self._take_findings)
        elif project.file.owes_backup:
            self._have(_backed_up, self._take_backup)

    def _have(self, care: Care, then: Callable[[Project, Any], None]) -> None:
        """Have it done on a snapshot; who else wants to read goes first, then it begins anew."""

        def tell(future: "Future[Any]") -> None:
            def take(project: Project) -> None:
                self._is_at_work = False
                then(project, future.result())

            error = future.exception()
            if error is None:
                self._submit_if_open(take)
                return
            self._is_at_work = False
            if not reading.has_given_way:
                self._has_failed = True
                self._tell(error)

        self._is_at_work = True
        reading = Reading(care, Future(), gives_way=True)
        reading.future.add_done_callback(tell)
        try:
            self._read(reading)
        except KnownError:  # it is closed at this very moment
            self._is_at_work = False

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.on_trouble(error)
        else:
            note_fault(error)

    def _submit_if_open(self, take: Callable[[Project], None]) -> None:
        try:
            self._submit(take)
        except KnownError:
            self._is_at_work = False

    def _take_findings(self, project: Project, findings: list[Refusal]) -> None:
        file = project.file
        file.is_unchecked = False
        if findings:
            first = findings[0]
            self.damage = file.damage = (
                first if isinstance(first, Damaged) else damaged(file.path, first)
            )
            note_trouble(self.damage)
            self.on_damage(self.damage)

    def _take_backup(self, project: Project, _: object) -> None:
        if project.safety is not None:
            project.safety.rotate()


def _checked(snapshot: Project) -> list[Refusal]:
    return _found(check_file, snapshot)


def _checked_quickly(snapshot: Project) -> list[Refusal]:
    return _found(check_quickly, snapshot)


def _found(check: Callable[[ProjectFile], list[Refusal]], snapshot: Project) -> list[Refusal]:
    """What a check finds, also where it can read no further."""
    try:
        return check(snapshot.file)
    except Damaged as damage:
        return [damage]


def _backed_up(snapshot: Project) -> None:
    back_up_automatically(snapshot.file)
