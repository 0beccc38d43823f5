"""Which format a file is in, judged by its content."""

import re
from pathlib import Path

from annotation.errors import KnownError
from annotation.formats.decoding import decode
from annotation.formats.reading import reading_file

JSONL, BRAT, CONLL, TEXT = "jsonl", "brat", "conll", "text"
_SAMPLE = 64_000  # a multiple of four, so that no UTF-16 or UTF-32 unit is cut
_TOKEN_LINE = re.compile(r"\S+(?:\t\S+){1,3}|\S+(?: \S+){1,3}")
_TAG = re.compile(r".*[\t ](?:O|[BI]-\S+)")
_COMMENT = re.compile(r"# ?[A-Za-z_.]+.*=.*|-DOCSTART-.*")


def guess_format(path: Path) -> str:
    """The name of the format; KnownError when the file is empty, or not text at all."""
    if path.suffix.lower() == ".ann":
        return BRAT
    text = _beginning(path)
    if not text.strip():
        raise KnownError("“{file}” is empty.", file=path)
    if text.lstrip().startswith("{"):
        return JSONL
    if _looks_like_conll(text):
        return CONLL
    return BRAT if path.with_suffix(".ann").exists() and path.suffix == ".txt" else TEXT


def _beginning(path: Path) -> str:
    """The first part of the file as text; a letter cut at its end is dropped."""
    with reading_file(path), path.open("rb") as file:
        data = file.read(_SAMPLE)
    if len(data) < _SAMPLE:
        return decode(data, str(path)).text
    cut = next((n for n in range(1, 5) if data[-n] & 0xC0 != 0x80), 1)
    is_utf8_letter = data[-cut] >= 0xC0
    return decode(data[:-cut] if is_utf8_letter and cut < 4 else data, str(path)).text


def _looks_like_conll(text: str) -> bool:
    """Whether the lines, as far as they are whole, are tokens with IOB tags."""
    lines = [line.rstrip("\r") for line in text.split("\n")[:200] if line.strip()]
    rows = [line for line in lines if not _COMMENT.fullmatch(line)]
    fitting = [row for row in rows if _TOKEN_LINE.fullmatch(row) and _TAG.fullmatch(row)]
    return bool(rows) and len(fitting) >= max(1, len(rows) * 0.8)
