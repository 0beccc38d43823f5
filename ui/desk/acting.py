"""The one door for acts in the window: on the desk, in the file, or when the document is there.

A session would not know what is written behind its back. So what is to be done in the set that is
on the desk goes through its session, what is to be done in one that is just being opened waits for
it, and only the rest is done in the file. Everybody hears of all of it from `acted`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from annotation.errors import AnnotationError, Refusal
from annotation.values.state import State
from annotation.values.transaction import Command, Op, Transaction
from storage.project import Project, WorkedOn, WrittenAct
from storage.system.ids import new_id
from ui.desk.in_many import InMany
from ui.desk.project_link import ProjectLink
from ui.desk.session import DeskCommand, Session

if TYPE_CHECKING:
    from storage.exchange.batches import Written
    from storage.requests import Portions

Made = TypeVar("Made")
Refuse = Callable[[Refusal], None]
GoOn = Callable[[int], bool]  # hears how much is done; False cancels


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Whose set on which document."""

    document_id: str
    annotator: str


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done in a set, and the state that it led to."""

    place: SetPlace
    transaction: Transaction
    state: State


@dataclass(slots=True)
class AskedAct:
    """An act that was asked for; `step_id` comes when it is done, `is_void` if nothing came of it.

    `by` says who mends the work of another, as in `Project.act`.
    """

    place: SetPlace
    by: str = ""
    step_id: str = ""
    is_void: bool = False


class WorkingPlace(Protocol):
    """What of the desk the door looks at."""

    link: ProjectLink | None
    session: Session | None

    @property
    def annotator(self) -> str:
        """Who works."""

    def refuse(self, refusal: Refusal) -> None:
        """Tell the person why something was not done."""


class Acting(QObject):
    """Decides where an act is done, and tells everybody.

    `wanted` is the set that is on the desk or shall be.

    Signals:
        acted: Emitted with what was Acted, on the desk or in the file, undone and redone.
    """

    acted = Signal(object)

    def __init__(self, desk: WorkingPlace, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.wanted: SetPlace | None = None
        self._is_coming = False
        self._in_many = InMany(desk, self._look_again)
        self._waiting: list[tuple[ProjectLink | None, Callable[[], None]]] = []

    # -- what is on its way to the desk ------------------------------------------------------------

    def expect(self, place: SetPlace) -> SetPlace:
        """A set is being read for the desk; the same as before is still expected."""
        if self.wanted != place:
            self.wanted = place
        self._is_coming = True
        self._look_again()
        assert self.wanted is not None
        return self.wanted

    def settle(self) -> None:
        """Nothing is being read any more: what is wanted is on the desk, if anything is."""
        session = self._desk.session
        place = _place_of(session) if session is not None else None
        if self.wanted != place:
            self.wanted = place
        self._is_coming = False
        self._look_again()

    def _look_again(self) -> None:
        """Whatever waited is decided anew, and may wait on, unless its project is closed."""
        waiting, self._waiting = self._waiting, []
        for link, carry_out in waiting:
            if link is self._desk.link:
                carry_out()

    def _wait(self, again: Callable[[], None]) -> None:
        self._waiting.append((self._desk.link, again))

    @property
    def is_in_many(self) -> bool:
        """Whether an act in many documents is under way."""
        return self._in_many.is_under_way

    # -- in the open document ----------------------------------------------------------------------

    def here(self, command: DeskCommand) -> Transaction | None:
        """Carry out a command in the open document; None when there is nothing to do."""
        return self._on_desk(lambda session: session.do(command))

    def revert_here(self, op: Op) -> Transaction | None:
        """Take back the last act in the open document, or do again what was undone last."""
        return self._on_desk(lambda session: session.revert(op))

    def _on_desk(self, act: Callable[[Session], Transaction | None]) -> Transaction | None:
        link, session = self._desk.link, self._desk.session
        if link is None or session is None:
            return None
        if link.refusal is not None:
            self._desk.refuse(link.refusal)
            return None
        try:
            return self._told(session, act(session))
        except Refusal as refusal:
            self._desk.refuse(refusal)
            return None

    def _told(self, session: Session, made: Transaction | None) -> Transaction | None:
        if made is not None:
            self._in_many.note(_place_of(session), session.state)
            self.acted.emit(Acted(_place_of(session), made, session.state))
        return made

    # -- in any set --------------------------------------------------------------------------------

    def do(
        self,
        document_id: str,
        command: Command,
        then: Callable[[Transaction | None], None],
        otherwise: Refuse,
        *,
        annotator: str = "",
        by: str = "",
    ) -> AskedAct:
        """Carry out a command in a set, the person's own unless an `annotator` is named.

        `then` hears what was done, None for nothing. `by` is who mends the work of another.
        """
        asked = AskedAct(SetPlace(document_id, annotator or self._desk.annotator), by)
        self._do(asked, command, then, otherwise)
        return asked

    def _do(
        self,
        asked: AskedAct,
        command: Command,
        then: Callable[[Transaction | None], None],
        otherwise: Refuse,
    ) -> None:
        place = asked.place

        def end(made: Transaction | None) -> None:
            asked.is_void = made is None
            then(made)

        def refuse(refusal: Refusal) -> None:
            asked.is_void = True
            otherwise(refusal)

        def on_desk(session: Session) -> None:
            made = self._told(session, session.do(lambda state, tagset: command(state)))
            if made is not None:
                asked.step_id = session.history.done[-1]
            end(made)

        def in_file(project: Project) -> WrittenAct | None:
            made = project.act(place.document_id, place.annotator, command, by=asked.by)
            if made is not None:
                asked.step_id = made.step.step_id  # at once: undo may be the next question
            return made

        def done(made: WrittenAct | None) -> None:
            end(None if made is None else self._told_of_file(made, place.annotator))

        again = partial(self._do, asked, command, then, otherwise)
        self._decide(place, on_desk, in_file, done, refuse, again)

    def undo(self, asked: AskedAct, then: Callable[[], None], otherwise: Refuse) -> None:
        """Take an act back; WorkedOn if something else was done in that set since."""
        place = asked.place

        def on_desk(session: Session) -> None:
            if session.history.done[-1:] != (asked.step_id,):
                raise WorkedOn
            self._told(session, session.revert(Op.UNDO))
            then()

        def in_file(project: Project) -> WrittenAct:
            return project.take_back(place.document_id, place.annotator, asked.step_id, by=asked.by)

        def done(made: WrittenAct) -> None:
            self._told_of_file(made, place.annotator)
            then()

        again = partial(self.undo, asked, then, otherwise)
        self._decide(place, on_desk, in_file, done, otherwise, again)

    def _decide(
        self,
        place: SetPlace,
        on_desk: Callable[[Session], None],
        in_file: Callable[[Project], Made],
        done: Callable[[Made], None],
        otherwise: Refuse,
        again: Callable[[], None],
    ) -> None:
        """Desk, coming or file; refused where nothing can be written."""
        link, session = self._desk.link, self._desk.session
        if link is None:
            return
        if link.refusal is not None:
            otherwise(link.refusal)
        elif self._is_coming and place == self.wanted:
            self._wait(again)
        elif session is not None and place == _place_of(session):
            try:
                on_desk(session)
            except Refusal as refusal:
                otherwise(refusal)
        elif self.is_in_many:
            self._wait(again)
        else:
            link.ask(in_file, done, otherwise)

    def _told_of_file(self, made: WrittenAct, annotator: str) -> Transaction:
        return self._told_of(made, SetPlace(made.state.document.id, annotator), made.state)

    def _told_of_many(self, made: WrittenAct, annotator: str) -> Transaction:
        """A session that was opened since may have gone on from there."""
        place = SetPlace(made.state.document.id, annotator)
        return self._told_of(made, place, self._in_many.latest(place, made.state))

    def _told_of(self, made: WrittenAct, place: SetPlace, state: State) -> Transaction:
        self.acted.emit(Acted(place, made.step.transaction, state))
        return made.step.transaction

    # -- in many sets ------------------------------------------------------------------------------

    def do_in_many(
        self,
        commands: Mapping[str, Command],
        then: Callable[[list[Transaction]], None],
        otherwise: Refuse,
        go_on: GoOn,
        *,
        annotator: str = "",
    ) -> None:
        """One act in many documents, by default of whoever works in the open one.

        In the file all of it is done or nothing. The open document has a step of its own then, be
        it an empty one, so that the whole can be taken back there. `then` hears what was done.
        """
        link, session = self._desk.link, self._desk.session
        if link is None:
            return
        annotator = annotator or (session.annotator if session else self._desk.annotator)
        is_here = session is not None and session.annotator == annotator
        here = session.document.id if session is not None and is_here else ""
        others = [(id, command) for id, command in commands.items() if id != here]
        batch = new_id()

        def finish(acts: Sequence[WrittenAct]) -> None:
            done = [self._told_of_many(made, annotator) for made in acts]
            command = commands.get(here, _nothing)
            if done:
                command = partial(_part, batch, done[0].op, command)
            if here:
                self.do(
                    here,
                    command,
                    lambda made: then([*done, *([made] if made else [])]),
                    otherwise,
                    annotator=annotator,
                )
            else:
                then(done)

        if link.refusal is not None:
            otherwise(link.refusal)
        elif self.is_in_many or (
            self._is_coming and self.wanted in [SetPlace(id, annotator) for id in commands]
        ):
            again = partial(self.do_in_many, commands, then, otherwise, go_on, annotator=annotator)
            self._wait(again)
        elif others:
            self._in_many.begin(
                lambda project: project.batches.writing(annotator, batch, others, go_on),
                lambda written: finish(written.acts),
                otherwise,
            )
        else:
            finish(())

    def revert_in_others(
        self,
        batch: str,
        op: Op,
        then: "Callable[[Written], None]",
        otherwise: Refuse,
        go_on: GoOn,
        *,
        is_partial: bool = False,
    ) -> None:
        """Undo a batch, or do it again, in all documents but the open one, of which it is the last.

        `then` hears what was written, or in which documents something else was done since: nothing
        is done at all then, unless the act may be `is_partial`.
        """
        link, session = self._desk.link, self._desk.session
        if link is None:
            return
        changed = AnnotationError("This document has changed in the meantime; it stays as it is.")
        if link.refusal is not None:
            otherwise(link.refusal)
        elif self._is_coming or self.is_in_many:
            again = partial(self.revert_in_others, batch, op, then, otherwise, go_on)
            self._wait(partial(again, is_partial=is_partial))
        elif session is None or session.batch_of_next(op) != batch:
            otherwise(changed)
        else:
            here = _place_of(session)

            def work(project: Project) -> "Portions[Written]":
                return project.batches.reverting(
                    here.annotator,
                    batch,
                    op,
                    but=here.document_id,
                    is_partial=is_partial,
                    progress=go_on,
                )

            def done(written: "Written") -> None:
                for made in written.acts:
                    self._told_of_many(made, here.annotator)
                if session is self._desk.session and session.batch_of_next(op) == batch:
                    then(written)
                else:
                    otherwise(changed)

            self._in_many.begin(work, done, otherwise)


def _place_of(session: Session) -> SetPlace:
    return SetPlace(session.document.id, session.annotator)


def _nothing(state: State) -> Transaction | None:
    del state
    return None


def _part(batch: str, op: Op, command: Command, state: State) -> Transaction:
    """What a command does as a part of a batch, were it nothing."""
    return replace(command(state) or Transaction(op, ()), batch=batch)
