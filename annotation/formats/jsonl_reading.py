"""Reading our own lossless form, strictly: the first thing that is wrong is named with its line.

Only `text` is needed in a line written by hand, and of a span its tag and its offsets.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from annotation.commands.rules import check_ends, check_fragments
from annotation.errors import AnnotationError
from annotation.formats.checking import faults
from annotation.formats.json_fields import Fields, as_fragment, parse_object
from annotation.formats.reading import ReaderInput, SourceFile, at_line, read_lines
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    DocumentLabel,
    Fragments,
    Origin,
    Relation,
    Span,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    suggestion_id,
    surface,
)
from annotation.values.record import Record

Enumerated = TypeVar("Enumerated", bound=StrEnum)

_DOCUMENT = (
    "id", "name", "text", "sha256", "attributes", "annotator", "state",
    "spans", "relations", "labels", "suggestions",
)  # fmt: skip
_SPAN = ("id", "layer", "tag", "begin", "end", "fragments", "text", "attributes", "origin")
_RELATION = ("id", "layer", "tag", "head", "tail", "attributes", "origin")
_LABEL = ("id", "layer", "tag", "attributes")
_SUGGESTIONS = ("spans", "relations")
_SUGGESTED_SPAN = ("tag", "begin", "end", "fragments", "score", "suggester", "reason")
_SUGGESTED_RELATION = (
    "tag", "head", "tail", "head_tag", "tail_tag", "score", "suggester", "reason",
)  # fmt: skip


def read_jsonl(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each line; blank lines are passed over.

    KnownError where one is wrong, with the line.
    """
    seen = _Seen()
    for number, line in read_lines(source.path, reading.remark):
        record = None
        if line and not line.isspace():
            with reading.passing_over(), at_line(source.path, number):
                record = _record(parse_object(line), f"{source.name}-{number}", reading)
                seen.check(record)
        if record:
            yield record


