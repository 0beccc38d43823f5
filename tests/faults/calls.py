"""Every call by which our code asks the disk for something, told to a watcher before and after it.

Python's own calls are wrapped (`os`, `open`); SQLite's go through a file system of its own, see
`sqlite_calls.py`. Only paths below one folder are watched, and never the log, which a thread of its
own writes when it comes to it.
"""

import builtins
import contextlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import abspath, basename, dirname, join
from typing import Any

UNWATCHED = "tawseem.log"


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of the disk; `handle` is an open file, as whoever opened it calls it."""

    what: str  # open, read, write, truncate, sync, sync-folder, rename, link, unlink, mkdir, rmdir
    path: str
    to: str = ""  # the second path of a rename or a link
    handle: str = ""
    offset: int = 0
    data: bytes = b""
    size: int = 0  # of a file that is truncated
    makes: bool = False  # an open that may make the file
    is_new: bool = False  # and has made it
    changes: bool = True  # something on the disk, or would


class Watcher:
    """Hears of calls. An OSError before one is that call's failure; it may let a write be short."""

    def before(self, call: Call) -> int | None:
        """Called before; of a write it may say how many bytes fit, else None."""

    def after(self, call: Call) -> None:
        """Called after, if the call has succeeded."""


class Disk:
    """Who listens, which folder is watched, and what lies behind Python's open descriptors."""

    def __init__(self, folder: Path, watcher: Watcher) -> None:
        self.top = os.path.realpath(folder)
        self.watcher = watcher
        self.opened: dict[int, str] = {}
        self._is_inside = False

    def is_watched(self, path: str) -> bool:
        return (path + "/").startswith(self.top + "/") and not basename(path).startswith(UNWATCHED)

    def before(self, call: Call) -> int | None:
        if self._is_inside:  # the watcher's own calls
            return None
        with self._alone():
            return self.watcher.before(call)

    def after(self, call: Call) -> None:
        if not self._is_inside:
            with self._alone():
                self.watcher.after(call)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self._is_inside = True
        try:
            yield
        finally:
            self._is_inside = False

    def place(self, path: Any, folder: int | None = None) -> str:
        """The whole path of what a call names, its links unfollowed; empty for what is unknown."""
        if isinstance(path, int):
            return self.opened.get(path, "")
        name = os.fsdecode(path)
        if folder is not None:
            if folder not in self.opened:
                return ""
            name = join(self.opened[folder], name)
        whole = abspath(name)
        return join(os.path.realpath(dirname(whole)), basename(whole))


REAL = {
    name: getattr(os, name)
    for name in (
        *("open", "close", "write", "ftruncate", "fsync", "fdatasync", "replace", "rename"),
        *("link", "unlink", "remove", "mkdir", "rmdir", "chmod", "fchmod"),
    )
}
REAL_OPEN = io.open


@contextlib.contextmanager
def watching_python(disk: Disk) -> Iterator[None]:
    """Python's calls are told to the disk's watcher."""
    wrapped = _wrapped(disk)
    shortcut = shutil._USE_CP_SENDFILE  # type: ignore[attr-defined] # copies unseen
    for name, function in wrapped.items():
        setattr(os, name, function)
    io.open = builtins.open = _opening(disk)  # type: ignore[assignment]
    shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name in wrapped:
            setattr(os, name, REAL[name])
        io.open = builtins.open = REAL_OPEN
        shutil._USE_CP_SENDFILE = shortcut  # type: ignore[attr-defined]


