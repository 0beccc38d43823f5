"""Work folders: where files and folders are made before they are given their own names.

One lies beside its target, and nobody else may enter it: so no name in it can be somebody's link.
It is held by a lock of the operating system while its process lives; what a killed one has left is
removed by the next that works there.
"""

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import NO_LINK, OWN, hold, leads_to

WORK_FOLDER = re.compile(r"\.tawseem-[a-z0-9_]{8}")  # as tempfile makes them
WORK = "work"
HELD = "held"  # the file in a work folder that its process has locked
_PREFIX = ".tawseem-"


class WorkFolder:
    """A folder for what is being made, held by this process until it is removed.

    OSError when it cannot be made.
    """

    def __init__(self, parent: Path) -> None:
        remove_leftovers(parent)
        self._whole, self._handle = _made_and_held(parent)
        self.path = self._whole / WORK
        try:
            self.path.mkdir(mode=0o700)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Take it away with all that is in it."""
        _remove_held(self._whole, self._handle)


@contextlib.contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A work folder while something is made; KnownError when it cannot be written."""
    with writing_to(parent):
        folder = WorkFolder(parent)
    try:
        yield folder.path
    finally:
        folder.remove()


@contextlib.contextmanager
def passing_folder() -> Iterator[Path]:
    """A work folder for what nobody keeps, where the system has such things."""
    with work_folder(Path(tempfile.gettempdir())) as folder:
        yield folder


@contextlib.contextmanager
def unfinished_beside(target: Path) -> Iterator[Path]:
    """Where to make what is to be `target`; what is left there at the end is removed.

    KnownError when nothing can be written there.
    """
    with writing_to(target):
        work = WorkFolder(target.parent)
    try:
        with writing_to(target):
            yield work.path / target.name
    finally:
        work.remove()


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """KnownError in place of the system's own error when a path cannot be written."""
    try:
        yield
    except OSError as error:
        raise KnownError(
            "{path} cannot be written: {reason}.", path=path, reason=error.strerror or error
        ) from error


def remove_leftovers(folder: Path) -> None:
    """Remove the work folders in it that killed processes of this user have left."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if WORK_FOLDER.fullmatch(entry.name) and _is_own_folder(entry):
                _remove_unheld(Path(entry.path))


def _made_and_held(parent: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        try:
            handle = os.open(folder / HELD, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINK, OWN)
        except FileNotFoundError:
            continue  # somebody who tidied up took it for a leftover
        except BaseException:
            folder.rmdir()
            raise
        if _is_held_now(handle) and leads_to(folder / HELD, handle):
            return folder, handle
        os.close(handle)


def _is_held_now(handle: int) -> bool:
    try:
        hold(handle)
    except (BlockingIOError, PermissionError):
        return False  # somebody who tidies up was quicker
    except OSError:
        pass  # a file system without locks: there nobody can tidy up, either
    return True


def _is_own_folder(entry: "os.DirEntry[str]") -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return False
    return sys.platform == "win32" or entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _remove_unheld(folder: Path) -> None:
    try:
        handle = os.open(folder / HELD, os.O_RDWR | NO_LINK)
    except FileNotFoundError:
        with contextlib.suppress(OSError):
            _remove_without_lock(folder)
        return
    except OSError:
        return
    try:
        hold(handle)
    except OSError:
        os.close(handle)  # its process lives
        return
    _remove_held(folder, handle)


def _remove_without_lock(folder: Path) -> None:
    """Nobody has held it yet, or the power went and the lock file with it; OSError when neither."""
    if [path.name for path in folder.iterdir()] == [WORK]:  # which nobody makes before it is held
        handle = os.open(folder / HELD, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINK, OWN)
        _remove_held(folder, handle)
    else:
        folder.rmdir()


def _remove_held(folder: Path, handle: int) -> None:
    """The lock file goes last: who is killed meanwhile leaves a folder that is known as ours."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    if sys.platform == "win32":
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
