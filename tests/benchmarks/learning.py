"""Simulate an annotator who works through a corpus while the suggester learns, and print a table.

    python -m tests.benchmarks.learning CORPUS.jsonl.gz [--part first|second|all] [--documents N]
                                        [--source rules|memory|learner|together] [--fresh N]

Each document is suggested first, counted, and learnt when it is finished. For each source alone
and for all together it prints precision, recall and F1 (exact range and tag), and acts per gold
span in two ways of working: A presses Enter on each right suggestion, B accepts all of a document
at once. Correcting a tag costs 1 act, borders 2, both 3, a rejection 1, a missing span 2; further
places of the same words are offered after the first one (1 act in A, none in B, and 1 for each
wrong one). `--fresh N` forgets everything after every N documents, so that many beginnings are
measured instead of one. Sources were tuned on the first halves of two corpora, so report the
second.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from annotation.arabic.tokens import Token, tokenize
from annotation.suggesting.knowledge import CandidateSource
from annotation.suggesting.memory import form_of
from annotation.suggesting.suggester import Suggester
from annotation.suggesting.tiers import is_confident
from annotation.tagsets.tagset import Overlap, SpanTag, Tagset
from annotation.values.items import Document
from tests.benchmarks.suggestions import (
    RESOURCES,
    Gold,
    Levels,
    Trimmer,
    finished,
    read,
    tagset_with,
)

STEPS = (5, 10, 20, 50, 100, 250, 1000)
POLICIES: dict[str, tuple[CandidateSource, ...]] = {
    "rules": (CandidateSource.RULES,),
    "memory": (CandidateSource.MEMORY,),
    "learner": (CandidateSource.LEARNER,),
    "together": tuple(CandidateSource),
}
Range = tuple[int, int, str]


def main() -> None:
    """Read the arguments, simulate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("first", "second", "all"), default="second")
    parser.add_argument("--documents", type=int, default=None)
    parser.add_argument("--source", choices=(*POLICIES, "each"), default="each")
    parser.add_argument("--fresh", type=int, default=None)
    options = parser.parse_args()
    rows = list(read(options.corpus))
    half = len(rows) // 2
    part = {"first": rows[:half], "second": rows[half:], "all": rows}[options.part]
    texts = [row["text"] for row in rows]
    chosen = POLICIES if options.source == "each" else [options.source]
    tagset = tagset_of(rows)
    for name in chosen:
        make = partial(untaught, tagset, POLICIES[name], texts)
        simulate(name, make, part[: options.documents], set(tagset.spans), options.fresh)


def untaught(tagset: Tagset, sources: Iterable[CandidateSource], texts: Iterable[str]) -> Suggester:
    """A suggester that has seen the texts, but nothing that was marked in them."""
    suggester = Suggester(RESOURCES / "gazetteers", tagset, sources)
    suggester.count_words(texts)
    return suggester


def tagset_of(rows: Iterable[dict]) -> Tagset:
    """A tagset with the tags of a corpus, nested as far as its spans are."""
    rows = list(rows)
    tags = sorted({tag for row in rows for _, _, tag in row["spans"]})
    nests = any(is_nested(row["spans"]) for row in rows)
    spans = {tag: SpanTag(tag, {}, {}, (), "#000000", "") for tag in tags}
    overlap = Overlap.NESTED if nests else Overlap.NONE
    return replace(tagset_with([]), spans=spans, overlap=overlap)


def is_nested(spans: list[list]) -> bool:
    """Whether a span lies in another."""
    order = sorted((begin, -end) for begin, end, _ in spans)
    return any(b[0] < -a[1] for a, b in pairwise(order))


