"""The results of one annotation or prediction of Label Studio: regions, relations, choices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotation.errors import AnnotationError
from annotation.formats.json_fields import Fields
from annotation.formats.platforms.json_values import loose
from annotation.formats.platforms.label_studio_config import attribute_of
from annotation.formats.platforms.offset_units import GivenOffsets

_REGIONS = ("labels", "hypertextlabels")
_VALUES = {"choices": "choices", "textarea": "text", "number": "number", "rating": "rating"}


@dataclass(slots=True)
class Region:
    """A stretch of text with its tags and what further controls say of it."""

    place: GivenOffsets
    tags: list[str]
    values: dict[str, object] = field(default_factory=dict)  # by attribute
    score: object = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation between two regions."""

    tag: str
    head: str
    tail: str
    score: object = None
    reason: str = ""


@dataclass(slots=True)
class Results:
    """Everything in one annotation or prediction, by the ids of its regions."""

    regions: dict[str, Region] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    left_out: int = 0


def read_results(items: Iterable[object]) -> Results:
    """Sort out a list of results; AnnotationError for regions of images, sound and the like."""
    results, rest = Results(), []
    for number, item in enumerate(items):
        fields = loose(item, "result")
        kind = fields.text("type")
        if kind in _REGIONS:
            _add_region(results, fields, kind, f"#{number}")
        elif kind == "relation":
            results.arrows += _arrows(fields)
        elif kind in _VALUES:
            rest.append((fields, _VALUES[kind]))
        else:
            raise AnnotationError(
                "Label Studio's results of the kind “{kind}” cannot be read; spans of text, "
                "relations and choices can.",
                kind=kind,
            )
    for fields, key in rest:
        _add_value(results, fields, key)
    return results


def _add_region(results: Results, fields: Fields, kind: str, usual: str) -> None:
    id = fields.text("id", usual)
    value = loose(fields.object("value"), "value")
    tags = value.items(kind if kind in value else "labels")
    if not tags or not all(isinstance(tag, str) for tag in tags):
        raise AnnotationError("The region “{id}” has no tag.", id=id)
    region = Region(_place(value), list(tags), score=fields.object("score"), reason=_note(fields))
    there = results.regions.get(id)
    if there is None:
        results.regions[id] = region
    elif there.place == region.place and not set(there.tags) & set(tags):
        there.tags += tags  # another control for spans has tagged the same region
    else:
        raise AnnotationError("The id “{id}” stands twice.", id=id)


def _place(value: Fields) -> GivenOffsets:
    """Where a region is; of HTML the offsets in the text alone."""
    if "globalOffsets" in value:
        offsets = loose(value.object("globalOffsets"), "globalOffsets")
    else:
        offsets = value
    words = value.text("text") if "text" in value else None
    return GivenOffsets(offsets.offset("start"), offsets.offset("end"), words)


def _note(fields: Fields) -> str:
    """The words that somebody attached to a region."""
    inner = fields.object("meta")
    texts = inner.get("text") if isinstance(inner, dict) else None
    said = texts if isinstance(texts, list) else [texts]
    return " ".join(text for text in said if isinstance(text, str))


def _arrows(fields: Fields) -> list[Arrow]:
    ends = fields.text("from_id"), fields.text("to_id")
    if fields.text("direction", "right") == "left":
        ends = ends[1], ends[0]
    tags: list[Any] = fields.items("labels")
    if not tags or not all(isinstance(tag, str) for tag in tags):
        raise AnnotationError(
            "The relation from “{head}” to “{tail}” has no tag.", head=ends[0], tail=ends[1]
        )
    return [Arrow(tag, *ends, fields.object("score"), _note(fields)) for tag in tags]


def _add_value(results: Results, fields: Fields, key: str) -> None:
    """An attribute of a region, labels of the document, or what has no place here."""
    value = loose(fields.object("value"), "value")
    id = fields.text("id", "")
    said = value.object(key)
    if id in results.regions:
        results.regions[id].values[attribute_of(fields.text("from_name", ""))] = said
    elif key == "choices" and isinstance(said, list):
        results.labels += [tag for tag in said if isinstance(tag, str)]
    else:
        results.left_out += 1
