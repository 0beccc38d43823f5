"""A record as a CAS: what INCEpTION needs of every document, then the spans and the relations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import tokenize
from annotation.formats.format import WriterInput
from annotation.formats.inception.cas import (
    FRAGMENT_OF,
    HEAD,
    META_DATA,
    SENTENCE,
    TAIL,
    TOKEN,
    VALUE,
    CasValue,
)
from annotation.formats.inception.layers import (
    Layers,
    feature_of,
    held_attributes,
    layers_of,
    written,
)
from annotation.formats.inception.units import Utf16Units
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.formats.loss import LossCounts, left_out
from annotation.tagsets.tagset import AttributeKind
from annotation.values.items import Attributes, AttributeValue, Document, Span
from annotation.values.record import Record

SOFA_ID = 1
FIRST_ID = 2  # of the structures, in their order
ANNOTATION = "uima.tcas.Annotation"
TEXT, FLAG = "uima.cas.String", "uima.cas.Boolean"


@dataclass(frozen=True, slots=True)
class TypeOf:
    """A type of the type system: its name, what it extends, and its features with their ranges."""

    name: str
    extends: str
    features: tuple[tuple[str, str], ...] = ()


def types_of(layers: Layers) -> tuple[TypeOf, ...]:
    """The type system of an export."""
    ranges = {AttributeKind.FLAG: FLAG}
    own = tuple((name, ranges.get(kind, TEXT)) for name, kind in layers.features)
    return (
        TypeOf(
            META_DATA,
            "uima.tcas.DocumentAnnotation",
            (("documentTitle", TEXT), ("documentId", TEXT), ("isLastSegment", FLAG)),
        ),
        TypeOf(SENTENCE, ANNOTATION),
        TypeOf(TOKEN, ANNOTATION),
        TypeOf(layers.span, ANNOTATION, ((VALUE, TEXT), (FRAGMENT_OF, TEXT), *own)),
        TypeOf(
            layers.relation,
            ANNOTATION,
            ((HEAD, layers.span), (TAIL, layers.span), (VALUE, TEXT), *own),
        ),
    )


def compose(record: Record, writing: WriterInput) -> Iterator[tuple[str, dict[str, CasValue]]]:
    """The structures of a document after its sofa, each a type with its features."""
    layers, units = layers_of(writing), Utf16Units(record.document.text)
    yield (
        META_DATA,
        {
            "begin": 0,
            "end": units.length,
            "language": "ar",
            "documentTitle": record.document.name,
            "documentId": record.document.id,
            "isLastSegment": False,
        },
    )
    count = FIRST_ID + 1
    for begin, end in sentences(record.document.text):
        yield SENTENCE, {"begin": units.unit(begin), "end": units.unit(end)}
        count += 1
        for token in tokenize(record.document.text, begin, end):
            yield TOKEN, {"begin": units.unit(token.begin), "end": units.unit(token.end)}
            count += 1
    places: dict[str, tuple[int, int, int]] = {}  # the id, begin and end of a span's first fragment
    for span in sorted_spans(record):
        for number, (begin, end) in enumerate(span.fragments):
            place = (units.unit(begin), units.unit(end))
            if number == 0:
                places[span.id] = (count, *place)
            count += 1
            group = str(len(places)) if len(span.fragments) > 1 else ""
            values = _span_values(span, group, is_first=number == 0)
            yield layers.span, {"begin": place[0], "end": place[1], **values}
    for relation in sorted_relations(record):
        (head, _, _), (tail, begin, end) = places[relation.head], places[relation.tail]
        values = {"begin": begin, "end": end, HEAD: head, TAIL: tail, VALUE: relation.tag}
        yield layers.relation, {**values, **feature_values(relation.attributes)}


def _span_values(span: Span, group: str, *, is_first: bool) -> dict[str, CasValue]:
    """The features of one fragment; attributes stand at the first alone."""
    values: dict[str, CasValue] = {VALUE: span.tag}
    if group:
        values[FRAGMENT_OF] = group
    return values | feature_values(span.attributes) if is_first else values


def feature_values(attributes: Attributes) -> dict[str, CasValue]:
    """Attributes as features: flags as they are, all else as text."""
    return {feature_of(name): _feature_value(value) for name, value in sorted(attributes)}


def _feature_value(value: AttributeValue) -> CasValue:
    return value if isinstance(value, bool) else written(value)


def held_by_cas(record: Record, writing: WriterInput) -> Record:
    """The part of a record that a CAS holds: spans and relations with the tagset's attributes."""
    document, tagset = record.document, writing.tagset
    return replace(
        record,
        document=Document(document.id, document.name, document.text, document.sha256),
        spans=tuple(
            replace(s, attributes=held_attributes(s.attributes, tagset)) if s.attributes else s
            for s in record.spans
        ),
        relations=tuple(
            replace(r, attributes=held_attributes(r.attributes, tagset)) if r.attributes else r
            for r in record.relations
        ),
        labels=(),
    )


def lost_in_cas(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    """How much of a record a CAS does not hold."""
    del writing
    return left_out(record, held)
