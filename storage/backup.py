"""Backups: copies made by SQLite itself, checked, and only then given their name."""

import contextlib
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotation.errors import KnownError
from storage.folders import data_folder
from storage.ids import new_id
from storage.project_file import ProjectFile, fsync, place
from storage.troubles import told

PAGES_A_STEP = 500
STAMP = "%Y%m%dT%H%M%S%fZ"
DAILY = timedelta(days=1)
KEPT_NEWEST, KEPT_DAYS, KEPT_WEEKS = 2, 5, 4


def back_up(file: ProjectFile, target: Path, *, overwrite: bool = False) -> None:
    """Write a verified copy of the project to `target`, whole or not at all."""
    if target.exists() and not overwrite:
        raise KnownError("{path} exists already; choose another name.", path=target)
    if target.absolute().resolve() == file.path:
        raise KnownError("A backup needs another name than its project.")
    unfinished = target.with_name(f".{target.name}.{new_id()}")
    try:
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
    with (
        told(target),
        contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
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


def back_up_automatically(file: ProjectFile) -> Path:
    """Add a copy to the project's backups in the user's data folder, and thin them out."""
    moment = datetime.now(UTC)
    folder = backup_folder(project_uid(file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.", path=folder, reason=error.strerror
        ) from error
    target = folder / f"{moment.strftime(STAMP)}.tawseem"
    back_up(file, target)
    stamps = {moment_of(path): path for path in list_backups(folder)}
    for stamp in stamps.keys() - kept(stamps, moment):
        with contextlib.suppress(OSError):
            stamps[stamp].unlink()
    return target


def is_backup_due(file: ProjectFile) -> bool:
    """Whether the newest automatic backup is older than a day."""
    backups = list_backups(backup_folder(project_uid(file)))
    return not backups or datetime.now(UTC) - moment_of(backups[0]) > DAILY


def backup_folder(uid: str) -> Path:
    """Where a project's automatic backups lie."""
    return data_folder() / "backups" / "".join(c if c.isalnum() else "-" for c in uid)


def list_backups(folder: Path) -> list[Path]:
    """Automatic backups, the newest first; other files are not touched."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob("*.tawseem"):
            with contextlib.suppress(ValueError):
                found.append((moment_of(path), path))
    return [path for _, path in sorted(found, reverse=True)]


def moment_of(backup: Path) -> datetime:
    """When an automatic backup was made; ValueError when the name is not one of ours."""
    return datetime.strptime(backup.stem, STAMP).replace(tzinfo=UTC)


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Backups to keep: the newest, the last of each recent day, and of each recent week."""
    newest_first = sorted(moments, reverse=True)
    keep = set(newest_first[:KEPT_NEWEST])
    for limit, length in ((KEPT_DAYS, DAILY), (KEPT_WEEKS, 7 * DAILY)):
        seen: set[int] = set()
        for moment in newest_first:
            age = (now - moment) // length
            if age < limit and age not in seen:
                seen.add(age)
                keep.add(moment)
    return keep


def project_uid(file: ProjectFile) -> str:
    """The id that a project keeps wherever it is copied."""
    return str(file.value("SELECT uid FROM project"))
