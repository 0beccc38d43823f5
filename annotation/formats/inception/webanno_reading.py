"""Reading WebAnno TSV 3, one document a file, into the CAS that it stands for.

Offsets are UTF-16 units. What lies between two sentences is not in the file; INCEpTION reads it as
a newline and spaces, and so do we.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.formats.inception.cas import Cas, Structure
from annotation.formats.inception.interpreting import record_of
from annotation.formats.inception.units import Utf16Units
from annotation.formats.inception.webanno_cells import (
    FORMAT,
    NOTHING,
    TEXT,
    Layer,
    read_layer,
    unescaped_line,
)
from annotation.formats.inception.webanno_layers import Annotations
from annotation.formats.reading import ReaderInput, SourceFile, at_line, placed, read_text
from annotation.values.record import Record

_VERSIONS = ("3", "3.0", "3.1", "3.2", "3.3")
_ROW = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)\t([0-9]{1,9})-([0-9]{1,9})\t(.*)")
_PADDING_LIMIT = 1_000_000  # a gap between sentences is a few spaces, not a file of its own


def read_webanno(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The document of one file of WebAnno TSV; KnownError where it is wrong, with the line."""
    text = read_text(source.path, reading.remark)
    yield record_of(_Parser(source.path).cas(text), source, reading)


def looks_like_webanno(path: Path, text: str) -> bool:
    """Whether the file says that it is WebAnno TSV."""
    del path
    return text.startswith("#FORMAT=WebAnno TSV")


class _Parser:
    """What the lines of a file have brought so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = ""
        self._layers: list[Layer] = []
        self._columns = 0
        self._annotations = Annotations()
        self._pending: list[str] = []  # text of the sentence whose first token is still to come
        self._parts: list[str] = []
        self._length = 0  # of the text so far, in units
        self._rows: dict[str, tuple[int, int, int, str]] = {}  # begin, end, line, token

    def cas(self, text: str) -> Cas:
        """The CAS of a whole file."""
        lines = text.split("\n")
        with at_line(self._path, 1):
            self._read_version(lines[0].removesuffix("\r"))
        number = 1
        try:  # once for all of them: there are hundreds
            for number, line in enumerate(lines[1:], 2):
                if line and line != "\r":
                    self._read_line(line.removesuffix("\r"), number)
        except AnnotationError as error:
            raise placed(error, self._path, number) from error
        self._begin_sentence(self._length)
        whole = "".join(self._parts)
        self._check_tokens(whole)
        structures: dict[int, Structure] = {}
        for structure in self._annotations.structures(self._path):
            structures[structure.id] = structure
        return Cas(whole, "", tuple(structures.values()), structures)

    def _read_version(self, line: str) -> None:
        self._version = line.removeprefix(FORMAT)
        if not line.startswith(FORMAT) or self._version not in _VERSIONS:
            raise AnnotationError(
                "“{line}” is no beginning that can be read here; it should be “{wanted}”.",
                line=line[:60],
                wanted=f"{FORMAT}3.3",
            )

    def _read_line(self, line: str, number: int) -> None:
        if line.startswith("#T_") and not self._rows and not self._pending:
            self._layers.append(read_layer(line, self._columns))
            self._columns += len(self._layers[-1].features)
            self._annotations.declare(self._layers[-1])
        elif line.startswith(TEXT):
            self._pending.append(unescaped_line(line.removeprefix(TEXT), self._version))
        elif line[0] != "#":
            self._read_row(line, number)

    def _read_row(self, line: str, number: int) -> None:
        found = _ROW.fullmatch(line)
        if found is None:
            raise AnnotationError("“{line}” is not a row of WebAnno TSV.", line=line[:60])
        id, (begin, end) = found[1], (int(found[2]), int(found[3]))
        token, *cells = found[4].split("\t")
        if id in self._rows:
            raise AnnotationError("The id “{id}” stands twice.", id=id)
        if len(cells) < self._columns:
            raise AnnotationError(
                "This row has {count} columns of annotations; the layers above need {wanted}.",
                count=len(cells),
                wanted=self._columns,
            )
        self._begin_sentence(begin)
        self._rows[id] = (begin, end, number, token)
        if cells.count(NOTHING) >= self._columns:
            return
        for layer in self._layers:
            self._annotations.add(layer, layer.cells(cells), (id, begin, end, number))

    def _begin_sentence(self, begin: int) -> None:
        """Put the waiting sentence where its first token begins."""
        if not self._pending:
            return
        text = "\n".join(self._pending)
        self._pending.clear()
        gap = begin - self._length
        if gap < 0 or gap > _PADDING_LIMIT:
            raise AnnotationError(
                "This sentence begins at {begin}, and the text before it ends at {end}.",
                begin=begin,
                end=self._length,
            )
        between = "\n" if self._parts and gap else ""
        self._parts += [between, " " * (gap - len(between)), text]
        self._length = begin + Utf16Units(text).length

    def _check_tokens(self, text: str) -> None:
        """Refuse tokens that are not what the text says at their offsets."""
        units = Utf16Units(text)
        line = 1
        try:
            for row in self._rows.values():
                begin, end, line, token = row
                words = text[units.offset(begin) : units.offset(end)]
                if words != token or begin > end:
                    self._check_token(words, token, (begin, end))
        except AnnotationError as error:
            raise placed(error, self._path, line) from error
        if self._parts and not self._rows and text.strip():
            raise KnownError("“{file}” has sentences without tokens.", file=self._path)

    def _check_token(self, words: str, token: str, place: tuple[int, int]) -> None:
        """Refuse a token that is not the text at its offsets, whether it is escaped or not."""
        if place[0] > place[1] or words != unescaped_line(token, self._version):
            raise AnnotationError(
                "The token {begin}–{end} says “{text}”, but the sentences say “{words}” there.",
                begin=place[0],
                end=place[1],
                text=token[:40],
                words=words[:40],
            )
