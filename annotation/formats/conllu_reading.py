"""Reading CoNLL-U Plus, ours and others': spans in IOB from a column whose name ends in :NE.

Ours carry the text and the numbers of spans, so that nested and discontinuous spans and relations
come back. Of others' the text is what `# text` or the forms say, a sentence a line; a tag on a part
of a word that is not written as it stands (`l` + `al` for `لل`) is a tag of the whole word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotation.errors import AnnotationError, KnownError
from annotation.formats.checking import faults
from annotation.formats.conllu_writing import BEGIN, COLUMNS, RELATIONS, SENTENCE, TEXT, USUAL
from annotation.formats.json_fields import sound_text, text_in_json
from annotation.formats.reading import ReaderInput, SourceFile, placed, read_lines
from annotation.formats.tag_names import tag_named
from annotation.values.items import (
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    Origin,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record

_SPAN = re.compile(r"([BIESLU])-(.+?)(?::([1-9][0-9]{0,8}))?")
_RELATION = re.compile(r"(.+):([1-9][0-9]{0,8})>([1-9][0-9]{0,8})")
_ID = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?|[0-9]{1,9}\.[0-9]{1,9}")
_NOTHING = ("_", "*", "O")


@dataclass(slots=True)
class _Spanned:
    """A span as its tokens have shown it so far, and the line where it began."""

    tag: str
    fragments: list[tuple[int, int]]
    line: int


@dataclass(slots=True)
class _Words:
    """One document while its lines are read; `text` is None until the words have made it."""

    name: str = ""
    text: str | None = None
    cursor: int = 0
    parts: list[str] = field(default_factory=list)
    spans: dict[str, _Spanned] = field(default_factory=dict)
    relations: list[tuple[str, str, str, int]] = field(default_factory=list)
    open: dict[int, str] = field(default_factory=dict)  # the span that goes on, by its place
    word: tuple[int, int, int] = (0, 0, 0)  # last id, begin and end of a multiword token
    is_apart: bool = False
    begins_line: bool = True

    @property
    def is_empty(self) -> bool:
        return self.text is None and not self.parts


def read_conllu(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The documents of a file, one after the other; KnownError where it is wrong, with the line."""
    words, columns, count, number = _Words(), USUAL.split(), 0, 1
    try:
        for number, line in read_lines(source.path, reading.remark):
            if line.startswith(COLUMNS):
                columns = line.removeprefix(COLUMNS).split()
                _check_columns(columns)
            elif line.startswith("# newdoc") and not words.is_empty:
                count += 1
                yield _record(words, f"{source.name}-{count}", source, reading)
                words = _Words()
            if line.startswith("#"):
                _read_comment(line, words)
            else:
                _read_line(line, number, columns, words, reading)
        if words.is_empty:
            raise KnownError("“{file}” is empty.", file=source.path)
        name = f"{source.name}-{count + 1}" if count else source.name
        yield _record(words, name, source, reading)
    except AnnotationError as error:
        raise placed(error, source.path, number) from error


def _check_columns(columns: list[str]) -> None:
    for name in ("ID", "FORM"):
        if name not in columns:
            raise AnnotationError("There is no column “{column}”; there are {columns}.",
                                  column=name, columns=", ".join(columns))  # fmt: skip


def _read_comment(line: str, words: _Words) -> None:
    if line.startswith(BEGIN):
        words.name = text_in_json(line.removeprefix(BEGIN)) or line.removeprefix(BEGIN).strip()
    elif line.startswith(TEXT) and words.is_empty:
        words.text = text_in_json(line.removeprefix(TEXT))
    elif line.startswith(SENTENCE) and words.text is None:
        words.begins_line = True


def _read_line(
    line: str, number: int, columns: list[str], words: _Words, reading: ReaderInput
) -> None:
    """Take in one row, or the end of a sentence."""
    if not line.strip():
        words.open, words.word, words.begins_line = {}, (0, 0, 0), True
        return
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise AnnotationError(
            "This row has {count} cells, the header has {columns}.",
            count=len(cells),
            columns=len(columns),
        )
    row = dict(zip(columns, cells, strict=True))
    match = _ID.fullmatch(row["ID"])
    if match is None:
        raise AnnotationError("“{id}” is no number of a token.", id=row["ID"])
    if match[1] is None:
        return  # an empty node stands for no letters
    is_apart = "SpaceAfter=No" not in row.get("MISC", "").split("|")
    form = sound_text("FORM", row["FORM"])
    if match[2]:
        begin, end = _place(form, words)
        words.word, words.is_apart, words.cursor = (int(match[2]), begin, end), is_apart, begin
        return
    begin, end = _token(form, int(match[1]), words, is_apart=is_apart)
    names = next((cell for name, cell in row.items() if name.endswith(":NE")), "_")
    _read_spans(names, (begin, end), number, words, reading)
    _read_relations(row.get(RELATIONS, "_"), number, words, reading)


