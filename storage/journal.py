"""The journal: what was done, a line a step, never changed. Replaying it gives the tables."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from annotation.errors import StaleChange
from annotation.items import Document
from annotation.state import State
from annotation.transaction import Op, Transaction
from storage.codec import read_changes, reading_items, write_changes
from storage.entries import Entry
from storage.project_file import ProjectFile
from storage.row_checksum import row_checksum

COLUMNS = "step_id, set_id, at, op, reverts, batch, changes"
Line = tuple[str, int, str, str, str | None, str | None, str]


def line_of(set_id: int, entry: Entry) -> Line:
    """A step as it is written."""
    transaction = entry.transaction
    return (
        entry.step_id,
        set_id,
        entry.at,
        transaction.op.value,
        transaction.reverts,
        transaction.batch,
        write_changes(transaction.changes),
    )


def append(connection: sqlite3.Connection, line: Line) -> None:
    """Write a line at the journal's end."""
    connection.execute(
        f"INSERT INTO journal ({COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*line, row_checksum(line)),
    )


def is_written(connection: sqlite3.Connection, line: Line) -> bool:
    """Whether this line is in the journal; StaleChange when its id stands for another act."""
    query = f"SELECT {COLUMNS} FROM journal WHERE step_id = ?"
    found = connection.execute(query, (line[0],)).fetchone()
    if found is not None and found != line:
        raise StaleChange("The step {step} is in the journal as another act.", step=line[0])
    return found is not None


def read_entries(file: ProjectFile, set_id: int) -> Iterator[Entry]:
    """The steps of a set, oldest first."""
    query = f"SELECT {COLUMNS} FROM journal WHERE set_id = ? ORDER BY id"
    for line in file.query(query, set_id):
        yield entry_of(line)


def entry_of(line: tuple[Any, ...]) -> Entry:
    """A line as the step that it is; KnownError when it is damaged."""
    step_id, _, at, op, reverts, batch, changes = line
    with reading_items():
        return Entry(step_id, at, Transaction(Op(op), read_changes(changes), reverts, batch))


def replay(document: Document, entries: Iterable[Entry]) -> State:
    """The state that the steps lead to, from nothing."""
    state = State(document)
    for entry in entries:
        state = state.apply(entry.transaction.changes)
    return state
