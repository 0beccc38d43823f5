"""Reading brat standoff, checked as brat checks it; what is not ours is refused or remarked on.

The format: https://brat.nlplab.org/standoff.html. Offsets are code points, half-open.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotation.commands.rules import check_fragments
from annotation.errors import AnnotationError, KnownError
from annotation.formats.brat_writing import NOTE, REFERENCE, one_line
from annotation.formats.checking import faults
from annotation.formats.reading import (
    TEXT_LIMIT,
    ReaderInput,
    ReaderNotice,
    SourceFile,
    at_line,
    placed,
    read_text,
    reading_file,
)
from annotation.formats.tag_names import tag_named
from annotation.tagsets.tagset import Attribute, AttributeKind, RelationTag, Tagset
from annotation.values.items import (
    RELATION_LAYER,
    SPAN_LAYER,
    Attributes,
    AttributeValue,
    Document,
    Fragments,
    Origin,
    Relation,
    Span,
    Stage,
    surface,
)
from annotation.values.record import Record

_ID = re.compile(r"[TREAMN#]\S+")
_OFFSETS = re.compile(r"[0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*")
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_DECIMAL = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:e[+-]?[0-9]{1,3})?")


@dataclass(slots=True)
class _Annotations:
    """What the lines of one .ann have brought so far; ids are those of the file."""

    document: Document
    reading: ReaderInput
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    attributes: dict[str, dict[str, AttributeValue]] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)  # the trigger of each event
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 0  # the one that is being read
    left_out: int = 0


def read_brat(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One document: a .txt with the .ann of the same name; KnownError where a file is wrong."""
    text = read_text(source.path, reading.remark, TEXT_LIMIT)
    if not text.strip():
        raise KnownError("“{file}” is empty.", file=source.path)
    found = _Annotations(Document.of(reading.new_id(), source.name, text), reading)
    path = source.path.with_suffix(".ann")
    lines = _lines_by_kind(path, found)
    for number, line in lines["E"]:
        with at_line(path, number):
            _note_event(line, found)
    # An attribute or a note may stand before what it is about, and a relation before its ends.
    for kind, read in _READERS.items():
        for number, line in lines[kind]:
            found.line = number
            with at_line(path, number):
                read(*_columns(line, found), found)
    if found.left_out:
        reading.remark(
            ReaderNotice(
                "In “{file}”, {count} notes and references were left out: "
                "the tagset has no place for them.",
                {"file": path, "count": found.left_out},
            )
        )
    yield _checked(_record(found), path, found)


def _read_annotations(path: Path, reading: ReaderInput) -> str:
    with reading_file(path):
        is_empty = path.stat().st_size == 0
    return "" if is_empty else read_text(path, reading.remark)


def _lines_by_kind(path: Path, found: _Annotations) -> dict[str, list[tuple[int, str]]]:
    """The numbered lines under the letter they begin with; kinds that are not ours are refused."""
    lines: dict[str, list[tuple[int, str]]] = {kind: [] for kind in _READERS}
    for number, line in enumerate(_read_annotations(path, found.reading).split("\n"), 1):
        if line.strip():
            with at_line(path, number):
                kind = _kind(line)
            lines[kind].append((number, line.removesuffix("\r")))
    return lines


def _kind(line: str) -> str:
    if line[0] not in _READERS:
        raise AnnotationError(
            "“{line}” is of a kind that cannot be read here; "
            "there can be T, R, E, A, M, *, N and # lines.",
            line=line[:40],
        )
    return line[0]


def _columns(line: str, found: _Annotations) -> tuple[str, list[str]]:
    """The id and the other columns; an id may not stand twice."""
    id, *columns = line.split("\t", 2)
    if not columns or not (id == "*" or _ID.fullmatch(id)):
        raise AnnotationError("“{line}” is not a line of brat standoff.", line=line[:40])
    if id != "*" and found.lines.setdefault(id, found.line) != found.line:
        raise AnnotationError("The id “{id}” stands twice.", id=id)
    return id, columns


