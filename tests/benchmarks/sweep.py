"""Does the last look find what an annotator has forgotten?

    python -m tests.benchmarks.sweep CORPUS.jsonl.gz [--part first|second] [--documents N]

A simulated annotator works through a corpus and forgets every tenth span, suggested or not; what
is suggested wrongly is rejected. Then the sweep is asked. It prints how many of the forgotten it
offers (exactly, or with other borders or tag), how many places it offers for that, and how many of
the forgotten stand among the first 3, 5 and 10 offers of their document. What was learnt is learnt
from the forgetful work, so what is forgotten counts as left bare. For comparison: what the
suggester would suggest down to a score of .05.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from annotation.suggesting.knowledge import CandidateSource
from annotation.values.items import Decision, Document, SuggestedSpan, Verdict
from annotation.values.state import State
from tests.benchmarks.learning import tagset_of, untaught
from tests.benchmarks.suggestions import Gold, Trimmer, finished, read

FORGOTTEN = 0.1
FIRST = (3, 5, 10)


def main() -> None:
    """Read the arguments, simulate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("first", "second"), default="second")
    parser.add_argument("--documents", type=int, default=None)
    options = parser.parse_args()
    rows = list(read(options.corpus))
    half = len(rows) // 2
    part = {"first": rows[:half], "second": rows[half:]}[options.part][: options.documents]
    tagset = tagset_of(rows)
    suggester = untaught(tagset, tuple(CandidateSource), [row["text"] for row in rows])
    generator, trim = random.Random(7), Trimmer()
    counts = {"sweep": Counter[str](), "suggested down to .05": Counter[str]()}
    for number, row in enumerate(part):
        document = Document.of(str(number), str(number), row["text"])
        gold = trim.gold(row, set(tagset.spans))
        forgotten = {span for span in sorted(gold) if generator.random() < FORGOTTEN}
        state = worked_on(document, gold - forgotten, suggester.suggest(document).spans, gold)
        asked = suggester.suggest(document, state, floor=0.05).spans
        left = sorted((s for s in asked if state.decision(s.id) is None), key=lambda s: -s.score)
        judge(suggester.missed(document, state), forgotten, counts["sweep"])
        judge(left, forgotten, counts["suggested down to .05"])
        suggester.learn_one(finished(document, gold - forgotten))
    for name, count in counts.items():
        print_line(name, count, len(part))


def worked_on(
    document: Document, marked: Gold, suggested: Sequence[SuggestedSpan], gold: Gold
) -> State:
    """What the annotator has left behind."""
    spans = finished(document, marked).spans
    decided = [
        Decision(s.id, Verdict.REJECTED) for s in suggested if (s.begin, s.end, s.tag) not in gold
    ]
    return State(document, (*spans, *decided))


def judge(offered: Sequence[SuggestedSpan], forgotten: Gold, count: Counter[str]) -> None:
    """Count which of the forgotten are offered."""
    ranges = [(s.begin, s.end, s.tag) for s in offered]
    count["forgotten"] += len(forgotten)
    count["offered"] += len(ranges)
    count["exact"] += len(forgotten & {*ranges})
    for begin, end, _ in forgotten:
        places = [n for n, (b, e, _) in enumerate(ranges) if b < end and begin < e]
        count["touched"] += bool(places)
        for first in FIRST:
            count[f"first {first}"] += bool(places) and places[0] < first


def print_line(name: str, count: Counter[str], documents: int) -> None:
    """The shares of one way of looking."""
    forgotten = max(count["forgotten"], 1)
    print(f"{name}: {forgotten} forgotten in {documents} documents")
    print(f"  offered exactly {count['exact'] / forgotten:.2f}", end="")
    print(f", touched {count['touched'] / forgotten:.2f}", end="")
    print(f", offers a document {count['offered'] / documents:.1f}")
    shares = (f"{n}: {count[f'first {n}'] / forgotten:.2f}" for n in FIRST)
    print("  among the first " + ", ".join(shares))


if __name__ == "__main__":
    main()
