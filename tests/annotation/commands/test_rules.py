"""The rules, case by case and against the simplest words for them: sets of code points."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.rules import (
    check_attributes,
    check_ends,
    check_fragments,
    check_pair,
    check_relation,
    check_span,
    clashes,
    covers,
    crosses,
    is_same_link,
    share_text,
)
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Attribute, AttributeKind, Overlap, Tagset
from annotation.values.items import Attributes, AttributeValue, Document, Fragments, Relation, Span
from annotation.values.state import State

SISTERS = "وزيرا الخارجية والدفاع"  # two posts that share their first word
BOTH, FOREIGN, DEFENCE = (0, 5), (6, 14), (16, 22)


def span(id: str, *fragments: tuple[int, int], tag: str = "OCC", layer: str = "entities") -> Span:
    return Span(id, layer, tag, fragments)


def points(fragments: Fragments) -> set[int]:
    return {point for begin, end in fragments for point in range(begin, end)}


@st.composite
def fragments(draw: st.DrawFn) -> Fragments:
    """Ordered, disjoint, and with a gap between them, as commands make them."""
    borders = sorted(draw(st.sets(st.integers(0, 12), min_size=2, max_size=6)))
    borders = borders[: len(borders) // 2 * 2]
    return tuple(zip(borders[::2], borders[1::2], strict=True))


@given(fragments(), fragments())
def test_spans_meet_as_their_sets_of_code_points_do(one: Fragments, other: Fragments) -> None:
    mine, theirs = points(one), points(other)
    assert share_text(one, other) == bool(mine & theirs)
    assert covers(one, other) == (theirs <= mine)
    is_whole = len(one) == len(other) == 1
    does_cross = is_whole and bool(mine & theirs and mine - theirs and theirs - mine)
    assert crosses(one, other) == crosses(other, one) == does_cross
    assert clashes(Overlap.NONE, one, other) == bool(mine & theirs)
    assert clashes(Overlap.NESTED, one, other) == does_cross
    assert not clashes(Overlap.ANY, one, other)


@pytest.mark.parametrize(
    ("one", "other", "nested", "none"),
    [
        ((BOTH, FOREIGN), (BOTH, DEFENCE), False, True),  # «وزيرا الخارجية», «وزيرا … الدفاع»
        ((BOTH, DEFENCE), (FOREIGN,), False, False),  # one lies in the gap of the other
        ((BOTH, DEFENCE), (BOTH,), False, True),  # one has a word of the other
        ((BOTH, DEFENCE), ((0, 22),), False, True),  # the whole, and two of its words
        ((BOTH, DEFENCE), ((3, 14),), False, True),  # a span in one piece over a half of one
        (((0, 14),), ((6, 22),), True, True),  # both in one piece
        (((0, 14),), (FOREIGN,), False, True),
        ((BOTH,), ((5, 14),), False, False),  # they touch
    ],
)
def test_which_spans_a_tagset_lets_stand_beside_each_other(
    one: Fragments, other: Fragments, nested: bool, none: bool
) -> None:
    refused = {Overlap.NONE: none, Overlap.NESTED: nested, Overlap.ANY: False}
    for overlap, is_refused in refused.items():
        for mine, theirs in ((one, other), (other, one)):
            assert clashes(overlap, mine, theirs) == is_refused
            pair = (span("a", *mine), span("b", *theirs, tag="ORG"))
            if is_refused:
                with pytest.raises(AnnotationError, match="cross"):
                    check_pair(SISTERS, overlap, *pair)
            else:
                check_pair(SISTERS, overlap, *pair)


@pytest.mark.parametrize("overlap", list(Overlap))
def test_the_same_words_take_a_tag_once_however_spans_may_overlap(overlap: Overlap) -> None:
    here = span("a", BOTH, DEFENCE)
    with pytest.raises(AnnotationError, match=r"“وزيرا الدفاع” already has the tag OCC"):
        check_pair(SISTERS, overlap, here, replace(here, id="b"))
    check_pair(SISTERS, overlap, here, span("b", BOTH, DEFENCE, layer="عناوين"))
    check_pair(SISTERS, overlap, here, span("b", FOREIGN))
    if overlap is not Overlap.NONE:
        check_pair(SISTERS, overlap, here, span("b", BOTH, DEFENCE, tag="ORG"))
        check_pair(SISTERS, overlap, here, span("b", BOTH, FOREIGN))


@pytest.mark.parametrize(
    ("marked", "is_allowed"),
    [
        (((0, 22),), True),  # to the last letter
        (((0, 3), (3, 5)), True),  # fragments may touch
        (((0, 5), (4, 14)), False),
        (((6, 14), (0, 5)), False),
        (((0, 23),), False),
        (((-1, 5),), False),
        (((5, 5),), False),
        (((14, 6),), False),
        ((), False),
        (((5, 14),), False),  # begins with a space
        (((6, 15),), False),  # ends with one
        (((0, 5), (5, 6)), False),  # is one
        (((4, 8),), True),  # has one within
        (((0, 1),), True),  # a letter
        (((21, 22),), True),
    ],
)
def test_what_may_be_marked(marked: Fragments, is_allowed: bool) -> None:
    if is_allowed:
        check_fragments(SISTERS, marked)
    else:
        with pytest.raises(AnnotationError):
            check_fragments(SISTERS, marked)


@given(st.lists(st.tuples(st.integers(-1, 23), st.integers(-1, 23)), max_size=3))
def test_fragments_are_stretches_of_the_text_in_order_without_spaces_at_their_ends(
    marked: list[tuple[int, int]],
) -> None:
    borders = [border for fragment in marked for border in fragment]
    words = [SISTERS[begin:end] for begin, end in marked]
    is_allowed = (
        bool(marked)
        and all(0 <= border <= len(SISTERS) for border in borders)
        and all(begin < end for begin, end in marked)
        and all(one <= other for one, other in pairwise(borders))
        and all(word == word.strip() for word in words)
    )
    try:
        check_fragments(SISTERS, tuple(marked))
    except AnnotationError:
        assert not is_allowed
    else:
        assert is_allowed


def test_a_span_is_measured_by_the_tagset_and_by_every_span_near_it(tagset: Tagset) -> None:
    document = Document.of("d", "وزيران", SISTERS)
    state = State(document, [span("s1", (0, 14)), span("s2", FOREIGN)])
    with pytest.raises(AnnotationError, match="no span tag “CITY”"):
        check_span(state, tagset, span("x", DEFENCE, tag="CITY"))
    with pytest.raises(AnnotationError, match="space"):
        check_span(state, tagset, span("x", (14, 22)))
    with pytest.raises(AnnotationError, match="no attribute"):
        check_span(state, tagset, replace(span("x", DEFENCE), attributes=(("mention", "name"),)))
    with pytest.raises(AnnotationError, match="cross"):
        check_span(state, tagset, span("x", (6, 22)))
    with pytest.raises(AnnotationError, match="cross"):
        check_span(state, tagset, span("s2", (6, 22)))  # itself is no hindrance, the other is
    check_span(state, tagset, span("s1", (6, 22)))
    check_span(state, tagset, span("x", DEFENCE))
    none = replace(tagset, overlap=Overlap.NONE)
    check_span(state, none, span("x", DEFENCE))
    with pytest.raises(AnnotationError, match="cross"):
        check_span(state, none, span("x", FOREIGN, DEFENCE))


# -- relations and attributes ------------------------------------------------------------------


@pytest.fixture
def related(tagset: Tagset) -> State:
    """«التقى عمر سلمى وهو وزير»: two people and a post, each related to one other."""
    text = "التقى عمر سلمى وهو وزير في البنك"
    spans = [
        span("omar", (6, 9), tag="PER"),
        span("salma", (10, 14), tag="PER"),
        span("post", (19, 23)),
        span("bank", (27, 32), tag="ORG"),
    ]
    links = [
        Relation("met", "relations", "MET", "omar", "salma"),
        Relation("holds", "relations", "HOLDS", "omar", "post"),
    ]
    return State(Document.of("d", "لقاء", text), [*spans, *links])


def link(tag: str, head: str, tail: str, id: str = "x", attributes: Attributes = ()) -> Relation:
    return Relation(id, "relations", tag, head, tail, attributes)


@pytest.mark.parametrize(
    ("relation", "refusal"),
    [
        (link("HOLDS", "omar", "post"), "already related by HOLDS"),
        (link("MET", "salma", "omar"), "“سلمى” and “عمر” are already related by MET"),
        (link("HOLDS", "salma", "post"), None),  # another head
        (link("SAME", "omar", "salma"), None),  # the same ends under another tag
        (link("MET", "omar", "bank"), None),  # another tail
        (link("MET", "salma", "omar", id="met"), None),  # the same one, turned
        (link("HOLDS", "omar", "post", id="holds"), None),
        (link("OWNS", "omar", "bank"), "OWNS"),
        (link("MET", "omar", "omar"), "two different spans"),
        (link("MET", "omar", "nobody"), "does not exist"),
        (link("MET", "nobody", "omar"), "does not exist"),
        (link("HOLDS", "post", "omar"), "goes from PER to OCC, not from OCC to PER"),
        (link("SAME", "omar", "bank"), "of the same tag, not PER and ORG"),
        (link("SAME", "post", "post2"), "does not exist"),
        (link("MET", "omar", "bank", attributes=(("unsure", True),)), None),
        (link("MET", "omar", "bank", attributes=(("unsure", "نعم"),)), "is not a value"),
        (link("SAME", "omar", "salma", attributes=(("unsure", True),)), "no attribute"),
    ],
)
def test_which_relations_a_document_takes(
    related: State, tagset: Tagset, relation: Relation, refusal: str | None
) -> None:
    if refusal is None:
        check_relation(related, tagset, relation)
    else:
        with pytest.raises(AnnotationError, match=refusal):
            check_relation(related, tagset, relation)


def test_two_posts_are_refused_for_what_the_tag_joins_not_for_being_unlike(
    tagset: Tagset,
) -> None:
    """Both ends have one tag, but none that it joins: the sentence says which it joins."""
    with pytest.raises(AnnotationError, match="SAME goes from ORG, PER to ORG, PER, not from OCC"):
        check_ends(tagset.relation_tag("SAME"), "OCC", "OCC")
    with pytest.raises(AnnotationError, match="of the same tag"):
        check_ends(tagset.relation_tag("SAME"), "PER", "ORG")
    with pytest.raises(AnnotationError, match="MET goes from"):
        check_ends(tagset.relation_tag("MET"), "PER", "OCC")


def test_a_tag_with_a_direction_may_join_the_same_two_both_ways(tagset: Tagset) -> None:
    directed = replace(tagset.relation_tag("MET"), is_symmetric=False)
    there, back = link("MET", "omar", "salma"), link("MET", "salma", "omar", id="y")
    assert is_same_link(directed, there, replace(there, id="y"))
    assert not is_same_link(directed, there, back)
    assert is_same_link(tagset.relation_tag("MET"), there, back)
    assert not is_same_link(directed, there, link("MET", "omar", "bank"))
    assert not is_same_link(tagset.relation_tag("MET"), there, link("SAME", "omar", "salma"))


@pytest.mark.parametrize(
    ("kind", "value", "is_taken"),
    [
        (AttributeKind.FLAG, True, True),
        (AttributeKind.FLAG, 1, False),
        (AttributeKind.FLAG, "نعم", False),
        (AttributeKind.CHOICE, "اسم", True),
        (AttributeKind.CHOICE, "لقب", False),
        (AttributeKind.TEXT, "ملحوظة", True),
        (AttributeKind.TEXT, 3, False),
        (AttributeKind.NUMBER, 3, True),
        (AttributeKind.NUMBER, 2.5, True),
        (AttributeKind.NUMBER, True, False),
        (AttributeKind.NUMBER, "٣", False),
    ],
)
def test_an_attribute_takes_what_its_kind_allows_and_only_where_it_is_for(
    tagset: Tagset, kind: AttributeKind, value: AttributeValue, is_taken: bool
) -> None:
    known = tagset.attributes["mention"]
    attribute: Attribute = replace(known, kind=kind, values=("اسم", "ضمير"))
    typed = replace(tagset, attributes={"ذكر": attribute})
    if is_taken:
        check_attributes(typed, "PER", (("ذكر", value),))
    else:
        with pytest.raises(AnnotationError, match="is not a value of the attribute “ذكر”"):
            check_attributes(typed, "PER", (("ذكر", value),))
    for tag, name in (("ORG", "ذكر"), ("PER", "لون")):
        with pytest.raises(AnnotationError, match="has no attribute"):
            check_attributes(typed, tag, ((name, value),))
