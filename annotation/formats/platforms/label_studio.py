"""Label Studio's JSON: a folder with the tasks and the labelling configuration that shows them.

The form: https://labelstud.io/guide/export (raw JSON) and https://labelstud.io/guide/task_format.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.commands.rules import check_attributes
from annotation.errors import AnnotationError
from annotation.formats.format import Format, Layout, Output, Sink, WriterInput
from annotation.formats.holding import (
    Taken,
    bare,
    lost_between,
    with_document_attributes,
    with_whole_spans,
)
from annotation.formats.jsonl_writing import (
    sorted_labels,
    sorted_relations,
    sorted_spans,
    sorted_suggestions,
)
from annotation.formats.loss import ContentKind, LossCounts
from annotation.formats.platforms.json_values import ends_of, has_json
from annotation.formats.platforms.label_studio_config import (
    LABELS,
    SPANS,
    TEXT,
    attribute_result,
    control_of,
    labelling_config,
)
from annotation.formats.platforms.label_studio_reading import NAME, read_label_studio
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.formats.sinks import text_file
from annotation.formats.staging import content
from annotation.tagsets.tagset import Tagset
from annotation.values.items import AttributeValue, Span, Stage, Suggestions
from annotation.values.record import Record

_TASKS, _CONFIG = "tasks.json", "labeling-config.xml"
_TAKEN = Taken(frozenset({TEXT, NAME}))
_TASK = re.compile(
    r'(?<!\\)"(?:annotations|completions|predictions)"\s*:\s*\[|(?<!\\)"data"\s*:\s*\{'
    r'|(?<!\\)"(?:annotation_id|lead_time)"\s*:'
)
ResultValues = dict[str, Any]


def looks_like_label_studio(path: Path, text: str) -> bool:
    """Whether the file holds tasks, raw or in the short form."""
    return has_json(text) and bool(_TASK.search(ends_of(path, text)))


def held_by_label_studio(record: Record, writing: WriterInput) -> Record:
    """The part of a record that tasks can hold."""
    held = with_whole_spans(record)
    spans = tuple(_with_known_attributes(span, writing.tagset) for span in held.spans)
    held = replace(bare(held), spans=spans, suggestions=_suggestions(record.suggestions))
    return with_document_attributes(held, _TAKEN.free(held.document.attributes))


def _with_known_attributes(span: Span, tagset: Tagset) -> Span:
    """The span with what the configuration has a control for."""
    kept = tuple(pair for pair in span.attributes if _is_known(tagset, span.tag, pair))
    return replace(span, attributes=kept)


def _is_known(tagset: Tagset, tag: str, pair: tuple[str, AttributeValue]) -> bool:
    try:
        check_attributes(tagset, tag, (pair,))
    except AnnotationError:
        return False
    return True


def _suggestions(suggestions: Suggestions) -> Suggestions:
    """Suggested spans of one fragment, and relations between such of the same suggester."""
    spans = tuple(span for span in suggestions.spans if len(span.fragments) == 1)
    ends = {(span.suggester, span.fragments[0], span.tag) for span in spans}
    relations = tuple(
        relation
        for relation in suggestions.relations
        if (relation.suggester, relation.head, relation.head_tag) in ends
        and (relation.suggester, relation.tail, relation.tail_tag) in ends
    )
    return sorted_suggestions(Suggestions(spans, relations))


def lost_in_label_studio(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    """How much of a record tasks cannot hold."""
    del writing
    had, kept = record.suggestions, held.suggestions
    gone = len(had.spans) + len(had.relations) - len(kept.spans) - len(kept.relations)
    return lost_between(record, held) | {ContentKind.SUGGESTIONS: gone}


def _write(record: Record, writing: WriterInput, number: int) -> str:
    held = held_by_label_studio(record, writing)
    document = held.document
    task: ResultValues = {
        "id": number,
        "data": {TEXT: document.text, NAME: document.name, **dict(sorted(document.attributes))},
        "annotations": [_annotation(held, writing.tagset)] if held.is_annotated else [],
        "predictions": _proposed(held),
    }
    return json.dumps(task, ensure_ascii=False, allow_nan=False)


def _annotation(record: Record, tagset: Tagset) -> ResultValues:
    spans = sorted_spans(record)
    ids = {span.id: f"s{number}" for number, span in enumerate(spans, 1)}
    results = [
        result
        for span in spans
        for result in _span(ids[span.id], span, record.document.text, tagset)
    ]
    results += [_relation(ids[r.head], ids[r.tail], r.tag) for r in sorted_relations(record)]
    if record.labels:
        chosen = [label.tag for label in sorted_labels(record)]
        results.append(_result("labels", LABELS, "choices", {"choices": chosen}))
    return {"result": results, "was_cancelled": record.stage is Stage.SET_ASIDE}


def _result(id: str, control: str, kind: str, value: ResultValues) -> ResultValues:
    return {"id": id, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _place(begin: int, end: int, text: str) -> ResultValues:
    return {"start": begin, "end": end, "text": text[begin:end]}


def _span(id: str, span: Span, text: str, tagset: Tagset) -> Iterator[ResultValues]:
    """A span's region, and one more result of the same id for each of its attributes."""
    place = _place(span.begin, span.end, text)
    yield _result(id, SPANS, "labels", place | {"labels": [span.tag]})
    for name, value in sorted(span.attributes):
        kind, said = attribute_result(tagset.attributes[name], value)
        key = "text" if kind == "textarea" else kind
        yield _result(id, control_of(name), kind, place | {key: said})


