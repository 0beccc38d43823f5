"""What curation asks of a project, on the storage thread: the sets of a document, aligned."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.curation.alignment import Alignment, align
from annotation.values.record import Record
from storage.project import Project
from storage.review.curation import CurationSummary


@dataclass(frozen=True, slots=True)
class CuratedDocument:
    """A document to be curated: by whom, from whose sets."""

    document_id: str
    curator: str
    records: tuple[Record, ...]
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Queue:
    """Under which name somebody curates here, and the documents that there are."""

    curator: str
    documents: tuple[CurationSummary, ...]

    def after(self, document_id: str, step: int = 1) -> str | None:
        """The next document, going round, that is not finished; None when all others are."""
        ids = [summary.id for summary in self.documents]
        start = ids.index(document_id) if document_id in ids else -1
        order = [(start + step * n) % len(ids) for n in range(1, len(ids))] if ids else []
        return next((ids[n] for n in order if not self.documents[n].is_done), None)


def read_queue(project: Project, annotator: str, title: str) -> Queue:
    """What there is to curate for somebody."""
    curator = project.curating.name_for(annotator, title)
    return Queue(curator, tuple(project.curating.documents(curator)))


def read_work(project: Project, document_id: str, annotator: str, title: str) -> CuratedDocument:
    """The sets of a document, aligned, in the order of the digits that take them."""
    curator = project.curating.name_for(annotator, title)
    records = project.curating.sources(document_id, curator)
    in_order = tuple(sorted(records, key=lambda record: record.annotator))
    return CuratedDocument(document_id, curator, in_order, align(in_order, project.tagset))


def count_open(project: Project, document_ids: Sequence[str], curator: str) -> dict[str, int]:
    """How many positions of some documents are open: their sets are read for it."""
    found = {}
    for id in document_ids:
        alignment = align(project.curating.sources(id, curator), project.tagset)
        positions = alignment.in_state(project.state(id, curator))
        found[id] = sum(position.is_open for position in positions)
    return found
