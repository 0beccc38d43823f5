"""Making a whole new project file: what SQLite needs beyond the door of annotation/files."""

import sqlite3
from pathlib import Path

from annotation.errors import KnownError
from annotation.files import placing
from annotation.files.own_files import OWN
from annotation.files.placing import sync as fsync
from annotation.files.work_folders import unfinished_beside, writing_to

__all__ = ["fsync", "logs_of", "place", "refuse_leftovers", "unfinished_beside", "unsynced"]
__all__ += ["writing_to"]


def unsynced(path: Path) -> sqlite3.Connection:
    """A connection for making a whole new file quickly: it is brought to the disk at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def place(finished: Path, path: Path, permissions: int = OWN) -> None:
    """Give a finished project its name, for good; KnownError when something has it, or a lost
    project's log lies by.
    """
    refuse_leftovers(path)
    placing.place(finished, path, permissions)


def refuse_leftovers(path: Path) -> None:
    """KnownError when the log of a lost project lies here: SQLite would pour it into a new one."""
    for log in logs_of(path):
        if log.exists() or log.is_symlink():
            raise KnownError("{log} is left from another project; move it away.", log=log)


def logs_of(path: Path) -> tuple[Path, Path]:
    """Where SQLite keeps what is not in the file yet."""
    return (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal"))
