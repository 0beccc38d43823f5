"""Every JSON object of a file: lines, one object after the other, or one array of them.

Numbers, keys and depth are as strict as in our own form (`json_fields.py`); what other programs add
of their own is passed over.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.errors import AnnotationError, KnownError
from annotation.formats.json_fields import Fields, decode_value, parse_object
from annotation.formats.reading import (
    FILE_LIMIT,
    ReaderInput,
    ReaderNotice,
    at_line,
    read_lines,
    read_text,
    reading_file,
)
from annotation.values.record import Record

_SPACE = re.compile(r"[ \t\r\n]*")
_TAIL = 4_000  # bytes
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class JsonObject:
    """One object of a file: its number and the line where it begins, both from 1."""

    values: Any
    number: int
    line: int


def json_objects(path: Path, remark: Callable[[ReaderNotice], None]) -> Iterator[JsonObject]:
    """The objects of a file, one at a time; a file above the limit must be lines.

    KnownError where one is wrong, with the line.
    """
    with reading_file(path):
        is_short = path.stat().st_size <= FILE_LIMIT
    if is_short:
        yield from _values(path, read_text(path, remark))
        return
    for number, line in read_lines(path, remark):
        if line.strip():
            with at_line(path, number):
                yield JsonObject(parse_object(line), number, number)


def _values(path: Path, text: str) -> Iterator[JsonObject]:
    at = _after(_SPACE, text, 0)
    if at == len(text):
        raise KnownError("“{file}” is empty.", file=path)
    is_array = text[at] == "["
    at = _after(_SPACE, text, at + is_array)
    number, line, counted = 0, 1, 0
    while at < len(text) and not (is_array and text[at] == "]"):
        number += 1
        line, counted = line + text.count("\n", counted, at), at
        with at_object(path, number, line):
            values, at = decode_value(text, at)
        yield JsonObject(values, number, line)
        at = _after(_BETWEEN if is_array else _SPACE, text, at)
    if is_array:
        with at_object(path, number + 1, line):
            _check_end(text, at)


def _check_end(text: str, at: int) -> None:
    if text[at : at + 1] != "]" or _after(_SPACE, text, at + 1) != len(text):
        raise AnnotationError("The list of documents is not closed, or something stands behind it.")


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


@contextmanager
def at_object(path: Path, number: int, line: int) -> Iterator[None]:
    """Give every AnnotationError raised inside the file, the line and which document it is."""
    try:
        yield
    except AnnotationError as error:
        raise KnownError(
            "{file}, line {line}, document {number}: {reason}",
            file=path,
            line=line,
            number=number,
            reason=error,
        ) from error


def has_json(text: str) -> bool:
    """Whether a file that begins so may hold objects, or a list of them."""
    return text.lstrip()[:1] in ("{", "[")


def ends_of(path: Path, text: str) -> str:
    """The beginning of a file; where that is one long line, its end too, where keys may stand.

    KnownError when it cannot be read.
    """
    if "\n" in text or len(text) < _TAIL:
        return text
    with reading_file(path), path.open("rb") as file:
        file.seek(-min(_TAIL, path.stat().st_size), os.SEEK_END)
        return text + file.read().decode("utf-8", "replace")


def read_objects(
    path: Path, reading: ReaderInput, read: Callable[[Fields, int], Iterator[Record]]
) -> Iterator[Record]:
    """The records that `read` makes of each object; it is given the object and its number.

    KnownError where one is wrong, unless such are passed over.
    """
    for found in json_objects(path, reading.remark):
        records: list[Record] = []
        with reading.passing_over(), at_object(path, found.number, found.line):
            records = list(read(loose(found.values, "document"), found.number))
        yield from records


def loose(value: object, key: str) -> Fields:
    """An object of another program, which may have fields that say nothing to us.

    AnnotationError when it is none.
    """
    return Fields(value, value if isinstance(value, dict) else (), key)
