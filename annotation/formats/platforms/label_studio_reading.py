"""Reading Label Studio's JSON: raw exports, tasks to import, and the short form JSON_MIN.

Each annotation of a task is a record of its own; predictions are suggestions. Whether offsets count
code points or UTF-16 is found out from the words that stand beside them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotation.commands.rules import check_ends
from annotation.errors import AnnotationError
from annotation.formats.json_fields import Fields
from annotation.formats.platforms.gathering import RecordGathering, document_of
from annotation.formats.platforms.json_values import loose, read_objects
from annotation.formats.platforms.label_studio_config import TEXT, attribute_value
from annotation.formats.platforms.label_studio_results import Results, read_results
from annotation.formats.platforms.offset_units import fragments_of
from annotation.formats.reading import ReaderInput, ReaderNotice, SourceFile
from annotation.values.items import (
    Attributes,
    Document,
    Fragment,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    suggestion_id,
)
from annotation.values.record import Record

NAME = "name"
_UNSCORED = 0.5
_SUGGESTER = "label-studio"
_ANNOTATIONS = ("annotations", "completions")
_BOOKKEEPING = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
)
_ADDRESS = re.compile(r"\S*/\S*")


def read_label_studio(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each annotation; one for a task without any; KnownError where one is wrong."""
    return read_objects(
        source.path,
        reading,
        lambda fields, number: _read(fields, f"{source.name}-{number}", reading),
    )


def _read(fields: Fields, name: str, reading: ReaderInput) -> Iterator[Record]:
    is_raw = isinstance(fields.object("data"), dict) and "data" in fields
    data = dict(fields.object("data")) if is_raw else fields.others(_BOOKKEEPING)
    spans = {} if is_raw else _short_spans(data)
    document = _document({k: v for k, v in data.items() if k not in spans}, name, reading)
    predicted = _suggestions(fields.items("predictions"), document, reading) if is_raw else None
    done = [a for key in _ANNOTATIONS for a in fields.items(key)] if is_raw else []
    if not is_raw and (spans or "annotation_id" in fields):
        results = [_as_result(item) for items in spans.values() for item in items]
        done = [{"completed_by": fields.object("annotator"), "result": results}]
    if not done:
        yield Record(document, suggestions=predicted or Suggestions())
    named = _names([loose(annotation, "annotations") for annotation in done])
    for annotation, annotator in named:
        yield _record(annotation, annotator, document, predicted, reading)
        predicted = None


