"""Fixes go by the rules, and a finding is known to be settled when the work has changed."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.span_commands import delete_span, relabel_span, resize_span
from annotation.errors import AnnotationError
from annotation.formats.checking import faults
from annotation.review.finding import Doubt, Finding, FindingKind, Mend, finding_id
from annotation.review.fixing import carry_out, holds
from annotation.values.items import SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Op
from tests.annotation.review.conftest import TAGSET, found, marked, often, state_of
from tests.examples import examples

TEXT = "قال وزيرُ المالِ عُمَر 😀، إن «البنك الدولي» وافق، وقال عمر إن البنك بدأ CASA-1000."


def records_of(state: State, annotator: str) -> Record:
    return Record(state.document, annotator, Stage.FINISHED, state.spans, state.relations)


@st.composite
def works(draw: st.DrawFn, annotator: str) -> Record:
    """Any spans that the rules allow, and relations between them."""
    bounds = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 14))
    wishes = draw(st.lists(st.tuples(st.sampled_from(("PER", "ORG", "OCC")), bounds), max_size=8))
    document = Document.of("d", "مقال", TEXT)
    spans = [
        Span(f"{annotator}{n}", SPAN_LAYER, tag, ((b, min(len(TEXT), b + length)),))
        for n, (tag, (b, length)) in enumerate(wishes)
    ]
    wrong = {item.id for item, _ in faults(Record(document, spans=tuple(spans)), TAGSET)}
    sound = tuple(span for span in spans if span.id not in wrong)
    ends = draw(st.lists(st.tuples(*[st.integers(0, 7)] * 2), max_size=4))
    relations = tuple(
        Relation(f"{annotator}r{n}", "relations", "MET", sound[h].id, sound[t].id)
        for n, (h, t) in enumerate(ends)
        if h < len(sound) and t < len(sound) and h != t
    )
    record = Record(document, annotator, Stage.FINISHED, sound, relations)
    wrong = {item.id for item, _ in faults(record, TAGSET)}
    kept = tuple(r for r in relations if r.id not in wrong)
    return Record(document, annotator, Stage.FINISHED, sound, kept)


@examples(60)
@given(st.tuples(works("أ"), works("ب"), works("ج")))
def test_a_fix_never_breaks_a_rule_and_settles_its_finding(team: tuple[Record, ...]) -> None:
    by_name = {record.annotator: record for record in team}
    for finding in found(team, floor=0.0):
        state = state_of(by_name[finding.annotator])
        assert holds(finding, state)
        numbers = itertools.count()
        try:
            act = carry_out(state, TAGSET, finding, new_id=lambda n=numbers: f"new{next(n)}")  # type: ignore[misc]
        except AnnotationError:
            continue
        if act is None:
            continue
        assert act.op is Op.REVIEW
        after = state.apply(act.changes)
        assert list(faults(records_of(after, finding.annotator), TAGSET)) == []
        assert not holds(finding, after)
        assert after.apply(act.inverse(Op.UNDO, "step").changes) == state


def only(kind: FindingKind, *records: Record) -> tuple[Finding, State]:
    finding = found(*records, kind=kind)[0]
    record = next(r for r in records if r.document.id == finding.document)
    return finding, state_of(record)


def test_a_finding_without_a_fix_or_of_changed_work_is_refused() -> None:
    finding, state = only(FindingKind.RULE, marked("x", "زار [PER سلمى،] أمس."))
    span = state.spans[0]
    shorter = resize_span(state, TAGSET, span.id, ((span.begin, span.end - 2),))
    assert shorter is not None
    changed = state.apply(shorter.changes)
    assert not holds(finding, changed)
    with pytest.raises(AnnotationError, match="changed since"):
        carry_out(changed, TAGSET, finding, new_id=str)
    gone = state.apply(delete_span(state, span.id).changes)
    assert not holds(finding, gone)


def test_what_changed_comes_back_as_another_finding_and_what_is_as_before_as_the_same() -> None:
    usual = often("زار [PER سلمى حداد] المدينةَ أمس.", 12)
    odd = marked("x", "ووصلت [ORG سلمى حدّاد] مساءً.")
    first = found(*usual, odd, kind=FindingKind.TAG)[0]
    again = found(*usual[:-1], odd, kind=FindingKind.TAG)[0]
    other = marked("x", "ووصلت [OCC سلمى حدّاد] مساءً.")
    changed = found(*usual, other, kind=FindingKind.TAG)[0]
    assert first.id == again.id != changed.id
    act = carry_out(state_of(odd), TAGSET, first, new_id=str)
    assert act is not None
    assert [span.tag for span in state_of(odd).apply(act.changes).spans] == ["PER"]


def test_the_missed_name_is_tagged_and_its_finding_is_settled() -> None:
    finding, state = only(
        FindingKind.MISSED, *often("زار [PER سلمى حداد] أمس.", 12), marked("x", "هنا سلمى حداد.")
    )
    act = carry_out(state, TAGSET, finding, new_id=lambda: "new")
    assert act is not None
    after = state.apply(act.changes)
    assert [(after.text_of(s), s.tag) for s in after.spans] == [("سلمى حداد", "PER")]
    assert finding.fix is not None
    assert finding.fix.mend is Mend.TAG
    assert not holds(finding, after)


def test_two_spans_that_may_not_stand_together_are_settled_when_either_changes() -> None:
    record = marked("x", "زار [PER سلمى حداد] [ORG البنك] أمس.")
    first, second = record.spans
    begin = record.document.text.index("حداد")
    crossing = replace(second, fragments=((begin, second.end),))
    (finding,) = found(replace(record, spans=(first, crossing)), kind=FindingKind.RULE)
    state = State(record.document, (first, crossing))
    assert holds(finding, state)
    for span in (first, crossing):
        assert not holds(finding, state.apply(delete_span(state, span.id).changes))
    shorter = resize_span(state, TAGSET, first.id, ((first.begin, begin - 1),))
    assert shorter is not None
    assert not holds(finding, state.apply(shorter.changes))


def broken() -> list[Record]:
    """Imported sets that break a rule each: ends the wrong way, wrong ends, an orphan, doubles."""
    turned = marked("a", "[PER عمر] [OCC مدير]", links=["HOLDS 1 0"])
    wrong = marked("b", "[ORG البنك] [OCC مدير]", links=["HOLDS 0 1"])
    twice = marked("c", "[PER عمر] زار [PER هدى] أمس", links=["MET 0 1", "MET 1 0"])
    lost = replace(twice.relations[0], id="lost", tail="gone")
    twin = replace(twice.spans[0], id="twin")
    orphan = marked("d", "[PER عمر] زار [PER هدى] غدا")
    return [
        turned,
        wrong,
        twice,
        replace(orphan, relations=(replace(lost, head=orphan.spans[0].id),)),
        replace(marked("e", "[PER عمر] وحده"), spans=(twin, replace(twin, id="twin2"))),
        marked("f", "زار [PER سلمى،] أمس."),
    ]


@pytest.mark.parametrize("record", broken(), ids=lambda record: record.document.id)
def test_the_fix_of_a_broken_rule_settles_its_finding(record: Record) -> None:
    finding, state = only(FindingKind.RULE, record)
    assert holds(finding, state)
    act = carry_out(state, TAGSET, finding, new_id=str)
    assert act is not None
    after = state.apply(act.changes)
    assert not holds(finding, after)
    assert found(records_of(after, "سلمى"), kind=FindingKind.RULE) == []


LEADS = replace(TAGSET.relations["MET"], slug="LEADS", is_symmetric=False)
WIDER = replace(TAGSET, relations={**TAGSET.relations, "LEADS": LEADS})


@pytest.mark.parametrize(
    ("theirs", "mine", "mend"),
    [
        (["LEADS 0 1"], [], Mend.RELATE),
        ([], ["LEADS 0 1"], Mend.DELETE_RELATION),
        (["LEADS 1 0"], ["LEADS 0 1"], Mend.REVERSE),
        (["MET 0 1"], ["LEADS 0 1"], Mend.RELABEL_RELATION),
    ],
)
def test_the_fix_of_a_relation_does_what_the_others_did_and_settles_its_finding(
    theirs: list[str], mine: list[str], mend: Mend
) -> None:
    text = "[PER عمر] قابل [PER هدى] أمس."
    others = [marked("x", text, name, theirs) for name in ("أمل", "باسم", "داود")]
    record = marked("x", text, "جميلة", mine)
    finding = found((*others, record), kind=FindingKind.RELATION, tagset=WIDER)[0]
    assert finding.annotator == "جميلة"
    assert finding.fix is not None
    assert finding.fix.mend is mend
    state = state_of(record)
    act = carry_out(state, WIDER, finding, new_id=lambda: "new")
    assert act is not None
    after = state.apply(act.changes)
    assert not holds(finding, after)
    numbers = {span.id: str(number) for number, span in enumerate(record.spans)}
    made = [f"{r.tag} {numbers[r.head]} {numbers[r.tail]}" for r in after.relations]
    assert made == theirs
    assert holds(finding, after.apply(act.inverse(Op.UNDO, "step").changes))


def test_of_two_tags_at_one_place_the_rare_one_is_deleted_and_either_gone_settles_it() -> None:
    text = "زار [PER سلمى] أمس."
    record = marked("x", text)
    rare = replace(record.spans[0], id="rare", tag="OCC")
    both = replace(record, spans=(*record.spans, rare))
    finding = next(
        f for f in found(*often(text, 5), both, kind=FindingKind.TAG) if len(f.items) > 1
    )
    state = state_of(both)
    act = carry_out(state, TAGSET, finding, new_id=str)
    assert act is not None
    after = state.apply(act.changes)
    assert [span.tag for span in after.spans] == ["PER"]
    assert not holds(finding, after)
    assert not holds(finding, state.apply(delete_span(state, record.spans[0].id).changes))
    relabelled = relabel_span(state, TAGSET, "rare", "ORG")
    assert relabelled is not None
    assert not holds(finding, state.apply(relabelled.changes))


def test_the_same_error_of_another_in_another_text_or_another_doubt_is_another_finding() -> None:
    comma = "زار [PER سلمى،] أمس"
    team = [marked("x", comma, name) for name in ("سلمى", "هدى")]
    assert len(found(team, marked("y", f"{comma} ليلا"), kind=FindingKind.RULE)) == 3
    mine = marked("x", "قال [PER عمر] حداد ذلك.", "جميلة")
    tagged = marked("x", "قال [ORG عمر] حداد ذلك.", "أمل")
    longer = marked("x", "قال [PER عمر حداد] ذلك.", "باسم")
    doubts = [f.doubt for f in found((mine, tagged, longer)) if f.annotator == "جميلة"]
    assert {Doubt.TAG, Doubt.BOUNDS} <= set(doubts)


def test_an_id_stays_what_it_was_for_what_was_waved_through_bears_it() -> None:
    assert finding_id("0f" * 32, "سلمى", Doubt.TAG, ((3, 7),), "PER") == "f9e36835c04f81c95f3f73ad"
