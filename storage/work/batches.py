"""One act over many documents: its steps are written together, taken back together.

Each set gets a step of its own in the journal; a shared `batch` id joins them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from annotation.commands.set_commands import begun
from annotation.errors import AnnotationError
from annotation.values.history import History
from annotation.values.state import State
from annotation.values.transaction import Command, Op
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.system.clock import now
from storage.system.ids import new_id
from storage.work.journal import entry_of_step, read_history
from storage.work.journal_steps import JournalStep
from storage.work.sets import make_set, read_state, write_entry

Progress = Callable[[int], bool]  # how many documents are done; False cancels


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch did: the steps by their sets, and the states they led to.

    `left` names the documents in which it could not be taken back or done again, because they
    have been worked on since.
    """

    steps: tuple[tuple[int, JournalStep], ...] = ()
    states: tuple[State, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A set in which a batch has steps, and how its stacks stand."""

    set_id: int
    document_id: str
    step_ids: frozenset[str]
    history: History


def write_batch(
    file: ProjectFile,
    annotator: str,
    batch: str,
    commands: Iterable[tuple[str, Command]],
    progress: Progress = lambda done: True,
) -> Written:
    """Carry out a command in each of these documents, given by id: all of it or nothing."""
    steps, states = [], []
    with file.writing() as connection:
        for number, (document_id, command) in enumerate(commands):
            _go_on(progress, number)
            row, document = find_document(file, document_id)
            set_id = make_set(file, row, annotator)
            state = read_state(file, set_id, document)
            act = command(state)
            if act is None:
                continue
            entry = JournalStep(new_id(), now(), replace(begun(state, act), batch=batch))
            states.append(state.apply(entry.transaction.changes))
            write_entry(connection, set_id, entry)
            steps.append((set_id, entry))
    return Written(tuple(steps), tuple(states))


def revert_batch(
    file: ProjectFile,
    annotator: str,
    batch: str,
    op: Op,
    *,
    but: str,
    is_partial: bool = False,
    progress: Progress = lambda done: True,
) -> Written:
    """Undo a batch, or do it again, in all documents `but` the one that is open.

    Where something else was done since, it stays, and unless the act may be `partial` nothing at
    all is done.
    """
    parts = [part for part in _parts(file, annotator, batch) if part.document_id != but]
    due = [part for part in parts if _is_on_top(part, op)]
    left = tuple(part.document_id for part in parts if _is_buried(part, op))
    if left and not is_partial:
        return Written(left=left)
    steps, states = [], []
    with file.writing() as connection:
        for number, part in enumerate(due):
            _go_on(progress, number)
            step_id = _stack(part.history, op)[-1]
            step = entry_of_step(file, step_id).transaction
            entry = JournalStep(new_id(), now(), step.inverse(op, step_id))
            _, document = find_document(file, part.document_id)
            state = read_state(file, part.set_id, document)
            states.append(state.apply(entry.transaction.changes))
            write_entry(connection, part.set_id, entry)
            steps.append((part.set_id, entry))
    return Written(tuple(steps), tuple(states), left)


def _parts(file: ProjectFile, annotator: str, batch: str) -> Iterator[_Part]:
    """The annotator's sets in which a batch has steps."""
    rows = file.query(
        "SELECT s.id, d.uid, group_concat(j.step_id) FROM journal j"
        " JOIN annotation_set s ON s.id = j.set_id JOIN document d ON d.id = s.document_id"
        " JOIN annotator a ON a.id = s.annotator_id"
        " WHERE j.batch = ? AND a.name = ? GROUP BY s.id ORDER BY s.id",
        batch,
        annotator,
    )
    for set_id, document_id, step_ids in rows:
        known = frozenset(step_ids.split(","))
        yield _Part(set_id, document_id, known, read_history(file, set_id))


def _stack(history: History, op: Op) -> tuple[str, ...]:
    return history.done if op is Op.UNDO else history.undone


def _is_on_top(part: _Part, op: Op) -> bool:
    """Whether the batch is what would be taken back, or done again, next."""
    stack = _stack(part.history, op)
    return bool(stack) and stack[-1] in part.step_ids


def _is_buried(part: _Part, op: Op) -> bool:
    """Whether something else was done since: it lies deeper, or cannot be done again at all."""
    if _is_on_top(part, op):
        return False
    if op is Op.UNDO:
        return not part.step_ids.isdisjoint(part.history.done)
    return part.step_ids.isdisjoint(part.history.done)


def _go_on(progress: Progress, done: int) -> None:
    if not progress(done):
        raise AnnotationError("It was cancelled; nothing has been changed.")
