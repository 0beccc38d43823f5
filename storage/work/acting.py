"""The one place where a step of the journal is made, and where an act reaches its set.

Import, batches, fixes, remarks and the desk come here; a merge continues steps and makes none.
"""

from dataclasses import dataclass, replace

from annotation.commands.set_commands import begun
from annotation.errors import AnnotationError
from annotation.values.items import Document
from annotation.values.state import State
from annotation.values.transaction import Command, Op, Transaction
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.system.clock import now
from storage.system.ids import new_id
from storage.work.journal import entry_of_step, read_history
from storage.work.journal_steps import JournalStep
from storage.work.sets import find_set, make_set, read_state, write_entry


class WorkedOn(AnnotationError):
    """What was done last in a set is something else than what is to be taken back."""

    def __init__(self) -> None:
        super().__init__(
            "Something else was done there since; open the place to change it.",
        )


@dataclass(frozen=True, slots=True)
class WrittenAct:
    """An act that is in the file: in which set, as which step, and the state that it led to."""

    set_id: int
    step: JournalStep
    state: State


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act that would be done: in which document's row, in which set if there is one already, to
    which state, and what it would change.
    """

    document_row: int
    set_id: int | None
    state: State
    transaction: Transaction


def new_step(transaction: Transaction) -> JournalStep:
    """A step of now. The desk shows it at once and has it written afterwards."""
    return JournalStep(new_id(), now(), transaction)


def act(
    file: ProjectFile,
    document_uid: str,
    annotator: str,
    command: Command,
    *,
    by: str = "",
) -> WrittenAct | None:
    """Carry out a command in a set, within a transaction that is under way; None for nothing to do.

    A set that is not there is made with its first act. AnnotationError when the command refuses,
    KnownError when the document is not there.
    """
    planned = plan_act(file, document_uid, annotator, command, by=by)
    if planned is None:
        return None
    set_id = planned.set_id
    if set_id is None:
        set_id = make_set(file, planned.document_row, annotator)
    return _written(file, set_id, planned.state, planned.transaction)


def plan_act(
    file: ProjectFile,
    document_uid: str,
    annotator: str,
    command: Command,
    *,
    by: str = "",
    batch: str | None = None,
) -> PlannedAct | None:
    """What a command would do in a set; None for nothing. Nothing is written.

    Where `by` is somebody else, as with a fix, no work of the annotator's begins with it.
    AnnotationError when the command refuses, KnownError when the document is not there.
    """
    row, document = find_document(file, document_uid)
    set_id = find_set(file, row, annotator)
    state = State(document) if set_id is None else read_state(file, set_id, document)
    made = command(state)
    if made is None:
        return None
    if by in ("", annotator):
        made = begun(state, made)
    return PlannedAct(row, set_id, state, made if batch is None else replace(made, batch=batch))


def take_back(file: ProjectFile, document_uid: str, annotator: str, step_id: str) -> WrittenAct:
    """Undo a step, within a transaction that is under way; WorkedOn if it is not the last."""
    row, document = find_document(file, document_uid)
    set_id = find_set(file, row, annotator)
    if set_id is None or read_history(file, set_id).done[-1:] != (step_id,):
        raise WorkedOn
    planned = plan_revert(file, row, set_id, document, step_id, Op.UNDO)
    return _written(file, set_id, planned.state, planned.transaction)


def plan_revert(
    file: ProjectFile, row: int, set_id: int, document: Document, step_id: str, op: Op
) -> PlannedAct:
    """What it is to undo the last step of a set, or to redo what was undone last."""
    transaction = entry_of_step(file, step_id).transaction.inverse(op, step_id)
    return PlannedAct(row, set_id, read_state(file, set_id, document), transaction)


def write_new(file: ProjectFile, set_id: int, transaction: Transaction) -> JournalStep:
    """Make a step of a transaction and write it into a set, in a transaction under way.

    StaleChange when a row is not what the step expects.
    """
    step = new_step(transaction)
    write_entry(file.connection, set_id, step)
    return step


def _written(file: ProjectFile, set_id: int, state: State, transaction: Transaction) -> WrittenAct:
    after = state.apply(transaction.changes)
    return WrittenAct(set_id, write_new(file, set_id, transaction), after)
