"""DocRED: clusters of mentions and the relations between them, over whole documents.

The form: https://github.com/thunlp/DocRED (`title`, `sents`, `vertexSet`, `labels`). Mentions are
by tokens of their sentence, the end exclusive. What relations of equivalence join is one vertex;
the evidence of a relation is the sentences of its ends.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.formats.format import Format, Output, WriterInput
from annotation.formats.holding import bare, with_whole_spans
from annotation.formats.loss import ContentKind
from annotation.formats.reading import ReaderInput
from annotation.formats.sinks import text_file
from annotation.formats.training.clusters import clusters_of
from annotation.formats.training.sentenced import BETWEEN, HEAD, TAIL, rows_of, sentenced
from annotation.values.items import Document, Span
from annotation.values.record import Record


def _held(record: Record, writing: WriterInput) -> Record:
    """The mentions, what joins them, and of relations between two clusters each tag once."""
    whole = bare(with_whole_spans(record))
    document = Document.of(whole.document.id, whole.document.name, whole.document.text)
    found = clusters_of(whole, writing.tagset)
    between = {
        (found.number_of[r.head], found.number_of[r.tail], r.tag): r
        for r in reversed(found.relations)
    }
    relations = (*found.joining, *between.values())
    return replace(whole, document=document, relations=relations, labels=())


def _write(record: Record, writing: WriterInput) -> str:
    held = _held(record, writing)
    text = held.document.text
    cut = sentenced(text, held.spans)
    found = clusters_of(held, writing.tagset)
    places = {span.id: cut.place(span) for span in held.spans}
    vertices = [
        [
            {
                "name": text[span.begin : span.end],
                "sent_id": places[span.id].sentence,
                "pos": [places[span.id].first, places[span.id].behind],
                "type": span.tag,
            }
            for span in mentions
        ]
        for mentions in found.mentions
    ]
    labels: list[dict[str, Any]] = [
        {
            "h": found.number_of[relation.head],
            "t": found.number_of[relation.tail],
            "r": relation.tag,
            "evidence": sorted({places[relation.head].sentence, places[relation.tail].sentence}),
        }
        for relation in found.relations
    ]
    values = {
        "title": held.document.name,
        "sents": [cut.words(number) for number in range(len(cut.sentences))],
        "vertexSet": vertices,
        "labels": labels,
    }
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _told(record: Record, name: str, writing: WriterInput) -> str:
    held = _held(record, writing)
    found = clusters_of(held, writing.tagset)
    text = held.document.text
    said = [sorted(_mention(text, span) for span in mentions) for mentions in found.mentions]
    relations = sorted(
        (said[found.number_of[r.head]], said[found.number_of[r.tail]], r.tag)
        for r in found.relations
    )
    return repr((name, _letters(text), sorted(said), relations))


def _mention(text: str, span: Span) -> tuple[int, str, str]:
    """Where a span begins among the letters, its letters, and its tag."""
    return len(_letters(text[: span.begin])), _letters(text[span.begin : span.end]), span.tag


def _letters(text: str) -> str:
    return "".join(text.split())


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del reading, writing
    for row in rows_of(place):
        starts, text = [], ""
        for tokens in row["sents"]:
            starts.append(len(text))
            text += "".join(tokens)
        said = []
        for vertex in row["vertexSet"]:
            mentions = []
            for mention in vertex:
                tokens, (first, behind) = row["sents"][mention["sent_id"]], mention["pos"]
                begin = starts[mention["sent_id"]] + sum(map(len, tokens[:first]))
                mentions.append((begin, "".join(tokens[first:behind]), mention["type"]))
            said.append(sorted(mentions))
        relations = sorted((said[x["h"]], said[x["t"]], x["r"]) for x in row["labels"])
        yield repr((row["title"], text, sorted(said), relations))


DOCRED = Format(
    name="docred",
    suffixes=(".json",),
    holds=frozenset(
        {
            ContentKind.SPANS,
            ContentKind.OVERLAPPING_SPANS,
            ContentKind.RELATIONS,
            ContentKind.DOCUMENT_NAMES,
        }
    ),
    output=Output(
        begin=text_file(_write, head=HEAD, between=BETWEEN, tail=TAIL),
        held=_held,
        offsets="tokens of a sentence, end exclusive",
        told=_told,
        read_back=_read_back,
    ),
)
