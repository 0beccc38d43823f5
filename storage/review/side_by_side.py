"""Everybody's work on each document side by side: for agreement and curation."""

from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from annotation.values.items import Document, DocumentLabel, Relation, Span, Stage
from annotation.values.record import Record
from storage.corpus.documents import each_document, find_document
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.codec import reading_items
from storage.file_format.item_rows import each_item

AT_ONCE = 64  # documents: a few questions for all their sets, rather than for each set

_SETS = (
    "SELECT s.id, s.document_id, s.stage, a.name FROM annotation_set s"
    " JOIN annotator a ON a.id = s.annotator_id WHERE s.document_id BETWEEN ? AND ?"
    " ORDER BY s.document_id, s.id"
)
_READING_ORDER = attrgetter("sort_key")
Kind = TypeVar("Kind", Span, Relation, DocumentLabel)


def each_side_by_side(file: ProjectFile) -> Iterator[tuple[Record, ...]]:
    """The records of each document on which somebody works, in the order of import."""
    documents = each_document(file)
    while some := dict(islice(documents, AT_ONCE)):
        yield from _records(file, some)


def side_by_side(file: ProjectFile, document_uid: str) -> tuple[Record, ...]:
    """Everybody's records of one document; KnownError when there is no such document."""
    row, document = find_document(file, document_uid)
    return next(_records(file, {row: document}), ())


def _records(file: ProjectFile, documents: dict[int, Document]) -> Iterator[tuple[Record, ...]]:
    """The records of documents that lie one after the other, by document."""
    rows = (min(documents), max(documents))
    sets = file.query(_SETS, *rows)
    spans = _by_set(file, Span, rows)
    relations = _by_set(file, Relation, rows)
    labels = _by_set(file, DocumentLabel, rows)
    together: dict[int, list[Record]] = {}
    with reading_items():
        for set_id, document, stage, annotator in sets:
            record = Record(
                documents[document],
                annotator,
                Stage(stage),
                tuple(sorted(spans.get(set_id, ()), key=_READING_ORDER)),
                tuple(relations.get(set_id, ())),
                tuple(labels.get(set_id, ())),
            )
            together.setdefault(document, []).append(record)
    return (tuple(records) for records in together.values())


def _by_set(
    file: ProjectFile, kind: type[Kind], documents: tuple[int, int]
) -> dict[int, list[Kind]]:
    """The items of one kind of all sets of these documents, in the order in which they came."""
    found: dict[int, list[Kind]] = {}
    with reading(file.path):
        for set_id, item in each_item(file.connection, kind, documents):
            found.setdefault(set_id, []).append(item)
    return found
