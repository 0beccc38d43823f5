"""Bringing records in, first part: they are looked at, one after the other, and staged."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    DocumentLabel,
    Item,
    Relation,
    Span,
    Stage,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction
from storage.corpus.documents import find_document
from storage.exchange.incoming_documents import IncomingDocuments
from storage.exchange.record_checks import checked_items
from storage.exchange.staged import StagedSteps, WorkPlace, last_row
from storage.exchange.staging_file import StagingWriter
from storage.file.project_file import ProjectFile
from storage.file_format.codec import write_attributes
from storage.file_format.row_checksum import row_checksum
from storage.system.clock import now
from storage.system.ids import new_id
from storage.work.acting import new_step
from storage.work.journal import entry_of, line_of
from storage.work.sets import find_set, read_state
from storage.work.suggestions import decided_suggestions, read_suggestions, suggestion_rows

DOCUMENT_COLUMNS = ("uid", "name", "sha256", "length", "attributes", "checksum")
SuggestionKey = tuple[str, str]  # its kind and its id


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import brought; all zero when it was cancelled."""

    documents_added: int = 0
    documents_known: int = 0
    sets_added: int = 0
    spans: int = 0
    relations: int = 0
    suggestions: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing came that was not known."""
        return self == ImportSummary(documents_known=self.documents_known)


@dataclass(frozen=True, slots=True)
class StagedImport(StagedSteps):
    """An import that is ready to be decided."""

    summary: ImportSummary = ImportSummary()


def stage_records(
    file: ProjectFile,
    tagset: Tagset,
    records: Iterable[Record],
    progress: Callable[[int], bool] | None,
) -> StagedImport | None:
    """Check records and write them beside the project; None when `progress` returned False.

    The project is only read. Nothing is left behind then, nor on KnownError. `progress` is told how
    many records are ready.
    """
    _ = file.database  # imported here, and not between two acts
    id = new_id()
    writer = StagingWriter(file.path, id)
    try:
        staging = _Staging(file, tagset, writer, IncomingDocuments(file))
        for number, record in enumerate(records, 1):
            staging.add(record)
            if progress is not None and not progress(number):
                writer.discard()
                return None
        return staging.finish(id)
    except BaseException:
        writer.discard()
        raise


@dataclass(slots=True)
class _Staging:
    """One import that is being staged."""

    file: ProjectFile
    tagset: Tagset
    writer: StagingWriter
    documents: IncomingDocuments
    counts: Counter[str] = field(default_factory=Counter)
    works: dict[WorkPlace, int] = field(default_factory=dict)  # where they were written
    sets: set[WorkPlace] = field(default_factory=set)
    suggested: dict[str, dict[SuggestionKey, int]] = field(default_factory=dict)  # by document
    last_step: int = field(init=False)
    last_document: int = field(init=False)

    def __post_init__(self) -> None:
        self.last_step = last_row(self.file, "journal")
        self.last_document = last_row(self.file, "document")

    def finish(self, id: str) -> StagedImport:
        summary = ImportSummary(self.documents.added, self.documents.known, **self.counts)
        sets = frozenset(self.sets)
        staged = self.writer.finish()
        return StagedImport(
            id, now(), staged, sets, self.last_step, self.last_document, summary=summary
        )

    def add(self, record: Record) -> None:
        """Write what of a record the project does not have."""
        with _naming(record.document):
            items = checked_items(record, self.tagset)
            id, is_first = self.documents.place(record.document)
            row = None if self.documents.is_new(id) else find_document(self.file, id)[0]
            values = _document_values(record.document) if is_first else {}
            values |= self._work((id, record.annotator), row, record, items)
            values |= self._suggestions(id, row, record)
            if values:
                begin = self.writer.append(id, values, is_first=is_first)
                if "line" in values:
                    self.works[id, record.annotator] = begin

    def _work(
        self, place: WorkPlace, row: int | None, record: Record, items: tuple[Item, ...]
    ) -> dict[str, Any]:
        """The record's work as a step; nothing where the same work is known."""
        if not record.annotator:
            return {}
        is_here, there = self._work_there(place, row, record.document)
        if there:
            _refuse_other_work(record, there, items)
            return {}
        self.counts["sets_added"] += not is_here
        self.sets.add(place)
        if not items:
            return {} if is_here else {"annotator": record.annotator}
        self.counts["spans"] += len(record.spans)
        self.counts["relations"] += len(record.relations)
        step = new_step(Transaction(Op.IMPORT, tuple(Change(None, item) for item in items)))
        return {"annotator": record.annotator, "line": line_of(0, step)}

    def _work_there(
        self, place: WorkPlace, row: int | None, document: Document
    ) -> tuple[bool, tuple[Item, ...]]:
        """Whether the set is there, in the project or earlier in the import, and its items."""
        if place in self.works:
            step = entry_of(tuple(self.writer.read(self.works[place])["line"]))
            return True, tuple(change.after for change in step.transaction.changes if change.after)
        set_id = None if row is None else find_set(self.file, row, place[1])
        if set_id is None:
            return place in self.sets, ()
        return True, tuple(read_state(self.file, set_id, document).items())

    def _suggestions(self, id: str, row: int | None, record: Record) -> dict[str, Any]:
        """The record's suggestions, unless all are there; several records bring theirs together."""
        coming = _hashed(record.suggestions)
        known = {} if row is None else _hashed(read_suggestions(self.file, row))
        if coming.items() <= self.suggested.get(id, known).items():
            return {}
        decided = set() if row is None else decided_suggestions(self.file, row)  # they stay
        staged = self.suggested.setdefault(id, {})
        fresh = coming.keys() - staged.keys() - {key for key in known if key[1] in decided}
        self.counts["suggestions"] += len(fresh)
        staged |= coming
        return {"suggestions": suggestion_rows(record.suggestions)}


