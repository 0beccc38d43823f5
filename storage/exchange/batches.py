"""One act over many documents: its steps are decided together, taken back together.

Each set gets a step of its own in the journal; a shared `batch` id joins them.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from annotation.errors import AnnotationError
from annotation.values.history import History
from annotation.values.transaction import Command, Op
from storage.corpus.documents import find_document
from storage.exchange.arriving import NOTED, refuse_while_coming
from storage.exchange.imports import Imports
from storage.exchange.staged import StagedSteps, WorkPlace, last_row
from storage.exchange.staging_file import StagingWriter
from storage.file.project_file import ProjectFile
from storage.system.clock import now
from storage.system.ids import new_id
from storage.work.acting import PlannedAct, WrittenAct, new_step, plan_act, plan_revert
from storage.work.journal import line_of, read_history
from storage.work.journal_steps import JournalStep
from storage.work.sets import find_set

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


class _BatchStaging:
    """A batch that is being staged, or nothing at all."""

    def __init__(self, file: ProjectFile, imports: Imports, annotator: str) -> None:
        refuse_while_coming(file)
        file.refuse_if_not_writable()
        _ = file.database  # imported here, and not between two acts
        self._file = file
        self._imports = imports
        self._annotator = annotator
        self._id = new_id()
        self._openings = imports.openings
        self._last_step = last_row(file, "journal")
        self._planned: list[tuple[PlannedAct, JournalStep]] = []
        self._sets: set[WorkPlace] = set()
        self._writer: StagingWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What was not decided leaves nothing."""
        if self._writer is not None:
            self._writer.discard()

    def add(self, document_id: str, planned: PlannedAct) -> None:
        """Stage an act."""
        step = new_step(planned.transaction)
        values = {"annotator": self._annotator, "line": line_of(0, step), NOTED: True}
        if self._writer is None:
            self._writer = StagingWriter(self._file.path, self._id)
        self._writer.append(document_id, values, is_first=False)
        self._planned.append((planned, step))
        self._sets.add((document_id, self._annotator))

    def decide(self) -> None:
        """From here on it has happened."""
        if self._writer is None:
            return
        lies = self._writer.finish()
        self._writer = None
        sets, openings = frozenset(self._sets), self._openings
        self._imports.admit(
            StagedSteps(self._id, now(), lies, sets, self._last_step, openings=openings)
        )

    def acts(self) -> Generator[None, None, tuple[WrittenAct, ...]]:
        """Bring it in; the acts as they are in the file."""
        for _ in self._imports.bring_in():
            yield
        made = []
        for planned, step in self._planned:
            set_id = find_set(self._file, planned.document_row, self._annotator)
            after = planned.state.apply(step.transaction.changes)
            made.append(WrittenAct(set_id or 0, step, after))
            yield
        return tuple(made)


class Batches:
    """Acts over many documents; `Project.batches` gives it.

    What a batch does is worked out and staged, a document at each step; then it is decided and
    comes in by portions, so acts come between. All of it or nothing.
    """

    def __init__(self, file: ProjectFile, imports: Imports) -> None:
        self._file = file
        self._imports = imports

    def writing(
        self,
        annotator: str,
        batch: str,
        commands: Iterable[tuple[str, Command]],
        progress: Progress = lambda done: True,
    ) -> Generator[None, None, Written]:
        """Carry out a command in each of these documents, given by id.

        AnnotationError when the command refuses or `progress` calls it off; KnownError when one of
        the sets was worked on meanwhile.
        """
        # Now, whenever the steps are taken: whoever opens a set from here on would not see them.
        staging = _BatchStaging(self._file, self._imports, annotator)

        def steps() -> Generator[None, None, Written]:
            with staging:
                for number, (document_id, command) in enumerate(commands):
                    _go_on(progress, number)
                    planned = plan_act(self._file, document_id, annotator, command, batch=batch)
                    if planned is not None:
                        staging.add(document_id, planned)
                    yield
                staging.decide()
            return Written((yield from staging.acts()))

        return steps()

    def reverting(
        self,
        annotator: str,
        batch: str,
        op: Op,
        *,
        but: str,
        is_partial: bool = False,
        progress: Progress = lambda done: True,
    ) -> Generator[None, None, Written]:
        """Undo a batch, or do it again, in all documents `but` the one that is open.

        Where something else was done since, it stays, and unless the act `is_partial`, nothing at
        all is done. AnnotationError when `progress` calls it off; KnownError when one of the
        sets was worked on meanwhile.
        """
        staging = _BatchStaging(self._file, self._imports, annotator)

        def steps() -> Generator[None, None, Written]:
            with staging:
                parts = []
                for part in _parts(self._file, annotator, batch):
                    if part.document_id != but:
                        parts.append(part)
                    yield
                left = tuple(part.document_id for part in parts if _is_buried(part, op))
                if left and not is_partial:
                    return Written(left=left)
                for number, part in enumerate(part for part in parts if _is_on_top(part, op)):
                    _go_on(progress, number)
                    row, document = find_document(self._file, part.document_id)
                    step_id = _stack(part.history, op)[-1]
                    planned = plan_revert(self._file, row, part.set_id, document, step_id, op)
                    staging.add(part.document_id, planned)
                    yield
                staging.decide()
            return Written((yield from staging.acts()), left)

        return steps()


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
