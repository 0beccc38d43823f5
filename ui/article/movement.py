"""Where the caret goes: by letter, word, sentence, line, page or to an end of the document."""

from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import lru_cache

from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import next_word, previous_word, word_at
from ui.article.sheet import ArticleSheet


class MovementUnit(StrEnum):
    """How far one step goes."""

    LETTER = "letter"
    WORD = "word"
    SENTENCE = "sentence"
    LINE = "line"
    PAGE = "page"
    DOCUMENT = "document"


class Direction(StrEnum):
    """Towards the start or the end of the text, or up and down the page."""

    START_WARD = "start-ward"
    END_WARD = "end-ward"
    UP = "up"
    DOWN = "down"

    @property
    def is_forward(self) -> bool:
        return self in (Direction.END_WARD, Direction.DOWN)


def leftward(*, is_right_to_left: bool) -> Direction:
    """Where the left arrow key leads: forward in Arabic."""
    return Direction.END_WARD if is_right_to_left else Direction.START_WARD


def rightward(*, is_right_to_left: bool) -> Direction:
    """Where the right arrow key leads: back in Arabic."""
    return Direction.START_WARD if is_right_to_left else Direction.END_WARD


def step(
    text: str, sheet: ArticleSheet, offset: int, unit: MovementUnit, direction: Direction
) -> int:
    """The offset one logical step away. LINE goes to an end of the line; PAGE is not logical."""
    match unit:
        case MovementUnit.LETTER:
            return _letter(sheet, offset, direction)
        case MovementUnit.WORD:
            return _word(text, offset, direction)
        case MovementUnit.SENTENCE:
            return _sentence(text, offset, direction)
        case MovementUnit.LINE:
            return _line_end(sheet, offset, direction)
        case _:
            return len(text) if direction.is_forward else 0


def extended(
    text: str, sheet: ArticleSheet, ends: tuple[int, int], unit: MovementUnit, way: Direction
) -> int:
    """Where the caret of a selection `(anchor, caret)` goes; by words, to their ends going on."""
    anchor, caret = ends
    if unit is MovementUnit.WORD and way.is_forward and caret >= anchor:
        return _word_end(text, caret)
    if unit is MovementUnit.WORD and not way.is_forward and caret > anchor:
        return _previous_word_end(text, caret, anchor)
    return step(text, sheet, caret, unit, way)


def _letter(sheet: ArticleSheet, offset: int, direction: Direction) -> int:
    text_map = sheet.text_map
    number = text_map.paragraph_at(offset)
    if direction.is_forward and offset >= text_map.ends[number]:
        return min(offset + 1, len(text_map.text))
    if not direction.is_forward and offset <= text_map.begins[number]:
        return max(0, offset - 1)
    paragraph = sheet.paragraph(number)
    position = text_map.position(number, offset)
    stop = paragraph.next_stop if direction.is_forward else paragraph.previous_stop
    return text_map.offset(number, stop(position))


def _word(text: str, offset: int, direction: Direction) -> int:
    if direction.is_forward:
        begin = next_word(text, offset)
        return len(text) if begin is None else begin
    begin = previous_word(text, offset)
    return 0 if begin is None else begin


def _word_end(text: str, offset: int) -> int:
    """The end of the word at or after the offset."""
    word = word_at(text, offset)
    if word is None or word[1] <= offset:
        begin = next_word(text, offset)
        word = None if begin is None else word_at(text, begin)
    return word[1] if word else len(text)


def _previous_word_end(text: str, offset: int, lowest: int) -> int:
    """The end of the word before the one that is given up, but not before `lowest`."""
    begin = previous_word(text, offset)
    before = None if begin is None else previous_word(text, begin)
    word = None if before is None else word_at(text, before)
    return max(lowest, word[1]) if word else lowest


@lru_cache(maxsize=4)
def _sentence_begins(text: str) -> list[int]:
    return [begin for begin, _ in sentences(text)]


def _sentence(text: str, offset: int, direction: Direction) -> int:
    begins = _sentence_begins(text)
    if direction.is_forward:
        at = bisect_right(begins, offset)
        return begins[at] if at < len(begins) else len(text)
    at = bisect_left(begins, offset)
    return begins[at - 1] if at else 0


def _line_end(sheet: ArticleSheet, offset: int, direction: Direction) -> int:
    paragraph, line = sheet.line_of(offset)
    number = paragraph.number
    if not direction.is_forward:
        return sheet.text_map.offset(number, line.begin)
    position = line.end
    if line is not paragraph.lines[-1]:
        position = paragraph.previous_stop(position)
    return sheet.text_map.offset(number, position)


def caret_x(sheet: ArticleSheet, offset: int) -> float:
    """The x of the caret at an offset, from the column's left."""
    number = sheet.text_map.paragraph_at(offset)
    return sheet.paragraph(number).caret_x(sheet.text_map.position(number, offset))


def line_away(sheet: ArticleSheet, offset: int, x: float, direction: Direction) -> int:
    """The offset at x on the line above or below."""
    paragraph, line = sheet.line_of(offset)
    by = 1 if direction.is_forward else -1
    at = paragraph.lines.index(line) + by
    number = paragraph.number
    if not 0 <= at < len(paragraph.lines):
        number += by
        if not 0 <= number < len(sheet.text_map):
            return len(sheet.text_map.text) if by > 0 else 0
        paragraph = sheet.paragraph(number)
        at = 0 if by > 0 else len(paragraph.lines) - 1
    return sheet.offset_on(paragraph, paragraph.lines[at], x)


def page_away(sheet: ArticleSheet, offset: int, x: float, distance: int) -> int:
    """The offset at x so many pixels further down the sheet; up when negative."""
    paragraph, line = sheet.line_of(offset)
    depth = sheet.heights.top(paragraph.number) + (line.text_top + line.text_bottom) // 2 + distance
    if depth < 0:
        return 0
    if depth >= sheet.heights.total:
        return len(sheet.text_map.text)
    number = sheet.heights.at(depth)
    target = sheet.paragraph(number)
    return sheet.offset_at(target, x, depth - sheet.heights.top(number))
