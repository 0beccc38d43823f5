"""Which project is on the desk: one comes, another leaves, and nobody waits for either."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import Refusal
from storage.corpus.documents import first_to_open
from ui.desk.arriving import Arriving
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, StartWork
from ui.desk.project_link import ProjectLink, begin_opening
from ui.dialogs.progress import ProgressDialog
from ui.look.language import isolated, tr
from ui.look.settings import OwnSetting
from ui.project.lost_work import LostWork
from ui.project.opening import DocumentOpening
from ui.project.projects import Projects

MANY = 5_000  # documents, from which the first of them is shown before the list is there


@dataclass(frozen=True, slots=True)
class Wish:
    """A project that is wanted on the desk, with a document of it to be annotated or curated, and
    who works.
    """

    path: Path
    document: str | None = None
    annotator: str | None = None
    read_only: bool = False
    is_curated: bool = False


class Changeover(QObject):
    """Opens projects and lets them go.

    What is on the desk stays until the other one is there, unless both are the same file. Of two
    that are wanted the later comes.

    Signals:
        changed: Emitted when a project is being opened, or is not any more.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        opening: DocumentOpening,
        projects: Projects,
        curate: Callable[[str], None],
    ) -> None:
        super().__init__(desk)
        self.desk = desk
        self._opening = opening
        self._curate = curate
        self._projects = projects
        self._arriving = Arriving(desk)
        self._lost_work = LostWork(desk, opening)
        self._coming: LongWork | None = None
        self._leaving: list[ProjectLink] = []
        self._when_left: Callable[[], None] | None = None
        self._sign: ProgressDialog | None = None

    @property
    def is_coming(self) -> bool:
        """Whether a project is being opened."""
        return self._coming is not None

    def open(self, wish: Wish, then: Callable[[], None] = lambda: None) -> None:
        """Open a project; a sentence says why when it cannot be opened.

        `then` is called when it is on the desk.
        """
        self._drop()
        title = tr("Opening {name}…", name=isolated(wish.path.stem))
        self._coming = LongWork(
            self.desk,
            title,
            lambda link: self._take(wish, link, then),
            lambda refusal: self._refuse(wish, refusal),
        )
        if self.desk.link is not None and self.desk.link.path == wish.path:
            self.close()  # first, for the same file cannot be open twice: the other waits for it
        self._coming.begin(_opened(wish, self._give_up))
        self.changed.emit()

    def close(self) -> None:
        """Clear the desk; what is queued is saved and the file closed, in its own time."""
        link = self.desk.link
        self._opening.close()
        if link is not None:
            self._leaving.append(link)
            link.closed.connect(lambda: self._left(link))
            link.close()
            self.desk.link = None
            self.desk.project_changed.emit()

    def leave(self, then: Callable[[], None]) -> bool:
        """Close the project and open none; True when all is on disk, else `then` is called when it
        is.
        """
        self._drop()
        self.close()
        if not self._leaving:
            return True
        self._when_left = then
        if self._sign is None:
            self._sign = ProgressDialog(tr("Saving…"), self.desk.window, tr("Close at once"))
            self._sign.cancelled.connect(self._leave_at_once)
        return False

    # -- within ------------------------------------------------------------------------------------

    def _drop(self) -> None:
        """What is being opened is not wanted any more."""
        if self._coming is not None:
            self._coming.cancel()

    def _give_up(self) -> None:
        self._coming = None
        self.changed.emit()

    def _refuse(self, wish: Wish, refusal: Refusal) -> None:
        self._give_up()
        self._projects.refuse(wish.path, refusal)

    def _take(self, wish: Wish, link: ProjectLink, then: Callable[[], None]) -> None:
        """Put an open project on the desk instead of the one that is there."""
        self._coming = None
        self.close()
        link.setParent(self)
        desk = self.desk
        desk.link = link
        link.saved.connect(desk.status.set_saved)
        link.troubled.connect(desk.refuse)
        self._arriving.follow(link)
        desk.palette.set_tagset(link.tagset)
        desk.remember_project(link.path, wish.annotator)
        desk.status.set_saved(0)
        desk.holder = "" if wish.annotator else link.handed_out_to
        desk.status.set_annotator(desk.annotator)
        for notice in link.notices:
            desk.refuse(notice)
        told = Qt.ConnectionType.SingleShotConnection
        link.damaged.connect(lambda damage: self._projects.tell_damage(link.path, damage), told)
        link.watch_for_damage()
        desk.project_changed.emit()
        open_ = self._curate if wish.is_curated else self._opening.open
        if link.documents >= MANY:
            self._open_before_the_list(wish, open_)
        desk.list_documents(then=lambda: self._open_first(wish, open_))
        if link.lost is not None:
            self._lost_work.offer(link, link.lost)
        then()

    def _open_before_the_list(self, wish: Wish, open_: Callable[[str], None]) -> None:
        """Of many documents the list takes longer than a moment: one of them is shown before."""
        link, annotator = self.desk.link, self.desk.annotator
        if link is None or wish.document is not None:
            self._projects.open_first(wish.document, open_)
        elif not self.desk.own(OwnSetting.ORDER):  # else only the list knows which is the first
            link.ask(
                lambda project: first_to_open(project.file, annotator),
                lambda id: open_(id) if id is not None and self.desk.link is link else None,
            )

    def _open_first(self, wish: Wish, open_: Callable[[str], None]) -> None:
        if self.desk.session is None and self.desk.acting.wanted is None:
            self._projects.open_first(wish.document, open_)

    def _left(self, link: ProjectLink) -> None:
        link.deleteLater()
        self._leaving = [other for other in self._leaving if other is not link]
        if not self._leaving:
            self._leave_at_once()

    def _leave_at_once(self) -> None:
        """Whatever is not saved yet stays in this computer's journal."""
        then, self._when_left = self._when_left, None
        self._leaving.clear()
        if self._sign is not None:
            self._sign.show_nothing()
            self._sign = None
        if then is not None:
            then()


def _opened(wish: Wish, given_up: Callable[[], None]) -> StartWork:
    """Work that opens a project on a thread of its own; who cancels it has it closed again."""

    def start(work: LongWork) -> Callable[[], None]:
        opening = begin_opening(wish.path, read_only=wish.read_only)
        work.follow(opening.facts, lambda facts: ProjectLink(opening.thread, facts))

        def stop() -> None:
            opening.thread.close(wait=False)
            given_up()

        return stop

    return start