def _named(columns: list[str]) -> tuple[str, list[str]]:
    """The name that a line begins with, and the ends behind it; AnnotationError without one."""
    name, *ends = columns[0].split() or [""]
    if not name:
        raise AnnotationError("“{line}” is not a line of brat standoff.", line=columns[-1][:40])
    return name, ends


def _read_text_bound(id: str, columns: list[str], found: _Annotations) -> None:
    name, _, offsets = columns[0].partition(" ")
    if not _OFFSETS.fullmatch(offsets) or len(columns) < 2:
        raise AnnotationError("“{line}” is not a line of brat standoff.", line=columns[0][:40])
    fragments: Fragments = tuple(
        (int(begin), int(end)) for begin, end in (pair.split(" ") for pair in offsets.split(";"))
    )
    text = found.document.text
    check_fragments(text, fragments)
    words = one_line(surface(text, fragments))
    if one_line(columns[1]) != words:
        raise AnnotationError(
            "The span {begin}–{end} says “{text}”, but the document says “{words}” there.",
            begin=fragments[0][0],
            end=fragments[-1][1],
            text=columns[1],
            words=words,
        )
    tag = tag_named(name, found.reading.tagset.spans)
    found.spans[id] = Span(
        found.reading.new_id(), SPAN_LAYER, tag.slug, fragments, (), Origin.IMPORTED
    )


def _read_relation(id: str, columns: list[str], found: _Annotations) -> None:
    name, ends = _named(columns)
    roles = [end.partition(":") for end in ends]
    if len(roles) != 2 or not all(target for _, _, target in roles):
        raise AnnotationError("The relation “{id}” needs two spans.", id=id)
    if roles[0][0] == "Arg2":
        roles.reverse()
    tag = tag_named(name, found.reading.tagset.relations)
    found.relations[id] = _relation(id, tag, roles[0][2], roles[1][2], found)


def _relation(id: str, tag: RelationTag, head: str, tail: str, found: _Annotations) -> Relation:
    head, tail = _spanned(head, found), _spanned(tail, found)
    for end in (head, tail):
        if end not in found.spans:
            raise AnnotationError(
                "The relation “{id}” leads to a span “{span}” that is not there.",
                id=id,
                span=end,
            )
    ends = (found.spans[head].id, found.spans[tail].id)
    return Relation(found.reading.new_id(), RELATION_LAYER, tag.slug, *ends, (), Origin.IMPORTED)


def _note_event(line: str, found: _Annotations) -> None:
    """Know the trigger of an event before anything that speaks of the event is read."""
    id, _, rest = line.partition("\t")
    trigger = (rest.split() or [""])[0].partition(":")[2]
    if not trigger:
        raise AnnotationError("“{line}” is not a line of brat standoff.", line=line[:40])
    found.events[id] = trigger


def _read_event(id: str, columns: list[str], found: _Annotations) -> None:
    """Every role is a relation from the trigger; a second event may say the same again."""
    named, roles = _named(columns)
    tag_named(named.partition(":")[0], found.reading.tagset.spans)
    if found.events[id] not in found.spans:
        raise AnnotationError(
            "The event “{id}” begins with a span “{span}” that is not there.",
            id=id,
            span=found.events[id],
        )
    for role in roles:
        name, _, target = role.partition(":")
        slugs = found.reading.tagset.relations
        tag = tag_named(name if name in slugs else name.rstrip("0123456789"), slugs)
        key = f"{tag.slug} {found.events[id]} {_spanned(target, found)}"
        if key not in found.relations:
            found.relations[key] = _relation(id, tag, id, target, found)
            found.lines[key] = found.line


def _spanned(id: str, found: _Annotations) -> str:
    """The span that an id means: that of an event is its trigger."""
    return found.events.get(id, id)


def _read_normalisation(id: str, columns: list[str], found: _Annotations) -> None:
    """What a span is in a knowledge base, where the tagset has an attribute for it."""
    del id
    _, _, rest = columns[0].partition(" ")
    target, _, reference = rest.partition(" ")
    span = found.spans.get(_spanned(target, found))
    attribute = found.reading.tagset.attributes.get(REFERENCE)
    has_one = REFERENCE in found.attributes.get(_spanned(target, found), {})
    if span and attribute and span.tag in attribute.on and reference and not has_one:
        _add_attribute(target, REFERENCE, reference.strip(), found)
    else:
        found.left_out += 1


