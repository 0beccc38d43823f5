"""How long the article view alone takes, without the window and the project file around it.

Run from the project's folder: `python -m tests.benchmarks.bare_view [--paragraph] [--small]`, or
under a screen with QT_QPA_PLATFORM=xcb. `--paragraph` makes each document one single paragraph,
`--small` leaves the largest ones out. Milliseconds, median / 95th percentile; it asserts nothing.
What is between these numbers and those of `view` is the window's.
"""

import gc
import os
import random
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Span, Suggestions
from annotation.values.state import Change, State
from tests.tools.large_article import (
    SIZES,
    loose_tagset,
    megabytes,
    record_of,
    spread,
    text_of,
    timed,
)
from ui.app import make_application
from ui.article import ArticleView

HEADINGS = ("open", "wheel", "page", "jump", "add a span", "drag", "resize", "memory")


class Bench:
    """One view with one document, and the acts that are measured."""

    def __init__(self, state: State, tagset: Tagset) -> None:
        self.state = state
        self.tagset = tagset
        self.view = ArticleView()
        self.view.resize(1100, 900)
        self.view.show()
        QApplication.processEvents()
        self.bar = self.view.verticalScrollBar()
        self.chance = random.Random(5)
        self.added = 0

    def run(self) -> list[str]:
        """Measure everything, in the order of the headings."""
        gc.collect()
        before = megabytes()
        opening = timed(self.open)
        cells = [
            f"{opening:.0f}",
            spread([timed(lambda: self.scroll(60)) for _ in range(100)]),
            spread([timed(lambda: self.scroll(800)) for _ in range(40)]),
            spread([timed(self.jump) for _ in range(30)]),
            spread([timed(self.add) for _ in range(30)]),
            self.drags(),
            spread([timed(lambda w=w: self.view.resize(w, 900)) for w in (1000, 900, 1200, 1100)]),
            f"{megabytes() - before:.0f} MB",
        ]
        self.view.close()
        return cells

    def open(self) -> None:
        """Show the document with its items."""
        self.view.set_article(self.state.document, self.tagset)
        self.view.show_items(self.state, Suggestions())

    def scroll(self, by: int) -> None:
        """As the wheel does."""
        self.bar.setValue(self.bar.value() + by)

    def jump(self) -> None:
        """Anywhere."""
        self.bar.setValue(self.chance.randrange(self.bar.maximum() + 1))

    def add(self) -> None:
        """Put one span more into the middle of what is seen."""
        self.added += 1
        begin = self.view.offset_at(self.view.viewport().rect().center()) + 10 * self.added
        begin = min(begin, len(self.state.document.text) - 7)
        span = Span(f"n{self.added}", "entities", "PER", ((begin, begin + 6),))
        self.state = self.state.apply([Change(None, span)])
        self.view.show_items(self.state, Suggestions())

    def drags(self) -> str:
        """Stretch a selection over what is seen, by a few pixels at a time."""
        self.mouse(QEvent.Type.MouseButtonPress, QPoint(800, 100))
        times = []
        for number in range(60):
            point = QPoint(800 - 9 * number, 100 + 8 * number)
            times.append(timed(lambda at=point: self.mouse(QEvent.Type.MouseMove, at)))
        self.mouse(QEvent.Type.MouseButtonRelease, QPoint(300, 580))
        return spread(times)

    def mouse(self, kind: QEvent.Type, point: QPoint) -> None:
        """What the person's hand does."""
        place = QPointF(point)
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, place, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view.viewport(), event)


def main(options: list[str]) -> None:
    """Print the table, one row for each size."""
    tagset = loose_tagset()
    print("| words | spans | relations | " + " | ".join(HEADINGS) + " |")
    print("|---" * (3 + len(HEADINGS)) + "|")
    for words, spans, relations in SIZES:
        if "--small" in options and words > 10_000:
            continue
        text = text_of(words, is_one_paragraph="--paragraph" in options)
        record = record_of(text, spans, relations, tagset)
        state = State(record.document, (*record.spans, *record.relations))
        row = [f"{words:,}", f"{spans:,}", f"{relations:,}", *Bench(state, tagset).run()]
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    application = make_application()
    main(sys.argv[1:])
