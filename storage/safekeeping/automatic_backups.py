"""Backups that nobody has to think of: daily, after an import, before a migration; thinned out."""

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotation.files.placing import remove_file
from storage.file.folders import safety_folder
from storage.file.project_file import ProjectFile
from storage.safekeeping.backup import back_up
from storage.safekeeping.known_backups import (
    KnownBackup,
    backup_name,
    list_backups,
    named_backup,
    read_backups,
)

DAY = timedelta(days=1)
KEPT_NEWEST, KEPT_DAYS, KEPT_WEEKS = 2, 5, 4


def back_up_automatically(file: ProjectFile) -> Path:
    """Add a copy to the project's backups in the user's data folder, and thin them out.

    KnownError when the copy fails.
    """
    folder = safety_folder(file.path, file.uid)
    target = folder / backup_name(datetime.now(UTC), _last_number(folder) + 1)
    back_up(file, target)
    backups = read_backups(folder)
    for old in set(backups) - kept(backups):
        with contextlib.suppress(OSError):
            remove_file(old.path)
    return target


def is_backup_due(file: ProjectFile) -> bool:
    """Whether the newest automatic backup is older than a day, or its clock was another."""
    backups = list_backups(safety_folder(file.path, file.uid))
    if not backups:
        return True
    age = datetime.now(UTC) - named_backup(backups[0]).moment
    return not timedelta(0) <= age <= DAY


def kept(newest_first: Sequence[KnownBackup]) -> set[KnownBackup]:
    """Backups to keep: the newest, the last of each of some days and weeks, and the fullest.

    Days and weeks count that have a backup: today's date plays no part, for the clock may be
    wrong. What cannot be read is not looked at here, and stays.
    """
    readable = [backup for backup in newest_first if backup.problem is None]
    keep = {*newest_first} - {*readable} | {*readable[:KEPT_NEWEST]}
    keep |= (
        {max(readable, key=lambda backup: (backup.acts, backup.documents))} if readable else set()
    )
    for number, length in ((KEPT_DAYS, DAY), (KEPT_WEEKS, 7 * DAY)):
        seen: dict[int, KnownBackup] = {}
        for backup in readable:
            seen.setdefault((backup.moment - _BEGINNING) // length, backup)
        keep |= {*list(seen.values())[:number]}
    return keep


_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)  # a Monday


def _last_number(folder: Path) -> int:
    backups = list_backups(folder)
    return named_backup(backups[0]).number if backups else 0
