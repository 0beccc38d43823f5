"""The proof: after every random act the file, the memory and the replayed journal are equal."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotation.commands.pending import pending
from annotation.commands.relation_commands import create_relation, delete_relation
from annotation.commands.set_commands import begun, set_attribute, set_stage
from annotation.commands.span_commands import create_span, delete_span, relabel_span, resize_span
from annotation.commands.suggestion_commands import accept, reject
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.history import History, Step
from annotation.values.items import (
    Document,
    Remark,
    RemarkKind,
    Settlement,
    SettlementChoice,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project, Run
from storage.system.ids import new_id
from storage.work.journal import replay
from tests.examples import examples

TEXT = "وصل أَحْمد 😀 وسلمى إلى الـبنك."
WORDS = ((4, 10), (13, 18), (23, 29), (14, 18))
SUGGESTED = Suggestions(
    tuple(
        SuggestedSpan(f"g{n}", tag, (fragment,), 0.9, "rules", "")
        for n, (fragment, tag) in enumerate(zip(WORDS, ("PER", "PER", "ORG", "ORG"), strict=True))
    ),
    (SuggestedRelation("g9", "HOLDS", WORDS[0], WORDS[2], "PER", "ORG", 0.8, "rules", ""),),
)


@dataclass
class Desk:
    """One annotator's view, with an oracle of undo that knows nothing of the journal."""

    set_id: int
    state: State
    history: History = field(default_factory=History)
    steps: dict[str, Transaction] = field(default_factory=dict)
    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)


