"""A project in the place of a file that is there: work that is nowhere else is never replaced."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import permissions_of
from annotation.files.placing import replace_and_keep
from annotation.files.work_folders import unfinished_beside, writing_to
from storage.file.header import read_header
from storage.file.lock import ProjectLock
from storage.file.new_file import logs_of, place, refuse_leftovers
from storage.file.project_file import ProjectFile
from storage.file.troubles import DiskRefusal
from storage.file_format.schema import APPLICATION_ID
from storage.safekeeping.backup import (
    back_up,
    copy_checked,
    refuse_the_project_itself,
    refuse_unlike,
)
from storage.safekeeping.opening import close_file, open_file, refuse_if_open_here
from storage.work.journal import steps_among


def save_copy(file: ProjectFile, target: Path, *, overwrite: bool) -> Path | None:
    """Write a verified copy of the project to `target`; where what was there is now.

    KnownError when something is there and `overwrite` is not said; when it is the project itself,
    is open, has a log beside it or holds acts that this project does not; when the disk refuses.
    """
    if not overwrite:
        back_up(file, target, permissions_of(file.path))
        return None
    refuse_the_project_itself(file, target)
    with unfinished_beside(target) as unfinished, held_for_replacing(file, target):
        counts = copy_checked(file, unfinished)
        aside = place_over(unfinished, target, permissions_of(file.path))
        refuse_unlike(target, counts)
    return aside


@contextlib.contextmanager
def held_for_replacing(file: ProjectFile, target: Path) -> Iterator[None]:
    """Nobody else opens what is at `target` meanwhile.

    KnownError when it may not be replaced by a copy of `file` or of a part of it.
    """
    if not os.path.lexists(target):
        refuse_leftovers(target)
        yield
        return
    if not stat.S_ISREG(target.lstat().st_mode):
        raise KnownError("{path} is not a file, so it is left alone.", path=target)
    refuse_if_open_here(target)
    if not _is_project(target):
        refuse_leftovers(target)
        yield
        return
    with _locked(target):
        _refuse_log(target)
    _refuse_lost_acts(file, target)
    with _locked(target):
        _refuse_log(target)
        yield


def place_over(finished: Path, target: Path, permissions: int) -> Path | None:
    """Give a finished project its name, for good; what has it is put aside, and where that is."""
    if os.path.lexists(target):
        return replace_and_keep(finished, target, permissions)
    place(finished, target, permissions)
    return None


def _is_project(path: Path) -> bool:
    try:
        return read_header(path).application_id == APPLICATION_ID
    except DiskRefusal:
        raise
    except KnownError:
        return False


def _refuse_log(target: Path) -> None:
    for log in logs_of(target):
        if os.path.lexists(log):
            raise KnownError(
                "{path} was not closed properly, and {log} may hold its last acts, so it is not"
                " replaced; open it once, or choose another name.",
                path=target,
                log=log.name,
            )


def _refuse_lost_acts(file: ProjectFile, target: Path) -> None:
    lost = _acts_missing_in(file, target)
    if lost:
        raise KnownError(
            "{path} holds {count} acts that are not in this project, so it is not replaced; merge"
            " it first, or choose another name.",
            path=target,
            count=lost,
        )


def _acts_missing_in(file: ProjectFile, target: Path) -> int:
    """How many acts of the project at `target` the open one does not know."""
    try:
        other = open_file(target, read_only=True)
    except KnownError as reason:
        raise KnownError(
            "{path} is not replaced, for it may hold work: {reason}", path=target, reason=reason
        ) from reason
    try:
        acts = {act for (act,) in other.query("SELECT step_id FROM journal")}
    finally:
        close_file(other)
    return len(acts - steps_among(file, acts))


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    with writing_to(target):
        lock = ProjectLock.take(target)
    try:
        yield
    finally:
        lock.release()
