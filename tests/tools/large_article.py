"""Made-up articles of any size with items all over them, and how benchmarks tell their numbers."""

import random
import re
from collections.abc import Callable
from os import environ
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtWidgets import QApplication

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record

SMALL = Path(__file__).parents[1] / "data" / "small.toml"
ANNOTATOR = "bench"
SIZES = (  # words, spans and relations of the articles that are measured
    (300, 0, 0),
    (300, 100, 50),
    (10_000, 0, 0),
    (10_000, 1_000, 500),
    (10_000, 10_000, 1_000),
    (10_000, 10_000, 50_000),
    (100_000, 0, 0),
    (100_000, 10_000, 5_000),
    (100_000, 100_000, 50_000),
    (1_000_000, 0, 0),
    (1_000_000, 1_000, 500),
    (1_000_000, 100_000, 50_000),
)
WORDS = re.findall(
    r"\S+",
    "قال الوزير إن المجلس ناقش أمس خطة التعليم الجديدة في العاصمة مع وفد الجامعة العربية "
    "وأكد رئيس البنك أن مشروع CASA-1000 سيبدأ عام 2025 بقيمة ٣٥٠ مليون دولار في خوجند "
    "والجزائر مُستمِرًّا",
)


def loose_tagset() -> Tagset:
    """The small tagset, with spans that may cross: there are many of them."""
    source = SMALL.read_text("utf-8").replace("version = 1", 'version = 1\noverlap = "any"', 1)
    return read_tagset(source, SMALL.name)


def text_of(words: int, *, is_one_paragraph: bool) -> str:
    """A text of so many words, in paragraphs of some fifty or in one."""
    chance = random.Random(7)
    new_line = " " if is_one_paragraph else "\n"
    return "".join(
        chance.choice(WORDS) + (new_line if chance.random() < 0.02 else " ") for _ in range(words)
    )


def spans_in(text: str, count: int, tagset: Tagset) -> tuple[Span, ...]:
    """Spans of one to three words all over the text, some nested."""
    chance = random.Random(3)
    places = [match.span() for match in re.finditer(r"\S+", text)]
    tags = list(tagset.spans)
    made = []
    for number in range(count):
        first = number * len(places) // count
        last = min(len(places) - 1, first + chance.randrange(3))
        part = (places[first][0], places[last][1])
        made.append(Span(f"s{number}", "entities", chance.choice(tags), (part,)))
    return tuple(made)


def relations_among(spans: tuple[Span, ...], count: int, tagset: Tagset) -> tuple[Relation, ...]:
    """Relations that the tagset allows, mostly between near spans, none of them twice."""
    chance = random.Random(4)
    made: dict[tuple[str, frozenset[int]], Relation] = {}
    while len(made) < count:
        head = chance.randrange(len(spans))
        near = chance.randrange(1, 4) if chance.random() < 0.8 else chance.randrange(4, 30)
        tail = (head + near) % len(spans)
        tags = tagset.relations_between(spans[head].tag, spans[tail].tag)
        key = (chance.choice(tags).slug if tags else "", frozenset((head, tail)))
        if tags and key not in made:
            ends = (spans[head].id, spans[tail].id)
            made[key] = Relation(f"r{len(made)}", "relations", key[0], *ends)
    return tuple(made.values())


def record_of(text: str, spans: int, relations: int, tagset: Tagset) -> Record:
    """A document with one annotator's items."""
    made = spans_in(text, spans, tagset)
    return Record(
        Document.of("large", "large", text),
        ANNOTATOR,
        spans=made,
        relations=relations_among(made, relations, tagset),
    )


def clock() -> float:
    """Seconds on the wall, or, on a machine that is shared, of this thread's own work."""
    return thread_time() if environ.get("TAWSEEM_BENCH_CLOCK") == "cpu" else perf_counter()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds until the act is done and everything it asked for is painted."""
    begin = clock()
    act()
    QApplication.processEvents()
    return (clock() - begin) * 1000


def spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    times = sorted(times)
    return f"{times[len(times) // 2]:.1f}/{times[int(len(times) * 0.95)]:.1f}"


def megabytes() -> float:
    """What this process holds in memory now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
