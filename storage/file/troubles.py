"""SQLite's errors as sentences: what the world did, and what to do about it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import Damaged, KnownError

_PRIMARY = 0xFF  # the low byte of an extended error code is its kind
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk of {file} is full; make room, nothing of it is lost.",
    sqlite3.SQLITE_IOERR: "The disk of {file} does not answer as it should ({code}); make room"
    " or plug it in again.",
    sqlite3.SQLITE_READONLY: "{file} may not be written ({code}).",
    sqlite3.SQLITE_BUSY: "{file} is in use by another program; close it there.",
    sqlite3.SQLITE_LOCKED: "{file} is in use by another program; close it there.",
    sqlite3.SQLITE_PROTOCOL: "{file} is in use by another program; close it there.",
    sqlite3.SQLITE_CANTOPEN: "{file} cannot be opened ({code}).",
    sqlite3.SQLITE_PERM: "{file} cannot be opened ({code}).",
    sqlite3.SQLITE_NOMEM: "There is not enough memory to work on {file}.",
    sqlite3.SQLITE_INTERRUPT: "The project is closed.",
    sqlite3.SQLITE_TOOBIG: "Something is too big for {file}.",
}


class DiskRefusal(KnownError):
    """A disk, or whoever else has the file, that refuses: nothing is said of what is in it."""


def damaged(path: Path, reason: object) -> Damaged:
    """The refusal of a file in which this is wrong."""
    return Damaged("{file} is damaged ({reason}); restore a backup.", file=path.name, reason=reason)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the world's fault into KnownError; others are bugs."""
    try:
        yield
    except sqlite3.Error as error:
        raise said(error, path) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """As `told`, where rows are only read: what cannot be decoded is Damaged, too."""
    try:
        with told(path):
            yield
    except UnicodeDecodeError as error:
        raise damaged(path, "UTF-8") from error


def said(error: sqlite3.Error, path: Path) -> Exception:
    """The KnownError that an error stands for, or the error itself when it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # from Python's side: a text that cannot be decoded, or a wrong call of ours
        is_undecoded = type(error) is sqlite3.OperationalError
        return damaged(path, "UTF-8") if is_undecoded else error
    kind = code & _PRIMARY
    if kind in _DAMAGE:
        return damaged(path, error.sqlite_errorname)
    template = _SENTENCES.get(kind)
    if template is None:
        return error
    return DiskRefusal(template, file=path.name, code=error.sqlite_errorname)
