"""The side journal: every step, in the user's data folder, before it goes to the project.

Whatever happens to the project file, its newest backup and these steps give it back. One line a
frame, `CRC-32 JSON`, so that a torn line costs that line only. It is not synced to the disk: it
guards against a damaged project and a program that ends, not against a power cut, which the
project withstands by itself.
"""

import contextlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


class SideJournal:
    """The side journal of an open project. A disk that refuses it is no reason to stop work."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / CURRENT
        self._previous = folder / PREVIOUS
        self._unconfirmed: dict[str, bytes] = {}
        self._handle: int | None = None

    def append(self, document: str, annotator: str, entry: JournalStep) -> None:
        """Note a step that is about to be written; a step tried again is noted once."""
        if entry.step_id in self._unconfirmed:
            return
        step = {"document": document, "annotator": annotator, "line": line_of(0, entry)}
        frame = _frame(step)
        self._unconfirmed[entry.step_id] = frame
        self._write(frame)

    def confirm(self, step_id: str) -> None:
        """Note that a step is in the project, or is not to be tried again."""
        self._unconfirmed.pop(step_id, None)
        self._write(_frame({"done": step_id}))

    def rotate(self) -> None:
        """Begin anew after a backup; the steps before it are kept until the next one."""
        self.close()
        with contextlib.suppress(OSError):
            self._path.replace(self._previous)
        for frame in self._unconfirmed.values():
            self._write(frame)

    def close(self) -> None:
        """Close the file; the steps stay for a time of need."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, frame: bytes) -> None:
        with contextlib.suppress(OSError):
            if self._handle is None:
                flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
                self._handle = os.open(self._path, flags, 0o600)
                os.write(self._handle, b"\n")  # ends a line that a crash has torn
            os.write(self._handle, frame)


def read_steps(folder: Path) -> tuple[list[SideStep], set[str]]:
    """All steps in their order, and the ids of those that are known to be in the project."""
    steps: dict[str, SideStep] = {}
    done: set[str] = set()
    for values in _frames(folder / PREVIOUS, folder / CURRENT):
        if "done" in values:
            done.add(values["done"])
        else:
            entry = entry_of(tuple(values["line"]))
            steps[entry.step_id] = SideStep(values["document"], values["annotator"], entry)
    return list(steps.values()), done


def _frames(*paths: Path) -> Iterator[dict[str, Any]]:
    for path in paths:
        with contextlib.suppress(OSError):
            yield from _sound_frames(path.read_bytes().split(b"\n"))


def _sound_frames(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        checksum, _, body = line.partition(b" ")
        if body and checksum == _checksum(body):
            yield json.loads(body)


def _frame(values: dict[str, Any]) -> bytes:
    body = write_json(values).encode()
    return _checksum(body) + b" " + body + b"\n"


def _checksum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)
