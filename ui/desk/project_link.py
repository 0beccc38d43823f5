"""The window's end of the storage thread: questions and acts go out, answers come as signals."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from annotation.assigning.blindness import Blindness
from annotation.errors import KnownError, Refusal
from annotation.tagsets.tagset import Tagset
from storage.project import JournalStep, Project
from storage.requests import Answer, Portions
from storage.safekeeping.lost_acts import LostActs
from storage.thread import StorageThread


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the window needs to know of a project before it shows it."""

    uid: str
    tagset: Tagset
    is_read_only: bool
    notices: tuple[Refusal, ...]
    handed_out_to: str
    blindness: Blindness
    documents: int
    coming: int  # documents of an import that are still to come
    lost: LostActs | None  # what this computer knows as saved and the project lacks


@dataclass(frozen=True, slots=True)
class ProjectOpening:
    """A project that is being opened: what is known of it when it is, or why it cannot be."""

    thread: StorageThread
    facts: "Future[ProjectFacts]"


class ProjectLink(QObject):
    """An open project, reached through its storage thread; no method waits for the disk.

    Signals:
        saved: Emitted after commits have returned, with the number of acts not saved yet.
        troubled: Emitted with the Refusal when an act could not be saved; it is tried again.
        arrived: Emitted after a portion of an import is in, with the documents still to come.
        damaged: Emitted with the Damaged that was found; nothing is written any more.
        closed: Emitted when everything queued is written, or given up, and the file is free.
    """

    saved = Signal(int)
    troubled = Signal(object)
    arrived = Signal(int)
    damaged = Signal(object)
    closed = Signal()
    _told = Signal(object)  # from any thread: what is to be done on this one

    def __init__(
        self, thread: StorageThread, facts: "ProjectFacts", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.uid, self.tagset = facts.uid, facts.tagset
        self.is_read_only, self.notices = facts.is_read_only, facts.notices
        self.handed_out_to = facts.handed_out_to
        self.coming = facts.coming  # documents of an import, when the project was opened
        self.lost, self.documents = facts.lost, facts.documents
        self.blindness = facts.blindness  # whoever changes the share puts the new rule here
        self._thread = thread
        self._told.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)
        self.is_troubled = False
        thread.on_saved = lambda _: self.saved.emit(thread.unsaved)
        thread.on_trouble = self.troubled.emit
        thread.on_arrived = self.arrived.emit
        self.troubled.connect(lambda _: self._note_trouble(True))
        self.saved.connect(lambda unsaved: self._note_trouble(self.is_troubled and unsaved > 0))

    @property
    def path(self) -> Path:
        """Where the project file is."""
        return self._thread.path

    @property
    def refusal(self) -> KnownError | None:
        """Why nothing can be changed here, if nothing can."""
        if not self.is_read_only:
            return None
        return KnownError(
            "{file} is open for reading only; copy it to a folder of yours to work on it.",
            file=self.path.name,
        )

    @property
    def unsaved(self) -> int:
        """How many acts wait for their commit."""
        return self._thread.unsaved

    def watch_for_damage(self) -> None:
        """Let `damaged` tell what is found beside the work, also what was found before."""
        self._thread.aftercare.listen(lambda damage: self._tell_here(self.damaged.emit, damage))

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        self._thread.retry()

    def commit(self, set_id: int, step: JournalStep) -> None:
        """Queue an act; `saved` follows when it is on disk."""
        self._thread.commit(set_id, step)
        self.saved.emit(self._thread.unsaved)

    def bring_in(self) -> None:
        """Let come what is still to come of an import: `arrived` follows, or the next session."""
        with suppress(KnownError):  # it is being closed
            self._thread.bring_in()

    def ask(
        self,
        question: Callable[[Project], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Run `question` on the storage thread, then `then` with its answer on this thread.

        Acts wait meanwhile, so it is about one document at most; see `read` and `work`. After
        `close` it is refused, which only `otherwise` hears.
        """
        self._tell(self._thread.submit, question, then, otherwise)

    def read(
        self,
        question: Callable[[Project], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Like `ask`, for what reads more than a document: beside the acts, on a snapshot."""
        self._tell(self._thread.read, question, then, otherwise)

    def work(
        self,
        question: Callable[[Project], Portions[Answer]],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Like `ask`, for what is long and yields: acts and questions come between."""
        self._tell(self._thread.work, question, then, otherwise)

    def _tell(
        self,
        door: Callable[[Any], Future[Answer]],
        question: Callable[[Project], Any],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None,
    ) -> None:
        try:
            future = door(question)
        except KnownError as refusal:  # it is being closed
            self._refuse(refusal, otherwise)
            return
        future.add_done_callback(
            lambda ready: self._tell_here(self._deliver, ready, then, otherwise)
        )

    def close(self) -> None:
        """Have what is queued saved and the file closed: `closed` tells when it is.

        Nothing else is said any more.
        """
        self._thread.on_saved = self._thread.on_trouble = self._thread.on_arrived = _unheard
        self._thread.aftercare.on_damage = _unheard
        self._thread.close(wait=False)
        self._thread.closed.add_done_callback(lambda _: self._tell_here(self.closed.emit))

    def _tell_here(self, tell: Callable[..., None], *values: object) -> None:
        with suppress(RuntimeError):  # the window has gone before
            self._told.emit(partial(tell, *values))

    def _carry_out(self, tell: Callable[[], None]) -> None:
        tell()

    def _note_trouble(self, is_troubled: bool) -> None:
        """Remember whether the last try to save failed."""
        self.is_troubled = is_troubled and self._thread.unsaved > 0

    def _deliver(
        self,
        future: Future[Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None,
    ) -> None:
        error = future.exception()
        if error is None:
            then(future.result())
        elif isinstance(error, Refusal):
            self._refuse(error, otherwise)
        else:
            raise error

    def _refuse(self, refusal: Refusal, otherwise: Callable[[Refusal], None] | None) -> None:
        """Tell whoever wants to hear it, else whoever works, unless another project is there."""
        if otherwise is not None:
            otherwise(refusal)
        elif not self._thread.is_closing:
            self.troubled.emit(refusal)


def _unheard(_: object) -> None:
    """What the thread may still say when its project is closed."""


def begin_opening(path: Path, *, read_only: bool = False) -> ProjectOpening:
    """Open a project on a storage thread of its own; nobody waits for it."""
    thread = StorageThread(path, read_only=read_only)
    return ProjectOpening(thread, thread.submit(_facts))


def _facts(project: Project) -> ProjectFacts:
    return ProjectFacts(
        project.uid,
        project.tagset,
        project.is_read_only,
        tuple(project.notices),
        project.team.handed_out_to,
        project.quality.blindness(),
        project.file.value("SELECT count(*) FROM document"),
        project.imports.coming,
        project.safety.lost_acts() if project.safety is not None else None,
    )
