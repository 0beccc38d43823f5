"""Annotation sets: opening one for work, and the one way in which it changes."""

import contextlib
import gc
import sqlite3
from collections.abc import Iterable, Iterator

from annotation.errors import AnnotationError
from annotation.values.history import History
from annotation.values.items import Decision, Document, Relation, Span
from annotation.values.state import Change, State
from annotation.values.transaction import Op
from storage.corpus.annotators import make_annotator
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.item_rows import insert_items, load_state, write_change
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.work import journal
from storage.work.first_page import load_first_page
from storage.work.journal_steps import JournalStep, OpenSet


def open_set(file: ProjectFile, document_uid: str, annotator: str) -> OpenSet:
    """An annotator's work on a document; the set and the annotator are made when absent.

    KnownError when the document is not there, or an item cannot be read.
    """
    row, document = find_document(file, document_uid)
    set_id = find_set(file, row, annotator)
    if set_id is None and not file.is_read_only:
        with file.writing():
            set_id = make_set(file, row, annotator)
    if set_id is None:
        return OpenSet(0, document, annotator, State(document), History(), {})
    with collector_resting():
        state = read_state(file, set_id, document).warmed()
    history = journal.read_history(file, set_id)
    kept = journal.keep_steps(file, set_id, history)
    return OpenSet(set_id, document, annotator, state, history, kept, kept.batches())


def read_first_page(file: ProjectFile, document_uid: str, annotator: str, end: int) -> State:
    """What is needed to show a document's first page: for looking at, not for working on."""
    row, document = find_document(file, document_uid)
    set_id = find_set(file, row, annotator)
    if set_id is None:
        return State(document)
    with reading(file.path):
        return load_first_page(file.connection, set_id, document, end)


@contextlib.contextmanager
def collector_resting() -> Iterator[None]:
    """Spare Python's collector looking through items that come by the thousand and stay."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def read_work(file: ProjectFile, document_uid: str, annotator: str) -> State:
    """An annotator's items in a document; nothing where they have no set, and none is made."""
    row, document = find_document(file, document_uid)
    set_id = find_set(file, row, annotator)
    return State(document) if set_id is None else read_state(file, set_id, document)


def place_of_work(file: ProjectFile, set_id: int) -> tuple[str, str]:
    """The document's id and the annotator's name of a set; refused when there is no such set."""
    rows = file.query(
        "SELECT d.uid, a.name FROM annotation_set s JOIN document d ON d.id = s.document_id"
        " JOIN annotator a ON a.id = s.annotator_id WHERE s.id = ?",
        set_id,
    )
    if not rows:
        raise AnnotationError("This annotation set is not in the project.")
    return (rows[0][0], rows[0][1])


def read_state(file: ProjectFile, set_id: int, document: Document) -> State:
    """All items of a set."""
    with reading(file.path):
        return load_state(file.connection, set_id, document)


def write_entry(connection: sqlite3.Connection, set_id: int, entry: JournalStep) -> None:
    """Write a step within a transaction that is under way: rows, line in the journal, counts.

    A step that is written already is accepted when it is the same, so that it may be tried again.
    StaleChange when a row is not what the step expects.
    """
    line = journal.line_of(set_id, entry)
    if journal.is_written(connection, line):
        return
    changes = entry.transaction.changes
    if entry.transaction.op is Op.IMPORT and all(change.before is None for change in changes):
        insert_items(connection, set_id, [change.after for change in changes if change.after])
    else:
        for change in changes:
            write_change(connection, set_id, change)
    journal.append(connection, line)
    _count(connection, set_id, changes)


def make_set(file: ProjectFile, document_row: int, annotator: str) -> int:
    """The id of a set, made within a transaction that is under way if it is not there."""
    set_id = find_set(file, document_row, annotator)
    if set_id is not None:
        return set_id
    document = file.value("SELECT uid FROM document WHERE id = ?", document_row)
    return file.insert(
        Table.ANNOTATION_SET,
        document_id=document_row,
        annotator_id=make_annotator(file, annotator),
        checksum=row_checksum([document, annotator]),
    )


def find_set(file: ProjectFile, document_row: int, annotator: str) -> int | None:
    """The id of a set; None when it is not there."""
    value = file.value(
        "SELECT s.id FROM annotation_set s JOIN annotator a ON a.id = s.annotator_id"
        " WHERE s.document_id = ? AND a.name = ?",
        document_row,
        annotator,
    )
    return None if value is None else int(value)


def count_decided(connection: sqlite3.Connection, document_row: int) -> None:
    """Count anew, after the suggestions have changed, how many of them each annotator decided."""
    connection.execute(
        f"UPDATE annotation_set SET decided = ({DECIDED}) WHERE document_id = ?", (document_row,)
    )


DECIDED = (
    "SELECT count(*) FROM decision d WHERE d.set_id = annotation_set.id AND ("
    " EXISTS (SELECT 1 FROM suggested_span g"
    " WHERE g.document_id = annotation_set.document_id AND g.id = d.suggestion)"
    " OR EXISTS (SELECT 1 FROM suggested_relation g"
    " WHERE g.document_id = annotation_set.document_id AND g.id = d.suggestion))"
)


def _count(connection: sqlite3.Connection, set_id: int, changes: Iterable[Change]) -> None:
    """Keep the set's counts in step with what changed."""
    spans = relations = 0
    has_decided = False
    for change in changes:
        item = change.before or change.after
        growth = (change.after is not None) - (change.before is not None)
        spans += growth if isinstance(item, Span) else 0
        relations += growth if isinstance(item, Relation) else 0
        has_decided = has_decided or isinstance(item, Decision)
    decided = f"({DECIDED})" if has_decided else "decided"
    connection.execute(
        f"UPDATE annotation_set SET spans = spans + ?, relations = relations + ?,"
        f" decided = {decided} WHERE id = ?",
        (spans, relations, set_id),
    )
