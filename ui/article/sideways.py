"""Moving the caret as the eye sees: left is left, whichever way the letters under it run."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotation.arabic.tokens import next_word
from ui.article.movement import MovementUnit
from ui.article.paragraph import Paragraph, TextLine
from ui.article.sheet import ArticleSheet

_EVEN = 0.5  # pixels; carets nearer than that stand at one place


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the caret may rest, in the order in which it goes on to a side."""

    way: float  # pixels already gone to that side
    number: int  # of two at one place, where directions meet: first the one that comes first
    offset: int


def step_aside(
    text: str, sheet: ArticleSheet, offset: int, unit: MovementUnit, *, is_left: bool
) -> int:
    """The nearest offset to that side at which a letter or a word begins.

    Past the end of a line that is the beginning of the line that follows on that side.
    """
    paragraph, line = sheet.line_of(offset)
    goes_on = is_left is paragraph.is_right_to_left
    stops = _ordered(text, sheet, paragraph, line, unit, is_left=is_left)
    here = _stop(sheet, paragraph, offset, is_left=is_left, goes_on=goes_on)
    beyond = [stop for stop in stops if _is_beyond(stop, here)]
    if beyond:
        return beyond[0].offset
    for other, at in _lines_from(sheet, paragraph, line, 1 if goes_on else -1):
        found = _ordered(text, sheet, other, at, unit, is_left=is_left)
        if found:
            return found[0].offset
    return offset


def _is_beyond(stop: _Stop, here: _Stop) -> bool:
    if abs(stop.way - here.way) < _EVEN:
        return stop.number > here.number
    return stop.way > here.way


def _stop(
    sheet: ArticleSheet, paragraph: Paragraph, offset: int, *, is_left: bool, goes_on: bool
) -> _Stop:
    x = paragraph.caret_x(sheet.text_map.position(paragraph.number, offset))
    return _Stop(-x if is_left else x, offset if goes_on else -offset, offset)


def _ordered(
    text: str,
    sheet: ArticleSheet,
    paragraph: Paragraph,
    line: TextLine,
    unit: MovementUnit,
    *,
    is_left: bool,
) -> list[_Stop]:
    """The stops of a line, the first one that is reached first."""
    goes_on = is_left is paragraph.is_right_to_left
    begins = _words if unit is MovementUnit.WORD else _letters
    stops = [
        _stop(sheet, paragraph, offset, is_left=is_left, goes_on=goes_on)
        for offset in begins(text, sheet, paragraph, line)
    ]
    return sorted(stops, key=lambda stop: (round(stop.way), stop.number))


def _letters(text: str, sheet: ArticleSheet, paragraph: Paragraph, line: TextLine) -> Iterator[int]:
    number, text_map = paragraph.number, sheet.text_map
    for cluster in paragraph.clusters(line).clusters:
        yield text_map.offset(number, cluster.begin)
    if line is paragraph.lines[-1]:
        yield text_map.ends[number]


def _words(text: str, sheet: ArticleSheet, paragraph: Paragraph, line: TextLine) -> Iterator[int]:
    text_map = sheet.text_map
    first, end = (text_map.offset(paragraph.number, at) for at in (line.begin, line.end))
    begin = next_word(text, first - 1)
    while begin is not None and begin < end:
        yield begin
        begin = next_word(text, begin)
    if line is paragraph.lines[-1]:
        yield text_map.ends[paragraph.number]


def _lines_from(
    sheet: ArticleSheet, paragraph: Paragraph, line: TextLine, by: int
) -> Iterator[tuple[Paragraph, TextLine]]:
    """The lines after this one, or before it, to the end of the document."""
    at = paragraph.lines.index(line) + by
    number = paragraph.number
    while True:
        while 0 <= at < len(paragraph.lines):
            yield paragraph, paragraph.lines[at]
            at += by
        number += by
        if not 0 <= number < len(sheet.text_map):
            return
        paragraph = sheet.paragraph(number)
        at = 0 if by > 0 else len(paragraph.lines) - 1
