"""What is said of the work in the open project: read when it changes, written in one's own set."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotation.errors import Refusal
from annotation.review.remarks import SaidRemark
from annotation.values.items import Remark
from annotation.values.state import State
from annotation.values.transaction import Command
from storage.project import PlacedThread, Project
from ui.desk.desk import Desk
from ui.project.opening import Documents, Whereabouts


class RemarkBook(QObject):
    """The comments and wavings of the open project.

    Signals:
        changed: They are others than before, or the project is another one.
    """

    changed = Signal()

    def __init__(self, desk: Desk, documents: Documents) -> None:
        super().__init__(desk)
        self._desk = desk
        self._documents = documents
        self._seen: State | None = None
        self.comments: list[PlacedThread] = []
        self.said: list[SaidRemark] = []
        desk.project_changed.connect(self.refresh)
        desk.session_changed.connect(self._look_at_desk)
        desk.session_changed.connect(self._look_for_new)  # a merge may have brought some
        desk.acted.connect(self._hear_act)

    def refresh(self) -> None:
        """Read everything again, on the storage thread."""
        link = self._desk.link
        if link is None:
            self._take([], [])
            return

        def show(answer: tuple[list[PlacedThread], list[SaidRemark]]) -> None:
            if self._desk.link is link:
                self._take(*answer)

        link.ask(lambda project: (project.comments(), project.remarks()), show)

    def say(
        self,
        document_id: str,
        command: Command,
        then: Callable[[], None],
        otherwise: Callable[[Refusal], None],
    ) -> None:
        """Say something in one's own set of a document, whether or not it is on the desk."""
        desk, link, session = self._desk, self._desk.link, self._desk.session
        if link is None:
            return
        place = self._documents.own_set(document_id)
        if place is Whereabouts.COMING:
            again = partial(self.say, document_id, command, then, otherwise)
            self._documents.when_open(document_id, again)
            return
        if session is not None and place is Whereabouts.DESK:
            try:
                act = command(session.state)
            except Refusal as refusal:
                otherwise(refusal)
                return
            if act is None or session.do(lambda state, tagset: act) is not None:
                then()
            return
        annotator = desk.annotator

        def write(project: Project) -> None:
            project.act(document_id, annotator, command)

        def done(_: None) -> None:
            self.refresh()
            then()

        link.ask(write, done, otherwise)

    # -- within ------------------------------------------------------------------------------------

    def _look_for_new(self) -> None:
        """Read again if there are other remarks; finding all their places takes a while."""
        link, known = self._desk.link, self.said

        def show(is_same: bool) -> None:
            if self._desk.link is link and not is_same:
                self.refresh()

        if link is not None:
            link.ask(lambda project: project.remarks() == known, show)

    def _take(self, comments: list[PlacedThread], said: list[SaidRemark]) -> None:
        if (comments, said) != (self.comments, self.said):
            self.comments, self.said = comments, said
            self.changed.emit()

    def _look_at_desk(self) -> None:
        session = self._desk.session
        self._seen = session.state if session else None

    def _hear_act(self) -> None:
        """Read again when an act, an undo or a redo concerned remarks, or what they are about."""
        session, seen = self._desk.session, self._seen
        self._look_at_desk()
        if session is None or seen is None or seen.document is not session.state.document:
            return
        changed = session.state.changes_since(seen)
        commented = {placed.thread.comment.about for placed in self.comments}
        for change in changed:
            item = change.before or change.after
            if isinstance(item, Remark) or change.key[1] in commented:
                self.refresh()
                return
