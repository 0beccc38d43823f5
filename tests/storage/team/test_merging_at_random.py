"""The proof of merging: splits, edits, undo and merges in any order, against a model of lists.

The model knows journals only: a set is the list of its steps, and a merge takes the longest list
when each of the others begins it. Real files are compared with it after every merge.
"""

import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from annotation.assigning.assignment import AssignmentRule
from annotation.commands.set_commands import begun, set_stage
from annotation.commands.span_commands import create_span, delete_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Stage
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from storage.work.journal import replay
from tests.examples import examples
from tests.storage.conftest import assigned_to

PEOPLE = ("سارة", "علي", "Noor")
TEXTS = ("وصل أَحْمد 😀 وسلمى إلى الـبنك.", "قال عمر في ١٢/٥.", "خبر CASA-1000 ثالث")
MAIN = "أصل"
Key = tuple[str, str]  # document, annotator
Journals = dict[Key, tuple[str, ...]]  # ids of steps


@dataclass
class Copy:
    """A project file and what the model knows of it."""

    path: Path
    documents: tuple[str, ...]
    journals: Journals = field(default_factory=lambda: defaultdict(tuple))


class Merging(RuleBasedStateMachine):
    """One project and the files that were split off from it."""

    tagset: Tagset
    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / f"{MAIN}.tawseem"
        documents = [Document.of(f"d{n}", f"خبر {n}", text) for n, text in enumerate(TEXTS)]
        with Project.create(path, self.tagset) as project:
            project.add_records(Record(document) for document in documents)
        self.main = Copy(path, tuple(document.id for document in documents))
        self.assigned: dict[str, set[str]] = defaultdict(set)
        self.copies: list[Copy] = []

    def teardown(self) -> None:
        for copy in (self.main, *self.copies):
            with Project.open(copy.path) as project:
                assert project.check() == []
        shutil.rmtree(self.folder)

    # -- apart ---------------------------------------------------------------------------------

    @rule(each=st.integers(1, 2))
    def assign(self, each: int) -> None:
        with Project.open(self.main.path) as project:
            project.team.assign_by_rule(AssignmentRule(tuple((name, 1) for name in PEOPLE), each))
            for name in PEOPLE:
                self.assigned[name] = {*assigned_to(project, name)}

    @rule(target=files, names=st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    def split(self, names: list[str]) -> object:
        folder = self.folder / new_id()
        folder.mkdir()
        has_assignments = any(self.assigned.values())
        names = [name for name in names if self.assigned[name] or not has_assignments]
        if not names:
            return multiple()
        with Project.open(self.main.path) as project:
            parts = project.team.split(names, folder)
        copies = []
        for part in parts:
            wanted = self.assigned[part.annotator] if has_assignments else {*self.main.documents}
            copy = Copy(part.path, tuple(sorted(wanted)))
            for (document, annotator), steps in self.main.journals.items():
                if annotator == part.annotator and document in wanted:
                    copy.journals[document, annotator] = steps
            copies.append(copy)
        self.copies += copies
        return multiple(*copies)

    @rule(target=files, copy=files)
    def duplicate(self, copy: Copy) -> Copy:
        """Somebody goes on with a copy of the copy."""
        path = copy.path.with_name(f"{new_id()}.tawseem")
        shutil.copy(copy.path, path)
        twin = Copy(path, copy.documents, defaultdict(tuple, copy.journals))
        self.copies.append(twin)
        return twin

    # -- work ----------------------------------------------------------------------------------

    @rule(data=st.data(), copy=files, number=st.integers(1, 3))
    def work_apart(self, data: st.DataObject, copy: Copy, number: int) -> None:
        self._work(data, copy, number)

    @rule(data=st.data(), number=st.integers(1, 2))
    def work_here(self, data: st.DataObject, number: int) -> None:
        self._work(data, self.main, number)

    def _work(self, data: st.DataObject, copy: Copy, number: int) -> None:
        key = (data.draw(st.sampled_from(copy.documents)), data.draw(st.sampled_from(PEOPLE)))
        with Project.open(copy.path) as project:
            for _ in range(number):
                opened = project.open_set(*key)
                made = self._act(data, opened.state)
                if data.draw(st.booleans()) and opened.history.done:
                    latest = opened.history.done[-1]
                    made = opened.transactions[latest].inverse(Op.UNDO, latest)
                if made is not None:
                    entry = JournalStep(new_id(), "2026-01-01", made)
                    project.commit(opened.id, entry)
                    copy.journals[key] = (*copy.journals[key], entry.step_id)

    def _act(self, data: st.DataObject, state: State) -> Transaction | None:
        length = len(state.document.text)
        begin = data.draw(st.integers(0, length - 1))
        made: Transaction | None
        wants_less: bool = data.draw(st.booleans())
        try:
            if state.spans and wants_less:
                made = delete_span(state, data.draw(st.sampled_from(state.spans)).id)
            elif data.draw(st.booleans()):
                made = set_stage(state, data.draw(st.sampled_from(Stage)))
            else:
                end = data.draw(st.integers(begin + 1, length))
                tag = data.draw(st.sampled_from(["PER", "ORG"]))
                made = create_span(state, self.tagset, tag, ((begin, end),), id=new_id())
        except AnnotationError:
            return None
        return None if made is None else begun(state, made)

    # -- together ------------------------------------------------------------------------------

    @rule(chosen=st.lists(files, min_size=1, max_size=4), again=st.booleans())
    def merge(self, chosen: list[Copy], again: bool) -> None:
        contradictions = self._merge_in_model(chosen)
        with Project.open(self.main.path) as project:
            report = project.team.merge([copy.path for copy in chosen])
            told = {(found.document, found.annotator) for found in report.contradictions}
            assert told == contradictions
            if again:
                more = project.team.merge([copy.path for copy in reversed(chosen)])
                assert more.steps == 0
                assert {(f.document, f.annotator) for f in more.contradictions} == contradictions

    def _merge_in_model(self, chosen: list[Copy]) -> set[Key]:
        contradictions = set()
        for key in {key for copy in chosen for key, steps in copy.journals.items() if steps}:
            lists = [self.main.journals[key], *(copy.journals[key] for copy in chosen)]
            longest = max(lists, key=len)
            if all(longest[: len(steps)] == steps for steps in lists):
                self.main.journals[key] = longest
            else:
                contradictions.add((f"خبر {key[0][1:]}", key[1]))
        return contradictions

    @invariant()
    def the_files_are_as_the_model_says(self) -> None:
        for copy in (self.main, *self.copies[-2:]):
            with Project.open(copy.path) as project:
                self._compare(project, copy)

    def _compare(self, project: Project, copy: Copy) -> None:
        assert [d.id for d in project.documents("")] == list(copy.documents)
        assert {*project.annotators()} >= {
            who for (_, who), steps in copy.journals.items() if steps
        }
        for key, steps in copy.journals.items():
            if steps:
                opened = project.open_set(*key)
                entries = list(project.journal(opened.id))
                assert tuple(entry.step_id for entry in entries) == steps
                assert replay(opened.document, entries) == opened.state


@pytest.mark.many
def test_merged_projects_equal_the_model(tagset: Tagset) -> None:
    machine = type("Machine", (Merging,), {"tagset": tagset})
    case = machine.TestCase  # type: ignore[attr-defined]
    case.settings = examples(15, stateful_step_count=18)
    case("runTest").runTest()
