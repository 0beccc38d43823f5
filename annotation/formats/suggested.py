"""Pending suggestions as the items they propose, for formats that have no place of their own."""

from collections.abc import Callable
from dataclasses import replace

from annotation.commands.pending import End
from annotation.formats.checking import faults
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Relation, Span, SuggestedRelation, Suggestions
from annotation.values.record import Record


def with_suggestions_as_items(
    record: Record, tagset: Tagset, new_id: Callable[[], str]
) -> tuple[Record, int]:
    """The record with its suggestions among its items, and how many the rules did not admit."""
    proposed = record.suggestions
    spans = tuple(Span(new_id(), s.layer, s.tag, s.fragments) for s in proposed.spans)
    filled = replace(record, spans=(*record.spans, *spans), suggestions=Suggestions())
    relations = _relations(proposed.relations, filled.spans, new_id)
    filled = replace(filled, relations=(*record.relations, *relations))
    own = {span.id for span in record.spans} | {relation.id for relation in record.relations}
    refused = {item.id for item, _ in faults(filled, tagset)} - own
    admitted = replace(
        filled,
        spans=tuple(span for span in filled.spans if span.id not in refused),
        relations=tuple(r for r in filled.relations if not refused & {r.id, r.head, r.tail}),
    )
    wished = len(record.spans) + len(record.relations) + len(proposed.spans)
    kept = len(admitted.spans) + len(admitted.relations)
    return admitted, wished + len(proposed.relations) - kept


def _relations(
    proposed: tuple[SuggestedRelation, ...], spans: tuple[Span, ...], new_id: Callable[[], str]
) -> list[Relation]:
    """Suggested relations between the spans that lie where their ends are."""
    at: dict[End, str] = {(span.fragments, span.tag): span.id for span in spans}
    ends = [(s, at.get(((s.head,), s.head_tag)), at.get(((s.tail,), s.tail_tag))) for s in proposed]
    return [Relation(new_id(), s.layer, s.tag, h, t) for s, h, t in ends if h and t]
