"""Thousands of random acts in the real window: nothing fails, nothing warns, memory stays flat.

Run from the project's folder: `python -m tests.benchmarks.acts [COUNT]`; 10,000 acts by default.
"""

import gc
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QMessageLogContext, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, SuggestedRelation, SuggestedSpan, Suggestions
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.tools.large_article import SMALL, megabytes, spread, text_of
from ui.app import dress, make_application
from ui.desk.session import Session
from ui.look.item_kinds import ItemKind
from ui.look.settings import Settings
from ui.window import MainWindow

VIEW_ACTS = (
    "zoom-in",
    "zoom-out",
    "zoom-reset",
    "toggle-marks",
    "toggle-invisible",
    "toggle-numbers",
    "toggle-focus",
    "toggle-dark",
    "toggle-paragraph-text",
    "page-down",
    "page-up",
    "document-start",
    "document-end",
)
DECISIONS = ("accept", "accept", "reject", "skip", "next-suggestion", "previous-suggestion")
MOVES = ("word-left", "word-right", "line-down", "extend-word-left", "next-span", "previous-span")


class RandomHand:
    """Somebody who does anything at all, the same things for the same seed."""

    def __init__(self, window: MainWindow, seed: int = 1) -> None:
        self.window = window
        self.view = window.desk.view
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self._acts: tuple[Callable[[], None], ...] = (
            self.select,
            self.tag,
            self.tag,
            self.relate,
            self.decide,
            self.decide,
            self.take_back,
            self.delete,
            self.look,
            self.move,
            self.scroll,
            self.scroll,
            self.point,
            self.resize,
        )

    @property
    def session(self) -> Session:
        """What is on the desk."""
        assert self.window.desk.session is not None
        return self.window.desk.session

    def act(self) -> None:
        """Do one thing and let it be painted."""
        act = self.chance.choice(self._acts)
        act()
        self.done[act.__name__] += 1
        QApplication.processEvents()

    def select(self) -> None:
        """Any stretch of the text."""
        begin = self.chance.randrange(len(self.view.text))
        self.view.select(begin, min(len(self.view.text), begin + self.chance.randrange(25)))

    def tag(self) -> None:
        """Tag a new selection, or change the current span."""
        if self.chance.random() < 0.8:
            self.view.clear_current()
            self.select()
        self.window.choosing.choose_tag(self.chance.choice(list(self.session.tagset.spans)))

    def relate(self) -> None:
        """Drag one span to another; when several tags are possible, choose any."""
        ids = [span.id for span in self.session.state.spans]
        if len(ids) >= 2:
            self.window.relating.drop(*self.chance.sample(ids, 2))
            if self.window.relating.making is not None:
                tags = list(self.session.tagset.relations)
                self.window.choosing.choose_tag(self.chance.choice(tags))
            self.window.relating.leave()
            menu = QApplication.activePopupWidget()
            if menu is not None:  # of several tags that fit; nothing else can be done before
                menu.close()

    def decide(self) -> None:
        """Decide about the current suggestion, or bring new ones when none is left."""
        if not self.session.pending.spans:
            self.session.suggest(self.suggestions())
        self.window.run(self.chance.choice(DECISIONS))

    def suggestions(self) -> Suggestions:
        """Some spans and a relation, anywhere."""
        text = self.view.text
        begins = [at for at in range(1, len(text)) if text[at - 1] == " " and text[at].isalpha()]
        seed = self.done.total()
        spans = []
        for number, begin in enumerate(sorted(self.chance.sample(begins, min(6, len(begins))))):
            end = next((at for at in range(begin, len(text)) if not text[at].isalnum()), len(text))
            part = ((begin, end),)
            spans.append(SuggestedSpan(f"g{seed}.{number}", "PER", part, 0.9, "chance", "why not"))
        head, tail = spans[0].fragments[0], spans[-1].fragments[0]
        link = SuggestedRelation(f"q{seed}", "MET", head, tail, "PER", "PER", 0.5, "chance", "so")
        return Suggestions(tuple(spans), (link,))

    def take_back(self) -> None:
        """Undo a few acts, or do one again."""
        if self.chance.random() < 0.3:
            self.window.run("redo")
        else:
            for _ in range(self.chance.randrange(1, 4)):
                self.window.run("undo")

    def delete(self) -> None:
        """Delete a span, so that there are never too many."""
        spans = self.session.state.spans
        if len(spans) > 30:
            span = self.chance.choice(spans)
            self.view.set_current(ItemKind.SPAN, span.id)
            self.window.run("delete")

    def look(self) -> None:
        """Another size, theme or aid to reading."""
        self.window.run(self.chance.choice(VIEW_ACTS))

    def move(self) -> None:
        """Move the caret."""
        self.window.run(self.chance.choice(MOVES))

    def scroll(self) -> None:
        """Scroll near or far."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.chance.choice((60, -60, 7, 700, -700, 5000, -5000)))

    def point(self) -> None:
        """Point at something, perhaps click on it."""
        viewport = self.view.viewport()
        spot = QPoint(
            self.chance.randrange(viewport.width()), self.chance.randrange(viewport.height())
        )
        QTest.mouseMove(viewport, spot)
        if self.chance.random() < 0.5:
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spot)

    def resize(self) -> None:
        """Another size of the window."""
        self.window.resize(self.chance.randrange(800, 1500), self.chance.randrange(500, 1000))


def open_window(folder: Path) -> MainWindow:
    """The real window on a project of its own, with an article of some length."""
    for name in ("DATA", "CACHE", "CONFIG"):
        os.environ[f"TAWSEEM_{name}"] = str(folder / name.lower())
    os.environ["TAWSEEM_LANGUAGE"] = "ar"
    path = folder / "acts.tawseem"
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    text = text_of(1500, is_one_paragraph=False) + " 😀 مُحَمَّدٌ في «ATLAS-2000» لا غير."
    with Project.create(path, tagset) as project:
        project.add_records([Record(Document.of(new_id(), "أفعال", text))])
    settings = Settings(language="ar", annotator="chance")
    dress(make_application(), settings)
    window = MainWindow(settings)
    window.show()
    window.open_project(path)
    limit = monotonic() + 60
    while window.desk.session is None or window.opening.is_suggesting:
        QApplication.processEvents()
        if monotonic() > limit:
            raise RuntimeError("the project did not open within a minute")
    return window


def main(count: int) -> None:
    """Do so many acts; print what was done, what went wrong, times and memory."""
    make_application()
    warnings: list[str] = []
    faults: list[str] = []

    def listen(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        if message and not message.startswith("This plugin does not support"):
            warnings.append(message)

    qInstallMessageHandler(listen)
    with tempfile.TemporaryDirectory() as folder:
        window = open_window(Path(folder))
        sys.excepthook = lambda kind, error, trace: faults.append(repr(error))
        hand = RandomHand(window)
        times = []
        print(f"{'acts':>7} {'memory':>8} {'spans':>6} {'relations':>9}  milliseconds")
        for number in range(1, count + 1):
            begin = perf_counter()
            hand.act()
            times.append((perf_counter() - begin) * 1000)
            if number % max(1, count // 10) == 0:
                gc.collect()
                state = hand.session.state
                print(
                    f"{number:>7} {megabytes():>5.0f} MB {len(state.spans):>6} "
                    f"{len(state.relations):>9}  {spread(times[-1000:])}",
                    flush=True,
                )
        window.close()
        print(dict(hand.done))
        print("exceptions:", faults or "none")
        print("Qt warnings:", sorted(set(warnings)) or "none")
    qInstallMessageHandler(None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
