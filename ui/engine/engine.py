"""The engine: questions are queued, put to the suggester's process, and outlive its death."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from itertools import count
from queue import Empty, PriorityQueue

from storage.log.log_file import note, note_trace
from ui.engine.messages import EngineMessage
from ui.engine.process import COMMAND, EngineFault, EngineProcess, Gone

TRIES = 3  # deaths over one question after which it stays unanswered
FAILED_STARTS = 3  # starts in vain after which there is a pause, twice as long each time
LONGEST_PAUSE = 32.0  # seconds
LAST_START = 12  # starts in vain after which it is started only when somebody asks


class Urgency(IntEnum):
    """Which question is put first."""

    NOW = 0  # the article on the screen
    SOON = 1  # what is to be learnt
    AHEAD = 2  # articles that are not open yet


@dataclass(frozen=True, slots=True)
class EngineQuestion:
    """A message, made only when it is its turn, and who hears the answer; None when none comes."""

    message: Callable[[], EngineMessage]
    then: Callable[[EngineMessage | EngineFault | None], None]


class Engine:
    """Keeps one process at work. Nothing here waits but `close`, and that not for the work.

    `on_event` hears events, among them `ready` when the process can be asked, which may come long
    after questions stayed unanswered, and `gone` when it has died; it and the `then` of questions
    are called on threads of the engine.
    """

    def __init__(
        self,
        begin: EngineMessage,
        on_event: Callable[[EngineMessage], None],
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._begin = begin
        self._on_event = on_event
        self._command = command
        self._queue: PriorityQueue[tuple[int, int, EngineQuestion | None]] = PriorityQueue()
        self._numbers = count()
        self._process: EngineProcess | None = None
        self._lock = threading.Lock()  # for the process coming and going
        self._is_closed = False
        self._failed_starts = 0
        self._failed_at = 0.0
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process that is at work now, if one is."""
        process = self._process
        return None if process is None or process.is_gone else process.pid

    def ask(self, question: EngineQuestion, urgency: Urgency = Urgency.NOW) -> None:
        """Queue a question."""
        self._queue.put((urgency, next(self._numbers), question))

    def close(self) -> None:
        """End the process at once; what was asked stays unanswered."""
        with self._lock:
            self._is_closed = True
            process = self._process
        self._queue.put((-1, next(self._numbers), None))
        if process is not None:
            process.close()
        self._thread.join()

    def _work(self) -> None:
        while (question := self._next()) is not None and not self._is_closed:
            answer = self._answer(question)
            if not self._is_closed:
                question.then(answer)

    def _next(self) -> EngineQuestion | None:
        """The next question; after a pause the process is started though nobody asks."""
        while True:
            try:
                return self._queue.get(timeout=self._until_next_start())[-1]
            except Empty:
                with suppress(Gone, EngineFault):
                    self._start()

    def _answer(self, question: EngineQuestion) -> EngineMessage | EngineFault | None:
        for _ in range(TRIES):
            try:
                return self._at_work().ask(question.message())
            except EngineFault as fault:
                note_trace(fault.places)
                return fault
            except Gone:
                note("engine gone", failed_starts=self._failed_starts)
                self._bury()
                if self._is_closed or self._is_pausing():
                    break
        return None

    def _bury(self) -> None:
        """Let go of a process that is dead or of no use."""
        if self._process is not None:
            self._process.close()

    def _at_work(self) -> EngineProcess:
        """The process, started when there is none; Gone when that cannot be."""
        process = self._process
        if process is None or process.is_gone:
            if self._is_pausing():
                raise Gone
            process = self._start()
        return process

    def _start(self) -> EngineProcess:
        try:
            with self._lock:
                if self._is_closed:
                    raise Gone
                process = self._process = EngineProcess(self._on_event, self._command)
            answer = process.ask(self._begin)
        except (Gone, EngineFault):
            self._failed_starts += 1
            self._failed_at = time.monotonic()
            self._bury()
            raise
        self._failed_starts = 0
        self._on_event({"event": "ready", **answer})
        return process

    def _is_pausing(self) -> bool:
        """Whether starting has failed so often that it is left for a while."""
        return self._pause_left() > 0

    def _until_next_start(self) -> float | None:
        """Seconds after which it is started unasked; None for never."""
        if FAILED_STARTS <= self._failed_starts < LAST_START:
            return self._pause_left()
        return None

    def _pause_left(self) -> float:
        """Seconds until a start is worth trying again."""
        if self._failed_starts < FAILED_STARTS:
            return 0.0
        pause = min(LONGEST_PAUSE, 2.0 ** (self._failed_starts - FAILED_STARTS - 2))
        return max(0.0, self._failed_at + pause - time.monotonic())
