"""Finished sets of one document aligned: all positions in reading order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from annotation.agreement.compared_set import RelationKinds
from annotation.curation.link_positions import link_positions
from annotation.curation.position import (
    Difference,
    Position,
    PositionKind,
    Version,
    position_id,
)
from annotation.curation.span_positions import span_positions
from annotation.tagsets.tagset import Tagset
from annotation.values.items import DocumentLabel, Relation, Settlement, SettlementChoice, Span
from annotation.values.record import Record
from annotation.values.state import State

Sorted = TypeVar("Sorted", Span, Relation, DocumentLabel)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the sets say, place by place; `ends` gives the position of an annotator's span."""

    annotators: tuple[str, ...]
    positions: tuple[Position, ...]
    by_id: Mapping[str, Position]
    ends: Mapping[tuple[str, str], str]

    def in_state(self, state: State) -> tuple[Position, ...]:
        """The positions, each settled or open as the curator has left it."""
        return tuple(replace(p, settlement=settlement_in(state, p)) for p in self.positions)

    def end(self, annotator: str, span_id: str) -> Position:
        """The position at which an annotator's span lies."""
        return self.by_id[self.ends[annotator, span_id]]


def align(records: Iterable[Record], tagset: Tagset) -> Alignment:
    """Compare the sets of one document; in whatever order they come, the positions are the same:
    in reading order, relations after their ends, labels last.
    """
    sets = sorted(map(_in_one_order, records), key=lambda record: record.annotator)
    if not sets:
        return Alignment((), (), {}, {})
    spans = span_positions(sets)
    ends = _ends(sets, spans)
    relations, clusters = link_positions(sets, RelationKinds.of(tagset), ends)
    begins = {p.id: p.begin for p in spans}
    spans.sort(key=lambda p: (p.begin, -p.end, p.id))
    linked = [(_later_end(p, ends, begins), p) for p in (*relations, *clusters)]
    read = [((p.begin, 0, n), p) for n, p in enumerate(spans)]
    read += [((at, 1, n), p) for n, (at, p) in enumerate(sorted(linked, key=_in_order))]
    read.sort(key=lambda placed: placed[0])
    positions = (*(p for _, p in read), *_label_positions(sets))
    names = tuple(record.annotator for record in sets)
    return Alignment(names, positions, {p.id: p for p in positions}, ends)


def _in_one_order(record: Record) -> Record:
    """The record with attributes by name: an import has them in the order of its file."""
    return replace(
        record,
        spans=tuple(map(_sorted, record.spans)),
        relations=tuple(map(_sorted, record.relations)),
        labels=tuple(map(_sorted, record.labels)),
    )


def _sorted(item: Sorted) -> Sorted:
    if len(item.attributes) < 2:
        return item
    return replace(item, attributes=tuple(sorted(item.attributes)))


def settlement_in(state: State, position: Position) -> Settlement | None:
    """How a curator settled a position; None while it is open, and again when what came of it
    has been deleted. What was taken and has been changed since is edited.
    """
    settlement = state.settlement(position.id)
    if settlement is None or settlement.choice is SettlementChoice.NEITHER:
        return settlement
    if not settlement.items or not all(is_there(state, position, i) for i in settlement.items):
        return None
    if settlement.choice is SettlementChoice.EDITED or _is_as_taken(state, position, settlement):
        return settlement
    return replace(settlement, choice=SettlementChoice.EDITED)


def _is_as_taken(state: State, position: Position, settlement: Settlement) -> bool:
    """Whether the spans that were taken are still what somebody has here."""
    said = {
        (item.fragments, item.tag)
        for version in position.versions
        for item in version.items
        if isinstance(item, Span)
    }
    spans = (state.span(id) for id in settlement.items)
    return not said or all(s is not None and (s.fragments, s.tag) in said for s in spans)


def is_there(state: State, position: Position, id: str) -> bool:
    """Whether an item that came of a position is there."""
    if position.kind is PositionKind.LABEL:
        return any(label.id == id for label in state.labels)
    return state.span(id) is not None or state.relation(id) is not None


def _ends(sets: Sequence[Record], spans: Sequence[Position]) -> dict[tuple[str, str], str]:
    """The position of each span; one that an annotator marked twice is at one position."""
    at = {
        (version.annotator, item.fragments, item.tag): position.id
        for position in spans
        for version in position.versions
        for item in version.items
        if isinstance(item, Span)
    }
    return {
        (record.annotator, span.id): at[record.annotator, span.fragments, span.tag]
        for record in sets
        for span in record.spans
    }


def _later_end(
    position: Position, ends: Mapping[tuple[str, str], str], begins: Mapping[str, int]
) -> int:
    """Where a relation is read: when the position of its later end has been."""
    return max(
        begins[ends[version.annotator, id]]
        for version in position.versions
        for item in version.items
        if isinstance(item, Relation)
        for id in (item.head, item.tail)
    )


def _in_order(placed: tuple[int, Position]) -> tuple[int, int, str]:
    return (placed[0], placed[1].begin, placed[1].id)


def _label_positions(sets: Sequence[Record]) -> list[Position]:
    """Every label that somebody put on the document."""
    by_tag: dict[str, dict[str, DocumentLabel]] = {}
    for record in sets:
        for label in record.labels:
            by_tag.setdefault(label.tag, {}).setdefault(record.annotator, label)
    return [_label_position(sets, tag, by_tag[tag]) for tag in sorted(by_tag)]


def _label_position(sets: Sequence[Record], tag: str, by: Mapping[str, DocumentLabel]) -> Position:
    versions = tuple(Version(who, (label,), (tag, label.attributes)) for who, label in by.items())
    differs = len({version.says for version in versions}) > 1
    return Position(
        position_id(sets[0].document.sha256, PositionKind.LABEL, (v.says for v in versions)),
        PositionKind.LABEL,
        (),
        versions,
        tuple(record.annotator for record in sets if record.annotator not in by),
        frozenset({Difference.ATTRIBUTES} if differs else ()),
    )
