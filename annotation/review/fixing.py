"""Carrying out a fix: by the same commands and rules as everything else."""

from dataclasses import replace

from annotation.commands.relation_commands import (
    create_relation,
    delete_relation,
    relabel_relation,
    reverse_relation,
)
from annotation.commands.rules import share_text
from annotation.commands.span_commands import create_span, delete_span, relabel_span, resize_span
from annotation.commands.suggestion_commands import NewId
from annotation.errors import AnnotationError
from annotation.review.finding import Doubt, Finding, Fix, Mend, finding_id
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Relation, Span
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction


def carry_out(
    state: State, tagset: Tagset, finding: Finding, *, new_id: NewId
) -> Transaction | None:
    """What mends a finding in the set it was found in; AnnotationError where that cannot be."""
    if finding.fix is None:
        raise AnnotationError("For this there is no fix; open the place and decide.")
    if not holds(finding, state):
        raise AnnotationError("The work here has changed since; search again.")
    act = _act(state, tagset, finding.fix, new_id)
    return None if act is None else replace(act, op=Op.REVIEW)


def _act(state: State, tagset: Tagset, fix: Fix, new_id: NewId) -> Transaction | None:
    match fix.mend:
        case Mend.RELABEL:
            return relabel_span(state, tagset, fix.item, fix.tag)
        case Mend.RESIZE:
            return resize_span(state, tagset, fix.item, fix.fragments)
        case Mend.DELETE:
            return delete_span(state, fix.item)
        case Mend.TAG:
            return create_span(state, tagset, fix.tag, fix.fragments, id=new_id())
        case Mend.RELATE:
            return create_relation(state, tagset, fix.tag, *fix.ends, id=new_id())
        case Mend.REVERSE:
            return reverse_relation(state, tagset, fix.item)
        case Mend.RELABEL_RELATION:
            return relabel_relation(state, tagset, fix.item, fix.tag)
        case Mend.DELETE_RELATION:
            return delete_relation(state, fix.item)


def holds(finding: Finding, state: State) -> bool:
    """Whether the work that a finding doubts is still as it was; asked after each act."""
    if finding.doubt is Doubt.PACE:
        return True  # how fast something was done does not change any more
    parts = _parts(finding, state)
    if parts is None:
        return False
    sha256 = state.document.sha256
    return finding_id(sha256, finding.annotator, finding.doubt, *parts) == finding.id


def _parts(finding: Finding, state: State) -> tuple[object, ...] | None:
    """What the finding's id would be made of now; None where its items are gone."""
    place = (finding.begin, finding.end)
    spans = [span for span in map(state.span, finding.items) if span is not None]
    relations = [r for r in map(state.relation, finding.items) if r is not None]
    match finding.doubt:
        case Doubt.BARE:
            fragments = finding.fix.fragments if finding.fix else (place,)
            is_bare = not any(  # but for the spans within which it would lie
                span.id not in finding.items and share_text(span.fragments, fragments)
                for span in state.spans_near(*place)
            )
            return (place,) if is_bare else None
        case Doubt.TAG | Doubt.PRESENCE | Doubt.BOUNDS:
            return _span_parts(finding, spans)
        case Doubt.RULE:
            return _rule_parts(finding, state, spans, relations)
        case Doubt.LINK:
            return _link_parts(spans, relations)
        case Doubt.NO_LINK:
            return _apart_parts(state, spans)
        case Doubt.PACE:
            return ()


def _span_parts(finding: Finding, spans: list[Span]) -> tuple[object, ...] | None:
    if len(spans) < len(finding.items):
        return None
    wanted = finding.fix.item if finding.fix else ""
    span = next((s for s in spans if s.id == wanted), spans[0])
    return (span.fragments, span.tag)


def _rule_parts(
    finding: Finding, state: State, spans: list[Span], relations: list[Relation]
) -> tuple[object, ...] | None:
    if len(spans) + len(relations) < len(finding.items):
        return None
    if relations:
        ends = (state.span(relations[0].head), state.span(relations[0].tail))
        spans = [end for end in ends if end is not None]
    said = ((span.fragments, span.tag) for span in spans)
    return (finding.reason.slug, *(relation.tag for relation in relations), *said)


def _link_parts(spans: list[Span], relations: list[Relation]) -> tuple[object, ...] | None:
    if len(spans) < 2 or not relations:
        return None
    relation = relations[0]
    by_id = {span.id: span for span in spans}
    head, tail = by_id.get(relation.head), by_id.get(relation.tail)
    if head is None or tail is None:
        return None
    return (relation.tag, head.fragments, head.tag, tail.fragments, tail.tag)


def _apart_parts(state: State, spans: list[Span]) -> tuple[object, ...] | None:
    if len(spans) < 2:
        return None
    head, tail = spans
    if any({r.head, r.tail} == {head.id, tail.id} for r in state.relations_of(head.id)):
        return None
    return (head.fragments, tail.fragments)
