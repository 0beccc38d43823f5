"""Prodigy's JSON lines: spans by characters and tokens, relations from token to token.

The form is that of https://prodi.gy/docs/api-interfaces (ner, spans, relations). The end of a span
is exclusive in characters and inclusive in tokens; a relation names the last token of its ends, and
which span is meant stands in `head_span` and `child_span`.
"""

import json
import re
from pathlib import Path
from typing import Any

from annotation.formats.aligned import aligned_tokens, tokens_of
from annotation.formats.format import Format, Output, WriterInput
from annotation.formats.holding import (
    SPANS_AND_RELATIONS,
    Taken,
    bare,
    with_document_attributes,
    with_whole_spans,
)
from annotation.formats.jsonl_writing import sorted_labels, sorted_relations, sorted_spans
from annotation.formats.platforms.json_values import ends_of, has_json
from annotation.formats.platforms.prodigy_reading import NAME, read_prodigy
from annotation.formats.sinks import text_file
from annotation.values.items import Fragment, Span, Stage
from annotation.values.record import Record

_TAKEN = Taken(frozenset({NAME}))
_MARKS = re.compile(
    r'(?<!\\)"(?:_input_hash|_task_hash|_view_id|token_start|head_span)"\s*:'
    r'|(?<!\\)"answer"\s*:\s*"(?:accept|reject|ignore)"'
    r'|(?<!\\)"spans"\s*:\s*\[\s*\{[^{}]*"start"\s*:'
)


def looks_like_prodigy(path: Path, text: str) -> bool:
    """Whether the file holds JSON objects with Prodigy's keys."""
    return has_json(text) and bool(_MARKS.search(ends_of(path, text)))


def _held(record: Record, writing: WriterInput) -> Record:
    del writing
    held = bare(with_whole_spans(record))
    return with_document_attributes(held, _TAKEN.free(held.document.attributes))


def _write(record: Record, writing: WriterInput) -> str:
    held = _held(record, writing)
    document, spans = held.document, sorted_spans(held)
    tokens = aligned_tokens(document.text, spans)
    said = {span.id: _span(span, tokens) for span in spans}
    values: dict[str, Any] = {
        "text": document.text,
        "meta": {NAME: document.name, **dict(sorted(document.attributes))},
        "tokens": [_token(document.text, token, n) for n, token in enumerate(tokens)],
        "spans": list(said.values()),
        "relations": [
            _relation(relation.tag, said[relation.head], said[relation.tail])
            for relation in sorted_relations(held)
        ],
    }
    if held.labels:
        chosen = [label.tag for label in sorted_labels(held)]
        values["options"] = [{"id": tag, "text": tag} for tag in writing.tagset.labels]
        values["accept"] = chosen
    values["answer"] = _answer(held)
    return json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n"


def _answer(record: Record) -> str:
    """What was set aside without a mark on it was ignored."""
    is_marked = record.spans or record.labels
    return "ignore" if record.stage is Stage.SET_ASIDE and not is_marked else "accept"


def _token(text: str, token: Fragment, number: int) -> dict[str, Any]:
    begin, end = token
    return {
        "text": text[begin:end],
        "start": begin,
        "end": end,
        "id": number,
        "ws": text[end : end + 1].isspace(),
    }


def _span(span: Span, tokens: list[Fragment]) -> dict[str, Any]:
    first, behind = tokens_of(tokens, span.begin, span.end)
    return {
        "start": span.begin,
        "end": span.end,
        "token_start": first,
        "token_end": behind - 1,
        "label": span.tag,
    }


def _relation(tag: str, head: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": head,
        "child_span": child,
        "label": tag,
    }


PRODIGY = Format(
    name="prodigy",
    suffixes=(".jsonl", ".json"),
    holds=SPANS_AND_RELATIONS,
    read=read_prodigy,
    recognises=looks_like_prodigy,
    output=Output(
        begin=text_file(_write),
        held=_held,
        offsets="code points, end exclusive; tokens, end inclusive",
    ),
)
