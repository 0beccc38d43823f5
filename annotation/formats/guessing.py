"""Which format a file is in, judged by its content."""

import re
from collections.abc import Sequence
from pathlib import Path

from annotation.errors import KnownError
from annotation.formats.decoding import decode
from annotation.formats.format import Format
from annotation.formats.reading import reading_file

TEXT = "text"  # what every file is that no format recognises
_SAMPLE = 64_000  # a multiple of four, so that no UTF-16 or UTF-32 unit is cut
# What would be an article full of brackets if it were taken for plain text.
_MARKED_UP = frozenset({".json", ".jsonl", ".ndjson", ".xml", ".xmi", ".dtd", ".yaml", ".yml"})
_MARK_UP = re.compile(r"""\s*(?:\{\s*"|\[\s*[\[{"]|<\?xml|<!DOCTYPE)""")  # a text says .txt
_TEXTS = frozenset({".txt", ".text"})
_TOKEN_LINE = re.compile(r"\S+(?:\t\S+){1,9}|\S+(?: \S+){1,3}")
_TAG = re.compile(r".*[\t ](?:O|[BIESLU]-\S+)")
_COMMENT = re.compile(r"# ?[A-Za-z_.]+.*=.*|-DOCSTART-.*")


def guess_format(path: Path, formats: Sequence[Format]) -> str:
    """The name of the first format that knows the file; KnownError if it is empty or not text."""
    with reading_file(path), path.open("rb") as file:
        data = file.read(_SAMPLE)
    for format in formats:
        if format.recognises_bytes(path, data):
            return format.name
    text = _beginning(path, data)
    for format in formats:
        if format.recognises(path, text):
            return format.name
    if not text.strip():
        raise KnownError("“{file}” is empty.", file=path)
    suffix = path.suffix.lower()
    if suffix in _MARKED_UP or (suffix not in _TEXTS and _MARK_UP.match(text)):
        raise KnownError(
            "“{file}” is JSON, XML or YAML of a form that is not known here; choose a format if it "
            "is to be read all the same.",
            file=path,
        )
    return TEXT


def _beginning(path: Path, data: bytes) -> str:
    """The first part of the file as text; a letter cut at its end is dropped."""
    if len(data) < _SAMPLE:
        return decode(data, str(path)).text
    cut = next((n for n in range(1, 5) if data[-n] & 0xC0 != 0x80), 1)
    is_utf8_letter = data[-cut] >= 0xC0
    return decode(data[:-cut] if is_utf8_letter and cut < 4 else data, str(path)).text


def looks_like_brat(path: Path, text: str) -> bool:
    """Whether the file is an .ann, or the text beside one."""
    del text
    return path.suffix.lower() == ".ann" or (
        path.suffix == ".txt" and path.with_suffix(".ann").exists()
    )


def looks_like_json_line(path: Path, text: str) -> bool:
    """Whether the file begins with an object, as lines of JSON do."""
    del path
    return text.lstrip().startswith("{")


def looks_like_conll(path: Path, text: str) -> bool:
    """Whether the lines, as far as they are whole, are tokens with IOB tags."""
    del path
    lines = [line.rstrip("\r") for line in text.split("\n")[:200] if line.strip()]
    rows = [line for line in lines if not _COMMENT.fullmatch(line)]
    fitting = [row for row in rows if _TOKEN_LINE.fullmatch(row) and _TAG.fullmatch(row)]
    return bool(rows) and len(fitting) >= max(1, len(rows) * 0.8)
