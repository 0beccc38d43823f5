"""One act over many documents: its steps are written together, taken back together.

Each set gets a step of its own in the journal; a shared `batch` id joins them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotation.errors import AnnotationError
from annotation.values.history import History
from annotation.values.transaction import Command, Op
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.work.acting import WrittenAct, act, revert
from storage.work.journal import read_history

Progress = Callable[[int], bool]  # how many documents are done; False cancels


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch did: an act in each set.

    `left` names the documents in which it could not be taken back or done again, because they
    have been worked on since.
    """

    acts: tuple[WrittenAct, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A set in which a batch has steps, and how its stacks stand."""

    set_id: int
    document_id: str
    step_ids: frozenset[str]
    history: History


class Batches:
    """Acts over many documents; `Project.batches` gives it."""

    def __init__(
        self,
        file: ProjectFile,
        refuse_while_coming: Callable[[], None],
        note: Callable[[Iterable[WrittenAct]], None],
    ) -> None:
        """`note` hears of what is in the file."""
        self._file = file
        self._refuse_while_coming = refuse_while_coming
        self._note = note

    def write(
        self,
        annotator: str,
        batch: str,
        commands: Iterable[tuple[str, Command]],
        progress: Progress = lambda done: True,
    ) -> Written:
        """Carry out a command in each of these documents, given by id: all of it or nothing.

        AnnotationError when the command refuses or `progress` calls it off.
        """
        self._refuse_while_coming()
        acts = []
        with self._file.writing():
            for number, (document_id, command) in enumerate(commands):
                _go_on(progress, number)
                acts.append(act(self._file, document_id, annotator, command, batch=batch))
        written = Written(tuple(made for made in acts if made is not None))
        self._note(written.acts)
        return written

    def revert(
        self,
        annotator: str,
        batch: str,
        op: Op,
        *,
        but: str,
        is_partial: bool = False,
        progress: Progress = lambda done: True,
    ) -> Written:
        """Undo a batch, or do it again, in all documents `but` the one that is open.

        Where something else was done since, it stays, and unless the act may be `partial` nothing
        at all is done. AnnotationError when `progress` calls it off.
        """
        self._refuse_while_coming()
        parts = [part for part in _parts(self._file, annotator, batch) if part.document_id != but]
        due = [part for part in parts if _is_on_top(part, op)]
        left = tuple(part.document_id for part in parts if _is_buried(part, op))
        if left and not is_partial:
            return Written(left=left)
        acts = []
        with self._file.writing():
            for number, part in enumerate(due):
                _go_on(progress, number)
                _, document = find_document(self._file, part.document_id)
                step_id = _stack(part.history, op)[-1]
                acts.append(revert(self._file, part.set_id, document, step_id, op))
        self._note(acts)
        return Written(tuple(acts), left)


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
