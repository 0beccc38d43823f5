"""Tokens with their offsets, and the word boundaries a caret stops at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from annotation.arabic.letters import DIGITS, JOINERS, LETTERS, MARKS, character_class

TOKENIZER = "tawseem-1"  # to be raised whenever a text would be cut into other tokens

_DIGIT = "[" + character_class(DIGITS) + "]"
_LATIN = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u052f]"
_LATIN_REST = _LATIN[:-1] + "0-9_]"
_TOKEN = re.compile(
    f"[{character_class(LETTERS | MARKS | JOINERS)}]+"
    rf"|{_DIGIT}+(?:[.,:/\-٫٬]{_DIGIT}+)*"
    rf"|{_LATIN}{_LATIN_REST}*(?:[\-'’@.&+#/]{_LATIN_REST}+)*"
    r"|\S"
)
# A caret looks this far for a space; only a longer unbroken run could be cut in mid-word.
_LONGEST_RUN = 2000
_WINDOW = 256


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign; `begin` and `end` are offsets in the document."""

    begin: int
    end: int
    text: str


def tokenize(text: str, begin: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[begin:end]`: words, numbers, Latin words, other characters one by one."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, begin, stop)]


def token_bounds(text: str) -> list[tuple[int, int]]:
    """Where the tokens of a text begin and end, for whoever needs no more than that."""
    return [match.span() for match in _TOKEN.finditer(text)]


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that contains the offset or ends there; punctuation is not a word."""
    touching = None
    for begin, end in _words(text, _run_begin(text, offset)):
        if begin > offset:
            break
        if offset < end:
            return begin, end
        if offset == end:
            touching = begin, end
    return touching


def next_word(text: str, offset: int) -> int | None:
    """Where the first word after the offset begins; None when there is none."""
    words = _words(text, _run_begin(text, offset))
    return next((begin for begin, _ in words if begin > offset), None)


def previous_word(text: str, offset: int) -> int | None:
    """Where the last word that begins before the offset begins; None when there is none."""
    width = _WINDOW
    while True:
        low = _run_begin(text, max(0, offset - width))
        words = takewhile(lambda word: word[0] < offset, _words(text, low))
        starts = [begin for begin, _ in words]
        if starts or low == 0:
            return starts[-1] if starts else None
        width *= 4


def _words(text: str, begin: int) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text, begin):
        if any(map(str.isalnum, match.group())):
            yield match.span()


def _run_begin(text: str, offset: int) -> int:
    """The beginning of the unbroken run of characters that holds or touches the offset."""
    begin = min(offset, len(text))
    lowest = max(0, begin - _LONGEST_RUN)
    while begin > lowest and not text[begin - 1].isspace():
        begin -= 1
    return begin
