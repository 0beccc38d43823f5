"""The harness can fail: it is told lies and given bad disks, and notices every one of them."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.project import Project
from tests.faults.operations import DONE, OPERATIONS, Operation, Say
from tests.faults.oracle import Before, Wrong
from tests.faults.running import POWER, Case, Harness
from tests.faults.test_faults import pytestmark as pytestmark
from tests.faults.world import World, living_in, step_of, write


@pytest.fixture
def harness(tmp_path: Path) -> Harness:
    return Harness(tmp_path)


def broken(harness: Harness, operation: Operation, fault: str = "none", at: int = 1) -> set[Wrong]:
    _, problems = harness.run(operation, Case(operation.name, fault, at))
    return {problem.wrong for problem in problems}


def say_it_is_saved(world: World, say: Say) -> str:
    say("سارة-99")
    return DONE


def do_nothing(world: World, say: Say) -> str:
    return DONE


def write_and_refuse(world: World, say: Say) -> str:
    with Project.open(world.project) as project:
        write(project, "سارة", 9)
    return "The disk is full."


def touch_the_thesis(world: World, say: Say) -> str:
    world.thesis.write_text("{}", "utf-8")
    return DONE


def leave_a_copy(world: World, say: Say) -> str:
    (world.work / ".out.jsonl.part").write_bytes(b"")
    return DONE


def stumble(world: World, say: Say) -> str:
    raise ValueError("سهو")


def damage(world: World, say: Say) -> str:
    world.project.write_bytes(world.project.read_bytes()[:5000])
    return DONE


def forget_the_order(world: World, say: Say) -> str:
    """Acts of before are not there any more."""
    older = world.elsewhere / "older"
    older.replace(world.project)
    return DONE


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        (say_it_is_saved, Wrong.LOST),
        (do_nothing, Wrong.FALSE),
        (write_and_refuse, Wrong.FALSE),
        (touch_the_thesis, Wrong.FOREIGN),
        (leave_a_copy, Wrong.LEFT),
        (stumble, Wrong.FAULT),
        (damage, Wrong.UNSOUND),
    ],
)
def test_every_kind_of_lie_is_noticed(
    harness: Harness, run: Callable[[World, Say], str], wrong: Wrong
) -> None:
    lying = Operation("lying", run, lambda world: ["nothing is there"] if run is do_nothing else [])
    assert broken(harness, lying) == {wrong}


def test_an_operation_that_keeps_its_promises_is_found_without_fault(harness: Harness) -> None:
    assert broken(harness, OPERATIONS["act"]) == set()


def test_acts_that_an_older_copy_lacks_are_missed(harness: Harness) -> None:
    def go_back(world: World) -> None:
        with Project.open(world.project) as project:
            project.backup(world.elsewhere / "older")
            write(project, "سارة", 9)

    assert broken(harness, Operation("back", forget_the_order, prepare=go_back)) == {Wrong.LOST}


def cuts(harness: Harness, operation: Operation, number: int, *, syncs: bool = True) -> int:
    """How many of so many power cuts, anywhere in the operation, broke a promise."""
    last = len(harness.record(operation))
    chance = random.Random(5)
    moments = [last, *(chance.randrange(last // 2, last + 1) for _ in range(number - 1))]
    found = [
        harness.cut(operation, Case(operation.name, POWER, at, seed), syncs=syncs)
        for seed, at in enumerate(moments)
    ]
    return sum(1 for _, problems in found if problems)


def write_unsynced(world: World, say: Say) -> str:
    (world.work / "out.jsonl").write_text("سطر\n" * 1000, "utf-8")
    return DONE


def test_a_file_that_was_not_synced_is_lost_when_the_power_goes(harness: Harness) -> None:
    def lacks(world: World) -> list[str]:
        out = world.work / "out.jsonl"
        return [] if out.is_file() and out.stat().st_size == 8000 else ["out.jsonl is not whole"]

    unsynced = Operation("unsynced", write_unsynced, lacks, makes=("out.jsonl",))
    assert [cuts(harness, unsynced, 1)] == [1]


def act_without_syncs(world: World, say: Say) -> str:
    with Project.open(world.project) as project:
        project._file.connection.execute("PRAGMA synchronous = OFF")
        set_id = project.open_set("d1", "سارة").id
        for number in range(10, 30):
            project.commit(set_id, step_of("سارة", number))
            say(f"سارة-{number}")
    return DONE


def test_acts_without_syncs_are_lost_when_the_power_goes(harness: Harness) -> None:
    unsynced = replace(OPERATIONS["act"], name="unsynced", run=act_without_syncs)
    assert cuts(harness, unsynced, 12) > 6


def test_a_disk_that_lies_about_syncs_loses_acts(harness: Harness) -> None:
    assert cuts(harness, OPERATIONS["act"], 12, syncs=False) > 6
    assert cuts(harness, OPERATIONS["act"], 12) == 0


def test_kills_come_at_the_call_they_are_told(harness: Harness) -> None:
    """The later the kill, the more acts had been saved."""
    calls, _ = harness.size(OPERATIONS["act"])
    acts = [
        len(harness.run(OPERATIONS["act"], Case("act", "kill", at))[0].acts)
        for at in range(1, calls + 1, calls // 8)
    ]
    assert acts == sorted(acts)
    assert (acts[0], max(acts)) == (0, 4)


@pytest.mark.parametrize("fault", ["eio-stays", "enospc-stays", "full", "read-only", "vanish"])
def test_faults_do_strike(harness: Harness, fault: str) -> None:
    said, _ = harness.run(OPERATIONS["act"], Case("act", fault, 8))
    assert said.kind == "refused"


def test_the_same_case_is_the_same_again(harness: Harness) -> None:
    operation = OPERATIONS["split"]
    case = Case("split", POWER, 400, 2)
    first = [str(problem.wrong) for problem in harness.run(operation, case)[1]]
    assert [str(problem.wrong) for problem in harness.run(operation, case)[1]] == first


def test_what_was_there_before_is_known(harness: Harness) -> None:
    world = harness.worlds.begin("open", lambda world: None)
    with living_in(world):
        before = Before.of(world)
    assert before.names == {world.project.name}
    assert len(before.steps) == 6
    assert before.foreign.keys() == {"أطروحة.txt", "رابط"}
