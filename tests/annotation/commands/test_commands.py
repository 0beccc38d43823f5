"""What commands do, and what the rules refuse."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotation.commands import relation_commands as relations
from annotation.commands import set_commands as sets
from annotation.commands import span_commands as spans
from annotation.commands import suggestion_commands as deciding
from annotation.commands.pending import pending
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Overlap, Tagset
from annotation.values.items import (
    Document,
    Fragments,
    Origin,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction


def at(document: Document, words: str) -> Fragments:
    begin = document.text.index(words)
    return ((begin, begin + len(words)),)


def after(state: State, act: Transaction | None) -> State:
    assert act is not None
    return state.apply(act.changes)


@pytest.fixture
def people(state: State, tagset: Tagset) -> State:
    """A minister, a post with an organisation in it, and a second person."""
    for id, tag, words in (
        ("post", "OCC", "وزيرُ المالِ"),
        ("omar", "PER", "عُمَر"),
        ("head", "OCC", "مديرة البنك الدولي"),
        ("bank", "ORG", "البنك الدولي"),
        ("salma", "PER", "سلمى"),
    ):
        act = spans.create_span(state, tagset, tag, at(state.document, words), id=id)
        state = after(state, act)
    return state


def test_spans_are_listed_in_reading_order_outer_first(people: State) -> None:
    assert [span.id for span in people.spans] == ["post", "omar", "head", "bank", "salma"]
    inside = people.document.text.index("الدولي")
    assert [span.id for span in people.spans_at(inside)] == ["bank", "head"]


def test_a_span_of_a_discontinuous_mention_keeps_its_fragments(
    state: State, tagset: Tagset
) -> None:
    first, second = at(state.document, "وزيرُ")[0], at(state.document, "سلمى")[0]
    state = after(state, spans.create_span(state, tagset, "PER", (first, second), id="s"))
    assert state.spans[0].fragments == (first, second)
    assert state.text_of(state.spans[0]) == "وزيرُ سلمى"


def test_adding_a_fragment_joins_what_touches(people: State, tagset: Tagset) -> None:
    begin, end = people.span("omar").fragments[0]  # type: ignore[union-attr]
    assert spans.joined(((0, 3), (3, 5), (9, 10))) == ((0, 5), (9, 10))
    grown = after(people, spans.add_fragment(people, tagset, "omar", 0, 5)).span("omar")
    assert grown is not None
    assert grown.fragments == ((0, 5), (begin, end))


@pytest.mark.parametrize(
    ("fragments", "sentence"),
    [
        ((), "at least one letter"),
        (((5, 5),), "not a stretch"),
        (((3, 999),), "not a stretch"),
        (((5, 8),), "space"),
        (((6, 9), (2, 4)), "not a stretch"),
    ],
)
def test_wrong_fragments_are_refused(
    state: State, tagset: Tagset, fragments: Fragments, sentence: str
) -> None:
    with pytest.raises(AnnotationError, match=sentence):
        spans.create_span(state, tagset, "PER", fragments, id="s")


def test_an_unknown_tag_is_refused_with_the_tags_there_are(state: State, tagset: Tagset) -> None:
    with pytest.raises(AnnotationError, match="“CITY”; it has PER, ORG, OCC"):
        spans.create_span(state, tagset, "CITY", ((0, 5),), id="s")


def test_a_crossing_span_is_refused_and_a_nested_one_is_not(people: State, tagset: Tagset) -> None:
    words = "الدولي سلمى"
    with pytest.raises(AnnotationError, match="cross"):
        spans.create_span(people, tagset, "ORG", at(people.document, words), id="x")
    inner = at(people.document, "الدولي")
    assert spans.create_span(people, tagset, "ORG", inner, id="x").op is Op.CREATE_SPAN


def test_the_same_words_take_a_tag_once(people: State, tagset: Tagset) -> None:
    with pytest.raises(AnnotationError, match="already has the tag PER"):
        spans.create_span(people, tagset, "PER", at(people.document, "سلمى"), id="x")


def test_deleting_a_span_takes_its_relations_first(people: State, tagset: Tagset) -> None:
    act = relations.create_relation(people, tagset, "HOLDS", "omar", "post", id="r")
    state = after(people, act)
    act = spans.delete_span(state, "post")
    assert [change.key for change in act.changes] == [("relation", "r"), ("span", "post")]
    gone = after(state, act)
    assert gone.relations == ()
    assert after(gone, act.inverse(Op.UNDO, "s1")) == state


def test_relabelling_is_refused_while_a_relation_forbids_it(people: State, tagset: Tagset) -> None:
    act = relations.create_relation(people, tagset, "HOLDS", "omar", "post", id="r")
    state = after(people, act)
    with pytest.raises(AnnotationError, match="HOLDS goes from PER to OCC"):
        spans.relabel_span(state, tagset, "omar", "ORG")
    changed = after(people, spans.relabel_span(people, tagset, "omar", "ORG")).span("omar")
    assert changed is not None
    assert changed.tag == "ORG"
    assert spans.relabel_span(people, tagset, "omar", "PER") is None


def test_relabelling_keeps_only_attributes_the_new_tag_has(people: State, tagset: Tagset) -> None:
    omar = people.span("omar")
    assert omar is not None
    state = after(people, sets.set_attribute(people, tagset, omar, "mention", "name"))
    omar = state.span("omar")
    assert omar is not None
    state = after(state, sets.set_attribute(state, tagset, omar, "unsure", True))
    state = after(state, spans.relabel_span(state, tagset, "omar", "ORG"))
    assert state.span("omar").attributes == (("unsure", True),)  # type: ignore[union-attr]


def test_attributes_are_typed(people: State, tagset: Tagset) -> None:
    omar = people.span("omar")
    assert omar is not None
    with pytest.raises(AnnotationError, match="“nominal” is not a value"):
        sets.set_attribute(people, tagset, omar, "mention", "nominal")
    with pytest.raises(AnnotationError, match="no attribute “colour”"):
        sets.set_attribute(people, tagset, omar, "colour", "red")
    assert sets.set_attribute(people, tagset, omar, "mention", None) is None


def test_relations_obey_the_tagset(people: State, tagset: Tagset) -> None:
    with pytest.raises(AnnotationError, match="HOLDS goes from PER to OCC, not from PER to ORG"):
        relations.create_relation(people, tagset, "HOLDS", "omar", "bank", id="r")
    with pytest.raises(AnnotationError, match="same tag"):
        relations.create_relation(people, tagset, "SAME", "omar", "bank", id="r")
    with pytest.raises(AnnotationError, match="two different spans"):
        relations.create_relation(people, tagset, "MET", "omar", "omar", id="r")
    with pytest.raises(AnnotationError, match="does not exist"):
        relations.create_relation(people, tagset, "MET", "omar", "nobody", id="r")


def test_a_symmetric_relation_is_there_once_whatever_its_direction(
    people: State, tagset: Tagset
) -> None:
    act = relations.create_relation(people, tagset, "MET", "omar", "salma", id="r")
    state = after(people, act)
    with pytest.raises(AnnotationError, match="already related by MET"):
        relations.create_relation(state, tagset, "MET", "salma", "omar", id="r2")
    assert relations.reverse_relation(state, tagset, "r") is None


def test_reversing_is_refused_where_the_ends_do_not_fit(people: State, tagset: Tagset) -> None:
    act = relations.create_relation(people, tagset, "HOLDS", "omar", "post", id="r")
    with pytest.raises(AnnotationError, match="not from OCC to PER"):
        relations.reverse_relation(after(people, act), tagset, "r")


def test_partners_are_those_the_tag_allows_nearest_first(people: State, tagset: Tagset) -> None:
    omar = people.span("omar")
    assert omar is not None
    tag = tagset.relation_tag("HOLDS")
    assert [s.id for s in relations.partners(people, tagset, tag, omar)] == ["post", "head"]
    act = relations.create_relation(people, tagset, "HOLDS", "omar", "post", id="r")
    state = after(people, act)
    assert [s.id for s in relations.partners(state, tagset, tag, omar)] == ["head"]
    post = people.span("head")
    assert post is not None
    assert relations.oriented(tag, post, omar) == (omar, post)
    names = [t.slug for t in relations.relation_tags_from(people, tagset, omar)]
    assert names == ["HOLDS", "MET", "SAME"]


def test_the_first_act_begins_the_work_and_undo_makes_it_new_again(
    state: State, tagset: Tagset
) -> None:
    act = sets.begun(state, spans.create_span(state, tagset, "PER", ((0, 5),), id="s"))
    worked = after(state, act)
    assert worked.stage is Stage.IN_PROGRESS
    assert after(worked, act.inverse(Op.UNDO, "s1")) == state
    again = spans.delete_span(worked, "s")
    assert sets.begun(worked, again) is again
    finished = after(worked, sets.set_stage(worked, Stage.FINISHED))
    assert finished.stage is Stage.FINISHED
    assert sets.set_stage(finished, Stage.FINISHED) is None


def test_a_document_label_is_put_on_and_taken_off(state: State, tagset: Tagset) -> None:
    labelled = after(state, sets.toggle_label(state, tagset, "politics", id="l"))
    assert [label.tag for label in labelled.labels] == ["politics"]
    assert after(labelled, sets.toggle_label(labelled, tagset, "politics", id="m")) == state
    with pytest.raises(AnnotationError, match="no document label “sport”"):
        sets.toggle_label(state, tagset, "sport", id="l")


# -- suggestions -------------------------------------------------------------------------------


@pytest.fixture
def suggestions(document: Document) -> Suggestions:
    omar, post = at(document, "عُمَر"), at(document, "وزيرُ المالِ")
    return Suggestions(
        spans=(
            SuggestedSpan("g1", "OCC", post, 0.9, "rule", "because"),
            SuggestedSpan("g2", "PER", omar, 0.8, "rule", "because"),
            SuggestedSpan("g3", "ORG", at(document, "CASA-1000"), 0.4, "rule", "because"),
        ),
        relations=(
            SuggestedRelation("q", "HOLDS", omar[0], post[0], "PER", "OCC", 0.9, "rule", "near"),
        ),
    )


def test_accepting_a_suggestion_makes_a_span_and_a_decision(
    state: State, tagset: Tagset, suggestions: Suggestions, new_id: Callable[[], str]
) -> None:
    act = deciding.accept(state, tagset, suggestions.spans[0], suggestions, new_id=new_id)
    done = after(state, act)
    assert done.spans[0].origin is Origin.ACCEPTED
    assert done.decisions[0].item == done.spans[0].id
    left = pending(done, tagset, suggestions)
    assert [s.id for s in left.spans] == ["g2", "g3"]
    assert pending(after(done, act.inverse(Op.UNDO, "s")), tagset, suggestions) == suggestions


def test_accepting_a_relation_accepts_its_ends_in_the_same_step(
    state: State, tagset: Tagset, suggestions: Suggestions, new_id: Callable[[], str]
) -> None:
    act = deciding.accept(state, tagset, suggestions.relations[0], suggestions, new_id=new_id)
    done = after(state, act)
    assert [span.tag for span in done.spans] == ["OCC", "PER"]
    assert done.relations[0].tag == "HOLDS"
    assert {d.suggestion for d in done.decisions} == {"g1", "g2", "q"}


def test_a_relation_is_no_longer_offered_when_an_end_was_rejected(
    state: State, tagset: Tagset, suggestions: Suggestions
) -> None:
    done = after(state, deciding.reject(state, suggestions.spans[1]))
    assert pending(done, tagset, suggestions).relations == ()
    assert done.decision("g2").verdict is Verdict.REJECTED  # type: ignore[union-attr]


def test_correcting_gives_another_tag_or_other_borders(
    state: State, tagset: Tagset, suggestions: Suggestions
) -> None:
    act = deciding.correct_span(state, tagset, suggestions.spans[2], id="s", tag="PER")
    done = after(state, act)
    assert (done.spans[0].tag, done.spans[0].origin) == ("PER", Origin.CORRECTED)
    assert done.decision("g3").verdict is Verdict.CORRECTED  # type: ignore[union-attr]
    act = deciding.correct_span(state, tagset, suggestions.spans[1], id="s", fragments=((0, 5),))
    assert after(state, act).spans[0].fragments == ((0, 5),)


def test_correcting_a_relation_takes_its_ends(
    state: State, tagset: Tagset, suggestions: Suggestions, new_id: Callable[[], str]
) -> None:
    with pytest.raises(AnnotationError, match="MET goes from"):
        deciding.correct_relation(
            state, tagset, suggestions.relations[0], suggestions, "MET", new_id=new_id
        )


def test_accept_many_is_one_act_and_leaves_out_what_is_forbidden(
    state: State, tagset: Tagset, suggestions: Suggestions, new_id: Callable[[], str]
) -> None:
    crossing = SuggestedSpan("g4", "ORG", ((9, 20),), 0.9, "rule", "because")
    chosen = (*suggestions.relations, *suggestions.spans, crossing)
    act = deciding.accept_many(state, tagset, chosen, suggestions, new_id=new_id)
    done = after(state, act)
    assert len(done.spans) == 3
    assert len(done.relations) == 1
    assert done.decision("g4") is None
    assert deciding.accept_many(done, tagset, chosen[:2], suggestions, new_id=new_id) is None


def test_tagging_by_hand_settles_the_suggestion_for_the_same_words(
    state: State, tagset: Tagset, suggestions: Suggestions
) -> None:
    fragments = suggestions.spans[1].fragments
    done = after(state, spans.create_span(state, tagset, "ORG", fragments, id="s"))
    left = pending(done, tagset, suggestions)
    assert [s.id for s in left.spans] == ["g1", "g3"]
    assert left.relations == ()


def test_skipping_puts_a_suggestion_away_without_a_span(
    state: State, tagset: Tagset, suggestions: Suggestions
) -> None:
    done = after(state, deciding.skip(state, suggestions.spans[2]))
    assert done.spans == ()
    assert [s.id for s in pending(done, tagset, suggestions).spans] == ["g1", "g2"]


def test_where_spans_may_not_overlap_nothing_within_a_span_is_offered(
    state: State, tagset: Tagset, new_id: Callable[[], str]
) -> None:
    apart = replace(tagset, overlap=Overlap.NONE)
    outer = at(state.document, "مديرة البنك الدولي")
    done = after(state, spans.create_span(state, apart, "OCC", outer, id="head"))
    bank = SuggestedSpan("g", "ORG", at(state.document, "البنك الدولي"), 0.9, "rule", "because")
    offered = Suggestions(spans=(bank,))
    with pytest.raises(AnnotationError, match="would cross"):
        deciding.accept(done, apart, bank, offered, new_id=new_id)
    assert pending(done, apart, offered) == Suggestions()
    assert pending(done, tagset, offered) == offered


def test_a_relation_between_the_same_words_is_offered_only_where_it_can_be_made(
    state: State, tagset: Tagset, new_id: Callable[[], str]
) -> None:
    bank = at(state.document, "البنك الدولي")
    done = after(state, spans.create_span(state, tagset, "ORG", bank, id="bank"))
    itself = SuggestedRelation("q", "MET", bank[0], bank[0], "ORG", "ORG", 0.9, "rule", "near")
    offered = Suggestions(relations=(itself,))
    with pytest.raises(AnnotationError, match="two different spans"):
        deciding.accept(done, tagset, itself, offered, new_id=new_id)
    assert pending(done, tagset, offered) == Suggestions()
