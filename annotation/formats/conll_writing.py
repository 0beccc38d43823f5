"""Writing CoNLL in IOB2: a token and its tag on each line, the text itself in a comment.

Tokens are those of `annotation.arabic.tokens`, cut again where a span begins or ends, so that a
span after a clitic is exact. The scheme is flat: of spans that overlap, the outermost is written.
"""

import json
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import tokenize
from annotation.formats.jsonl_writing import sorted_spans
from annotation.formats.loss import Counts, Kind, left_out
from annotation.items import Document, Fragment, Span
from annotation.record import Record

SCHEME = "# format = IOB2; tokens of Tawseem, cut at the borders of spans"
NAME = "# newdoc name = "
TEXT = "# text = "


def write_conll(record: Record) -> str:
    """One document: its comments, its tokens, a blank line after every sentence."""
    lines = [SCHEME, NAME + _json(record.document.name), TEXT + _json(record.document.text)]
    return "\n".join([*lines, *_token_lines(record), "", ""])


def held_by_conll(record: Record) -> Record:
    """The part of a record that IOB2 can hold."""
    document = Document.of(record.document.id, record.document.name, record.document.text)
    spans = tuple(replace(span, attributes=()) for span in outermost(record))
    return replace(record, document=document, spans=spans, relations=(), labels=())


def lost_in_conll(record: Record) -> Counts:
    """How much of a record IOB2 cannot hold."""
    lost = left_out(record, held_by_conll(record))
    discontinuous = sum(1 for span in record.spans if len(span.fragments) > 1)
    return lost | {
        Kind.SPANS: 0,
        Kind.DISCONTINUOUS_SPANS: discontinuous,
        Kind.OVERLAPPING_SPANS: lost[Kind.SPANS] - discontinuous,
    }


def outermost(record: Record) -> tuple[Span, ...]:
    """Spans of one fragment that lie in no other and cross none before them, in reading order."""
    chosen: list[Span] = []
    for span in sorted_spans(record):
        if len(span.fragments) == 1 and (not chosen or chosen[-1].end <= span.begin):
            chosen.append(span)
    return tuple(chosen)


def _json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _token_lines(record: Record) -> Iterator[str]:
    text, spans = record.document.text, outermost(record)
    changes = deque(_tags(spans))
    starts = deque(begin for begin, _ in sentences(text)[1:] if not _is_within(begin, spans))
    tag = "O"
    for begin, end in _tokens(text, [offset for offset, _ in changes]):
        while starts and starts[0] <= begin:
            starts.popleft()
            yield ""
        while changes and changes[0][0] <= begin:
            tag = changes.popleft()[1]
        yield f"{text[begin:end]}\t{tag}"
        tag = tag.replace("B-", "I-", 1) if tag.startswith("B-") else tag


def _is_within(offset: int, spans: tuple[Span, ...]) -> bool:
    """Whether the offset lies inside a span and not at its beginning."""
    after = bisect_left(spans, offset, key=lambda span: span.begin)
    return after > 0 and offset < spans[after - 1].end


def _tags(spans: tuple[Span, ...]) -> Iterator[tuple[int, str]]:
    """Where the tag changes, and to which."""
    for number, span in enumerate(spans):
        yield span.begin, f"B-{span.tag}"
        if number + 1 == len(spans) or spans[number + 1].begin > span.end:
            yield span.end, "O"


def _tokens(text: str, borders: list[int]) -> Iterator[Fragment]:
    """Offsets of the tokens, cut at every border that falls within one."""
    number = 0
    for token in tokenize(text):
        begin = token.begin
        while number < len(borders) and borders[number] < token.end:
            if borders[number] > begin:
                yield begin, borders[number]
                begin = borders[number]
            number += 1
        yield begin, token.end
