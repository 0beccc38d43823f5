"""Plain text: one file, one document."""

from collections.abc import Iterator
from dataclasses import replace

from annotation.errors import KnownError
from annotation.formats.brat_writing import file_text
from annotation.formats.reading import TEXT_LIMIT, ReaderInput, SourceFile, read_text
from annotation.values.items import Document
from annotation.values.record import Record


def read_plain(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The one document of a text file; KnownError when it is empty or not text."""
    text = read_text(source.path, reading.remark, TEXT_LIMIT)
    if not text.strip():
        raise KnownError("“{file}” is empty.", file=source.path)
    yield Record(Document.of(reading.new_id(), source.name, text))


def write_plain(record: Record) -> dict[str, str]:
    """The text alone."""
    return {".txt": file_text(record.document.text)}


def held_by_text(record: Record) -> Record:
    """The document without anything on it."""
    document = Document.of(record.document.id, record.document.name, record.document.text)
    return replace(record, document=document, spans=(), relations=(), labels=())
