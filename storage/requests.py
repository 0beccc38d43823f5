"""What the storage thread is asked to do: questions, steps, and long work in portions."""

from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from annotation.errors import KnownError, Refusal
from storage.log.durations import question_name
from storage.log.log_file import note_trouble
from storage.project import Project
from storage.work.journal_steps import JournalStep

Answer = TypeVar("Answer")
Portions = Generator[None, None, Answer]  # stops between two portions; returns its answer


@dataclass(slots=True)
class QueuedStep:
    """A step to be written."""

    set_id: int
    entry: JournalStep
    future: "Future[None]" = field(default_factory=Future)


@dataclass(slots=True)
class Question:
    """A function to be run on the project."""

    function: Callable[[Project], Any]
    future: "Future[Any]"

    @property
    def name(self) -> str:
        """What it is called in the log."""
        return question_name(self.function)

    def answer(self, project: Project) -> None:
        """Run it, unless nobody wants the answer any more."""
        self.answered(project)()

    def answered(self, project: Project) -> Callable[[], None]:
        """Run it, unless nobody wants the answer any more; how to tell the answer."""
        if not self.future.set_running_or_notify_cancel():
            return lambda: None
        try:
            answer = self.function(project)
        except Exception as error:
            return partial(refuse, self.future, error)
        return partial(self.future.set_result, answer)


@dataclass(slots=True)
class Reading(Question):
    """A question that takes long and writes nothing: answered on a snapshot.

    One that `gives_way` is stopped when another is asked, and whoever asked may ask again.
    """

    gives_way: bool = False
    has_given_way: bool = False


@dataclass(slots=True)
class SnapshotClosed:
    """Said by the reading thread: another snapshot may be made."""


@dataclass(slots=True, eq=False)
class WorkInPortions:
    """A function that does something long, and yields wherever others may come between."""

    function: Callable[[Project], Portions[Any]]
    future: "Future[Any]"
    _portions: Portions[Any] | None = None

    @property
    def name(self) -> str:
        """What it is called in the log."""
        return question_name(self.function)

    def begin(self, project: Project) -> bool:
        """Call the function, when everything that was asked before it is done; False when nothing
        is to follow.
        """
        if not self.future.set_running_or_notify_cancel():
            return False
        try:
            self._portions = self.function(project)
        except Exception as error:
            refuse(self.future, error)
        return self._portions is not None

    def go_on(self) -> bool:
        """Do the next portion; False when that was the last."""
        assert self._portions is not None
        try:
            next(self._portions)
        except StopIteration as end:
            self.future.set_result(end.value)
        except Exception as error:
            refuse(self.future, error)
        else:
            return True
        return False

    def stop(self) -> None:
        """End it where it stands, for the project is closed."""
        assert self._portions is not None
        try:
            self._portions.close()
        except Exception as error:
            refuse(self.future, error)
        else:
            refuse(self.future, KnownError("The project is closed."))


Asked = QueuedStep | Question | WorkInPortions
Request = Asked | SnapshotClosed


def refuse(future: "Future[Any]", error: Exception) -> None:
    """Tell whoever asked; what is refused is noted, what is a fault raises where it is heard."""
    if isinstance(error, Refusal):
        note_trouble(error)
    future.set_exception(error)


def refuse_if_wanted(future: "Future[Any]", error: Exception) -> None:
    """The same, before its turn: unless nobody wants to be told any more."""
    if future.running() or future.set_running_or_notify_cancel():
        refuse(future, error)
