"""What may be annotated: the rules every command obeys and every import is checked against."""

from annotation.tagsets.tagset import AttributeKind, Overlap, RelationTag, Tagset
from annotation.values.breach import Breach, RuleBroken
from annotation.values.items import Attributes, Fragments, Relation, Span, surface
from annotation.values.state import State


def check_fragments(text: str, fragments: Fragments) -> None:
    """Refuse fragments that are empty, unordered, outside the text or bordered by spaces."""
    if not fragments:
        raise RuleBroken(Breach.NO_LETTER)
    last = 0
    for begin, end in fragments:
        if not last <= begin < end <= len(text):
            raise RuleBroken(Breach.OUTSIDE_TEXT, begin=begin, end=end, length=len(text))
        if text[begin].isspace() or text[end - 1].isspace():
            raise RuleBroken(Breach.SPACE_AT_EDGE, begin=begin, end=end)
        last = end


def check_span(state: State, tagset: Tagset, span: Span) -> None:
    """Refuse a span that the text, the tagset or the spans already there do not allow."""
    tagset.span_tag(span.tag)
    check_fragments(state.document.text, span.fragments)
    check_attributes(tagset, span.tag, span.attributes)
    for other in sorted(state.spans_near(span.begin, span.end), key=lambda s: s.sort_key):
        if other.id != span.id and other.begin < span.end and span.begin < other.end:
            check_pair(state.document.text, tagset.overlap, span, other)


def check_pair(text: str, overlap: Overlap, span: Span, other: Span) -> None:
    """Refuse `span` beside an `other` of the same layer with which it shares text wrongly."""
    if other.layer != span.layer:
        return
    if other.fragments == span.fragments and other.tag == span.tag:
        words = surface(text, other.fragments)
        raise RuleBroken(Breach.SAME_SPAN, text=words, tag=other.tag)
    if clashes(overlap, span.fragments, other.fragments):
        words = surface(text, other.fragments)
        raise RuleBroken(Breach.CROSSING, text=words, tag=other.tag)


def clashes(overlap: Overlap, one: Fragments, other: Fragments) -> bool:
    """Whether two spans of a layer share text in a way that the tagset does not allow."""
    match overlap:
        case Overlap.NONE:
            return share_text(one, other)
        case Overlap.NESTED:
            return crosses(one, other)
        case Overlap.ANY:
            return False


def share_text(one: Fragments, other: Fragments) -> bool:
    """Whether two spans have a code point in common."""
    return any(a < d and c < b for a, b in one for c, d in other)


def covers(outer: Fragments, inner: Fragments) -> bool:
    """Whether every code point of `inner` lies in `outer`."""
    return all(any(a <= c and d <= b for a, b in outer) for c, d in inner)


def crosses(one: Fragments, other: Fragments) -> bool:
    """Whether two spans of one fragment each share text while neither lies within the other.

    A discontinuous mention shares words with its sister («وزيرا الخارجية والدفاع»), so spans of
    several fragments never count as crossing.
    """
    if len(one) > 1 or len(other) > 1:
        return False
    return share_text(one, other) and not covers(one, other) and not covers(other, one)


def check_relation(state: State, tagset: Tagset, relation: Relation) -> None:
    """Refuse a relation whose ends are missing, forbidden, the same, or already so related."""
    tag = tagset.relation_tag(relation.tag)
    head, tail = _end(state, relation.head), _end(state, relation.tail)
    if head.id == tail.id:
        raise RuleBroken(Breach.ONE_SPAN)
    check_ends(tag, head.tag, tail.tag)
    check_attributes(tagset, relation.tag, relation.attributes)
    for other in state.relations_of(head.id):
        if other.id != relation.id and is_same_link(tag, relation, other):
            raise RuleBroken(
                Breach.SAME_RELATION,
                head=state.text_of(head),
                tail=state.text_of(tail),
                tag=tag.slug,
            )


def check_ends(tag: RelationTag, head: str, tail: str) -> None:
    """Refuse a relation tag between span tags that it does not allow."""
    if tag.allows(head, tail):
        return
    if tag.needs_same_tag and head != tail:
        raise RuleBroken(Breach.SAME_TAG_NEEDED, tag=tag.slug, head=head, tail=tail)
    raise RuleBroken(
        Breach.WRONG_ENDS,
        tag=tag.slug,
        heads=", ".join(sorted(tag.heads)),
        tails=", ".join(sorted(tag.tails)),
        head=head,
        tail=tail,
    )


def is_same_link(tag: RelationTag, one: Relation, other: Relation) -> bool:
    """Whether two relations say the same; a symmetric tag has no direction."""
    if one.tag != other.tag:
        return False
    ends = (one.head, one.tail)
    return ends == (other.head, other.tail) or (
        tag.is_symmetric and ends == (other.tail, other.head)
    )


def check_attributes(tagset: Tagset, tag: str, attributes: Attributes) -> None:
    """Refuse attributes that the tagset does not have for this tag, or values it does not take."""
    for name, value in attributes:
        attribute = tagset.attributes.get(name)
        if attribute is None or tag not in attribute.on:
            raise RuleBroken(Breach.UNKNOWN_ATTRIBUTE, tag=tag, attribute=name)
        fits = {
            AttributeKind.FLAG: isinstance(value, bool),
            AttributeKind.CHOICE: value in attribute.values,
            AttributeKind.TEXT: isinstance(value, str),
            AttributeKind.NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
        }
        if not fits[attribute.kind]:
            raise RuleBroken(Breach.WRONG_VALUE, value=value, attribute=name)


def _end(state: State, span_id: str) -> Span:
    span = state.span(span_id)
    if span is None:
        raise RuleBroken(Breach.NO_END)
    return span
