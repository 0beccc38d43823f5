"""A project: made, opened, worked in, closed, opened again."""

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError, StaleChange
from annotation.tagsets.tagset import Tagset
from annotation.values.history import History
from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Item,
    Relation,
    Span,
    Stage,
    StageMark,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import DocumentSummary, JournalStep, Project, Run


def step(id: str, *items: Item, op: Op = Op.CREATE_SPAN) -> JournalStep:
    changes = tuple(Change(None, item) for item in items)
    return JournalStep(id, "2026-01-01T10:00:00.000+00:00", Transaction(op, changes))


def test_a_project_that_is_made_and_cannot_be_opened_is_told_to_be_there(
    path: Path, tagset: Tagset
) -> None:
    lock = path.with_name(f"{path.name}.lock")
    holder = {"host": "مكتب-٢", "pid": 1, "user": "نور", "since": "2026-01-01"}
    lock.write_text(json.dumps(holder), "utf-8")
    with pytest.raises(KnownError, match=r"is made, but cannot be opened now: .* open on مكتب-٢"):
        Project.create(path, tagset)
    lock.unlink()
    with Project.open(path) as project:
        assert project.check() == []


def test_what_was_done_is_there_after_reopening(
    project: Project, path: Path, ahmad: Span, bank: Span, met: Relation
) -> None:
    opened = project.open_set("d1", "سارة")
    items = (
        ahmad,
        bank,
        met,
        DocumentLabel("l1", "labels", "politics"),
        Decision("g1", Verdict.REJECTED),
        StageMark(Stage.FINISHED),
    )
    project.commit(opened.id, step("t1", *items))
    project.close()
    with Project.open(path) as again:
        opened = again.open_set("d1", "سارة")
        assert set(opened.state.items()) == set(items)
        assert opened.state.relations == (met,)
        assert opened.history == History(("t1",), ())
        assert again.check() == []


def test_a_closed_project_is_one_ordinary_file(project: Project, path: Path) -> None:
    assert path.with_name(path.name + ".lock").exists()
    project.close()
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(path.name)] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert stat.S_ISREG(path.stat().st_mode)


def test_the_stacks_reach_past_a_restart(project: Project, path: Path, ahmad: Span) -> None:
    opened = project.open_set("d1", "سارة")
    first = step("t1", ahmad)
    project.commit(opened.id, first)
    undone = JournalStep("t2", "2026-01-01", first.transaction.inverse(Op.UNDO, "t1"))
    project.commit(opened.id, undone)
    project.close()
    with Project.open(path) as again:
        opened = again.open_set("d1", "سارة")
        assert opened.history == History((), ("t2",))
        assert opened.transactions == {"t2": undone.transaction}
        assert opened.state.items() == ()
        assert list(again.journal(opened.id)) == [first, undone]


def test_a_step_is_written_once_however_often_it_is_tried(project: Project, ahmad: Span) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    project.commit(set_id, step("t1", ahmad))
    assert len(list(project.journal(set_id))) == 1
    with pytest.raises(StaleChange, match="t1 is in the journal as another act"):
        project.commit(set_id, step("t1", ahmad, op=Op.ACCEPT))


def test_a_step_that_does_not_fit_leaves_nothing(project: Project, ahmad: Span, bank: Span) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    with pytest.raises(StaleChange):
        project.commit(set_id, step("t2", bank, ahmad))
    assert project.open_set("d1", "سارة").state.items() == (ahmad,)
    assert project.check() == []


def test_annotators_do_not_see_each_other(project: Project, ahmad: Span) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    other = project.open_set("d1", "علي")
    project.commit(other.id, step("t2", ahmad))
    assert project.annotators() == ["سارة", "علي"]
    assert project.open_set("d1", "نور").state.items() == ()


