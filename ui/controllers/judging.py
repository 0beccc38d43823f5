"""What a reviewer says of others' work: steps in the reviewer's own set, wherever it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotation.errors import AnnotationError, Refusal
from annotation.items import Remark
from annotation.state import State
from annotation.transaction import Op, Transaction
from storage.ids import new_id
from storage.project import Project
from ui.controllers.documents import Documents, read_only_refusal
from ui.desk import Desk

Command = Callable[[State], Transaction | None]
Take = Callable[[str, Sequence[Remark]], None]  # a document's id, and what is said of it now
Refuse = Callable[[Refusal], None]


class Judging:
    """Carries out commands in one's own sets: on the desk through the session, else in the file.

    What is done can be taken back, the last act first, as long as nothing else was done in that
    document since.
    """

    def __init__(self, desk: Desk, documents: Documents, take: Take, refuse: Refuse) -> None:
        self.desk = desk
        self._documents = documents
        self._take = take
        self._refuse = refuse
        self._done: list[tuple[str, str]] = []  # document ids and batches, the latest last

    @property
    def can_undo(self) -> bool:
        """Whether anything that was done here can be taken back."""
        return bool(self._done)

    def do(self, document_id: str, command: Command) -> None:
        """Carry out a command in the reviewer's set of a document."""
        link = self.desk.link
        if link is None:
            return
        if (refusal := read_only_refusal(link)) is not None:
            self._refuse(refusal)
        elif self._is_open(document_id):
            self._do_on_desk(document_id, command)
        elif self._documents.is_wanted(document_id):
            # It is about to be on the desk: what is written behind its back it would not know.
            self._documents.open(document_id, lambda: self._do_on_desk(document_id, command))
        else:
            self._do_in_file(document_id, command)

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done:
            self._refuse(AnnotationError("There is nothing to undo."))
            return
        document_id, batch = self._done[-1]
        if self._is_open(document_id):
            self._undo_on_desk(document_id, batch)
        elif self._documents.is_wanted(document_id):
            self._documents.open(document_id, lambda: self._undo_on_desk(document_id, batch))
        else:
            self._undo_in_file(document_id, batch)

    def _is_open(self, document_id: str) -> bool:
        session = self.desk.session
        if session is None or session.document.id != document_id:
            return False
        return session.annotator == self.desk.annotator

    # -- on the desk -------------------------------------------------------------------------------

    def _do_on_desk(self, document_id: str, command: Command) -> None:
        session, batch = self.desk.session, new_id()
        if session is None:
            return
        try:
            act = command(session.state)
        except AnnotationError as refusal:
            self._refuse(refusal)
            return
        if act is not None and session.do(lambda state, tagset: replace(act, batch=batch)):
            self._done.append((document_id, batch))
        self._take(document_id, session.state.remarks)

    def _undo_on_desk(self, document_id: str, batch: str) -> None:
        session = self.desk.session
        if session is None:
            return
        if session.batch_of_next(Op.UNDO) != batch:
            self._give_up()
        elif session.undo():
            self._done.pop()
            self._take(document_id, session.state.remarks)

    def _give_up(self) -> None:
        """Something else was done in that document since."""
        self._done.pop()
        self._refuse(AnnotationError("Something else was done there since; it stays as it is."))

    # -- in the file -------------------------------------------------------------------------------

    def _do_in_file(self, document_id: str, command: Command) -> None:
        annotator, batch, link = self.desk.annotator, new_id(), self.desk.link

        def work(project: Project) -> tuple[bool, tuple[Remark, ...]]:
            written = project.write_batch(annotator, batch, [(document_id, command)])
            return bool(written.steps), project.state(document_id, annotator).remarks

        def done(answer: tuple[bool, tuple[Remark, ...]]) -> None:
            is_new, remarks = answer
            if is_new:
                self._done.append((document_id, batch))
            self._take(document_id, remarks)

        if link is not None:
            link.ask(work, done, self._refuse)

    def _undo_in_file(self, document_id: str, batch: str) -> None:
        annotator, link = self.desk.annotator, self.desk.link

        def work(project: Project) -> tuple[bool, tuple[Remark, ...]]:
            written = project.revert_batch(annotator, batch, Op.UNDO, but="")
            return bool(written.steps), project.state(document_id, annotator).remarks

        def done(answer: tuple[bool, tuple[Remark, ...]]) -> None:
            is_undone, remarks = answer
            if not self._done or self._done[-1] != (document_id, batch):
                return  # taken back twice
            if is_undone:
                self._done.pop()
            else:
                self._give_up()
            self._take(document_id, remarks)

        if link is not None:
            link.ask(work, done, self._refuse)
