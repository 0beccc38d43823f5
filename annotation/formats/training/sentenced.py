"""A document as sentences of tokens, none of which cuts a span; and the rows of a list in JSON."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.formats.aligned import aligned_tokens, sentence_starts, tokens_of
from annotation.values.items import Fragment, Span

HEAD, BETWEEN, TAIL = "[\n", ",\n", "\n]\n"  # a list in JSON, one row a line


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a span stands: its sentence and the half-open numbers of its tokens there."""

    sentence: int
    first: int
    behind: int


@dataclass(frozen=True, slots=True)
class Sentenced:
    """The tokens of every sentence of a text, as offsets in the text."""

    text: str
    sentences: tuple[tuple[Fragment, ...], ...]

    def words(self, sentence: int) -> list[str]:
        """The tokens of a sentence as words."""
        return [self.text[begin:end] for begin, end in self.sentences[sentence]]

    def place(self, span: Span) -> SentencePlace:
        """The place of a span of one fragment."""
        number = bisect_right(self.sentences, span.begin, key=lambda tokens: tokens[0][0]) - 1
        return SentencePlace(number, *tokens_of(self.sentences[number], span.begin, span.end))


def sentenced(text: str, spans: Sequence[Span]) -> Sentenced:
    """Cut a text into sentences of tokens; every span lies in one sentence, on whole tokens."""
    sentences: list[list[Fragment]] = [[]]
    starts = [*sentence_starts(text, spans), len(text) + 1]
    number = 0
    for token in aligned_tokens(text, spans):
        while starts[number] <= token[0]:
            number += 1
            if sentences[-1]:
                sentences.append([])
        sentences[-1].append(token)
    return Sentenced(text, tuple(tuple(tokens) for tokens in sentences if tokens))


def rows_of(path: Path) -> Iterator[Any]:
    """The rows of a list that was written one a line, without holding all of them."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            row = line.rstrip("\n").removesuffix(",")
            if row not in ("[", "]", ""):
                yield json.loads(row)


def as_rows(rows: Iterable[Any]) -> str:
    """Rows as they stand in such a list, with what comes between them."""
    return BETWEEN.join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
