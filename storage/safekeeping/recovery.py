"""Getting back what a lost or damaged project held: a sound backup and the steps since.

Nothing is called done before the result, closed, was opened again by itself, checked and counted.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import AnnotationError, Damaged, KnownError, Refusal, StaleChange
from annotation.files.own_files import permissions_of
from annotation.files.work_folders import unfinished_beside
from storage.file.folders import safety_folders
from storage.file.header import read_header
from storage.file.new_file import place
from storage.file.project_file import ProjectFile
from storage.file.troubles import DiskRefusal, damaged, reading
from storage.file_format.schema import current_schema
from storage.safekeeping.backup import FileCounts, counts_of
from storage.safekeeping.checking import check_file
from storage.safekeeping.known_backups import (
    KnownBackup,
    name_in,
    read_backups,
    refuse_wrong_kind,
    steps_in,
)
from storage.safekeeping.opening import close_file, has_leftovers, open_file
from storage.safekeeping.side_journal import SideStep, read_steps
from storage.work.sets import make_set, write_entry

_PIECE = 1 << 20
Watch = Callable[[int], bool]  # hears how many documents are looked through; False cancels


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A newer backup that was not taken, and why."""

    backup: KnownBackup
    reason: Refusal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Acts that are known and could not be written: of whom, on which document, why the first.

    A document that is in no backup is called by its id.
    """

    document: str
    annotator: str
    acts: int
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Unfit:
    """A step that a project cannot take, and why."""

    step: SideStep
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery came to, as counted in the file that it made.

    `steps` were added to the backup, `passed_over` are newer backups that are not sound, `unfit`
    what could not be added. `lacking` counts the acts that another backup knows, and this one not,
    `lacking_documents` the documents. `unread` lines of this computer's journal can be read only by
    a newer program.
    """

    taken: KnownBackup
    passed_over: tuple[PassedOver, ...]
    steps: int
    unfit: tuple[LeftOut, ...]
    lacking: int
    lacking_documents: int
    documents: int
    sets: int
    acts: int
    unread: int

    @property
    def backup(self) -> Path:
        """Where the backup lies that was taken."""
        return self.taken.path

    @property
    def left_out(self) -> int:
        """How many acts are known and could not be added."""
        return sum(left.acts for left in self.unfit)


@dataclass(frozen=True, slots=True)
class Restorable:
    """A backup, how many acts of the side journal it lacks, and how many others would be lost.

    `documents_lost` counts the documents that another backup has more. `is_latest` is False where
    it is of another project, which lay at this path before.
    """

    backup: KnownBackup
    addable: int
    lost: int
    documents_lost: int
    is_latest: bool


def list_restorable(path: Path) -> list[Restorable]:
    """All backups of what lies or lay at a path, those of the latest project first."""
    found: list[Restorable] = []
    for folder in safety_folders(path):
        backups = read_backups(folder)
        steps = {step.entry.step_id for step in read_steps(folder).steps}
        addable = [len(steps) - steps_in(backup.path, steps) for backup in backups]
        most = max((b.acts + more for b, more in zip(backups, addable, strict=True)), default=0)
        documents = max((backup.documents for backup in backups), default=0)
        is_latest = not found
        found += [
            Restorable(
                backup,
                more,
                most - backup.acts - more,
                documents - backup.documents,
                is_latest,
            )
            for backup, more in zip(backups, addable, strict=True)
        ]
    return found


def problem_of(backup: KnownBackup, watch: Watch = lambda _: True) -> Refusal | None:
    """What is wrong with a backup, which is read to the ground; None when it is sound.

    When `watch` returns False, AnnotationError.
    """
    try:
        if read_header(backup.path).user_version < current_schema().version:
            with unfinished_beside(backup.path) as copy:  # it is brought to this version first
                close_file(_sound_copy(backup, copy, watch))
            return None
        refuse_wrong_kind(backup.path)
        file = open_file(backup.path, read_only=True)
        try:
            return next(iter(check_file(file, watch)), None)
        finally:
            close_file(file)
    except KnownError as problem:
        return problem


def recover(
    path: Path, target: Path, *, backup: Path | None = None, watch: Watch = lambda _: True
) -> Recovery:
    """Make a new project at `target` of what is known about the one at `path`.

    It begins with the `backup` named, or with the newest sound one; what lies at `path` is not
    touched. KnownError when there is none, and when the disk refuses: then nothing is placed. When
    `watch` returns False, AnnotationError.
    """
    known = list_restorable(path)
    wanted = [
        one for one in known if (one.is_latest if backup is None else one.backup.path == backup)
    ]
    if not wanted:
        raise KnownError("There is no backup of {path} on this computer.", path=path)
    if target.exists() or target.is_symlink():
        raise KnownError("{path} exists already; choose another name.", path=target)
    passed_over: list[PassedOver] = []
    for one in wanted:
        with unfinished_beside(target) as unfinished:
            try:
                file = _sound_copy(one.backup, unfinished, watch)
            except DiskRefusal:
                raise
            except KnownError as reason:
                passed_over.append(PassedOver(one.backup, reason))
                continue
            making = _Making(one, known, file)
            making.add_steps()
            making.count(unfinished, watch)
            place(unfinished, target, permissions_of(path))
            return making.made(tuple(passed_over))
    raise KnownError(
        "No backup of {path} is sound; the newest: {reason}",
        path=path,
        reason=passed_over[0].reason,
    )


