"""Texts in tables: CSV and TSV with a header, or JSON lines; which column is the text is chosen.

CSV as RFC 4180 has it, read by Python's csv.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from annotation.errors import AnnotationError
from annotation.formats.format import Format, Option
from annotation.formats.json_fields import parse_object, sound_text
from annotation.formats.reading import (
    TEXT_LIMIT,
    ReaderInput,
    SourceFile,
    at_line,
    read_lines,
    read_text,
)
from annotation.values.items import AttributeValue, Document
from annotation.values.record import Record

_TEXTS = ("text", "body", "content", "article", "نص", "النص", "المتن", "المحتوى")
_NAMES = ("name", "title", "headline", "id", "عنوان", "العنوان", "الاسم")
_DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";"}
_OPTIONS = (Option("text"), Option("name"), Option("attributes"))
_LIST = re.compile(r"\s*[,،;؛]\s*")

# What a spreadsheet takes for a formula, or puts away before one (OWASP, CSV injection).
_RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_SHIELD = "'"

TableRow = Mapping[str, AttributeValue]


def shielded(cell: str) -> str:
    """The text as no spreadsheet will run it: behind an apostrophe, which reading takes away."""
    return f"{_SHIELD}{cell}" if cell.lstrip(_SHIELD).startswith(_RUN) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith(_SHIELD) and shielded(cell) != cell else cell


def read_table(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One document for each row below the header; KnownError where one is wrong, with the line."""
    text = read_text(source.path, reading.remark)
    header_line = text.split("\n", 1)[0]
    delimiter = _DELIMITERS.get(reading.option("delimiter")) or _guessed(header_line)
    before = csv.field_size_limit(TEXT_LIMIT)
    try:
        yield from _table_rows(text, delimiter, source, reading)
    finally:
        csv.field_size_limit(before)


def _table_rows(
    text: str, delimiter: str, source: SourceFile, reading: ReaderInput
) -> Iterator[Record]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    line = 1
    while True:
        record = None
        try:
            with reading.passing_over(), at_line(source.path, line):
                cells = _next(rows)
                if cells is None:
                    return
                if not header:
                    header = _header(cells)
                elif any(cells):
                    row = _row(header, cells)
                    record = _record(row, header, f"{source.name}-{line}", reading)
        finally:
            line = rows.line_num + 1
        if record:
            yield record


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        raise AnnotationError("This is not a row of a table: {reason}.", reason=error) from error


def _guessed(header: str) -> str:
    return max(_DELIMITERS.values(), key=header.count)


def _header(cells: list[str]) -> list[str]:
    names = [_bare(cell).strip() for cell in cells]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise AnnotationError("The column “{column}” stands there twice.", column=twice)
    if not any(names):
        raise AnnotationError("The first line must name the columns.")
    return names


def _row(header: list[str], cells: list[str]) -> TableRow:
    if len(cells) != len(header):
        raise AnnotationError(
            "This row has {count} cells, the header has {columns}.",
            count=len(cells),
            columns=len(header),
        )
    return {name: _bare(cell) for name, cell in zip(header, cells, strict=True) if name}


def read_text_lines(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One document for each JSON object, a line each; KnownError where one is wrong."""
    for number, line in read_lines(source.path, reading.remark):
        record = None
        if line and not line.isspace():
            with reading.passing_over(), at_line(source.path, number):
                values = parse_object(line)
                row = {name: value for name, value in values.items() if _is_plain(value)}
                record = _record(row, list(values), f"{source.name}-{number}", reading)
        if record:
            yield record


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool)


def _record(row: TableRow, columns: list[str], usual_name: str, reading: ReaderInput) -> Record:
    text_column = _column(reading.option("text"), _TEXTS, columns)
    name_column = _column(reading.option("name"), _NAMES, columns, is_needed=False)
    text = row.get(text_column, "")
    if not isinstance(text, str) or not text.strip():
        raise AnnotationError("The column “{column}” holds no text here.", column=text_column)
    kept = _attributes(reading.option("attributes"), columns) - {text_column, name_column}
    attributes = [(name, row[name]) for name in sorted(kept) if row.get(name, "") != ""]
    name = str(row.get(name_column, "")).strip() or usual_name
    return Record(
        Document.of(
            reading.new_id(), sound_text("name", name), sound_text("text", text), tuple(attributes)
        )
    )


def _column(
    wish: str, usual: tuple[str, ...], columns: list[str], *, is_needed: bool = True
) -> str:
    """The wished column, else one of the usual names; AnnotationError when there is none."""
    found = wish if wish in columns else next((c for c in columns if c.lower() in usual), "")
    if (wish and wish not in columns) or (is_needed and not found):
        raise AnnotationError(
            "There is no column “{column}”; there are {columns}.",
            column=wish or usual[0],
            columns=", ".join(columns),
        )
    return found


def _attributes(wish: str, columns: list[str]) -> set[str]:
    """The columns that become attributes of the document: those named, else all."""
    if not wish:
        return set(columns) - {""}
    names = set(_LIST.split(wish.strip()))
    for name in names:
        _column(name, (), columns)
    return names


TABLE = Format(
    name="table",
    suffixes=(".csv", ".tsv"),
    read=read_table,
    recognises=lambda path, text: path.suffix.lower() in (".csv", ".tsv"),
    read_options=(*_OPTIONS, Option("delimiter", ("guess", *_DELIMITERS))),
)
TEXT_LINES = Format(
    name="text-lines",
    suffixes=(".jsonl", ".ndjson"),
    read=read_text_lines,
    read_options=_OPTIONS,
)
