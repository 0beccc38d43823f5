"""A disk in memory that forgets what was not synced, and SQLite on it, by a file system of apsw.

What was not synced when the power goes survives by chance, sector by sector and in any order; so
do files that were made or deleted.
"""

import contextlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

import apsw

SECTOR = 512
NAME = "/لا قرص هنا/مشروع.tawseem"  # on no real disk
FILE_SYSTEM = "forgetful"


class Disk:
    """Files as they are, and as they would be if the power went now; it goes at call `cut`."""

    def __init__(self, content: bytes, seed: int, cut: int, *, is_lying: bool) -> None:
        self.files = {NAME: bytearray(content)}
        self.is_lying = is_lying  # says that it has synced, and has not
        self.left: dict[str, bytes] | None = None  # after the cut
        self.is_over = False  # SQLite may tidy up, which changes nothing of what is left
        self._safe = {NAME: content}
        self._deleted: dict[str, bytes] = {}
        self._waiting: dict[str, list[tuple[int, bytes | None]]] = defaultdict(list)
        self._calls_left = cut
        self._chance = random.Random(seed)

    def call(self) -> None:
        """Every call that changes something; after the cut there are none."""
        self._calls_left -= 1
        if self._calls_left == 0:  # once
            self.left = dict(self._survivors())
        if self.left is not None and not self.is_over:
            raise apsw.IOError("the power is gone")

    def write(self, name: str, data: bytes, offset: int) -> None:
        file = self.files[name]
        file.extend(bytes(max(0, offset + len(data) - len(file))))
        file[offset : offset + len(data)] = data
        self._waiting[name].append((offset, data))

    def truncate(self, name: str, size: int) -> None:
        del self.files[name][size:]
        self._waiting[name].append((size, None))

    def sync(self, name: str) -> None:
        if not self.is_lying:
            if name not in self._safe:  # SQLite syncs the folder with a file that it has made
                self._deleted.clear()
            self._safe[name] = bytes(self.files[name])
            self._waiting[name].clear()

    def delete(self, name: str, *, is_synced: bool) -> None:
        self.files.pop(name)
        self._waiting.pop(name, None)
        if name in self._safe:
            self._deleted[name] = self._safe.pop(name)
        if is_synced:
            self._deleted.clear()

    def _survivors(self) -> Iterator[tuple[str, bytes]]:
        for name in self.files:
            if name in self._safe or self._chance.random() < 0.5:
                safe, waiting = self._safe.get(name, b""), self._waiting[name]
                yield name, after_cut(safe, waiting, self._chance)
        for name, content in self._deleted.items():
            if name not in self.files and self._chance.random() < 0.5:
                yield name, content


def after_cut(
    safe: bytes, writes: Iterable[tuple[int, bytes | None]], chance: random.Random
) -> bytes:
    """What a file may hold when the power goes, of which this was safe and these writes were not;
    a write without data is a truncation.
    """
    content = bytearray(safe)
    for offset, data in writes:
        share = chance.choice((0, 0.5, 1))  # a write is lost, torn or whole
        if data is None:
            if chance.random() < share:
                del content[offset:]
            continue
        for begin, end in _sectors(offset, len(data)):
            if chance.random() < share:
                content.extend(bytes(max(0, end - len(content))))
                content[begin:end] = data[begin - offset : end - offset]
    return bytes(content)


def _sectors(offset: int, length: int) -> Iterator[tuple[int, int]]:
    """A write cut where one sector ends and the next begins."""
    begin, last = offset, offset + length
    while begin < last:
        end = min(last, begin + SECTOR - begin % SECTOR)
        yield begin, end
        begin = end


class OpenFile:
    """What SQLite asks of one file."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk, self._name = disk, name

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._disk.files[self._name][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.call()
        self._disk.write(self._name, bytes(data), offset)

    def xTruncate(self, size: int) -> None:
        self._disk.call()
        self._disk.truncate(self._name, size)

    def xSync(self, flags: int) -> None:
        self._disk.call()
        self._disk.sync(self._name)

    def xFileSize(self) -> int:
        return len(self._disk.files[self._name])

    def xLock(self, level: int) -> None: ...
    def xUnlock(self, level: int) -> None: ...
    def xClose(self) -> None: ...

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, operation: int, pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE)


class Computer(apsw.VFS):  # type: ignore[misc]
    """A file system with nothing but our disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(FILE_SYSTEM, base="")

    def xFullPathname(self, name: str) -> str:
        return name

    def xOpen(self, name: object, flags: list[int]) -> OpenFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if path not in self._disk.files:
            self._disk.call()
            self._disk.files[path] = bytearray()
        return OpenFile(self._disk, path)

    def xDelete(self, name: str, is_synced: bool) -> None:
        self._disk.call()
        self._disk.delete(name, is_synced=is_synced)

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self._disk.files


class Connection(apsw.Connection):  # type: ignore[misc]
    """What our room asks of a connection and apsw calls otherwise."""

    def rollback(self) -> None:
        with contextlib.suppress(apsw.Error):
            self.execute("ROLLBACK")
