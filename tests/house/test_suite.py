"""The suite holds anywhere: it looks at no clock and at nothing outside the checkout."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, settings

from tests.house.inventory import HOUSE, code, name_of, parsed

SUITE = HOUSE / "tests"
MEASURING = (SUITE / "benchmarks", SUITE / "tools")  # they are no tests, and print seconds
CLOCKS = {
    "sleep", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time",
    "thread_time", "qWait", "QElapsedTimer",
}  # fmt: skip
ELSEWHERE = re.compile(r"(/(tmp|home|root|mnt|opt|work|Users)\b|~/|(\.\./)+\w)")
IN_ONE_PLACE = {"deadline", "suppress_health_check", "max_examples", "derandomize"}
PLACES = (SUITE / "conftest.py", SUITE / "examples.py")


def of_the_suite() -> list[Path]:
    return [
        path
        for path in code()
        if path.is_relative_to(SUITE) and not any(path.is_relative_to(m) for m in MEASURING)
    ]


def said(path: Path) -> Iterator[str]:
    """Every name, attribute and imported name in a file."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.ImportFrom(names=aliases):
                yield from (alias.name for alias in aliases)


def test_no_test_measures_time_or_sleeps() -> None:
    assert {name_of(p): {*said(p)} & CLOCKS for p in of_the_suite() if {*said(p)} & CLOCKS} == {}


def waits_for_a_time(call: ast.Call) -> bool:
    """Whether it is the bot's `wait`, or has a number as its time-out; a lock's may be 0."""
    match call.func:
        case ast.Attribute(attr="wait", value=ast.Name(id="qtbot" | "bot")):
            return True
    return any(
        keyword.arg == "timeout"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value != 0
        for keyword in call.keywords
    )


def test_waits_are_for_a_condition_with_the_one_bound() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in of_the_suite()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and waits_for_a_time(node)
    ]
    assert found == []


def outside(path: Path) -> Iterator[int]:
    """The lines that lead out of the house: too far up from a file, a home, a folder of systems."""
    top = len(path.relative_to(HOUSE).parts) - 1  # the number of the house among its parents
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Subscript(value=ast.Attribute(attr="parents"), slice=ast.Constant(value=up)):
                if up > top:
                    yield node.lineno
            case ast.Attribute(attr="parent", value=ast.Name(id="HOUSE" | "ROOT")):
                yield node.lineno
            case ast.BinOp(left=ast.Call(func=ast.Attribute(attr="home" | "gettempdir"))):
                yield node.lineno
            case ast.Call(
                func=ast.Name(id="Path" | "open"), args=[ast.Constant(value=str(text)), *_]
            ) if ELSEWHERE.match(text):
                yield node.lineno


def test_no_test_looks_outside_the_checkout() -> None:
    files = [p for p in code() if p.is_relative_to(SUITE)]
    found = [f"{name_of(path)}:{line}" for path in files for line in outside(path)]
    assert found == []


def test_properties_have_no_deadline_and_their_settings_stand_in_one_place() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in of_the_suite()
        if path not in PLACES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and IN_ONE_PLACE & {keyword.arg for keyword in node.keywords}
    ]
    assert found == []
