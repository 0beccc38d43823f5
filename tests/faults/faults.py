"""What the world can do to an operation: faults are watchers that strike at one of its calls."""

import contextlib
import datetime
import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.calls import Call, Disk, Watcher
from tests.faults.calls import watching_python as _python
from tests.faults.sqlite_calls import watching_sqlite as _sqlite

TEN_YEARS = 10 * 365
CHANGING = frozenset({"write", "truncate", "rename", "link", "unlink", "mkdir", "rmdir", "mode"})


@dataclass
class Nothing(Watcher):
    """No fault; it counts the calls, and what is written."""

    count: int = 0
    written: int = 0

    def before(self, call: Call) -> int | None:
        self.count += 1
        self.written += len(call.data)
        return None


@dataclass
class Kill(Watcher):
    """kill -9 at the call with this number, before it is made."""

    at: int

    def before(self, call: Call) -> int | None:
        self.at -= 1
        if self.at == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return None


@dataclass
class Fail(Watcher):
    """The call with this number fails, and those after it if it `stays`."""

    at: int
    error: int = errno.EIO
    stays: bool = False

    def before(self, call: Call) -> int | None:
        self.at -= 1
        if self.at == 0 or (self.stays and self.at < 0):
            if self.error == errno.ENOSPC and not grows(call):
                return None  # a full disk still reads, syncs and gives free
            raise OSError(self.error, os.strerror(self.error), call.path)
        return None


@dataclass
class Full(Watcher):
    """There is room for so many bytes; what is written over again needs none."""

    at: int
    _sizes: dict[str, int] = field(default_factory=dict)

    def before(self, call: Call) -> int | None:
        if call.what in ("mkdir", "link") and self.at <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), call.path)
        if call.what != "write":
            return None
        size = self._sizes.get(call.path)
        if size is None:
            size = Path(call.path).stat().st_size if Path(call.path).exists() else 0
        end = call.offset + len(call.data) if call.handle.startswith("s") else size + len(call.data)
        grown = max(0, end - size)
        if grown <= self.at:
            self.at -= grown
            self._sizes[call.path] = max(size, end)
            return None
        room, self.at = max(0, len(call.data) - grown + self.at), 0
        self._sizes[call.path] = max(size, end - len(call.data) + room)
        if room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), call.path)
        return room


@dataclass
class ReadOnly(Watcher):
    """From the call with this number on nothing below a folder can be changed."""

    at: int
    folder: str

    def before(self, call: Call) -> int | None:
        self.at -= 1
        if self.at > 0 or not f"{call.path}/".startswith(self.folder + "/"):
            return None
        changes = call.what in CHANGING or (call.what == "open" and call.changes)
        if changes:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), call.path)
        return None


@dataclass
class Meddle(Watcher):
    """At the call with this number somebody else does something to the files."""

    at: int
    deed: Callable[[], None]

    def before(self, call: Call) -> int | None:
        self.at -= 1
        if self.at == 0:
            self.deed()
        return None


def grows(call: Call) -> bool:
    """Whether a call needs room on the disk."""
    return call.what in ("write", "mkdir", "link") or (call.what == "open" and call.makes)


@contextlib.contextmanager
def struck(folder: Path, watcher: Watcher) -> Iterator[Disk]:
    """Everything below the folder is done under the eyes of the watcher."""
    disk = Disk(folder, watcher)
    with _python(disk), _sqlite(disk):
        yield disk


def shift_clock(days: int) -> None:
    """Set the clock of our modules, in a process that ends with this case."""
    real = datetime.datetime

    class Shifted(real):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz) + datetime.timedelta(days=days)

    for name, module in list(sys.modules.items()):
        is_ours = name.split(".")[0] in ("annotation", "storage", "ui")
        if is_ours and getattr(module, "datetime", None) is real:
            module.datetime = Shifted  # type: ignore[attr-defined]
