"""What an export could not hold: kinds, counts and documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotation.values.record import Record


class ContentKind(StrEnum):
    """What a format may or may not be able to hold."""

    SPANS = "spans"
    OVERLAPPING_SPANS = "overlapping-spans"
    DISCONTINUOUS_SPANS = "discontinuous-spans"
    RELATIONS = "relations"
    SPAN_ATTRIBUTES = "span-attributes"
    RELATION_ATTRIBUTES = "relation-attributes"
    LABELS = "labels"
    DOCUMENT_ATTRIBUTES = "document-attributes"
    DOCUMENT_NAMES = "document-names"
    CHARACTERS = "characters"
    SUGGESTIONS = "suggestions"
    BOOKKEEPING = "bookkeeping"  # ids, origins, annotator and stage: said of a format, not counted


LossCounts = dict[ContentKind, int]


@dataclass(frozen=True, slots=True)
class Lost:
    """So many things of one kind that were left out, and the names of their documents."""

    kind: ContentKind
    count: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Everything an export had to leave out; false when it holds all of it."""

    items: tuple[Lost, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)


def left_out(record: Record, held: Record) -> LossCounts:
    """How much more of every kind a record has than the part of it that a format holds."""
    all_of_it, kept = _amounts(record), _amounts(held)
    return {kind: all_of_it[kind] - kept[kind] for kind in all_of_it}


def _amounts(record: Record) -> LossCounts:
    return {
        ContentKind.SPANS: len(record.spans),
        ContentKind.RELATIONS: len(record.relations),
        ContentKind.SPAN_ATTRIBUTES: sum(len(span.attributes) for span in record.spans),
        ContentKind.RELATION_ATTRIBUTES: sum(len(r.attributes) for r in record.relations),
        ContentKind.LABELS: len(record.labels),
        ContentKind.DOCUMENT_ATTRIBUTES: len(record.document.attributes),
    }


def total_loss(parts: Iterable[tuple[str, LossCounts]]) -> Loss:
    """Add up what was left out of each named document."""
    counts: LossCounts = {}
    documents: dict[ContentKind, list[str]] = {}
    for name, lost in parts:
        for kind, count in lost.items():
            if count:
                counts[kind] = counts.get(kind, 0) + count
                documents.setdefault(kind, []).append(name)
    return Loss(
        tuple(
            Lost(kind, counts[kind], tuple(documents[kind]))
            for kind in ContentKind
            if kind in counts
        )
    )
