"""Checking a project to the ground: SQLite's checks, then ours."""

from collections.abc import Callable, Iterator

from annotation.errors import AnnotationError, Refusal
from annotation.values.items import Document, text_hash
from storage.corpus.documents import document_of_row, each_whole_document
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.work import journal
from storage.work.sets import DECIDED, read_state

TOLD_EACH = 64  # documents between two signs of progress
_CHECKSUMMED = {
    Table.PROJECT: "uid, created, tagset",
    Table.DOCUMENT: "uid, name, sha256, length, attributes",
    Table.ANNOTATOR: "name",
    Table.ANNOTATION_SET: "(SELECT uid FROM document WHERE id = document_id) AS document,"
    " (SELECT name FROM annotator WHERE id = annotator_id) AS annotator",
    Table.PROJECT_SETTING: "name, value",
    Table.ASSIGNMENT: "document_id, annotator_id, manner, at",
    Table.SUGGESTION_RUN: "uid, suggester, version, parameters, at",
    Table.ARRIVAL: "uid, at, file, sha256, size, records",
    Table.JOURNAL: journal.COLUMNS,
}
_WRONG_SET_COUNTS = f"""
    SELECT id FROM annotation_set
    WHERE spans <> (SELECT count(*) FROM span WHERE set_id = annotation_set.id)
    OR relations <> (SELECT count(*) FROM relation WHERE set_id = annotation_set.id)
    OR decided <> ({DECIDED})
"""
_WRONG_DOCUMENT_COUNTS = """
    SELECT d.name FROM document d WHERE d.suggestions <>
    (SELECT count(*) FROM suggested_span WHERE document_id = d.id)
    + (SELECT count(*) FROM suggested_relation WHERE document_id = d.id)
"""
_WRONG_SUGGESTIONS = """
    SELECT name FROM document d WHERE EXISTS (
        SELECT 1 FROM suggested_span g WHERE g.document_id = d.id AND (
            g."end" > d.length OR g."begin" >= g."end" OR g.score NOT BETWEEN 0 AND 1
            OR g.fragments NOT LIKE '[[' || g."begin" || ',%'
            OR g.fragments NOT LIKE '%,' || g."end" || ']]'))
    OR EXISTS (
        SELECT 1 FROM suggested_relation g WHERE g.document_id = d.id AND (
            g.head_end > d.length OR g.head_begin >= g.head_end
            OR g.tail_end > d.length OR g.tail_begin >= g.tail_end
            OR g.score NOT BETWEEN 0 AND 1))
"""
_WITHOUT_TEXT = """
    SELECT name FROM document WHERE id NOT IN (SELECT document_id FROM document_text)
"""


def check_file(
    file: ProjectFile, progress: Callable[[int], bool] = lambda _: True
) -> list[Refusal]:
    """Everything that is wrong with the file, a sentence each; empty when it is sound.

    `progress` hears how many documents are looked through; when it returns False, AnnotationError.
    """
    problems = list(_damage(file))
    if problems:
        return problems  # what lies in damaged pages need not be read
    return [*_wrong_rows(file), *_wrong_documents(file, progress), *_wrong_counts(file)]


def check_quickly(file: ProjectFile) -> list[Refusal]:
    """What SQLite finds wrong at a glance: how pages hang together, not what they say."""
    lines = file.query("PRAGMA quick_check(1)")
    return [_finding(line) for (line,) in lines if line != "ok"]


def check_changed(file: ProjectFile, line: int) -> list[Refusal]:
    """What is wrong with the sets that were changed after a line of the journal."""
    count, last = file.query(
        "SELECT count(*), coalesce(max(id), 0) FROM journal WHERE id > ?", line
    )[0]
    if count and last - line != count:
        return [
            Refusal(
                "The journal has {count} lines and should have {last}.",
                count=count,
                last=last - line,
            )
        ]
    changed = "SELECT DISTINCT set_id FROM journal WHERE id > ?"
    places = file.query(f"SELECT id, document_id FROM annotation_set WHERE id IN ({changed})", line)
    problems: list[Refusal] = []
    for set_id, row in places:
        document = document_of_row(file, row)
        if text_hash(document.text) != document.sha256:
            problems.append(_another_text(document.name))
        problems += _wrong_set(file, set_id, document)
    return problems