def _token(form: str, id: int, words: _Words, *, is_apart: bool) -> tuple[int, int]:
    """Where a token stands: in its place, or all of the word it is a part of."""
    last, word_begin, word_end = words.word
    if id > last:
        begin, end = _place(form, words)
        words.is_apart = is_apart
        return begin, end
    text = words.text if words.text is not None else "".join(words.parts)
    if text.startswith(form, words.cursor) and words.cursor + len(form) <= word_end:
        begin, end = words.cursor, words.cursor + len(form)
    else:
        begin, end = word_begin, word_end
    words.cursor = word_end if id == last else end
    return begin, end


def _place(form: str, words: _Words) -> tuple[int, int]:
    """Where a word stands in the text, which it goes on to make if there is none."""
    if words.text is None:
        if words.parts:
            space = "\n" if words.begins_line else " " if words.is_apart else ""
            words.parts.append(space)
            words.cursor += len(space)
        words.parts.append(form)
    else:
        while words.text[words.cursor : words.cursor + 1].isspace():
            words.cursor += 1
        if not words.text.startswith(form, words.cursor):
            raise AnnotationError(
                "The token “{token}” does not stand here in the text.", token=form
            )
    words.begins_line = False
    begin, words.cursor = words.cursor, words.cursor + len(form)
    return begin, words.cursor


def _read_spans(
    cell: str, token: tuple[int, int], number: int, words: _Words, reading: ReaderInput
) -> None:
    """Begin, continue and end spans; those without a number are known by their place."""
    before, words.open = words.open, {}
    if cell in _NOTHING:
        return
    for place, value in enumerate(cell.split("|")):
        match = _SPAN.fullmatch(value)
        if match is None:
            raise AnnotationError(
                "“{tag}” is not a tag of IOB2; there can be O, B-TAG and I-TAG.", tag=value
            )
        tag = tag_named(match[2], reading.tagset.spans).slug
        key = match[3] or (before.get(place, "") if match[1] in "IEL" else "")
        span = words.spans.get(key)
        if span is None or span.tag != tag:
            key = match[3] or f"line {number}.{place}"
            words.spans[key] = _Spanned(tag, [token], number)
        elif match[1] in "BSU" or span.fragments[-1][1] > token[0]:
            span.fragments.append(token)
        else:
            span.fragments[-1] = (span.fragments[-1][0], token[1])
        words.open[place] = key


def _read_relations(cell: str, number: int, words: _Words, reading: ReaderInput) -> None:
    for value in [] if cell in _NOTHING else cell.split("|"):
        match = _RELATION.fullmatch(value)
        if match is None:
            raise AnnotationError("“{relation}” is not written as TAG:1>2.", relation=value)
        tag = tag_named(match[1], reading.tagset.relations).slug
        words.relations.append((tag, match[2], match[3], number))


def _record(words: _Words, name: str, source: SourceFile, reading: ReaderInput) -> Record:
    text = "".join(words.parts) if words.text is None else words.text
    if text[words.cursor :].strip():
        raise AnnotationError("The text of “{name}” goes on after its last token.", name=words.name)
    document = Document.of(reading.new_id(), words.name or name, text)
    lines: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for key, spanned in words.spans.items():
        id, fragments = reading.new_id(), tuple(dict.fromkeys(spanned.fragments))
        spans[key] = Span(id, SPAN_LAYER, spanned.tag, fragments, (), Origin.IMPORTED)
        lines[id] = spanned.line
    relations = tuple(_relations(words, spans, lines, source, reading))
    stage = Stage.IN_PROGRESS if spans else Stage.NEW
    record = Record(document, "", stage, tuple(spans.values()), relations)
    if reading.obeys_rules:
        for item, error in faults(record, reading.tagset):
            raise placed(error, source.path, lines[item.id])
    return record


def _relations(
    words: _Words,
    spans: dict[str, Span],
    lines: dict[str, int],
    source: SourceFile,
    reading: ReaderInput,
) -> Iterator[Relation]:
    for tag, head, tail, line in words.relations:
        missing = next((key for key in (head, tail) if key not in spans), None)
        if missing:
            error = AnnotationError("There is no span with the number {number}.", number=missing)
            raise placed(error, source.path, line)
        id = reading.new_id()
        lines[id] = line
        ends = spans[head].id, spans[tail].id
        yield Relation(id, RELATION_LAYER, tag, *ends, (), Origin.IMPORTED)
