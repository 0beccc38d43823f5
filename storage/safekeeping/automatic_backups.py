"""Backups that nobody has to think of: daily, after an import, before a migration; thinned out."""

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.file.folders import safety_folder
from storage.file.project_file import ProjectFile
from storage.safekeeping.backup import back_up

STAMP = "%Y%m%dT%H%M%S%fZ"
DAY = timedelta(days=1)
KEPT_NEWEST, KEPT_DAYS, KEPT_WEEKS = 2, 5, 4


def back_up_automatically(file: ProjectFile) -> Path:
    """Add a copy to the project's backups in the user's data folder, and thin them out.

    KnownError when the copy fails.
    """
    moment = datetime.now(UTC)
    folder = safety_folder(file.path, file.uid)
    target = folder / f"{moment.strftime(STAMP)}.tawseem"
    back_up(file, target)
    backups = {moment_of(path): path for path in list_backups(folder)}
    for old in backups.keys() - kept(backups, moment):
        with contextlib.suppress(OSError):
            backups[old].unlink()
    return target


def is_backup_due(file: ProjectFile) -> bool:
    """Whether the newest automatic backup is older than a day."""
    backups = list_backups(safety_folder(file.path, file.uid))
    return not backups or datetime.now(UTC) - moment_of(backups[0]) > DAY


def list_backups(folder: Path) -> list[Path]:
    """Automatic backups, the newest first; files with other names are not ours."""
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
    for number, length in ((KEPT_DAYS, DAY), (KEPT_WEEKS, 7 * DAY)):
        seen: set[int] = set()
        for moment in newest_first:
            age = (now - moment) // length
            if age < number and age not in seen:
                seen.add(age)
                keep.add(moment)
    return keep
