"""What effort is counted from, read from the file."""

from annotation.effort.work import AFTER_IDLE
from annotation.values.items import (
    Decision,
    Document,
    Origin,
    Relation,
    Settlement,
    SettlementChoice,
    Span,
    Stage,
    StageMark,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from tests.annotation.effort.efforts import effort_of

DAY = "2026-01-05T09:00:"


def commit(project: Project, annotator: str, second: int, op: Op, *items: object) -> Transaction:
    made = Transaction(op, tuple(Change(None, item) for item in items))  # type: ignore[arg-type]
    set_id = project.open_set("d1", annotator).id
    project.commit(set_id, JournalStep(f"{annotator}{second}", f"{DAY}{second:02}+00:00", made))
    return made


def test_works_hold_what_stands_and_when_it_was_done(
    project: Project, ahmad: Span, bank: Span, met: Relation
) -> None:
    commit(project, "سارة", 1, Op.CREATE_SPAN, ahmad)
    accepted = Span("s2", "entities", "ORG", bank.fragments, origin=Origin.ACCEPTED)
    decision = Decision("g1", Verdict.ACCEPTED, "s2")
    commit(project, "سارة", 4, Op.ACCEPT, accepted, decision)
    related = commit(project, "سارة", 9, Op.CREATE_RELATION, met)
    set_id = project.open_set("d1", "سارة").id
    undo = related.inverse(Op.UNDO, "سارة9")
    project.commit(set_id, JournalStep("undo", f"{DAY}11+00:00", undo))
    commit(project, "سارة", 12, Op.SET_STAGE, StageMark(Stage.FINISHED))
    (work,) = project.quality.works()
    assert work.spans == {Origin.BY_HAND: 1, Origin.ACCEPTED: 1}
    assert work.relations == {}
    assert work.verdicts == {Verdict.ACCEPTED: 1}
    assert work.stage is Stage.FINISHED
    assert [step.is_on_relation for step in work.steps] == [False, False, True, True, False]
    (effort,) = effort_of([work])
    assert effort.spans.seconds == AFTER_IDLE + 3
    assert effort.relations.seconds == 5 + 2
    assert effort.seconds == AFTER_IDLE + 11
    assert effort.words == len(project.document("d1").text.split())


def test_what_an_import_brought_is_imported_whatever_origin_it_had(
    project: Project, document: Document, ahmad: Span, bank: Span, met: Relation
) -> None:
    project.add_records([Record(document, "علي", Stage.IN_PROGRESS, (ahmad, bank), (met,))])
    commit(project, "علي", 1, Op.CREATE_SPAN, Span("own", "entities", "PER", ((0, 5),)))
    (work,) = project.quality.works()
    assert work.spans == {Origin.IMPORTED: 2, Origin.BY_HAND: 1}
    assert work.relations == {Origin.IMPORTED: 1}
    (effort,) = effort_of([work])
    assert (effort.spans.made, effort.acts) == (1, 1)


def test_a_set_that_settles_positions_is_curated(project: Project, ahmad: Span) -> None:
    commit(project, "سارة", 1, Op.CREATE_SPAN, ahmad)
    commit(project, "هدى", 2, Op.CURATE, ahmad, Settlement("p1", SettlementChoice.TAKEN))
    commit(project, "هدى", 9, Op.SET_STAGE, StageMark(Stage.FINISHED))
    is_curated = {work.annotator: work.is_curated for work in project.quality.works()}
    assert is_curated == {"سارة": False, "هدى": True}


def test_words_of_a_relation_within_a_text_are_no_relation(project: Project) -> None:
    sly = Span("s", "entities", "PER", ((0, 5),), (("note", '"kind":"relation"'),))
    commit(project, "سارة", 1, Op.CREATE_SPAN, sly)
    (work,) = project.quality.works()
    assert not work.steps[0].is_on_relation


def test_every_set_of_many_documents_comes_once(project: Project, ahmad: Span) -> None:
    documents = [Document.of(f"n{n}", f"خبر {n}", f"التقى أحمد سالمًا {n}") for n in range(70)]
    project.add_records(
        Record(d, by, Stage.FINISHED, (Span(f"{by}{d.id}", "entities", "PER", ((0, 5),)),))
        for d in documents
        for by in ("سارة", "علي")
    )
    found = [(work.document, work.annotator) for work in project.quality.works()]
    assert len(found) == len(set(found)) == 140
