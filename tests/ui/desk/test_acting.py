"""The door for acts against the real file: desk, coming or file, undo, refusals, many documents."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from re import finditer

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotation.commands.set_commands import set_stage
from annotation.commands.span_commands import create_span, delete_span
from annotation.errors import AnnotationError, Refusal
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Stage, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Command, Op, Transaction
from storage.project import OpenSet, Project, WorkedOn
from storage.system.ids import new_id
from tests.ui.hands import bring_link
from ui.desk.acting import Acted, Acting, SetPlace
from ui.desk.project_link import ProjectLink
from ui.desk.session import Session
from ui.desk.taking_back import PageActs

TAGSET = Path(__file__).parents[2] / "data" / "small.toml"
TEXTS = {
    "أ": "زارت سَلْمى حداد مسقط 😀 في ١٢ مايو.",
    "ب": "قالت سلمى حداد للبنك الدولي: لا.",
    "ج": "وصل عمر السالمي إلى CASA-1000.",
}
ME = "sara"


class Place(QObject):
    """A working place without widgets: the project, what is on it, and what it was told."""

    def __init__(self, link: ProjectLink) -> None:
        super().__init__()
        self.link: ProjectLink | None = link
        self.session: Session | None = None
        self.annotator = ME
        self.refusals: list[Refusal] = []
        self.heard: list[Acted] = []
        self.acting = Acting(self, self)
        self.acting.acted.connect(self.heard.append)

    def refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)

    def open(self, document_id: str) -> None:
        """As the window does: read it, and put it on the desk when it comes, if still wanted."""
        assert self.link is not None
        wanted = self.acting.expect(SetPlace(document_id, self.annotator))

        def show(opened: OpenSet) -> None:
            if self.acting.wanted is wanted and self.link is not None:
                if on_desk(self) != document_id:  # else it may be worked on by now
                    self.session = Session(opened, self.link.tagset, Suggestions(), self.link, self)
                self.acting.settle()

        annotator = self.annotator
        self.link.ask(lambda project: project.open_set(document_id, annotator), show)


@dataclass
class Ended:
    """What the callbacks of an act have heard."""

    done: list[Transaction | None] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.done) + len(self.refusals)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.tawseem"
    with Project.create(path, read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)) as project:
        project.add_records(Record(Document.of(id, id, text)) for id, text in TEXTS.items())
    return path


@pytest.fixture
def place(path: Path, qapp: QObject) -> Iterator[Place]:
    link = bring_link(path)
    yield Place(link)
    link.close()


def asked(place: Place, qtbot: QtBot, document_id: str, annotator: str = ME) -> State:
    """What the file holds."""
    answers: list[State] = []
    assert place.link is not None
    place.link.ask(lambda project: project.state(document_id, annotator), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def arrive(place: Place, qtbot: QtBot, document_id: str) -> Session:
    place.open(document_id)
    qtbot.waitUntil(lambda: on_desk(place) == document_id)
    assert place.session is not None
    return place.session


def on_desk(place: Place) -> str:
    return place.session.document.id if place.session else ""


def tagging(place: Place, number: int = 0, id: str = "") -> Command:
    """Tag a word of the document as a person."""
    link = place.link
    assert link is not None

    def command(state: State) -> Transaction:
        words = [found.span() for found in finditer(r"\S+", state.document.text)]
        word = words[number % len(words)]
        return create_span(state, link.tagset, "PER", (word,), id=id or new_id())

    return command


def do(place: Place, document_id: str, command: Command, **whose: str) -> Ended:
    ended = Ended()
    place.acting.do(document_id, command, ended.done.append, ended.refusals.append, **whose)
    return ended


def finish(qtbot: QtBot, ended: Ended) -> None:
    qtbot.waitUntil(lambda: ended.count == 1)


def test_what_is_on_the_desk_is_done_at_once_by_its_session(place: Place, qtbot: QtBot) -> None:
    session = arrive(place, qtbot, "أ")
    ended = do(place, "أ", tagging(place))
    assert ended.count == len(session.state.spans) == 1
    assert place.heard == [Acted(SetPlace("أ", ME), ended.done[0], session.state)]
    assert asked(place, qtbot, "أ") == session.state


def test_what_is_elsewhere_is_done_in_the_file_and_heard_the_same(
    place: Place, qtbot: QtBot
) -> None:
    arrive(place, qtbot, "أ")
    ended = do(place, "ب", tagging(place))
    finish(qtbot, ended)
    state = asked(place, qtbot, "ب")
    assert (len(state.spans), state.stage) == (1, Stage.IN_PROGRESS)
    assert place.heard == [Acted(SetPlace("ب", ME), ended.done[0], state)]


def test_an_act_waits_for_a_document_that_is_coming_and_its_session_knows(
    place: Place, qtbot: QtBot
) -> None:
    place.open("ب")
    ended = do(place, "ب", tagging(place))
    assert ended.count == 0
    finish(qtbot, ended)
    assert place.session is not None
    assert len(place.session.state.spans) == 1
    assert place.session.revert(Op.UNDO).changes
    assert asked(place, qtbot, "ب") == place.session.state


def test_an_act_that_waited_is_done_in_the_file_when_another_document_is_wanted(
    place: Place, qtbot: QtBot
) -> None:
    place.open("ب")
    first = do(place, "ب", tagging(place, 0, "s1"))
    place.open("ج")
    second = do(place, "ب", lambda state: delete_span(state, "s1"))
    qtbot.waitUntil(lambda: first.count == second.count == 1 and on_desk(place) == "ج")
    assert (first.refusals, second.refusals) == ([], [])
    assert asked(place, qtbot, "ب").spans == ()


def test_an_answer_to_an_earlier_question_does_not_bring_an_old_state(
    place: Place, qtbot: QtBot
) -> None:
    place.open("ب")
    place.open("ج")
    ended = do(place, "ب", tagging(place))  # in the file, after what was read first
    place.open("ب")
    finish(qtbot, ended)
    qtbot.waitUntil(lambda: on_desk(place) == "ب")
    assert place.session is not None
    assert len(place.session.state.spans) == 1


def test_the_set_of_another_is_mended_in_the_file_while_ones_own_is_open(
    place: Place, qtbot: QtBot
) -> None:
    session = arrive(place, qtbot, "أ")
    finish(qtbot, do(place, "أ", tagging(place), annotator="جميلة"))
    mended = do(
        place, "أ", lambda state: delete_span(state, state.spans[0].id), annotator="جميلة", by=ME
    )
    finish(qtbot, mended)
    stranger = do(place, "أ", tagging(place), annotator="هدى", by=ME)
    finish(qtbot, stranger)
    assert str(stranger.refusals[0]) == "This annotation set is not in the project."
    assert asked(place, qtbot, "أ", "جميلة").spans == ()
    assert session.state.spans == ()


@pytest.mark.parametrize("is_open", [True, False])
def test_a_refusal_is_told_and_nothing_is_heard(place: Place, qtbot: QtBot, is_open: bool) -> None:
    if is_open:
        arrive(place, qtbot, "أ")
    ended = do(place, "أ", lambda state: delete_span(state, "gone"))
    finish(qtbot, ended)
    nothing = do(place, "أ", lambda state: None)
    finish(qtbot, nothing)
    assert (len(ended.refusals), nothing.done, place.heard) == (1, [None], [])


def test_where_nothing_can_be_written_every_way_says_so(path: Path, qtbot: QtBot) -> None:
    link = bring_link(path, read_only=True)
    place = Place(link)
    session = arrive(place, qtbot, "أ")
    sentence = str(link.refusal)
    assert "open for reading only" in sentence
    told = [do(place, id, tagging(place)) for id in TEXTS]
    assert [str(ended.refusals[0]) for ended in told] == [sentence] * 3
    assert place.acting.here(lambda state, tagset: set_stage(state, Stage.FINISHED)) is None
    assert place.acting.revert_here(Op.UNDO) is None
    many = Ended()
    place.acting.do_in_many(
        {"ب": tagging(place)}, many.done.extend, place.refuse, lambda done: True
    )
    assert [str(refusal) for refusal in place.refusals] == [sentence] * 3
    assert (session.state.items(), place.heard) == ((), [])
    link.close()


# -- taking back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_open", [True, False])
def test_acts_of_a_page_are_taken_back_last_first_as_quickly_as_they_came(
    place: Place, qtbot: QtBot, is_open: bool
) -> None:
    if is_open:
        arrive(place, qtbot, "أ")
    page = PageActs(place.acting, place.refuse)
    undone: list[str] = []
    for number in range(3):
        page.do("أ", tagging(place, number))
    page.do("أ", lambda state: delete_span(state, "gone"))  # comes to nothing
    qtbot.waitUntil(lambda: len(place.refusals) == 1)
    for name in ("third", "second"):
        page.undo(lambda name=name: undone.append(name))  # type: ignore[misc]
    qtbot.waitUntil(lambda: undone == ["third", "second"])
    assert [span.begin for span in asked(place, qtbot, "أ").spans] == [0]  # the first word
    page.undo()
    qtbot.waitUntil(lambda: len(place.heard) == 6)
    page.undo()
    assert str(place.refusals[-1]) == "There is nothing to undo."


@pytest.mark.parametrize("is_open", [True, False])
def test_what_something_was_done_after_stays(place: Place, qtbot: QtBot, is_open: bool) -> None:
    if is_open:
        arrive(place, qtbot, "أ")
    page = PageActs(place.acting, place.refuse)
    page.do("أ", tagging(place))
    finish(qtbot, do(place, "أ", tagging(place, 1)))
    page.undo()
    qtbot.waitUntil(lambda: bool(place.refusals))
    assert isinstance(place.refusals[0], WorkedOn)
    assert len(asked(place, qtbot, "أ").spans) == 2


def test_taking_back_waits_like_the_act_itself(place: Place, qtbot: QtBot) -> None:
    page = PageActs(place.acting, place.refuse)
    undone: list[bool] = []
    place.open("ب")
    page.do("ب", tagging(place))
    page.undo(lambda: undone.append(True))
    qtbot.waitUntil(lambda: bool(undone))
    assert on_desk(place) == "ب"
    assert place.refusals == []
    assert [acted.transaction.op for acted in place.heard] == [Op.CREATE_SPAN, Op.UNDO]


# -- many documents -------------------------------------------------------------------------------


def test_many_documents_are_one_batch_in_which_the_open_one_has_a_step(
    place: Place, qtbot: QtBot
) -> None:
    session = arrive(place, qtbot, "أ")
    done: list[Transaction] = []
    commands = {id: tagging(place) for id in ("ب", "ج")}
    place.acting.do_in_many(commands, done.extend, place.refuse, lambda count: True)
    qtbot.waitUntil(lambda: len(done) == 3)
    (batch,) = {act.batch for act in done}
    assert batch is not None
    assert session.batch_of_next(Op.UNDO) == batch
    assert {acted.place.document_id for acted in place.heard} == {*TEXTS}
    written: list[int] = []
    place.acting.revert_in_others(
        batch, Op.UNDO, lambda all: written.append(len(all.acts)), place.refuse, lambda _: True
    )
    qtbot.waitUntil(lambda: written == [2])
    assert asked(place, qtbot, "ب").spans == ()
    assert place.acting.revert_here(Op.UNDO) is not None
    place.acting.revert_in_others(batch, Op.UNDO, print, place.refuse, lambda _: True)
    assert "has changed in the meantime" in str(place.refusals[0])


def test_a_batch_waits_for_the_document_that_is_coming(place: Place, qtbot: QtBot) -> None:
    arrive(place, qtbot, "أ")
    done: list[Transaction] = []
    place.open("ب")
    commands = {id: tagging(place) for id in TEXTS}
    place.acting.do_in_many(commands, done.extend, place.refuse, lambda count: True)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert place.session is not None
    assert on_desk(place) == "ب"
    assert len(place.session.state.spans) == 1
    for id in TEXTS:
        assert len(asked(place, qtbot, id).spans) == 1


def test_a_batch_that_is_cancelled_changes_nothing(place: Place, qtbot: QtBot) -> None:
    session = arrive(place, qtbot, "أ")
    commands = {id: tagging(place) for id in TEXTS}
    place.acting.do_in_many(commands, print, place.refuse, lambda count: count < 1)
    qtbot.waitUntil(lambda: bool(place.refusals))
    assert isinstance(place.refusals[0], AnnotationError)
    assert (session.state.items(), place.heard) == ((), [])


# -- anything at any moment -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_whenever_documents_come_desk_and_file_agree(
    place: Place, qtbot: QtBot, seed: int
) -> None:
    chance = random.Random(seed)
    page = PageActs(place.acting, place.refuse)
    for _ in range(40):
        id = chance.choice([*TEXTS])
        match chance.randrange(5):
            case 0:
                place.open(id)
            case 1:
                page.undo()
            case 2:
                some = chance.sample([*TEXTS], 2)
                commands = {id: tagging(place, chance.randrange(20)) for id in some}
                place.acting.do_in_many(commands, lambda acts: None, place.refuse, lambda _: True)
            case 3:
                asked(place, qtbot, id)  # whatever is on its way arrives
            case _:
                page.do(id, tagging(place, chance.randrange(20)))
    arrive(place, qtbot, "أ")
    for _ in range(2):  # what waited for the document, and what waited for that
        qtbot.waitUntil(lambda: not place.acting.is_in_many)
        asked(place, qtbot, "أ")
    assert place.link is not None
    assert place.session is not None
    assert asked(place, qtbot, "أ") == place.session.state
    last = {acted.place: acted.state for acted in place.heard}
    for at, state in last.items():
        assert asked(place, qtbot, at.document_id) == state
    found: list[list[Refusal]] = []
    place.link.ask(lambda project: project.check(), found.append)
    qtbot.waitUntil(lambda: found == [[]])
    assert not place.link.is_troubled
    assert place.link.unsaved == 0
