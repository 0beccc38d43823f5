"""Writing our own lossless form: one document a line, keys and items always in the same order."""

import json
from dataclasses import replace
from typing import Any, TypeVar

from annotation.values.items import (
    Document,
    DocumentLabel,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    surface,
)
from annotation.values.record import Record

WritableItem = TypeVar("WritableItem", Document, Span, Relation, DocumentLabel)


def write_line(record: Record, *, with_suggestions: bool) -> str:
    """The record as one line of JSON, with its line end."""
    document, text = record.document, record.document.text
    values: dict[str, Any] = {
        "id": document.id,
        "name": document.name,
        "text": text,
        "sha256": document.sha256,
        "attributes": dict(sorted(document.attributes)),
        "annotator": record.annotator,
        "state": record.stage.value,
        "spans": [_span(span, text) for span in sorted_spans(record)],
        "relations": [_relation(relation) for relation in sorted_relations(record)],
        "labels": [_label(label) for label in sorted_labels(record)],
    }
    if with_suggestions:
        suggestions = sorted_suggestions(record.suggestions)
        values["suggestions"] = {
            "spans": [_suggested_span(span) for span in suggestions.spans],
            "relations": [_suggested_relation(r) for r in suggestions.relations],
        }
    line = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return line + "\n"


def in_order(record: Record) -> Record:
    """The same record with everything in the order in which it is written."""
    return replace(
        record,
        document=_in_order(record.document),
        spans=tuple(map(_in_order, sorted_spans(record))),
        relations=tuple(map(_in_order, sorted_relations(record))),
        labels=tuple(map(_in_order, sorted_labels(record))),
        suggestions=sorted_suggestions(record.suggestions),
    )


def _in_order(item: WritableItem) -> WritableItem:
    if len(item.attributes) < 2:
        return item
    return replace(item, attributes=tuple(sorted(item.attributes)))


def sorted_spans(record: Record) -> tuple[Span, ...]:
    """Spans in reading order, outer before inner."""
    return tuple(sorted(record.spans, key=lambda span: span.sort_key))


def sorted_relations(record: Record) -> tuple[Relation, ...]:
    """Relations in the reading order of their heads, then of their tails."""
    order = {span.id: number for number, span in enumerate(sorted_spans(record))}
    return tuple(
        sorted(record.relations, key=lambda r: (order[r.head], order[r.tail], r.tag, r.id))
    )


def sorted_labels(record: Record) -> tuple[DocumentLabel, ...]:
    """Document labels by tag."""
    return tuple(sorted(record.labels, key=lambda label: (label.tag, label.id)))


def sorted_suggestions(suggestions: Suggestions) -> Suggestions:
    """Suggestions in reading order, whatever order they were made in."""
    return Suggestions(
        tuple(sorted(suggestions.spans, key=lambda s: (s.begin, -s.end, s.tag, s.fragments))),
        tuple(
            sorted(
                suggestions.relations,
                key=lambda r: (r.head, r.tail, r.tag, r.head_tag, r.tail_tag),
            )
        ),
    )


def _span(span: Span, text: str) -> dict[str, Any]:
    return {
        "id": span.id,
        "layer": span.layer,
        "tag": span.tag,
        "begin": span.begin,
        "end": span.end,
        "fragments": span.fragments,
        "text": surface(text, span.fragments),
        "attributes": dict(sorted(span.attributes)),
        "origin": span.origin.value,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "layer": relation.layer,
        "tag": relation.tag,
        "head": relation.head,
        "tail": relation.tail,
        "attributes": dict(sorted(relation.attributes)),
        "origin": relation.origin.value,
    }


def _label(label: DocumentLabel) -> dict[str, Any]:
    return {
        "id": label.id,
        "layer": label.layer,
        "tag": label.tag,
        "attributes": dict(sorted(label.attributes)),
    }


def _suggested_span(span: SuggestedSpan) -> dict[str, Any]:
    several = {"fragments": span.fragments} if len(span.fragments) > 1 else {}
    return {
        "tag": span.tag,
        "begin": span.begin,
        "end": span.end,
        **several,
        "score": span.score,
        "suggester": span.suggester,
        "reason": span.reason,
    }


def _suggested_relation(relation: SuggestedRelation) -> dict[str, Any]:
    return {
        "tag": relation.tag,
        "head": relation.head,
        "tail": relation.tail,
        "head_tag": relation.head_tag,
        "tail_tag": relation.tail_tag,
        "score": relation.score,
        "suggester": relation.suggester,
        "reason": relation.reason,
    }
