"""What belongs to a project on this computer, where it lies, and how to remove all of it."""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotation.errors import Damaged, KnownError
from annotation.files.placing import remove_empty_folders, remove_file
from storage.exchange.staging_file import staging_files
from storage.file.folders import all_safety_folders, cache_folder, safety_folders, short_hash
from storage.file.header import read_header
from storage.file.lock import ProjectLock
from storage.file.new_file import logs_of
from storage.file_format.schema import APPLICATION_ID
from storage.safekeeping.known_backups import list_backups
from storage.safekeeping.opening import close_file, open_file, refuse_if_open_here
from storage.safekeeping.seal import SEAL
from storage.safekeeping.side_journal import CURRENT, PREVIOUS


class BelongingKind(StrEnum):
    """What is kept of a project, and why."""

    PROJECT = "project"  # the file itself
    LOG = "log"  # what is not in the file yet
    ARRIVING = "arriving"  # an import on its way
    BACKUPS = "backups"
    SIDE_JOURNAL = "side journal"  # and the seal of the file
    INDEX = "index"  # for searching
    MODELS = "models"  # what suggestions have learnt


_IN_FOLDERS_OF_OURS = {BelongingKind.BACKUPS, BelongingKind.SIDE_JOURNAL, BelongingKind.MODELS}


@dataclass(frozen=True, slots=True)
class Belonging:
    """Files of one kind: how many, and how many bytes in all; `path` is the file or its folder."""

    kind: BelongingKind
    path: Path
    files: tuple[Path, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that belongs to a project; `elsewhere` are folders of backups of its copies."""

    path: Path
    uid: str  # empty where the project cannot say it
    found: tuple[Belonging, ...]
    elsewhere: tuple[Path, ...]


def find_belongings(path: Path, uid: str = "") -> Belongings:
    """What this computer keeps of the project that lies, or lay, at a path.

    It is asked for its `uid` unless that is given, as for one that is open here.
    KnownError when there is nothing, when what lies there is no project, or when it is open.
    """
    path = path.absolute()
    if path.is_symlink():
        raise KnownError("{path} is a link; name the file that it leads to.", path=path)
    folders = {folder.name.partition("-")[2]: folder for folder in safety_folders(path)}
    uid = uid or _own_uid(path)
    hashes = {short_hash(uid)} if uid else {*folders}
    mine = [folders[one] for one in sorted(hashes) if one in folders]
    found = tuple(one for one in _each(path, hashes, mine) if one.files)
    if not found:
        raise KnownError("There is no project {path}.", path=path)
    others = (one for hash in sorted(hashes) for one in all_safety_folders(hash) if one not in mine)
    return Belongings(path, uid, found, tuple(others))


def remove_belongings(belongings: Belongings) -> None:
    """Remove all that was found: what can be made again first, the project last.

    What others have put into our folders stays, and the folder with it. KnownError when the project
    is open, or when something cannot be removed: then the rest stays as well.
    """
    with _nobody_else(belongings.path):
        if os.path.lexists(belongings.path):
            _refuse_no_project(belongings.path)  # something else may have come in its place
        for one in reversed(belongings.found):
            for file in one.files:
                with _removing(file):
                    remove_file(file)
            if one.kind in _IN_FOLDERS_OF_OURS:
                remove_empty_folders(one.path)


def _each(path: Path, hashes: Iterable[str], folders: Iterable[Path]) -> Iterator[Belonging]:
    yield _belonging(BelongingKind.PROJECT, path, [path])
    yield _belonging(BelongingKind.LOG, path.parent, logs_of(path))
    yield _belonging(BelongingKind.ARRIVING, path.parent, staging_files(path))
    for folder in folders:
        backups = list_backups(folder)
        journals = [folder / name for name in (CURRENT, PREVIOUS, SEAL)]
        yield _belonging(BelongingKind.BACKUPS, folder, backups)
        yield _belonging(BelongingKind.SIDE_JOURNAL, folder, journals)
    for hash in hashes:
        indexes = [*cache_folder().glob(f"{hash}*.index")]
        yield _belonging(BelongingKind.INDEX, cache_folder(), indexes)
        models = cache_folder() / "models" / hash
        yield _belonging(BelongingKind.MODELS, models, models.rglob("*"))


def _belonging(kind: BelongingKind, path: Path, files: Iterable[Path]) -> Belonging:
    there, size = [], 0
    for file in files:
        with contextlib.suppress(OSError):
            status = file.lstat()
            if not stat.S_ISDIR(status.st_mode):
                there.append(file)
                size += status.st_size
    return Belonging(kind, path, tuple(sorted(there)), size)


def _own_uid(path: Path) -> str:
    """The project's id; empty where there is no file, or it cannot say its id.

    KnownError when it is open, or no project of ours.
    """
    if not os.path.lexists(path):
        return ""
    refuse_if_open_here(path)
    _refuse_no_project(path)
    with contextlib.suppress(Damaged):
        file = open_file(path, read_only=True)
        try:
            return file.uid
        finally:
            close_file(file)
    return ""


def _refuse_no_project(path: Path) -> None:
    if not path.is_file() or read_header(path).application_id != APPLICATION_ID:
        raise KnownError("{file} is not a Tawseem project.", file=path.name)


@contextlib.contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """Hold the project while it is removed; where nothing can be held, nothing can be removed."""
    if not path.parent.is_dir():
        yield
        return
    refuse_if_open_here(path)
    with _removing(path):
        lock = ProjectLock.take(path)
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _removing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KnownError(
            "{path} cannot be removed: {reason}.", path=path, reason=error.strerror or error
        ) from error