def _finding(line: str) -> Refusal:
    return Refusal("SQLite finds: {line}.", line=" ".join(line.split()))


def _damage(file: ProjectFile) -> Iterator[Refusal]:
    try:
        for (line,) in file.query("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield _finding(line)
        for row in file.rows("PRAGMA foreign_key_check"):
            yield Refusal(
                "Row {row} of {table} refers to a row of {parent} that is not there.",
                row=row["rowid"],
                table=row["table"],
                parent=row["parent"],
            )
    except Refusal as error:
        yield error


def _wrong_rows(file: ProjectFile) -> Iterator[Refusal]:
    """Rows that are not as they were written, and lines of the journal that are missing."""
    count = file.value("SELECT count(*) FROM journal")
    last = file.value("SELECT coalesce(max(id), 0) FROM journal")
    given = file.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'")
    if not count == last == given:
        should = max(last, given)
        yield Refusal(
            "The journal has {count} lines and should have {last}.", count=count, last=should
        )
    count, last = file.query("SELECT count(*), coalesce(max(id), 0) FROM document")[0]
    if count != last:  # their numbers have no gap, for a document never goes
        yield Refusal(
            "The project has {count} documents and should have {last}.", count=count, last=last
        )
    if file.value("SELECT count(*) FROM project") != 1:
        yield _another_row(1, Table.PROJECT)
    with reading(file.path):
        for table, columns in _CHECKSUMMED.items():
            query = f"SELECT {columns}, rowid AS id, checksum FROM {table} ORDER BY rowid"
            for row in file.database.query(query):  # one at a time: the journal may be long
                *values, id, checksum = row.values()
                if row_checksum(values) != checksum:
                    yield _another_row(id, table)


def _another_row(row: int, table: Table) -> Refusal:
    return Refusal("Row {row} of {table} is not as it was written.", row=row, table=table)


def _wrong_documents(file: ProjectFile, progress: Callable[[int], bool]) -> Iterator[Refusal]:
    for textless in file.rows(_WITHOUT_TEXT):
        yield _another_text(textless["name"])
    for count, (row, document) in enumerate(each_whole_document(file), 1):
        if count % TOLD_EACH == 1 and not progress(count):
            raise AnnotationError("The check was cancelled.")
        is_sound = text_hash(document.text) == document.sha256
        length = file.value("SELECT length FROM document WHERE id = ?", row)
        if not is_sound or length != len(document.text):
            yield _another_text(document.name)
        for work in file.rows("SELECT id FROM annotation_set WHERE document_id = ?", row):
            yield from _wrong_set(file, work["id"], document)


def _another_text(document: str) -> Refusal:
    return Refusal("The text of “{document}” is not as it was imported.", document=document)


def _wrong_set(file: ProjectFile, set_id: int, document: Document) -> Iterator[Refusal]:
    """Replaying the journal from nothing must give what the tables hold."""
    try:
        replayed = journal.replay(document, journal.read_entries(file, set_id))
        is_equal = replayed == read_state(file, set_id, document)
    except Refusal as error:
        yield Refusal(
            "The work on “{document}” (set {set}) cannot be read: {reason}",
            document=document.name,
            set=set_id,
            reason=error,
        )
        return
    if not is_equal:
        yield Refusal(
            "The journal of “{document}” (set {set}) does not lead to its items.",
            document=document.name,
            set=set_id,
        )


def _wrong_counts(file: ProjectFile) -> Iterator[Refusal]:
    for row in file.rows(_WRONG_SET_COUNTS):
        yield Refusal("The counts of set {set} are wrong.", set=row["id"])
    for row in file.rows(_WRONG_DOCUMENT_COUNTS):
        yield Refusal("The count of suggestions of “{document}” is wrong.", document=row["name"])
    for row in file.rows(_WRONG_SUGGESTIONS):
        yield Refusal("Suggestions of “{document}” do not fit its text.", document=row["name"])