def _relation(head: str, tail: str, tag: str) -> ResultValues:
    return {
        "type": "relation",
        "from_id": head,
        "to_id": tail,
        "direction": "right",
        "labels": [tag],
    }


def _proposed(record: Record) -> list[ResultValues]:
    """One prediction for each suggester, with what it suggests."""
    suggestions, text = record.suggestions, record.document.text
    proposed = []
    for suggester in sorted({span.suggester for span in suggestions.spans}):
        spans = [span for span in suggestions.spans if span.suggester == suggester]
        ids = {(span.fragments[0], span.tag): f"p{n}" for n, span in enumerate(spans, 1)}
        results = []
        for span in spans:
            place = _place(span.begin, span.end, text) | {"labels": [span.tag]}
            region = _result(ids[span.fragments[0], span.tag], SPANS, "labels", place)
            results.append(region | {"score": span.score, "meta": {"text": [span.reason]}})
        for relation in suggestions.relations:
            if relation.suggester == suggester:
                head = ids[relation.head, relation.head_tag]
                tail = ids[relation.tail, relation.tail_tag]
                about = {"score": relation.score, "meta": {"text": [relation.reason]}}
                results.append(_relation(head, tail, relation.tag) | about)
        score = sum(span.score for span in spans) / len(spans)
        proposed.append({"model_version": suggester, "score": score, "result": results})
    return proposed


def _begin(place: Path, writing: WriterInput) -> Sink:
    place.mkdir()
    place.joinpath(_CONFIG).write_bytes(labelling_config(writing.tagset).encode("utf-8"))
    numbers = itertools.count(1)
    begin = text_file(
        lambda record, w: _write(record, w, next(numbers)), head="[\n", between=",\n", tail="\n]\n"
    )
    return begin(place / _TASKS, writing)


def _told(record: Record, name: str, writing: WriterInput) -> str:
    return _said(held_by_label_studio(record, writing), name)


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del writing
    for record in read_label_studio(SourceFile(place / _TASKS, "", LABEL_STUDIO.name), reading):
        yield _said(record, record.document.name)


def _said(record: Record, name: str) -> str:
    return content(record, name) + repr(sorted_suggestions(record.suggestions))


LABEL_STUDIO = Format(
    name="label-studio",
    suffixes=(".json", ".jsonl"),
    holds=frozenset(ContentKind)
    - {ContentKind.DISCONTINUOUS_SPANS, ContentKind.RELATION_ATTRIBUTES, ContentKind.BOOKKEEPING},
    read=read_label_studio,
    recognises=looks_like_label_studio,
    output=Output(
        layout=Layout.BUNDLE,
        begin=_begin,
        held=held_by_label_studio,
        lost=lost_in_label_studio,
        beside=(_TASKS, _CONFIG),
        keeps_suggestions=True,
        told=_told,
        read_back=_read_back,
    ),
)
