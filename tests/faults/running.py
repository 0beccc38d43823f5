"""Running a case: the operation in a process that dies with it, the oracle in this one."""

import contextlib
import errno
import os
import pickle
import random
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.calls import Call, Watcher
from tests.faults.faults import (
    TEN_YEARS,
    Fail,
    Full,
    Kill,
    Meddle,
    Nothing,
    ReadOnly,
    shift_clock,
    struck,
)
from tests.faults.operations import DONE, Operation
from tests.faults.oracle import Before, Problem, Said, judge
from tests.faults.power import ForgetfulTree, Recorder
from tests.faults.world import World, Worlds, living_in
from tests.patience import PATIENCE

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Case:
    """One operation that meets one fault at one place."""

    operation: str
    fault: str
    at: int
    seed: int = 0  # of what survives a power cut

    def __str__(self) -> str:
        return f"{self.operation}:{self.fault}:{self.at}:{self.seed}"

    @classmethod
    def named(cls, name: str) -> "Case":
        """The case that is printed like this."""
        operation, fault, at, seed = name.split(":")
        return cls(operation, fault, int(at), int(seed))

    @property
    def again(self) -> str:
        """The command that repeats it."""
        return f"python -m tests.faults --case {self}"


def vanish(world: World) -> None:
    if world.project.exists():
        world.project.rename(world.elsewhere / world.project.name)


def swap(world: World) -> None:
    """An older copy takes the place of the project."""
    older = world.elsewhere / "older"
    if world.project.exists() and older.exists():
        world.project.rename(world.elsewhere / world.project.name)
        older.rename(world.project)


def lose_folder(world: World) -> None:
    if world.work.exists():
        world.work.rename(world.elsewhere / world.work.name)


POWER = "power-cut"
FAULTS: dict[str, Callable[[World, int], Watcher]] = {
    "kill": lambda world, at: Kill(at),
    "eio": lambda world, at: Fail(at),
    "eio-stays": lambda world, at: Fail(at, stays=True),
    "enospc": lambda world, at: Fail(at, errno.ENOSPC),
    "enospc-stays": lambda world, at: Fail(at, errno.ENOSPC, stays=True),
    "full": lambda world, at: Full(at * PAGE),
    "read-only": lambda world, at: ReadOnly(at, os.path.realpath(world.work)),
    "vanish": lambda world, at: Meddle(at, lambda: vanish(world)),
    "swap": lambda world, at: Meddle(at, lambda: swap(world)),
    "folder-gone": lambda world, at: Meddle(at, lambda: lose_folder(world)),
    POWER: lambda world, at: Nothing(),  # see Harness.cut
    "clock-ahead": lambda world, at: _clock(TEN_YEARS),
    "clock-back": lambda world, at: _clock(-TEN_YEARS),
}
NONE = "none"  # for controls
UNTIDY = frozenset({"eio", "eio-stays", "enospc-stays", "full", "read-only", "folder-gone"})
ONCE = frozenset({"clock-ahead", "clock-back"})


def _fault(case: Case, world: World) -> Watcher:
    return Nothing() if case.fault == NONE else FAULTS[case.fault](world, case.at)


def _clock(days: int) -> Watcher:
    shift_clock(days)
    return Nothing()


