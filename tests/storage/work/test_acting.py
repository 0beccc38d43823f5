"""The door in the file: an act is whole or not there, whoever acts, and the last can be undone."""

from pathlib import Path

import pytest

from annotation.commands.span_commands import create_span, delete_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Command, Op, Transaction
from storage.file.folders import safety_folder
from storage.project import Project, WorkedOn
from storage.safekeeping.side_journal import read_steps

TEXT = "زارت سَلْمى حداد مسقط 😀 في ١٢ مايو."
SALMA = ((TEXT.index("سَلْمى"), TEXT.index(" حداد")),)


@pytest.fixture
def project(tmp_path: Path, tagset: Tagset):  # type: ignore[no-untyped-def]
    with Project.create(tmp_path / "p.tawseem", tagset) as project:
        project.add_records([Record(Document.of("d", "زيارة", TEXT))])
        yield project


def tagging(tagset: Tagset, id: str, tag: str = "PER") -> Command:
    return lambda state: create_span(state, tagset, tag, SALMA, id=id)


def refuse(state: State) -> Transaction | None:
    raise AnnotationError("لا يجوز")


def stage(project: Project, annotator: str) -> Stage:
    return project.documents(annotator)[0].stage


def test_an_act_begins_the_set_and_is_a_step_of_the_journal(
    project: Project, tagset: Tagset
) -> None:
    made = project.act("d", "سارة", tagging(tagset, "s1"))
    assert made is not None
    assert list(project.journal(made.set_id)) == [made.step]
    assert project.state("d", "سارة") == made.state
    assert [span.id for span in made.state.spans] == ["s1"]
    assert stage(project, "سارة") is Stage.IN_PROGRESS
    assert project.check() == []


def test_an_act_that_is_refused_or_changes_nothing_leaves_nothing(project: Project) -> None:
    with pytest.raises(AnnotationError, match="لا يجوز"):
        project.act("d", "سارة", refuse)
    assert project.annotators() == []
    assert project.act("d", "سارة", lambda state: None) is None
    assert project.annotators() == []


def test_a_fix_does_not_begin_the_work_of_somebody_else(project: Project, tagset: Tagset) -> None:
    span = Span("s1", "entities", "PER", SALMA)
    project.add_records([Record(project.document("d"), "جميلة", spans=(span,))])
    mend: Command = lambda state: delete_span(state, "s1")  # noqa: E731
    assert project.act("d", "جميلة", mend, by="مريم") is not None
    assert (stage(project, "جميلة"), project.state("d", "جميلة").spans) == (Stage.NEW, ())


def test_an_act_is_taken_back_only_while_it_is_the_last(project: Project, tagset: Tagset) -> None:
    first = project.act("d", "سارة", tagging(tagset, "s1"))
    assert first is not None
    second = project.act("d", "سارة", lambda state: delete_span(state, "s1"))
    assert second is not None
    with pytest.raises(WorkedOn):
        project.take_back("d", "سارة", first.step.step_id)
    assert project.take_back("d", "سارة", second.step.step_id).state == first.state
    assert project.take_back("d", "سارة", first.step.step_id).state.spans == ()
    with pytest.raises(WorkedOn):
        project.take_back("d", "سارة", first.step.step_id)
    with pytest.raises(WorkedOn):
        project.take_back("d", "هدى", first.step.step_id)
    ops = [step.transaction.op for step in project.journal(first.set_id)]
    assert ops == [Op.CREATE_SPAN, Op.DELETE_SPAN, Op.UNDO, Op.UNDO]
    assert project.check() == []


def test_the_side_journal_holds_what_is_written_and_nothing_that_was_refused(
    project: Project, tagset: Tagset
) -> None:
    made = project.act("d", "سارة", tagging(tagset, "s1"))
    assert made is not None
    with pytest.raises(AnnotationError):
        project.act("d", "سارة", refuse)
    undone = project.take_back("d", "سارة", made.step.step_id)
    known = read_steps(safety_folder(project.path, project.uid))
    assert [step.entry for step in known.steps] == [made.step, undone.step]
    assert known.done == {made.step.step_id, undone.step.step_id}
