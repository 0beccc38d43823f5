"""SQLite's calls on its files, told to a watcher: a file system of its own around the usual one.

It is registered in the very library that Python's `sqlite3` uses, with ctypes, so that what is
tested is the program as it runs. The structures: https://www.sqlite.org/c3ref/vfs.html and
https://www.sqlite.org/c3ref/io_methods.html.
"""

import _sqlite3
import contextlib
import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from ctypes import POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast, pointer
from posixpath import dirname
from typing import Any

from tests.faults.calls import Call, Disk

OK, IOERR, FULL, CANTOPEN = 0, 10, 13, 14
READ, WRITE, SYNC, TRUNCATE, DELETE = (IOERR | kind << 8 for kind in (1, 3, 4, 6, 10))
CREATE, READ_ONLY, READ_WRITE = 0x4, 0x1, 0x2
JOURNALS = 0x800 | 0x4000 | 0x80000  # main journal, super journal, write-ahead log

_Close = ctypes.CFUNCTYPE(c_int, c_void_p)
_Transfer = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)
_Open = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class _Methods(Structure):
    """What can be done to an open file; the rest is handed on as it is."""

    _fields_ = (
        ("version", c_int),
        ("close", _Close),
        ("read", _Transfer),
        ("write", _Transfer),
        ("truncate", _Truncate),
        ("sync", _Sync),
        *((f"other{number}", c_void_p) for number in range(13)),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _FileSystem(Structure):
    _fields_ = (
        ("version", c_int),
        ("size", c_int),
        ("longest", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        *((f"other{number}", c_void_p) for number in range(14)),
    )


def library() -> Any:
    """The SQLite that Python uses; AttributeError where it hides it."""
    found = ctypes.CDLL(_sqlite3.__file__)
    found.sqlite3_vfs_find.restype = POINTER(_FileSystem)
    found.sqlite3_vfs_find.argtypes = [c_char_p]
    found.sqlite3_vfs_register.argtypes = [POINTER(_FileSystem), c_int]
    found.sqlite3_vfs_unregister.argtypes = [POINTER(_FileSystem)]
    return found


@contextlib.contextmanager
def watching_sqlite(disk: Disk) -> Iterator[None]:
    """Whatever SQLite opens in the meantime tells the disk's watcher what it does."""
    sqlite = library()
    usual = sqlite.sqlite3_vfs_find(None)
    ours = _Watched(disk, usual)
    sqlite.sqlite3_vfs_register(pointer(ours.system), 1)
    try:
        yield
    finally:
        sqlite.sqlite3_vfs_unregister(pointer(ours.system))
        sqlite.sqlite3_vfs_register(usual, 1)
        _KEPT.append(ours)  # a connection that is still open goes on calling


_KEPT: list["_Watched"] = []


class _Watched:
    """The usual file system, with every call told before and after it."""

    def __init__(self, disk: Disk, usual: Any) -> None:
        self._disk = disk
        self._usual = usual
        self._paths: dict[int, str] = {}
        self._unsynced: set[int] = set()  # journals whose folder SQLite syncs with them
        self._tables: dict[int, tuple[_Methods, _Methods]] = {}
        self.system = _FileSystem.from_buffer_copy(usual.contents)
        self.system.name = b"watched"
        self.system.open = self._kept_open = _Open(self._open)
        self.system.delete = self._kept_delete = _Delete(self._delete)

    def _open(self, _: Any, name: Any, file: Any, flags: int, out: Any) -> int:
        path = self._disk.place(cast(name, c_char_p).value) if name else ""
        is_watched = bool(path) and self._disk.is_watched(path)
        was_there = os.path.lexists(path) if is_watched else True
        if is_watched:
            makes = bool(flags & CREATE)
            call = Call(
                "open", path, makes=makes, changes=not was_there or bool(flags & READ_WRITE)
            )
            if failure := self._failure(call):
                if failure != errno.EROFS or not was_there:
                    return CANTOPEN
                flags = flags & ~(READ_WRITE | CREATE) | READ_ONLY  # as the usual one does
        code = int(
            self._usual.contents.open(
                ctypes.addressof(self._usual.contents), name, file, flags, out
            )
        )
        if code == OK and is_watched:
            self._replace_methods(cast(file, POINTER(_File)), path)
            self._disk.after(
                Call("open", path, handle=f"s{file}", makes=True, is_new=not was_there)
            )
            if flags & JOURNALS and not was_there:
                self._unsynced.add(file)
        return code

    def _delete(self, _: Any, name: bytes, syncs_folder: int) -> int:
        path = self._disk.place(name)
        if self._disk.is_watched(path) and self._failure(Call("unlink", path)):
            return DELETE
        was_there = os.path.lexists(path)
        code = int(
            self._usual.contents.delete(ctypes.addressof(self._usual.contents), name, syncs_folder)
        )
        if code == OK and was_there and self._disk.is_watched(path):
            self._disk.after(Call("unlink", path))
            if syncs_folder:
                self._disk.after(Call("sync-folder", dirname(path)))
        return code

    def _failure(self, call: Call) -> int:
        """The number of the error with which the call is to fail; 0 when it is not."""
        try:
            self._disk.before(call)
        except OSError as error:
            return error.errno or errno.EIO
        return 0

    def _replace_methods(self, file: Any, path: str) -> None:
        address = ctypes.addressof(file.contents)
        table = file.contents.methods
        key = ctypes.addressof(table.contents)
        if key not in self._tables:
            real = _Methods.from_buffer_copy(table.contents)
            self._tables[key] = (real, self._told(real))
        self._paths[address] = path
        file.contents.methods = pointer(self._tables[key][1])

    def _told(self, real: _Methods) -> _Methods:
        """The same methods, told."""
        told = _Methods.from_buffer_copy(real)

        def close(file: int) -> int:
            self._paths.pop(file, None)
            self._unsynced.discard(file)
            return int(real.close(file))

        def read(file: int, buffer: int, amount: int, offset: int) -> int:
            if self._failure(Call("read", self._paths[file], changes=False)):
                return READ
            return int(real.read(file, buffer, amount, offset))

        def write(file: int, buffer: int, amount: int, offset: int) -> int:
            data, path = ctypes.string_at(buffer, amount), self._paths[file]
            call = Call("write", path, handle=f"s{file}", offset=offset, data=data)
            try:
                room = self._disk.before(call)
            except OSError as error:
                return FULL if error.errno == errno.ENOSPC else WRITE
            if room is not None:
                real.write(file, buffer, room, offset)
                return FULL
            code = int(real.write(file, buffer, amount, offset))
            if code == OK:
                self._disk.after(call)
            return code

        def truncate(file: int, size: int) -> int:
            call = Call("truncate", self._paths[file], handle=f"s{file}", size=size)
            return self._simple(call, TRUNCATE, lambda: real.truncate(file, size))

        def sync(file: int, flags: int) -> int:
            call = Call("sync", self._paths[file], handle=f"s{file}")
            code = self._simple(call, SYNC, lambda: real.sync(file, flags))
            if code == OK and file in self._unsynced:
                self._unsynced.discard(file)
                self._disk.after(Call("sync-folder", dirname(self._paths[file])))
            return code

        told.close, told.read, told.write = _Close(close), _Transfer(read), _Transfer(write)
        told.truncate, told.sync = _Truncate(truncate), _Sync(sync)
        return told

    def _simple(self, call: Call, code_of_failure: int, real: Callable[[], int]) -> int:
        if self._failure(call):
            return code_of_failure
        code = int(real())
        if code == OK:
            self._disk.after(call)
        return code
