"""What a reviewer says of others' work: steps in the reviewer's own set, wherever it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotation.errors import AnnotationError, Refusal
from annotation.values.items import Remark
from annotation.values.transaction import Command, Op
from storage.project import Project
from storage.system.ids import new_id
from ui.desk.desk import Desk
from ui.project.opening import Documents, Whereabouts, read_only_refusal

TakeRemarks = Callable[[str, Sequence[Remark]], None]  # a document's id, and what is said of it now
Refuse = Callable[[Refusal], None]
JudgingAct = tuple[str, str]  # a document's id and the batch that its step belongs to
JudgingOutcome = tuple[
    bool, tuple[Remark, ...]
]  # whether anything was written, and what is said now


class Judging:
    """Carries out commands in one's own sets: on the desk through the session, else in the file.

    What is done can be taken back, the last act first, as long as nothing else was done in that
    document since.
    """

    def __init__(self, desk: Desk, documents: Documents, take: TakeRemarks, refuse: Refuse) -> None:
        self.desk = desk
        self._documents = documents
        self._take = take
        self._refuse = refuse
        self._done: list[JudgingAct] = []  # the latest last

    def do(self, document_id: str, command: Command) -> None:
        """Carry out a command in the reviewer's set of a document."""
        link = self.desk.link
        if link is None:
            return
        if (refusal := read_only_refusal(link)) is not None:
            self._refuse(refusal)
        else:
            act = (document_id, new_id())
            self._done.append(act)  # at once: several may be on their way to the file
            self._at(
                document_id,
                lambda: self._do_on_desk(act, command),
                lambda: self._do_in_file(act, command),
            )

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done:
            self._refuse(AnnotationError("There is nothing to undo."))
            return
        act = self._done.pop()
        self._at(act[0], lambda: self._undo_on_desk(act), lambda: self._undo_in_file(act))

    def _forget(self, act: JudgingAct) -> None:
        """Nothing came of it, so there is nothing to take back."""
        if act in self._done:
            self._done.remove(act)

    def _at(self, document_id: str, desk: Callable[[], None], file: Callable[[], None]) -> None:
        """Act where the set is; a session would not know what is written behind its back."""
        match self._documents.own_set(document_id):
            case Whereabouts.DESK:
                desk()
            case Whereabouts.COMING:
                self._documents.when_open(document_id, desk)
            case Whereabouts.FILE:
                file()

    # -- on the desk -------------------------------------------------------------------------------

    def _do_on_desk(self, act: JudgingAct, command: Command) -> None:
        document_id, batch = act
        session = self.desk.session
        if session is None:
            self._forget(act)
            return
        try:
            made = command(session.state)
        except AnnotationError as refusal:
            self._forget(act)
            self._refuse(refusal)
            return
        if made is None or not session.do(lambda state, tagset: replace(made, batch=batch)):
            self._forget(act)
        self._take(document_id, session.state.remarks)

    def _undo_on_desk(self, act: JudgingAct) -> None:
        document_id, batch = act
        session = self.desk.session
        if session is None or session.batch_of_next(Op.UNDO) != batch:
            self._refuse(_worked_on())
        elif session.undo():
            self._take(document_id, session.state.remarks)

    # -- in the file -------------------------------------------------------------------------------

    def _do_in_file(self, act: JudgingAct, command: Command) -> None:
        document_id, batch = act
        annotator, link = self.desk.annotator, self.desk.link

        def work(project: Project) -> JudgingOutcome:
            written = project.write_batch(annotator, batch, [(document_id, command)])
            return bool(written.acts), project.state(document_id, annotator).remarks

        def done(outcome: JudgingOutcome) -> None:
            is_new, remarks = outcome
            if not is_new:
                self._forget(act)
            self._take(document_id, remarks)

        def failed(refusal: Refusal) -> None:
            self._forget(act)
            self._refuse(refusal)

        if link is not None:
            link.ask(work, done, failed)

    def _undo_in_file(self, act: JudgingAct) -> None:
        document_id, batch = act
        annotator, link = self.desk.annotator, self.desk.link

        def work(project: Project) -> JudgingOutcome:
            written = project.revert_batch(annotator, batch, Op.UNDO, but="")
            return bool(written.acts), project.state(document_id, annotator).remarks

        def done(outcome: JudgingOutcome) -> None:
            is_undone, remarks = outcome
            self._take(document_id, remarks)
            if not is_undone:
                self._refuse(_worked_on())

        def failed(refusal: Refusal) -> None:
            self._done.append(act)  # it stands as it did
            self._refuse(refusal)

        if link is not None:
            link.ask(work, done, failed)


def _worked_on() -> AnnotationError:
    return AnnotationError("Something else was done there since; it stays as it is.")
