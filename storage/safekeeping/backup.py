"""Backups: copies made by SQLite itself, checked, and only then given their name."""

import contextlib
import os
import sqlite3
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import OWN
from annotation.files.placing import Unconfirmed
from annotation.files.work_folders import unfinished_beside, writing_to
from storage.file.new_file import place, unsynced
from storage.file.project_file import ProjectFile, connect, identity_of
from storage.file.troubles import damaged, told
from storage.file_format.tables import Table

PAGES_A_STEP = 500


FileCounts = tuple[int, int, int]  # documents, sets, lines of the journal
_COUNTS = "SELECT count(*) FROM "
_COUNTED = (Table.DOCUMENT, Table.ANNOTATION_SET, Table.JOURNAL)


def back_up(file: ProjectFile, target: Path, permissions: int = OWN) -> None:
    """Write a verified copy of the project to `target`, whole or not at all.

    KnownError when something is there already, when it is the project itself, or the disk refuses.
    """
    refuse_the_project_itself(file, target)
    if os.path.lexists(target):
        raise KnownError("{path} exists already; choose another name.", path=target)
    with unfinished_beside(target) as unfinished:
        counts = copy_checked(file, unfinished)
        place(unfinished, target, permissions)
        refuse_unlike(target, counts)


def refuse_the_project_itself(file: ProjectFile, target: Path) -> None:
    """KnownError when a copy would take the place of what it is a copy of."""
    if target.absolute().resolve() == file.path or identity_of(target) == file.identity:
        raise KnownError("A backup needs another name than its project.")


def copy_checked(file: ProjectFile, unfinished: Path) -> FileCounts:
    """Copy the project, then check what is on the disk; what it holds.

    Damaged when the project is, for then the copy is, too; KnownError when the disk refuses.
    """
    with told(unfinished):
        with contextlib.closing(unsynced(unfinished)) as copy:
            _pour(file, copy)
        with contextlib.closing(connect(unfinished.absolute(), "mode=ro")) as copy:
            (reason,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if reason == "ok":
                reason = next(copy.execute("PRAGMA foreign_key_check"), "ok")
            if reason != "ok":
                raise damaged(file.path, reason)
            return counts_of(copy)


def refuse_unlike(target: Path, counts: FileCounts) -> None:
    """Open what was placed by itself and count; KnownError when it does not hold what it should,
    Unconfirmed when that cannot be read.
    """
    try:
        found = count_in(target)
    except KnownError as error:
        raise Unconfirmed(
            "{path} is written, but cannot be read again: {reason}", path=target, reason=error
        ) from error
    if found != counts:
        raise KnownError(
            "{path} was written, but does not hold what was written into it; do not rely on it.",
            path=target,
        )


def count_in(path: Path) -> FileCounts:
    """What a file holds that nobody has open. KnownError when it cannot be read."""
    with told(path), contextlib.closing(connect(path.absolute(), "mode=ro")) as connection:
        return counts_of(connection)


def counts_of(connection: sqlite3.Connection) -> FileCounts:
    """What an open file holds."""
    documents, sets, lines = (
        connection.execute(f"{_COUNTS}{table}").fetchone()[0] for table in _COUNTED
    )
    return documents, sets, lines


def copy_aside(file: ProjectFile, target: Path) -> None:
    """Write the project as it is now to a new file that others may read, and that nobody keeps.

    It is neither checked nor brought to the disk, so it costs little more than writing it.
    KnownError when the disk refuses.
    """
    with writing_to(target), told(target), contextlib.closing(unsynced(target)) as copy:
        _pour(file, copy)


def _pour(file: ProjectFile, copy: sqlite3.Connection) -> None:
    """Copy page by page."""
    with told(file.path):
        file.connection.backup(
            copy, pages=PAGES_A_STEP, sleep=0, progress=lambda *_: file.refuse_if_stopped()
        )
    copy.execute("PRAGMA journal_mode = DELETE").fetchall()
