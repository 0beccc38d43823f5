"""The second lock, beside SQLite's: a file that says who has the project open, and since when.

The operating system's lock on that file is the lock; it ends with the process that holds it. What
the file says serves the sentence, and file systems on which such locks do not reach other hosts.
"""

import contextlib
import getpass
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from annotation.errors import KnownError
from storage.system.clock import now

_PAST_THE_TEXT = 1 << 30  # Windows locks bytes against reading: lock one that nobody reads
_MOST_TEXT = 4096


class ProjectLock:
    """Holds a project for this process, from `take` until `release`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def take(cls, project: Path) -> "ProjectLock":
        """Lock a project; KnownError says who has it; OSError where nothing can be written."""
        path = lock_path(project)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _lock(handle, project, path)
                if _is_same_file(handle, path):
                    _write_holder(handle)
                    return cls(path, handle)
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # the holder before us took the file away: make a new one

    def release(self) -> None:
        """Give the project free and take the lock file away."""
        if sys.platform == "win32":
            os.close(self._handle)
            self._remove()
        else:
            self._remove()
            os.close(self._handle)

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()


def lock_path(project: Path) -> Path:
    """The lock file of a project."""
    return project.with_name(project.name + ".lock")


def _lock(handle: int, project: Path, path: Path) -> None:
    holder = _read_holder(handle)
    try:
        _take(handle)
    except OSError as error:
        raise _held(project, holder) from error
    if holder and holder["host"] != socket.gethostname():
        raise KnownError(
            "{file} is open on {host} by {user} since {since}; if it is not, delete {lock}.",
            file=project.name,
            host=holder["host"],
            user=holder["user"],
            since=holder["since"],
            lock=path.name,
        )


def _held(project: Path, holder: dict[str, Any]) -> KnownError:
    return KnownError(
        "{file} is already open, by {user} since {since} (process {pid}); close it there first.",
        file=project.name,
        user=holder.get("user", "?"),
        since=holder.get("since", "?"),
        pid=holder.get("pid", "?"),
    )


def _take(handle: int) -> None:
    """The operating system's lock; OSError when another handle holds it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _PAST_THE_TEXT, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _read_holder(handle: int) -> dict[str, Any]:
    """Who the file says holds it; empty when it says nothing that can be understood."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(handle, _MOST_TEXT))
    except (ValueError, OSError, RecursionError):
        return {}
    if isinstance(holder, dict) and {"host", "user", "since", "pid"} <= holder.keys():
        return holder
    return {}


def _write_holder(handle: int) -> None:
    holder = {"host": socket.gethostname(), "pid": os.getpid(), "user": _user(), "since": now()}
    with contextlib.suppress(OSError):  # a full disk: the lock holds without its words
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(holder).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
