"""Backups: copies made by SQLite itself, checked, and only then given their name."""

import contextlib
import sqlite3
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.placing import replace
from annotation.files.work_folders import unfinished_beside, writing_to
from storage.file.new_file import place, unsynced
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged, told

PAGES_A_STEP = 500


def back_up(file: ProjectFile, target: Path, *, overwrite: bool = False) -> None:
    """Write a verified copy of the project to `target`, whole or not at all.

    KnownError when something is there already, when it is the project itself, or the disk refuses.
    """
    if target.exists() and not overwrite:
        raise KnownError("{path} exists already; choose another name.", path=target)
    if target.absolute().resolve() == file.path:
        raise KnownError("A backup needs another name than its project.")
    with unfinished_beside(target) as unfinished:
        with told(target):
            _copy(file, unfinished)
        if overwrite:
            replace(unfinished, target)
        else:
            place(unfinished, target)


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


def _copy(file: ProjectFile, target: Path) -> None:
    """Copy, then check the copy: a damaged project does not pass."""
    with contextlib.closing(unsynced(target)) as copy:
        _pour(file, copy)
        (reason,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if reason == "ok":
            reason = next(copy.execute("PRAGMA foreign_key_check"), "ok")
        if reason != "ok":
            raise damaged(file.path, reason)
