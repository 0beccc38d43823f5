"""Reading Prodigy's JSON lines: several people's answers to a text are several records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotation.errors import AnnotationError
from annotation.formats.json_fields import Fields
from annotation.formats.platforms.gathering import RecordGathering, document_of
from annotation.formats.platforms.json_values import loose, read_objects
from annotation.formats.reading import ReaderInput, ReaderNotice, SourceFile
from annotation.values.items import Document, Fragment, Stage
from annotation.values.record import Record

NAME = "name"  # of a document, among what Prodigy calls meta
_PEOPLE = ("_annotator_id", "_session_id")  # in the order in which they are looked for


@dataclass(slots=True)
class _Known:
    """The documents of a file that somebody has already answered, by their texts."""

    documents: dict[str, Document] = field(default_factory=dict)
    answers: set[tuple[str, str]] = field(default_factory=set)


def read_prodigy(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each answer; KnownError where one is wrong."""
    known = _Known()
    return read_objects(
        source.path, reading, lambda fields, number: _read(fields, number, source, reading, known)
    )


def _read(
    fields: Fields, number: int, source: SourceFile, reading: ReaderInput, known: _Known
) -> Iterator[Record]:
    annotator = next((fields.text(key) for key in _PEOPLE if fields.object(key)), "")
    document = _document(fields, f"{source.name}-{number}", reading)
    if annotator:
        document = known.documents.setdefault(document.sha256, document)
        if (document.sha256, annotator) in known.answers:
            raise AnnotationError(
                "“{annotator}” has answered this text twice.", annotator=annotator
            )
        known.answers.add((document.sha256, annotator))
    answer = fields.text("answer", "accept")
    if answer == "accept":
        yield _accepted(fields, document, annotator, reading)
    elif answer == "ignore":
        yield Record(document, annotator, Stage.SET_ASIDE)
    elif answer == "reject":
        reading.remark(
            ReaderNotice(
                "“{document}” was rejected; only its text was read.", {"document": document.name}
            )
        )
        yield Record(document, annotator)
    else:
        raise AnnotationError(
            "“{value}” is not one of {choices}.", value=answer, choices="accept, reject, ignore"
        )


def _document(fields: Fields, name: str, reading: ReaderInput) -> Document:
    inner = fields.object("meta")
    meta: dict[str, Any] = dict(inner) if isinstance(inner, dict) else {}
    own = meta.pop(NAME, "")
    if not isinstance(own, str):
        meta[NAME], own = own, ""
    return document_of(fields.text("text"), own or name, meta, reading)


def _accepted(fields: Fields, document: Document, annotator: str, reading: ReaderInput) -> Record:
    gathering = RecordGathering(document, reading)
    tokens = _Tokens(fields.items("tokens"))
    spans = _Spans(gathering, tokens)
    for item in fields.items("spans"):
        spans.add(loose(item, "spans"))
    for item in fields.items("relations"):
        relation = loose(item, "relations")
        ends = [spans.end_of(relation, end) for end in ("head", "child")]
        gathering.add_relation(relation.text("label"), *ends)
    for tag in _labels(fields):
        gathering.add_label(tag)
    return gathering.record(annotator)


def _labels(fields: Fields) -> list[str]:
    """The labels of the document: those chosen, and the one that the whole answer is about."""
    chosen = fields.items("accept")
    if not all(isinstance(tag, str) for tag in chosen):
        raise AnnotationError("“{key}” must be a text.", key="accept")
    asked = [fields.text("label")] if "label" in fields and not fields.items("spans") else []
    return [*asked, *chosen]


class _Tokens:
    """Where the tokens of a text stand, by their ids."""

    def __init__(self, items: list[Any]) -> None:
        self._places: dict[int, Fragment] = {}
        for number, item in enumerate(items):
            token = loose(item, "tokens")
            id = token.offset("id") if "id" in token else number
            self._places[id] = (token.offset("start"), token.offset("end"))

    def hull(self, first: int, last: int) -> Fragment:
        """The offsets from the beginning of one token to the end of another."""
        if first not in self._places or last not in self._places:
            raise AnnotationError(
                "There is no token {token}.", token=last if first in self._places else first
            )
        return self._places[first][0], self._places[last][1]


class _Spans:
    """The spans of an answer, found again by what a relation says of its ends."""

    def __init__(self, gathering: RecordGathering, tokens: _Tokens) -> None:
        self._gathering = gathering
        self._tokens = tokens
        self._by_place: dict[tuple[int, int, str], str] = {}
        self._by_token: dict[int, list[str]] = {}

    def add(self, span: Fields) -> str:
        """Add a span; its key."""
        begin, end = self._offsets(span)
        tag = span.text("label")
        key = f"{begin}-{end}-{tag}"
        fragment = self._gathering.fragment(begin, end)
        if "token_start" in span and "token_end" in span:
            self._check(span, fragment)
            self._by_token.setdefault(span.offset("token_end"), []).append(key)
        self._gathering.add_span(key, [tag], fragment)
        self._by_place[(begin, end, tag)] = key
        return key

    def _offsets(self, span: Fields) -> Fragment:
        """By characters, or by tokens where those alone are given."""
        if "start" in span or "token_start" not in span:
            return span.offset("start"), span.offset("end")
        return self._tokens.hull(span.offset("token_start"), span.offset("token_end"))

    def _check(self, span: Fields, fragment: Fragment) -> None:
        """Refuse a span whose tokens and characters do not mean the same words."""
        hull = self._tokens.hull(span.offset("token_start"), span.offset("token_end"))
        if self._gathering.fragment(*hull) != fragment:
            raise AnnotationError(
                "The span {begin}–{end} does not begin and end with its tokens.",
                begin=fragment[0],
                end=fragment[1],
            )

    def end_of(self, relation: Fields, end: str) -> str:
        """The key of the span at an end of a relation, named by its offsets or by its last token.

        In a project without spans of its own a relation brings them along.
        """
        if f"{end}_span" in relation:
            span = loose(relation.object(f"{end}_span"), f"{end}_span")
            place = (*self._offsets(span), span.text("label", ""))
            found = self._by_place.get(place)
            return found or self._labelled_otherwise(span, place)
        token = relation.offset(end)
        keys = self._by_token.get(token, [])
        if len(keys) != 1:
            raise AnnotationError(
                "{count} spans end with the token {token} that a relation leads to.",
                count=len(keys),
                token=token,
            )
        return keys[0]

    def _labelled_otherwise(self, span: Fields, place: tuple[int, int, str]) -> str:
        """The one span at this place when the relation names no tag; else the span is new."""
        there = [
            key for (begin, end, _), key in self._by_place.items() if (begin, end) == place[:2]
        ]
        if not place[2] and len(there) == 1:
            return there[0]
        return self.add(span)
