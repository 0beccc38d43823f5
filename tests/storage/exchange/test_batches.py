"""One act over many documents: all or nothing, undone and done again as one, also later."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotation.commands.occurrences import phrase_of
from annotation.commands.same_words import (
    BatchWish,
    Deed,
    OccurrencePlace,
    carry_out,
    count_done,
    places,
)
from annotation.commands.set_commands import begun
from annotation.commands.span_commands import create_span, delete_span
from annotation.errors import AnnotationError, Damaged, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, SuggestedSpan, Suggestions, Verdict
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.exchange.batches import Command, Written
from storage.exchange.staged import end_of
from storage.file.folders import safety_folder
from storage.project import JournalStep, Project, Run
from storage.requests import Portions
from storage.safekeeping.side_journal import read_steps
from storage.system.ids import new_id
from storage.work.journal import replay
from tests.examples import examples
from tests.storage.conftest import step

TEXTS = {
    "a": "زار أَحْمَدُ البنك الدولي 😀، ثم عاد أحمد.",
    "b": "قال احمد للبنك الدولي: وأحمد هنا، والبنك الدولى هناك.",
    "c": "لا أحد هنا غير CASA-1000.",
    "d": "بأحمد وللبنك الدوليّ، 12/05/٢٠٢٥.",
}
WORDS = {"PER": "أحمد", "ORG": "البنك الدولي"}


def wish_for(deed: Deed, tag: str) -> BatchWish:
    phrase = phrase_of(WORDS[tag], ((0, len(WORDS[tag])),))
    assert phrase is not None
    return BatchWish(deed, tag, phrase)


def command_for(tagset: Tagset, wish: BatchWish, suggestions: Suggestions) -> Command:
    """Everything that the wish finds."""

    def command(state: State) -> Transaction | None:
        found = places(wish, state, tagset, suggestions)
        return carry_out(wish, state, tagset, found, new_id=new_id)

    return command


class Batches(RuleBasedStateMachine):
    """Random acts in four documents and over all of them, in a real file, against memory."""

    tagset: Tagset

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "p.tawseem"
        self.project = Project.create(self.path, self.tagset)
        documents = [Document.of(id, id, text) for id, text in TEXTS.items()]
        self.project.add_records(Record(document) for document in documents)
        self.states = {document.id: State(document) for document in documents}
        self.batches: list[str] = []

    def teardown(self) -> None:
        assert self.project.check() == []
        self.project.close()
        shutil.rmtree(self.folder)

    def take(self, written: Written) -> None:
        self.states |= {made.state.document.id: made.state for made in written.acts}

    def write(self, deed: Deed, tag: str) -> str:
        batch = new_id()
        command = command_for(self.tagset, wish_for(deed, tag), Suggestions())
        self.take(
            end_of(self.project.batches.writing("سارة", batch, [(id, command) for id in TEXTS]))
        )
        self.batches.append(batch)
        return batch

    @rule(document=st.sampled_from([*TEXTS]), tag=st.sampled_from([*WORDS]), at=st.integers(0, 9))
    def mark_one(self, document: str, tag: str, at: int) -> None:
        self.do(document, lambda s: create_span(s, self.tagset, tag, ((at, at + 6),), id=new_id()))

    @rule(document=st.sampled_from([*TEXTS]))
    def delete_one(self, document: str) -> None:
        spans = self.states[document].spans
        if spans:
            self.do(document, lambda s: delete_span(s, spans[0].id))

    def do(self, document: str, command: Command) -> None:
        opened = self.project.open_set(document, "سارة")
        try:
            act = command(opened.state)
        except AnnotationError:
            return
        if act is not None:
            act = begun(opened.state, act)
            self.project.commit(opened.id, JournalStep(new_id(), "2026-01-01", act))
            self.states[document] = opened.state.apply(act.changes)

    @rule(deed=st.sampled_from([Deed.TAG, Deed.DELETE]), tag=st.sampled_from([*WORDS]))
    def batch_taken_back_equals_before(self, deed: Deed, tag: str) -> None:
        before = dict(self.states)
        batch = self.write(deed, tag)
        after = dict(self.states)
        self.take(end_of(self.project.batches.reverting("سارة", batch, Op.UNDO, but="")))
        assert self.states == before
        self.take(end_of(self.project.batches.reverting("سارة", batch, Op.REDO, but="")))
        assert self.states == after

    @rule(number=st.integers(0, 3), op=st.sampled_from([Op.UNDO, Op.REDO]), partial=st.booleans())
    def revert_some_batch(self, number: int, op: Op, partial: bool) -> None:
        for batch in self.batches[-1 - number :][:1]:
            before = dict(self.states)
            written = end_of(
                self.project.batches.reverting("سارة", batch, op, but="", is_partial=partial)
            )
            self.take(written)
            if written.left and not partial:
                assert self.states == before

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)

    @invariant()
    def file_equals_memory_and_replay(self) -> None:
        for id, state in self.states.items():
            opened = self.project.open_set(id, "سارة")
            assert opened.state == state
            assert replay(state.document, self.project.journal(opened.id)) == state


@pytest.mark.many
def test_batches_in_any_order_leave_file_and_memory_equal(tagset: Tagset) -> None:
    machine = type("Machine", (Batches,), {"tagset": tagset})
    machine.TestCase.settings = examples(25, stateful_step_count=12)
    machine.TestCase("runTest").runTest()


@pytest.fixture
def project(tmp_path: Path, tagset: Tagset):  # type: ignore[no-untyped-def]
    with Project.create(tmp_path / "p.tawseem", tagset) as project:
        project.add_records(Record(Document.of(id, id, text)) for id, text in TEXTS.items())
        yield project


def test_the_words_are_found_in_each_document_in_which_they_stand(
    project: Project, tagset: Tagset
) -> None:
    for tag in WORDS:
        wish = wish_for(Deed.TAG, tag)
        ids = project.documents_with(wish.phrase.certain)
        assert ids == ["a", "b", "d"]
        found = [
            TEXTS[id][slice(*place.fragments[0])]
            for id in ids
            for place in places(wish, project.state(id, "سارة"), tagset, Suggestions())
        ]
        assert len(found) == {"PER": 5, "ORG": 4}[tag]
    assert project.documents_with(("لا",)) == [*TEXTS]  # too short for the index


def test_a_batch_that_cannot_be_written_whole_is_not_written_at_all(
    project: Project, tagset: Tagset
) -> None:
    wish = wish_for(Deed.TAG, "PER")
    commands = [(id, command_for(tagset, wish, Suggestions())) for id in ("a", "b", "missing")]
    with pytest.raises(Exception, match="no document"):
        end_of(project.batches.writing("سارة", "b1", commands))
    with pytest.raises(AnnotationError, match="cancelled"):
        end_of(project.batches.writing("سارة", "b2", commands[:2], lambda done: done < 1))
    assert [project.state(id, "سارة").spans for id in ("a", "b")] == [(), ()]
    assert project.check() == []


def test_what_was_worked_on_since_keeps_a_batch_from_being_taken_back(
    project: Project, tagset: Tagset
) -> None:
    wish = wish_for(Deed.TAG, "PER")
    command = command_for(tagset, wish, Suggestions())
    end_of(project.batches.writing("سارة", "b1", [(id, command) for id in TEXTS]))
    opened = project.open_set("b", "سارة")
    act = delete_span(opened.state, opened.state.spans[0].id)
    project.commit(opened.id, JournalStep(new_id(), "2026-01-01", act))
    refused = end_of(project.batches.reverting("سارة", "b1", Op.UNDO, but=""))
    assert refused == Written(left=("b",))
    assert len(project.state("a", "سارة").spans) == 2
    done = end_of(project.batches.reverting("سارة", "b1", Op.UNDO, but="", is_partial=True))
    assert [made.state.document.id for made in done.acts] == ["a", "d"]
    assert [len(project.state(id, "سارة").spans) for id in ("a", "b", "d")] == [0, 1, 0]


def test_only_the_annotators_own_sets_are_touched(project: Project, tagset: Tagset) -> None:
    wish = wish_for(Deed.TAG, "PER")
    command = command_for(tagset, wish, Suggestions())
    for annotator in ("سارة", "علي"):
        end_of(project.batches.writing(annotator, "same", [("a", command), ("b", command)]))
    end_of(project.batches.reverting("علي", "same", Op.UNDO, but=""))
    assert len(project.state("a", "سارة").spans) == 2
    assert project.state("a", "علي").spans == ()


def test_what_changed_since_it_was_shown_is_left_as_it_is(tagset: Tagset) -> None:
    state = State(Document.of("a", "a", TEXTS["a"]))
    wish = wish_for(Deed.TAG, "PER")
    shown = places(wish, state, tagset, Suggestions())
    state = state.apply(create_span(state, tagset, "ORG", shown[0].fragments, id="new").changes)
    act = carry_out(wish, state, tagset, shown, new_id=new_id)
    assert count_done(Deed.TAG, act) == 1
    assert [s.tag for s in state.apply(act.changes).spans] == ["ORG", "PER"]  # type: ignore[union-attr]
    other = create_span(state, tagset, "PER", ((0, 3),), id="x").changes[0].after
    assert isinstance(other, Span)
    gone = OccurrencePlace(other.fragments, other)
    assert carry_out(wish_for(Deed.DELETE, "PER"), state, tagset, [gone], new_id=new_id) is None


def test_suggestions_are_rejected_in_many_documents(project: Project, tagset: Tagset) -> None:
    wish = wish_for(Deed.REJECT, "PER")
    offered = {
        id: Suggestions(
            tuple(
                SuggestedSpan(f"{id}{n}", "PER", place.fragments, 0.8, "rule:test", "تجربة")
                for n, place in enumerate(
                    places(wish_for(Deed.TAG, "PER"), project.state(id, "x"), tagset, Suggestions())
                )
            )
        )
        for id in TEXTS
    }
    project.store_suggestions(Run("r", "test", "1", {}, "2026-01-01"), offered.items())
    commands = [(id, command_for(tagset, wish, offered[id])) for id in TEXTS]
    written = end_of(project.batches.writing("سارة", "b1", commands))
    verdicts = [d.verdict for made in written.acts for d in made.state.decisions]
    assert verdicts == [Verdict.REJECTED] * 5
    pending = [summary.pending for summary in project.documents("سارة")]
    assert pending == [0, 0, 0, 0]


def test_a_batch_with_a_damaged_step_is_not_taken_back(project: Project, tagset: Tagset) -> None:
    command = command_for(tagset, wish_for(Deed.TAG, "PER"), Suggestions())
    end_of(project.batches.writing("سارة", "b1", [(id, command) for id in ("a", "b")]))
    connection = project._file.connection
    connection.execute("DROP TRIGGER journal_is_not_changed")
    connection.execute("UPDATE journal SET changes = replace(changes, 'PER', 'ORG') WHERE id = 2")
    before = [project.state(id, "سارة") for id in ("a", "b")]
    with pytest.raises(Damaged):
        end_of(project.batches.reverting("سارة", "b1", Op.UNDO, but=""))
    assert [project.state(id, "سارة") for id in ("a", "b")] == before


def acted(project: Project, tagset: Tagset, batch: str = "b1") -> Portions[Written]:
    """The act over all documents, step by step."""
    command = command_for(tagset, wish_for(Deed.TAG, "PER"), Suggestions())
    return project.batches.writing("سارة", batch, [(id, command) for id in TEXTS])


def is_done_in(project: Project) -> list[bool]:
    return [bool(project.state(id, "سارة").spans) for id in ("a", "b", "d")]


def test_acts_come_between_the_steps_of_a_batch(project: Project, tagset: Tagset) -> None:
    own = project.open_set("c", "علي")
    for number, _ in enumerate(acted(project, tagset)):
        span = Span(f"s{number}", "entities", "PER", ((number, number + 1),))
        project.commit(own.id, step(f"t{number}", span))
        assert is_done_in(project) in ([False] * 3, [True] * 3)
    assert number > len(TEXTS)
    assert is_done_in(project) == [True] * 3
    assert project.check() == []


@pytest.mark.parametrize("steps", [0, 1])
@pytest.mark.parametrize("how", ["opened", "worked on"])
def test_a_batch_does_not_overtake_who_goes_to_one_of_its_documents(
    project: Project, tagset: Tagset, how: str, steps: int
) -> None:
    before = project.open_set("b", "سارة")
    doing = acted(project, tagset)
    for _ in range(steps):
        next(doing)
    if how == "opened":
        project.open_set("b", "سارة")
    else:
        project.commit(before.id, step("t1", Span("s1", "entities", "PER", ((0, 3),))))
    with pytest.raises(KnownError, match="meanwhile"):
        end_of(doing)
    assert not any(project.state(id, "سارة").spans for id in ("a", "d"))
    assert project.imports.coming == 0
    assert list(project.path.parent.glob(".*.coming")) == []
    written = end_of(acted(project, tagset, "b2"))
    assert len(written.acts) == 3


@pytest.mark.parametrize("steps", range(12))
def test_a_batch_that_is_interrupted_is_there_whole_or_not_at_all(
    project: Project, tagset: Tagset, steps: int
) -> None:
    doing = acted(project, tagset)
    for _ in range(steps):
        next(doing, None)
    was_decided = project.imports.coming > 0 or any(is_done_in(project))
    doing.close()
    project.close()
    with Project.open(project.path) as again:
        assert is_done_in(again) == [was_decided] * 3
        assert again.check() == []
        end_of(again.batches.reverting("سارة", "b1", Op.UNDO, but=""))
        assert is_done_in(again) == [False] * 3


def test_the_steps_of_a_batch_are_noted_beside_the_project(
    project: Project, tagset: Tagset
) -> None:
    folder = safety_folder(project.path, project.uid)
    written = end_of(acted(project, tagset))
    project.close()
    noted = read_steps(folder)
    assert {made.step.step_id for made in written.acts} <= {s.entry.step_id for s in noted.steps}
