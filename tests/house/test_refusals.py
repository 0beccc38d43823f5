"""Who refuses says so: a public function that raises a refusal names it in its docstring.

Commands of the command line are left out: their docstring is what `--help` shows to people, who are
told refusals as sentences.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.inventory import name_of, parsed, product_code

Function = ast.FunctionDef
Named = tuple[str, Function, str]  # what it is called, itself, what its docstrings say


@cache
def refusals() -> frozenset[str]:
    """The names of all kinds of refusals: Refusal and what is derived from it."""
    bases = {
        node.name: {getattr(base, "id", "") for base in node.bases}
        for path in product_code()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    }
    found = {"Refusal"}
    while more := {name for name, over in bases.items() if over & found} - found:
        found |= more
    return frozenset(found)


@cache
def saying() -> re.Pattern[str]:
    """The words by which a docstring says it."""
    return re.compile(r"[Rr]efus|\b(?:" + "|".join(sorted(refusals())) + r")\b")


def functions(tree: ast.Module | ast.ClassDef, owner: str = "", said: str = "") -> Iterator[Named]:
    """The functions and methods of a module with what their own docstring says.

    For a constructor its class speaks.
    """
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                yield from functions(node, f"{name}.", ast.get_docstring(node) or "")
            case ast.FunctionDef(name="__init__" | "__post_init__" as name):
                yield owner + name, node, said
            case ast.FunctionDef(name=name):
                yield owner + name, node, ast.get_docstring(node) or ""


def is_public(name: str) -> bool:
    parts = name.removesuffix(".__init__").removesuffix(".__post_init__").split(".")
    return not any(part.startswith("_") for part in parts)


def is_command(function: Function) -> bool:
    """Whether it is a command of the command line, or their group."""
    return any(
        ast.unparse(one).startswith(("click.command", "click.group"))
        for one in function.decorator_list
    )


def makers(module: ast.Module) -> set[str]:
    """The functions of a module that make a refusal, to be raised by others."""
    return {
        function.name
        for _, function, _ in functions(module)
        if isinstance(function.returns, ast.Name) and function.returns.id in refusals()
    }


def raises(function: Function, made: set[str]) -> bool:
    """Whether it raises a refusal itself, not in a function within it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in refusals() | made | {"placed", "damaged", "refuse"}:
                return True
        waiting += ast.iter_child_nodes(node)
    return False


def silent(module: ast.Module) -> list[str]:
    """Public functions that refuse without saying so."""
    made = makers(module)
    return [
        name
        for name, function, said in functions(module)
        if is_public(name)
        and not is_command(function)
        and raises(function, made)
        and not saying().search(said)
    ]


def test_every_public_function_that_refuses_says_so() -> None:
    offenders = [f"{name_of(p)}: {name}" for p in product_code() for name in silent(parsed(p))]
    assert offenders == []


def test_all_kinds_of_refusals_are_known() -> None:
    assert {"AnnotationError", "KnownError", "Damaged", "StaleChange"} <= refusals()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('def f():\n    """Does."""\n    raise KnownError("No.")', ["f"]),
        ('def f():\n    """Does; KnownError when not."""\n    raise KnownError("No.")', []),
        ('def _f():\n    raise KnownError("No.")', []),
        ('def f():\n    """Does."""\n    raise ValueError("a bug")', []),
        ('def _no() -> KnownError: ...\ndef f():\n    """Does."""\n    raise _no()', ["f"]),
        ('class A:\n    """An A."""\n    def f(self):\n        raise Damaged("No.")', ["A.f"]),
        ('class A:\n    """An A."""\n    def __init__(self):\n        raise Damaged("No.")',
         ["A.__init__"]),
        ('def f():\n    """Makes one."""\n    def g():\n        raise KnownError("No.")', []),
        ('@click.command()\ndef f():\n    """Help."""\n    raise KnownError("No.")', []),
    ],
)  # fmt: skip
def test_silence_is_noticed(code: str, found: list[str]) -> None:
    assert silent(ast.parse(code)) == found
