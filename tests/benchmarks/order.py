"""Does it pay to work on the least certain documents first?

    python -m tests.benchmarks.order CORPUS.jsonl.gz

A suggester learns from documents of the corpus' second half, in their own order or by one of the
orders of the queue, ranked anew after every ten. After 10, 20 and 40 of them it is measured on
forty documents of the first half, from which it never learns: exact F1 of span and tag, then how
many words and spans somebody had to read and mark until then.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from annotation.suggesting.knowledge import CandidateSource
from annotation.suggesting.suggester import Suggester
from annotation.values.items import Document, SuggestedSpan
from storage.work.queue_order import Outlook
from tests.benchmarks.learning import tagset_of, untaught
from tests.benchmarks.suggestions import Gold, Trimmer, finished, read

STEPS, AGAIN, MEASURED = (10, 20, 40), 10, 40
ORDERS: dict[str, Callable[[Outlook], float]] = {
    "as given": lambda outlook: 0.0,
    "least certain first": lambda outlook: outlook.gain,
    "most expected errors first": lambda outlook: outlook.expected_error,
}
Work = tuple[Document, Gold]


def main() -> None:
    """Read the arguments, learn in each order, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    rows = list(read(parser.parse_args().corpus))
    tagset, trim = tagset_of(rows), Trimmer()
    work = [
        (Document.of(f"{n}", f"{n}", row["text"]), trim.gold(row, set(tagset.spans)))
        for n, row in enumerate(rows)
    ]
    half = len(work) // 2
    texts = [row["text"] for row in rows]
    print(f"{'':28}" + "".join(f"{f'after {n}':>24}" for n in STEPS))
    for name, rank in ORDERS.items():
        suggester = untaught(tagset, tuple(CandidateSource), texts)
        cells = learn(suggester, work[half:], work[:MEASURED], rank)
        print(f"{name:28}" + "".join(f"{cell:>24}" for cell in cells), flush=True)


def learn(
    suggester: Suggester, pool: list[Work], measured: list[Work], rank: Callable[[Outlook], float]
) -> list[str]:
    """Take documents from the pool as they rank; a cell for each step."""
    left, cells, words, spans = list(pool), [], 0, 0
    for number in range(max(STEPS)):
        if number % AGAIN == 0:
            left.sort(key=lambda one: -rank(outlook(suggester, one[0])))
        document, gold = left.pop(0)
        suggester.learn_one(finished(document, gold))
        words, spans = words + len(document.text.split()), spans + len(gold)
        if number + 1 in STEPS:
            cells.append(f"{score(suggester, measured):.3f} {words}w {spans}s")
    return cells


def outlook(suggester: Suggester, document: Document) -> Outlook:
    """What the queue would know of a document."""
    scores = [span.score for span in suggester.suggest(document).spans]
    unseen = sum(is_unseen(span) for span in suggester.suggest(document).spans)
    doubt, errors = sum(4 * s * (1 - s) for s in scores), sum(1 - s for s in scores)
    return Outlook(doubt, errors, len(scores), unseen, len(document.text))


def is_unseen(span: SuggestedSpan) -> bool:
    """Whether only rules and lists propose it, as SQL asks in storage/work/queue_order.py."""
    return span.suggester not in ("memory", "learner") and not span.suggester.startswith(
        "rule:same-"
    )


def score(suggester: Suggester, measured: list[Work]) -> float:
    """Exact F1 over documents that are not learnt."""
    right = made = wanted = 0
    for document, gold in measured:
        found = {(s.begin, s.end, s.tag) for s in suggester.suggest(document).spans}
        right, made, wanted = right + len(found & gold), made + len(found), wanted + len(gold)
    return 2 * right / max(made + wanted, 1)


if __name__ == "__main__":
    main()
