"""Items and transactions as JSON and back, exactly: the journal's language."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from annotation.errors import Damaged
from annotation.values.items import (
    Attributes,
    Decision,
    DocumentLabel,
    Fragments,
    Item,
    Origin,
    Relation,
    Remark,
    RemarkKind,
    Settlement,
    SettlementChoice,
    Span,
    Stage,
    StageMark,
    Verdict,
)
from annotation.values.state import Change


def write_json(value: object) -> str:
    """JSON in one spelling: readable Arabic, no spaces, no NaN."""
    return _ENCODER.encode(value)


# Made once: json.dumps would make one for each item, which is half of what an item costs.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@contextlib.contextmanager
def reading_items() -> Iterator[None]:
    """Damaged, one sentence, for whatever a damaged row raises on being read."""
    try:
        yield
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Damaged(
            "An item in this project cannot be read ({reason}); restore a backup.",
            reason=f"{type(error).__name__}: {error}",
        ) from error


def write_attributes(attributes: Attributes) -> str:
    """Attributes as a JSON object in their order."""
    return write_json(_as_object(attributes)) if attributes else "{}"


def read_attributes(text: str) -> Attributes:
    """The attributes that `write_attributes` wrote."""
    return _attributes(json.loads(text))


def read_fragments(text: str) -> Fragments:
    """The fragments of a span from their JSON."""
    return _fragments(json.loads(text))


def write_changes(changes: tuple[Change, ...]) -> str:
    """A transaction's changes as a JSON list of [before, after]."""
    return write_json([[_to_json(change.before), _to_json(change.after)] for change in changes])


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes that `write_changes` wrote; Damaged when the text is."""
    with reading_items():
        return tuple(
            Change(_from_json(before), _from_json(after)) for before, after in json.loads(text)
        )


def _as_object(attributes: Attributes) -> dict[str, str | int | float | bool]:
    values = dict(attributes)
    if len(values) != len(attributes):
        raise ValueError("an attribute is there twice")
    return values


def _attributes(values: Mapping[str, Any]) -> Attributes:
    return tuple((name, _value(value)) for name, value in values.items())


def _value(value: Any) -> str | int | float | bool:
    if isinstance(value, str | int | float):
        return value
    raise TypeError("not an attribute's value")


def _fragments(pairs: list[list[int]]) -> Fragments:
    fragments = tuple((int(begin), int(end)) for begin, end in pairs)
    if not fragments:
        raise ValueError("a span without fragments")
    return fragments


def _to_json(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    if isinstance(item, Span | Relation | DocumentLabel):
        return _labelled(item)
    match item:
        case Decision(suggestion, verdict, made):
            return {
                "kind": "decision",
                "suggestion": suggestion,
                "verdict": verdict.value,
                "item": made,
            }
        case Settlement():
            return {"kind": "settlement", **_plain(item)}
        case Remark():
            return {"kind": "remark", "does": item.kind.value, **_plain(item, but=("kind",))}
    return {"kind": "stage", "stage": item.stage.value}


def _plain(item: Settlement | Remark, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of an item that JSON can hold as they are."""
    return {name: getattr(item, name) for name in item.__slots__ if name not in but}


def _labelled(item: Span | Relation | DocumentLabel) -> dict[str, Any]:
    shared: dict[str, Any] = {"id": item.id, "layer": item.layer, "tag": item.tag}
    attributes = _as_object(item.attributes)
    match item:
        case Span():
            own = {"fragments": item.fragments, "origin": item.origin.value}
            return {"kind": "span", **shared, **own, "attributes": attributes}
        case Relation():
            ends = {"head": item.head, "tail": item.tail, "origin": item.origin.value}
            return {"kind": "relation", **shared, **ends, "attributes": attributes}
    return {"kind": "label", **shared, "attributes": attributes}


def _from_json(values: dict[str, Any] | None) -> Item | None:
    return None if values is None else _READERS[values["kind"]](values)


def _span(values: dict[str, Any]) -> Item:
    return Span(
        values["id"],
        values["layer"],
        values["tag"],
        _fragments(values["fragments"]),
        _attributes(values["attributes"]),
        Origin(values["origin"]),
    )


def _relation(values: dict[str, Any]) -> Item:
    return Relation(
        values["id"],
        values["layer"],
        values["tag"],
        values["head"],
        values["tail"],
        _attributes(values["attributes"]),
        Origin(values["origin"]),
    )


def _label(values: dict[str, Any]) -> Item:
    attributes = _attributes(values["attributes"])
    return DocumentLabel(values["id"], values["layer"], values["tag"], attributes)


def _decision(values: dict[str, Any]) -> Item:
    return Decision(values["suggestion"], Verdict(values["verdict"]), values["item"])


def _settlement(values: dict[str, Any]) -> Item:
    return Settlement(
        values["position"],
        SettlementChoice(values["choice"]),
        values["reason"],
        tuple(values["items"]),
        read_sources(values["sources"]),
    )


def read_sources(pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """The sources of a settlement: annotators and the ids of their items."""
    return tuple((annotator, item) for annotator, item in pairs)


def _remark(values: dict[str, Any]) -> Item:
    about = (values["annotator"], values["about"], values["text"])
    return Remark(values["id"], RemarkKind(values["does"]), *about, values["answers"], values["at"])


def _stage(values: dict[str, Any]) -> Item:
    return StageMark(Stage(values["stage"]))


_READERS: dict[str, Callable[[dict[str, Any]], Item]] = {
    "span": _span,
    "relation": _relation,
    "label": _label,
    "decision": _decision,
    "settlement": _settlement,
    "remark": _remark,
    "stage": _stage,
}