def _short_spans(data: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields of the short form that hold spans."""
    return {
        key: value
        for key, value in data.items()
        if isinstance(value, list)
        and value
        and all(isinstance(item, dict) and "start" in item and "end" in item for item in value)
    }


def _as_result(item: Mapping[str, Any]) -> dict[str, Any]:
    kind = "hypertextlabels" if "hypertextlabels" in item else "labels"
    return {"type": kind, "value": item}


def _document(data: Mapping[str, Any], name: str, reading: ReaderInput) -> Document:
    key = _text_key(data)
    text, own = data[key], data.get(NAME)
    if not isinstance(text, str):
        raise AnnotationError("“{key}” must be a text.", key=key)
    is_named = isinstance(own, str) and own != "" and key != NAME
    taken = {key, NAME} if is_named else {key}
    others = {k: v for k, v in data.items() if k not in taken}
    return document_of(text, str(own) if is_named else name, others, reading)


def _text_key(data: Mapping[str, Any]) -> str:
    """Which field holds the text: `text`, or the only one that is no address of a picture."""
    if TEXT in data:
        return TEXT
    texts = [k for k, v in data.items() if isinstance(v, str) and not _ADDRESS.fullmatch(v)]
    if len(texts) != 1:
        raise AnnotationError("“{key}” is missing.", key=TEXT)
    return texts[0]


def _names(annotations: Sequence[Fields]) -> list[tuple[Fields, str]]:
    """Who made each annotation; nobody made two of them."""
    named: dict[str, Fields] = {}
    for number, annotation in enumerate(annotations, 1):
        name = _annotator(annotation.object("completed_by"))
        if not name and len(annotations) > 1:
            name = f"annotation-{number}"
        named[f"{name}-{number}" if name in named else name] = annotation
    return [(annotation, name) for name, annotation in named.items()]


def _annotator(value: object) -> str:
    """The address of a person, else the number that Label Studio knows them by."""
    if isinstance(value, dict):
        value = value.get("email") or value.get("username") or value.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"user-{value}"
    return value if isinstance(value, str) else ""


def _record(
    annotation: Fields,
    annotator: str,
    document: Document,
    predicted: Suggestions | None,
    reading: ReaderInput,
) -> Record:
    results = read_results(annotation.items("result"))
    gathering = RecordGathering(document, reading)
    for (id, region), fragment in zip(
        results.regions.items(), _fragments(results, document.text, gathering), strict=True
    ):
        values = _attributes(region.values, reading)
        gathering.add_span(id, region.tags, fragment, values)
    for arrow in results.arrows:
        gathering.add_relation(arrow.tag, arrow.head, arrow.tail)
    for tag in results.labels:
        gathering.add_label(tag)
    notes = sum(bool(region.reason) for region in results.regions.values())
    _remark_on(results.left_out + notes, document, reading)
    is_cancelled = annotation.object("was_cancelled") is True
    return gathering.record(annotator, Stage.SET_ASIDE if is_cancelled else None, predicted)


def _fragments(results: Results, text: str, gathering: RecordGathering) -> list[Fragment]:
    places = [region.place for region in results.regions.values()]
    return [gathering.fragment(*fragment) for fragment in fragments_of(text, places)]


def _attributes(values: Mapping[str, object], reading: ReaderInput) -> Attributes:
    attributes = []
    for name, said in values.items():
        value = attribute_value(reading.tagset.attributes.get(name), said)
        if not isinstance(value, str | int | float):
            raise AnnotationError(
                "The attribute “{attribute}” must be a text, a number, true or false.",
                attribute=name,
            )
        attributes.append((name, value))
    return tuple(attributes)


def _remark_on(left_out: int, document: Document, reading: ReaderInput) -> None:
    if left_out:
        reading.remark(
            ReaderNotice(
                "In “{document}”, {count} notes and answers were left out: "
                "there is no place for them.",
                {"document": document.name, "count": left_out},
            )
        )


def _suggestions(items: Sequence[object], document: Document, reading: ReaderInput) -> Suggestions:
    """What the predictions propose, each thing once."""
    spans: dict[str, SuggestedSpan] = {}
    relations: dict[str, SuggestedRelation] = {}
    left_out = 0
    for item in items:
        if isinstance(item, int):
            continue  # a prediction's number, where an export does not bring what it says
        answer = loose(item, "predictions")
        results = read_results(answer.items("result"))
        left_out += results.left_out + len(results.labels)
        found = _Suggesting(answer, document, reading)
        found.read(results)
        spans = {span.id: span for span in found.spans} | spans
        relations = {relation.id: relation for relation in found.relations} | relations
    _remark_on(left_out, document, reading)
    return Suggestions(tuple(spans.values()), tuple(relations.values()))


class _Suggesting:
    """One prediction turned into suggestions."""

    def __init__(self, answer: Fields, document: Document, reading: ReaderInput) -> None:
        self.spans: list[SuggestedSpan] = []
        self.relations: list[SuggestedRelation] = []
        self._document = document
        self._reading = reading
        self._gathering = RecordGathering(document, reading)
        version = answer.object("model_version")
        self._suggester = version if isinstance(version, str) and version else _SUGGESTER
        self._score = _score(answer.object("score"), _UNSCORED)

    def read(self, results: Results) -> None:
        """Take in what a prediction says."""
        ends: dict[str, SuggestedSpan] = {}
        fragments = _fragments(results, self._document.text, self._gathering)
        for (id, region), fragment in zip(results.regions.items(), fragments, strict=True):
            for name in region.tags:
                ends[id] = self._span(name, fragment, region.score, region.reason)
                self.spans.append(ends[id])
        for arrow in results.arrows:
            for end in (arrow.head, arrow.tail):
                if end not in ends:
                    raise AnnotationError(
                        "The relation “{id}” leads to a span “{span}” that is not there.",
                        id=arrow.tag,
                        span=end,
                    )
            self.relations.append(
                self._relation(
                    arrow.tag, ends[arrow.head], ends[arrow.tail], arrow.score, arrow.reason
                )
            )

    def _span(self, name: str, fragment: Fragment, score: object, reason: str) -> SuggestedSpan:
        tag = self._gathering.span_tag(name)
        id = suggestion_id(self._document.sha256, "span", tag, (fragment,))
        rated = _score(score, self._score)
        return SuggestedSpan(id, tag, (fragment,), rated, self._suggester, reason)

    def _relation(
        self, name: str, head: SuggestedSpan, tail: SuggestedSpan, score: object, reason: str
    ) -> SuggestedRelation:
        slug = self._gathering.relation_tag(name)
        if self._reading.obeys_rules:
            check_ends(self._reading.tagset.relation_tag(slug), head.tag, tail.tag)
        ends = head.fragments[0], tail.fragments[0]
        return SuggestedRelation(
            suggestion_id(self._document.sha256, "relation", slug, *ends),
            slug,
            *ends,
            head.tag,
            tail.tag,
            _score(score, self._score),
            self._suggester,
            reason,
        )


def _score(value: object, usual: float) -> float:
    """A score between 0 and 1; other numbers say nothing that could be compared."""
    is_score = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_score else usual  # type: ignore[arg-type]
