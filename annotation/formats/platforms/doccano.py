"""doccano's JSON lines: spans as triples, or spans and relations with ids.

The forms are those of doccano's own import and export (backend/data_import, backend/data_export):
`{"text", "label": [[begin, end, tag]]}` of projects without relations, and
`{"text", "entities": [{"id", "start_offset", "end_offset", "label"}],
"relations": [{"id", "from_id", "to_id", "type"}]}` of those with relations. Other fields of a line
are what doccano calls meta. Offsets are code points, half-open, unless a project counts graphemes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.errors import AnnotationError
from annotation.formats.format import Format, Option, Output, WriterInput
from annotation.formats.holding import (
    SPANS_AND_RELATIONS,
    Taken,
    bare,
    with_document_attributes,
    with_whole_spans,
)
from annotation.formats.json_fields import Fields
from annotation.formats.jsonl_writing import sorted_labels, sorted_relations, sorted_spans
from annotation.formats.platforms.gathering import RecordGathering, document_of
from annotation.formats.platforms.json_values import ends_of, has_json, loose, read_objects
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.formats.sinks import text_file
from annotation.values.record import Record

_FORM = "form"
_BY_TAGSET, _SPANS, _RELATIONS = "by-tagset", "spans", "relations"
_TEXTS = ("text", "data")  # in the order in which they are looked for
_LISTS = ("label", "labels", "entities", "annotations")
_OTHERS = ("id", "name", "relations", "cats", "meta", "Comments", "comments", "annotation_approver")
_TAKEN = Taken(frozenset((*_TEXTS, *_LISTS, *_OTHERS)))
_MARKS = re.compile(
    r'(?<!\\)"(?:label|entities)"\s*:\s*\[|(?<!\\)"labels"\s*:\s*\[\s*["\[]'
    r'|(?<!\\)"start_offset"\s*:'
)


def looks_like_doccano(path: Path, text: str) -> bool:
    """Whether the file holds JSON objects with doccano's lists."""
    return has_json(text) and bool(_MARKS.search(ends_of(path, text)))


def read_doccano(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each object; KnownError where one is wrong."""
    return read_objects(
        source.path, reading, lambda fields, number: _read(fields, number, source, reading)
    )


def _read(
    fields: Fields, number: int, source: SourceFile, reading: ReaderInput
) -> Iterator[Record]:
    text = fields.text(next((key for key in _TEXTS if key in fields), "text"))
    name = fields.text("name", "") or f"{source.name}-{number}"
    gathering = RecordGathering(document_of(text, name, _meta(fields), reading), reading)
    for key in _LISTS:
        for count, item in enumerate(_listed(fields, key)):
            _add(item, f"{key}-{count}", gathering)
    for item in fields.items("relations"):
        relation = loose(item, "relations")
        ends = [_key(relation, end) for end in ("from_id", "to_id")]
        gathering.add_relation(relation.text("type"), *ends)
    for tag in fields.items("cats"):
        gathering.add_label(_text(tag))
    yield gathering.record()


def _listed(fields: Fields, key: str) -> list[Any]:
    """The items of a list; a single label of a document may stand without one."""
    value = fields.object(key)
    return [value] if isinstance(value, str) else fields.items(key) if key in fields else []


def _meta(fields: Fields) -> dict[str, Any]:
    """What doccano keeps about a document: the other fields, and those in `meta`."""
    inner = fields.object("meta")
    return fields.others(_TAKEN.names) | (inner if isinstance(inner, dict) else {})


def _add(item: object, key: str, gathering: RecordGathering) -> None:
    """A span as a triple or as an object, or the label of a document."""
    if isinstance(item, str):
        gathering.add_label(item)
    elif isinstance(item, list):
        if len(item) != 3:
            raise AnnotationError("A span must be [begin, end, tag].")
        gathering.add_span(key, [_text(item[2])], gathering.fragment(item[0], item[1]))
    else:
        span = loose(item, key)
        offsets = span.object("start_offset"), span.object("end_offset")
        own = _key(span, "id") if "id" in span else key
        gathering.add_span(own, [_text(span.object("label"))], gathering.fragment(*offsets))


def _key(fields: Fields, key: str) -> str:
    """An id, which is a number in doccano's own files."""
    value = fields.object(key)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise AnnotationError("“{key}” must be a number or a text.", key=key)
    return str(value)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise AnnotationError("“{key}” must be a text.", key="label")
    return str(value)


def _has_relations(writing: WriterInput) -> bool:
    """Whether lines are written in the form with relations: the same for all of a file."""
    form = writing.option(_FORM)
    return form == _RELATIONS or (form == _BY_TAGSET and bool(writing.tagset.relations))


def _held(record: Record, writing: WriterInput) -> Record:
    held = bare(with_whole_spans(record))
    if not _has_relations(writing):
        held = replace(held, relations=())
    return with_document_attributes(held, _TAKEN.free(held.document.attributes))


def _write(record: Record, writing: WriterInput) -> str:
    held = _held(record, writing)
    document = held.document
    values: dict[str, Any] = {"text": document.text, "name": document.name}
    values |= dict(sorted(document.attributes))
    spans = sorted_spans(held)
    numbers = {span.id: number for number, span in enumerate(spans)}
    if _has_relations(writing):
        values["entities"] = [
            {
                "id": numbers[span.id],
                "label": span.tag,
                "start_offset": span.begin,
                "end_offset": span.end,
            }
            for span in spans
        ]
        values["relations"] = [
            {"id": n, "from_id": numbers[r.head], "to_id": numbers[r.tail], "type": r.tag}
            for n, r in enumerate(sorted_relations(held))
        ]
    else:
        values["label"] = [[span.begin, span.end, span.tag] for span in spans]
    if held.labels:
        values["cats"] = [label.tag for label in sorted_labels(held)]
    return json.dumps(values | {"Comments": []}, ensure_ascii=False, allow_nan=False) + "\n"


DOCCANO = Format(
    name="doccano",
    suffixes=(".jsonl", ".json"),
    holds=SPANS_AND_RELATIONS,
    read=read_doccano,
    recognises=looks_like_doccano,
    options=(Option(_FORM, (_BY_TAGSET, _SPANS, _RELATIONS)),),
    output=Output(begin=text_file(_write), held=_held),
)
