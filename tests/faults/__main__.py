"""`make faults`: every operation meets every fault at every place, with a table at the end."""

import argparse
import multiprocessing
import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.faults.operations import OPERATIONS
from tests.faults.oracle import Problem, Said, Wrong
from tests.faults.running import FAULTS, Case, Harness, cases

COLUMNS = ("runs", "done", "refused", "died", *(wrong.value for wrong in Wrong))
Group = tuple[str, str, int, int]  # operation, fault, how many places, how many power cuts at each
Outcome = tuple[Case, Said, list[Problem]]

_harness: Harness


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 1 when a promise was broken."""
    wish = wishes(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if wish.case:
            return repeat(Harness(Path(folder)), Case.named(wish.case))
        groups = [
            (operation, fault, wish.most, wish.seeds)
            for operation in wish.operation or OPERATIONS
            for fault in wish.fault or FAULTS
        ]
        table: dict[tuple[str, str], Counter[str]] = {}
        processes = multiprocessing.get_context("fork")
        with processes.Pool(wish.jobs, begin, [folder]) as pool:
            for outcomes in pool.imap(run_group, groups):
                for outcome in outcomes:
                    count(outcome, table)
    show(table)
    return int(any(row[wrong] for row in table.values() for wrong in Wrong))


def wishes(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--operation", action="append", choices=OPERATIONS)
    parser.add_argument("--fault", action="append", choices=FAULTS)
    parser.add_argument("--case", help="repeat one: operation:fault:place:seed")
    parser.add_argument("--most", type=int, default=0, help="so many places at most, by lot")
    parser.add_argument("--seeds", type=int, default=3, help="so many power cuts at each place")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args(arguments)


def repeat(harness: Harness, case: Case) -> int:
    """One case, told at length."""
    said, problems = harness.run(OPERATIONS[case.operation], case)
    tell(case, said, problems)
    return int(bool(problems))


def begin(folder: str) -> None:
    """A process that runs cases has a world of its own."""
    global _harness
    _harness = Harness(Path(folder, str(os.getpid())))


def run_group(group: Group) -> list[Outcome]:
    operation, fault, most, seeds = group
    return [run(case) for case in cases(_harness, OPERATIONS[operation], fault, most, seeds)]


def run(case: Case) -> Outcome:
    try:
        return (case, *_harness.run(OPERATIONS[case.operation], case))
    except Exception:  # of the harness, or of ours where the oracle asks
        return (case, Said("fault"), [Problem(Wrong.FAULT, traceback.format_exc())])


def count(outcome: Outcome, table: dict[tuple[str, str], Counter[str]]) -> None:
    case, said, problems = outcome
    row = table.setdefault((case.operation, case.fault), Counter())
    row.update(["runs", said.kind, *{problem.wrong for problem in problems}])
    if problems:
        tell(case, said, problems)


def tell(case: Case, said: Said, problems: list[Problem]) -> None:
    print(f"{case.again}   # {said.kind}: {said.outcome}", flush=True)
    for problem in problems:
        print(f"    {problem.wrong}: {problem.what}", flush=True)


def show(table: dict[tuple[str, str], Counter[str]]) -> None:
    """A row for each operation and fault, and the sums."""
    print(f"\n{'operation':16}{'fault':14}" + "".join(f"{name:>9}" for name in COLUMNS))
    total: Counter[str] = Counter()
    for (operation, fault), row in table.items():
        total.update(row)
        print(f"{operation:16}{fault:14}" + "".join(f"{row[name] or '·':>9}" for name in COLUMNS))
    print(f"{'all':30}" + "".join(f"{total[name]:>9}" for name in COLUMNS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
