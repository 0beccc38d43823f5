"""Suggestions: kept apart from annotations, each with the run that made it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotation.errors import KnownError
from annotation.values.items import (
    AttributeValue,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.file_format.codec import read_fragments, reading_items, write_json
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.work.sets import count_decided

_SHARED = ("id", "layer", "tag", "score", "suggester", "reason")  # of spans and relations
_DECIDED = (
    "SELECT d.suggestion FROM decision d JOIN annotation_set s ON s.id = d.set_id"
    " WHERE s.document_id = {}"
)
_ENDS = ("head_begin", "head_end", "tail_begin", "tail_end", "head_tag", "tail_tag")
SuggestionRow = dict[str, str | int | float]
SuggestionRows = tuple[Sequence[SuggestionRow], Sequence[SuggestionRow]]  # spans, relations


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
    """Put a run's suggestions, by document id, in the place of those that nobody decided on.

    KnownError when a document is not there, or the run's id is another run's.
    """
    with file.writing():
        run_row = add_run(file, run)
        for uid, suggestions in items:
            row, _ = find_document(file, uid)
            remove_undecided(file, row)
            add_suggestions(file, run_row, row, suggestions)
            count_suggestions(file, row)
        _remove_empty_runs(file, run_row)


def add_run(file: ProjectFile, run: Run) -> int:
    """The row of a run, which may come in several parts; KnownError when another run has its id."""
    values: dict[str, str | int] = {
        "uid": run.id,
        "suggester": run.suggester,
        "version": run.version,
        "parameters": write_json(dict(run.parameters)),
        "at": run.at,
    }
    values["checksum"] = row_checksum(values.values())
    there = file.rows("SELECT * FROM suggestion_run WHERE uid = ?", run.id)
    if not there:
        return file.insert(Table.SUGGESTION_RUN, **values)
    row = int(there[0]["id"])
    if there[0] != {"id": row, **values}:
        raise KnownError("The run {run} is in the project already, as another one.", run=run.id)
    return row


def remove_undecided(file: ProjectFile, document_row: int, but_run: int = 0) -> None:
    """Take away a document's suggestions on which nobody has decided, `but` those of a run."""
    undecided = (
        f"document_id = :document AND run_id <> :run AND id NOT IN ({_DECIDED.format(':document')})"
    )
    for table in (Table.SUGGESTED_SPAN, Table.SUGGESTED_RELATION):
        file.table(table).delete_where(undecided, {"document": document_row, "run": but_run})


def decided_suggestions(file: ProjectFile, document_row: int) -> set[str]:
    """The ids of a document's suggestions on which somebody has decided, there or not."""
    return {id for (id,) in file.query(_DECIDED.format("?"), document_row)}


def add_suggestions(
    file: ProjectFile, run_row: int, document_row: int, suggestions: Suggestions
) -> int:
    """Add those suggestions that the document does not have; return how many those were."""
    return add_suggestion_rows(file, run_row, document_row, suggestion_rows(suggestions))


def suggestion_rows(suggestions: Suggestions) -> SuggestionRows:
    """Suggestions as they lie in the two tables, but for the document and the run."""
    spans, relations = suggestions.spans, suggestions.relations
    return list(map(_span_row, spans)), list(map(_relation_row, relations))


def add_suggestion_rows(
    file: ProjectFile, run_row: int, document_row: int, rows: SuggestionRows
) -> int:
    """The same for what `suggestion_rows` made."""
    before = file.connection.total_changes
    place = {"document_id": document_row, "run_id": run_row}
    for table, some in zip((Table.SUGGESTED_SPAN, Table.SUGGESTED_RELATION), rows, strict=True):
        file.table(table).insert_all((place | row for row in some), ignore=True)
    return file.connection.total_changes - before


def count_suggestions(file: ProjectFile, document_row: int) -> None:
    """Bring the document's count of suggestions, and of those decided, up to date."""
    file.connection.execute(
        "UPDATE document SET suggestions ="
        " (SELECT count(*) FROM suggested_span WHERE document_id = :document)"
        " + (SELECT count(*) FROM suggested_relation WHERE document_id = :document)"
        " WHERE id = :document",
        {"document": document_row},
    )
    count_decided(file.connection, document_row)


def documents_suggested_by(file: ProjectFile, suggester: str, version: str) -> set[str]:
    """The ids of documents that have suggestions of this suggester in this version."""
    of_run = (
        "SELECT DISTINCT d.uid FROM document d JOIN {table} s ON s.document_id = d.id"
        " JOIN suggestion_run r ON r.id = s.run_id WHERE r.suggester = ? AND r.version = ?"
    )
    return {
        str(uid)
        for table in ("suggested_span", "suggested_relation")
        for (uid,) in file.query(of_run.format(table=table), suggester, version)
    }


def read_suggestions(file: ProjectFile, document_row: int) -> Suggestions:
    """All suggestions of a document, decided or not: spans in reading order.

    It is read whenever a document is opened, so it is a plain question: see project_file.py.
    """
    spans = _named(
        (*_SHARED, "fragments"),
        file.query(
            f"SELECT {', '.join(_SHARED)}, fragments FROM suggested_span WHERE document_id = ?"
            ' ORDER BY "begin", "end" DESC, rowid',
            document_row,
        ),
    )
    relations = _named(
        (*_SHARED, *_ENDS),
        file.query(
            f"SELECT {', '.join((*_SHARED, *_ENDS))} FROM suggested_relation"
            " WHERE document_id = ? ORDER BY rowid",
            document_row,
        ),
    )
    with reading_items():
        return Suggestions(tuple(map(_read_span, spans)), tuple(map(_read_relation, relations)))


def _named(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _span_row(span: SuggestedSpan) -> SuggestionRow:
    return _shared_columns(span) | {
        "begin": span.begin,
        "end": span.end,
        "fragments": write_json(span.fragments),
    }


def _relation_row(relation: SuggestedRelation) -> SuggestionRow:
    return _shared_columns(relation) | {
        "head_begin": relation.head[0],
        "head_end": relation.head[1],
        "tail_begin": relation.tail[0],
        "tail_end": relation.tail[1],
        "head_tag": relation.head_tag,
        "tail_tag": relation.tail_tag,
    }


def _shared_columns(suggestion: SuggestedSpan | SuggestedRelation) -> SuggestionRow:
    return {name: getattr(suggestion, name) for name in _SHARED}


def _read_span(row: dict[str, Any]) -> SuggestedSpan:
    shared = {name: row[name] for name in _SHARED}
    return SuggestedSpan(fragments=read_fragments(row["fragments"]), **shared)


def _read_relation(row: dict[str, Any]) -> SuggestedRelation:
    return SuggestedRelation(
        head=(row["head_begin"], row["head_end"]),
        tail=(row["tail_begin"], row["tail_end"]),
        **{name: row[name] for name in (*_SHARED, "head_tag", "tail_tag")},
    )


def _remove_empty_runs(file: ProjectFile, current: int) -> None:
    """Forget runs of which no suggestion is left."""
    file.table(Table.SUGGESTION_RUN).delete_where(
        "id <> ?"
        " AND NOT EXISTS (SELECT 1 FROM suggested_span WHERE run_id = suggestion_run.id)"
        " AND NOT EXISTS (SELECT 1 FROM suggested_relation WHERE run_id = suggestion_run.id)",
        (current,),
    )
