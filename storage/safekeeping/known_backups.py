"""What the automatic backups of a project hold, in the order in which they were made.

A name holds the time of the clock and, behind it, a number that only grows: a clock that was wrong
once puts no backup before or behind the others. Backups of older programs have no number; they
come before all that have one, ordered by what is in them.
"""

import contextlib
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import Any

from annotation.errors import Damaged, Refusal
from storage.file.header import read_header
from storage.file.project_file import READ_UNCHANGING, connect
from storage.file.troubles import damaged, reading
from storage.file_format.schema import APPLICATION_ID

STAMP = "%Y%m%dT%H%M%S%fZ"
_HELD = (
    "SELECT uid, (SELECT count(*) FROM document), (SELECT coalesce(max(id), 0) FROM journal)"
    " FROM project"
)
_NAME = re.compile(r"([0-9]{8}T[0-9]{12}Z)(?:-([0-9]{1,15}))?\.tawseem")


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """An automatic backup: when it was made, as which, of how many bytes, and what it holds.

    `acts` are the lines of its journal. `problem` says why it cannot be read, and then nothing is
    known of what is in it; that it can be read does not say that it is sound.
    """

    path: Path
    moment: datetime
    number: int
    size: int = 0
    project: str = ""
    documents: int = 0
    acts: int = 0
    problem: Refusal | None = None


def backup_name(moment: datetime, number: int) -> str:
    """What the backup of this moment is called, the `number`-th of its project."""
    return f"{moment.strftime(STAMP)}-{number:06}.tawseem"


def list_backups(folder: Path) -> list[Path]:
    """Automatic backups, the newest first; files with other names are not ours."""
    # Only those without a number must be read to be put in order.
    known = [one if one.number else read_backup(one.path) for one in _ours_in(folder)]
    return [backup.path for backup in _newest_first(known)]


def read_backups(folder: Path) -> list[KnownBackup]:
    """Automatic backups with what they hold, the newest first."""
    return _newest_first(read_backup(backup.path) for backup in _ours_in(folder))


def read_backup(path: Path) -> KnownBackup:
    """What a backup says it holds; a `problem`, where it does not say it."""
    named = named_backup(path)
    try:
        return replace(named, size=path.stat().st_size, **_content(path))
    except Refusal as problem:
        return replace(named, problem=problem)
    except (OSError, sqlite3.Error, ValueError, TypeError) as error:
        return replace(named, problem=damaged(path, error))


def named_backup(path: Path) -> KnownBackup:
    """What the name of a backup says; ValueError when it is not one of ours."""
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        raise ValueError(path.name)
    moment = datetime.strptime(parts[1], STAMP).replace(tzinfo=UTC)
    return KnownBackup(path, moment, int(parts[2] or 0))


def refuse_wrong_kind(path: Path) -> None:
    """Damaged when this is no file of ours: it may have been put there, or be a link."""
    if not S_ISREG(path.lstat().st_mode):
        raise damaged(path, "not a file")
    if read_header(path).application_id != APPLICATION_ID:
        raise Damaged("{file} is not a Tawseem project.", file=path.name)


def steps_in(path: Path, steps: Collection[str]) -> int:
    """How many of these steps are in the journal of a backup; none where it cannot be read."""
    query = "SELECT count(*) FROM journal WHERE step_id = ?"
    return sum(int(number or 0) for number in _values(path, query, steps))


def name_in(path: Path, document: str) -> str:
    """What a document is called in a backup; empty where it is not in it or cannot be read."""
    found = _values(path, "SELECT name FROM document WHERE uid = ?", [document])
    return next((str(name) for name in found if name is not None), "")


def _values(path: Path, query: str, values: Iterable[str]) -> list[Any]:
    """The first value of a question for each of these, as far as it can be read."""
    found: list[Any] = []
    with contextlib.suppress(Refusal, OSError), _opened(path) as backup:
        for value in values:
            row = backup.execute(query, (value,)).fetchone()
            found.append(None if row is None else row[0])
    return found


def _content(path: Path) -> dict[str, Any]:
    with _opened(path) as backup:
        found = backup.execute(_HELD).fetchone()
    if found is None:
        raise damaged(path, "project")
    project, documents, acts = found
    return {"project": str(project), "documents": int(documents), "acts": int(acts)}


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A backup, to be read as it lies there."""
    refuse_wrong_kind(path)
    with reading(path), contextlib.closing(connect(path.absolute(), READ_UNCHANGING)) as connection:
        yield connection


def _ours_in(folder: Path) -> Iterator[KnownBackup]:
    """What the names of the backups in a folder say."""
    paths: list[Path] = []
    with contextlib.suppress(OSError):
        paths = list(folder.glob("*.tawseem"))
    for path in paths:
        with contextlib.suppress(ValueError):
            yield named_backup(path)


def _newest_first(backups: Iterable[KnownBackup]) -> list[KnownBackup]:
    return sorted(backups, key=_order, reverse=True)


def _order(backup: KnownBackup) -> tuple[int, int, int, datetime]:
    held = (0, 0) if backup.number else (backup.acts, backup.documents)
    return (backup.number, *held, backup.moment)
