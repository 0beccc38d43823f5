"""Suggestions: kept apart from annotations, each with the run that made it."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotation.errors import KnownError
from annotation.items import (
    AttributeValue,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from storage.codec import read_fragments, reading_items, write_json
from storage.documents import find_document
from storage.project_file import ProjectFile
from storage.sets import count_decided


@dataclass(frozen=True, slots=True)
class Run:
    """One making of suggestions: by whom, in which version, with what, when."""

    id: str
    suggester: str
    version: str
    parameters: Mapping[str, AttributeValue]
    at: str


def store_suggestions(
    file: ProjectFile, run: Run, items: Iterable[tuple[str, Suggestions]]
) -> None:
    """Put a run's suggestions, by document id, in the place of those that nobody decided on."""
    with file.writing() as connection:
        run_row = add_run(connection, run)
        for uid, suggestions in items:
            row, _ = find_document(file, uid)
            remove_undecided(connection, row)
            add_suggestions(connection, run_row, row, suggestions)
            count_suggestions(connection, row)
        _remove_empty_runs(connection, run_row)


def add_run(connection: sqlite3.Connection, run: Run) -> int:
    """The row of a run, which may come in several parts."""
    values = (run.id, run.suggester, run.version, write_json(dict(run.parameters)), run.at)
    columns = "uid, suggester, version, parameters, at"
    connection.execute(
        f"INSERT OR IGNORE INTO suggestion_run ({columns}) VALUES (?, ?, ?, ?, ?)", values
    )
    query = f"SELECT id, {columns} FROM suggestion_run WHERE uid = ?"
    row, *there = connection.execute(query, (run.id,)).fetchone()
    if tuple(there) != values:
        raise KnownError("The run {run} is in the project already, as another one.", run=run.id)
    return int(row)


def remove_undecided(connection: sqlite3.Connection, document_row: int) -> None:
    """Take away a document's suggestions on which nobody has decided."""
    for table in ("suggested_span", "suggested_relation"):
        connection.execute(
            f"DELETE FROM {table} WHERE document_id = :document AND id NOT IN ("
            " SELECT d.suggestion FROM decision d JOIN annotation_set s ON s.id = d.set_id"
            " WHERE s.document_id = :document)",
            {"document": document_row},
        )


def add_suggestions(
    connection: sqlite3.Connection, run_row: int, document_row: int, suggestions: Suggestions
) -> int:
    """Add those suggestions that the document does not have; return how many those were."""
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO suggested_span (document_id, id, run_id, layer, tag,"
        ' "begin", "end", fragments, score, suggester, reason)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((document_row, span.id, run_row, *_span_values(span)) for span in suggestions.spans),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO suggested_relation (document_id, id, run_id, layer, tag,"
        " head_begin, head_end, tail_begin, tail_end, head_tag, tail_tag, score, suggester, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((document_row, r.id, run_row, *_relation_values(r)) for r in suggestions.relations),
    )
    return connection.total_changes - before


def count_suggestions(connection: sqlite3.Connection, document_row: int) -> None:
    """Bring the document's count of suggestions, and of those decided, up to date."""
    connection.execute(
        "UPDATE document SET suggestions ="
        " (SELECT count(*) FROM suggested_span WHERE document_id = :document)"
        " + (SELECT count(*) FROM suggested_relation WHERE document_id = :document)"
        " WHERE id = :document",
        {"document": document_row},
    )
    count_decided(connection, document_row)


def read_suggestions(file: ProjectFile, document_row: int) -> Suggestions:
    """All suggestions of a document, decided or not: spans in reading order."""
    spans = file.query(
        "SELECT id, tag, fragments, score, suggester, reason, layer FROM suggested_span"
        ' WHERE document_id = ? ORDER BY "begin", "end" DESC, rowid',
        document_row,
    )
    relations = file.query(
        "SELECT id, tag, head_begin, head_end, tail_begin, tail_end, head_tag, tail_tag, score,"
        " suggester, reason, layer FROM suggested_relation WHERE document_id = ? ORDER BY rowid",
        document_row,
    )
    with reading_items():
        return Suggestions(
            tuple(
                SuggestedSpan(id, tag, read_fragments(fragments), *rest)
                for id, tag, fragments, *rest in spans
            ),
            tuple(
                SuggestedRelation(id, tag, (head, head_end), (tail, tail_end), *rest)
                for id, tag, head, head_end, tail, tail_end, *rest in relations
            ),
        )


def _span_values(span: SuggestedSpan) -> tuple[str | int | float, ...]:
    place = (span.begin, span.end, write_json(span.fragments))
    return (span.layer, span.tag, *place, span.score, span.suggester, span.reason)


def _relation_values(relation: SuggestedRelation) -> tuple[str | int | float, ...]:
    ends = (*relation.head, *relation.tail, relation.head_tag, relation.tail_tag)
    why = (relation.score, relation.suggester, relation.reason)
    return (relation.layer, relation.tag, *ends, *why)


def _remove_empty_runs(connection: sqlite3.Connection, current: int) -> None:
    """Forget runs of which no suggestion is left."""
    connection.execute(
        "DELETE FROM suggestion_run WHERE id <> ?"
        " AND NOT EXISTS (SELECT 1 FROM suggested_span WHERE run_id = suggestion_run.id)"
        " AND NOT EXISTS (SELECT 1 FROM suggested_relation WHERE run_id = suggestion_run.id)",
        (current,),
    )
