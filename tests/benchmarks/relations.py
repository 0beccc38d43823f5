"""Simulate an annotator who relates spans article by article while the suggester learns.

    python -m tests.benchmarks.relations FILE [--part first|second|all] [--orders N]

FILE is our own JSON lines with finished documents, or a JSON list of sentences
`{"text", "ents": [[begin, end, tag], ...], "rels": [[tag, head, tail], ...]}`. The spans are given,
as they are when somebody has decided on them; relations between other spans are not counted. Each
document is suggested first, counted, and learnt when it is finished; with `--orders` the same is
done in several shuffled orders, and all are counted. A relation is right when tag, head and tail
are the same (either direction where the tag is symmetric).

Acts per gold relation, as for spans: a rejection 1, another tag or direction 1, a missing one 2 (a
drag and a key). A presses Enter on each right one, B accepts all of a document at once (1, if there
are any), “free” is B without that 1, as the prototype was counted (its documents are sentences),
and “keys” is A without a mouse: a missing relation takes 3 (R, its key, Enter).
Patterns were written with the first halves in view, so report the second.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from annotation.formats.jsonl_reading import read_jsonl
from annotation.formats.reading import ReaderInput
from annotation.formats.reading import SourceFile as File
from annotation.suggesting.knowledge import CandidateSource
from annotation.suggesting.suggester import Suggester
from annotation.suggesting.tiers import is_confident
from annotation.tagsets.tagset import RelationTag, Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Relation, Span, Stage, SuggestedRelation
from annotation.values.record import Record
from annotation.values.state import State
from tests.benchmarks.suggestions import RESOURCES, Levels

STEPS = (5, 10, 20, 50, 100, 250, 1000)
POLICIES: dict[str, tuple[CandidateSource, ...]] = {
    "patterns": (CandidateSource.RULES,),
    "learner": (CandidateSource.LEARNER,),
    "together": (CandidateSource.RULES, CandidateSource.LEARNER),
}
OURS = {"AFF": "AFFILIATED"}
Related = tuple[str, tuple[int, int], tuple[int, int]]


def main() -> None:
    """Read the arguments, simulate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("first", "second", "all"), default="second")
    parser.add_argument("--orders", type=int, default=1)
    parser.add_argument("--source", choices=(*POLICIES, "each"), default="each")
    options = parser.parse_args()
    tagset = news_tagset()
    records = list(read(options.corpus, tagset))
    half = len(records) // 2
    part = {"first": records[:half], "second": records[half:], "all": records}[options.part]
    for name in POLICIES if options.source == "each" else [options.source]:
        simulate(name, tagset, part, options.orders)


def news_tagset() -> Tagset:
    """The tagset that is shipped."""
    path = RESOURCES / "tagsets" / "arabic-news.toml"
    return read_tagset(path.read_text(encoding="utf-8"), path.name)


def read(path: Path, tagset: Tagset) -> Iterator[Record]:
    """The finished documents of a file, of either form."""
    if path.suffix == ".json":
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield record_of(row)
    else:
        numbers = count()
        yield from read_jsonl(
            File(path, path.name, "jsonl"), ReaderInput(tagset, lambda: str(next(numbers)))
        )


def record_of(row: dict) -> Record:
    """A sentence with its relations as an annotator would have finished it."""
    document = Document.of(str(row["id"]), str(row["id"]), row["text"])
    spans = tuple(
        Span(f"s{place}", "entities", tag, ((begin, end),))
        for place, (begin, end, tag) in enumerate(row["ents"])
    )
    relations = tuple(
        Relation(f"r{place}", "relations", OURS.get(tag, tag), f"s{head}", f"s{tail}")
        for place, (tag, head, tail) in enumerate(row["rels"])
    )
    return Record(document, "gold", Stage.FINISHED, spans, relations)


