"""`make fuzz`: wrong files of every kind are read or refused; a table at the end."""

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.running import REFUSED, FuzzCase, Place, Result, run
from tests.fuzz.targets import TARGETS

COLUMNS = ("cases", "refused", "taken", "sentences", "faults")


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 1 when something else came than a result or a refusal."""
    wish = wishes(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if wish.case:
            return repeat(wish.case, wish.seed, wish.keep, Path(folder))
        names = wish.target or list(TARGETS)
        share = wish.examples / sum(TARGETS[name].weight for name in names)
        todo = [(name, 0, round(share * TARGETS[name].weight)) for name in names]
        print(f"seed {wish.seed}", flush=True)
        found: dict[str, list[Result]] = defaultdict(list)
        for result in run(todo, wish.seed, Path(folder), wish.jobs):
            found[result.case.target].append(result)
            if result.fault:
                print(f"{result.case.again}\n    {result.word}: {result.fault}", flush=True)
    return show({name: found[name] for name in names})


def wishes(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target", action="append", choices=TARGETS)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--case", help="repeat one: target:number")
    parser.add_argument("--keep", type=Path, help="with --case: leave its files in this new folder")
    return parser.parse_args(arguments)


def repeat(name: str, seed: str, keep: Path | None, folder: Path) -> int:
    """One case in this process, told at length, without limits."""
    target, _, number = name.rpartition(":")
    place = Place(TARGETS[target], folder / "one")
    result = place.run(FuzzCase(target, int(number), seed))
    if keep:
        place.used.rename(keep)
    print(result.word, result.fault)
    return int(bool(result.fault))


def show(found: dict[str, list[Result]]) -> int:
    """A row for each target: how many were refused, in how many sentences; how many faults."""
    print(f"\n{'target':24}" + "".join(f"{name:>11}" for name in COLUMNS))
    total: Counter[str] = Counter()
    for name, results in found.items():
        refused = [result for result in results if result.word.startswith(REFUSED)]
        row = {
            "cases": len(results),
            "refused": len(refused),
            "sentences": len({result.word for result in refused}),
            "faults": sum(1 for result in results if result.fault),
        }
        row["taken"] = row["cases"] - row["refused"] - row["faults"]
        total.update(row)
        print(f"{name:24}" + "".join(f"{row[column]:>11}" for column in COLUMNS))
    print(f"{'all':24}" + "".join(f"{total[column]:>11}" for column in COLUMNS))
    return int(total["faults"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
