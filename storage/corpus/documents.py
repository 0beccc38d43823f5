"""The articles of a project: listing them, finding one, reading their texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotation.errors import KnownError
from annotation.values.items import Document, Stage
from storage.corpus.project_settings import read_blindness
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged
from storage.file_format.codec import read_attributes, reading_items

_DOCUMENT = (
    "SELECT d.id, d.uid, d.name, t.text, d.sha256, d.attributes"
    " FROM document d LEFT JOIN document_text t ON t.document_id = d.id"
)
_ORPHANS = (
    "SELECT id FROM annotation_set WHERE annotator_id NOT IN (SELECT id FROM annotator)"
    " OR document_id NOT IN (SELECT id FROM document) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of documents: how far one annotator is; `length` in code points.

    `is_mine` is False when documents are assigned, and this one to others or to nobody. `is_blind`
    documents are shown to this annotator without suggestions, so none is pending.
    """

    id: str
    name: str
    stage: Stage
    spans: int
    relations: int
    pending: int
    length: int
    is_mine: bool = True
    is_blind: bool = False


def list_documents(file: ProjectFile, annotator: str) -> list[DocumentSummary]:
    """All documents in the order of import, with one annotator's stage and counts."""
    rows = file.query(
        "SELECT d.uid, d.name, coalesce(s.stage, 'new'), coalesce(s.spans, 0),"
        " coalesce(s.relations, 0), d.suggestions - coalesce(s.decided, 0), d.length,"
        " x.document_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM assignment), d.sha256"
        " FROM document d LEFT JOIN annotator a ON a.name = ?"
        " LEFT JOIN annotation_set s ON s.document_id = d.id AND s.annotator_id = a.id"
        " LEFT JOIN assignment x ON x.document_id = d.id AND x.annotator_id = a.id ORDER BY d.id",
        annotator,
    )
    stages = {stage.value: stage for stage in Stage}
    blindness = read_blindness(file)
    found = []
    for uid, name, stage, spans, relations, pending, length, mine, sha256 in rows:
        is_blind = blindness.covers(sha256, annotator)
        counts = (spans, relations, 0 if is_blind else pending, length)
        found.append(DocumentSummary(uid, name, stages[stage], *counts, bool(mine), is_blind))
    return found


def first_to_open(file: ProjectFile, annotator: str) -> str | None:
    """The id of the first document that this annotator has to do and has not done; None where all
    is done, or where others have everything.
    """
    found = file.value(
        "SELECT d.uid FROM document d LEFT JOIN annotator a ON a.name = ?"
        " LEFT JOIN annotation_set s ON s.document_id = d.id AND s.annotator_id = a.id"
        " LEFT JOIN assignment x ON x.document_id = d.id AND x.annotator_id = a.id"
        " WHERE coalesce(s.stage, 'new') IN ('new', 'in-progress')"
        " AND (x.document_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM assignment))"
        " ORDER BY d.id LIMIT 1",
        annotator,
    )
    return None if found is None else str(found)


def find_document(file: ProjectFile, uid: str) -> tuple[int, Document]:
    """A document and its row; KnownError when there is none with this id."""
    rows = file.query(f"{_DOCUMENT} WHERE d.uid = ?", uid)
    if not rows:
        raise KnownError("There is no document with the id {id}.", id=uid)
    return _document(file, rows[0])


def document_of_row(file: ProjectFile, row: int) -> Document:
    """The document that lies in this row; Damaged where none does."""
    rows = file.query(f"{_DOCUMENT} WHERE d.id = ?", row)
    if not rows:
        raise damaged(file.path, f"document {row}")
    return _document(file, rows[0])[1]


def find_named(file: ProjectFile, name: str) -> Document:
    """The document of this name, or of this id; KnownError when there is none or several."""
    rows = file.query("SELECT uid FROM document WHERE name = ? ORDER BY id LIMIT 4", name)
    rows = rows or file.query("SELECT uid FROM document WHERE uid = ?", name)
    if not rows:
        raise KnownError("There is no document called “{name}”.", name=name)
    if len(rows) > 1:
        raise KnownError(
            "Several documents are called “{name}”; name one by its id: {ids}.",
            name=name,
            ids=", ".join(uid for (uid,) in rows),
        )
    return find_document(file, rows[0][0])[1]


def each_document(file: ProjectFile) -> Iterator[tuple[int, Document]]:
    """Every document with its row, in the order of import, one at a time.

    Damaged where one has no text, and where work has no document or nobody whose it is: what is
    read for an export or a number is all that there is, or nothing.
    """
    refuse_orphans(file)
    yield from _each(file, _DOCUMENT)


def refuse_orphans(file: ProjectFile) -> None:
    """Damaged where work has no document, or nobody whose it is: a list would leave it out."""
    if (orphan := file.value(_ORPHANS)) is not None:
        raise damaged(file.path, f"annotation_set {orphan}")


def each_whole_document(file: ProjectFile) -> Iterator[tuple[int, Document]]:
    """The same for a check, which tells by itself of what is missing: those that have a text."""
    yield from _each(file, _DOCUMENT.replace("LEFT JOIN", "JOIN"))


def _each(file: ProjectFile, query: str) -> Iterator[tuple[int, Document]]:
    last = 0
    while rows := file.query(f"{query} WHERE d.id > ? ORDER BY d.id LIMIT 64", last):
        for row in rows:
            yield _document(file, row)
        last = rows[-1][0]


def each_text(file: ProjectFile) -> Iterator[str]:
    """Every text, in the order of import."""
    for _, document in each_document(file):
        yield document.text


def each_hashed_text(file: ProjectFile) -> Iterator[tuple[str, str]]:
    """Every text behind its SHA-256, in the order of import."""
    for _, document in each_document(file):
        yield document.sha256, document.text


def _document(
    file: ProjectFile, row: tuple[int, str, str, str | None, str, str]
) -> tuple[int, Document]:
    id, uid, name, text, sha256, attributes = row
    if text is None:
        raise damaged(file.path, name)
    with reading_items():
        return id, Document(uid, name, text, sha256, read_attributes(attributes))
