"""Effort: gaps between acts, pauses left out, what stands at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.effort.figures import AnnotatorEffort, Pace, added_up, learning_curve
from annotation.effort.work import AFTER_IDLE, IDLE, NOT_ANNOTATING, TimedStep, Work
from annotation.values.items import Origin, Stage, Verdict
from annotation.values.transaction import Op
from tests.annotation.effort.efforts import effort_of

NOON = 1_764_072_000.0  # Tuesday 2025-11-25, 12:00 UTC
TUESDAY = 20_417


def step(id: str, at: float, op: Op, reverts: str | None = None, **more: object) -> TimedStep:
    return TimedStep(id, NOON + at, op, reverts, **more)  # type: ignore[arg-type]


def work(document: str, *steps: TimedStep, by: str = "سارة", **more: object) -> Work:
    known = {"words": 50, "stage": Stage.FINISHED, "spans": {Origin.BY_HAND: 2}}
    return Work(by, document, document * 64, steps=steps, **(known | more))  # type: ignore[arg-type]


def only(*works: Work) -> AnnotatorEffort:
    (effort,) = effort_of(works)
    return effort


def test_an_act_counts_for_the_time_since_the_one_before() -> None:
    effort = only(
        work("a", step("1", 0, Op.CREATE_SPAN), step("2", 4, Op.CREATE_SPAN)),
        work("b", step("3", 9, Op.CREATE_SPAN), step("4", 12, Op.SET_STAGE)),
    )
    assert effort.seconds == AFTER_IDLE + 4 + 5 + 3
    assert [document.seconds for document in effort.each] == [AFTER_IDLE + 4, 5 + 3]
    assert effort.spans == Pace(4, 3, AFTER_IDLE + 4 + 5)
    assert effort.spans.seconds_each == pytest.approx((AFTER_IDLE + 9) / 4)
    assert effort.seconds_a_document == pytest.approx((AFTER_IDLE + 12) / 2)
    assert effort.seconds_a_hundred_words == pytest.approx(AFTER_IDLE + 12)


def test_a_gap_above_the_threshold_is_a_pause_and_counts_for_little() -> None:
    steps = [step("1", 0, Op.CREATE_SPAN), step("2", IDLE, Op.CREATE_SPAN)]
    assert only(work("a", *steps)).seconds == AFTER_IDLE + IDLE
    after_lunch = step("3", IDLE + 3600, Op.CREATE_SPAN)
    effort = only(work("a", *steps, after_lunch))
    assert effort.seconds == AFTER_IDLE + IDLE + AFTER_IDLE
    assert effort.pauses == 1


def test_imports_curation_and_remarks_are_nobodys_effort() -> None:
    others = (Op.IMPORT, Op.CURATE, Op.REMARK, Op.REVIEW)
    steps = [step(op.value, at, op) for at, op in enumerate(others)]
    undone = [step(f"undo {op}", 10 + at, Op.UNDO, op.value) for at, op in enumerate(others)]
    again = step("again", 20, Op.REDO, f"undo {Op.IMPORT}")
    assert effort_of([work("a", *steps, *undone, again)]) == ()


def test_the_set_that_a_curator_makes_is_nobodys_effort() -> None:
    """Finishing it, and what is edited by hand in it, are curation as well."""
    steps = [step("1", 0, Op.CURATE), step("2", 20, Op.CREATE_SPAN), step("3", 40, Op.SET_STAGE)]
    assert effort_of([work("a", *steps, is_curated=True)]) == ()
    own = work("b", step("4", 50, Op.CREATE_SPAN))
    effort = only(work("a", *steps, is_curated=True, spans={Origin.CURATED: 7}), own)
    assert (effort.documents, effort.acts, effort.seconds) == (1, 1, AFTER_IDLE)
    assert effort.origins == ((Origin.BY_HAND, 2),)


def test_undoing_is_an_act_about_the_same_thing() -> None:
    effort = only(
        work(
            "a",
            step("1", 0, Op.CREATE_RELATION),
            step("2", 2, Op.UNDO, "1"),
            step("3", 4, Op.REDO, "2"),
            relations={Origin.BY_HAND: 1, Origin.CURATED: 7},
        )
    )
    assert effort.relations == Pace(1, 3, AFTER_IDLE + 4)
    assert effort.spans.acts == 0
    assert effort.undone == 1
    assert effort.undo_rate == pytest.approx(1 / 3)


def test_one_act_over_many_documents_is_one_act() -> None:
    works = [work(d, step(d, 0, Op.PROPAGATE, batch="all")) for d in ("a", "b", "c")]
    assert only(*works).acts == 1
    taken_back = [
        work(
            d,
            *works[n].steps,
            step(f"{d}u", 5, Op.UNDO, d, batch="all"),
            step(f"{d}r", 6, Op.REDO, f"{d}u", batch="all"),
            step(f"{d}v", 7, Op.UNDO, f"{d}r", batch="all"),
        )
        for n, d in enumerate(("a", "b", "c"))
    ]
    effort = only(*taken_back)
    assert (effort.acts, effort.undone) == (4, 2)


def test_a_suggested_relation_with_its_ends_is_an_act_on_a_relation() -> None:
    taken = step("1", 0, Op.ACCEPT, is_on_relation=True)
    gone = step("2", 1, Op.DELETE_SPAN, is_on_relation=True)
    effort = only(work("a", taken, gone))
    assert (effort.relations.acts, effort.spans.acts) == (1, 1)


@pytest.mark.parametrize(
    ("op", "on_spans", "on_relations"),
    [
        (Op.ACCEPT, 0, 1),
        (Op.CORRECT, 0, 1),
        (Op.REJECT, 0, 1),
        (Op.SKIP, 0, 1),
        (Op.SET_ATTRIBUTE, 0, 1),
        (Op.DELETE_SPAN, 1, 0),  # takes its relations along
        (Op.ACCEPT_MANY, 1, 0),
        (Op.PROPAGATE, 1, 0),
        (Op.CREATE_RELATION, 0, 1),
        (Op.SET_STAGE, 0, 0),
    ],
)
def test_what_an_act_that_changes_a_relation_is_about(
    op: Op, on_spans: int, on_relations: int
) -> None:
    effort = only(work("a", step("1", 0, op, is_on_relation=True)))
    assert (effort.spans.acts, effort.relations.acts, effort.acts) == (on_spans, on_relations, 1)


@pytest.mark.parametrize(
    ("gap", "seconds", "pauses"),
    [(IDLE - 1, IDLE - 1, 0), (IDLE, IDLE, 0), (IDLE + 1, AFTER_IDLE, 1), (7200.0, AFTER_IDLE, 1)],
)
def test_a_pause_is_longer_than_a_minute_and_what_follows_counts_for_ten_seconds(
    gap: float, seconds: float, pauses: int
) -> None:
    assert (IDLE, AFTER_IDLE) == (60.0, 10.0)  # as the help page of effort says
    effort = only(work("a", step("1", 0, Op.CREATE_SPAN), step("2", gap, Op.CREATE_SPAN)))
    assert (effort.seconds, effort.pauses) == (AFTER_IDLE + seconds, pauses)


def test_shares_and_paces_are_what_they_say() -> None:
    spans = {Origin.BY_HAND: 3, Origin.ACCEPTED: 1, Origin.CURATED: 4}
    effort = only(work("a", step("1", 0, Op.CREATE_SPAN), step("2", 4, Op.SKIP), spans=spans))
    assert effort.spans == Pace(4, 2, AFTER_IDLE + 4)
    assert effort.spans.acts_each == 0.5
    assert Pace(2, 6, 9.0).acts_each == 3.0
    assert effort.origin_share(Origin.BY_HAND) == 3 / 8
    assert effort.origin_share(Origin.PROPAGATED) == 0.0
    assert added_up([Pace(1, 2, 3.0), Pace(4, 5, 6.0)]) == Pace(5, 7, 9.0)
    assert added_up([]) == Pace() == Pace(0, 0, 0.0)


@pytest.mark.parametrize("documents", [1, 23, 24, 25, 100])
def test_a_curve_has_at_most_so_many_points_each_of_about_as_many_documents(
    documents: int,
) -> None:
    steps = [work(f"{n:03}", step(f"{n}", n, Op.CREATE_SPAN)) for n in range(documents)]
    curve = only(*steps).curve
    assert len(curve) == min(24, documents)
    sizes = [point.documents for point in curve]
    assert max(sizes) - min(sizes) <= 1
    assert [point.first for point in curve] == [sum(sizes[:n]) for n in range(len(sizes))]


def test_verdicts_are_counted_as_they_stand_and_timed_one_by_one() -> None:
    effort = only(
        work(
            "a",
            step("0", 0, Op.ACCEPT),  # the first act of all: how long it took is not known
            step("1", 1, Op.ACCEPT),
            step("2", 4, Op.ACCEPT),
            step("3", 6, Op.REJECT),
            step("4", 8, Op.UNDO, "3"),
            step("5", 9, Op.ACCEPT_MANY),
            verdicts={Verdict.ACCEPTED: 9},
        )
    )
    accepted, corrected, rejected, _ = effort.verdicts
    assert (accepted.count, accepted.share, accepted.timed) == (9, 1.0, 2)
    assert accepted.seconds == 2.0
    assert (corrected.count, corrected.share, corrected.seconds) == (0, 0.0, None)
    assert (rejected.count, rejected.seconds) == (0, 2.0)


def test_what_is_not_there_is_not_enough_data() -> None:
    effort = only(work("a", step("1", 0, Op.SET_STAGE), words=0, spans={}))
    assert effort.spans.seconds_each is effort.spans.acts_each is None
    assert effort.seconds_a_hundred_words is None
    assert effort.origin_share(Origin.BY_HAND) is None
    assert {verdict.share for verdict in effort.verdicts} == {None}


def test_days_and_weeks_begin_where_the_person_is() -> None:
    evening = step("1", 11 * 3600, Op.CREATE_SPAN)  # 23:00 UTC
    for offset, day in ((0, TUESDAY), (4 * 3600, TUESDAY + 1)):
        (effort,) = effort_of([work("a", evening)], offset=offset)
        assert [period.day for period in effort.days] == [day]
        assert [period.day for period in effort.weeks] == [TUESDAY - 1]
    two = only(work("a", evening), work("b", step("2", 6 * 86_400, Op.CREATE_SPAN)))
    assert [(p.day, p.acts, p.documents) for p in two.weeks] == [
        (TUESDAY - 1, 1, 1),
        (TUESDAY + 6, 1, 1),
    ]


def test_the_curve_is_in_the_order_of_work() -> None:
    slow = [work("b", step("1", 0, Op.CREATE_SPAN), step("2", 40, Op.CREATE_SPAN))]
    fast = [work("a", step("3", 41, Op.CREATE_SPAN), step("4", 43, Op.CREATE_SPAN))]
    effort = only(*fast, *slow)
    curve = learning_curve(effort.each, 10)
    assert [point.spans.seconds_each for point in curve] == [(AFTER_IDLE + 40) / 2, 1.5]
    (whole,) = learning_curve(effort.each, 1)
    assert whole.documents == 2
    assert learning_curve((), 5) == ()


ACTS = [op for op in Op if op not in {*NOT_ANNOTATING, Op.UNDO, Op.REDO}]
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.floats(0, 5000), st.sampled_from(ACTS)),
    min_size=1,
    max_size=40,
)


@given(STEPS, st.integers(1, 50))
def test_every_second_is_counted_once(acts: list[tuple[str, float, Op]], points: int) -> None:
    works = [
        work(d, *(step(f"{d}{n}", at, op) for n, (x, at, op) in enumerate(acts) if x == d))
        for d in "abc"
    ]
    effort = only(*works)
    shuffled = only(*reversed(works))
    assert effort.acts == len(acts)
    assert shuffled.seconds == pytest.approx(effort.seconds)
    span = max(at for _, at, _ in acts) - min(at for _, at, _ in acts)
    assert effort.seconds <= span + AFTER_IDLE * (1 + effort.pauses) + 1e-6
    for parts in (effort.each, effort.days, effort.weeks):
        assert sum(part.seconds for part in parts) == pytest.approx(effort.seconds)
        assert sum(part.acts for part in parts) == effort.acts
    curve = learning_curve(effort.each, points)
    assert sum(point.documents for point in curve) == effort.documents
