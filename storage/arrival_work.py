"""What the storage thread does for an import: portion after portion, tried again, then a backup."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from annotation.errors import KnownError, Refusal
from storage.log.log_file import note_fault
from storage.project import Project
from storage.requests import Portions


class WorkingThread(Protocol):
    """What is needed of the storage thread."""

    is_closing: bool
    on_arrived: Callable[[int], None]

    def work(self, function: Callable[[Project], Portions[bool]]) -> "Future[bool]":
        """Do something a portion at a time."""

    def submit(self, function: Callable[[Project], None]) -> "Future[None]":
        """Do something short."""

    def tell_trouble(self, error: Refusal) -> None:
        """Say what is the matter, once."""

    def calm(self) -> None:
        """What was the matter is over."""


class ArrivalWork:
    """Brings in what is still to come of an import.

    `is_stuck` while the disk refuses: then it is to begin again. A fault of ours is told, and what
    is left waits for the next opening.
    """

    def __init__(self, thread: WorkingThread) -> None:
        self._thread = thread
        self.is_stuck = False
        self._is_broken = False
        self._begun = 0  # works that are not over

    def begin(self) -> None:
        """Bring in what there is; KnownError when the project is closed."""
        self.is_stuck = False
        self._begun += 1
        self._thread.work(self._portions).add_done_callback(self._end)

    def go_on(self, project: Project) -> None:
        """Bring in what other work has decided and left, if nothing else does."""
        is_idle = not (self._begun or self.is_stuck or self._is_broken or self._thread.is_closing)
        if is_idle and project.imports.coming:
            self.begin_if_open()

    def begin_if_open(self) -> None:
        """Begin, where the thread itself wants it: it may be closed at this very moment."""
        with contextlib.suppress(KnownError):
            self.begin()

    def _portions(self, project: Project) -> Portions[bool]:
        """Whether something came in."""
        has_come = project.imports.coming > 0
        told = len(project.notices)
        for left in project.imports.bring_in():
            self._thread.on_arrived(left)
            yield
        for notice in project.notices[told:]:
            self._thread.tell_trouble(notice)
        return has_come

    def _end(self, ended: "Future[bool]") -> None:
        self._begun -= 1
        error = ended.exception()
        if error is None:
            self._thread.calm()
            if ended.result():
                self._back_up()
            return
        if self._thread.is_closing:
            return
        self.is_stuck = isinstance(error, KnownError)
        if isinstance(error, KnownError):
            self._thread.tell_trouble(error)
        else:
            self._is_broken = True
            note_fault(error)
            trouble = KnownError("An import stopped coming in: {reason}", reason=error)
            self._thread.tell_trouble(trouble)

    def _back_up(self) -> None:
        """Soon, for nobody is to wait for it; a project that is closed has its day's."""
        with contextlib.suppress(KnownError):
            self._thread.submit(_owe_backup)


def _owe_backup(project: Project) -> None:
    project.file.owes_backup = True
