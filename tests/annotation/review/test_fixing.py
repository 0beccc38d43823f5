"""Fixes go by the rules, and a finding is known to be settled when the work has changed."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotation.errors import AnnotationError
from annotation.formats.checking import faults
from annotation.items import SPAN_LAYER, Document, Relation, Span, Stage
from annotation.record import Record
from annotation.review.finding import Finding, FindingKind, Mend
from annotation.review.fixing import carry_out, holds
from annotation.span_commands import delete_span, resize_span
from annotation.state import State
from annotation.transaction import Op
from tests.annotation.review.conftest import TAGSET, found, marked, often, state_of

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


@settings(max_examples=60, deadline=None)
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
