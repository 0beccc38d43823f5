"""Reading PubAnnotation JSON: a document, or a list of them, with denotations and relations.

The format: https://www.pubannotation.org/docs/annotation-format/. Offsets are code points. A
document may have several tracks, each the work of another project.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotation.errors import AnnotationError
from annotation.formats.checking import faults
from annotation.formats.format import Format, Option
from annotation.formats.inception.layers import HOLDS, counted, typed
from annotation.formats.json_fields import Fields, sound_text
from annotation.formats.platforms.json_values import loose, read_objects
from annotation.formats.reading import ReaderInput, ReaderNotice, SourceFile
from annotation.formats.tag_names import tag_named
from annotation.values.items import (
    RELATION_LAYER,
    SPAN_LAYER,
    Attributes,
    AttributeValue,
    Document,
    Origin,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record

_DENOTATIONS = '"denotations"'
_APART = "apart"
TRACKS = Option("tracks", ("together", _APART))  # whether each track is another annotator's
_SOURCES = ("sourcedb", "sourceid", "divid")


@dataclass(slots=True)
class _Track:
    """What the annotations of one project have brought so far; ids are those of the file."""

    reading: ReaderInput
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)


def read_pubannotation(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """A record for each document, or for each of its tracks; KnownError where it is wrong."""
    return read_objects(
        source.path, reading, lambda fields, number: _records(fields, number, source, reading)
    )


def looks_like_pubannotation(path: Path, text: str) -> bool:
    """Whether the file has the fields of PubAnnotation."""
    del path
    start = text.lstrip()[:1]
    has_source = '"sourcedb"' in text and '"text"' in text
    return start in ("{", "[") and (has_source or (_DENOTATIONS in text and '"obj"' in text))


PUBANNOTATION = Format(
    name="pubannotation",
    suffixes=(".json",),
    holds=HOLDS,
    read=read_pubannotation,
    recognises=looks_like_pubannotation,
    read_options=(TRACKS,),
)


def _records(
    fields: Fields, number: int, source: SourceFile, reading: ReaderInput
) -> Iterator[Record]:
    text = fields.text("text")
    if not text.strip():
        raise AnnotationError("The text of the document is empty.")
    said = [fields.text(key) for key in _SOURCES if isinstance(fields.object(key), str)]
    name = "-".join(said) or source.name
    document = Document.of(reading.new_id(), name if number == 1 else f"{name}-{number}", text)
    parts = [loose(track, "tracks") for track in fields.items("tracks")]
    tracks = [_track(part, reading) for part in parts or [fields]]
    left_out = sum((track.left_out for track in tracks), Counter[str]())
    if left_out:
        values = {"file": source.path, "things": counted(left_out)}
        reading.remark(
            ReaderNotice(
                "In “{file}”, values of annotations that are no attributes were left out: "
                "{things}.",
                values,
            )
        )
    if reading.option(TRACKS.name) == _APART:
        for part, track in zip(parts, tracks, strict=False):
            yield _record([track], document, reading).by(part.text("project", ""))
    if reading.option(TRACKS.name) != _APART or not parts:
        yield _record(tracks, document, reading)


def _track(fields: Fields, reading: ReaderInput) -> _Track:
    track = _Track(reading)
    for key, read in _READERS.items():
        for value in fields.items(key):
            read(loose(value, key), track)
    return track


def _record(tracks: Iterable[_Track], document: Document, reading: ReaderInput) -> Record:
    """What the tracks say together; the same said by two of them is taken once."""
    spans: dict[tuple[object, ...], Span] = {}
    relations: dict[tuple[str, str, str], Relation] = {}
    for track in tracks:
        ends = {}
        for span in track.spans.values():
            ends[span.id] = spans.setdefault((span.fragments, span.tag), span).id
        for relation in track.relations.values():
            moved = replace(relation, head=ends[relation.head], tail=ends[relation.tail])
            relations.setdefault((moved.tag, moved.head, moved.tail), moved)
    stage = Stage.IN_PROGRESS if spans else Stage.NEW
    record = Record(document, "", stage, tuple(spans.values()), tuple(relations.values()))
    for _, error in faults(record, reading.tagset):
        raise error
    return record


def _read_denotation(fields: Fields, track: _Track) -> None:
    place = fields.object("span")
    pieces = [loose(piece, "span") for piece in (place if isinstance(place, list) else [place])]
    fragments = tuple(sorted((piece.offset("begin"), piece.offset("end")) for piece in pieces))
    tag = tag_named(fields.text("obj"), track.reading.tagset.spans).slug
    id = track.reading.new_id()
    track.spans[_key(fields, track)] = Span(id, SPAN_LAYER, tag, fragments, (), Origin.IMPORTED)


def _read_relation(fields: Fields, track: _Track) -> None:
    tag = tag_named(fields.text("pred"), track.reading.tagset.relations).slug
    ends = (fields.text("subj"), fields.text("obj"))
    key = _key(fields, track)
    for end in ends:
        if end not in track.spans:
            raise AnnotationError(
                "The relation “{id}” leads to a span “{span}” that is not there.", id=key, span=end
            )
    head, tail = (track.spans[end].id for end in ends)
    id = track.reading.new_id()
    track.relations[key] = Relation(id, RELATION_LAYER, tag, head, tail, (), Origin.IMPORTED)


def _read_attribute(fields: Fields, track: _Track) -> None:
    """A value of a span or relation whose tag has the attribute; others are counted."""
    name, key, said = fields.text("pred"), fields.text("subj"), fields.object("obj")
    item = track.spans.get(key) or track.relations.get(key)
    if item is None:
        raise AnnotationError(
            "The attribute “{attribute}” belongs to “{id}”, which is not there.",
            attribute=name,
            id=key,
        )
    attribute = track.reading.tagset.attributes.get(name)
    if attribute is None or item.tag not in attribute.on or not isinstance(said, str | int | float):
        track.left_out[name] += 1
        return
    attributes = _with(item.attributes, name, typed(said, attribute.kind))
    if isinstance(item, Span):
        track.spans[key] = replace(item, attributes=attributes)
    else:
        track.relations[key] = replace(item, attributes=attributes)


def _key(fields: Fields, track: _Track) -> str:
    """The id of an item, which may be missing but may not stand twice."""
    key = fields.text("id", f"#{len(track.spans) + len(track.relations)}")
    if key in track.spans or key in track.relations:
        raise AnnotationError("The id “{id}” stands twice.", id=key)
    return key


def _with(attributes: Attributes, name: str, value: AttributeValue) -> Attributes:
    if isinstance(value, str):
        sound_text(name, value)
    return tuple(sorted({**dict(attributes), name: value}.items()))


_READERS = {
    "denotations": _read_denotation,
    "relations": _read_relation,
    "attributes": _read_attribute,
}
