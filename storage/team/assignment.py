"""Assignments: which documents are whose. Without any, everybody annotates everything."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.assigning.assignment import (
    AssignableDocument,
    AssignmentRule,
    Manner,
    check_rule,
    share_out,
)
from annotation.errors import AnnotationError, KnownError
from storage.corpus.annotators import make_annotator
from storage.corpus.project_settings import Setting, read_setting, write_setting
from storage.file.project_file import ProjectFile
from storage.file_format.codec import read_attributes, reading_items, write_json
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.system.clock import now

_NOT_BEGUN = (
    "SELECT x.document_id FROM assignment x WHERE x.annotator_id = ? AND NOT EXISTS"
    " (SELECT 1 FROM annotation_set s WHERE s.document_id = x.document_id"
    " AND s.annotator_id = x.annotator_id AND s.stage <> 'new')"
)

Given = tuple[int, tuple[str, ...]]  # the row of a document, and who gets it
AssignedRows = tuple[int, int]  # rows of a document and of an annotator


@dataclass(frozen=True, slots=True)
class SharedOut:
    """What a rule gives: how many documents it takes, and how many come to each annotator."""

    documents: int
    by_annotator: tuple[tuple[str, int], ...]


def assigned_ids(file: ProjectFile, annotator: str) -> list[str]:
    """The ids of the documents assigned to an annotator, in the order of import."""
    rows = file.query(
        "SELECT d.uid FROM assignment x JOIN document d ON d.id = x.document_id"
        " JOIN annotator a ON a.id = x.annotator_id WHERE a.name = ? ORDER BY d.id",
        annotator,
    )
    return [uid for (uid,) in rows]


def has_assignments(file: ProjectFile) -> bool:
    """Whether anything is assigned to anybody."""
    return file.value("SELECT 1 FROM assignment LIMIT 1") is not None


def handed_out_to(file: ProjectFile) -> str:
    """Whose project file this is when it was split off for one annotator, else nothing."""
    rows = file.query(
        "SELECT a.name, x.manner FROM assignment x JOIN annotator a ON a.id = x.annotator_id"
        " GROUP BY a.name, x.manner LIMIT 2"
    )
    is_one = len(rows) == 1 and rows[0][1] == Manner.HANDED_OUT
    return str(rows[0][0]) if is_one else ""


def works_in_own_file(file: ProjectFile, annotator: str, document_row: int) -> bool:
    """Whether a file was split off for an annotator, or this is the one that was for this document.

    What is changed in their sets here would contradict what they do there.
    """
    manner = file.value(
        "SELECT x.manner FROM assignment x JOIN annotator a ON a.id = x.annotator_id"
        " WHERE x.document_id = ? AND a.name = ?",
        document_row,
        annotator,
    )
    return manner == Manner.HANDED_OUT or annotator in _handed_out(file)


def note_handed_out(file: ProjectFile, annotators: Iterable[str]) -> None:
    """Remember for whom files were split off; nothing where the file cannot be written."""
    names = _handed_out(file)
    new = [name for name in annotators if name not in names]
    if new and not file.is_read_only:
        write_setting(file, Setting.HANDED_OUT, write_json([*names, *new]))


def _handed_out(file: ProjectFile) -> list[str]:
    with reading_items():
        return [str(name) for name in json.loads(read_setting(file, Setting.HANDED_OUT) or "[]")]


def assign(file: ProjectFile, document_uids: Iterable[str], annotators: Sequence[str]) -> int:
    """Give documents to annotators by hand; how many of the pairs were not there.

    KnownError when a document is not there or an annotator has no name.
    """
    with file.writing():
        rows = _document_rows(file, document_uids)
        people = [make_annotator(file, name) for name in annotators]
        return _write(file, ((row, person) for row in rows for person in people), Manner.HAND)


def unassign(file: ProjectFile, document_uids: Iterable[str], annotators: Sequence[str]) -> int:
    """Take documents from annotators, whose work stays; how many of the pairs there were.

    KnownError when a document or an annotator is not there.
    """
    with file.writing() as connection:
        before = connection.total_changes
        people = [_annotator_row(file, name) for name in annotators]
        pairs = [(row, one) for row in _document_rows(file, document_uids) for one in people]
        connection.executemany(
            "DELETE FROM assignment WHERE document_id = ? AND annotator_id = ?", pairs
        )
        return connection.total_changes - before


def count_not_begun(file: ProjectFile, annotator: str) -> int:
    """How many documents an annotator has and has not begun; KnownError when there is nobody."""
    return len(file.query(_NOT_BEGUN, _annotator_row(file, annotator)))


def reassign(file: ProjectFile, giver: str, taker: str, most: int = -1) -> int:
    """Give everything that one annotator has not begun, or so many, to another; how many documents.

    AnnotationError when they are the same, KnownError when the giver is not there.
    """
    if giver == taker:
        raise AnnotationError("Name two different people.")
    with file.writing() as connection:
        source, target = _annotator_row(file, giver), make_annotator(file, taker)
        rows = file.query(f"{_NOT_BEGUN} ORDER BY x.document_id LIMIT ?", source, most)
        connection.executemany(
            "DELETE FROM assignment WHERE document_id = ? AND annotator_id = ?",
            [(row, source) for (row,) in rows],
        )
        return _write(file, [(row, target) for (row,) in rows], Manner.HAND)


def preview_rule(file: ProjectFile, rule: AssignmentRule) -> SharedOut:
    """What a rule would give, without giving it; AnnotationError when it cannot be followed."""
    return _counted(rule, share_out_rows(file, rule))


def assign_by_rule(file: ProjectFile, rule: AssignmentRule) -> SharedOut:
    """Share out the documents that nobody has yet; running the rule again adds nothing.

    AnnotationError when the rule cannot be followed.
    """
    given = share_out_rows(file, rule)
    give(file, rule, given)
    return _counted(rule, given)


def give(file: ProjectFile, rule: AssignmentRule, given: Sequence[Given]) -> None:
    """Write what a rule gives, or a part of it, but for documents that somebody has by now."""
    if not given:
        return
    with file.writing():
        rows = {name: make_annotator(file, name) for name, _ in rule.shares}
        free = [(row, names) for row, names in given if not _is_assigned(file, row)]
        _write(file, [(row, rows[name]) for row, names in free for name in names], rule.manner)


def _is_assigned(file: ProjectFile, document_row: int) -> bool:
    return bool(file.query("SELECT 1 FROM assignment WHERE document_id = ? LIMIT 1", document_row))


def share_out_rows(file: ProjectFile, rule: AssignmentRule) -> list[Given]:
    """What a rule gives to whom; AnnotationError when it cannot be followed."""
    check_rule(rule)
    loads = dict(
        file.query(
            "SELECT a.name, count(*) FROM assignment x JOIN annotator a ON a.id = x.annotator_id"
            " GROUP BY a.id"
        )
    )
    rows: dict[str, int] = {}
    shared = share_out(rule, _unassigned(file, rows), loads)
    return [(rows[document.id], names) for document, names in shared]


def _unassigned(file: ProjectFile, rows: dict[str, int]) -> Iterator[AssignableDocument]:
    """The documents that nobody has, in the order of import; their rows go into `rows`."""
    found = file.query(
        "SELECT id, uid, name, sha256, attributes FROM document d WHERE NOT EXISTS"
        " (SELECT 1 FROM assignment x WHERE x.document_id = d.id) ORDER BY id"
    )
    for row, uid, name, sha256, attributes in found:
        rows[uid] = row
        with reading_items():
            candidate = AssignableDocument(uid, name, sha256, read_attributes(attributes))
        yield candidate


def _counted(rule: AssignmentRule, given: Sequence[Given]) -> SharedOut:
    counts = {name: 0 for name, _ in rule.shares}
    for _, names in given:
        for name in names:
            counts[name] += 1
    return SharedOut(len(given), tuple(counts.items()))


def _write(file: ProjectFile, pairs: Iterable[AssignedRows], manner: Manner) -> int:
    """Add assignments that are not there, within a transaction; how many those were."""
    before = file.connection.total_changes
    at = now()
    file.table(Table.ASSIGNMENT).insert_all(
        (assignment_row(pair, manner, at) for pair in pairs), ignore=True
    )
    return file.connection.total_changes - before


def assignment_row(pair: AssignedRows, manner: Manner, at: str) -> dict[str, str | int]:
    """An assignment as it lies in its table."""
    document, annotator = pair
    values: dict[str, str | int] = {
        "document_id": document,
        "annotator_id": annotator,
        "manner": manner.value,
        "at": at,
    }
    return values | {"checksum": row_checksum(values.values())}


def _document_rows(file: ProjectFile, uids: Iterable[str]) -> list[int]:
    rows = []
    for uid in uids:
        row = file.value("SELECT id FROM document WHERE uid = ?", uid)
        if row is None:
            raise KnownError("There is no document with the id {id}.", id=uid)
        rows.append(int(row))
    return rows


def _annotator_row(file: ProjectFile, name: str) -> int:
    row = file.value("SELECT id FROM annotator WHERE name = ?", name)
    if row is None:
        raise KnownError("Nobody called “{annotator}” works in this project.", annotator=name)
    return int(row)
