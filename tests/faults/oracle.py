"""What must be so after every case, whatever happened: the same questions for all operations."""

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotation.errors import Refusal
from storage.project import Project
from tests.faults.operations import DONE, Operation
from tests.faults.world import Rows, World, contents, rows_of, steps_of, tree

AT_NEXT_OPENING = (
    "-wal",
    "-journal",
    ".lock",
    ".coming",
)  # SQLite's logs, our lock, what is decided
ADMITTING = ("is written, but", "is made, but", "is decided, but")
SET_ASIDE = re.compile(r"-replaced(-\d+)?(?=\.)")  # what had the name, which is said
DOUBTING = "does not answer as it should"
OWN = ("project_setting",)  # where the program may keep notes of its own about the file


class Wrong(StrEnum):
    """The kinds of broken promises, as the columns of the table."""

    LOST = "lost"  # an act that was said to be saved is not there
    FALSE = "false"  # done, and it is not so; refused, and something is different
    UNSOUND = "unsound"  # a file does not open, or its check complains
    LEFT = "left"  # something lies about that nobody asked for
    FOREIGN = "foreign"  # something that is not ours was touched
    FAULT = "fault"  # an error that nobody foresaw


@dataclass(frozen=True, slots=True)
class Said:
    """What an operation said before it ended: “done”, a refusal, or nothing when it was killed."""

    outcome: str
    acts: tuple[str, ...] = ()
    fault: str = ""

    @property
    def admits(self) -> bool:
        """Whether it says that the result is there, although something went wrong after it."""
        return any(words in self.outcome for words in ADMITTING)

    @property
    def doubts(self) -> bool:
        """Whether it is not said if it is there: while the disk does not answer nobody knows."""
        return DOUBTING in self.outcome

    @property
    def kind(self) -> str:
        """For the table: done, refused or died."""
        if self.outcome == DONE:
            return "done"
        return "refused" if self.outcome else "died"


@dataclass(frozen=True, slots=True)
class Problem:
    """A promise that was broken, and how."""

    wrong: Wrong
    what: str


@dataclass(frozen=True, slots=True)
class Before:
    """How the world was before the operation."""

    names: frozenset[str]
    foreign: dict[str, tuple[int, bytes]]
    rows: Rows
    steps: list[str]

    @classmethod
    def of(cls, world: World) -> "Before":
        rows: Rows = {}
        steps: list[str] = []
        if is_sound(world.project):
            rows, steps = rows_of(world.project), steps_of(world.project)
        names = frozenset(tree(world.work))
        return cls(names, contents(world.outside), rows, steps)


def is_sound(path: Path) -> bool:
    """Whether it is a closed project that can be read as it lies there."""
    logs = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    with contextlib.suppress(Exception):
        return not any(log.exists() for log in logs) and bool(rows_of(path))
    return False


def judge(
    operation: Operation, world: World, before: Before, said: Said, *, tidies: bool = True
) -> list[Problem]:
    """Every promise that is broken; with `tidies` the disk let the program clear up at once."""
    found = [Problem(Wrong.FAULT, said.fault)] if said.fault else []
    if said.kind != "died" and tidies:
        left = _left(operation, world, before, when="at once")
        found += [problem for problem in left if not problem.what.endswith(AT_NEXT_OPENING)]
    found += _put_back(world)
    found += _project(operation, world, before, said)
    if said.outcome == DONE:
        found += [
            Problem(Wrong.FALSE, f"{said.kind}, but {lack}") for lack in _lacks(operation, world)
        ]
    if said.outcome != DONE or not tidies:
        found += _later(operation, world, before, said)
    found += _foreign(world, before)
    return found


def _put_back(world: World) -> list[Problem]:
    """What was moved away comes back, as a person would bring it; what came instead goes."""
    gone = world.elsewhere / world.work.name
    if gone.is_dir():
        if world.work.exists():
            shutil.rmtree(world.work)
            gone.rename(world.work)
            return [Problem(Wrong.LEFT, "the folder was made again")]
        gone.rename(world.work)
    moved = world.elsewhere / world.project.name
    if moved.is_file() and not world.project.exists():
        moved.rename(world.project)
    return []


def _lacks(operation: Operation, world: World) -> list[str]:
    """What is said to be done is so; in the file that was swapped away, or in the one instead."""
    lacks = operation.lacks(world)
    if lacks and _was_swapped(world):
        (world.elsewhere / world.project.name).replace(world.project)
        lacks = operation.lacks(world)
    return lacks