@dataclass
class Tally:
    """What happened in some documents."""

    happened: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Precision, recall, F1 and acts per gold span."""
        c = self.happened
        right, made, gold = c["right"], max(c["suggested"], 1), max(c["gold"], 1)
        precision, recall = right / made, right / gold
        f1 = 2 * right / (made + gold)
        fixes = c["tag"] + 2 * c["borders"] + 3 * c["both"] + 2 * c["added"]
        base = fixes + c["rejected"] + c["wrong places"]
        one_by_one = (base + right + c["repeated"]) / gold
        at_once = (base + c["documents"]) / gold
        numbers = f"{precision:7.3f}{recall:7.3f}{f1:7.3f}{one_by_one:7.2f}{at_once:7.2f}"
        return f"{name:16}{c['gold']:7}{numbers}"


def simulate(
    name: str,
    make: Callable[[], Suggester],
    rows: list[dict],
    tags: set[str],
    fresh: int | None = None,
) -> None:
    """Work through the documents; print a line for each step, calibration and times.

    A new suggester is made after every `fresh` documents, if that is a number.
    """
    trim = Trimmer()
    suggester = make()
    tallies: dict[str, Tally] = {}
    levels = Levels()
    confident: Counter[tuple[bool, bool]] = Counter()
    seconds: Counter[str] = Counter()
    words = 0
    for place, row in enumerate(rows):
        number = place % fresh if fresh else place
        if fresh and number == 0:
            suggester = make()
        document = Document.of(str(place), str(place), row["text"])
        gold = trim.gold(row, tags)
        begun = time.process_time()
        spans = suggester.suggest(document).spans
        seconds["suggest"] += time.process_time() - begun
        words += len(row["text"].split())
        found = {(s.begin, s.end, s.tag) for s in spans}
        for s in spans:
            is_right = (s.begin, s.end, s.tag) in gold
            if number >= 20:
                levels.add(s.score, is_right)
            if is_confident(s.score):
                confident[number >= 50, is_right] += 1
        step = next((step for step in STEPS if number < step), STEPS[-1])
        for key in (f"to {step}", "all"):
            tallies.setdefault(key, Tally()).happened.update(work(document, gold, found))
        begun = time.process_time()
        suggester.learn_one(finished(document, gold))
        seconds["learn"] += time.process_time() - begun
    print(f"{name + ': documents':16}{'gold':>7}{'P':>7}{'R':>7}{'F1':>7}{'A':>7}{'B':>7}")
    for key, tally in sorted(tallies.items(), key=lambda x: (x[0] == "all", len(x[0]), x[0])):
        print(tally.line(key))
    print_calibration(levels, confident)
    each = seconds["learn"] / max(len(rows), 1)
    speed = seconds["suggest"] / max(words, 1) * 300
    print(f"suggesting 300 words {speed * 1000:.1f} ms, learning a document {each * 1000:.0f} ms")
    print(f"its own account: {suggester.standing()}\n", flush=True)


def print_calibration(levels: Levels, confident: Counter[tuple[bool, bool]]) -> None:
    """What suggestions of each level of score promised, and the share that were right."""
    levels.print("after 20 documents")
    for after, words in ((False, "up to 50 documents"), (True, "after 50 documents")):
        right, wrong = confident[after, True], confident[after, False]
        share = right / max(right + wrong, 1)
        print(f"  confident {words}: right {share:.3f} of {right + wrong}")


def work(document: Document, gold: Gold, found: Gold) -> Counter[str]:
    """What an annotator does in one document."""
    done = Counter(right=len(gold & found), suggested=len(found), gold=len(gold), documents=1)
    wrong, missing = sorted(found - gold), set(gold - found)
    wrong = corrected(wrong, missing, done, lambda a, b: a[:2] == b[:2])
    wrong = corrected(wrong, missing, done, lambda a, b: a[0] < b[1] and b[0] < a[1])
    done["rejected"] += len(wrong)
    add(document, gold, missing, done)
    return done


def corrected(
    wrong: list[Range],
    missing: set[Range],
    done: Counter[str],
    fits: Callable[[Range, Range], bool],
) -> list[Range]:
    """Turn wrong suggestions into missing spans where they fit; those that are left."""
    left = []
    for suggested in wrong:
        match = next((span for span in sorted(missing) if fits(suggested, span)), None)
        if match is None:
            left.append(suggested)
            continue
        missing.discard(match)
        if match[:2] == suggested[:2]:
            done["tag"] += 1
        else:
            done["borders" if match[2] == suggested[2] else "both"] += 1
    return left


def add(document: Document, gold: Gold, missing: set[Range], done: Counter[str]) -> None:
    """Mark what is missing in reading order; the same words are then offered everywhere."""
    text = document.text
    forms = Counter(form_of(text, t.begin, t.end) for t in bare_words(text, gold))
    marked: set[tuple[tuple[str, ...], str]] = set()
    for begin, end, tag in sorted(missing):
        form = form_of(text, begin, end)
        if (form, tag) in marked:
            done["repeated"] += 1
            continue
        marked.add((form, tag))
        done["added"] += 1
        done["wrong places"] += forms[form] if len(form) == 1 else 0


def bare_words(text: str, gold: Gold) -> list[Token]:
    """The words that no gold span covers."""
    covered = sorted((begin, end) for begin, end, _ in gold)
    return [t for t in tokenize(text) if not any(b <= t.begin < e for b, e in covered)]


if __name__ == "__main__":
    main()
