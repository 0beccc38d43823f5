"""The staging file: what an import brings, whole and checked, beside the project it will come into.

A line a record: its document's id and whether it is the first of a new document, a tab, the rest.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.errors import KnownError
from annotation.files.own_files import NO_LINK, open_own
from annotation.files.placing import place, remove_file
from annotation.files.work_folders import WorkFolder, writing_to
from storage.file_format.codec import write_json

SUFFIX = "coming"
_ID = r"[0-9a-f-]{36}"
_PIECE = 1 << 22  # bytes that are read together when all is looked through


class LostStaging(Exception):
    """What was staged is not there any more, or is something else."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A finished staging file, and how to know it again."""

    path: Path
    sha256: str
    size: int
    records: int


class StagingWriter:
    """A staging file that is being written, in a work folder; `discard` it, or `finish` it.

    KnownError when the disk refuses.
    """

    def __init__(self, project: Path, id: str) -> None:
        self._target = project.with_name(staging_name(project, id))
        self._hash = hashlib.sha256()
        self._size = self._records = 0
        with writing_to(self._target):
            self._work = WorkFolder(project.parent)
            self._path = self._work.path / self._target.name
            try:
                handle = open_own(self._path, os.O_WRONLY | os.O_EXCL)
            except BaseException:
                self._work.remove()
                raise
            self._handle = os.fdopen(handle, "wb", 1 << 20)

    def append(self, document_id: str, values: dict[str, Any], *, is_first: bool) -> int:
        """Write a record, and say where it begins; UnicodeEncodeError for half a character."""
        head = write_json([document_id, is_first])
        line = f"{head}\t{write_json(values)}\n".encode()
        begin = self._size
        with writing_to(self._target):
            self._handle.write(line)
        self._hash.update(line)
        self._size += len(line)
        self._records += 1
        return begin

    def read(self, begin: int) -> dict[str, Any]:
        """A record that was written before."""
        with writing_to(self._target):
            self._handle.flush()
            with self._path.open("rb") as written:
                written.seek(begin)
                return _values(written.readline())

    def finish(self) -> StagedFile:
        """Bring it to the disk and give it its name."""
        with writing_to(self._target):
            self._handle.close()
            place(self._path, self._target)
        self._work.remove()
        return StagedFile(self._target, self._hash.hexdigest(), self._size, self._records)

    def discard(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self._handle.close()
        self._work.remove()
        with contextlib.suppress(OSError):
            remove_file(self._target)


@dataclass(frozen=True, slots=True)
class StagedLine:
    """A record as it lies in the file, from `begin` to `end` in bytes."""

    document_id: str
    is_first: bool
    values: dict[str, Any]
    begin: int
    end: int


class StagingReader:
    """Reads what was staged, through one handle: what lies under the name later does not matter.

    LostStaging when it is not there, or a link, or not as it was written; KnownError when the disk
    does not give it.
    """

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        with self._reading():
            handle = os.open(path, os.O_RDONLY | NO_LINK)
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size != size:
                os.close(handle)
                raise LostStaging
            self._handle = os.fdopen(handle, "rb")

    def verify(self, sha256: str) -> Iterator[None]:
        """Compare the file with what was written, a piece at a time."""
        found = hashlib.sha256()
        with self._reading():
            while piece := self._handle.read(_PIECE):
                found.update(piece)
                yield
        if found.hexdigest() != sha256:
            raise LostStaging

    def lines(self, begin: int) -> Iterator[StagedLine]:
        """The records from this byte on."""
        with self._reading():
            self._handle.seek(begin)
            for line in self._handle:
                yield _line(line, begin)
                begin += len(line)

    def later_places(self, begin: int) -> Iterator[tuple[str, int]]:
        """Where, from this byte on, records lie whose document is in the project before them."""
        with self._reading():
            self._handle.seek(begin)
            for line in self._handle:
                document_id, is_first = json.loads(line.partition(b"\t")[0])
                if not is_first:
                    yield document_id, begin
                begin += len(line)

    def close(self) -> None:
        """Let the file go."""
        self._handle.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, ValueError) as error:
            raise LostStaging from error
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise LostStaging from error
            reason = error.strerror or error
            template = "{file} cannot be read: {reason}."
            raise KnownError(template, file=self.path.name, reason=reason) from error


def staging_name(project: Path, id: str) -> str:
    """What the staging file of a project is called; `id` is the arrival's."""
    return f".{_label(project)}.{id}.{SUFFIX}"


def _label(project: Path) -> str:
    """The project's name; of one that is no text, which no table can hold, a hash."""
    try:
        project.name.encode("utf-8")
    except UnicodeEncodeError:
        return hashlib.sha256(os.fsencode(project.name)).hexdigest()[:16]
    return project.name


def remove_leftovers(project: Path, but: str | None) -> None:
    """Remove staging files of this project that nothing refers to, `but` the one of this name."""
    for path in staging_files(project):
        if path.name != but:
            with contextlib.suppress(OSError):
                remove_file(path)


def staging_files(project: Path) -> list[Path]:
    """The staging files of this project, links not among them."""
    ours = re.compile(rf"\.{re.escape(_label(project))}\.{_ID}\.{SUFFIX}")
    with contextlib.suppress(OSError):
        found = (path for path in project.parent.iterdir() if ours.fullmatch(path.name))
        return [path for path in found if not path.is_symlink()]
    return []


def _line(line: bytes, begin: int) -> StagedLine:
    document_id, is_first = json.loads(line.partition(b"\t")[0])
    return StagedLine(document_id, is_first, _values(line), begin, begin + len(line))


def _values(line: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(line.partition(b"\t")[2])
    return values
