"""Making a whole new project file: what SQLite needs beyond the door of annotation/files."""

import contextlib
import os
import sqlite3
from pathlib import Path

from annotation.errors import KnownError
from annotation.files import placing
from annotation.files.own_files import OWN, reading_own, refuse_strange

_LOG_BEGINNINGS = (bytes.fromhex("377f0682"), bytes.fromhex("377f0683"))
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")  # also the last bytes of one that names another


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


def refuse_strange_logs(path: Path) -> None:
    """KnownError when SQLite would follow a link, wait for a pipe or obey another's journal here.

    The last bytes of a rollback journal may name a further one, which SQLite reads and deletes
    (https://www.sqlite.org/fileformat2.html, section 3): any file. Ours never have one.
    """
    for log, beginnings in zip(logs_of(path), (_LOG_BEGINNINGS, (_JOURNAL_MAGIC,)), strict=True):
        refuse_strange(log)
        with contextlib.suppress(OSError), reading_own(log) as file:
            # SQLite would write over whatever has a second name here.
            if os.fstat(file.fileno()).st_nlink > 1 and not file.read(8).startswith(beginnings):
                raise KnownError("{path} is not a log of a project; move it away.", path=log)
    journal = logs_of(path)[1]
    with contextlib.suppress(OSError), reading_own(journal) as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - len(_JOURNAL_MAGIC)))
        if file.read() == _JOURNAL_MAGIC:
            raise KnownError(
                "{file} cannot be opened: {log} beside it names files of other programs; move it"
                " away.",
                file=path.name,
                log=journal.name,
            )


def logs_of(path: Path) -> tuple[Path, Path]:
    """Where SQLite keeps what is not in the file yet."""
    return (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-journal"))
