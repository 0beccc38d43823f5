"""Reading CoNLL, ours and others': two or four columns, the last one is the tag.

Our files carry the text, so the document comes back letter for letter, and say when every column
after the token is one of tags; of others' files that is asked for (`columns=all`). Without a text
it is the tokens joined by spaces, one sentence a line. IOB1, IOB2, BIOES and BILOU are understood:
an I- that continues nothing begins a span.

The columns: Tjong Kim Sang and De Meulder, "Introduction to the CoNLL-2003 shared task". IOB1:
Ramshaw and Marcus, "Text chunking using transformation-based learning" (1995); IOB2: Tjong Kim Sang
and Veenstra, "Representing text chunks" (1999); BILOU: Ratinov and Roth, "Design challenges and
misconceptions in named entity recognition" (2009).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotation.errors import AnnotationError, KnownError
from annotation.formats.checking import faults
from annotation.formats.conll_writing import NAME, NESTED, SCHEME, TEXT
from annotation.formats.format import Option
from annotation.formats.json_fields import sound_text, text_in_json
from annotation.formats.reading import ReaderInput, SourceFile, placed, read_lines
from annotation.formats.tag_names import tag_named
from annotation.tagsets.tagset import Tagset
from annotation.values.items import SPAN_LAYER, Document, Origin, Span, Stage
from annotation.values.record import Record

_COMMENT = re.compile(r"# ?[A-Za-z_.]+(?: [a-z_]+)? ?=.*|# ?(?:newdoc|newpar)\b.*")
_DOCSTART = "-DOCSTART-"
_TAG = re.compile(r"O|([BIESLU])-(.+)")
_BEGINS, _ENDS = frozenset("BSU"), frozenset("ESLU")
READ_OPTIONS = (Option("columns", ("last", "all")),)


@dataclass(slots=True)
class _Marked:
    """A span as its tokens have shown it so far, and the line where it began."""

    begin: int
    end: int
    tag: str
    line: int


@dataclass(slots=True)
class _Block:
    """One document while its lines are read; `text` is None until the tokens have made it."""

    name: str = ""
    text: str | None = None
    cursor: int = 0
    parts: list[str] = field(default_factory=list)
    spans: list[_Marked] = field(default_factory=list)
    open: dict[int, _Marked] = field(default_factory=dict)  # the span that goes on, by column
    begins_line: bool = True
    has_layers: bool = False

    @property
    def is_empty(self) -> bool:
        return self.text is None and not self.parts


def read_conll(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The documents of a file, one after the other; KnownError where it is wrong, with the line."""
    has_layers = reading.option("columns") == "all"
    block, count, columns, number = _Block(has_layers=has_layers), 0, 0, 1
    try:
        for number, line in read_lines(source.path, reading.remark):
            if line.startswith((SCHEME, NAME, _DOCSTART)) and not block.is_empty:
                count += 1
                yield _record(block, f"{source.name}-{count}", source, reading)
                block, columns = _Block(has_layers=has_layers), 0
            columns = _read_line(line, number, block, columns, reading.tagset)
        if block.is_empty:
            raise KnownError("“{file}” is empty.", file=source.path)
        yield _record(
            block, f"{source.name}-{count + 1}" if count else source.name, source, reading
        )
    except AnnotationError as error:
        raise placed(error, source.path, number) from error


def _read_line(line: str, number: int, block: _Block, columns: int, tagset: Tagset) -> int:
    """Take in one line; the number of columns that every token line must have."""
    if not line.strip():
        block.open, block.begins_line = {}, True
    elif _COMMENT.fullmatch(line):
        _read_comment(line, block)
    else:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        fits = len(cells) >= 2 if block.has_layers else len(cells) in (2, 4)
        if not fits or len(cells) != (columns or len(cells)) or not cells[0]:
            raise AnnotationError(
                "This line has {count} columns; there must be {expected}, the last one the tag.",
                count=len(cells),
                expected=columns or "2 / 4",
            )
        if cells[0] != _DOCSTART:
            tags = _tags(cells, block)
            begin, end = _place(sound_text("token", cells[0]), block)
            for column, tag in enumerate(tags):
                _read_tag(tag, column, _Marked(begin, end, "", number), block, tagset)
        return len(cells)
    return columns


def _tags(cells: list[str], block: _Block) -> list[str]:
    """The tags of a token; a column may hold several, apart by spaces, as Wojood's do."""
    if not block.has_layers:
        return cells[-1:]
    return [tag for cell in cells[1:] for tag in cell.split()]


def _read_comment(line: str, block: _Block) -> None:
    """The name and the text of a document of ours; other comments say nothing to us."""
    if line.startswith(NAME):
        block.name = text_in_json(line.removeprefix(NAME)) or ""
    elif line.startswith(SCHEME):
        block.has_layers = block.has_layers or f", {NESTED} " in line
    elif line.startswith(TEXT) and block.name and block.is_empty:
        block.text = text_in_json(line.removeprefix(TEXT))


def _read_tag(cell: str, column: int, token: _Marked, block: _Block, tagset: Tagset) -> None:
    """Begin, continue or end the span of a column."""
    match = _TAG.fullmatch(cell)
    if match is None:
        raise AnnotationError(
            "“{tag}” is not a tag of IOB2; there can be O, B-TAG and I-TAG.", tag=cell
        )
    before = block.open.pop(column, None)
    if match[1] is None:
        return
    token.tag = tag_named(match[2], tagset.spans).slug
    if before and before.tag == token.tag and match[1] not in _BEGINS:
        before.end = token.end
    else:
        before = token
        block.spans.append(token)
    if match[1] not in _ENDS:
        block.open[column] = before


def _place(token: str, block: _Block) -> tuple[int, int]:
    """Where the token stands in the text, which the token itself goes on to make if need be."""
    if block.text is None:
        if block.parts:
            block.parts.append("\n" if block.begins_line else " ")
            block.cursor += 1
        block.parts.append(token)
    else:
        block.cursor = _after_spaces(block.text, block.cursor)
        if not block.text.startswith(token, block.cursor):
            raise AnnotationError(
                "The token “{token}” does not stand here in the text.", token=token
            )
    block.begins_line = False
    begin, block.cursor = block.cursor, block.cursor + len(token)
    return begin, block.cursor


def _after_spaces(text: str, offset: int) -> int:
    while text[offset : offset + 1].isspace():
        offset += 1
    return offset


def _record(block: _Block, name: str, source: SourceFile, reading: ReaderInput) -> Record:
    text = "".join(block.parts) if block.text is None else block.text
    if block.text is not None and _after_spaces(text, block.cursor) < len(text):
        raise AnnotationError("The text of “{name}” goes on after its last token.", name=block.name)
    document = Document.of(reading.new_id(), block.name or name, text)
    spans, lines = [], {}
    for marked in block.spans:
        fragments = ((marked.begin, marked.end),)
        span = Span(reading.new_id(), SPAN_LAYER, marked.tag, fragments, (), Origin.IMPORTED)
        spans.append(span)
        lines[span.id] = marked.line
    record = Record(document, "", Stage.IN_PROGRESS if spans else Stage.NEW, tuple(spans))
    if reading.obeys_rules:
        for item, error in faults(record, reading.tagset):
            raise placed(error, source.path, lines[item.id])
    return record
