"""Writing CoNLL: a token and its tags a line, on tokens cut at the borders of spans.

Every document begins with its name and its text as JSON strings, so that it can be read back
letter for letter; other readers take both lines for comments.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from annotation.formats.aligned import aligned_tokens, sentence_starts
from annotation.formats.format import Option, WriterInput
from annotation.formats.jsonl_writing import sorted_spans
from annotation.values.items import Document, Fragment, Span
from annotation.values.record import Record

SCHEME = "# format = "
NAME = "# newdoc name = "
TEXT = "# text = "
NESTED = "nested"
OPTIONS = (
    Option("tags", ("iob2", "bioes", "bilou")),
    Option("columns", ("outermost", NESTED)),
    Option("tokens", ("words", "clitics")),
)
_SCHEMES = {  # the letters of a tag's first token, of those within, the last, and an only one
    "iob2": ("B", "I", "I", "B"),
    "bioes": ("B", "I", "E", "S"),
    "bilou": ("B", "I", "L", "U"),
}


def write_conll(record: Record, writing: WriterInput) -> str:
    """One document: its comments, its tokens, a blank line after every sentence."""
    columns, tags = writing.option("columns"), writing.option("tags")
    about = f"{tags.upper()}, {columns} spans; {writing.option('tokens')} cut at spans' borders"
    lines = [SCHEME + about, NAME + _json(record.document.name)]
    return "\n".join([*lines, TEXT + _json(record.document.text), *_rows(record, writing), "", ""])


def held_by_conll(record: Record, writing: WriterInput) -> Record:
    """The part of a record that the columns can hold."""
    document = Document.of(record.document.id, record.document.name, record.document.text)
    spans = tuple(
        replace(span, attributes=())
        for layer in _layers(record, is_nested=_is_nested(writing))
        for span in layer
    )
    return replace(record, document=document, spans=spans, relations=(), labels=())


def _layers(record: Record, *, is_nested: bool) -> list[list[Span]]:
    """Spans of one fragment, column by column, none crossing another of its column.

    The outermost are the first column; with nesting each further one takes what is within those
    before it, and what crosses them.
    """
    layers: list[list[Span]] = [[]]
    for span in sorted_spans(record):
        if len(span.fragments) > 1:
            continue
        free = next((layer for layer in layers if not layer or layer[-1].end <= span.begin), None)
        if free is not None:
            free.append(span)
        elif is_nested:
            layers.append([span])
    return layers if is_nested else layers[:1]


def _is_nested(writing: WriterInput) -> bool:
    return writing.option("columns") == NESTED


def _json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(record: Record, writing: WriterInput) -> Iterator[str]:
    text, layers = record.document.text, _layers(record, is_nested=_is_nested(writing))
    spans = list(chain.from_iterable(layers))
    tokens = aligned_tokens(text, spans, with_clitics=writing.option("tokens") == "clitics")
    columns = [_tags(layer, tokens, _SCHEMES[writing.option("tags")]) for layer in layers]
    starts = iter([*sentence_starts(text, spans), len(text) + 1])
    next_start = next(starts)
    for token, *tags in zip(tokens, *columns, strict=True):
        if next_start <= token[0]:
            yield ""
            while next_start <= token[0]:
                next_start = next(starts)
        yield "\t".join([text[token[0] : token[1]], *tags])


def _tags(
    layer: list[Span], tokens: list[Fragment], letters: tuple[str, str, str, str]
) -> Iterator[str]:
    """The tag of each token; spans and tokens are in reading order, each span on whole tokens."""
    first, within, last, only = letters
    spans = iter(layer)
    span = next(spans, None)
    for begin, end in tokens:
        while span and span.end <= begin:
            span = next(spans, None)
        if span is None or begin < span.begin:
            yield "O"
            continue
        begins, ends = begin <= span.begin, end >= span.end
        letter = only if begins and ends else first if begins else last if ends else within
        yield f"{letter}-{span.tag}"
