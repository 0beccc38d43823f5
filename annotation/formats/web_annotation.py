"""JSON-LD after the Web Annotation Data Model: spans with selectors, relations as links.

The model: https://www.w3.org/TR/annotation-model/. Positions are code points, end exclusive, as it
asks for; a quotation with its surroundings stands beside every position.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.formats.format import Format, Output, WriterInput
from annotation.formats.jsonl_writing import in_order, sorted_relations, sorted_spans
from annotation.formats.loss import ContentKind
from annotation.formats.reading import ReaderInput
from annotation.formats.sinks import text_file
from annotation.values.items import Attributes, Fragment, Relation, Span
from annotation.values.record import Record

_AROUND = 32  # characters before and behind a quotation
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "attributes": {"@id": "urn:tawseem:attributes", "@type": "@json"},
        "name": "http://schema.org/name",
    },
]
_HEAD = f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": [\n'

Node = dict[str, Any]


def _line(record: Record, writing: WriterInput) -> str:
    del writing
    nodes = [json.dumps(node, ensure_ascii=False, allow_nan=False) for node in _nodes(record)]
    return ", ".join(nodes)


def _nodes(record: Record) -> Iterator[Node]:
    """The text, then an annotation for each span and relation."""
    document = record.document
    source = f"urn:sha256:{document.sha256}"
    yield {
        "id": source,
        "type": "TextualBody",
        "format": "text/plain",
        "name": document.name,
        "value": document.text,
        "attributes": dict(sorted(document.attributes)),
    }
    numbers = {span.id: n for n, span in enumerate(sorted_spans(record), 1)}
    ids = {id: f"{source}#span-{number}" for id, number in numbers.items()}
    for span in sorted_spans(record):
        yield _span(ids[span.id], span, source, document.text)
    for number, relation in enumerate(sorted_relations(record), 1):
        yield _relation(f"{source}#relation-{number}", relation, ids)


def _span(id: str, span: Span, source: str, text: str) -> Node:
    pieces = [_selected(source, fragment, text) for fragment in span.fragments]
    target = pieces[0] if len(pieces) == 1 else {"type": "Composite", "items": pieces}
    return {
        "id": id,
        "type": "Annotation",
        "motivation": "classifying",
        "body": _tagged(span.tag, span.attributes),
        "target": target,
    }


def _selected(source: str, fragment: Fragment, text: str) -> Node:
    begin, end = fragment
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[begin:end],
        "prefix": text[max(0, begin - _AROUND) : begin],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": begin, "end": end}
    return {"type": "SpecificResource", "source": source, "selector": [position, quote]}


def _relation(id: str, relation: Relation, ids: dict[str, str]) -> Node:
    """A link: the head is the target, the tail stands in the body."""
    return {
        "id": id,
        "type": "Annotation",
        "motivation": "linking",
        "body": [_tagged(relation.tag, relation.attributes), ids[relation.tail]],
        "target": ids[relation.head],
    }


def _tagged(tag: str, attributes: Attributes) -> Node:
    body: Node = {"type": "TextualBody", "purpose": "classifying", "value": tag}
    return body | ({"attributes": dict(sorted(attributes))} if attributes else {})


def _held(record: Record, writing: WriterInput) -> Record:
    del writing
    return replace(in_order(record), labels=())


def _told(record: Record, name: str, writing: WriterInput) -> str:
    del name, writing
    return json.dumps(list(_nodes(record)), sort_keys=True)


def _read_back(path: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    """What each line between the first and the last says; a line holds one document."""
    del reading, writing
    with path.open(encoding="utf-8", newline="\n") as file:
        next(file)
        for line in file:
            if line != _TAIL.lstrip("\n"):
                nodes = json.loads(f"[{line.rstrip().removesuffix(',')}]")
                yield json.dumps(nodes, sort_keys=True)


_TAIL = "\n]}\n"

WEB_ANNOTATION = Format(
    name="web-annotation",
    suffixes=(".jsonld",),
    holds=frozenset(ContentKind)
    - {ContentKind.LABELS, ContentKind.SUGGESTIONS, ContentKind.BOOKKEEPING},
    output=Output(
        begin=text_file(_line, head=_HEAD, between=",\n", tail=_TAIL),
        held=_held,
        told=_told,
        read_back=_read_back,
    ),
)