def _read_equivalence(id: str, columns: list[str], found: _Annotations) -> None:
    """An undirected set becomes a chain of equivalence relations."""
    _, members = _named(columns)
    for head, tail in itertools.pairwise(members):
        name = f"{id} {head} {tail}"
        tag = _equivalence(head, tail, found)
        found.relations[name] = _relation(id, tag, head, tail, found)
        found.lines[name] = found.line


def _equivalence(head: str, tail: str, found: _Annotations) -> RelationTag:
    tags = [tag for tag in found.reading.tagset.relations.values() if tag.is_equivalence]
    if not tags:
        raise AnnotationError("The tagset has no relation that joins mentions of one thing.")
    spans = found.spans
    if head in spans and tail in spans:
        fitting = [tag for tag in tags if tag.allows(spans[head].tag, spans[tail].tag)]
        return (fitting or tags)[0]
    return tags[0]


def _read_attribute(id: str, columns: list[str], found: _Annotations) -> None:
    del id
    name, _, rest = columns[0].partition(" ")
    target, _, value = rest.partition(" ")
    _add_attribute(target, name, _typed(value.strip(), name, found.reading.tagset), found)


def _read_note(id: str, columns: list[str], found: _Annotations) -> None:
    """A note on a span or relation whose tag has the attribute for it; other notes are counted."""
    del id
    target = _spanned(columns[0].partition(" ")[2], found)
    item = found.spans.get(target) or found.relations.get(target)
    attribute = found.reading.tagset.attributes.get(NOTE)
    is_first = NOTE not in found.attributes.get(target, {})
    note = columns[1].strip() if len(columns) > 1 else ""
    if item and attribute and item.tag in attribute.on and is_first and note:
        _add_attribute(target, NOTE, note, found)
    else:
        found.left_out += 1


def _add_attribute(target: str, name: str, value: AttributeValue, found: _Annotations) -> None:
    target = _spanned(target, found)
    if target not in found.spans and target not in found.relations:
        raise AnnotationError(
            "The attribute “{attribute}” belongs to “{id}”, which is not there.",
            attribute=name,
            id=target,
        )
    values = found.attributes.setdefault(target, {})
    if name in values:
        raise AnnotationError(
            "“{id}” has the attribute “{attribute}” twice.", id=target, attribute=name
        )
    values[name] = value


def _typed(value: str, name: str, tagset: Tagset) -> AttributeValue:
    """The value as the tagset's kind of this attribute asks for; else as it stands."""
    attribute: Attribute | None = tagset.attributes.get(name)
    kind = attribute.kind if attribute else AttributeKind.TEXT
    if kind is AttributeKind.FLAG and value in ("", "true", "false"):
        return value != "false"
    if kind is AttributeKind.NUMBER and _WHOLE.fullmatch(value):
        return int(value)
    if kind is AttributeKind.NUMBER and _DECIMAL.fullmatch(value):
        return float(value)
    return value


_READERS = {
    "T": _read_text_bound,
    "R": _read_relation,
    "E": _read_event,
    "*": _read_equivalence,
    "A": _read_attribute,
    "M": _read_attribute,
    "N": _read_normalisation,
    "#": _read_note,
}


def _record(found: _Annotations) -> Record:
    def attributes(id: str) -> Attributes:
        return tuple(sorted(found.attributes.get(id, {}).items()))

    spans = tuple(replace(s, attributes=attributes(id)) for id, s in found.spans.items())
    relations = tuple(replace(r, attributes=attributes(id)) for id, r in found.relations.items())
    stage = Stage.IN_PROGRESS if spans else Stage.NEW
    return Record(found.document, "", stage, spans, relations)


def _checked(record: Record, path: Path, found: _Annotations) -> Record:
    """The record, unless the rules forbid one of its items: then its line is named."""
    if found.reading.obeys_rules:
        names = {span.id: id for id, span in found.spans.items()}
        names |= {relation.id: id for id, relation in found.relations.items()}
        for item, error in faults(record, found.reading.tagset):
            raise placed(error, path, found.lines[names[item.id]])
    return record