def test_the_list_of_documents_counts_one_annotators_work(
    project: Project, document: Document, ahmad: Span, bank: Span, met: Relation
) -> None:
    words = SuggestedSpan("g1", "PER", ahmad.fragments, 0.5, "gazetteer", "a name")
    more = SuggestedSpan("g2", "ORG", bank.fragments, 0.5, "gazetteer", "a bank")
    run = Run("u1", "gazetteer", "1", {"size": 3}, "2026-01-01")
    project.store_suggestions(run, [("d1", Suggestions((words, more)))])
    set_id = project.open_set("d1", "سارة").id
    done = (StageMark(Stage.IN_PROGRESS), ahmad, bank, met, Decision("g1", Verdict.ACCEPTED, "s1"))
    project.commit(set_id, step("t1", *done))
    length = len(document.text)
    line = DocumentSummary("d1", "لقاء", Stage.IN_PROGRESS, 2, 1, 1, length)
    assert project.documents("سارة") == [line]
    assert project.documents("علي") == [DocumentSummary("d1", "لقاء", Stage.NEW, 0, 0, 2, length)]
    gone = Transaction(Op.DELETE_SPAN, (Change(met, None), Change(bank, None)))
    project.commit(set_id, JournalStep("t2", "2026-01-01", gone))
    assert project.documents("سارة")[0].spans == 1
    assert project.check() == []


def test_a_decided_suggestion_stays_when_a_new_run_comes(
    project: Project, ahmad: Span, place: Callable[[str], tuple[int, int]]
) -> None:
    def suggest(*ids: str) -> Suggestions:
        fragments = (place("سلمى"),)
        return Suggestions(
            tuple(SuggestedSpan(id, "PER", fragments, 0.5, "rules", "") for id in ids)
        )

    project.store_suggestions(Run("u1", "rules", "1", {}, "a"), [("d1", suggest("g1", "g2"))])
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", Decision("g1", Verdict.REJECTED), op=Op.REJECT))
    project.store_suggestions(Run("u2", "rules", "2", {}, "b"), [("d1", suggest("g1", "g3"))])
    assert [span.id for span in project.suggestions("d1").spans] == ["g1", "g3"]
    assert project.documents("سارة")[0].pending == 1
    assert project.check() == []


def test_documents_are_found_by_id_and_by_name(project: Project, document: Document) -> None:
    assert project.document("d1") == document
    assert project.document_named("لقاء") == document
    assert project.document_named("d1") == document
    assert list(project.texts()) == [document.text]
    with pytest.raises(KnownError, match="no document called “لا أحد”"):
        project.document_named("لا أحد")


def test_the_tagset_comes_back_as_it_was_written(project: Project, tagset: Tagset) -> None:
    assert project.tagset == tagset
    assert project.name == "أخبار"


def test_a_step_for_a_set_that_is_not_there_is_refused(project: Project, ahmad: Span) -> None:
    with pytest.raises(AnnotationError, match="not in the project"):
        project.commit(99, step("t1", ahmad))


def test_nothing_is_created_over_something(project: Project, path: Path, tagset: Tagset) -> None:
    with pytest.raises(KnownError, match="exists already"):
        Project.create(path, tagset)
    assert project.document("d1").name == "لقاء"


def test_the_numbers_add_up(project: Project, document: Document, ahmad: Span) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    stats = project.stats()
    assert (stats["documents"], stats["characters"]) == (1, len(document.text))
    assert (stats["spans"], stats["steps"]) == ({"PER": 1}, 1)
    assert stats["annotators"]["سارة"]["new"] == 1


def test_looking_at_somebodys_work_makes_no_set(project: Project, ahmad: Span) -> None:
    assert project.state("d1", "نور").items() == ()
    assert project.annotators() == []
    opened = project.open_set("d1", "سارة")
    project.commit(opened.id, step("t1", ahmad))
    assert project.state("d1", "سارة").spans == (ahmad,)
    assert project.annotators() == ["سارة"]


def test_a_run_of_suggestions_may_come_in_parts_but_never_as_another(
    project: Project, ahmad: Span
) -> None:
    run = Run("u1", "rules", "1", {}, "2026-01-01")
    span = SuggestedSpan("g1", "PER", ahmad.fragments, 0.5, "معجم", "اسم معروف")
    for _ in range(2):
        project.store_suggestions(run, [("d1", Suggestions((span,)))])
    for other in (replace(run, suggester="learner"), replace(run, at="2026-01-02")):
        with pytest.raises(KnownError, match="The run u1 is in the project already"):
            project.store_suggestions(other, [("d1", Suggestions())])
    assert project.suggestions("d1").spans == (span,)
