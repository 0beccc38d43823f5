"""Puts faults into a place one by one and says which of them no test notices: `make mutants`."""

import argparse
import builtins
import importlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import pytest

from tests.tools.mutations import Mutation, mutations, with_notes

HOUSE = Path(__file__).parents[2]
PLUGINS = ("pytestqt.plugin", "_hypothesis_pytestplugin")
READ_ONCE = (*PLUGINS, "numpy", "sqlite_utils", "PySide6.QtTest", "PySide6.QtWidgets")
FEW = 5  # tests of a function, below which all tests of its module are run
QUICK = 2.0  # seconds of tests, those of quick files, that are run before the others
LONGEST = 30.0  # seconds of the other tests for one mutant; what goes beyond that is left out
Timed = Generator[None, object, object]
PATIENCE = 20.0  # seconds that a mutant may take beyond five times what its tests take


def main() -> int:
    """Copy the house, learn which test enters which function, then try each fault."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("place", help="a module or a folder, like annotation/commands/rules.py")
    parser.add_argument("--tests", help="where its tests lie; otherwise those of its room")
    parser.add_argument("--sample", type=int, help="so many faults only, by lot")
    parser.add_argument("--seed", type=int, default=1, help="of the lot")
    wanted = parser.parse_args()
    for name in READ_ONCE:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        copy = House(Path(folder))
        files = copy.modules(wanted.place)
        made = [(file, fault) for file in files for fault in mutations(copy.sources[file])]
        lot = random.Random(wanted.seed).sample(made, min(wanted.sample or len(made), len(made)))
        copy.record(files, wanted.tests or f"tests/{Path(wanted.place).parts[0]}")
        survived = 0
        for file, fault in sorted(lot, key=lambda one: (one[0], one[1].line)):
            outcome = copy.outcome(file, fault)
            survived += outcome == "survived"
            change = f"{fault.before}  ->  {fault.after}"
            print(f"{outcome:9}{file}:{fault.line}  {change}", flush=True)
    print(f"{wanted.place}: {len(lot) - survived} of {len(lot)} killed; {len(made)} can be made")
    return 0


class House:
    """A copy of the house, in which nobody works: no fault is ever written where somebody does."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "house"
        self.sources: dict[str, str] = {}
        self._folder = folder
        self._ages = itertools.count(1)
        self._entered: dict[str, set[tuple[str, int]]] = {}  # functions by file and line, by test
        self._seconds: dict[str, float] = {}  # of a test, and of reading a file of tests
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        output = subprocess.run(listed, cwd=HOUSE, check=True, capture_output=True).stdout
        for name in output.decode().split("\0"):
            if (HOUSE / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(HOUSE / name, self.root / name)

    def modules(self, place: str) -> list[str]:
        """The modules of a place, whose sources are known from now on."""
        path = self.root / place
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            self.sources[str(file.relative_to(self.root))] = file.read_text("utf-8")
        return list(self.sources)

    def record(self, files: list[str], tests: str) -> None:
        """Run the tests once, with a note in every function of these modules."""
        notes = self._folder / "notes.json"
        for file in files:
            self._write(file, with_notes(self.sources[file], file))
        if self._apart(lambda: _run([tests], [Recorder(notes)]), None) != 0:
            sys.exit(f"{tests} fails without any fault.")
        for file in files:
            self._write(file, self.sources[file])
        found = json.loads(notes.read_text("utf-8"))
        self._seconds = found["seconds"]
        self._entered = {t: {(f, line) for f, line in e} for t, e in found["entered"].items()}

    def outcome(self, file: str, fault: Mutation) -> str:
        """Whether the tests that concern a fault notice it."""
        self._write(file, fault.source)
        status: int | None = 0
        for tests, seconds in self._portions(file, fault.function):
            status = self._apart(partial(_run, tests, []), PATIENCE + 5 * seconds)
            if status != 0:
                break
        self._write(file, self.sources[file])
        return {0: "survived", None: "too long"}.get(status, "killed")

    def _portions(self, file: str, function: int) -> list[tuple[list[str], float]]:
        """The tests that enter a function: quick files, then those that name its module.

        Where these are few, the tests that enter the module; where there are none, all tests.
        """
        tests = [test for test, entered in self._entered.items() if (file, function) in entered]
        if len(tests) < FEW:
            entering = {t for t, entered in self._entered.items() if file in dict(entered)}
            tests = [*tests, *(t for t in entering or self._entered if t not in tests)]
        by_file: dict[str, list[str]] = {}
        for test in tests:
            by_file.setdefault(test.partition("::")[0], []).append(test)
        taken = {name: self._seconds[name] for name in by_file}
        for name, some in by_file.items():
            taken[name] += sum(self._seconds[test] for test in some)
        quick = _within(QUICK, sorted(taken, key=taken.__getitem__), taken)
        named = {n for n in taken if Path(file).stem in (self.root / n).read_text("utf-8")}
        others = sorted(taken.keys() - {*quick}, key=lambda name: (name not in named, taken[name]))
        return [
            ([test for name in names for test in by_file[name]], sum(taken[n] for n in names))
            for names in (quick, _within(LONGEST, others, taken) or others[:1])
            if names
        ]

    def _write(self, file: str, source: str) -> None:
        """Write a module, each time with another age: Python keeps what it compiled by the age."""
        path = self.root / file
        path.write_text(source, "utf-8")
        age = next(self._ages)
        os.utime(path, (age, age))

    def _apart(self, work: Callable[[], int], limit: float | None) -> int | None:
        """Do it in a process of its own; its exit status, or None when it took too long."""
        child = os.fork()
        if not child:
            os.setsid()
            sys.dont_write_bytecode = False
            os.chdir(self.root)
            sys.path[:] = [str(self.root), *(p for p in sys.path if p not in ("", str(HOUSE)))]
            for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
                del sys.modules[name]
            os._exit(work())
        end = time.monotonic() + limit if limit else float("inf")
        while time.monotonic() < end:
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None


class Recorder:
    """Notes which functions each test enters, how long it takes, and how long its file to read."""

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        self._entered: dict[str, list[tuple[str, int]]] = {}
        self._seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Timed:
        begin = time.monotonic()
        report = yield
        self._seconds[collector.nodeid] = time.monotonic() - begin
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Timed:
        entered: set[tuple[str, int]] = builtins.__dict__.setdefault("entered", set())
        entered.clear()
        begin = time.monotonic()
        result = yield
        self._seconds[item.nodeid] = time.monotonic() - begin
        self._entered[item.nodeid] = sorted(entered)
        return result

    def pytest_sessionfinish(self) -> None:
        found = {"seconds": self._seconds, "entered": self._entered}
        self._notes.write_text(json.dumps(found), "utf-8")


def _within(limit: float, names: list[str], taken: dict[str, float]) -> list[str]:
    """The first names that together take no longer than the limit."""
    totals = list(itertools.accumulate(taken[name] for name in names))
    return names[: bisect_right(totals, limit)]


def _run(tests: list[str], plugins: list[object]) -> int:
    """Run tests as they stand in the copy, without a word."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    said = f"-x -q --disable-plugin-autoload --basetemp={Path.cwd().parent}/tests".split()
    for name in ("no:cacheprovider", *PLUGINS):
        said += ["-p", name]
    known = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of what was read before parting
    return int(pytest.main([*said, *known, *tests], plugins))


if __name__ == "__main__":
    sys.exit(main())
