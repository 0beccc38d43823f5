"""Taking records out, one at a time, in the order in which they came in."""

from collections.abc import Iterator

from annotation.commands.pending import pending
from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.corpus.annotators import list_annotators
from storage.corpus.documents import each_document
from storage.file.project_file import ProjectFile
from storage.work.sets import read_state
from storage.work.suggestions import read_suggestions

_SETS = (
    "SELECT s.id, a.name AS annotator FROM annotation_set s"
    " JOIN annotator a ON a.id = s.annotator_id WHERE s.document_id = ? ORDER BY s.id"
)


def read_records(
    file: ProjectFile, tagset: Tagset, annotator: str | None, *, with_suggestions: bool
) -> Iterator[Record]:
    """Each set as a record; for everybody (None) also the documents on which nobody works.

    `with_suggestions` adds those that are still pending in the set. KnownError, at once, when
    there is no such annotator.
    """
    if annotator is not None:
        _refuse_unknown(file, annotator)
    return _each_record(file, tagset, annotator, with_suggestions=with_suggestions)


def _each_record(
    file: ProjectFile, tagset: Tagset, annotator: str | None, *, with_suggestions: bool
) -> Iterator[Record]:
    for row, document in each_document(file):
        sets = [work for work in file.rows(_SETS, row) if annotator in (None, work["annotator"])]
        suggestions = read_suggestions(file, row) if with_suggestions else Suggestions()
        for work in sets:
            state = read_state(file, work["id"], document)
            open_ones = pending(state, tagset, suggestions)
            yield _record(document, work["annotator"], state, open_ones)
        if not sets and annotator is None:
            open_ones = pending(State(document), tagset, suggestions)
            yield Record(document, suggestions=open_ones)


def _record(document: Document, annotator: str, state: State, suggestions: Suggestions) -> Record:
    return Record(
        document,
        annotator,
        state.stage,
        state.spans,
        state.relations,
        state.labels,
        suggestions,
    )


def _refuse_unknown(file: ProjectFile, annotator: str) -> None:
    names = list_annotators(file)
    if annotator not in names:
        raise KnownError(
            "Nobody called “{annotator}” works in this project; there are: {names}.",
            annotator=annotator,
            names=", ".join(names) or "–",
        )
