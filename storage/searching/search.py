"""Finding words in whatever spelling, with the help of an index that can be made anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotation.arabic.folding import fold, fold_with_map
from annotation.values.items import Document
from storage.corpus.documents import document_of_row, each_document
from storage.file.project_file import ProjectFile
from storage.searching.search_index import candidates

CONTEXT = 40  # code points shown on either side

Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the concordance; `begin` and `end` are offsets into the document's text."""

    document_id: str
    document_name: str
    begin: int
    end: int
    before: str
    match: str
    after: str


def search_project(file: ProjectFile, query: str, *, tag: str | None, limit: int) -> list[Hit]:
    """The first `limit` hits in the order of import; with `tag` those that touch its spans.

    Any text may be asked for; without letters, the spans of `tag` themselves are the hits.
    """
    words = fold(query).strip()
    hits: list[Hit] = []
    if not words and tag is None:
        return hits
    for row, document in _documents(file, words):
        marked = None if tag is None else _marked(file, row, tag)
        if marked == []:
            continue
        for begin, end in _found(document, words, marked):
            if len(hits) >= limit:
                return hits
            hits.append(_hit(document, begin, end))
    return hits


def documents_with(file: ProjectFile, words: Sequence[str]) -> list[str]:
    """The ids of the documents that may hold all these folded words, in the order of import."""
    rows = candidates(file, *words)
    uids = file.query("SELECT id, uid FROM document ORDER BY id")
    wanted = None if rows is None else set(rows)
    return [uid for row, uid in uids if wanted is None or row in wanted]


def _documents(file: ProjectFile, words: str) -> Iterator[tuple[int, Document]]:
    """Documents that may hold the words: all of them where the index cannot tell."""
    rows = candidates(file, words)
    if rows is None:
        yield from each_document(file)
        return
    for row in rows:
        yield row, document_of_row(file, row)


def _found(document: Document, words: str, marked: Ranges | None) -> Iterator[tuple[int, int]]:
    if not words:
        yield from marked or ()
        return
    for begin, end in _occurrences(document.text, words):
        if marked is None or any(b < end and begin < e for b, e in marked):
            yield begin, end


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Source ranges of the words, which do not overlap."""
    if words not in fold(text):
        return
    folded = fold_with_map(text)
    at = folded.text.find(words)
    while at >= 0:
        yield folded.source_range(at, at + len(words))
        at = folded.text.find(words, at + len(words))


def _marked(file: ProjectFile, row: int, tag: str) -> Ranges:
    """The hulls of all annotators' spans of a tag in a document, each once."""
    rows = file.query(
        'SELECT DISTINCT p."begin", p."end" FROM annotation_set s JOIN span p ON p.set_id = s.id'
        ' WHERE s.document_id = ? AND p.tag = ? ORDER BY p."begin", p."end"',
        row,
        tag,
    )
    return [(begin, end) for begin, end in rows]


def _hit(document: Document, begin: int, end: int) -> Hit:
    text = document.text
    return Hit(
        document.id,
        document.name,
        begin,
        end,
        text[max(0, begin - CONTEXT) : begin],
        text[begin:end],
        text[end : end + CONTEXT],
    )
