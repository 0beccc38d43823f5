"""The log: what the program notes of itself, so that a fault can be found, and nothing of people's.

A note is an event and numbers or ids; a refusal is noted by its template, a fault by its kind and
place. Texts, tags, file names, paths and names of people have no way in. Nobody waits for the disk:
notes are queued, and a thread writes them. A log that cannot be written stops nobody.
"""

import contextlib
import logging
import os
import platform
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import Queue
from typing import Any
from weakref import WeakSet

from annotation.errors import Refusal
from annotation.files.own_files import make_folder, open_own, read_own
from storage.file.folders import data_folder
from storage.log.traces import kind_of, trace_of

NAME = "tawseem.log"
LARGEST = 256 * 1024  # bytes of one file
OLDER = 2  # files that are kept beside it, so three in all
_SILENT = logging.CRITICAL + 1
_LINE = "%(asctime)s.%(msecs)03dZ %(levelname)-7s %(message)s"

ThreadFaultHook = Callable[[threading.ExceptHookArgs], Any]

_log = logging.getLogger("tawseem")
_told_before: WeakSet[Refusal] = WeakSet()
_log.propagate = False
_log.setLevel(_SILENT)  # until somebody keeps a log


class _LogFile(RotatingFileHandler):
    """The file, opened on the thread that writes; given up in silence where there is no room."""

    def __init__(self) -> None:
        super().__init__(
            data_folder() / NAME, maxBytes=LARGEST, backupCount=OLDER, encoding="utf-8", delay=True
        )

    def _open(self) -> Any:
        path = Path(self.baseFilename)
        make_folder(path.parent)
        return os.fdopen(open_own(path, os.O_WRONLY | os.O_APPEND), "a", encoding="utf-8")

    def rotate(self, source: str, dest: str) -> None:
        """Begin a new file; where another process holds this one, as on Windows, try it later."""
        try:
            super().rotate(source, dest)
        except OSError:
            self.maxBytes += LARGEST

    def handleError(self, record: logging.LogRecord) -> None:
        """Let go of what does not fit on the disk; what matters more than the log tells of it."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()

    def close(self) -> None:
        """Let go of the file; what finds no room any more is given up, too."""
        with contextlib.suppress(OSError):
            super().close()


class _Keeping:
    """The queue of notes and the thread that writes them; one for a process."""

    def __init__(self) -> None:
        self.queue: Queue[Any] = Queue()
        self.handler = QueueHandler(self.queue)
        self.listener = QueueListener(self.queue, _dressed(_LogFile()))

    def close(self) -> None:
        """Write what is queued and end the thread."""
        self.listener.stop()
        for handler in self.listener.handlers:
            handler.close()


_keeping: _Keeping | None = None


@contextlib.contextmanager
def keeping_log() -> Iterator[None]:
    """Keep the log of this process in the data folder; within another keeping, nothing more."""
    global _keeping
    if _keeping is not None:
        yield
        return
    keeping = _keeping = _Keeping()
    told = threading.excepthook
    threading.excepthook = partial(_note_thread_fault, told)
    _log.addHandler(keeping.handler)
    _log.setLevel(logging.INFO)
    keeping.listener.start()
    try:
        yield
    finally:
        _log.setLevel(_SILENT)
        _log.removeHandler(keeping.handler)
        threading.excepthook = told
        _keeping = None
        keeping.close()


def go_into_detail() -> None:
    """Note more from now on, and say it on standard error, too."""
    if _keeping is not None:
        _log.setLevel(logging.DEBUG)
        shown = _dressed(logging.StreamHandler(sys.stderr))
        _keeping.listener.handlers = (*_keeping.listener.handlers, shown)


def note(event: str, **facts: float | str) -> None:
    """Note an event of our own with numbers, ids or words of the code: never what people wrote."""
    _note(logging.INFO, event, facts)


def note_detail(event: str, **facts: float | str) -> None:
    """The same where only a search for a fault needs it."""
    _note(logging.DEBUG, event, facts)


def note_trouble(refusal: Refusal) -> None:
    """Note that something was refused: by its template, for the values are people's.

    Once, whoever hears of it and tells it again.
    """
    if refusal not in _told_before:
        _told_before.add(refusal)
        _log.warning(kind_of(refusal))


def note_fault(error: BaseException) -> None:
    """Note a fault of the program: what kind of error, and where it passed."""
    note_trace(trace_of(error))


def note_trace(lines: list[str]) -> None:
    """Note a fault by lines that hold kinds and places only; see traces.py."""
    if _log.isEnabledFor(logging.ERROR):
        _log.error("fault: %s", "\n    ".join(lines))


def note_start(version: str, **facts: float | str) -> None:
    """Note what runs here."""
    note("start", tawseem=version, **foundations(), **facts)


def foundations() -> dict[str, str]:
    """What the program stands on; the name that the computer has in a network stays out."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def last_notes(count: int) -> list[str]:
    """The last lines of the log, with all that was queued; waits for the disk."""
    if _keeping is not None:
        _keeping.queue.join()
    path = data_folder() / NAME
    lines: list[str] = []
    for file in (path.with_name(f"{NAME}.1"), path):
        with contextlib.suppress(OSError):
            lines += read_own(file, 16 * LARGEST).decode("utf-8", "replace").splitlines()
    return lines[-count:]


def _note(level: int, event: str, facts: dict[str, float | str]) -> None:
    if _log.isEnabledFor(level):
        said = " ".join(f"{name}={_written(value)}" for name, value in facts.items())
        _log.log(level, "%s %s", event, said)


def _written(value: float | str) -> str:
    """A fact on its line: an id may come from a file, and whoever reads the log has a terminal."""
    if isinstance(value, float):
        return f"{value:.1f}"
    return "".join(c if c.isprintable() else f"<{ord(c):x}>" for c in str(value))


def _note_thread_fault(tell: ThreadFaultHook, fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is not None:
        note_fault(fault.exc_value)
    tell(fault)


def _dressed(handler: logging.Handler) -> logging.Handler:
    formatter = logging.Formatter(_LINE, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    return handler
