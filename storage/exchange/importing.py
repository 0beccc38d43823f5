"""Bringing records in: all of them, checked, in one transaction, or none."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, DocumentLabel, Item, Relation, Span, Stage
from annotation.values.record import Record
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction
from storage.exchange.incoming_documents import IncomingDocuments
from storage.exchange.record_checks import checked_items
from storage.file.project_file import ProjectFile
from storage.system.clock import now
from storage.system.ids import new_id
from storage.work.acting import write_new
from storage.work.sets import make_set, read_state
from storage.work.suggestions import (
    Run,
    add_run,
    add_suggestions,
    count_suggestions,
    read_suggestions,
    remove_undecided,
)

IMPORT_SUGGESTER = "import"
TOGETHER = 64  # records; no more, for each may hold a long text


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


class _Cancelled(Exception):
    """The person does not want the import any more."""


def add_records(
    file: ProjectFile,
    tagset: Tagset,
    records: Iterable[Record],
    progress: Callable[[int], bool] | None,
) -> ImportSummary:
    """Add records, or nothing at all: on KnownError, and when `progress` returns False.

    `progress` is told how many records are in. What is known already is passed over.
    """
    try:
        with file.writing():
            coming = _Import(file, tagset, IncomingDocuments(file))
            coming.add_all(records, progress or (lambda _: True))
            return coming.summary()
    except _Cancelled:
        return ImportSummary()


@dataclass(slots=True)
class _Import:
    """One import under way."""

    file: ProjectFile
    tagset: Tagset
    documents: IncomingDocuments
    suggested: set[int] = field(default_factory=set)  # rows of documents
    counts: Counter[str] = field(default_factory=Counter)
    run_row: int = 0
    number: int = 0  # of records that are in

    def summary(self) -> ImportSummary:
        added, known = self.documents.added, self.documents.known
        return ImportSummary(len(added), len(known), **self.counts)

    def add_all(self, records: Iterable[Record], progress: Callable[[int], bool]) -> None:
        """Add the records, some at a time: first their documents, then what was done on them."""
        rest = iter(records)
        while some := list(islice(rest, TOGETHER)):
            ready = [self._checked(record) for record in some]
            self.documents.write()
            for record, row, items in ready:
                self._add(record, row, items)
                self.number += 1
                if not progress(self.number):
                    raise _Cancelled

    def _checked(self, record: Record) -> tuple[Record, int, tuple[Item, ...]]:
        with _naming(record.document):
            items = checked_items(record, self.tagset)
            return record, self.documents.number_of(record.document), items

    def _add(self, record: Record, row: int, items: tuple[Item, ...]) -> None:
        with _naming(record.document):
            if record.annotator:
                self._add_work(record, row, items)
            if record.suggestions:
                self._add_suggestions(record, row)

    def _add_work(self, record: Record, row: int, items: tuple[Item, ...]) -> None:
        before = self.file.connection.total_changes
        set_id = make_set(self.file, row, record.annotator)
        is_new = self.file.connection.total_changes > before
        there = read_state(self.file, set_id, record.document)
        if there.items():
            _refuse_other_work(record, there, items)
            return
        self.counts["sets_added"] += is_new
        if items:
            changes = tuple(Change(None, item) for item in items)
            write_new(self.file, set_id, Transaction(Op.IMPORT, changes))
            self.counts["spans"] += len(record.spans)
            self.counts["relations"] += len(record.relations)

    def _add_suggestions(self, record: Record, row: int) -> None:
        """Replace what is undecided; several records of a document bring theirs together."""
        there = read_suggestions(self.file, row)
        if {*record.suggestions.spans} <= {*there.spans} and {*record.suggestions.relations} <= {
            *there.relations
        }:
            return
        if not self.run_row:
            run = Run(new_id(), IMPORT_SUGGESTER, "1", {}, now())
            self.run_row = add_run(self.file, run)
        if row not in self.suggested:
            self.suggested.add(row)
            remove_undecided(self.file, row)
        number = add_suggestions(self.file, self.run_row, row, record.suggestions)
        count_suggestions(self.file, row)
        self.counts["suggestions"] += number


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


def _refuse_other_work(record: Record, there: State, items: tuple[Item, ...]) -> None:
    """KnownError unless the work is the same, by whatever ids; without items there is none."""
    is_same = _work(there.items()) == _work(items) and record.stage in (Stage.NEW, there.stage)
    if items and not is_same:
        raise KnownError(
            "“{annotator}” has already worked on “{document}”, and differently; import it under"
            " another annotator.",
            annotator=record.annotator,
            document=record.document.name,
        )


def _work(items: Iterable[Item]) -> Counter[object]:
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
