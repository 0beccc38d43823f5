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
from annotation.files.own_files import hold, leads_to, open_own, permissions_of
from annotation.files.placing import remove_file
from storage.system.clock import now

_MOST_TEXT = 4096  # bytes; no lock of ours is longer
_BEGINNING = b'{"host": '  # of what we write: a power cut may have left no more


class ProjectLock:
    """Holds a project for this process, from `take` until `release`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def take(cls, project: Path) -> "ProjectLock":
        """Lock a project; OSError where nothing can be written.

        KnownError says who has it, or that what lies there is not our lock: that is left alone.
        """
        path = lock_path(project)
        permissions = permissions_of(project)
        while True:
            handle, may_write = _opened(path, permissions)
            try:
                _lock(handle, project, path)
                if leads_to(path, handle):
                    if may_write:
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
            if sys.platform == "win32" or leads_to(self.path, self._handle):
                remove_file(self.path)


def lock_path(project: Path) -> Path:
    """The lock file of a project."""
    return project.with_name(project.name + ".lock")


def _lock(handle: int, project: Path, path: Path) -> None:
    holder = _read_holder(handle, path)
    try:
        hold(handle)
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


def _opened(path: Path, permissions: int) -> tuple[int, bool]:
    """The lock file, and whether it may be written; somebody else's is only looked at."""
    try:
        return open_own(path, os.O_RDWR, permissions, is_among_others=True), True
    except PermissionError:
        if not os.path.lexists(path):
            raise
        return open_own(path, os.O_RDONLY, permissions, is_among_others=True), False


def _read_holder(handle: int, path: Path) -> dict[str, Any]:
    """Who the file says holds it; empty when it says nothing that can be understood.

    KnownError when it says what no lock of ours does: then it is somebody's file.
    """
    os.lseek(handle, 0, os.SEEK_SET)
    text = os.read(handle, _MOST_TEXT + 1)
    try:
        holder = json.loads(text)
    except (ValueError, RecursionError):
        is_torn = not text.strip(b"\0") or text.startswith(_BEGINNING)
        if is_torn and len(text) <= _MOST_TEXT:
            return {}
        raise _not_ours(path) from None
    if isinstance(holder, dict) and {"host", "user", "since", "pid"} <= holder.keys():
        return holder
    raise _not_ours(path)


def _not_ours(path: Path) -> KnownError:
    return KnownError(
        "{lock} holds something else than a lock of Tawseem's, so it is left alone; move it away.",
        lock=path,
    )


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
