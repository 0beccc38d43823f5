"""One annotator at work on one document: its state, what is suggested, what can be undone."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotation.commands.set_commands import begun
from annotation.commands.waiting import Waiting
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.history import Step
from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, OpenSet
from storage.work.acting import new_step

DeskCommand = Callable[[State, Tagset], Transaction | None]


class Journal(Protocol):
    """Where acts go to become durable; returns at once."""

    def commit(self, set_id: int, step: JournalStep) -> None:
        """Queue one act for the storage thread."""


class Session(QObject):
    """The state on screen, what is suggested, and what can be undone.

    Signals:
        acting: Emitted when an act has been let through the gate, before it is shown.
        changed: Emitted after an act, an undo, a redo or new suggestions; the state is the new one.
    """

    acting = Signal()
    changed = Signal()

    def __init__(
        self,
        opened: OpenSet,
        tagset: Tagset,
        suggestions: Suggestions,
        journal: Journal,
        parent: QObject | None = None,
        *,
        is_curated: bool = False,
    ) -> None:
        super().__init__(parent)
        self.is_curated = is_curated  # the work of several people is made into one here
        self.set_id = opened.id
        self.annotator = opened.annotator
        self.tagset = tagset
        self.state = opened.state
        self.history = opened.history
        self.suggestions = suggestions
        self._waiting = Waiting(self.state, tagset, suggestions)
        self.pending = self._waiting.suggestions
        self._earlier = opened.transactions  # read from the journal when one is taken back
        self._transactions: dict[str, Transaction] = {}
        self._batches = dict(opened.batches)
        self._journal = journal

    @property
    def document(self) -> Document:
        """The article being annotated."""
        return self.state.document

    def do(self, command: DeskCommand) -> Transaction | None:
        """Carry out a command; None when there is nothing to do. Refusal when it is not allowed."""
        made = command(self.state, self.tagset)
        return None if made is None else self._pass(begun(self.state, made))

    def revert(self, op: Op) -> Transaction:
        """Undo the last act, also one from before a restart, or redo what was undone last.

        Refusal when there is none, or it cannot be read.
        """
        steps = self.history.done if op is Op.UNDO else self.history.undone
        if not steps:
            nothing = "There is nothing to undo." if op is Op.UNDO else "There is nothing to redo."
            raise AnnotationError(nothing)
        step = self._transactions.get(steps[-1]) or self._earlier[steps[-1]]
        return self._pass(step.inverse(op, steps[-1]))

    def batch_of_next(self, op: Op) -> str | None:
        """Of which act over many documents that is a part which would be undone or redone next."""
        steps = self.history.done if op is Op.UNDO else self.history.undone
        return self._batches.get(steps[-1]) if steps else None

    def suggest(self, suggestions: Suggestions) -> None:
        """Take new suggestions for this document; decisions already made still hold."""
        if suggestions == self.suggestions:
            return
        self.suggestions = suggestions
        self._waiting = Waiting(self.state, self.tagset, suggestions)
        self.pending = self._waiting.suggestions
        self.changed.emit()

    def _pass(self, transaction: Transaction) -> Transaction:
        """The gate: apply, journal, show."""
        state = self.state.apply(transaction.changes)
        self.acting.emit()
        step = new_step(transaction)
        self.state = state
        self.pending = self._waiting.follow(state)
        self.history = self.history.after(Step(step.step_id, transaction.op))
        self._transactions[step.step_id] = transaction
        if transaction.batch is not None:
            self._batches[step.step_id] = transaction.batch
        self._journal.commit(self.set_id, step)
        self.changed.emit()
        return transaction