def _project(operation: Operation, world: World, before: Before, said: Said) -> Iterator[Problem]:
    if operation.name == "restore":  # a damaged file is left as it is
        return
    try:
        with Project.open(world.project) as opened:
            notices = [] if _was_swapped(world) else opened.notices  # what does not fit is told
            for problem in (*notices, *opened.check()):
                yield Problem(Wrong.UNSOUND, str(problem))
    except Refusal as refusal:
        yield Problem(Wrong.UNSOUND, str(refusal))
        return
    except Exception as error:
        yield Problem(Wrong.FAULT, f"at the next opening: {error!r}")
        return
    yield from _acts(world, before, said)
    if operation.adds or not before.rows:
        return
    is_as_before = _shown(rows_of(world.project)) == _shown(before.rows)
    may_differ = said.admits or said.doubts or _was_swapped(world)
    if said.kind == "refused" and not is_as_before and not may_differ:
        yield Problem(Wrong.FALSE, f"refused, but the project is another: {said.outcome}")
    if (said.kind == "died" or said.doubts) and not is_as_before:
        for lack in operation.lacks(world):
            yield Problem(Wrong.UNSOUND, f"half done: {lack}")


def _acts(world: World, before: Before, said: Said) -> Iterator[Problem]:
    there = steps_of(world.project)
    if _was_swapped(world):
        there += _known_elsewhere(world)
    for act in (*before.steps, *said.acts):
        if act not in there:
            yield Problem(Wrong.LOST, f"{act} was saved and is not there")
    if there[: len(before.steps)] != before.steps and not _was_swapped(world):
        yield Problem(Wrong.LOST, "the acts before are not in their order")


def _was_swapped(world: World) -> bool:
    return (world.elsewhere / world.project.name).is_file()


def _known_elsewhere(world: World) -> list[str]:
    """Acts that can be brought back: those in the file that was moved, and in side journals."""
    found = []
    for journal in (world.root / "data").rglob("steps.*"):
        for line in journal.read_bytes().splitlines():
            with contextlib.suppress(ValueError):
                frame = json.loads(line.partition(b" ")[2])
                found += [value for value in frame.get("line", ()) if isinstance(value, str)]
    with contextlib.suppress(Exception):
        found += steps_of(world.elsewhere / world.project.name)
    return found


def _shown(rows: Rows) -> Rows:
    return {table: found for table, found in rows.items() if table not in OWN}


def _left(operation: Operation, world: World, before: Before, when: str) -> Iterator[Problem]:
    for name in tree(world.work):
        made = SET_ASIDE.sub("", name.split("/")[0])
        if name not in before.names and made not in operation.makes:
            yield Problem(Wrong.LEFT, f"{when}: {name}")
    for name in tree(world.root / "config") if (world.root / "config").exists() else ():
        if name != "settings.json":
            yield Problem(Wrong.LEFT, f"{when}: {name}")


def _later(operation: Operation, world: World, before: Before, said: Said) -> Iterator[Problem]:
    """When the fault is over it works, and the next run takes away what the fault has left."""
    was_swapped = _was_swapped(world)
    try:
        outcome = operation.run(world, lambda _: None)
    except Exception as error:
        yield Problem(Wrong.FAULT, f"run again: {error!r}")
    else:
        may_be_there = was_swapped or said.admits or (said.doubts and not operation.lacks(world))
        if said.kind == "refused" and outcome != DONE and not may_be_there:
            yield Problem(Wrong.FALSE, f"“{said.outcome}”, but run again: {outcome}")
    for name in operation.makes:
        if name.endswith(".tawseem") and (world.work / name).exists():
            yield from _opens(world.work / name)
    _make_something(world, operation)
    yield from _left(operation, world, before, when="after the next run")


def _make_something(world: World, operation: Operation) -> None:
    """Whatever is made in a folder takes away what was left there by a run that was killed."""
    copy = world.work / "something.tawseem"
    for name in (world.project.name, *operation.makes):
        with contextlib.suppress(Refusal), Project.open(world.work / name) as opened:
            opened.backup(copy)
    copy.unlink(missing_ok=True)


def _opens(path: Path) -> Iterator[Problem]:
    """A project that an operation has made opens like any other."""
    try:
        with Project.open(path) as opened:
            for problem in opened.check():
                yield Problem(Wrong.UNSOUND, f"{path.name}: {problem}")
    except Refusal as refusal:
        yield Problem(Wrong.UNSOUND, f"{path.name}: {refusal}")


def _foreign(world: World, before: Before) -> Iterator[Problem]:
    after = contents(world.outside)
    for name in before.foreign.keys() | after.keys():
        if before.foreign.get(name) != after.get(name):
            yield Problem(Wrong.FOREIGN, f"{name} is not as it was")
