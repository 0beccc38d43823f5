"""Files and folders of ours that stay where they are: private, and never somebody's link.

Windows knows no O_NOFOLLOW, so what lies at a path is looked at before it is opened; permissions
are there those of the folder.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotation.errors import KnownError

OWN = 0o600  # for nobody else
ORDINARY = 0o666  # for whom the system's own setting (umask) lets it be
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PAST_THE_TEXT = 1 << 30  # Windows locks bytes against reading: lock one that nobody reads


def open_own(
    path: Path, flags: int, permissions: int = OWN, *, is_among_others: bool = False
) -> int:
    """Open a file of ours, made if it is not there; the handle.

    A link, a pipe, a device or a folder is left alone, and where files of others lie beside it
    (`is_among_others`) also a file with a second name: KnownError, and nothing is read or written.
    OSError when it cannot be opened.
    """
    refuse_strange(path)
    try:
        handle = os.open(path, flags & ~os.O_TRUNC | os.O_CREAT | NO_LINK, permissions)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise _strange(path) from error
        raise
    try:
        status = os.fstat(handle)
        _refuse_strange(path, status)
        # In folders of ours a second name comes from programs that back up by names.
        if is_among_others and status.st_nlink > 1:
            raise _strange(path)
        if flags & os.O_TRUNC:
            os.ftruncate(handle, 0)
    except BaseException:
        os.close(handle)
        raise
    narrow(path, permissions)
    return handle


@contextlib.contextmanager
def reading_own(path: Path) -> Iterator[BinaryIO]:
    """A file of ours to be read, wherever it lies, also behind a link.

    OSError when it is no file: nobody waits for a pipe.
    """
    handle = os.open(path, os.O_RDONLY | (NO_LINK & ~getattr(os, "O_NOFOLLOW", 0)))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        yield file


def read_own(path: Path, largest: int | None = None) -> bytes:
    """What is in a file of ours; OSError when it is no file to be read, or has more bytes than it
    may.
    """
    with reading_own(path) as file:
        if largest is None:
            return file.read()
        found = file.read(largest + 1)
        if len(found) > largest:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return found


def make_folder(folder: Path) -> None:
    """Make a folder of ours, and those above it that are missing, for nobody else."""
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def narrow(path: Path, permissions: int) -> None:
    """Take away permissions that are wider than these; folders may be entered by who may read."""
    with contextlib.suppress(OSError):  # not ours, or a file system that knows no permissions
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            permissions |= (permissions & 0o444) >> 2
        wanted = stat.S_IMODE(status.st_mode) & permissions
        if not stat.S_ISLNK(status.st_mode) and wanted != stat.S_IMODE(status.st_mode):
            path.chmod(wanted)


def permissions_of(path: Path) -> int:
    """Who may read and write a file, for what is made of it."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & ORDINARY
    except OSError:
        return OWN


def hold(handle: int) -> None:
    """Take the operating system's lock on an open file; OSError when another handle has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _PAST_THE_TEXT, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def leads_to(path: Path, handle: int) -> bool:
    """Whether a path still names the file that is open under this handle."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


def refuse_strange(path: Path) -> None:
    """KnownError when a link, a pipe or whatever else is no ordinary file of ours lies here."""
    with contextlib.suppress(FileNotFoundError):
        _refuse_strange(path, path.lstat())


def _refuse_strange(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _strange(path)


def _strange(path: Path) -> KnownError:
    return KnownError("{path} is not an ordinary file of Tawseem's; move it away.", path=path)
