"""What is said of the work in the open project, read when it changes."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.review.remarks import SaidRemark
from annotation.values.items import Remark, RemarkKind
from storage.project import PlacedThread
from ui.desk.acting import Acted
from ui.desk.desk import Desk

JUDGEMENTS = (RemarkKind.RIGHT, RemarkKind.WRONG)


class RemarkBook(QObject):
    """The comments and wavings of the open project.

    Signals:
        changed: They are others than before, or the project is another one.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._commented: set[str] = set()  # the ids of what the comments are about
        self._due = QTimer(self, singleShot=True, interval=0)  # many acts may be told at once
        self._due.timeout.connect(self.refresh)
        self.comments: list[PlacedThread] = []
        self.said: list[SaidRemark] = []
        desk.project_changed.connect(self.refresh)
        desk.session_changed.connect(self._look_for_new)  # a merge may have brought some
        desk.acting.acted.connect(self._hear)

    def refresh(self) -> None:
        """Read everything again, on the storage thread."""
        link = self._desk.link
        if link is None:
            self._take([], [])
            return

        def show(answer: tuple[list[PlacedThread], list[SaidRemark]]) -> None:
            if self._desk.link is link:
                self._take(*answer)

        link.read(lambda project: (project.comments(), project.remarks()), show)

    # -- within ------------------------------------------------------------------------------------

    def _look_for_new(self) -> None:
        """Read again if there are other remarks; finding all their places takes a while."""
        link, known = self._desk.link, self.said

        def show(is_same: bool) -> None:
            if self._desk.link is link and not is_same:
                self.refresh()

        if link is not None:
            link.read(lambda project: project.remarks() == known, show)

    def _take(self, comments: list[PlacedThread], said: list[SaidRemark]) -> None:
        if (comments, said) != (self.comments, self.said):
            self.comments, self.said = comments, said
            self._commented = {placed.thread.comment.about for placed in comments}
            self.changed.emit()

    def _hear(self, acted: Acted) -> None:
        """Read again when an act, an undo or a redo concerned remarks, or what they are about."""
        for change in acted.transaction.changes:
            item = change.before or change.after
            is_said = isinstance(item, Remark) and item.kind not in JUDGEMENTS
            if is_said or change.key[1] in self._commented:
                self._due.start()
                return