def _hashed(suggestions: Suggestions) -> dict[SuggestionKey, int]:
    """Suggestions by their table and id, for comparing."""
    spans = {("span", one.id): hash(one) for one in suggestions.spans}
    return spans | {("relation", one.id): hash(one) for one in suggestions.relations}


def _document_values(document: Document) -> dict[str, Any]:
    values = (
        document.id,
        document.name,
        document.sha256,
        len(document.text),
        write_attributes(document.attributes),
    )
    return {"document": (*values, row_checksum(values)), "text": document.text}


@contextlib.contextmanager
def _naming(document: Document) -> Iterator[None]:
    """Name the document in whose words there is half a character."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise KnownError(
            "“{document}” holds half a character in a name or an attribute.",
            document=document.name.encode(errors="replace").decode(),
        ) from error


def _refuse_other_work(record: Record, there: Iterable[Item], items: tuple[Item, ...]) -> None:
    """KnownError unless the work is the same, by whatever ids; without items there is none."""
    state = State(record.document, there)
    is_same = _said(state.items()) == _said(items) and record.stage in (Stage.NEW, state.stage)
    if items and not is_same:
        raise KnownError(
            "“{annotator}” has already worked on “{document}”, and differently; import it under"
            " another annotator.",
            annotator=record.annotator,
            document=record.document.name,
        )


def _said(items: Iterable[Item]) -> Counter[object]:
    """What spans, relations and labels say, without the ids and origins of one file."""
    items = tuple(items)
    said = {item.id: _said_of_span(item) for item in items if isinstance(item, Span)}
    work: Counter[object] = Counter(said.values())
    for item in items:
        if isinstance(item, Relation):
            ends = (said[item.head], said[item.tail])
            work[(item.layer, item.tag, *ends, frozenset(item.attributes))] += 1
        elif isinstance(item, DocumentLabel):
            work[(item.layer, item.tag, frozenset(item.attributes))] += 1
    return work


def _said_of_span(span: Span) -> object:
    return (span.layer, span.tag, span.fragments, frozenset(span.attributes))
