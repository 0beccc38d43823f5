"""Spans of several annotators aligned: the same, then the same bounds, then those that overlap."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from annotation.agreement.compared_set import SpanKey
from annotation.agreement.matching import match_spans, shared_characters
from annotation.curation.grouping import Groups
from annotation.curation.position import (
    Difference,
    Position,
    PositionKind,
    Version,
    position_id,
)
from annotation.values.items import Span
from annotation.values.record import Record

PositionNearness = tuple[bool, bool, int, int]  # smaller is nearer


def span_positions(records: Sequence[Record]) -> list[Position]:
    """Every place where somebody has a span, in no order.

    Two annotators' spans go together as agreement matches them; of more annotators the nearest
    pairs are joined first, as long as nobody has two spans at one position.
    """
    groups: Groups[SpanKey, Span] = Groups()
    for record in records:
        for span in record.spans:
            groups.add((span.fragments, span.tag), record.annotator, span)
    groups.join(_pairs(records))
    annotators = [record.annotator for record in records]
    return [_position(records[0].document.sha256, annotators, by) for by in groups]


def _pairs(records: Sequence[Record]) -> list[tuple[SpanKey, SpanKey]]:
    """Spans of any two annotators that match without being the same, the nearest first."""
    sides = [{(span.fragments, span.tag): span.id for span in r.spans} for r in records]
    found: set[tuple[SpanKey, SpanKey]] = set()
    for first, second in combinations(sides, 2):
        for one, other in match_spans(first, second).differing:
            found.add((one, other) if one <= other else (other, one))
    return sorted(found, key=lambda pair: (_nearness(*pair), pair))


def _nearness(one: SpanKey, other: SpanKey) -> PositionNearness:
    shared = shared_characters(one[0], other[0])
    length = sum(end - begin for begin, end in (*one[0], *other[0]))
    return (one[0] != other[0], one[1] != other[1], -shared, length)


def _position(
    sha256: str, annotators: Sequence[str], by: Mapping[str, tuple[SpanKey, Span]]
) -> Position:
    spans = {who: by[who][1] for who in annotators if who in by}
    versions = tuple(
        Version(who, (span,), (span.fragments, span.tag, span.attributes))
        for who, span in spans.items()
    )
    values = spans.values()
    differences = {
        Difference.TAG: len({span.tag for span in values}) > 1,
        Difference.BOUNDS: len({span.fragments for span in values}) > 1,
        Difference.ATTRIBUTES: len({span.attributes for span in values}) > 1,
    }
    return Position(
        position_id(sha256, PositionKind.SPAN, (version.says for version in versions)),
        PositionKind.SPAN,
        ((min(span.begin for span in values), max(span.end for span in values)),),
        versions,
        tuple(who for who in annotators if who not in by),
        frozenset(name for name, differs in differences.items() if differs),
    )
