"""One act over many documents: carried out in the background, undone and done again as one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotation.commands.same_words import (
    BatchWish,
    Deed,
    OccurrencePlace,
    carry_out,
    count_done,
    part_of,
)
from annotation.errors import AnnotationError, Refusal
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import DocumentSummary, Project
from storage.system.ids import new_id
from storage.work.batches import Written
from ui.desk.desk import Desk
from ui.dialogs.message import ask
from ui.look.language import isolated, tr
from ui.project.transfer import Task

_OPS = {Deed.TAG: Op.PROPAGATE, Deed.DELETE: Op.DELETE_SPAN, Deed.REJECT: Op.REJECT}
NAMED = 3  # documents named in a sentence


class Batching:
    """Acts over documents that are not open, through the storage thread, together with the open
    one, through its session.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- doing -------------------------------------------------------------------------------------

    def carry_out(self, wish: BatchWish, chosen: Mapping[str, Sequence[OccurrencePlace]]) -> None:
        """Do it at these places of documents, by id; the open document always gets a step, so that
        there the whole can be undone.
        """
        session, link = self.desk.session, self.desk.link
        if session is None or link is None:
            return
        here = session.document.id
        others = [(id, places) for id, places in chosen.items() if id != here]
        if not others:
            self._here_alone(wish, chosen.get(here, ()))
            return
        if link.is_read_only:
            self.desk.do(lambda state, tagset: Transaction(_OPS[wish.deed], ()))  # says why not
            return
        batch, annotator, tagset = new_id(), session.annotator, link.tagset
        listed_for = self.desk.annotator  # a curator works in sets of another name
        task = Task(tr("Changing documents"), len(others), self.desk)

        def command(places: Sequence[OccurrencePlace], state: State) -> Transaction | None:
            return carry_out(wish, state, tagset, places, new_id=new_id)

        def work(project: Project) -> tuple[Written, list[DocumentSummary]]:
            commands = [(id, partial(command, places)) for id, places in others]
            written = project.write_batch(annotator, batch, commands, task.go_on)
            return written, project.documents(listed_for)

        def done(answer: tuple[Written, list[DocumentSummary]]) -> None:
            task.end()
            written, documents = answer
            self._show_list(documents)
            act = self._in_open_document(wish, chosen.get(here, ()), batch, written)
            acts = [*(made.step.transaction for made in written.acts), *([act] if act else [])]
            self._say_done(wish, chosen, acts)

        def failed(refusal: Refusal) -> None:
            task.end()
            self.desk.refuse(refusal)

        link.ask(work, done, failed)

    def _here_alone(self, wish: BatchWish, places: Sequence[OccurrencePlace]) -> None:
        act = self.desk.do(lambda s, t: carry_out(wish, s, t, places, new_id=new_id))
        self._say_done(wish, {"": places}, [act] if act else [])

    def _in_open_document(
        self, wish: BatchWish, places: Sequence[OccurrencePlace], batch: str, written: Written
    ) -> Transaction | None:
        """What belongs to the batch in the open document: a step, be it an empty one."""
        if not written.acts:
            return self.desk.do(lambda s, t: carry_out(wish, s, t, places, new_id=new_id))
        nothing = Transaction(_OPS[wish.deed], ())
        return self.desk.do(
            lambda s, t: part_of(batch, carry_out(wish, s, t, places, new_id=new_id) or nothing)
        )

    def _say_done(
        self,
        wish: BatchWish,
        chosen: Mapping[str, Sequence[OccurrencePlace]],
        acts: Sequence[Transaction],
    ) -> None:
        wanted = sum(map(len, chosen.values()))
        count = sum(count_done(wish.deed, act) for act in acts)
        documents = sum(count_done(wish.deed, act) > 0 for act in acts)
        parts = [tr("Places changed in one step: {count}.", count=count)] if count else []
        if documents > 1:
            parts += [tr("Documents: {count}.", count=documents)]
        if count < wanted:
            left = wanted - count
            parts += [
                tr(
                    "Left as they are, for they have changed or the tagset forbids it: {count}.",
                    count=left,
                )
            ]
        self.desk.say(" ".join(parts))

    # -- undo and redo -----------------------------------------------------------------------------

    def revert(self, batch: str, op: Op, then: Callable[[], None]) -> None:
        """Undo a batch, or do it again, in all other documents, and `then` in the open one.

        Where something else was done since, the person is asked first.
        """
        self._revert(batch, op, then, is_partial=False)

    def _revert(self, batch: str, op: Op, then: Callable[[], None], *, is_partial: bool) -> None:
        session, link = self.desk.session, self.desk.link
        if session is None or link is None:
            return
        here, annotator = session.document.id, session.annotator
        listed_for = self.desk.annotator
        task = Task(tr("Changing documents"), None, self.desk)

        def work(project: Project) -> tuple[Written, list[DocumentSummary]]:
            written = project.revert_batch(
                annotator, batch, op, but=here, is_partial=is_partial, progress=task.go_on
            )
            return written, project.documents(listed_for)

        def done(answer: tuple[Written, list[DocumentSummary]]) -> None:
            task.end()
            written, documents = answer
            if written.left and not is_partial:
                names = {summary.id: summary.name for summary in documents}
                self._ask_for_part(batch, op, then, [names[id] for id in written.left])
                return
            self._show_list(documents)
            if session is self.desk.session and session.batch_of_next(op) == batch:
                then()
                if written.acts:
                    self._say_reverted(op, len(written.acts))
            else:
                self.desk.refuse(
                    AnnotationError("This document has changed in the meantime; it stays as it is.")
                )

        def failed(refusal: Refusal) -> None:
            task.end()
            self.desk.refuse(refusal)

        link.ask(work, done, failed)

    def _say_reverted(self, op: Op, others: int) -> None:
        sentence = (
            tr("Undone here and in other documents: {count}.", count=others)
            if op is Op.UNDO
            else tr("Done again here and in other documents: {count}.", count=others)
        )
        self.desk.say(sentence)

    def _ask_for_part(
        self, batch: str, op: Op, then: Callable[[], None], names: Sequence[str]
    ) -> None:
        shown = tr(", ").join(isolated(name) for name in names[:NAMED])
        question = tr(
            "This was done in many documents at once, and in some of them something else was done "
            "since ({count}): {names}. Go on with all the others, and leave those as they are?",
            count=len(names),
            names=shown,
        )
        title = tr("Undo") if op is Op.UNDO else tr("Redo")
        asked = ask(self.desk.window, title, question, tr("Go on"), tr("Leave everything"))
        asked.answered.connect(
            lambda goes_on: self._revert(batch, op, then, is_partial=True) if goes_on else None
        )

    def _show_list(self, documents: list[DocumentSummary]) -> None:
        """The list of documents with its new numbers."""
        self.desk.documents.set_documents(documents)
        if self.desk.session is not None:
            self.desk.documents.set_current(self.desk.session.document.id)