def _wrapped(disk: Disk) -> dict[str, Callable[..., Any]]:
    def told(call: Call, real: Callable[[], Any]) -> Any:
        disk.before(call)
        answer = real()
        disk.after(call)
        return answer

    def os_open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        place = disk.place(path, dir_fd)

        def real() -> int:
            return int(REAL["open"](path, flags, mode, dir_fd=dir_fd))

        return _opened(disk, place, flags, real)

    def os_close(handle: int) -> None:
        disk.opened.pop(handle, None)
        REAL["close"](handle)

    def os_write(handle: int, data: Any) -> int:
        if handle not in disk.opened:
            return int(REAL["write"](handle, data))
        return _write(disk, handle, data, REAL["write"])

    def os_ftruncate(handle: int, length: int) -> None:
        if handle not in disk.opened:
            return REAL["ftruncate"](handle, length)
        call = Call("truncate", disk.opened[handle], handle=str(handle), size=length)
        return told(call, lambda: REAL["ftruncate"](handle, length))

    def syncing(name: str) -> Callable[[int], None]:
        def sync(handle: Any) -> None:
            number = handle if isinstance(handle, int) else handle.fileno()
            if number not in disk.opened:
                return REAL[name](number)
            path = disk.opened[number]
            what = "sync-folder" if Path(path).is_dir() else "sync"
            return told(Call(what, path, handle=str(number)), lambda: REAL[name](number))

        return sync

    def two(name: str, what: str) -> Callable[..., None]:
        def act(source: Any, target: Any, **where: Any) -> None:
            first = disk.place(source, where.get("src_dir_fd"))
            second = disk.place(target, where.get("dst_dir_fd"))
            if not (disk.is_watched(first) or disk.is_watched(second)):
                return REAL[name](source, target, **where)
            return told(Call(what, first, second), lambda: REAL[name](source, target, **where))

        return act

    def one(name: str, what: str) -> Callable[..., None]:
        def act(path: Any, *others: Any, **where: Any) -> None:
            place = disk.place(path, where.get("dir_fd"))
            if not disk.is_watched(place):
                return REAL[name](path, *others, **where)
            return told(Call(what, place), lambda: REAL[name](path, *others, **where))

        return act

    return {
        "open": os_open,
        "close": os_close,
        "write": os_write,
        "ftruncate": os_ftruncate,
        "fsync": syncing("fsync"),
        "fdatasync": syncing("fdatasync"),
        "replace": two("replace", "rename"),
        "rename": two("rename", "rename"),
        "link": two("link", "link"),
        "unlink": one("unlink", "unlink"),
        "remove": one("remove", "unlink"),
        "mkdir": one("mkdir", "mkdir"),
        "rmdir": one("rmdir", "rmdir"),
        "chmod": one("chmod", "mode"),
        "fchmod": one("fchmod", "mode"),
    }


def _opened(disk: Disk, place: str, flags: int, real: Callable[[], int]) -> int:
    if not place or not disk.is_watched(place):
        handle = real()
        if Path(place).is_dir():
            disk.opened[handle] = place
        return handle
    changes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    was_there = os.path.lexists(place)
    makes = bool(flags & os.O_CREAT)
    disk.before(Call("open", place, makes=makes, changes=changes))
    handle = real()
    disk.opened[handle] = place
    call = Call("open", place, handle=str(handle), makes=makes, is_new=not was_there)
    disk.after(call)
    if flags & os.O_TRUNC and was_there:
        disk.after(Call("truncate", place, handle=str(handle), size=0))
    return handle


def _write(disk: Disk, handle: int, data: Any, real: Callable[[int, Any], int]) -> int:
    """Write as much as there is room for; with room for nothing the watcher has raised."""
    path, whole = disk.opened[handle], bytes(data)
    room = disk.before(Call("write", path, handle=str(handle), data=whole))
    count = int(real(handle, whole if room is None else whole[:room]))
    end = os.lseek(handle, 0, os.SEEK_CUR)
    disk.after(Call("write", path, handle=str(handle), offset=end - count, data=whole[:count]))
    return count


def _opening(disk: Disk) -> Callable[..., Any]:
    """What stands in the place of `open`: the same, on files whose every write is told."""

    class File(io.FileIO):
        def write(self, data: Any) -> int:
            if self.fileno() not in disk.opened:
                return super().write(data)
            return _write(disk, self.fileno(), data, lambda _, some: super(File, self).write(some))

        def truncate(self, size: int | None = None) -> int:
            size = self.tell() if size is None else size
            call = Call(
                "truncate", disk.opened[self.fileno()], handle=str(self.fileno()), size=size
            )
            disk.before(call)
            answer = super().truncate(size)
            disk.after(call)
            return answer

        def readinto(self, buffer: Any) -> int:
            self._reading()
            return super().readinto(buffer)

        def readall(self) -> bytes:
            self._reading()
            return super().readall()

        def _reading(self) -> None:
            if self.fileno() in disk.opened:
                disk.before(Call("read", disk.opened[self.fileno()], changes=False))

        def close(self) -> None:
            if not self.closed:
                disk.opened.pop(self.fileno(), None)
            super().close()

    def opening(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        place = "" if opener else disk.place(file)
        is_known = isinstance(file, int) and file in disk.opened
        if not (is_known or opener or (place and disk.is_watched(place))):
            return REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        kind = "".join(letter for letter in mode if letter not in "bt")
        raw = (
            File(file, kind, closefd, opener or os.open)
            if not is_known
            else File(file, kind, closefd)
        )
        if "b" in mode and buffering == 0:
            return raw
        buffered: Any
        if "+" in kind:
            buffered = io.BufferedRandom(raw)
        else:
            buffered = io.BufferedReader(raw) if "r" in kind else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        text = io.TextIOWrapper(buffered, encoding, errors, newline)
        text.mode = mode  # type: ignore[misc]
        return text

    return opening
