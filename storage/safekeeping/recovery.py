"""Getting back what a lost or damaged project held: the newest good backup and the steps since."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from storage.file.folders import safety_folders
from storage.file.new_file import fsync, place, unfinished_beside
from storage.file.project_file import ProjectFile
from storage.safekeeping.automatic_backups import list_backups
from storage.safekeeping.checking import check_file
from storage.safekeeping.opening import close_file, open_file
from storage.safekeeping.side_journal import SideStep, read_steps
from storage.work.sets import make_set, write_entry


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery came from: a backup, the steps added to it, and those that did not fit."""

    backup: Path
    steps: int
    left_out: int


def recover(path: Path, target: Path) -> Recovery:
    """Make a new project at `target` of what is known about the one at `path`.

    What lies at `path` is not touched. KnownError when there is no sound backup.
    """
    with unfinished_beside(target) as unfinished:
        for folder in safety_folders(path):
            for backup in list_backups(folder):
                if _copy_if_sound(backup, unfinished):
                    added, left_out = _add_steps(unfinished, folder)
                    fsync(unfinished)
                    place(unfinished, target)
                    return Recovery(backup, added, left_out)
    raise KnownError("There is no backup of {path} on this computer.", path=path)


def write_missing(file: ProjectFile, steps: Iterable[SideStep]) -> tuple[list[str], list[str]]:
    """Write the steps that the project lacks; return the ids of those written and of the others.

    After a step that does not fit, nothing more is written into the same set.
    """
    written: list[str] = []
    left_out: list[str] = []
    closed: set[tuple[str, str]] = set()
    for step in steps:
        place_of_work = (step.document, step.annotator)
        if place_of_work not in closed and _fits(file, step):
            written.append(step.entry.step_id)
        else:
            closed.add(place_of_work)
            left_out.append(step.entry.step_id)
    return written, left_out


def _fits(file: ProjectFile, step: SideStep) -> bool:
    """Write a step if the project can take it; what it holds already fits."""
    row = file.value("SELECT id FROM document WHERE uid = ?", step.document)
    if row is None:
        return False
    try:
        with file.writing() as connection:
            set_id = make_set(file, row, step.annotator)
            write_entry(connection, set_id, step.entry)
    except (AnnotationError, sqlite3.IntegrityError):
        return False
    return True


def _copy_if_sound(backup: Path, target: Path) -> bool:
    with contextlib.suppress(KnownError):
        shutil.copyfile(backup, target)
        file = open_file(target, read_only=False, is_copy=True)  # it may be of an older version
        try:
            return not check_file(file)
        finally:
            close_file(file)
    return False


def _add_steps(target: Path, folder: Path) -> tuple[int, int]:
    steps, _ = read_steps(folder)
    file = open_file(target, read_only=False)
    try:
        there = file.value("SELECT count(*) FROM journal")
        _, left_out = write_missing(file, steps)
        return file.value("SELECT count(*) FROM journal") - there, len(left_out)
    finally:
        close_file(file)
