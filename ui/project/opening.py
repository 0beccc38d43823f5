"""Documents on the desk: opening one, finishing it, going to the next."""

import gc
from collections.abc import Callable, Mapping
from functools import partial

from annotation.commands.set_commands import set_stage
from annotation.errors import AnnotationError, Refusal
from annotation.values.items import Stage, Suggestions
from annotation.values.state import State
from annotation.values.transaction import Op
from storage.project import OpenSet, Project
from storage.system.freed_memory import give_back
from ui.desk.acting import SetPlace
from ui.desk.desk import Desk
from ui.desk.project_link import ProjectLink
from ui.desk.session import Session
from ui.look.language import tr
from ui.suggesting.offering import Offering

MANY = 5_000  # items from which a document opens so slowly that its first page comes before
LONG = 1_000_000  # code points from which opening leaves much memory to give back
FIRST_PAGE = 4_000  # code points; more than a screen holds


class DocumentOpening:
    """Which document is on the desk, and how far it is."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.offering = Offering(desk, self.is_wanted)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "undo": self._undo,
            "redo": self._redo,
            "finish": self._finish,
            "set-aside": lambda: self._leave(Stage.SET_ASIDE),
            "reopen": self._reopen,
            "toggle-mine": self.desk.documents.toggle_mine,
            "next-document": lambda: self._go(1),
            "previous-document": lambda: self._go(-1),
        }

    def is_wanted(self, document_id: str) -> bool:
        """Whether the document is open, or about to be."""
        wanted = self.desk.acting.wanted
        return wanted is not None and wanted.document_id == document_id

    # -- opening -----------------------------------------------------------------------------------

    def open(
        self,
        document_id: str,
        then: Callable[[], None] | None = None,
        *,
        curator: str = "",
    ) -> None:
        """Put a document on the desk; what is on it stays until the other one is there.

        With a `curator`, it is their set, in which what several people did is made into one.
        """
        link, acting = self.desk.link, self.desk.acting
        if link is None:
            return
        if self._is_open(document_id, curator):
            acting.settle()  # whatever else was being opened is not wanted any more
            if then is not None:
                then()
            return
        annotator = curator or self.desk.annotator
        wanted = acting.expect(SetPlace(document_id, annotator))

        def read(project: Project) -> tuple[OpenSet, Suggestions]:
            if curator:
                return project.open_set(document_id, curator), Suggestions()
            suggestions = project.suggestions_for(document_id, annotator)
            return project.open_set(document_id, annotator), suggestions

        def show(answer: tuple[OpenSet, Suggestions]) -> None:
            if self.desk.link is not link or acting.wanted is not wanted:
                return
            if not self._is_open(document_id, curator):  # else it may be worked on by now
                self._show(*answer, is_curated=bool(curator))
            acting.settle()
            if then is not None:
                then()

        def stay(refusal: Refusal) -> None:
            if acting.wanted is wanted:
                acting.settle()
            self._stay_without(refusal)

        if self.desk.documents.queue.item_count(document_id) >= MANY:
            link.ask(
                lambda project: project.first_page(document_id, annotator, FIRST_PAGE),
                lambda state: self._show_first_page(link, wanted, state),
            )
        link.ask(read, show, stay)

    def _is_open(self, document_id: str, curator: str = "") -> bool:
        session = self.desk.session
        if session is None or session.document.id != document_id:
            return False
        return session.annotator == curator if session.is_curated else not curator

    def _show_first_page(self, link: ProjectLink, wanted: SetPlace, state: State) -> None:
        """Show the first page of a large document, to be read until it can be worked on."""
        document = state.document
        is_wanted = self.desk.link is link and self.desk.acting.wanted is wanted
        if not is_wanted or self._is_open(document.id):
            return
        self._leave_desk()
        self.desk.documents.set_current(document.id)
        self.desk.view.set_article(document, link.tagset)
        self.desk.view.show_items(state, Suggestions())
        self.desk.items.wait()

    def _stay_without(self, refusal: Refusal) -> None:
        """A document could not be opened; of a large one the first page may be there."""
        if self.desk.session is None:
            self.desk.view.clear()
            self.desk.items.clear()
        self.desk.refuse(refusal)

    def _show(self, opened: OpenSet, suggestions: Suggestions, *, is_curated: bool) -> None:
        desk = self.desk
        assert desk.link is not None
        desk.details.flush()
        if desk.session is not None:
            desk.session.deleteLater()
        link = desk.link
        session = Session(
            opened,
            link.tagset,
            suggestions,
            link,
            desk,
            is_curated=is_curated,
        )
        session.acting.connect(desk.status.quiet)
        session.changed.connect(self._changed)
        desk.session = session
        is_large = len(opened.state.relations) + opened.state.span_count >= MANY
        _spare_the_collector(is_large=is_large)
        desk.session_changed.emit()
        if is_large or len(opened.document.text) >= LONG:
            link.read(lambda project: give_back(), lambda _: None)
        self.offering.document_opened()

    def close(self) -> None:
        """Clear the desk and let the suggester go."""
        self._leave_desk()
        self.desk.acting.settle()
        self.offering.close()

    def put_aside(self) -> Callable[[], None]:
        """Clear the desk while the open set may go on in the file; how to open it again."""
        session = self.desk.session
        self.close()
        return partial(self.open, session.document.id) if session else lambda: None

    def _leave_desk(self) -> None:
        """No document is on the desk."""
        self.desk.details.flush()
        if self.desk.session is not None:
            self.desk.session.deleteLater()
            self.desk.session = None
            self.desk.session_changed.emit()

    @property
    def is_suggesting(self) -> bool:
        """Whether suggestions for the open document are still on their way."""
        return self.offering.is_suggesting

    def _changed(self) -> None:
        self.offering.changed()
        self.desk.changed.emit()

    # -- undo --------------------------------------------------------------------------------------

    def _undo(self) -> None:
        self._revert(Op.UNDO)

    def _redo(self) -> None:
        self._revert(Op.REDO)

    def _revert(self, op: Op) -> None:
        """Undo or redo here; what was done in many documents at once, in all of them first."""
        session = self.desk.session
        if session is None:
            return
        batch = session.batch_of_next(op)
        if batch is None:
            self._revert_here(op)
            return
        from ui.annotating.batching import Batching

        Batching(self.desk).revert(batch, op, lambda: self._revert_here(op))

    def _revert_here(self, op: Op) -> None:
        done = self.desk.acting.revert_here(op)
        if done is not None:
            self.desk.say(tr("Undone.") if op is Op.UNDO else tr("Done again."))
            if done.changes:
                self._show_place(done.changes[-1].after or done.changes[-1].before)

    def _show_place(self, item: object) -> None:
        fragments = getattr(item, "fragments", None)
        if fragments:
            self.desk.view.reveal(fragments[0][0], fragments[-1][1])

    # -- going on ----------------------------------------------------------------------------------

    def _finish(self) -> None:
        self._leave(Stage.FINISHED)

    def _leave(self, stage: Stage) -> None:
        """Mark the document and open the next one that is not finished."""
        session = self.desk.session
        if session is None:
            return
        self.desk.acting.here(lambda state, tagset: set_stage(state, stage))
        if session.state.stage is Stage.FINISHED:
            self.offering.finished(session)
        document_id = session.document.id
        following = self.desk.documents.queue.next_unfinished(document_id)
        if following is None:
            self.desk.say(tr("This was the last document. Well done."))
            return
        self.desk.say(tr("Finished.") if stage is Stage.FINISHED else tr("Set aside."))
        self.open(following)

    def _reopen(self) -> None:
        self.desk.acting.here(lambda state, tagset: set_stage(state, Stage.IN_PROGRESS))

    def _go(self, step: int) -> None:
        queue = self.desk.documents.queue
        other = queue.neighbour(queue.open, step)
        if other is None:
            self.desk.refuse(AnnotationError("There is no further document this way."))
        else:
            self.open(other)


def _spare_the_collector(*, is_large: bool) -> None:
    """Items that come by the thousand stay: to look through them for garbage, as Python's collector
    would now and then, holds a frame up by a twentieth of a second.
    """
    gc.unfreeze()
    if is_large:
        gc.freeze()
