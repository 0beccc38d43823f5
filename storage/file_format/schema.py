"""Which tables a project file has, in which version, and how an older one becomes today's."""

import contextlib
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotation.errors import KnownError
from storage.file_format.migrations import MIGRATIONS
from storage.file_format.row_checksum import row_checksum

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x5457534D  # "TWSM"
FIRST_VERSION = 1

Objects = dict[tuple[str, str], str]  # type and name to the CREATE statement
Migration = tuple[str, ...] | Callable[["Database"], None]  # statements, or what they cannot do


@dataclass(frozen=True, slots=True)
class Schema:
    """The first version as SQL and, in order, a migration for each version after it."""

    source: str
    migrations: tuple[Migration, ...] = ()

    @property
    def version(self) -> int:
        """The version that this program writes."""
        return FIRST_VERSION + len(self.migrations)

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty database."""
        connection.executescript(self.source)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FIRST_VERSION}")
        self.migrate(connection)

    def migrate(self, connection: sqlite3.Connection) -> None:
        """Bring an older database to this version, wholly or not at all; KnownError when it does
        not fit.
        """
        version = user_version(connection)
        if version == self.version:
            return
        # transform() drops tables: foreign keys must be off, which a transaction does not allow.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for migration in self.migrations[version - FIRST_VERSION :]:
                _apply(migration, connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise KnownError("The project could not be brought to this version's form.")
            connection.execute(f"PRAGMA user_version = {self.version}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")

    def objects(self, version: int) -> Objects:
        """What a file of this version holds, and nothing else."""
        return _objects_of(Schema(self.source, self.migrations[: version - FIRST_VERSION]))


def _apply(migration: Migration, connection: sqlite3.Connection) -> None:
    """Take one step, within a transaction that is under way."""
    if isinstance(migration, tuple):
        connection.create_function("row_checksum", -1, lambda *values: row_checksum(values))
        for statement in migration:
            connection.execute(statement)
        return
    from sqlite_utils import Database  # a tenth of a second, which opening must not pay

    migration(Database(connection, execute_plugins=False))


@cache
def _objects_of(schema: Schema) -> Objects:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.create(connection)
        return objects_in(connection)


@cache
def current_schema() -> Schema:
    """The schema of this program."""
    return Schema(Path(__file__).with_name("schema.sql").read_text("utf-8"), MIGRATIONS)


def user_version(connection: sqlite3.Connection) -> int:
    """The version that a database says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def objects_in(connection: sqlite3.Connection) -> Objects:
    """Tables, indexes, triggers and views of a database, in one spelling of white space."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master")
    return {(kind, name): re.sub(r"\s+", " ", sql or "") for kind, name, sql in rows}
