"""Whatever the disk, the clock and other programs do: nothing lost, no false word, nothing left.

All operations and all faults at some places; `make slow` looks at more, `make faults` at all.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import TIMES
from tests.faults.operations import OPERATIONS
from tests.faults.oracle import Problem
from tests.faults.power import ForgetfulTree
from tests.faults.running import FAULTS, Case, Harness, cases
from tests.faults.sqlite_calls import library
from tests.faults.world import contents


def can_watch() -> bool:
    """Whether processes part here and Python's SQLite can be asked for its file systems."""
    return hasattr(os, "fork") and hasattr(library(), "sqlite3_vfs_find")


pytestmark = pytest.mark.skipif(not can_watch(), reason="needs fork and SQLite's file systems")

PLACES = min(TIMES, 3)  # `make faults` looks at all


def broken(harness: Harness, todo: Iterator[Case]) -> list[tuple[str, list[Problem]]]:
    """The cases in which a promise was broken, by the command that repeats them."""
    found = []
    for case in todo:
        _, problems = harness.run(OPERATIONS[case.operation], case)
        if problems:
            found.append((case.again, problems))
    return found


@pytest.mark.many
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_fault_makes_an_operation_break_a_promise(name: str, tmp_path: Path) -> None:
    harness = Harness(tmp_path)
    assert [
        case
        for fault in FAULTS
        for case in broken(harness, cases(harness, OPERATIONS[name], fault, PLACES))
    ] == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_watcher_sees_everything_that_changes_the_disk(name: str, tmp_path: Path) -> None:
    """What was recorded, done again in memory, gives what lies on the disk."""
    operation, harness = OPERATIONS[name], Harness(tmp_path)
    world = harness.worlds.begin(name, operation.prepare)
    disk = ForgetfulTree(world.root)
    disk.follow(harness.record(operation))
    on_disk = without_log(contents(world.root))
    disk.write_out(world.root)
    assert without_log(contents(world.root)) == on_disk


def without_log(found: dict[str, tuple[int, bytes]]) -> dict[str, bytes]:
    return {name: data for name, (_, data) in found.items() if "tawseem.log" not in name}