class Editing(RuleBasedStateMachine):
    """Random work of two annotators on one document, in a real file."""

    tagset: Tagset

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "p.tawseem", self.tagset)
        self.document = Document.of("d", "خبر", TEXT)
        self.project.add_records([Record(self.document)])
        run = Run("u", "rules", "1", {}, "2026-01-01")
        self.project.store_suggestions(run, [("d", SUGGESTED)])
        self.desks = {}
        for name in ("سارة", "علي"):
            opened = self.project.open_set("d", name)
            self.desks[name] = Desk(opened.id, opened.state)
        self.who = "سارة"

    def teardown(self) -> None:
        assert self.project.check() == []
        self.project.close()
        shutil.rmtree(self.folder)

    @property
    def desk(self) -> Desk:
        return self.desks[self.who]

    def do(self, transaction: Transaction | None) -> None:
        """The gate: memory first, then the file."""
        if transaction is None:
            return
        desk = self.desk
        if transaction.op not in (Op.UNDO, Op.REDO):
            transaction = begun(desk.state, transaction)
        before = desk.state
        desk.state = before.apply(transaction.changes)
        entry = JournalStep(new_id(), "2026-01-01", transaction)
        self.project.commit(desk.set_id, entry)
        desk.steps[entry.step_id] = transaction
        desk.history = desk.history.after(Step(entry.step_id, transaction.op))
        if transaction.op is Op.UNDO:
            desk.future.append(before)
        else:
            desk.past.append(before)
        if transaction.op not in (Op.UNDO, Op.REDO):
            desk.future.clear()

    def attempt(self, command: Callable[[], Transaction | None]) -> None:
        try:
            transaction = command()
        except AnnotationError:
            return  # the rules forbid it: nothing happens
        self.do(transaction)

    @rule(who=st.sampled_from(["سارة", "علي"]))
    def change_hands(self, who: str) -> None:
        self.who = who

    @rule(
        begin=st.integers(0, 28),
        length=st.integers(1, 9),
        second=st.none() | st.integers(0, 28),
        tag=st.sampled_from(["PER", "ORG"]),
    )
    def create(self, begin: int, length: int, second: int | None, tag: str) -> None:
        fragments = [(begin, begin + length)]
        if second is not None:
            fragments.append((second, second + 1))
        fixed = tuple(sorted(fragments))
        self.attempt(lambda: create_span(self.desk.state, self.tagset, tag, fixed, id=new_id()))

    @precondition(lambda self: self.desk.state.spans)
    @rule(data=st.data(), tag=st.sampled_from(["PER", "ORG"]))
    def relabel(self, data: st.DataObject, tag: str) -> None:
        span = data.draw(st.sampled_from(self.desk.state.spans))
        self.attempt(lambda: relabel_span(self.desk.state, self.tagset, span.id, tag))

    @precondition(lambda self: self.desk.state.spans)
    @rule(data=st.data(), begin=st.integers(0, 28), length=st.integers(1, 9))
    def resize(self, data: st.DataObject, begin: int, length: int) -> None:
        span = data.draw(st.sampled_from(self.desk.state.spans))
        fragments = ((begin, begin + length),)
        self.attempt(lambda: resize_span(self.desk.state, self.tagset, span.id, fragments))

    @precondition(lambda self: self.desk.state.spans)
    @rule(data=st.data(), value=st.none() | st.booleans())
    def doubt(self, data: st.DataObject, value: bool | None) -> None:
        span = data.draw(st.sampled_from(self.desk.state.spans))
        self.attempt(lambda: set_attribute(self.desk.state, self.tagset, span, "unsure", value))

    @precondition(lambda self: len(self.desk.state.spans) > 1)
    @rule(data=st.data(), tag=st.sampled_from(["MET", "HOLDS"]))
    def relate(self, data: st.DataObject, tag: str) -> None:
        head, tail = data.draw(st.permutations(self.desk.state.spans))[:2]
        self.attempt(
            lambda: create_relation(
                self.desk.state, self.tagset, tag, head.id, tail.id, id=new_id()
            )
        )

    @precondition(lambda self: self.desk.state.relations)
    @rule(data=st.data())
    def part(self, data: st.DataObject) -> None:
        relation = data.draw(st.sampled_from(self.desk.state.relations))
        self.attempt(lambda: delete_relation(self.desk.state, relation.id))

    @precondition(lambda self: self.desk.state.spans)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        state = self.desk.state
        # Those with relations first: they are the ones whose deletion has an order.
        spans = sorted(state.spans, key=lambda span: -len(state.relations_of(span.id)))
        span = data.draw(st.sampled_from(spans))
        self.attempt(lambda: delete_span(self.desk.state, span.id))

    @rule(data=st.data(), wants=st.booleans())
    def decide(self, data: st.DataObject, wants: bool) -> None:
        state = self.desk.state
        waiting = pending(state, self.tagset, SUGGESTED)
        choices = (*waiting.relations, *waiting.spans)
        if not choices:
            return
        chosen = data.draw(st.sampled_from(choices))
        if wants:
            self.attempt(lambda: accept(state, self.tagset, chosen, SUGGESTED, new_id=new_id))
        else:
            self.attempt(lambda: reject(state, chosen))

    @rule(about=st.sampled_from(["", "s1"]), kind=st.sampled_from(RemarkKind))
    def remark(self, about: str, kind: RemarkKind) -> None:
        said = Remark(new_id(), kind, "علي", about, "انظر «البنك» 😀", at="2026-01-01")
        self.do(Transaction(Op.REMARK, (Change(None, said),)))

    @rule(position=st.sampled_from(["p1", "p2"]), choice=st.sampled_from(SettlementChoice))
    def settle(self, position: str, choice: SettlementChoice) -> None:
        before = self.desk.state.settlement(position)
        items = tuple(span.id for span in self.desk.state.spans[:2])
        after = Settlement(position, choice, "", items, tuple(("علي", id) for id in items))
        if before != after:
            self.do(Transaction(Op.CURATE, (Change(before, after),)))

    @rule(stage=st.sampled_from(Stage))
    def move(self, stage: Stage) -> None:
        self.attempt(lambda: set_stage(self.desk.state, stage))

    @rule()
    def undo(self) -> None:
        desk = self.desk
        assert len(desk.history.done) == len(desk.past)
        if desk.past:
            wanted = desk.past.pop()
            latest = desk.history.done[-1]
            self.do(desk.steps[latest].inverse(Op.UNDO, latest))
            assert desk.state == wanted

    @rule()
    def redo(self) -> None:
        desk = self.desk
        assert len(desk.history.undone) == len(desk.future)
        if desk.future:
            wanted = desk.future.pop()
            latest = desk.history.undone[-1]
            self.do(desk.steps[latest].inverse(Op.REDO, latest))
            assert desk.state == wanted

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.folder / "p.tawseem")

    @invariant()
    def file_memory_and_journal_are_equal(self) -> None:
        for name, desk in self.desks.items():
            opened = self.project.open_set("d", name)
            assert opened.state == desk.state
            assert opened.history == desk.history
            reachable = (*desk.history.done, *desk.history.undone)
            assert opened.transactions == {id: desk.steps[id] for id in reachable}
            assert replay(self.document, self.project.journal(desk.set_id)) == desk.state
            counted = self.project.documents(name)[0]
            assert (counted.spans, counted.relations) == (
                len(desk.state.spans),
                len(desk.state.relations),
            )
            assert counted.pending == 5 - len(desk.state.decisions)


@pytest.mark.many
def test_file_memory_and_journal_stay_equal(tagset: Tagset) -> None:
    machine = type("Machine", (Editing,), {"tagset": tagset})
    case = machine.TestCase
    case.settings = examples(40, stateful_step_count=40)
    case("runTest").runTest()


@pytest.mark.parametrize("order", [1, -1])
def test_a_span_does_not_go_before_its_relations(
    project: Project, ahmad: object, bank: object, met: object, order: int
) -> None:
    """The file itself refuses the wrong order."""
    from annotation.values.state import Change

    set_id = project.open_set("d1", "سارة").id
    made = Transaction(Op.IMPORT, tuple(Change(None, item) for item in (ahmad, bank, met)))
    project.commit(set_id, JournalStep("t1", "2026-01-01", made))
    gone = Transaction(Op.DELETE_SPAN, (Change(met, None), Change(ahmad, None))[::order])
    if order == 1:
        project.commit(set_id, JournalStep("t2", "2026-01-01", gone))
    else:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            project.commit(set_id, JournalStep("t2", "2026-01-01", gone))
        assert len(project.open_set("d1", "سارة").state.items()) == 3
    assert project.check() == []
