"""A suggester's process as its parent sees it: started, asked, and never left behind."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from ui.engine.messages import EngineMessage, read_message, write_message

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-P", "-m", "ui.engine")
# Windows alone has the second one; others are asked to step back by the child itself.
CREATION = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
# One thread: the others would take the cores from the window, for arrays of a few rows.
SINGLE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PATIENCE = 120.0  # seconds without an answer after which a process counts as stuck


class Gone(Exception):
    """The process has ended, or was ended because it made no sense."""


class EngineFault(Exception):
    """A fault of the suggester, with its trace."""


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
            self._process = start_child(command)
        except OSError as error:
            raise Gone from error
        self._reader = threading.Thread(target=self._read, name="engine answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number under which the system knows it."""
        return self._process.pid

    def ask(self, message: EngineMessage) -> EngineMessage:
        """Send a message and wait for its answer; from one thread at a time."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(write_message(message))
            self._process.stdin.flush()
            answer = self._answers.get(timeout=PATIENCE)
        except (OSError, ValueError, Empty) as error:
            self._process.kill()
            raise Gone from error
        if answer is None:
            self._answers.put(None)
            raise Gone
        if "fault" in answer:
            raise EngineFault(answer["fault"])
        return answer

    def close(self) -> None:
        """End it at once, with what it has started, and wait until the system has forgotten it."""
        end_group(self._process)
        if threading.current_thread() is not self._reader:
            self._reader.join()

    def _read(self) -> None:
        process = self._process
        assert process.stdout is not None
        for line in process.stdout:
            try:
                message = read_message(line)
            except ValueError:
                break
            if "event" in message:
                self._on_event(message)
            else:
                self._answers.put(message)
        process.kill()
        process.wait()
        process.stdout.close()
        self.is_gone = True
        self._answers.put(None)
        close_quietly(process)
        self._on_event({"event": "gone"})


def start_child(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child that is in no terminal's group, so that Ctrl+C there is the parent's affair."""
    places = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {"PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | SINGLE | own,
        start_new_session=True,
        creationflags=CREATION,
    )


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a child and, where the system knows groups of processes, all that it has started."""
    if process.poll() is None and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def close_quietly(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe to a process that is gone, with whatever never reached it."""
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
