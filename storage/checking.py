"""Checking a project to the ground: SQLite's checks, then ours."""

from collections.abc import Iterator

from annotation.errors import Refusal
from annotation.items import Document, text_hash
from storage import journal
from storage.documents import each_document
from storage.project_file import ProjectFile
from storage.row_checksum import row_checksum
from storage.sets import DECIDED, read_state
from storage.tables import Table
from storage.troubles import reading

_CHECKSUMMED = {
    Table.PROJECT: "uid, created, tagset",
    Table.DOCUMENT: "uid, name, sha256, length, attributes",
    Table.ANNOTATOR: "name",
    Table.JOURNAL: journal.COLUMNS,
}
_WRONG_SET_COUNTS = f"""
    SELECT annotation_set.id FROM annotation_set
    WHERE spans <> (SELECT count(*) FROM span WHERE set_id = annotation_set.id)
    OR relations <> (SELECT count(*) FROM relation WHERE set_id = annotation_set.id)
    OR decided <> ({DECIDED})
"""
_WRONG_DOCUMENT_COUNTS = """
    SELECT d.name FROM document d WHERE d.suggestions <>
    (SELECT count(*) FROM suggested_span WHERE document_id = d.id)
    + (SELECT count(*) FROM suggested_relation WHERE document_id = d.id)
"""


def check_file(file: ProjectFile) -> list[str]:
    """Everything that is wrong with the file, a sentence each; empty when it is sound."""
    problems = list(_damage(file))
    if problems:
        return problems  # what lies in damaged pages need not be read
    return [*_wrong_rows(file), *_wrong_documents(file), *_wrong_counts(file)]


def _damage(file: ProjectFile) -> Iterator[str]:
    try:
        for (line,) in file.query("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield f"SQLite finds: {line}."
        for table, row, parent, _ in file.query("PRAGMA foreign_key_check"):
            yield f"Row {row} of {table} refers to a row of {parent} that is not there."
    except Refusal as error:
        yield str(error)


def _wrong_rows(file: ProjectFile) -> Iterator[str]:
    """Rows that are not as they were written, and lines of the journal that are missing."""
    count, last = file.query("SELECT count(*), coalesce(max(id), 0) FROM journal")[0]
    if count != last:
        yield f"The journal has {count} lines and should have {last}."
    with reading(file.path):
        for table, columns in _CHECKSUMMED.items():
            query = f"SELECT id, {columns}, checksum FROM {table} ORDER BY id"
            for id, *values, checksum in file.connection.execute(query):
                if row_checksum(values) != checksum:
                    yield f"Row {id} of {table} is not as it was written."


def _wrong_documents(file: ProjectFile) -> Iterator[str]:
    for row, document in each_document(file):
        is_sound = text_hash(document.text) == document.sha256
        length = file.value("SELECT length FROM document WHERE id = ?", row)
        if not is_sound or length != len(document.text):
            yield f"The text of “{document.name}” is not as it was imported."
        for (set_id,) in file.query("SELECT id FROM annotation_set WHERE document_id = ?", row):
            yield from _wrong_set(file, set_id, document)


def _wrong_set(file: ProjectFile, set_id: int, document: Document) -> Iterator[str]:
    """Replaying the journal from nothing must give what the tables hold."""
    try:
        replayed = journal.replay(document, journal.read_entries(file, set_id))
        is_equal = replayed == read_state(file, set_id, document)
    except Refusal as error:
        yield f"The work on “{document.name}” (set {set_id}) cannot be read: {error}"
        return
    if not is_equal:
        yield f"The journal of “{document.name}” (set {set_id}) does not lead to its items."


def _wrong_counts(file: ProjectFile) -> Iterator[str]:
    for (set_id,) in file.query(_WRONG_SET_COUNTS):
        yield f"The counts of set {set_id} are wrong."
    for (name,) in file.query(_WRONG_DOCUMENT_COUNTS):
        yield f"The count of suggestions of “{name}” is wrong."
