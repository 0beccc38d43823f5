"""Giving what is finished its name, for good.

It is as private as it should be and has reached the disk before it has the name; then the folder
that holds the name is brought to the disk, too. Windows cannot sync folders.
"""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from annotation.errors import KnownError
from annotation.files.own_files import NO_LINK, OWN, make_folder, narrow

PROJECT_SUFFIX = ".tawseem"
_UNKNOWN_THERE = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # of a folder: it cannot be synced


class Unconfirmed(KnownError):
    """Something is under its name, but the disk does not say that it will last.

    `aside` is where the file is now that had the name.
    """

    aside: Path | None = None


def place(finished: Path, target: Path, permissions: int = OWN) -> None:
    """Give what is finished its name, for good; KnownError when something has that name."""
    _make_ready(finished, permissions)
    taken = KnownError("{path} exists already; choose another name.", path=target)
    try:
        if finished.is_dir():
            raise OSError(errno.EISDIR, "folders have no second name")
        os.link(finished, target)
    except FileExistsError as error:
        raise taken from error
    except OSError:  # a folder, or a file system without hard links
        if os.path.lexists(target):
            raise taken from None
        finished.rename(target)
    _make_lasting(target)


def replace(finished: Path, target: Path, permissions: int = OWN) -> None:
    """Give what is finished its name, for good, in place of the file that has it.

    KnownError when that is called a project: only a project may take its place.
    """
    _refuse_project(target)
    _make_ready(finished, permissions)
    finished.replace(target)
    _make_lasting(target)


def replace_all(pairs: Sequence[tuple[Path, Path]], kept: Path, permissions: int = OWN) -> None:
    """Give finished files and folders their names, for good; when one cannot have it, none has.

    What had the names lies in the folder `kept` meanwhile. KnownError when one is called a project,
    or the disk does not let those go that had theirs already.
    """
    for finished, target in pairs:
        _refuse_project(target)
        _make_ready(finished, permissions)
    make_folder(kept)
    done: list[tuple[Path, Path | None]] = []
    try:
        for number, (finished, target) in enumerate(pairs):
            done.append((target, _put_into(kept / str(number), target)))
            finished.replace(target)
    except OSError as error:
        left = [target for target, before in reversed(done) if not _is_given_back(target, before)]
        if left:
            raise incomplete(left, error) from error
        raise
    for _, target in pairs:
        _make_lasting(target)


def replace_and_keep(finished: Path, target: Path, permissions: int = OWN) -> Path:
    """Give what is finished its name, for good; the file that has it stays, under the name given
    back.

    When the name cannot be given, that file has it again.
    """
    _make_ready(finished, permissions)
    aside, has_two_names = _second_name(target)
    try:
        finished.replace(target)
    except OSError:
        if has_two_names:
            aside.unlink()
        else:
            aside.rename(target)
        raise
    try:
        _make_lasting(target)
    except Unconfirmed as unconfirmed:
        unconfirmed.aside = aside
        raise
    return aside


def incomplete(written: Sequence[Path], error: Exception) -> KnownError:
    """The refusal of something that has failed when a part of it had its name, and keeps it."""
    return KnownError(
        "{path} is written, but not all that was asked for: {reason}",
        path=", ".join(map(str, written)),
        reason=error.strerror or error if isinstance(error, OSError) else error,
    )


def take_back(target: Path, aside: Path | None) -> None:
    """Take a file away that was just placed, and give the name back to what had it."""
    if aside is None:
        target.unlink()
    else:
        aside.replace(target)


def give_other_name(path: Path, target: Path) -> None:
    """Let a file of ours be called otherwise; what had that name is gone. OSError."""
    path.replace(target)


def remove_file(path: Path) -> None:
    """Take a file away, if it is there; of a link only the link. OSError when it stays."""
    path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Take a folder of ours away with all that is in it, following no link. OSError."""
    shutil.rmtree(folder)


def remove_empty_folders(folder: Path) -> None:
    """Take a folder of ours away with those in it, as far as nothing is in them."""
    with contextlib.suppress(OSError):
        for inner in folder.iterdir():
            if inner.is_dir() and not inner.is_symlink():
                remove_empty_folders(inner)
        folder.rmdir()


def sync(path: Path) -> None:
    """Bring a file, or a folder with all that is in it, to the disk. OSError when that fails."""
    if path.is_dir():
        for inner in path.iterdir():
            sync(inner)
        _sync_folder(path)
    else:
        handle = os.open(path, os.O_RDWR | NO_LINK)
        try:
            _sync(handle)
        finally:
            os.close(handle)


def _refuse_project(target: Path) -> None:
    if target.suffix.lower() == PROJECT_SUFFIX and os.path.lexists(target):
        raise KnownError(
            "{path} is called a project, which is not replaced by anything else; choose another"
            " name.",
            path=target,
        )


def _put_into(place: Path, target: Path) -> Path | None:
    """Let what has a name lie elsewhere, too; where, if there is anything."""
    if not os.path.lexists(target):
        return None
    if target.is_symlink() or target.is_dir():
        target.rename(place)
        return place
    try:
        os.link(target, place)
    except OSError:  # a file system without hard links
        target.rename(place)
    return place


def _is_given_back(target: Path, before: Path | None) -> bool:
    """Take away what was just placed, if it was, and put back what had its name; False where the
    disk does not let it, and something new has the name.
    """
    try:
        if target.is_dir() and not target.is_symlink():
            remove_folder(target)
        else:
            remove_file(target)
        if before is not None:
            before.rename(target)
    except OSError:
        return not target.exists()
    return True


def _second_name(path: Path) -> tuple[Path, bool]:
    """Another name for a file, beside its own; whether it has both now, or only the new one."""
    for number in count(1):
        aside = path.with_stem(f"{path.stem}-replaced{f'-{number}' if number > 1 else ''}")
        if os.path.lexists(aside):
            continue
        try:
            os.link(path, aside)
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links
            path.rename(aside)
            return aside, False
        return aside, True
    raise AssertionError("numbers do not end")


def _make_ready(finished: Path, permissions: int) -> None:
    narrow(finished, permissions)
    if finished.is_dir():
        for inner in finished.rglob("*"):
            narrow(inner, permissions)
    sync(finished)


def _make_lasting(target: Path) -> None:
    """Bring a name to the disk; Unconfirmed says that it is there but may not last."""
    try:
        _sync_folder(target.parent)
    except OSError as error:
        raise Unconfirmed(
            "{path} is written, but the disk does not say that it will last ({reason}); look at it"
            " before you rely on it.",
            path=target,
            reason=error.strerror or error,
        ) from error


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders, others none that may not be read
        return
    try:
        _sync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN_THERE:
            raise
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # where the disk knows only the plain one
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)
