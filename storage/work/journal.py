"""The journal: what was done, a line a step, never changed. Replaying it gives the tables."""

import sqlite3
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Any
from zlib import compressobj

from annotation.errors import Damaged, StaleChange
from annotation.values.history import History, Step, history_of
from annotation.values.items import Document
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.codec import read_changes, reading_items, write_changes
from storage.file_format.row_checksum import LongRow, row_checksum
from storage.work.journal_steps import JournalStep
from storage.work.kept_steps import KeptStep, KeptSteps

COLUMNS_BEFORE = "step_id, set_id, at, op, reverts, batch"
COLUMNS = f"{COLUMNS_BEFORE}, changes"
_CHANGES = ("journal", "changes")
_LARGE = 20_000  # bytes from which a step is kept compressed; it shrinks to a tenth
_PIECE = 1 << 20
_AT_ONCE = 500  # steps that are asked for in one question
JournalLine = tuple[str, int, str, str, str | None, str | None, str]


def line_of(set_id: int, entry: JournalStep) -> JournalLine:
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


def append(connection: sqlite3.Connection, line: JournalLine) -> None:
    """Write a line at the journal's end."""
    connection.execute(
        f"INSERT INTO journal ({COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*line, row_checksum(line)),
    )


def is_written(connection: sqlite3.Connection, line: JournalLine) -> bool:
    """Whether this line is in the journal; StaleChange when its id stands for another act."""
    query = f"SELECT {COLUMNS} FROM journal WHERE step_id = ?"
    found = connection.execute(query, (line[0],)).fetchone()
    if found is not None and found != line:
        raise StaleChange("The step {step} is in the journal as another act.", step=line[0])
    return found is not None


def steps_among(file: ProjectFile, step_ids: Iterable[str]) -> set[str]:
    """Which of these steps are in the journal."""
    ids, found = list(step_ids), set()
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT step_id FROM journal WHERE step_id IN ({marks})"
        found |= {step_id for (step_id,) in file.query(query, *some)}
    return found


def read_entries(file: ProjectFile, set_id: int) -> Iterator[JournalStep]:
    """The steps of a set, oldest first."""
    query = f"SELECT {COLUMNS} FROM journal WHERE set_id = ? ORDER BY id"
    for line in file.query(query, set_id):
        yield entry_of(line)


def read_history(file: ProjectFile, set_id: int) -> History:
    """What of a set can be undone and redone: a fold over its lines, without what they changed."""
    query = "SELECT step_id, op FROM journal WHERE set_id = ? ORDER BY id"
    with reading_items():
        return history_of(Step(step_id, Op(op)) for step_id, op in file.query(query, set_id))


def keep_steps(file: ProjectFile, set_id: int, history: History) -> KeptSteps:
    """The steps of both stacks, kept to be read when one is undone or done again."""
    reachable = {*history.done, *history.undone}
    query = f"SELECT id, {COLUMNS_BEFORE}, checksum FROM journal WHERE set_id = ? ORDER BY id"
    lines = file.query(query, set_id) if reachable else ()
    return KeptSteps((line[1], _kept(file, *line)) for line in lines if line[1] in reachable)


def _kept(file: ProjectFile, row: int, *columns: Any) -> KeptStep:
    """A line as small as it gets: a long one compressed, piece by piece, never whole in memory."""
    *line, checksum = columns
    op, reverts, batch = line[3:]
    with reading(file.path), file.connection.blobopen(*_CHANGES, row, readonly=True) as changes:
        if len(changes) < _LARGE:
            text = changes.read().decode("utf-8")
            _refuse_damage([*line, text], checksum)
            return KeptStep(op, reverts, batch, text)
        pieces, packer, sum_of_row = getincrementaldecoder("utf-8")(), compressobj(1), LongRow(line)
        packed = []
        while piece := changes.read(_PIECE):
            packed.append(packer.compress(piece))
            sum_of_row.take(pieces.decode(piece))
        _refuse_other_sum(line, sum_of_row.checksum(), checksum)
        return KeptStep(op, reverts, batch, b"".join((*packed, packer.flush())))


def _refuse_damage(line: list[Any], checksum: int) -> None:
    _refuse_other_sum(line, row_checksum(line), checksum)


def _refuse_other_sum(line: list[Any], found: int, checksum: int) -> None:
    if found != checksum:
        raise Damaged("A step of this project is damaged ({step}); restore a backup.", step=line[0])


def entry_of(line: tuple[Any, ...]) -> JournalStep:
    """A line as the step that it is; KnownError when it is damaged."""
    step_id, _, at, op, reverts, batch, changes = line
    with reading_items():
        return JournalStep(step_id, at, Transaction(Op(op), read_changes(changes), reverts, batch))


def entry_of_step(file: ProjectFile, step_id: str) -> JournalStep:
    """The step with this id, compared with its checksum; KnownError when it is damaged."""
    query = f"SELECT {COLUMNS}, checksum FROM journal WHERE step_id = ?"
    *line, checksum = file.query(query, step_id)[0]
    _refuse_damage(line, checksum)
    return entry_of(tuple(line))


def replay(document: Document, entries: Iterable[JournalStep]) -> State:
    """The state that the steps lead to, from nothing."""
    state = State(document)
    for entry in entries:
        state = state.apply(entry.transaction.changes)
    return state
