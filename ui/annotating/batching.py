"""One act over many documents: carried out in the background, undone and done again as one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotation.commands.same_words import (
    BatchWish,
    OccurrencePlace,
    carry_out,
    count_done,
)
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.exchange.batches import Written
from storage.system.ids import new_id
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork
from ui.dialogs.message import ask
from ui.look.language import isolated, tr

NAMED = 3  # documents named in a sentence


class Batching:
    """The words of acts over many documents; the open one always gets a step of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- doing -------------------------------------------------------------------------------------

    def carry_out(self, wish: BatchWish, chosen: Mapping[str, Sequence[OccurrencePlace]]) -> None:
        """Do it at these places of documents, by id; in the open one alone it is no long work."""
        link, session = self.desk.link, self.desk.session
        if link is None:
            return
        tagset, acting = link.tagset, self.desk.acting

        def command(places: Sequence[OccurrencePlace], state: State) -> Transaction | None:
            return carry_out(wish, state, tagset, places, new_id=new_id)

        def start(work: LongWork) -> None:
            acting.do_in_many(commands, work.end, work.refuse, work.go_on)

        def done(acts: list[Transaction]) -> None:
            self._say_done(wish, chosen, acts)

        commands = {id: partial(command, places) for id, places in chosen.items()}
        if session is not None and chosen.keys() <= {session.document.id}:
            acting.do_in_many(commands, done, self.desk.refuse, lambda _: True)
            return
        title, total = tr("Changing documents"), len(chosen)
        work = LongWork(self.desk, title, done, self.desk.refuse, total=total, refreshes=True)
        work.begin(start)

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
        acting = self.desk.acting

        def start(work: LongWork) -> None:
            acting.revert_in_others(
                batch, op, work.end, work.refuse, work.go_on, is_partial=is_partial
            )

        def done(written: Written) -> None:
            if written.left and not is_partial:
                known = self.desk.documents.queue.documents
                self._ask_for_part(batch, op, then, [known[id].name for id in written.left])
                return
            then()
            if written.acts:
                self._say_reverted(op, len(written.acts))
                self.desk.list_documents()

        LongWork(self.desk, tr("Changing documents"), done, self.desk.refuse).begin(start)

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
