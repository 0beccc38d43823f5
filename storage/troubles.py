"""SQLite's errors as sentences: what the world did, and what to do about it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import KnownError

_PRIMARY = 0xFF  # the low byte of an extended error code is its kind
_DAMAGED = "{file} is damaged ({code}); restore a backup."
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
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FORMAT: _DAMAGED,
    sqlite3.SQLITE_NOMEM: "There is not enough memory to work on {file}.",
    sqlite3.SQLITE_TOOBIG: "Something is too big for {file}.",
}


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that are the world's fault into KnownError; others are bugs."""
    try:
        yield
    except sqlite3.Error as error:
        raise said(error, path) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """As `told`, where rows are only read: what cannot be decoded is damage too."""
    try:
        with told(path):
            yield
    except UnicodeDecodeError as error:
        raise KnownError(_DAMAGED, file=path.name, code="UTF-8") from error


def said(error: sqlite3.Error, path: Path) -> Exception:
    """The KnownError that an error stands for, or the error itself when it is a bug."""
    if str(error).startswith("Could not decode"):  # from Python's side, without a code
        return KnownError(_DAMAGED, file=path.name, code="UTF-8")
    code = getattr(error, "sqlite_errorcode", None)
    template = _SENTENCES.get(code & _PRIMARY) if code is not None else None
    if template is None:
        return error
    return KnownError(template, file=path.name, code=error.sqlite_errorname)
