"""The one door through which a process is started, ours or somebody else's, and ended as a whole.

What a process starts ends with it, or when it is ended. Of what it writes, little is held until it
is taken: then it waits. Who sends it something never waits, who takes a line as long as they say.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from queue import SimpleQueue

from ui.look.visible import visible

LONGEST = 64_000_000  # bytes of one line; a longer one comes in pieces without an end
PIECE = 65_536  # bytes that are read together
HELD = 1_000_000  # bytes of whole lines that wait to be taken; then the process waits
TOLD = 64_000  # bytes of its standard error that are passed on to ours
GRACE = 2.0  # seconds for its end to arrive where something it started holds its pipes
# Windows alone has these; others are asked to step back by the child itself.
CREATION = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)


class ChildProcess:
    """A process that is in no terminal's group, so that Ctrl+C there is its parent's affair.

    One that does not head a group of its own ends with its parent's, and with it what it started.
    OSError or ValueError when it cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        heads_group: bool = True,
    ) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=heads_group,
            creationflags=CREATION,
        )
        self._end_group = group_of(self._process) if heads_group else self._process.kill
        self._lock = threading.Lock()  # for the number of the process, which ends with it
        self._is_forgotten = False
        self._is_finishing = False  # any byte tells that it writes more: no line is waited for
        self._changed = threading.Condition()  # for the four below
        self._lines: deque[bytes] = deque()
        self._held = 0
        self._is_ended = False
        self._is_over = False  # no line comes any more
        self._questions: SimpleQueue[bytes | None] = SimpleQueue()
        self._reader = self._aside(self._read)
        self._watcher = self._aside(self._watch)
        self._aside(self._write)
        self._aside(self._pass_on)

    @property
    def pid(self) -> int:
        """The number under which the system knows it."""
        return self._process.pid

    @property
    def has_line(self) -> bool:
        """Whether a line has come that nobody has taken."""
        with self._changed:
            return bool(self._lines)

    def send(self, line: bytes) -> None:
        """Let it have a line as soon as it reads; of one that has ended nothing is heard."""
        self._questions.put(line)

    def line(self, patience: float | None = None) -> bytes:
        """The next line it writes; empty when none comes any more.

        TimeoutError when none has come for so many seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._lines or self._is_over, patience):
                raise TimeoutError
            if not self._lines:
                return b""
            line = self._lines.popleft()
            self._held -= len(line)
            self._changed.notify_all()
            return line

    def lines(self) -> Iterator[bytes]:
        """All lines, as they come."""
        return iter(self.line, b"")

    def finish(self, patience: float) -> bytes:
        """Tell it that nothing comes any more, and end it when it has not ended in so many seconds,
        or writes another line: that line, or nothing.
        """
        self._is_finishing = True
        self._questions.put(None)
        try:
            return self.line(patience)
        except TimeoutError:
            return b""
        finally:
            self.end()

    def kill(self) -> None:
        """End it with all that it has started, and wait for nothing; no line is held any more."""
        with self._lock:
            if not self._is_forgotten:
                self._end_group()
        with self._changed:
            self._lines.clear()
            self._held = 0
            self._is_ended = self._is_over = True
            self._changed.notify_all()

    def end(self) -> None:
        """End it at once, and wait until the system has forgotten it."""
        self.kill()
        self._watcher.join(GRACE)

    # -- on threads of its own ---------------------------------------------------------------------

    def _aside(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=f"child {self.pid}", daemon=True)
        thread.start()
        return thread

    def _watch(self) -> None:
        """When it has ended, end what it leaves: that might hold its pipes for ever."""
        await_end(self._process)
        with self._lock:
            self._end_group()
            self._process.wait()
            self._is_forgotten = True
        self._questions.put(None)
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()
        self._reader.join(GRACE)  # what has left its group may go on writing
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _read(self) -> None:
        source = self._process.stdout
        assert source is not None
        line = bytearray()
        with source:
            while piece := source.readline(PIECE):
                line += piece
                if piece.endswith(b"\n") or len(line) >= LONGEST or self._is_finishing:
                    if not self._hold(bytes(line)):
                        return
                    line.clear()
            self._hold(bytes(line))

    def _hold(self, line: bytes) -> bool:
        """Keep a line until it is taken; False when nobody will."""
        with self._changed:
            self._changed.wait_for(lambda: self._held < HELD or self._is_ended)
            if not line or self._is_over or self._held >= 2 * HELD:
                return False
            self._lines.append(line)
            self._held += len(line)
            self._changed.notify_all()
            return True

    def _write(self) -> None:
        target = self._process.stdin
        assert target is not None
        with contextlib.suppress(OSError):
            while (line := self._questions.get()) is not None:
                target.write(line)
                target.flush()
        with contextlib.suppress(OSError):
            target.close()

    def _pass_on(self) -> None:
        """What it complains of is for whoever reads our complaints, as far as it is reasonable."""
        source, left = self._process.stderr, TOLD
        assert source is not None
        decoder = getincrementaldecoder("utf-8")("replace")
        with source:
            while piece := os.read(source.fileno(), TOLD):
                lines = decoder.decode(piece[:left]).split("\n")
                with contextlib.suppress(OSError):
                    os.write(2, "\n".join(map(visible, lines)).encode("utf-8", "replace"))
                left = max(0, left - len(piece))


def await_end(process: "subprocess.Popen[bytes]") -> None:
    """Wait until a process has ended; where the system allows it, its number stays its own."""
    if hasattr(os, "waitid"):  # not on Windows, and on macOS not in every Python
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()


def group_of(process: "subprocess.Popen[bytes]") -> Callable[[], None]:
    """A function that ends a process with all that it has started, also when it has ended itself.

    On POSIX they are one group, which is named by the number of the process; on Windows one job.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(int(process._handle)))

        def end_job() -> None:
            kernel.TerminateJobObject(job, 1)
            process.kill()  # were there no job

        return end_job

    def end_group() -> None:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)

    return end_group
