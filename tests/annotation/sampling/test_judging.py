"""Judgements are remarks in the reviewer's own set, and what they say of the batch."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import AnnotationError
from annotation.sampling.batch import Batch, Sample, SamplingUnit
from annotation.sampling.deciding import (
    Advice,
    BatchDecision,
    BatchVerdict,
    Findings,
    findings_of,
    more_needed,
    next_drawing,
    read_outcomes,
    write_outcomes,
)
from annotation.sampling.judging import (
    Judgement,
    judge,
    judgements_of,
    note_missing,
    open_again,
)
from annotation.sampling.wilson import interval
from annotation.values.items import Document, RemarkKind
from annotation.values.state import State
from annotation.values.transaction import Op

DOCUMENT = Document.of("d1", "لقاء", "التقى أحمد سلمى في مسقط.")
UNITS = tuple(
    SamplingUnit("d1", DOCUMENT.sha256, "سارة", f"s{n}", ("PER", "ORG")[n % 2]) for n in range(4)
)
WHOLE = SamplingUnit("d1", DOCUMENT.sha256, "سارة")
NOW = "2026-01-05T09:00:00+00:00"


def after(state: State, unit: SamplingUnit, *, is_right: bool, text: str = "") -> State:
    act = judge(state, unit, is_right=is_right, at=NOW, text=text)
    assert act is not None
    assert act.op is Op.REMARK
    assert state.apply(act.changes).apply(act.inverse(Op.UNDO, "t").changes) == state
    return state.apply(act.changes)


def test_a_judgement_is_one_remark_and_can_be_changed() -> None:
    state = after(State(DOCUMENT), UNITS[0], is_right=True)
    assert judge(state, UNITS[0], is_right=True, at="later") is None
    state = after(state, UNITS[0], is_right=False)
    (remark,) = state.remarks
    assert (remark.kind, remark.annotator, remark.about) == (RemarkKind.WRONG, "سارة", "s0")
    assert judgements_of(UNITS, state.remarks)[0] == Judgement(is_right=False)


def test_words_with_a_judgement_are_a_comment_too() -> None:
    state = after(State(DOCUMENT), UNITS[0], is_right=False, text=" اللقب ليس من الاسم ")
    comment = next(r for r in state.remarks if r.kind is RemarkKind.COMMENT)
    assert (comment.about, comment.text) == ("s0", "اللقب ليس من الاسم")
    state = after(state, UNITS[0], is_right=True)
    assert [r.kind for r in state.remarks] == [RemarkKind.RIGHT]


def test_what_is_missing_belongs_to_its_unit() -> None:
    state = after(State(DOCUMENT), UNITS[0], is_right=True)
    for words in ("مسقط", "سلمى"):
        state = state.apply(note_missing(state, UNITS[0], at=NOW, text=words).changes)
    first, second, *_ = judgements_of(UNITS, state.remarks)
    assert first == Judgement(True, "", ("مسقط", "سلمى"))
    assert first.is_faulty
    assert second == Judgement()
    with pytest.raises(AnnotationError):
        note_missing(state, UNITS[0], at=NOW, text="  ")


def test_a_document_is_judged_apart_from_what_is_missing_in_it() -> None:
    state = State(DOCUMENT)
    state = state.apply(note_missing(state, WHOLE, at=NOW, text="مسقط").changes)
    assert judgements_of([WHOLE], state.remarks)[0].is_right is None
    state = after(state, WHOLE, is_right=True)
    assert judgements_of([WHOLE, *UNITS], state.remarks)[:2] == (
        Judgement(True, "", ("مسقط",)),
        Judgement(),
    )


def test_everything_said_of_a_unit_can_be_taken_back() -> None:
    state = after(State(DOCUMENT), UNITS[0], is_right=False, text="خطأ")
    state = state.apply(note_missing(state, UNITS[0], at=NOW, text="مسقط").changes)
    state = after(state, UNITS[1], is_right=True)
    act = open_again(state, UNITS[0])
    assert act is not None
    state = state.apply(act.changes)
    assert judgements_of(UNITS, state.remarks)[:2] == (Judgement(), Judgement(True))
    assert open_again(state, UNITS[0]) is None


def found(rights: list[bool | None], batch: Batch, population: int = 1000) -> Findings:
    units = tuple(replace(UNITS[n % 4], item=f"s{n}") for n in range(len(rights)))
    sample = Sample(units, population, (("سارة", population),))
    return findings_of(batch, sample, [Judgement(right) for right in rights])


def test_a_sample_with_few_faults_is_accepted() -> None:
    findings = found([True] * 99 + [False], Batch(limit=0.06))
    assert (findings.faulty.faulty, findings.faulty.looked) == (1, 100)
    assert findings.advice is Advice.ACCEPT
    assert findings.more == 0


def test_a_sample_with_many_faults_is_sent_back() -> None:
    assert found([False] * 20 + [True] * 20, Batch(limit=0.1)).advice is Advice.SEND_BACK


def test_in_between_it_says_how_many_more() -> None:
    findings = found([True] * 30 + [None] * 70, Batch(limit=0.05))
    assert findings.advice is Advice.GO_ON
    assert findings.more == 73 - 30  # 0 of 73: at most 5.0%
    assert interval(0, 73)[1] <= 0.05 < interval(0, 72)[1]
    assert found([True] * 30, Batch(limit=0.05)).advice is Advice.TOO_SMALL
    assert found([True] * 30 + [None] * 43, Batch(limit=0.05)).advice is Advice.GO_ON
    assert found([True] * 30 + [None] * 42, Batch(limit=0.05)).advice is Advice.TOO_SMALL


def test_nothing_judged_decides_nothing() -> None:
    findings = found([None] * 100, Batch())
    assert findings.faulty.value is None
    assert findings.advice is Advice.GO_ON


def test_everything_judged_decides_without_an_interval() -> None:
    findings = found([True] * 9 + [False], Batch(limit=0.1), population=10)
    assert (findings.faulty.low, findings.faulty.high) == (0.1, 0.1)
    assert findings.advice is Advice.ACCEPT


def test_faults_are_told_by_tag_and_annotator() -> None:
    findings = found([True, False, True, False, None], Batch())
    tags = {tag: (rate.faulty, rate.looked) for tag, rate in findings.by_tag}
    assert tags == {"PER": (0, 2), "ORG": (2, 2)}
    ((name, rate),) = findings.by_annotator
    assert (name, rate.faulty, rate.looked) == ("سارة", 2, 4)


@given(st.integers(0, 30), st.integers(0, 300), st.floats(0.001, 0.9), st.integers(1, 5000))
def test_as_many_more_as_are_needed_and_none_less(
    faulty: int, sound: int, limit: float, population: int
) -> None:
    looked = faulty + sound
    population = max(population, looked, 1)
    more = more_needed(faulty, looked, limit, population)

    def is_enough(total: int) -> bool:
        upper = faulty / total if total >= population else interval(faulty, total)[1]
        return upper <= limit

    if more is None:
        assert not any(is_enough(n) for n in range(max(looked, 1), population + 1))
    else:
        assert is_enough(looked + more)
        assert more == 0 or looked + more == 1 or not is_enough(looked + more - 1)


def test_a_batch_that_was_sent_back_is_drawn_anew() -> None:
    batch, other = Batch(("سارة",), size=10), Batch(("علي",))
    back = BatchDecision(batch, BatchVerdict.SENT_BACK, "هدى", NOW, 90, 10, 4, 0.1, 0.7)
    taken = replace(back, verdict=BatchVerdict.ACCEPTED)
    assert next_drawing(batch, [taken]).draw == 1
    assert next_drawing(replace(batch, size=50), [back, taken]).draw == 2
    assert next_drawing(batch, [back, replace(back, batch=replace(batch, draw=2))]).draw == 3
    assert next_drawing(other, [back]).draw == 1


def test_decisions_are_read_as_they_were_written() -> None:
    outcome = BatchDecision(
        Batch(("سارة",), "*"), BatchVerdict.ACCEPTED, "هدى", NOW, 900, 100, 1, 0.002, 0.05
    )
    assert read_outcomes(write_outcomes([outcome, outcome])) == (outcome, outcome)
    assert read_outcomes(None) == read_outcomes("x") == read_outcomes("[1]") == ()
    assert read_outcomes("[" * 100_000) == ()
