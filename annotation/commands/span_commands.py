"""What can be done to spans: each takes a state and returns the transaction that does it."""

from dataclasses import replace

from annotation.commands.rules import check_ends, check_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Fragments, Item, Origin, Span
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction


def create_span(
    state: State,
    tagset: Tagset,
    tag: str,
    fragments: Fragments,
    *,
    id: str,
    origin: Origin = Origin.BY_HAND,
) -> Transaction:
    """Tag a stretch of text; AnnotationError when the tagset or another span does not allow it."""
    span = Span(id, tagset.span_tag(tag).layer, tag, fragments, origin=origin)
    check_span(state, tagset, span)
    return Transaction(Op.CREATE_SPAN, (Change(None, span),))


def relabel_span(state: State, tagset: Tagset, span_id: str, tag: str) -> Transaction | None:
    """Give a span another tag; refused while one of its relations would not allow it."""
    span = find_span(state, span_id)
    if span.tag == tag:
        return None
    changed = replace(span, tag=tag, layer=tagset.span_tag(tag).layer, attributes=())
    kept = tuple(
        (name, value)
        for name, value in span.attributes
        if name in tagset.attributes and tag in tagset.attributes[name].on
    )
    changed = replace(changed, attributes=kept)
    check_span(state, tagset, changed)
    for relation in state.relations_of(span_id):
        head = tag if relation.head == span_id else find_span(state, relation.head).tag
        tail = tag if relation.tail == span_id else find_span(state, relation.tail).tag
        check_ends(tagset.relation_tag(relation.tag), head, tail)
    return Transaction(Op.RELABEL_SPAN, (Change(span, changed),))


def resize_span(
    state: State, tagset: Tagset, span_id: str, fragments: Fragments
) -> Transaction | None:
    """Give a span other borders.

    AnnotationError when it is gone, or the text or another span does not allow them.
    """
    span = find_span(state, span_id)
    if span.fragments == fragments:
        return None
    changed = replace(span, fragments=fragments)
    check_span(state, tagset, changed)
    return Transaction(Op.RESIZE_SPAN, (Change(span, changed),))


def add_fragment(
    state: State, tagset: Tagset, span_id: str, begin: int, end: int
) -> Transaction | None:
    """Add a stretch to a span that is interrupted by other words; touching stretches are joined.

    `begin` and `end` are a half-open range of code points. AnnotationError as for `resize_span`.
    """
    span = find_span(state, span_id)
    return resize_span(state, tagset, span_id, joined((*span.fragments, (begin, end))))


def joined(fragments: Fragments) -> Fragments:
    """Fragments in order, those that overlap or touch made one."""
    result: list[tuple[int, int]] = []
    for begin, end in sorted(fragments):
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((begin, end))
    return tuple(result)


def delete_span(state: State, span_id: str) -> Transaction:
    """Delete a span and, before it, the relations that hang on it.

    AnnotationError when it is gone.
    """
    span = find_span(state, span_id)
    hanging: tuple[Item, ...] = state.relations_of(span_id)
    changes = tuple(Change(item, None) for item in (*hanging, span))
    return Transaction(Op.DELETE_SPAN, changes)


def find_span(state: State, span_id: str) -> Span:
    """The span with this id; AnnotationError when it is gone."""
    span = state.span(span_id)
    if span is None:
        raise AnnotationError("This span is no longer there.")
    return span
