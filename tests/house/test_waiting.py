"""Nothing that paints waits for storage: it asks, and is told."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.inventory import name_of, parsed, product_code
from tests.house.test_doors import last_name

WAITING_METHODS = {"result", "join"}
OPENING = {("Project", "open"), ("Project", "create")}
STORAGE_WORK = {"StorageThread", "recover", "make_sample", "make_project", "open_file"}
STORAGE_WORK |= {"list_restorable", "problem_of"}

# Who may, by file and function, for nothing is painted there or nothing is waited for.
ALLOWED = {
    ("ui/beside/child.py", "_carry_out"): "a process of its own",
    ("ui/desk/long_work.py", "_take"): "the future is done: it has been delivered",
    ("ui/desk/project_link.py", "_deliver"): "the same",
    ("ui/desk/project_link.py", "begin_opening"): "making the thread waits for nothing",
    ("ui/desk/sample.py", "make_sample"): "on_a_thread",
    ("ui/project/projects.py", "make_project"): "on_a_thread",
    ("ui/project/projects.py", "open_sample"): "on_a_thread",
    ("ui/project/projects.py", "_make"): "on_a_thread",
    ("ui/project/restoring.py", "_look"): "on_a_thread",
    ("ui/project/restoring.py", "_look_through"): "on_a_thread",
    ("ui/project/restoring.py", "_restore"): "on_a_thread",
}


def waits(call: ast.Call) -> bool:
    """Whether a call may wait for the disk, or for a thread that does."""
    match call.func:
        case ast.Name(id=name):
            return name in STORAGE_WORK
        case ast.Attribute(value=value, attr=name):
            on = last_name(value)
            is_text = isinstance(value, ast.Constant | ast.JoinedStr)  # "…".join(…)
            return (on, name) in OPENING or (
                name in WAITING_METHODS and not call.args and not is_text
            )
    return False


def found_in(path: Path) -> Iterator[tuple[str, str]]:
    for function in ast.walk(parsed(path)):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and waits(node):
                    yield name_of(path), function.name


def painting_code() -> list[Path]:
    """All of ui but the command line and the engine, which has threads and processes of its own."""
    others = ("ui/commands/", "ui/engine/", "ui/cli.py", "ui/command_group.py")
    return [
        path
        for path in product_code()
        if name_of(path).startswith("ui/") and not name_of(path).startswith(others)
    ]


def test_no_code_of_the_window_waits_for_storage() -> None:
    found = {place for path in painting_code() for place in found_in(path)}
    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set()
