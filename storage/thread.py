"""The storage thread: owns one project, so that nobody ever waits for the disk."""

import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import Any

from annotation.errors import KnownError, Refusal
from storage.aftercare import Aftercare
from storage.arrival_work import ArrivalWork
from storage.log.durations import Durations
from storage.log.log_file import note_fault, note_trouble
from storage.project import Project
from storage.reader import SnapshotReader
from storage.requests import (
    Answer,
    Asked,
    Portions,
    Question,
    QueuedStep,
    Reading,
    Request,
    SnapshotClosed,
    WorkInPortions,
    refuse,
    refuse_if_wanted,
)
from storage.work.journal_steps import JournalStep


class StorageThread:
    """Runs everything on the project in order, on a thread of its own.

    Nobody waits for the project to be opened: what is asked of one that cannot be opened is refused
    for that reason. `closed` is done when the file is free again, however it came to that.

    A step that cannot be written for the world's fault stays queued, with all later ones of its
    set behind it; it is tried again every few seconds and on `retry()`. `on_trouble` hears the
    sentence, once for each new trouble, `on_saved` the id of each step that is on disk, and
    `on_arrived` how much of an import is still to come in; all are called from this thread, and
    all may be set at any time.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        on_trouble: Callable[[Refusal], None] = lambda _: None,
        on_saved: Callable[[str], None] = lambda _: None,
        on_arrived: Callable[[int], None] = lambda _: None,
        retry_seconds: float = 3.0,
        idle_seconds: float = 2.0,
    ) -> None:
        self.on_trouble = on_trouble
        self.on_saved = on_saved
        self.on_arrived = on_arrived
        self._retry_seconds = retry_seconds
        self._idle_seconds = idle_seconds
        self._changed = threading.Condition()
        self._waiting: deque[Request] = deque()
        self._works: deque[WorkInPortions] = deque()  # the first is under way
        self._is_paused = False
        self._reading: Reading | None = None  # what is read
        self._readings: deque[Reading] = deque()  # those after it
        self._snapshot: Project | None = None  # on which it is read
        self.aftercare = Aftercare(self._add, self.submit)
        self._stuck: dict[int, deque[QueuedStep]] = {}  # by set, what could not be written
        self._note: Callable[[int, JournalStep], None] = lambda *_: None  # beside the project
        self._unsaved = 0
        self.is_closing = False
        self._refusal: Exception | None = None  # why it could not be opened
        self._wants_retry = False
        self._arrival = ArrivalWork(self)
        self._trouble: Refusal | None = None
        self._durations = Durations()
        self.path = path  # resolved, once the project is open
        self.closed: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(path, read_only), name="storage", daemon=True
        )
        self._thread.start()

    @property
    def unsaved(self) -> int:
        """How many steps are not on disk yet."""
        return self._unsaved

    def submit(self, function: Callable[[Project], Answer]) -> "Future[Answer]":
        """Run a function on the project, after everything that was asked for before.

        KnownError when the project was closed; what the function refuses is in the future, and why
        the project could not be opened.
        """
        future: Future[Answer] = Future()
        self._add(Question(function, future))
        return future

    def read(self, function: Callable[[Project], Answer]) -> "Future[Answer]":
        """Run a long function that only reads, on the project as it is when its turn comes.

        It runs on a thread of its own and is given a snapshot: acts and questions go on meanwhile.
        One at a time; closing the project stops it, then the future has a KnownError. KnownError
        when the project is closed already.
        """
        future: Future[Answer] = Future()
        self._add(Reading(function, future))
        return future

    def work(self, function: Callable[[Project], Portions[Answer]]) -> "Future[Answer]":
        """Do something long a portion at a time; what it returns at its end is the answer.

        The function yields between two portions, each of them shorter than a frame and with no
        transaction left open: acts and questions that came meanwhile come between. One such work
        at a time. Closing the project closes the generator where it stands, to clean up; then the
        future has a KnownError. KnownError when the project is closed already.
        """
        future: Future[Answer] = Future()
        self._add(WorkInPortions(function, future))
        return future

    def bring_in(self) -> None:
        """Bring in what is still to come of an import, a portion at a time, after a full disk, too.

        KnownError when the project is closed.
        """
        self._arrival.begin()

    def commit(self, set_id: int, entry: JournalStep) -> "Future[None]":
        """Write a step; the future is done when it is on disk, however long that takes.

        The side journal has it at once, whatever this thread is doing, should the program end.
        KnownError when the project is closed.
        """
        act = QueuedStep(set_id, entry)
        act.future.set_running_or_notify_cancel()  # what was done on screen is not called off
        self._add(act)
        return act.future

    def retry(self) -> None:
        """Try the steps that could not be written now."""
        with self._changed:
            self._wants_retry = True
            self._changed.notify()

    def close(self, *, wait: bool = True) -> None:
        """Write what is queued, trying stuck steps once more, and close the project.

        Steps that could not be written even then have the reason in their futures, and `unsaved`
        counts them.
        """
        with self._changed:
            self.is_closing = True
            self._changed.notify()
        if wait:
            self._thread.join()

    # -- on the thread ------------------------------------------------------------------------

    def _add(self, request: Asked) -> None:
        with self._changed:
            if self._refusal is not None:
                refuse(request.future, self._refusal)
                return
            if self.is_closing:
                raise KnownError("The project is closed.")
            if isinstance(request, QueuedStep):
                self._note(request.set_id, request.entry)
                self._unsaved += 1
            self._waiting.append(request)
            self._changed.notify()

    def _end_reading(self) -> None:
        """The snapshot is closed; said by the reading thread, also while the project is closed."""
        with self._changed:
            self._waiting.append(SnapshotClosed())
            self._changed.notify()

    def _run(self, path: Path, read_only: bool) -> None:
        try:
            self._open_and_work(path, read_only)
        finally:
            self.closed.set_result(None)

    def _open_and_work(self, path: Path, read_only: bool) -> None:
        try:
            project = Project.open(
                path,
                read_only=read_only,
                in_portions=True,
                is_wanted=lambda: not self.is_closing,
            )
        except Exception as error:
            self._refuse_everything(error)
            return
        self.path, self._note = project.path, project.note
        self._reader = SnapshotReader(self._end_reading)
        try:
            self._work(project)
        finally:
            self._reader.close()
            self._durations.tell()
            project.close()

    def _refuse_everything(self, error: Exception) -> None:
        """The project could not be opened: that is the answer to what has been asked."""
        with self._changed:
            self._refusal = error
            asked, self._waiting = self._waiting, deque()
        for request in asked:
            if isinstance(request, SnapshotClosed):
                continue
            refuse_if_wanted(request.future, error)

    def _work(self, project: Project) -> None:
        next_try = monotonic() + self._retry_seconds
        needs_checkpoint = True  # and aftercare, when nobody asks for anything
        while True:
            request = self._next_request(next_try, needs_checkpoint=needs_checkpoint)
            if request is not None:
                self._do(request, project)
                needs_checkpoint = True
            elif self.is_closing and self._snapshot is None:
                self._retry_stuck(project)
                self._give_up()
                return
            if self._is_retry_due(next_try):
                self._retry_stuck(project)
            elif request is None and needs_checkpoint:
                needs_checkpoint = False
                self._checkpoint(project)
                self.aftercare.begin(project)
            if not self._is_stuck or monotonic() >= next_try:
                next_try = monotonic() + self._retry_seconds
            request = None  # while nothing comes, what was asked last is not kept

    def _next_request(self, next_try: float, *, needs_checkpoint: bool) -> Request | None:
        """The next request; None when it is time for something else."""
        with self._changed:
            if self.is_closing and self._snapshot is not None:
                self._snapshot.file.stop()
            is_at_end = self.is_closing and self._snapshot is None
            if not self._waiting and not is_at_end and not self._wants_retry:
                waits = [max(0.0, next_try - monotonic())] if self._is_stuck else []
                waits += [self._idle_seconds] if needs_checkpoint else []
                self._changed.wait(min(waits, default=None))
            return self._waiting.popleft() if self._waiting else None

    def _do(self, request: Request, project: Project) -> None:
        if isinstance(request, QueuedStep):
            self._write(request, project)
        elif isinstance(request, WorkInPortions):
            self._go_on(request, project)
        elif isinstance(request, SnapshotClosed):
            self._reading = self._snapshot = None
            project.file.end_snapshot()
            if self._is_paused:
                self._call_next_work()
            while self._readings and self._snapshot is None:  # one that is refused reads nothing
                self._read(self._readings.popleft(), project)
        elif isinstance(request, Reading):
            self._read(request, project)
        else:
            with self._durations.measuring(request.name):
                request.answer(project)

    def _go_on(self, work: WorkInPortions, project: Project) -> None:
        """Do a portion, and let the next one wait behind what came meanwhile."""
        if work not in self._works:
            with self._durations.measuring(work.name):
                if not work.begin(project):
                    return
            self._works.append(work)
        if work is not self._works[0]:
            return
        if self._snapshot is not None and project.file.has_long_log() and not self.is_closing:
            self._is_paused = True  # the log cannot be emptied before the snapshot is closed
            return
        with self._durations.measuring(work.name):
            if self.is_closing:
                work.stop()
                is_over = True
            else:
                is_over = not work.go_on()
        if is_over:
            self._works.popleft()
            self._arrival.go_on(project)
        self._call_next_work()

    def _call_next_work(self) -> None:
        self._is_paused = False
        with self._changed:
            self._waiting.extend(list(self._works)[:1])

    def _read(self, reading: Reading, project: Project) -> None:
        """Have it read beside, when what was asked for before has been."""
        if self._snapshot is not None:
            self._readings.append(reading)
            if self._reading is not None and self._reading.gives_way and not reading.gives_way:
                self._reading.has_given_way = True
                self._snapshot.file.stop()
            return
        try:
            if self.is_closing:
                raise KnownError("The project is closed.")
            file = project.file.snapshot()
        except KnownError as error:
            refuse_if_wanted(reading.future, error)
            return
        if file is None:
            reading.answer(project)
            return
        self._reading, self._snapshot = reading, Project(file)
        self._reader.begin(reading, self._snapshot)

    @property
    def _is_stuck(self) -> bool:
        """Whether there is something to be tried again."""
        return bool(self._stuck) or self._arrival.is_stuck

    def _is_retry_due(self, next_try: float) -> bool:
        return self._wants_retry or (self._is_stuck and monotonic() >= next_try)

    def _write(self, act: QueuedStep, project: Project) -> None:
        """Write a step, unless an earlier one of its set waits."""
        if act.set_id in self._stuck:
            self._stuck[act.set_id].append(act)
        elif not self._try(act, project):
            self._stuck[act.set_id] = deque([act])

    def _try(self, act: QueuedStep, project: Project) -> bool:
        """Write a step; False when it has to be tried again."""
        try:
            with self._durations.measuring("commit"):
                project.commit(act.set_id, act.entry)
        except KnownError as error:
            self.tell_trouble(error)
            return False
        except Exception as error:
            # A bug: trying again would not help. It stays counted, for it is not on disk.
            note_fault(error)
            act.future.set_exception(error)
            _call(self.on_trouble, KnownError("A step could not be saved: {reason}", reason=error))
            return True
        with self._changed:
            self._unsaved -= 1
        act.future.set_result(None)
        _call(self.on_saved, act.entry.step_id)
        return True

    def tell_trouble(self, error: Refusal) -> None:
        """Tell a trouble, unless it is the one that was told last; said by this thread."""
        is_new = self._trouble is None or str(error) != str(self._trouble)
        self._trouble = error
        if is_new:
            note_trouble(error)
            _call(self.on_trouble, error)

    def _retry_stuck(self, project: Project) -> None:
        self._wants_retry = False
        for set_id, acts in list(self._stuck.items()):
            while acts and self._try(acts[0], project):
                acts.popleft()
            if not acts:
                del self._stuck[set_id]
        if self._arrival.is_stuck and not self.is_closing:
            self._arrival.begin_if_open()
        elif not self._stuck:
            self.calm()

    def calm(self) -> None:
        """What was the matter is over: the next trouble is told again, also the same."""
        self._trouble = None

    def _give_up(self) -> None:
        for acts in self._stuck.values():
            for act in acts:
                act.future.set_exception(self._trouble or KnownError("The project is closed."))

    def _checkpoint(self, project: Project) -> None:
        try:
            project.file.checkpoint()
        except KnownError as error:
            note_trouble(error)
            _call(self.on_trouble, error)


def _call(listener: Callable[[Any], None], value: object) -> None:
    """Call a listener, whose own faults must not end the thread."""
    try:
        listener(value)
    except Exception:
        threading.excepthook(
            threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread()))
        )
