"""Writing WebAnno TSV 3.3: sentences with their tokens, and in each row what covers it.

A sentence takes along the space behind it wherever INCEpTION would not put the same there by
itself; only space before the first token cannot be kept, and spaces stand in its place. The format
is that of webanno_cells.py; offsets are UTF-16 units, half-open.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import Token, tokenize
from annotation.formats.format import WriterInput
from annotation.formats.inception.cas import FRAGMENT_OF, VALUE
from annotation.formats.inception.composing import feature_values, held_by_cas
from annotation.formats.inception.layers import layers_of, written
from annotation.formats.inception.units import Utf16Units
from annotation.formats.inception.webanno_cells import (
    BASE,
    FORMAT,
    NO_VALUE,
    NOTHING,
    TEXT,
    VERSION,
    escaped,
    escaped_line,
)
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.formats.loss import ContentKind, LossCounts, left_out
from annotation.values.items import Attributes, Document, Span
from annotation.values.record import Record

CellPlace = tuple[
    int, int, int
]  # a token's number, and the stretch of the text that a row is about


@dataclass(slots=True)
class _Annotation:
    """One annotation of a layer: its features, and the rows that it covers."""

    values: dict[str, str]
    rows: list[CellPlace] = field(default_factory=list)
    id: int = 0


@dataclass(slots=True)
class _Rows:
    """What stands in the rows of a document."""

    tokens: list[Token]
    begins: list[int]
    spans: dict[CellPlace, list[_Annotation]] = field(default_factory=dict)
    relations: dict[CellPlace, list[tuple[dict[str, str], _Annotation, _Annotation]]] = field(
        default_factory=dict
    )
    names: dict[CellPlace, str] = field(
        default_factory=dict
    )  # as `1-2` or, within a token, `1-2.1`


def write_webanno(record: Record, writing: WriterInput) -> dict[str, str]:
    """The contents of the .tsv file."""
    held = held_by_webanno(record, writing)
    text, layers = held.document.text, layers_of(writing)
    ranges = sentences(text)
    cut = [tokenize(text, begin, end) for begin, end in ranges]
    tokens = [token for sentence in cut for token in sentence]
    rows = _Rows(tokens, [token.begin for token in tokens])
    _fill(rows, held)
    spans = _features(a.values for there in rows.spans.values() for a in there)
    relations = _features(values for there in rows.relations.values() for values, _, _ in there)
    lines = [f"{FORMAT}{VERSION}\n"]
    if spans:
        lines.append(f"#T_SP={layers.span}|{'|'.join(spans)}\n")
    if relations:
        lines.append(f"#T_RL={layers.relation}|{'|'.join(relations)}|{BASE}{layers.span}\n")
    lines.append("\n")
    inner = _name_rows(rows, cut)
    units = Utf16Units(text)
    first = 0
    for sentence, stretch in zip(cut, _texts(text, ranges), strict=True):
        lines.append("\n")
        lines += [f"{TEXT}{escaped_line(line)}\n" for line in stretch.split("\n")]
        for number, token in enumerate(sentence, first):
            for place in ((number, token.begin, token.end), *inner.get(number, ())):
                lines.append(_row(place, text, units, rows, (spans, relations)))
        first += len(sentence)
    return {".tsv": "".join(lines)}


def held_by_webanno(record: Record, writing: WriterInput) -> Record:
    """The part of a record that a row can hold, and the text without what stands before it."""
    held = held_by_cas(record, writing)
    document = held.document
    text = _kept_text(document.text)
    if text != document.text:
        document = Document.of(document.id, document.name, text)
    return replace(
        held,
        document=document,
        spans=tuple(replace(s, attributes=_in_a_row(s.attributes)) for s in held.spans),
        relations=tuple(replace(r, attributes=_in_a_row(r.attributes)) for r in held.relations),
    )


def lost_in_webanno(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    """How much of a record a file does not hold, and how much white space became another."""
    del writing
    before, after = record.document.text, held.document.text
    changed = sum(one != other for one, other in zip(before, after, strict=False))
    characters = {ContentKind.CHARACTERS: changed + len(before) - len(after)}
    return left_out(record, held) | characters


def _kept_text(text: str) -> str:
    """The text as it comes back: spaces before its first token, nothing if it has none."""
    rest = text.lstrip()
    return " " * (len(text) - len(rest)) + rest if rest else ""


def _in_a_row(attributes: Attributes) -> Attributes:
    """Attributes without a carriage return: it would end the row for INCEpTION."""
    return tuple((n, v) for n, v in attributes if not (isinstance(v, str) and "\r" in v))


def _texts(text: str, ranges: list[tuple[int, int]]) -> Iterator[str]:
    """The text of each sentence, with what follows it where that would not come back by itself."""
    nexts = [*(begin for begin, _ in ranges[1:]), len(text)]
    for (begin, end), following in zip(ranges, nexts, strict=False):
        gap = text[end:following]
        is_usual = gap[:1] in ("", "\n") and not gap[1:].strip(" ") and following < len(text)
        yield text[begin:end] if is_usual else text[begin:following]


def _fill(rows: _Rows, record: Record) -> None:
    """Give every row its annotations, those that need one an id, and relations their row."""
    firsts: dict[str, _Annotation] = {}
    groups = 0
    everything = []
    for span in sorted_spans(record):
        groups += len(span.fragments) > 1
        for annotation in _annotations(span, str(groups), rows):
            firsts.setdefault(span.id, annotation)
            everything.append(annotation)
    number = 0
    for annotation in sorted(everything, key=lambda a: a.rows[0]):
        if len(annotation.rows) > 1 or len(rows.spans[annotation.rows[0]]) > 1:
            number += 1
            annotation.id = number
    for relation in sorted_relations(record):
        head, tail = firsts[relation.head], firsts[relation.tail]
        values = {VALUE: relation.tag} | _written(relation.attributes)
        rows.relations.setdefault(tail.rows[0], []).append((values, head, tail))


def _annotations(span: Span, group: str, rows: _Rows) -> Iterator[_Annotation]:
    """One annotation for each fragment; attributes stand at the first alone."""
    for number, (begin, end) in enumerate(span.fragments):
        values = {VALUE: span.tag}
        if len(span.fragments) > 1:
            values[FRAGMENT_OF] = group
        if number == 0:
            values |= _written(span.attributes)
        annotation = _Annotation(values, list(_places(begin, end, rows)))
        for place in annotation.rows:
            rows.spans.setdefault(place, []).append(annotation)
        yield annotation


def _places(begin: int, end: int, rows: _Rows) -> Iterator[CellPlace]:
    """The rows that a stretch of the text covers: whole tokens, and parts of others."""
    number = max(0, bisect_right(rows.begins, begin) - 1)
    while number < len(rows.tokens) and rows.begins[number] < end:
        token = rows.tokens[number]
        if token.end > begin:
            yield number, max(begin, token.begin), min(end, token.end)
        number += 1


def _written(attributes: Attributes) -> dict[str, str]:
    return {name: written(value) for name, value in feature_values(attributes).items()}


def _features(some: Iterator[Mapping[str, str]]) -> list[str]:
    """The features that are used; the tag before the others."""
    names = {name for values in some for name in values}
    return sorted(names, key=lambda name: (name != VALUE, name))


def _name_rows(rows: _Rows, cut: list[list[Token]]) -> dict[int, list[CellPlace]]:
    """Name every row, and list by token the rows for parts of it."""
    used = rows.spans.keys() | rows.relations.keys()
    inner: dict[int, list[CellPlace]] = {}
    for place in used:
        token = rows.tokens[place[0]]
        if place[1:] != (token.begin, token.end):
            inner.setdefault(place[0], []).append(place)
    number = 0
    for sentence, tokens in enumerate(cut, 1):
        for count, token in enumerate(tokens, 1):
            name = f"{sentence}-{count}"
            rows.names[(number, token.begin, token.end)] = name
            parts = sorted(inner.get(number, ()), key=lambda place: (place[1], -place[2]))
            inner[number] = parts
            rows.names |= {place: f"{name}.{part}" for part, place in enumerate(parts, 1)}
            number += 1
    return inner


def _row(
    place: CellPlace,
    text: str,
    units: Utf16Units,
    rows: _Rows,
    features: tuple[list[str], list[str]],
) -> str:
    _, begin, end = place
    here = rows.spans.get(place, [])
    relations = rows.relations.get(place, [])
    cells = [_joined(_cell(a, name) for a in here) for name in features[0]]
    for name in features[1]:
        said = (escaped(v[name]) if name in v else NO_VALUE for v, _, _ in relations)
        cells.append(_joined(said))
    if features[1]:
        cells.append(_joined(_reference(head, tail, rows) for _, head, tail in relations))
    columns = (rows.names[place], f"{units.unit(begin)}-{units.unit(end)}", text[begin:end], *cells)
    return "\t".join(columns) + "\t\n"


def _joined(values: Iterable[str]) -> str:
    """What several annotations say in one cell; an empty value is not the same as none."""
    said = list(values)
    return "|".join(said) if said else NOTHING


def _cell(annotation: _Annotation, name: str) -> str:
    value = annotation.values.get(name)
    id = f"[{annotation.id}]" if annotation.id else ""
    return (NO_VALUE if value is None else escaped(value)) + id


def _reference(head: _Annotation, tail: _Annotation, rows: _Rows) -> str:
    ids = f"[{head.id}_{tail.id}]" if head.id or tail.id else ""
    return rows.names[head.rows[0]] + ids
