"""The seal: how a project's file lay on this computer's disk when its log was last emptied.

After a crash SQLite brings file and log together, and nothing else need be looked at, if both are
those that the crashed program had. An older copy put beside the log, or a log beside another file,
would be mixed page by page into something that never was. So what the system says of both files
(which they are, how long, when written) is noted in the user's data folder whenever we have
written, with the last act that was in the file: what came later is replayed at the next opening.
"""

import contextlib
import json
import os
import zlib
from dataclasses import astuple, dataclass
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import open_own, read_own
from storage.file.folders import safety_folder, safety_folders
from storage.file.new_file import logs_of
from storage.file.project_file import ProjectFile

SEAL = "seal.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """The file and its log as the system knows them, and the journal's last line in the file."""

    device: int
    file: int  # the inode
    size: int
    modified: int  # nanoseconds
    log: int  # the inode
    line: int

    def fits(self, path: Path) -> bool:
        """Whether file and log are those that were sealed, and the file is as it was."""
        return _look(path, self.line) == self


class Sealing:
    """Keeps the seal of an open project. A disk that refuses it only costs a longer check."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._path = safety_folder(file.path, file.uid) / SEAL
        self._seal: Seal | None = None
        file.on_written = self.follow
        self.follow(is_all_in=True)

    def follow(self, *, is_all_in: bool) -> None:
        """Something was committed, or everything `is_all_in` the file and the log empty."""
        line = self._last_line() if is_all_in or self._seal is None else self._seal.line
        seal = _look(self._file.path, line)
        if seal is not None and seal != self._seal:
            self._seal = seal
            self._write(json.dumps(astuple(seal)).encode())

    def _last_line(self) -> int:
        return int(self._file.value("SELECT coalesce(max(id), 0) FROM journal"))

    def _write(self, body: bytes) -> None:
        with contextlib.suppress(OSError, KnownError):
            handle = open_own(self._path, os.O_WRONLY | os.O_TRUNC)
            try:
                os.write(handle, b"%08x %b" % (zlib.crc32(body), body))
            finally:
                os.close(handle)


def sealed_line(path: Path) -> int | None:
    """The last line of the journal that is surely in a file that was left with its log; None where
    file and log are not known to belong together.
    """
    if logs_of(path)[1].exists():
        return None
    with contextlib.suppress(OSError):  # somebody else's folder
        for folder in safety_folders(path):
            seal = _read(folder / SEAL)
            if seal is not None and seal.fits(path):
                return seal.line
    return None


def _look(path: Path, line: int) -> Seal | None:
    try:
        file, log = path.stat(), logs_of(path)[0].stat()
    except OSError:
        return None
    return Seal(file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns, log.st_ino, line)


def _read(path: Path) -> Seal | None:
    """A seal, of which nothing is believed."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        checksum, _, body = read_own(path).partition(b" ")
        if int(checksum, 16) == zlib.crc32(body):
            match json.loads(body):
                case [int(), int(), int(), int(), int(), int()] as numbers:
                    return Seal(*numbers)
    return None
