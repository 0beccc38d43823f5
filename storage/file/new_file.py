"""Making a whole new project file: under another name, brought to the disk, then given its own."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import KnownError
from storage.system.ids import new_id


@contextlib.contextmanager
def unfinished_beside(target: Path) -> Iterator[Path]:
    """Where to make the file that is to be `target`; what is left there at the end is removed.

    KnownError when nothing can be written there.
    """
    unfinished = target.with_name(f".{target.name}.{new_id()}")
    try:
        with writing_to(target):
            yield unfinished
    finally:
        for left in (unfinished, *logs_of(unfinished)):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """KnownError in place of the system's own error when a path cannot be written."""
    try:
        yield
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.", path=path, reason=error.strerror or error
        ) from error


def unsynced(path: Path) -> sqlite3.Connection:
    """A connection for making a whole new file quickly: it is brought to the disk at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def fsync(path: Path) -> None:
    """Bring a finished file, not an open project, to the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    _fsync_folder(path.parent)


def place(finished: Path, path: Path) -> None:
    """Give a finished file its name; KnownError when something has it, or a lost project's log lies
    by.
    """
    refuse_leftovers(path)
    try:
        path.hardlink_to(finished)
    except FileExistsError as error:
        raise KnownError("{path} exists already; choose another name.", path=path) from error
    except OSError:  # a file system without hard links
        if path.exists():
            raise KnownError("{path} exists already; choose another name.", path=path) from None
        finished.rename(path)


def refuse_leftovers(path: Path) -> None:
    """KnownError when the log of a lost project lies here: SQLite would pour it into a new one."""
    for log in logs_of(path):
        if log.exists():
            raise KnownError("{log} is left from another project; move it away.", log=log)


def logs_of(path: Path) -> tuple[Path, Path]:
    """Where SQLite keeps what is not in the file yet."""
    return (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal"))


def _fsync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
