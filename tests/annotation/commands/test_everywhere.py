"""One act on all places with the same words."""

from collections.abc import Callable

from annotation.commands.everywhere import (
    delete_everywhere,
    reject_everywhere,
    tag_everywhere,
)
from annotation.commands.occurrences import occurrences, phrase_of
from annotation.commands.relation_commands import create_relation
from annotation.commands.same_words import BatchWish, Deed, places
from annotation.commands.span_commands import create_span
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Origin, SuggestedSpan, Suggestions, Verdict
from annotation.values.state import State

NewId = Callable[[], str]
TEXT = "زار أحمد الأردن. ثم غادر احمد وأَحْمَدُ معه للأردن، والأردن قريبة من أحمدية الأردنّ 😀."
FIRST, SECOND, THIRD = (4, 8), (25, 29), (31, 39)


def state_with(tagset: Tagset, **spans: tuple[str, tuple[int, int]]) -> State:
    state = State(Document.of("d", "زيارة", TEXT))
    for id, (tag, place) in spans.items():
        state = state.apply(create_span(state, tagset, tag, (place,), id=id).changes)
    return state


def suggestion(id: str, tag: str, place: tuple[int, int]) -> SuggestedSpan:
    return SuggestedSpan(id, tag, (place,), 0.6, "rule:test", "تجربة")


def wish_for(deed: Deed, place: tuple[int, int]) -> BatchWish:
    phrase = phrase_of(TEXT, (place,))
    assert phrase is not None
    return BatchWish(deed, "PER", phrase)


def test_the_places_are_those_of_the_words() -> None:
    assert [TEXT[slice(*p)] for p in (FIRST, SECOND, THIRD)] == ["أحمد", "احمد", "أَحْمَدُ"]


def test_bare_places_are_tagged_and_tagged_ones_relabelled_in_one_act(
    tagset: Tagset, new_id: NewId
) -> None:
    state = state_with(tagset, a=("PER", FIRST), b=("ORG", SECOND))
    places = [(p.begin, p.end) for p in occurrences(state, state.spans[0])]
    act = tag_everywhere(state, tagset, "PER", (FIRST, *places), new_id=new_id)
    assert act is not None
    done = state.apply(act.changes)
    assert [(s.tag, s.fragments[0]) for s in done.spans] == [
        ("PER", FIRST),
        ("PER", SECOND),
        ("PER", THIRD),
    ]
    assert done.span("b") is not None
    assert done.spans[2].origin is Origin.PROPAGATED
    back = [change.inverse() for change in reversed(act.changes)]
    assert done.apply(back) == state
    assert tag_everywhere(done, tagset, "PER", (FIRST, SECOND), new_id=new_id) is None


def test_places_that_would_cross_a_span_are_left_as_they_are(tagset: Tagset, new_id: NewId) -> None:
    state = state_with(tagset, a=("PER", FIRST), b=("ORG", (22, 27)))
    act = tag_everywhere(state, tagset, "PER", (SECOND, THIRD), new_id=new_id)
    assert act is not None
    assert [s.fragments for s in state.apply(act.changes).spans if s.tag == "PER"] == [
        (FIRST,),
        (THIRD,),
    ]


def test_a_span_whose_relation_forbids_the_tag_keeps_its_own(tagset: Tagset, new_id: NewId) -> None:
    state = state_with(tagset, a=("PER", SECOND), o=("OCC", FIRST), x=("ORG", THIRD))
    state = state.apply(create_relation(state, tagset, "HOLDS", "a", "o", id="r").changes)
    act = tag_everywhere(state, tagset, "ORG", (SECOND, THIRD), new_id=new_id)
    assert act is None


def test_spans_with_the_same_words_and_tag_are_deleted_with_their_relations(
    tagset: Tagset,
) -> None:
    state = state_with(
        tagset, a=("PER", FIRST), b=("PER", SECOND), c=("ORG", THIRD), o=("OCC", (9, 15))
    )
    for id, person in (("r", "a"), ("q", "b")):
        state = state.apply(create_relation(state, tagset, "HOLDS", person, "o", id=id).changes)
    alike = places(wish_for(Deed.DELETE, SECOND), state, tagset, Suggestions())
    assert [place.there for place in alike] == [state.span("a"), state.span("b")]
    act = delete_everywhere(state, ["b", "a"])
    assert act is not None
    done = state.apply(act.changes)
    assert [span.id for span in done.spans] == ["o", "c"]
    assert done.relations == ()
    assert delete_everywhere(state, []) is None


def test_suggestions_with_the_same_words_and_tag_are_rejected_in_one_act(tagset: Tagset) -> None:
    state = state_with(tagset)
    offered = Suggestions(
        (
            suggestion("g1", "PER", FIRST),
            suggestion("g2", "PER", SECOND),
            suggestion("g3", "ORG", THIRD),
            suggestion("g4", "PER", (9, 15)),
        )
    )
    alike = places(wish_for(Deed.REJECT, SECOND), state, tagset, offered)
    assert [place.there for place in alike] == [*offered.spans[:2]]
    act = reject_everywhere(state, offered.spans[:2])
    assert act is not None
    done = state.apply(act.changes)
    assert {d.suggestion: d.verdict for d in done.decisions} == {
        "g1": Verdict.REJECTED,
        "g2": Verdict.REJECTED,
    }
    assert reject_everywhere(state, ()) is None