class _Seen:
    """What came before in the file: a document may return only for another annotator."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._sets: set[tuple[str, str]] = set()

    def check(self, record: Record) -> None:
        document = record.document
        if self._texts.setdefault(document.id, document.sha256) != document.sha256:
            raise AnnotationError("The id “{id}” belongs to two different texts.", id=document.id)
        key = (document.id, record.annotator)
        if key in self._sets:
            raise AnnotationError("The document “{id}” stands twice in this file.", id=document.id)
        self._sets.add(key)


def _record(values: object, name: str, reading: ReaderInput) -> Record:
    fields = Fields(values, _DOCUMENT, "document")
    document = _document(fields, name, reading.new_id)
    record = Record(
        document,
        fields.text("annotator", ""),
        _choice(fields, "state", Stage, Stage.NEW),
        _spans(fields, document, reading.new_id),
        tuple(_relation(item, reading.new_id) for item in fields.items("relations")),
        tuple(_label(item, reading.new_id) for item in fields.items("labels")),
        read_suggestions(fields.object("suggestions"), document, reading.tagset),
    )
    _check_ids(record)
    if reading.obeys_rules:
        for _, error in faults(record, reading.tagset):
            raise error
    return record


def _document(fields: Fields, name: str, new_id: Callable[[], str]) -> Document:
    text = fields.text("text")
    if not text:
        raise AnnotationError("The text of the document is empty.")
    document = Document.of(
        _id(fields, new_id), fields.text("name", name), text, fields.attributes()
    )
    if fields.text("sha256", document.sha256) != document.sha256:
        raise AnnotationError("“sha256” does not belong to this text; one of them was changed.")
    return document


def _id(fields: Fields, new_id: Callable[[], str]) -> str:
    if "id" not in fields:
        return new_id()
    id = fields.text("id")
    if not id or id != id.strip():
        raise AnnotationError("“{id}” is not an id.", id=id)
    return id


def _choice(fields: Fields, key: str, kind: type[Enumerated], default: Enumerated) -> Enumerated:
    value = fields.text(key, default.value)
    try:
        return kind(value)
    except ValueError as error:
        raise AnnotationError(
            "“{value}” is not one of {choices}.", value=value, choices=", ".join(kind)
        ) from error


def _layer(fields: Fields, layer: str) -> str:
    value = fields.text("layer", layer)
    if value != layer:
        raise AnnotationError(
            "The layer here is “{layer}”, not “{value}”.", layer=layer, value=value
        )
    return value


def _spans(fields: Fields, document: Document, new_id: Callable[[], str]) -> tuple[Span, ...]:
    return tuple(_span(item, document, new_id) for item in fields.items("spans"))


def _span(value: object, document: Document, new_id: Callable[[], str]) -> Span:
    fields = Fields(value, _SPAN, "spans")
    fragments = _fragments(fields, document.text)
    words = surface(document.text, fragments)
    if fields.text("text", words) != words:
        raise AnnotationError(
            "The span {begin}–{end} says “{text}”, but the document says “{words}” there.",
            begin=fragments[0][0],
            end=fragments[-1][1],
            text=fields.text("text"),
            words=words,
        )
    return Span(
        _id(fields, new_id),
        _layer(fields, SPAN_LAYER),
        fields.text("tag"),
        fragments,
        fields.attributes(),
        _choice(fields, "origin", Origin, Origin.IMPORTED),
    )


def _fragments(fields: Fields, text: str) -> Fragments:
    """The fragments, or the one from begin to end; where both stand they must agree."""
    hull = (fields.offset("begin"), fields.offset("end"))
    given = fields.items("fragments")
    fragments = tuple(as_fragment(item, "fragments") for item in given) or (hull,)
    if (fragments[0][0], fragments[-1][1]) != hull:
        raise AnnotationError(
            "“fragments” do not reach from begin {begin} to end {end}.", begin=hull[0], end=hull[1]
        )
    check_fragments(text, fragments)
    return fragments


def _relation(value: object, new_id: Callable[[], str]) -> Relation:
    fields = Fields(value, _RELATION, "relations")
    return Relation(
        _id(fields, new_id),
        _layer(fields, RELATION_LAYER),
        fields.text("tag"),
        fields.text("head"),
        fields.text("tail"),
        fields.attributes(),
        _choice(fields, "origin", Origin, Origin.IMPORTED),
    )


def _label(value: object, new_id: Callable[[], str]) -> DocumentLabel:
    fields = Fields(value, _LABEL, "labels")
    return DocumentLabel(
        _id(fields, new_id), _layer(fields, LABEL_LAYER), fields.text("tag"), fields.attributes()
    )


def _check_ids(record: Record) -> None:
    """Refuse ids that stand twice and relations to spans that are not there."""
    for items in (record.spans, record.relations, record.labels):
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                raise AnnotationError("The id “{id}” stands twice.", id=item.id)
            seen.add(item.id)
    spans = {span.id for span in record.spans}
    for relation in record.relations:
        for end in (relation.head, relation.tail):
            if end not in spans:
                raise AnnotationError(
                    "The relation “{id}” leads to a span “{span}” that is not there.",
                    id=relation.id,
                    span=end,
                )


def read_suggestions(values: object, document: Document, tagset: Tagset) -> Suggestions:
    """The suggestions in a JSON object with spans and relations.

    AnnotationError when one is wrong.
    """
    inner = Fields(values, _SUGGESTIONS, "suggestions")
    return Suggestions(
        tuple(_suggested_span(item, document, tagset) for item in inner.items("spans")),
        tuple(_suggested_relation(item, document, tagset) for item in inner.items("relations")),
    )


def _suggested_span(value: object, document: Document, tagset: Tagset) -> SuggestedSpan:
    fields = Fields(value, _SUGGESTED_SPAN, "suggestions")
    tag = tagset.span_tag(fields.text("tag")).slug
    fragments = _fragments(fields, document.text)
    return SuggestedSpan(
        suggestion_id(document.sha256, "span", tag, fragments),
        tag,
        fragments,
        fields.number("score"),
        fields.text("suggester"),
        fields.text("reason"),
    )


def _suggested_relation(value: object, document: Document, tagset: Tagset) -> SuggestedRelation:
    fields = Fields(value, _SUGGESTED_RELATION, "suggestions")
    tag = tagset.relation_tag(fields.text("tag"))
    head, tail = fields.fragment("head"), fields.fragment("tail")
    check_fragments(document.text, (head,))
    check_fragments(document.text, (tail,))
    check_ends(tag, fields.text("head_tag"), fields.text("tail_tag"))
    return SuggestedRelation(
        suggestion_id(document.sha256, "relation", tag.slug, head, tail),
        tag.slug,
        head,
        tail,
        fields.text("head_tag"),
        fields.text("tail_tag"),
        fields.number("score"),
        fields.text("suggester"),
        fields.text("reason"),
    )
