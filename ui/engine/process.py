"""A suggester's process as its parent sees it: started, asked, and never left behind."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from ui.engine.child_process import ChildProcess
from ui.engine.messages import EngineMessage, read_message, write_message

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-P", "-m", "ui.engine")
# One thread: the others would take the cores from the window, for arrays of a few rows.
SINGLE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PATIENCE = 120.0  # seconds without an answer after which a process counts as stuck


class Gone(Exception):
    """The process has ended, or was ended because it made no sense."""


class EngineFault(Exception):
    """A fault of the suggester: its trace for a person, its kinds and places for the log."""

    def __init__(self, trace: str, places: list[str]) -> None:
        super().__init__(trace)
        self.places = places


class EngineProcess:
    """One child process; `on_event` hears, on a thread of its own, what was not asked for.

    The last event is `{"event": "gone"}`.
    """

    def __init__(
        self, on_event: Callable[[EngineMessage], None], command: Sequence[str] = COMMAND
    ) -> None:
        self._on_event = on_event
        self._answers: SimpleQueue[EngineMessage | None] = SimpleQueue()
        self.is_gone = False
        try:
            self._child = ChildProcess(command, own_environment())
        except OSError as error:
            raise Gone from error
        self._reader = threading.Thread(target=self._read, name="engine answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number under which the system knows it."""
        return self._child.pid

    def ask(self, message: EngineMessage) -> EngineMessage:
        """Send a message and wait for its answer; from one thread at a time."""
        self._child.send(write_message(message))
        try:
            answer = self._answers.get(timeout=PATIENCE)
        except Empty as error:
            self._child.kill()
            raise Gone from error
        if answer is None:
            self._answers.put(None)
            raise Gone
        if "fault" in answer:
            raise EngineFault(answer["fault"], answer["places"])
        return answer

    def close(self) -> None:
        """End it at once, with what it has started, and wait until the system has forgotten it."""
        self._child.end()
        if threading.current_thread() is not self._reader:
            self._reader.join()

    def _read(self) -> None:
        for line in self._child.lines():
            try:
                message = read_message(line)
            except ValueError:
                break
            if "event" in message:
                self._on_event(message)
            else:
                self._answers.put(message)
        self._child.end()
        self.is_gone = True
        self._answers.put(None)
        self._on_event({"event": "gone"})


def own_environment() -> dict[str, str]:
    """What our own processes need to find the program, and to leave the cores to the window."""
    places = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {"PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1"}
    return os.environ | SINGLE | own