class Harness:
    """Runs cases in one folder, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.worlds = Worlds(folder)
        self._counts: dict[str, tuple[int, int]] = {}
        self._records: dict[str, list[Call | str]] = {}

    def places(self, operation: Operation, fault: str) -> range:
        """Where the fault can strike: calls, or for a full disk pages."""
        calls, written = self.size(operation)
        if fault in ONCE:
            return range(1, 2)
        if fault == POWER:
            return range(1, len(self.record(operation)) + 1)
        return range(written // PAGE + 2) if fault == "full" else range(1, calls + 1)

    def size(self, operation: Operation) -> tuple[int, int]:
        """How many calls an undisturbed operation makes, and how many bytes it writes."""
        if operation.name not in self._counts:
            world = self.worlds.begin(operation.name, operation.prepare)
            said = self._run(operation, world, lambda: Nothing(), tells_size=True)
            if said.outcome != DONE:
                raise AssertionError(f"{operation.name} undisturbed: {said}")
            calls, written = said.acts[-1].split()
            self._counts[operation.name] = (int(calls), int(written))
        return self._counts[operation.name]

    def record(self, operation: Operation) -> list[Call | str]:
        """Everything that an undisturbed operation did on the disk and said, in order."""
        if operation.name not in self._records:
            world = self.worlds.begin(operation.name, operation.prepare)
            kept = world.root.with_name("تسجيل")
            recorder = Recorder()
            self._run(operation, world, lambda: recorder, keeps=kept)
            self._records[operation.name] = pickle.loads(kept.read_bytes())
        return self._records[operation.name]

    def cut(
        self, operation: Operation, case: Case, *, syncs: bool = True
    ) -> tuple[Said, list[Problem]]:
        """The power goes at a moment of the operation; what had been said, and what is broken."""
        calls = self.record(operation)[: case.at]
        world = self.worlds.begin(operation.name, operation.prepare)
        with living_in(world):
            before = Before.of(world)
            disk = ForgetfulTree(world.root, syncs=syncs)
            disk.follow(calls)
            disk.write_out(world.root, random.Random(str(case)))
            lines = [call for call in calls if isinstance(call, str)]
            said = _said(lines, 0)
            return said, judge(operation, world, before, said, tidies=False)

    def run(self, operation: Operation, case: Case) -> tuple[Said, list[Problem]]:
        """Run a case; what was said, and what promises were broken."""
        if case.fault == POWER:
            return self.cut(operation, case)
        world = self.worlds.begin(operation.name, operation.prepare)
        with living_in(world):
            before = Before.of(world)
            if case.fault == "swap":
                _keep_older(world)
            said = self._run(operation, world, lambda: _fault(case, world))
            tidies = case.fault not in UNTIDY
            return said, judge(operation, world, before, said, tidies=tidies)

    def _run(
        self,
        operation: Operation,
        world: World,
        fault: Callable[[], Watcher],
        *,
        tells_size: bool = False,
        keeps: Path | None = None,
    ) -> Said:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work(operation, world, fault, writing, tells_size=tells_size, keeps=keeps)
        os.close(writing)
        with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123 (a descriptor, not a path)
            lines = pipe.read().splitlines()
        _, status = os.waitpid(child, 0)
        return _said(lines, status)


def _work(
    operation: Operation,
    world: World,
    fault: Callable[[], Watcher],
    writing: int,
    *,
    tells_size: bool,
    keeps: Path | None,
) -> None:
    """In the child: carry out the operation under the fault, and tell; never returns."""

    def tell(line: str) -> None:
        line = " ".join(line.split())
        if isinstance(watcher, Recorder):
            watcher.calls.append(line)
        os.write(writing, f"{line}\n".encode("utf-8", "replace"))

    watcher: Watcher = Nothing()
    signal.alarm(PATIENCE)
    try:
        with living_in(world):
            watcher = fault()
            with struck(world.root, watcher):
                outcome = operation.run(world, lambda act: tell(f"act {act}"))
                tell(f"end {outcome}")  # before the process ends, with whatever that brings
            if tells_size and isinstance(watcher, Nothing):
                tell(f"act {watcher.count} {watcher.written}")
            if keeps and isinstance(watcher, Recorder):
                keeps.write_bytes(pickle.dumps(watcher.calls))
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        tell(f"fault {error!r} ({Path(last.filename).name}:{last.lineno})")
    os._exit(0)


def _said(lines: list[str], status: int) -> Said:
    acts = tuple(line[4:] for line in lines if line.startswith("act "))
    ends = [line[4:] for line in lines if line.startswith("end ")]
    faults = [line[6:] for line in lines if line.startswith("fault ")]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
        faults.append(f"ended by {signal.Signals(os.WTERMSIG(status)).name}")
    outcome = ends[0] if ends else ("fault" if faults else "")
    return Said(outcome, acts, " ".join(faults))


def _keep_older(world: World) -> None:
    """A sound copy of the project as it was before the operation."""
    with contextlib.suppress(OSError):
        shutil.copy(world.project, world.elsewhere / "older")


def cases(
    harness: Harness, operation: Operation, fault: str, most: int = 0, seeds: int = 1
) -> Iterator[Case]:
    """All places of a fault or, of `most`, the last and others drawn by lot."""
    places: Sequence[int] = harness.places(operation, fault)
    if most and most < len(places):
        chance = random.Random(f"{operation.name} {fault}")
        # What was said at the end is most; a fault at the last call of a run strikes little else.
        last = [places[-1]] if fault == POWER else []
        places = [*chance.sample(places[:-1], most - len(last)), *last]
    for at in sorted(places):
        for seed in range(seeds if fault == POWER else 1):
            yield Case(operation.name, fault, at, seed)
