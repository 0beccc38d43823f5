"""Tokens that every span begins and ends with: those of Tawseem, cut at its borders."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotation.arabic.clitics import likely_core
from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import tokenize
from annotation.values.items import Fragment, Span


def aligned_tokens(
    text: str, spans: Iterable[Span], *, with_clitics: bool = False
) -> list[Fragment]:
    """Offsets of the tokens of a text, cut again at the borders of the spans.

    With clitics, و ف ب ل ك before a word are tokens of their own as well.
    """
    return [
        piece for word in aligned_words(text, spans, with_clitics=with_clitics) for piece in word
    ]


def aligned_words(
    text: str, spans: Iterable[Span], *, with_clitics: bool = False
) -> Iterator[list[Fragment]]:
    """The tokens of `aligned_tokens`, together where they are one word in writing."""
    borders = sorted({offset for span in spans for part in span.fragments for offset in part})
    number = 0
    for token in tokenize(text):
        cuts = {token.begin, token.end}
        while number < len(borders) and borders[number] < token.end:
            if borders[number] > token.begin:
                cuts.add(borders[number])
            number += 1
        if with_clitics:
            cuts.add(token.begin + likely_core(token.text))
        yield list(pairwise(sorted(cuts)))


def sentence_starts(text: str, spans: Iterable[Span]) -> list[int]:
    """Where sentences begin after the first, except within a span."""
    inside = sorted((span.begin, span.end) for span in spans)
    starts = []
    number, furthest = 0, 0
    for begin, _ in sentences(text)[1:]:
        while number < len(inside) and inside[number][0] < begin:
            furthest = max(furthest, inside[number][1])
            number += 1
        if begin >= furthest:
            starts.append(begin)
    return starts


def tokens_of(tokens: Sequence[Fragment], begin: int, end: int) -> Fragment:
    """The numbers of the first token of a range and of the one behind its last, half-open.

    The range begins and ends with a token, as spans do on aligned tokens.
    """
    first = bisect_right(tokens, begin, key=lambda token: token[0]) - 1
    behind = bisect_right(tokens, end, key=lambda token: token[1])
    return first, behind
