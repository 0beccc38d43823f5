"""Measure the suggester on a corpus of gold spans and print a table.

    python -m tests.benchmarks.suggestions CORPUS.jsonl.gz [--part first|second|all] [--learn]

The corpus has one document a line, `{"text", "spans": [[begin, end, tag], ...]}`. Spans count as
right when range and tag are the same; proclitics are taken off the gold first, since some corpora
label the whole written word. `--learn` gives every document to the suggester's memory after it
was scored. Rules were tuned on the first halves, so report the second.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotation.arabic.clitics import likely_core
from annotation.arabic.tokens import word_at
from annotation.suggesting.gazetteer import Gazetteer
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span, Stage, SuggestedSpan
from annotation.values.record import Record

RESOURCES = Path(__file__).parents[2] / "resources"
FINE = ("PER", "GPE", "ORG", "NORP", "FAC", "LOC")
COARSE = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
# Corpora label peoples, not every adjective of nationality.
UNLABELLED = {"rule:nationality", "rule:nationality-after-post"}

Gold = set[tuple[int, int, str]]


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=("first", "second", "all"), default="second")
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    rows = list(read(options.corpus))
    tags = {tag for row in rows for _, _, tag in row["spans"]}
    mapping = {tag: tag for tag in FINE} if "GPE" in tags else COARSE
    half = len(rows) // 2
    part = {"first": rows[:half], "second": rows[half:], "all": rows}[options.part]
    suggester = Suggester(RESOURCES / "gazetteers", tagset_with(mapping))
    suggester.count_words(row["text"] for row in rows)
    measure(suggester, part, mapping, options.learn)


def read(path: Path) -> Iterator[dict]:
    """The documents of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def tagset_with(tags: Iterable[str]) -> Tagset:
    """The default tagset with these span tags only."""
    path = RESOURCES / "tagsets" / "arabic-news.toml"
    tagset = read_tagset(path.read_text(encoding="utf-8"), path.name)
    return replace(tagset, spans={tag: tagset.spans[tag] for tag in tags}, relations={})


def measure(suggester: Suggester, rows: list[dict], mapping: dict[str, str], learn: bool) -> None:
    """Score every document and print precision, recall and F1 by tag."""
    right, proposed, wanted = Counter[str](), Counter[str](), Counter[str]()
    trim = Trimmer()
    seconds, words = 0.0, 0
    for number, row in enumerate(rows):
        document = Document.of(str(number), str(number), row["text"])
        begun = time.process_time()
        spans = suggester.suggest(document).spans
        seconds += time.process_time() - begun
        words += len(row["text"].split())
        gold = trim.gold(row, set(mapping.values()))
        found = {(s.begin, s.end, mapping[s.tag]) for s in outermost(spans)}
        right.update(tag for *_, tag in gold & found)
        proposed.update(tag for *_, tag in found)
        wanted.update(tag for *_, tag in gold)
        if learn:
            suggester.learn([finished(document, gold)])
    print_table(right, proposed, wanted)
    print(f"{len(rows)} documents, {words / seconds:,.0f} words a second")


def finished(document: Document, gold: Gold) -> Record:
    """The document as an annotator would have finished it."""
    spans = (Span(f"{b}-{e}", "entities", tag, ((b, e),)) for b, e, tag in sorted(gold))
    return Record(document, "gold", Stage.FINISHED, tuple(spans))


def outermost(spans: Iterable[SuggestedSpan]) -> Iterator[SuggestedSpan]:
    """The spans that lie in no other; the corpora do not nest."""
    end = 0
    for span in spans:
        if span.begin >= end and span.suggester not in UNLABELLED:
            yield span
            end = span.end


class Trimmer:
    """Takes proclitics off gold spans that begin with a whole written word."""

    def __init__(self) -> None:
        self.knows = Gazetteer.read(RESOURCES / "gazetteers").knows

    def gold(self, row: dict, tags: set[str]) -> Gold:
        """The gold spans with these tags."""
        text = row["text"]
        return {(self.core(text, b, e), e, tag) for b, e, tag in row["spans"] if tag in tags}

    def core(self, text: str, begin: int, end: int) -> int:
        """Where the core of the first word begins."""
        word = word_at(text, begin)
        if word is None or word[0] != begin:
            return begin
        return begin + min(likely_core(text[begin : word[1]], self.knows), end - begin - 1)


class Levels:
    """What suggestions promised and how often they kept it, by tenths of their score."""

    def __init__(self) -> None:
        self._promised: Counter[int] = Counter()
        self._right: Counter[int] = Counter()
        self._seen: Counter[int] = Counter()

    def add(self, score: float, is_right: bool) -> None:
        """See a suggestion."""
        level = min(int(score * 10), 9)
        self._promised[level] += round(score * 1e6)
        self._right[level] += is_right
        self._seen[level] += 1

    def print(self, title: str) -> None:
        """A line for each tenth: what was promised, what was right."""
        print(f"  {title:26}promised   right   count")
        for level, seen in sorted(self._seen.items()):
            promised, right = self._promised[level] / seen / 1e6, self._right[level] / seen
            print(f"  scored .{level:<18}{promised:15.3f}{right:8.3f}{seen:8}")


def print_table(right: Counter[str], proposed: Counter[str], wanted: Counter[str]) -> None:
    """One line a tag, and one for all."""
    print(f"{'tag':6}{'gold':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for tag in (*sorted(wanted), None):
        counts = (c[tag] if tag else c.total() for c in (right, proposed, wanted))
        hits, made, gold = counts
        precision, recall = hits / max(made, 1), hits / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{tag or 'all':6}{gold:7}{precision:7.3f}{recall:7.3f}{f1:7.3f}")


if __name__ == "__main__":
    main()
