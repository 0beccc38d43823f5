"""GLiNER's training data: the tokens of a sentence and its spans, the end of a span inclusive.

The form: https://github.com/urchade/GLiNER (`tokenized_text`, `ner`). A model looks at spans of so
many tokens and no more (`max_width`, usually 12): what is longer it would pass over without a word,
so it is left out here and counted, unless it is asked for.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from annotation.formats.format import Format, Option, Output, Sink, WriterInput
from annotation.formats.holding import bare, with_whole_spans
from annotation.formats.jsonl_writing import sorted_spans
from annotation.formats.loss import ContentKind, LossCounts, left_out
from annotation.formats.reading import ReaderInput
from annotation.formats.sinks import text_file
from annotation.formats.training.sentenced import (
    BETWEEN,
    HEAD,
    TAIL,
    as_rows,
    rows_of,
    sentenced,
)
from annotation.values.items import Document
from annotation.values.record import Record

_LONGEST, _ANY = "longest", "any"


def _held(record: Record, writing: WriterInput) -> Record:
    whole = bare(with_whole_spans(record))
    document = Document.of(whole.document.id, whole.document.name, whole.document.text)
    cut = sentenced(document.text, whole.spans)
    limit = writing.option(_LONGEST)
    spans = []
    for span in whole.spans:
        place = cut.place(span)
        if limit == _ANY or place.behind - place.first <= int(limit):
            spans.append(span)
    return replace(whole, document=document, spans=tuple(spans), relations=(), labels=())


def _lost(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    del writing
    lost = left_out(record, held)
    discontinuous = sum(len(span.fragments) > 1 for span in record.spans)
    return lost | {
        ContentKind.SPANS: lost[ContentKind.SPANS] - discontinuous,
        ContentKind.DISCONTINUOUS_SPANS: discontinuous,
        ContentKind.DOCUMENT_NAMES: 1,
    }


def _rows(record: Record, writing: WriterInput, number: int) -> Iterator[dict[str, Any]]:
    held = _held(record, writing)
    cut = sentenced(held.document.text, held.spans)
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for span in sorted_spans(held):
        place = cut.place(span)
        found = (place.first, place.behind - 1, span.tag)
        spans.setdefault(place.sentence, []).append(found)
    for sentence in range(len(cut.sentences)):
        yield {
            "tokenized_text": cut.words(sentence),
            "ner": spans.get(sentence, []),
            "document": number,
        }


def _begin(place: Path, writing: WriterInput) -> Sink:
    numbers = iter(range(1, 2**63))
    begin = text_file(
        lambda record, w: as_rows(_rows(record, w, next(numbers))),
        head=HEAD,
        between=BETWEEN,
        tail=TAIL,
    )
    return begin(place, writing)


def _told(record: Record, name: str, writing: WriterInput) -> str:
    """The letters of the text without its spaces, and each span with where it stands in them."""
    del name
    held = _held(record, writing)
    text = held.document.text
    spans = [
        (len(_letters(text[: span.begin])), _letters(text[span.begin : span.end]), span.tag)
        for span in held.spans
    ]
    return repr((_letters(text), sorted(spans)))


def _letters(text: str) -> str:
    return "".join(text.split())


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del reading, writing
    for _, rows in groupby(rows_of(place), key=lambda row: row["document"]):
        text, spans = "", []
        for row in rows:
            tokens = row["tokenized_text"]
            for first, last, tag in row["ner"]:
                begin = len(text) + sum(map(len, tokens[:first]))
                spans.append((begin, "".join(tokens[first : last + 1]), tag))
            text += "".join(tokens)
        yield repr((text, sorted(spans)))


GLINER = Format(
    name="gliner",
    suffixes=(".json",),
    holds=frozenset({ContentKind.SPANS, ContentKind.OVERLAPPING_SPANS}),
    options=(Option(_LONGEST, ("12", "20", "30", _ANY)),),
    output=Output(
        begin=_begin,
        held=_held,
        lost=_lost,
        offsets="tokens, end inclusive",
        told=_told,
        read_back=_read_back,
    ),
)
