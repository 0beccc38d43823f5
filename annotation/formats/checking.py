"""Checking a whole record against the tagset, by the same rules that every command obeys."""

from collections.abc import Iterator

from annotation.commands.rules import check_attributes, check_relation, check_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import DocumentLabel, Relation, Span
from annotation.values.record import Record
from annotation.values.state import State

Fault = tuple[Span | Relation | DocumentLabel, AnnotationError]


def faults(record: Record, tagset: Tagset) -> Iterator[Fault]:
    """Every item that the rules do not allow, with the reason; spans first, in reading order."""
    sound = []
    around: list[Span] = []
    for span in sorted(record.spans, key=lambda span: span.sort_key):
        around = [other for other in around if other.end > span.begin]
        try:
            check_span(State(record.document, around), tagset, span)
        except AnnotationError as error:
            yield span, error
            continue
        around.append(span)
        sound.append(span)
    yield from _faulty_relations(State(record.document, (*sound, *record.relations)), tagset)
    for label in record.labels:
        try:
            _check_label(label, tagset)
        except AnnotationError as error:
            yield label, error


def _faulty_relations(state: State, tagset: Tagset) -> Iterator[Fault]:
    for relation in state.relations:
        try:
            check_relation(state, tagset, relation)
        except AnnotationError as error:
            yield relation, error


def _check_label(label: DocumentLabel, tagset: Tagset) -> None:
    if label.tag not in tagset.labels:
        raise AnnotationError(
            "The tagset has no document label “{tag}”; it has {tags}.",
            tag=label.tag,
            tags=", ".join(tagset.labels),
        )
    check_attributes(tagset, label.tag, label.attributes)
