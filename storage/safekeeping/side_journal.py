"""The side journal: every step, in the user's data folder, before it goes to the project.

Whatever happens to the project file, its newest backup and these steps give it back. One line a
frame, `CRC-32 JSON`, so that a torn line costs that line only. It is not synced to the disk: it
guards against a damaged project and a program that ends, not against a power cut, which the
project withstands by itself.
"""

import contextlib
import json
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from annotation.errors import KnownError, Refusal
from annotation.files.own_files import open_own, reading_own
from annotation.files.placing import give_other_name
from storage.file_format.codec import write_json
from storage.work.journal import entry_of, line_of
from storage.work.journal_steps import JournalStep

CURRENT, PREVIOUS = "steps.journal", "steps.previous"


@dataclass(frozen=True, slots=True)
class SideStep:
    """A step, and whose work on which document it belongs to."""

    document: str
    annotator: str
    entry: JournalStep


@dataclass(frozen=True, slots=True)
class SideSteps:
    """What a side journal holds: all steps in their order, the ids of those that are known to be in
    the project or not to be tried again, of those among them that were `left` out, and whole lines
    that this version cannot read.
    """

    steps: tuple[SideStep, ...] = ()
    done: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    unread: tuple[bytes, ...] = ()


class SideJournal:
    """The side journal of an open project. A disk that refuses it is no reason to stop work.

    Lines that this version cannot read are kept: a newer one may have written them. One thread at a
    time writes; `append_soon` may be called from any, and has a thread of its own do it.
    """

    def __init__(self, folder: Path, unread: Iterable[bytes] = ()) -> None:
        self._path = folder / CURRENT
        self._previous = folder / PREVIOUS
        self._unconfirmed: dict[str, bytes] = {}
        self._unread = tuple(unread)
        self._handle: int | None = None
        self._lock = threading.RLock()
        self._soon: dict[str, SideStep] = {}  # what the thread has not come to
        self._calls: SimpleQueue[str] = SimpleQueue()  # their ids; an empty one ends the thread
        self._thread: threading.Thread | None = None

    def append_soon(self, step: SideStep) -> None:
        """Have a step noted at once, waiting neither for the disk nor for the project."""
        self._soon[step.entry.step_id] = step
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="side journal", daemon=True)
            self._thread.start()
        self._calls.put(step.entry.step_id)

    def append(self, step: SideStep) -> None:
        """Note a step that is about to be written; a step tried again is noted once."""
        with self._lock:
            self._soon.pop(step.entry.step_id, None)
            self._append(step)

    def confirm(self, step_id: str) -> None:
        """Note that a step is in the project."""
        self._close_case(step_id)

    def leave(self, step_id: str) -> None:
        """Note that a step is not in the project and not to be tried again."""
        self._close_case(step_id, left=True)

    def _close_case(self, step_id: str, **more: bool) -> None:
        with self._lock:
            self._unconfirmed.pop(step_id, None)
            self._write(_frame({"done": step_id, **more}))

    def rotate(self) -> None:
        """Begin anew after a backup; the steps before it are kept until the next one."""
        with self._lock:
            self._close()
            with contextlib.suppress(OSError):
                give_other_name(self._path, self._previous)
            for frame in (*self._unread, *self._unconfirmed.values()):
                self._write(frame)

    def close(self) -> None:
        """Close the file; the steps stay for a time of need."""
        if self._thread is not None:
            self._calls.put("")
            self._thread.join()
            self._thread = None
        self._close()

    def _run(self) -> None:
        while step_id := self._calls.get():
            with contextlib.suppress(ValueError):  # no file can hold its words: told when written
                self._append_if_waiting(step_id)

    def _append_if_waiting(self, step_id: str) -> None:
        with self._lock:
            step = self._soon.pop(step_id, None)
            if step is not None:  # else it was noted when it was written
                self._append(step)

    def _append(self, step: SideStep) -> None:
        if step.entry.step_id not in self._unconfirmed:
            line = line_of(0, step.entry)
            frame = _frame({"document": step.document, "annotator": step.annotator, "line": line})
            self._unconfirmed[step.entry.step_id] = frame
            self._write(frame)

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, frame: bytes) -> None:
        with contextlib.suppress(OSError, KnownError):
            if self._handle is None:
                self._handle = open_own(self._path, os.O_WRONLY | os.O_APPEND)
                os.write(self._handle, b"\n")  # ends a line that a crash has torn
            os.write(self._handle, frame)


def read_steps(folder: Path) -> SideSteps:
    """What the side journal in this folder holds, of which nothing is believed."""
    steps: dict[str, SideStep] = {}
    done: set[str] = set()
    left: set[str] = set()
    unread: list[bytes] = []
    for line in _whole_lines(folder / PREVIOUS, folder / CURRENT):
        match _understood(line):
            case SideStep() as step:
                steps[step.entry.step_id] = step
            case str(step_id), bool(is_left):
                done.add(step_id)
                (left.add if is_left else left.discard)(step_id)
            case None:
                unread.append(line)
    lines = tuple(dict.fromkeys(unread))
    return SideSteps(tuple(steps.values()), frozenset(done), frozenset(left), lines)


def _whole_lines(*paths: Path) -> Iterator[bytes]:
    """The lines that are as they were written; a crash may have torn the others."""
    for path in paths:
        with contextlib.suppress(OSError), reading_own(path) as file:
            for line in file:
                checksum, _, body = line.rstrip(b"\n").partition(b" ")
                if body and checksum == _checksum(body):
                    yield line


def _understood(line: bytes) -> SideStep | tuple[str, bool] | None:
    """The step of a line, or the id of one that is done and whether it was left out; None for what
    only a newer version knows.

    A checksum says that a line is whole, not that we have written it.
    """
    try:
        values = json.loads(line.partition(b" ")[2])
    except (ValueError, RecursionError):
        return None
    match values:
        case {"done": str(step_id)}:
            return step_id, values.get("left") is True
        case {"document": str(document), "annotator": str(annotator), "line": [*columns]}:
            entry = _entry(columns)
            return None if entry is None else SideStep(document, annotator, entry)
    return None


def _entry(columns: list[Any]) -> JournalStep | None:
    match columns:
        case [str(), int(), str(), str(), str() | None, str() | None, str()]:
            with contextlib.suppress(Refusal):
                return entry_of(tuple(columns))
    return None


def _frame(values: dict[str, Any]) -> bytes:
    body = write_json(values).encode()
    return _checksum(body) + b" " + body + b"\n"


def _checksum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)
