"""Backups: copies made by SQLite itself, checked, and only then given their name."""

import contextlib
from pathlib import Path

from annotation.errors import KnownError
from storage.ids import new_id
from storage.project_file import ProjectFile, fsync, place, unsynced
from storage.troubles import told

PAGES_A_STEP = 500


def back_up(file: ProjectFile, target: Path, *, overwrite: bool = False) -> None:
    """Write a verified copy of the project to `target`, whole or not at all."""
    if target.exists() and not overwrite:
        raise KnownError("{path} exists already; choose another name.", path=target)
    if target.absolute().resolve() == file.path:
        raise KnownError("A backup needs another name than its project.")
    unfinished = target.with_name(f".{target.name}.{new_id()}")
    try:
        with told(target):
            _copy(file, unfinished)
        fsync(unfinished)
        if overwrite:
            unfinished.replace(target)
        else:
            place(unfinished, target)
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.", path=target, reason=error.strerror
        ) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _copy(file: ProjectFile, target: Path) -> None:
    """Copy page by page, then check the copy: a damaged project does not pass."""
    with contextlib.closing(unsynced(target)) as copy:
        with told(file.path):
            file.connection.backup(copy, pages=PAGES_A_STEP, sleep=0)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        (answer,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if answer != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise KnownError(
                "{file} is damaged ({reason}); restore a backup.",
                file=file.path.name,
                reason=answer,
            )
