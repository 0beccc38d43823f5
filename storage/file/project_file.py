"""The open project file: one connection, its transactions, and the watch over its path.

How a write-ahead log works, and when it lasts: https://www.sqlite.org/wal.html.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotation.errors import Damaged, KnownError
from storage.file.lock import ProjectLock
from storage.file.troubles import DiskRefusal, damaged, reading, told
from storage.file_format.tables import Table

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table as Rows

Identity = tuple[int, int]  # device and inode

LOG_PAGES = 256  # in the write-ahead log, before they are brought into the file
LONG_LOG = 8 * 1024 * 1024  # bytes
READ_UNCHANGING = "mode=ro&immutable=1"

_FORBIDDEN_ACTIONS = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer"}
_FORBIDDEN_PRAGMAS = {"writable_schema", "temp_store_directory", "data_store_directory"}


class ProjectFile:
    """What the functions of this room work on. One thread at a time.

    Whatever reads or writes refuses with a KnownError where the disk does, and Damaged where the
    file is not sound.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: ProjectLock | None,
        *,
        is_read_only: bool,
        is_snapshot: bool = False,
    ) -> None:
        self.path = path
        self.connection = connection
        self.is_read_only = is_read_only
        self.is_snapshot = is_snapshot
        self.is_closed = False
        self.noted_as = ""  # in the log, since it was opened
        self.identity = identity_of(path)
        self.on_written: Callable[..., None] = _unheard  # after commits; `is_all_in` the file
        self.is_unchecked = False  # SQLite's check is still to come
        self.was_left_open = False  # and ours, too
        self.owes_backup = False  # a backup is to be made beside the work
        self.damage: Damaged | None = None  # what was found since: nothing is written any more
        self._lock = lock
        self._is_stopped = False
        self._is_read_beside = False

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or, when anything goes wrong, nothing.

        KnownError when the project is open for reading only, its path leads elsewhere or the disk
        refuses.
        """
        self.refuse_if_not_writable()
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self._refuse_if_swapped()
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        self.on_written(is_all_in=False)

    @cached_property
    def database(self) -> "Database":
        """sqlite-utils on the same connection; it leaves the connection's settings alone."""
        # Importing it takes 60 to 90 ms, which opening a project and its work must not pay.
        from sqlite_utils import Database

        return Database(self.connection, recursive_triggers=False, execute_plugins=False)

    def table(self, table: Table) -> "Rows":
        """A table to be written to, within `writing()`: elsewhere each row would be committed."""
        if not self.connection.in_transaction:
            raise RuntimeError("rows are written within writing() only")
        from sqlite_utils.db import Table as Rows

        return Rows(self.database, table.value)  # database.table() would first look for views

    def insert(self, table: Table, **values: str | int) -> int:
        """Add a row, within `writing()`, and return its number."""
        return int(self.table(table).insert(values).last_rowid or 0)

    @cached_property
    def uid(self) -> str:
        """The id that the project keeps wherever it is copied; Damaged where its row is gone."""
        found = self.value("SELECT uid FROM project")
        if found is None:
            raise damaged(self.path, "project")
        return str(found)

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a question, without sqlite-utils: for what opening a project needs."""
        self.refuse_if_stopped()
        with reading(self.path):
            return self.connection.execute(sql, values).fetchall()

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """All rows of a question, by the names of their columns."""
        self.refuse_if_stopped()
        with reading(self.path):
            return list(self.database.query(sql, values))

    def value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, None where there is no row."""
        rows = self.query(sql, *values)
        return rows[0][0] if rows else None

    def refuse_if_not_writable(self) -> None:
        """KnownError when the project is open for reading only, its path leads elsewhere, or it was
        found to be damaged.
        """
        if self.damage is not None:
            raise self.damage.with_traceback(None)  # it is told at each try, and keeps none of them
        if self.is_read_only:
            raise KnownError(
                "{file} is open for reading only; copy it to a folder of yours to work on it.",
                file=self.path.name,
            )
        self._refuse_if_swapped()

    def _refuse_if_swapped(self) -> None:
        # In WAL mode SQLite itself would go on writing, into a file that nobody can reach.
        if identity_of(self.path) != self.identity:
            raise self._swapped()

    def _swapped(self) -> KnownError:
        return KnownError(
            "{file} was moved, replaced or deleted while it was open; put it back, or save a"
            " backup under another name.",
            file=self.path.name,
        )

    def snapshot(self) -> "ProjectFile | None":
        """The file as it is now, for one other thread to read while this one goes on writing.

        Until `end_snapshot` all that is written stays in the log: the file itself does not change,
        so it is read as one that cannot change, without locks and without the log. One at a time,
        with no question under way. None where there is no log. KnownError when the path leads
        elsewhere or the disk refuses.
        """
        if self._is_read_beside:
            raise RuntimeError("one snapshot at a time")
        if not self.is_read_only:
            self._refuse_if_swapped()
            if self.value("PRAGMA journal_mode") != "wal":
                return None
            self.checkpoint()
            self._empty_log_after(0)
        self._is_read_beside = True
        try:
            return self._opened_again()
        except BaseException:
            self.end_snapshot()
            raise

    def _opened_again(self) -> "ProjectFile":
        with reading(self.path):
            connection = connect(self.path, READ_UNCHANGING)
        snapshot = ProjectFile(self.path, connection, None, is_read_only=True, is_snapshot=True)
        if snapshot.identity != self.identity or snapshot.uid != self.uid:
            connection.close()
            raise self._swapped()
        return snapshot

    def end_snapshot(self) -> None:
        """The snapshot has been closed: the log may be brought into the file again."""
        self._is_read_beside = False
        if not self.is_read_only:
            self._empty_log_after(LOG_PAGES)

    def has_long_log(self) -> bool:
        """Whether emptying the write-ahead log would take long enough to be felt."""
        try:
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size > LONG_LOG
        except OSError:
            return False

    def stop(self) -> None:
        """Refuse all questions from now on, the one under way too; said by another thread."""
        self._is_stopped = True
        with contextlib.suppress(sqlite3.ProgrammingError):  # it is closed just now
            self.connection.interrupt()

    def refuse_if_stopped(self) -> None:
        """KnownError when nobody wants the answer any more."""
        if self._is_stopped:
            raise KnownError("The project is closed.")

    def _empty_log_after(self, pages: int) -> None:
        with reading(self.path):
            self.connection.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchall()

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):  # as it quotes the file
                self.connection.rollback()

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file and empty it, unless a snapshot is read."""
        if not self.is_read_only and not self._is_read_beside:
            with reading(self.path):
                busy = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self.on_written(is_all_in=not busy)

    def settle(self) -> None:
        """Bring everything into the one file, with no log beside it; DiskRefusal when it cannot."""
        with reading(self.path):
            (mode,) = self.connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise DiskRefusal("{file} could not be finished.", file=self.path.name)

    def read_unchanging(self) -> None:
        """Bring the log that was left into the file, which is only read from now on."""
        self.settle()
        self.connection.close()
        with reading(self.path):
            self.connection = connect(self.path, READ_UNCHANGING)
        self.__dict__.pop("database", None)  # it has the other connection

    def close(self, *, is_log_left: bool = False) -> None:
        """Leave one ordinary file; what cannot be tidied now is tidied at the next opening.

        Where the log is to be left, nothing of it comes into the file.
        """
        if is_log_left:
            self.connection.interrupt()  # SQLite then closes without bringing it in
        elif not self.is_read_only:
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):  # as it quotes the file
                self.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        try:
            self.connection.close()
        finally:
            self.is_closed = True
            if self._lock is not None:
                self._lock.release()


def _unheard(*, is_all_in: bool) -> None:
    """Nobody wants to hear that something was written."""
    del is_all_in


def identity_of(path: Path) -> Identity | None:
    """Which file lies at a path; None when there is none or it cannot be reached."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that trusts nothing in the file; `mode` is a part of the URI, like mode=rw."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0.5,
    )
    connection.set_authorizer(_authorize)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
) -> int:
    is_forbidden = (
        action in _FORBIDDEN_ACTIONS
        or (action == sqlite3.SQLITE_FUNCTION and second in _FORBIDDEN_FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _FORBIDDEN_PRAGMAS)
    )
    return sqlite3.SQLITE_DENY if is_forbidden else sqlite3.SQLITE_OK
