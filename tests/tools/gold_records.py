"""Gold to measure with: the project's own articles, and for benchmarks corpora of others."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

from annotation.arabic.clitics import likely_core
from annotation.arabic.tokens import word_at
from annotation.commands.rules import clashes
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record

HOUSE = Path(__file__).parents[2]
NEWS = HOUSE / "resources" / "tagsets" / "arabic-news.toml"
GOLD = HOUSE / "tests" / "data" / "gold" / "gold.jsonl"
SENTENCES = 5  # of a corpus, in one document: about as long as an article of news
TAGS = {  # of corpora, in the words of the news tagset
    "PERS": "PER",
    "WORK": "PROD",
    "PRODUCT": "PROD",
    "CARDINAL": "NUM",
    "ORDINAL": "NUM",
    "PERCENT": "NUM",
    "QUANTITY": "NUM",
}


def news_tagset() -> Tagset:
    """The tagset that ships."""
    return read_tagset(NEWS.read_text("utf-8"), NEWS.name)


def own_gold(tagset: Tagset) -> list[Record]:
    """The six articles of the tests with their spans and relations."""
    numbers = map(str, count())
    return list(read([GOLD], "jsonl", tagset, lambda: next(numbers), lambda _: None))


def corpora() -> list[Path]:
    """The corpora in the folder that TAWSEEM_CORPORA names; none where it names none."""
    folder = os.environ.get("TAWSEEM_CORPORA")
    return sorted(Path(folder).glob("*.jsonl.gz")) if folder else []


def corpus(path: Path, tagset: Tagset, sentences: int = SENTENCES) -> Iterator[Record]:
    """The documents of a corpus, some sentences each, with the spans whose tag the tagset has.

    Proclitics are taken off the spans. No corpus has relations: a span and the next one in its
    sentence are related wherever the tagset allows it.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for number in range(0, len(row["sents"]), sentences):
                some = row["sents"][number : number + sentences]
                yield _record(row, f"{row['id']}-{number}", some, tagset)


def many(records: Sequence[Record], wanted: int) -> Iterator[Record]:
    """So many documents: the same again, each told apart by a last line."""
    for number in islice(count(), wanted):
        record = records[number % len(records)]
        text = f"{record.document.text}\n({number + 1})"
        name = f"{record.document.name} {number + 1}"
        document = Document.of(f"{record.document.id}-{number}", name, text)
        yield replace(record, document=document)


def _record(row: dict[str, Any], name: str, sents: Sequence[Sequence[int]], t: Tagset) -> Record:
    first, last = sents[0][0], sents[-1][1]
    document = Document.of(name, name, row["text"][first:last])
    spans: list[Span] = []
    for begin, end, tag in sorted(row["spans"], key=lambda s: (s[0], -s[1])):
        tag = TAGS.get(tag, tag)
        if tag in t.spans and first <= begin and end <= last:
            place = ((_core(row["text"], begin, end) - first, end - first),)
            if not any(
                clashes(t.overlap, s.fragments, place) or s.fragments == place for s in spans
            ):
                spans.append(Span(f"{name}-s{len(spans)}", SPAN_LAYER, tag, place))
    spans.sort(key=lambda span: span.sort_key)
    lines = [(begin - first, end - first) for begin, end in sents]
    relations = tuple(_relations(name, spans, lines, t))
    return Record(document, "gold", Stage.FINISHED, tuple(spans), relations)


def _core(text: str, begin: int, end: int) -> int:
    """Where the core of the first word begins, where corpora mark the whole written word."""
    word = word_at(text, begin)
    if word is None or word[0] != begin:
        return begin
    return begin + min(likely_core(text[begin : word[1]]), end - begin - 1)


def _relations(
    name: str, spans: Sequence[Span], lines: Iterable[tuple[int, int]], tagset: Tagset
) -> Iterator[Relation]:
    number = count()
    for begin, end in lines:
        together = [span for span in spans if begin <= span.begin and span.end <= end]
        for head, tail in pairwise(together):
            for tag in tagset.relations_between(head.tag, tail.tag)[:1]:
                id = f"{name}-r{next(number)}"
                yield Relation(id, RELATION_LAYER, tag.slug, head.id, tail.id)
