"""The reading thread: answers long questions on a snapshot, while acts go on being saved."""

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue

from storage.log.durations import Durations
from storage.project import Project
from storage.requests import Question

# Python lets others run after so long, a tenth of the usual: a commit calls SQLite a dozen times,
# and after each call it waits its turn. Beside a thread that computes, p99 44 ms became 17.
TURN_SECONDS = 0.0005


class SnapshotReader:
    """Answers one question at a time, each on the snapshot that comes with it.

    `ended` is called from its thread when a snapshot has been closed, before the answer is told.
    """

    def __init__(self, ended: Callable[[], None]) -> None:
        self._ended = ended
        self._orders: SimpleQueue[tuple[Question, Project] | None] = SimpleQueue()
        self._durations = Durations()
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
        self._thread.start()
        sys.setswitchinterval(TURN_SECONDS)

    def begin(self, question: Question, snapshot: Project) -> None:
        """Answer a question."""
        self._orders.put((question, snapshot))

    def close(self) -> None:
        """Come to the end of what is being read; the thread that paints must not wait for this."""
        self._orders.put(None)
        self._thread.join()

    # -- on the thread ------------------------------------------------------------------------

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            self._answer(*order)
            del order  # while nothing comes, what was asked last is not kept
        self._durations.tell()

    def _answer(self, question: Question, snapshot: Project) -> None:
        with self._durations.measuring(question.name):
            tell = question.answered(snapshot)
        snapshot.close()
        self._ended()
        tell()
