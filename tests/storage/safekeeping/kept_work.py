"""Work and its automatic backups, for tests of what is kept and what comes back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotation.values.items import Document, Span
from storage.file.folders import safety_folder
from storage.project import Project
from storage.safekeeping.known_backups import backup_name, list_backups, named_backup
from tests.storage.conftest import step

RUINED = b"SQLite format 3\0" + bytes(500)


def back_up(project: Project) -> Path:
    """Make an automatic backup, as an import does; those there are get a day older each."""
    for days, backup in enumerate(list_backups(safety_folder(project.path, project.uid)), 1):
        if named_backup(backup).number:
            restamped(backup, datetime.now(UTC) - timedelta(days=days))
    project._safety.back_up()  # type: ignore[union-attr]
    return newest_of(project)


def newest_of(project: Project) -> Path:
    return list_backups(safety_folder(project.path, project.uid))[0]


def restamped(backup: Path, moment: datetime) -> Path:
    """The same backup, as a clock that showed this would have named it."""
    name = backup_name(moment, named_backup(backup).number)
    return backup.rename(backup.with_name(name))


def work(project: Project, document: str, *spans: Span) -> None:
    """An act for each span."""
    set_id = project.open_set(document, "سارة").id
    for span in spans:
        project.commit(set_id, step(f"{document}-{span.id}", span))


def spans_of(document: Document, words: str, number: int) -> list[Span]:
    """So many spans on the same words."""
    begin = document.text.index(words)
    place = (begin, begin + len(words))
    return [Span(f"n{n}", "entities", "ORG", (place,)) for n in range(number)]
