"""How many articles of 300 words and 40 spans each format moves in a second, and in what memory.

Run from the project's folder: `python -m tests.benchmarks.formats [COUNT] [FORMAT...]`; 2,000
articles by default. Each direction runs in a process of its own, so that memory is its own.
"""

import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotation.formats.exporting import ExportChoices, export
from annotation.formats.registry import READ, WRITTEN, read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

SMALL = Path(__file__).parents[1] / "data" / "small.toml"
WORDS, SPANS, RELATIONS = 300, 40, 10
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def tagset() -> Tagset:
    return read_tagset(SMALL.read_text("utf-8"), SMALL.name)


def articles(count: int) -> Iterator[Record]:
    """Articles of random words: the same for every run, none kept."""
    chance = random.Random(7)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 7))) for _ in range(20_000)]
    for number in range(count):
        chosen = chance.choices(words, k=WORDS)
        begins = list(itertools.accumulate([0, *(len(word) + 1 for word in chosen[:-1])]))
        places = sorted(chance.sample(range(WORDS), SPANS))
        spans = tuple(
            Span(
                f"s{place}",
                SPAN_LAYER,
                ("PER", "ORG")[index % 2],
                ((begins[place], begins[place] + len(chosen[place])),),
            )
            for index, place in enumerate(places)
        )
        relations = tuple(
            Relation(f"r{index}", RELATION_LAYER, "MET", spans[index].id, spans[index + 1].id)
            for index in range(RELATIONS)
        )
        document = Document.of(f"d{number}", f"خبر {number}", " ".join(chosen))
        yield Record(document, "ليلى", spans=spans, relations=relations)


def measure(direction: str, name: str, count: int, folder: Path) -> tuple[float, int]:
    """Articles a second and megabytes at most, here and now."""
    counter = itertools.count()
    new_id = lambda: f"n{next(counter)}"  # noqa: E731
    out = folder / (name if WRITTEN[name].is_folder else name + WRITTEN[name].suffixes[0])
    records = articles(count)
    begun = perf_counter()
    if direction == "out":
        export(records, out, ExportChoices(WRITTEN[name], tagset(), new_id))
    elif direction == "in":
        moved = sum(1 for _ in read([out], name, tagset(), new_id, lambda remark: None))
        assert moved == count
    took = perf_counter() - begun
    return count / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(direction: str, name: str, count: int, folder: Path) -> tuple[float, int]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, direction, name, str(count), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return 0.0, 0
    rate, megabytes = done.stdout.split()
    return float(rate), int(megabytes)


def main(count: int, names: list[str]) -> None:
    made = count / seconds_to_make(count)
    print(f"{count} articles, {WORDS} words, {SPANS} spans, {RELATIONS} relations;")
    print(f"making them: {made:,.0f} a second (within every number of the column out)")
    print(f"{'format':16} {'out/s':>8} {'MB':>5} {'in/s':>8} {'MB':>5}   out is proven by reading")
    with tempfile.TemporaryDirectory() as folder:
        for name in names or WRITTEN:
            out = apart("out", name, count, Path(folder))
            back = apart("in", name, count, Path(folder)) if name in READ and out[1] else (0.0, 0)
            print(f"{name:16} {out[0]:8,.0f} {out[1]:5} {back[0]:8,.0f} {back[1]:5}", flush=True)


def seconds_to_make(count: int) -> float:
    begun = perf_counter()
    for _ in articles(count):
        pass
    return perf_counter() - begun


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    if sys.argv[1:2] and sys.argv[1] in ("out", "in"):
        rate, memory = measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
        print(rate, memory)
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 2_000, sys.argv[2:])
