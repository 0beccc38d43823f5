"""Comments with the places that they are about."""

from dataclasses import dataclass
from functools import cache

from annotation.review.remarks import Thread, threads
from annotation.values.items import Document, Relation, Span
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.item_rows import items_where
from storage.review.remarks import read_remarks
from storage.work.sets import find_set


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A comment, the name of its document and its place; the place is None where it has none."""

    thread: Thread
    document_name: str
    place: tuple[int, int] | None
    before: str = ""
    words: str = ""
    after: str = ""


CONTEXT = 40  # code points shown on either side


def read_threads(file: ProjectFile, document_uid: str | None = None) -> list[PlacedThread]:
    """The comments of a document, or of all, oldest first."""
    find = cache(lambda uid: find_document(file, uid))
    found = threads(read_remarks(file, document_uid))
    return [_placed(file, thread, *find(thread.document)) for thread in found]


def _placed(file: ProjectFile, thread: Thread, row: int, document: Document) -> PlacedThread:
    comment = thread.comment
    set_id = find_set(file, row, comment.annotator) if comment.about else None
    place = None if set_id is None else _place(file, set_id, comment.about)
    if place is None:
        return PlacedThread(thread, document.name, None)
    begin, end = place
    text = document.text
    return PlacedThread(
        thread,
        document.name,
        place,
        text[max(0, begin - CONTEXT) : begin],
        text[begin:end],
        text[end : end + CONTEXT],
    )


def _place(file: ProjectFile, set_id: int, id: str) -> tuple[int, int] | None:
    """Where a span is, or from where to where the ends of a relation reach."""
    with reading(file.path):
        connection = file.connection
        spans = items_where(connection, Span, "set_id = ? AND id = ?", set_id, id)
        for relation in items_where(connection, Relation, "set_id = ? AND id = ?", set_id, id):
            ends = (set_id, relation.head, relation.tail)
            spans = items_where(connection, Span, "set_id = ? AND id IN (?, ?)", *ends)
    if not spans:
        return None
    return min(span.begin for span in spans), max(span.end for span in spans)
