"""How long the agreement of 10,000 documents takes, each worked on by four people who err.

Run from the project's folder: `python -m tests.benchmarks.agreement [DOCUMENTS [PROJECT]]`. With a
PROJECT the file is kept, and used again when it is there. Everybody starts from the same spans and
relations, eight and three to a document; each then errs at their own rate: another tag, a word
more, a span or a relation missed.
"""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotation.arabic.tokens import Token, tokenize
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.tools.large_article import WORDS

NEWS = Path(__file__).parents[2] / "resources" / "tagsets" / "arabic-news.toml"
ERRORS = {"أمل": 0.02, "باسم": 0.05, "جميلة": 0.1, "داود": 0.2}
SPANS, RELATIONS, LENGTH = 8, 3, 110  # to a document; words

Place = tuple[str, int, int]  # a tag, and the first and last token


def tokens_of(chance: random.Random) -> tuple[str, list[Token]]:
    text = " ".join(chance.choice(WORDS) for _ in range(LENGTH)) + "."
    return text, tokenize(text)


def truth(chance: random.Random, tags: list[str], tokens: int) -> list[Place]:
    """Spans that do not touch."""
    width = tokens // SPANS
    starts = [at * width + chance.randrange(width - 4) for at in range(SPANS)]
    return [(chance.choice(tags), start, start + chance.randrange(3)) for start in starts]


def seen(chance: random.Random, places: list[Place], rate: float, tags: list[str]) -> list[Place]:
    """What somebody makes of them."""
    found = []
    for tag, first, last in places:
        if chance.random() >= rate:
            found.append((tag, first, last))
        elif chance.random() < 0.4:
            found.append((chance.choice(tags), first, last))
        elif chance.random() < 0.6:
            found.append((tag, first, last + 1))
    return found


def records(documents: int, tagset: Tagset) -> Iterator[Record]:
    chance = random.Random(20)
    tags = list(tagset.spans)
    for number in range(documents):
        text, tokens = tokens_of(chance)
        document = Document.of(new_id(), f"مقال {number}", text)
        places = truth(chance, tags, len(tokens))
        for annotator, rate in ERRORS.items():
            mine = seen(chance, places, rate, tags)
            spans = tuple(
                Span(new_id(), SPAN_LAYER, t, ((tokens[a].begin, tokens[b].end),))
                for t, a, b in mine
            )
            relations = tuple(related(chance, spans, rate, tagset))
            yield Record(document, annotator, Stage.FINISHED, spans, relations)


def related(
    chance: random.Random, spans: tuple[Span, ...], rate: float, tagset: Tagset
) -> Iterator[Relation]:
    """The first relations that the tagset allows, most of them."""
    pairs = combinations(spans, 2)
    found = ((h, t, tagset.relations_between(h.tag, t.tag)) for h, t in pairs)
    for _, (head, tail, tags) in zip(range(RELATIONS), (f for f in found if f[2]), strict=False):
        if chance.random() >= rate:
            yield Relation(new_id(), RELATION_LAYER, tags[0].slug, head.id, tail.id)


def make(path: Path, documents: int) -> None:
    tagset = read_tagset(NEWS.read_text("utf-8"), NEWS.name)
    with Project.create(path, tagset) as project:
        start = perf_counter()
        project.add_records(records(documents, tagset))
        numbers = project.stats()
    print(f"made in {perf_counter() - start:.0f} s: {numbers['documents']} documents")


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "agreement.tawseem"
        if not path.exists():
            make(path, documents)
        start = perf_counter()
        code = (
            "import resource, sys; from ui.cli import main; main(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, 'MB at most')"
        )
        subprocess.run([sys.executable, "-c", code, "agreement", path], check=True)
        print(f"{perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