def write_missing(file: ProjectFile, steps: Iterable[SideStep]) -> tuple[list[str], list[Unfit]]:
    """Write the steps that the project lacks; return the ids of those it has now, and the others.

    After a step that does not fit, nothing more is written into the same set. KnownError when the
    disk refuses.
    """
    written: list[str] = []
    unfit: list[Unfit] = []
    closed: set[tuple[str, str]] = set()
    for step in steps:
        place_of_work = (step.document, step.annotator)
        reason = _BEHIND_ANOTHER if place_of_work in closed else _reason_against(file, step)
        if reason is None:
            written.append(step.entry.step_id)
        else:
            closed.add(place_of_work)
            unfit.append(Unfit(step, reason))
    return written, unfit


_NO_DOCUMENT = AnnotationError("Its document is not there.")
_ON_WHAT_IS_NOT_THERE = AnnotationError("It changes what is not there.")
_UNWRITABLE = AnnotationError("It holds what no project can hold.")
_BEHIND_ANOTHER = AnnotationError("An act before it could not be added.")


def _reason_against(file: ProjectFile, step: SideStep) -> Refusal | None:
    """Write a step if the project can take it; what it holds already fits."""
    row = file.value("SELECT id FROM document WHERE uid = ?", step.document)
    if row is None:
        return _NO_DOCUMENT
    try:
        with file.writing() as connection:
            set_id = make_set(file, row, step.annotator)
            write_entry(connection, set_id, step.entry)
    except (StaleChange, sqlite3.IntegrityError):
        return _ON_WHAT_IS_NOT_THERE
    except AnnotationError as refusal:
        return refusal
    except (ValueError, OverflowError):  # words and numbers that no file of ours can hold
        return _UNWRITABLE
    return None


def _counts(file: ProjectFile) -> FileCounts:
    with reading(file.path):
        return counts_of(file.connection)


def _behind(done: int, watch: Watch) -> Watch:
    return lambda more: watch(done + more)


def _unmade(path: Path, reason: object) -> KnownError:
    return KnownError(
        "What was restored could not be written to {folder} as it should ({reason}); nothing was"
        " placed there.",
        folder=path.parent,
        reason=reason,
    )


class _Making:
    """A recovery under way."""

    def __init__(self, one: Restorable, known: Sequence[Restorable], file: ProjectFile) -> None:
        self._one = one
        self._known = known
        self._file = file
        self._steps = self._unread = 0
        self._unfit: list[Unfit] = []
        self._counts = (0, 0, 0)

    def add_steps(self) -> None:
        """Add what the backup lacks, and leave one file; KnownError when the disk refuses."""
        file = self._file
        try:
            file.refuse_if_not_writable()
            known = read_steps(self._one.backup.path.parent)
            self._unread = len(known.unread)
            before = _counts(file)
            _, self._unfit = write_missing(file, known.steps)
            self._counts = _counts(file)
            self._steps = self._counts[-1] - before[-1]
            file.settle()
        finally:
            close_file(file)

    def count(self, unfinished: Path, watch: Watch) -> None:
        """Open what was made by itself, check it and count; KnownError when it is not all there."""
        if has_leftovers(unfinished):
            raise _unmade(unfinished, "-wal")
        file = open_file(unfinished, read_only=True)
        try:
            problems: Sequence[object] = check_file(file, _behind(self._counts[0], watch))
            counts = _counts(file)
        finally:
            close_file(file)
        if counts != self._counts:
            problems = [f"{counts} ≠ {self._counts}"]
        if problems:
            raise _unmade(unfinished, problems[0])

    def made(self, passed_over: tuple[PassedOver, ...]) -> Recovery:
        """What it came to."""
        documents, sets, acts = self._counts
        return Recovery(
            self._one.backup,
            passed_over,
            self._steps,
            tuple(self._left_out()),
            self._one.lost,
            self._one.documents_lost,
            documents,
            sets,
            acts,
            self._unread,
        )

    def _left_out(self) -> Iterator[LeftOut]:
        places = [(unfit.step.document, unfit.step.annotator) for unfit in self._unfit]
        first = {
            place: unfit.reason
            for place, unfit in zip(places[::-1], self._unfit[::-1], strict=True)
        }
        for (uid, annotator), acts in Counter(places).items():
            yield LeftOut(self._name(uid), annotator, acts, first[uid, annotator])

    def _name(self, uid: str) -> str:
        """What a document is called in any of the backups."""
        return next(filter(None, (name_in(one.backup.path, uid) for one in self._known)), uid)


def _sound_copy(backup: KnownBackup, unfinished: Path, watch: Watch) -> ProjectFile:
    """A copy of a backup, checked and open for work; KnownError when it is not sound."""
    refuse_wrong_kind(backup.path)
    with unfinished.open("xb") as copy:
        for piece in _pieces(backup.path):
            copy.write(piece)
    try:
        file = open_file(unfinished, read_only=False, is_copy=True)  # it may be of an older version
        try:
            problems = check_file(file, watch)
            if problems:
                raise damaged(backup.path, problems[0])
        except BaseException:
            close_file(file)
            raise
    except Damaged as error:
        raise damaged(backup.path, error.values.get("reason", error)) from error
    return file


def _pieces(backup: Path) -> Iterator[bytes]:
    """The bytes of a backup; Damaged when they cannot be read: another disk has them to take."""
    try:
        with backup.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise damaged(backup, error.strerror or error) from error
