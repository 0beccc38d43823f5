"""How long the article view takes: opening, scrolling, and a new span until it is painted.

Run from the project's folder: `python tests/benchmarks/view.py`. It prints milliseconds; it
asserts nothing.
"""

import os
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from annotation.items import Document, Item, Relation, Span, Suggestions
from annotation.state import Change, State
from annotation.tagset import Tagset
from annotation.tagset_file import read_tagset
from ui.article import ArticleView

SMALL = Path(__file__).parents[1] / "data" / "small.toml"
SIZES = ((300, 100, 50), (10_000, 1_000, 500), (100_000, 10_000, 5_000))
WORDS = re.findall(
    r"\S+",
    "قال الوزير إن المجلس ناقش أمس خطة التعليم الجديدة في العاصمة مع وفد الجامعة العربية "
    "وأكد رئيس البنك أن مشروع CASA-1000 سيبدأ عام 2025 بقيمة ٣٥٠ مليون دولار في خوجند "
    "والجزائر مُستمِرًّا",
)


def text_of(words: int) -> str:
    """A text of so many words, in paragraphs of some fifty."""
    chance = random.Random(7)
    return "".join(
        chance.choice(WORDS) + ("\n" if chance.random() < 0.02 else " ") for _ in range(words)
    )


def state_of(words: int, spans: int, relations: int, tagset: Tagset) -> State:
    """Spans all over the text, some nested, and relations mostly between near ones."""
    chance = random.Random(3)
    document = Document.of("d", "bench", text_of(words))
    places = [match.span() for match in re.finditer(r"\S+", document.text)]
    tags = list(tagset.spans)
    made: list[Item] = []
    for number in range(spans):
        first = number * len(places) // spans
        last = min(len(places) - 1, first + chance.randrange(3))
        part = (places[first][0], places[last][1])
        made.append(Span(f"s{number}", "entities", chance.choice(tags), (part,)))
    for number in range(relations):
        head = chance.randrange(spans)
        near = chance.randrange(1, 4) if chance.random() < 0.8 else chance.randrange(4, 30)
        tail = (head + near) % spans
        tag = chance.choice(list(tagset.relations))
        made.append(Relation(f"r{number}", "relations", tag, f"s{head}", f"s{tail}"))
    return State(document, made)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds until the act is done and painted."""
    begin = perf_counter()
    act()
    QApplication.processEvents()
    return (perf_counter() - begin) * 1000


def spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    times = sorted(times)
    return f"{times[len(times) // 2]:6.1f} /{times[int(len(times) * 0.95)]:6.1f}"


def measure(words: int, spans: int, relations: int) -> None:
    """Open, scroll and annotate one document; print a line."""
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    state = state_of(words, spans, relations, tagset)
    view = ArticleView()
    view.resize(1100, 900)
    view.show()
    QApplication.processEvents()

    def open_it() -> None:
        view.set_article(state.document, tagset)
        view.show_items(state, Suggestions())

    opening = timed(open_it)
    bar = view.verticalScrollBar()
    wheel = [timed(lambda: bar.setValue(bar.value() + 60)) for _ in range(100)]
    page = [timed(lambda: bar.setValue(bar.value() + 800)) for _ in range(40)]
    chance = random.Random(5)
    jump = [timed(lambda: bar.setValue(chance.randrange(bar.maximum() + 1))) for _ in range(30)]
    adding = []
    for number in range(30):
        begin = view.offset_at(view.viewport().rect().center()) + 10 * number
        part = (begin, min(begin + 6, len(state.document.text)))
        state = state.apply([Change(None, Span(f"n{number}", "entities", "PER", (part,)))])
        adding.append(timed(lambda now=state: view.show_items(now, Suggestions())))
    print(
        f"{words:>8} {spans:>7} {relations:>7}  open {opening:7.1f}   wheel {spread(wheel)}   "
        f"page {spread(page)}   jump {spread(jump)}   add a span {spread(adding)}"
    )
    view.close()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    print("words, spans, relations; milliseconds, median / 95th percentile")
    for size in SIZES:
        measure(*size)