def simulate(name: str, tagset: Tagset, records: Sequence[Record], orders: int) -> None:
    """Work through the documents in each order; print a line for each step."""
    tallies: dict[str, Counter[str]] = {}
    confident: Counter[bool] = Counter()
    levels = Levels()
    milliseconds: Counter[str] = Counter()
    for order in range(orders):
        suggester = Suggester(RESOURCES / "gazetteers", tagset, POLICIES[name])
        suggester.count_words(record.document.text for record in records)
        shuffled = list(records)
        random.Random(order).shuffle(shuffled) if order else None
        for number, record in enumerate(shuffled):
            begun = time.process_time()
            found = suggested(suggester, record)
            milliseconds["suggesting"] += round((time.process_time() - begun) * 1e6)
            gold = wanted(record, tagset)
            for relation in found:
                is_right = key_of(relation, tagset) in gold
                levels.add(relation.score, is_right)
                confident[is_right] += is_confident(relation.score)
            step = next((step for step in STEPS if number < step), STEPS[-1])
            done = work({key_of(relation, tagset) for relation in found}, gold)
            for row in (f"to {step}", "all"):
                tallies.setdefault(row, Counter()).update(done)
            begun = time.process_time()
            suggester.learn_one(record)
            milliseconds["learning"] += round((time.process_time() - begun) * 1e6)
    heads = ("gold", "P", "R", "F1", "A", "B", "free", "keys")
    print(f"{name + ': documents':22}" + "".join(f"{head:>7}" for head in heads))
    for row in (*(f"to {step}" for step in STEPS), "all"):
        if row in tallies:
            print(line(row, tallies[row]))
    levels.print("relations")
    print(f"  confident: right {confident[True]} of {confident.total()}")
    for act, spent in milliseconds.items():
        print(f"  {act} a document with its spans: {spent / 1000 / len(records) / orders:.1f} ms")


def suggested(suggester: Suggester, record: Record) -> list[SuggestedRelation]:
    """The relations suggested between spans that are there."""
    spans = {((s.begin, s.end), s.tag) for s in record.spans}
    found = suggester.suggest(record.document, State(record.document, record.spans)).relations
    return [r for r in found if (r.head, r.head_tag) in spans and (r.tail, r.tail_tag) in spans]


def wanted(record: Record, tagset: Tagset) -> set[Related]:
    """What is right."""
    places = {span.id: (span.begin, span.end) for span in record.spans}
    return {
        related(tagset.relations[r.tag], places[r.head], places[r.tail]) for r in record.relations
    }


def key_of(relation: SuggestedRelation, tagset: Tagset) -> Related:
    """What is suggested."""
    return related(tagset.relations[relation.tag], relation.head, relation.tail)


def related(tag: RelationTag, head: tuple[int, int], tail: tuple[int, int]) -> Related:
    """A relation with its ends in reading order where that does not matter."""
    ends = sorted((head, tail)) if tag.is_symmetric else (head, tail)
    return (tag.slug, ends[0], ends[1])


def work(found: set[Related], gold: set[Related]) -> Counter[str]:
    """What an annotator does in one document."""
    missing = gold - found
    done = Counter(right=len(gold & found), suggested=len(found), gold=len(gold))
    done["acceptances"] = int(bool(found))
    for _, head, tail in sorted(found - gold):
        other = next((m for m in sorted(missing) if {head, tail} == set(m[1:])), None)
        if other is None:
            done["rejected"] += 1
        else:
            missing.discard(other)
            done["changed"] += 1
    done["added"] = len(missing)
    return done


def line(name: str, done: Counter[str]) -> str:
    """Precision, recall, F1, and acts per gold relation in three ways of working."""
    right, made, gold = done["right"], max(done["suggested"], 1), max(done["gold"], 1)
    wrong = done["rejected"] + done["changed"]
    one_by_one = (right + wrong + 2 * done["added"]) / gold
    at_once = (done["acceptances"] + wrong + 2 * done["added"]) / gold
    free = (wrong + 2 * done["added"]) / gold
    by_keys = (right + wrong + 3 * done["added"]) / gold
    numbers = (right / made, right / gold, 2 * right / (made + gold))
    shares = "".join(f"{number:7.3f}" for number in numbers)
    acts = "".join(f"{number:7.2f}" for number in (one_by_one, at_once, free, by_keys))
    return f"{name:22}{gold:7}{shares}{acts}"


if __name__ == "__main__":
    main()
