"""Tokens that every span begins and ends with: those of Tawseem, cut at its borders."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotation.arabic.tokens import tokenize
from annotation.items import Fragment, Span


def aligned_tokens(text: str, spans: Iterable[Span]) -> list[Fragment]:
    """Offsets of the tokens of a text, cut again at the borders of the spans."""
    borders = sorted({offset for span in spans for part in span.fragments for offset in part})
    tokens: list[Fragment] = []
    number = 0
    for token in tokenize(text):
        begin = token.begin
        while number < len(borders) and borders[number] < token.end:
            if borders[number] > begin:
                tokens.append((begin, borders[number]))
                begin = borders[number]
            number += 1
        tokens.append((begin, token.end))
    return tokens


def tokens_of(tokens: Sequence[Fragment], begin: int, end: int) -> Fragment:
    """The numbers of the first token of a range and of the one behind its last, half-open.

    The range begins and ends with a token, as spans do on aligned tokens.
    """
    first = bisect_right(tokens, begin, key=lambda token: token[0]) - 1
    behind = bisect_right(tokens, end, key=lambda token: token[1])
    return first, behind
