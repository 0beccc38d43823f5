"""Where things lie that are not in the project: backups and side journals, the search index."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from annotation.files.own_files import OWN, make_folder, narrow
from annotation.files.work_folders import writing_to
from annotation.values.items import text_hash

APPLICATION = "tawseem"


def data_folder() -> Path:
    """The user's folder for backups and side journals; TAWSEEM_DATA names another."""
    wish = os.environ.get("TAWSEEM_DATA")
    return Path(wish) if wish else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def cache_folder() -> Path:
    """The user's folder for what can be made again; TAWSEEM_CACHE names another."""
    wish = os.environ.get("TAWSEEM_CACHE")
    return Path(wish) if wish else Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))


def models_folder(uid: str) -> Path:
    """Where what was learnt in a project is kept; the folder need not be there."""
    return cache_folder() / "models" / short_hash(uid)


def short_hash(uid: str) -> str:
    """A project's id in the names of files and folders."""
    return text_hash(uid)[:16]


def safety_folder(project: Path, uid: str) -> Path:
    """The folder of a project's backups and side journal, made if it is not there.

    It is found by the project's path, for a lost or damaged project cannot say its id. KnownError
    when it cannot be made.
    """
    folder = data_folder() / "projects" / f"{_path_key(project)}-{short_hash(uid)}"
    with writing_to(folder):
        make_folder(folder)
        for path in (folder.parent, folder, *folder.iterdir()):
            narrow(path, OWN)  # an earlier version left them as the system had it
    return folder


def safety_folders(project: Path) -> Iterator[Path]:
    """The folders of all projects that have lain at this path, the latest used first."""
    found = (data_folder() / "projects").glob(f"{_path_key(project)}-*")
    yield from sorted(found, key=_last_use, reverse=True)


def _last_use(folder: Path) -> float:
    with contextlib.suppress(OSError):  # somebody is just removing it
        return folder.stat().st_mtime
    return 0.0


def all_safety_folders(hash: str) -> list[Path]:
    """Those of one project, wherever it or its copies lie or have lain."""
    return sorted((data_folder() / "projects").glob(f"*-{hash}"))


def _path_key(project: Path) -> str:
    return text_hash(os.fsencode(project.absolute().resolve()).hex())[:16]
