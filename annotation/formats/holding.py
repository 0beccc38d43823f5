"""What the formats of other programs can hold, and how much is lost there."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from annotation.formats.jsonl_writing import sorted_spans
from annotation.formats.loss import ContentKind, LossCounts, left_out
from annotation.values.items import Attributes, Document, DocumentLabel, Relation, Span
from annotation.values.record import Record

# What holds spans of one piece and relations, but no attributes of theirs.
SPANS_AND_RELATIONS = frozenset(ContentKind) - {
    ContentKind.DISCONTINUOUS_SPANS,
    ContentKind.SPAN_ATTRIBUTES,
    ContentKind.RELATION_ATTRIBUTES,
    ContentKind.SUGGESTIONS,
    ContentKind.BOOKKEEPING,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Names that a format needs for itself, so that no attribute of a document can have them."""

    names: frozenset[str]

    def free(self, attributes: Attributes) -> Attributes:
        """The attributes whose names are not taken."""
        return tuple((name, value) for name, value in attributes if name not in self.names)


def with_whole_spans(record: Record) -> Record:
    """The record less its discontinuous spans and what hangs on them."""
    spans = tuple(span for span in record.spans if len(span.fragments) == 1)
    return with_spans(record, spans)


def with_spans(record: Record, spans: Collection[Span]) -> Record:
    """The record with these of its spans, and the relations between them."""
    ids = {span.id for span in spans}
    relations = tuple(r for r in record.relations if r.head in ids and r.tail in ids)
    return replace(record, spans=tuple(spans), relations=relations)


def bare(record: Record) -> Record:
    """The record without the attributes of its spans, relations and labels."""
    return replace(
        record,
        spans=tuple(map(_bare_span, record.spans)),
        relations=tuple(map(_bare_relation, record.relations)),
        labels=tuple(map(_bare_label, record.labels)),
    )


def _bare_span(span: Span) -> Span:
    return replace(span, attributes=()) if span.attributes else span


def _bare_relation(relation: Relation) -> Relation:
    return replace(relation, attributes=()) if relation.attributes else relation


def _bare_label(label: DocumentLabel) -> DocumentLabel:
    return replace(label, attributes=()) if label.attributes else label


def with_document_attributes(record: Record, attributes: Attributes) -> Record:
    """The record whose document has only these of its attributes."""
    document = record.document
    if attributes == document.attributes:
        return record
    changed = Document(document.id, document.name, document.text, document.sha256, attributes)
    return replace(record, document=changed)


def outermost(record: Record) -> tuple[Span, ...]:
    """Spans of one fragment that lie in no other and cross none before them, in reading order."""
    chosen: list[Span] = []
    for span in sorted_spans(record):
        if len(span.fragments) == 1 and (not chosen or chosen[-1].end <= span.begin):
            chosen.append(span)
    return tuple(chosen)


def lost_between(record: Record, held: Record) -> LossCounts:
    """How much was lost; spans by why they were: discontinuous, or else overlapping."""
    lost = left_out(record, held)
    kept = {span.id for span in held.spans}
    gone = [span for span in record.spans if span.id not in kept]
    discontinuous = sum(len(span.fragments) > 1 for span in gone)
    return lost | {
        ContentKind.SPANS: 0,
        ContentKind.DISCONTINUOUS_SPANS: discontinuous,
        ContentKind.OVERLAPPING_SPANS: len(gone) - discontinuous,
    }
