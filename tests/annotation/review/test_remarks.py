"""Waving through, comments, answers and resolving, as items of whoever says it."""

import pytest

from annotation.errors import AnnotationError
from annotation.review.finding import Finding, FindingKind
from annotation.review.reasons import Why, reason
from annotation.review.remarks import (
    comment,
    resolve,
    take_back_waving,
    threads,
    wave_through,
    waved_findings,
)
from annotation.values.items import Document, Remark, RemarkKind
from annotation.values.state import State
from annotation.values.transaction import Op

DOCUMENT = Document.of("d1", "لقاء", "زار عُمَر المدينة.")


def finding(id: str) -> Finding:
    return Finding(id, FindingKind.RULE, "d1", "سلمى", (), 4, 8, 0.9, reason(Why.HALF_LETTER))


def said(state: State, by: str) -> list[tuple[str, str, Remark]]:
    return [("d1", by, remark) for remark in state.remarks]


def test_waving_through_is_said_once_and_can_be_taken_back() -> None:
    state = State(DOCUMENT)
    act = wave_through(state, finding("f1"), id="r1", at="2026-01-01", text=" لقب ")
    assert act is not None
    assert act.op is Op.REMARK
    waved = state.apply(act.changes)
    assert waved_findings(said(waved, "مريم"), [finding("f1")])["f1"][1].text == "لقب"
    assert wave_through(waved, finding("f1"), id="r2", at="2026-01-02") is None
    assert waved.apply(take_back_waving(waved, finding("f1")).changes) == state
    with pytest.raises(AnnotationError, match="Only who waved"):
        take_back_waving(state, finding("f1"))


def test_only_this_finding_is_waved_through_and_a_comment_waves_nothing() -> None:
    state = State(DOCUMENT).apply(comment("سلمى", "f1", "أهو خطأ؟", id="r0", at="").changes)
    both = [finding("f1"), finding("f2")]
    assert waved_findings(said(state, "مريم"), both) == {}
    for number in (1, 2):
        act = wave_through(state, finding(f"f{number}"), id=f"r{number}", at="2026-01-01")
        assert act is not None
        state = state.apply(act.changes)
    assert set(waved_findings(said(state, "مريم"), both)) == {"f1", "f2"}
    state = state.apply(take_back_waving(state, finding("f1")).changes)
    assert set(waved_findings(said(state, "مريم"), both)) == {"f2"}
    assert state.remark("r0") is not None


def test_a_comment_is_open_until_resolved_and_open_again_when_answered() -> None:
    reviewer, annotator = State(DOCUMENT), State(DOCUMENT)
    reviewer = reviewer.apply(comment("سلمى", "s1", "أهذا لقب؟", id="r1", at="2026-01-01").changes)
    (thread,) = threads(said(reviewer, "مريم"))
    assert thread.is_open
    closing = resolve(thread, id="r2", at="2026-01-02")
    assert closing is not None
    annotator = annotator.apply(closing.changes)
    (thread,) = threads([*said(annotator, "سلمى"), *said(reviewer, "مريم")])
    assert not thread.is_open
    assert resolve(thread, id="r3", at="2026-01-03") is None
    answer = comment("سلمى", "s1", "ليس بعد", id="r4", at="2026-01-04", answers="r2")
    reviewer = reviewer.apply(answer.changes)
    (thread,) = threads([*said(annotator, "سلمى"), *said(reviewer, "مريم")])
    assert thread.is_open
    assert [(by, r.text) for by, r in thread.answers] == [("سلمى", ""), ("مريم", "ليس بعد")]
    assert thread.people == {"سلمى", "مريم"}


def test_answers_come_in_the_order_of_their_times_whatever_their_ids() -> None:
    root = Remark("r5", RemarkKind.COMMENT, "سلمى", "s1", "أهذا لقب؟", "", "2026-01-01")
    closing = Remark("r9", RemarkKind.RESOLVED, "سلمى", "s1", "نعم", "r5", "2026-01-02")
    again = Remark("r2", RemarkKind.COMMENT, "سلمى", "s1", "بل اسم", "r5", "2026-01-03")
    (thread,) = threads([("d1", "مريم", again), ("d1", "سلمى", closing), ("d1", "مريم", root)])
    assert [remark.id for _, remark in thread.answers] == ["r9", "r2"]
    assert thread.is_open


def test_a_comment_without_words_is_refused() -> None:
    with pytest.raises(AnnotationError, match="needs words"):
        comment("سلمى", "", "  \n", id="r1", at="")


def test_answers_to_what_is_not_there_are_left_out() -> None:
    lost = Remark("r2", RemarkKind.COMMENT, "سلمى", "", "جواب", "gone", "2026-01-01")
    assert threads([("d1", "مريم", lost)]) == []
