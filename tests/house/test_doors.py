"""One door for acts: a step is made in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.inventory import name_of, parsed, product_code

DOOR = "storage/work/acting.py"
READS_BACK = "storage/work/journal.py"


def calls(path: Path) -> Iterator[str]:
    """The names of what a file calls."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name


def test_a_step_is_made_behind_one_door_and_read_back_from_the_journal() -> None:
    makers = [name_of(path) for path in product_code() if "JournalStep" in calls(path)]
    assert makers == [DOOR, READS_BACK]


def owners(names: set[str], on: set[str]) -> list[str]:
    """The files of ui, without the command line, that call one of these methods on one of these."""
    return [
        name_of(path)
        for path in product_code()
        if name_of(path).startswith("ui/") and not name_of(path).startswith("ui/commands/")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
        and last_name(node.func.value) in on
    ]


def last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_acts_in_the_window_go_through_one_door() -> None:
    in_file = {"act", "take_back", "commit"}
    assert set(owners(in_file, {"project"})) == {"ui/desk/acting.py"}
    assert set(owners({"writing", "reverting"}, {"batches"})) == {"ui/desk/acting.py"}
    assert set(owners({"do", "revert"}, {"session"})) == {"ui/desk/acting.py"}


def test_steps_reach_the_storage_thread_from_the_session_alone() -> None:
    assert owners({"commit"}, {"_journal", "link"}) == ["ui/desk/session.py"]
    assert owners({"commit"}, {"_thread", "thread"}) == ["ui/desk/project_link.py"]


STARTERS = {"subprocess", "multiprocessing", "pty", "QProcess", "ProcessPoolExecutor"}
STARTS = {"fork", "forkpty", "system", "popen", "startfile"}  # of os
START_DOOR = "ui/engine/child_process.py"


def starts_a_process(path: Path) -> bool:
    """Whether a file knows a way to start a process; any exec, spawn or posix_spawn is one."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                module = getattr(node, "module", None) or ""
                known = {module.split(".")[0], *(alias.name.split(".")[0] for alias in names)}
                if known & STARTERS:
                    return True
            case ast.Attribute(value=ast.Name(id="os"), attr=name):
                if name in STARTS or name.startswith(("exec", "spawn", "posix_spawn")):
                    return True
            case ast.Attribute(attr="startDetached" | "create_subprocess_exec"):
                return True
    return False


def test_a_process_is_started_through_one_door() -> None:
    assert [name_of(p) for p in product_code() if starts_a_process(p)] == [START_DOOR]
