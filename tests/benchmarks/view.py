"""How long the article takes in the real window with the real project file behind it.

Run from the project's folder: `python -m tests.benchmarks.view [--quick] [--paragraph]
[--only WORDS/SPANS/RELATIONS]`, or under a screen with QT_QPA_PLATFORM=xcb. On a machine that
others use, TAWSEEM_BENCH_CLOCK=cpu counts what the window's thread works, not what the clock on the
wall says: what it waits for, as for reading the file, is left out then. `--quick` leaves out
the large ones, `--paragraph` makes each document one single paragraph. Every row is a process of
its own. Milliseconds, median / 95th percentile where there are two; it asserts nothing.

load: the storage thread's part of opening, alone. open: from the choice of a document until its
first page is painted. ready: until all is there to be worked on; a large document shows its first
page before. hold: the longest that the window did not answer meanwhile. sides: until the tables
beside it are painted. add: from the key until the article is painted; all: until everything is;
disk: until it is in the file. The suggester rests, for its process would take a core.
"""

import gc
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from tests.tools.large_article import (
    ANNOTATOR,
    SIZES,
    clock,
    loose_tagset,
    megabytes,
    record_of,
    spread,
    text_of,
    timed,
)
from ui.app import dress, make_application
from ui.look.settings import Settings
from ui.window import MainWindow

HEADINGS = (
    *("words", "spans", "relations", "load", "open", "ready", "hold", "sides"),
    *("wheel", "page", "jump", "add", "all", "disk", "drag", "resize", "memory"),
)
BEAT = 5  # milliseconds between two looks whether the window answers


def make_project(path: Path, size: tuple[int, int, int], *, is_one_paragraph: bool) -> None:
    """A project with a short document and the one that is measured."""
    words, spans, relations = size
    tagset = loose_tagset()
    large = record_of(text_of(words, is_one_paragraph=is_one_paragraph), spans, relations, tagset)
    small = Record(Document.of("small", "small", "التقى الوزير سلمى حداد في مسقط."))
    with Project.create(path, tagset) as project:
        project.add_records((small, large))


def loading(path: Path) -> float:
    """Milliseconds that the project file takes for the large document, with nobody waiting."""
    with Project.open(path) as project:
        begin = perf_counter()
        project.open_set("large", ANNOTATOR)
        project.suggestions("large")
        return (perf_counter() - begin) * 1000


def settle() -> None:
    """Let what follows the article follow: a timer, then layouts, then paints."""
    for _ in range(3):
        QApplication.processEvents()


class Heart:
    """Beats while the event loop turns, and notes the longest time between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self.beat)
        self._timer.start(BEAT)

    def beat(self) -> None:
        """The window answers."""
        now = perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - BEAT)
        self._last = now


class Bench:
    """The window on the project, and the acts that are measured."""

    def __init__(self, path: Path) -> None:
        settings = Settings(language="ar", annotator=ANNOTATOR)
        dress(make_application(), settings)
        self.window = MainWindow(settings)
        self.window.resize(1420, 900)
        self.window.show()
        self.window.open_project(path, "small")
        self.wait_for("small")
        self.let_the_suggester_rest()
        self.desk = self.window.desk
        self.view = self.desk.view
        self.bar = self.view.verticalScrollBar()
        self.chance = random.Random(5)

    def let_the_suggester_rest(self) -> None:
        """Let no suggestions be made, and wait for what was asked of the file for them."""
        offering, link = self.window.opening.offering, self.window.desk.link
        assert link is not None
        offering.close()
        offering.document_opened = lambda: None
        answered: list[None] = []
        link.ask(lambda project: None, answered.append)
        while not answered:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        settle()

    def wait_for(self, document_id: str) -> None:
        """Let the event loop turn until a document is on the desk."""
        loop, desk = QEventLoop(), self.window.desk

        def look() -> None:
            if desk.session is not None and desk.session.document.id == document_id:
                loop.quit()

        desk.session_changed.connect(look)
        loop.exec()
        desk.session_changed.disconnect(look)

    def run(self) -> list[str]:
        """Measure everything, in the order of the headings."""
        gc.collect()
        before = megabytes()
        cells = self.open()
        cells.append(spread([timed(lambda: self.scroll(60)) for _ in range(100)]))
        cells.append(spread([timed(lambda: self.scroll(800)) for _ in range(40)]))
        cells.append(spread([timed(self.jump) for _ in range(40)]))
        cells += self.adds()
        cells.append(self.drags())
        widths = (1400, 1300, 1500, 1420)
        cells.append(spread([timed(lambda w=w: self.window.resize(w, 900)) for w in widths]))
        cells.append(f"{megabytes() - before:.0f} MB")
        self.window.close()
        return cells

    def open(self) -> list[str]:
        """Choose the large document; wait until its article, then everything, is painted."""
        heart, begin = Heart(), clock()
        before = self.view.text
        self.window.opening.open("large")
        while self.view.text == before:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.sendPostedEvents()  # the paint that was asked for, and no timer yet
        painted = (clock() - begin) * 1000
        if self.desk.session is None:
            self.wait_for("large")
        QApplication.sendPostedEvents()
        ready = (clock() - begin) * 1000
        heart.beat()
        held = heart.longest
        settle()
        sides = (clock() - begin) * 1000 - ready
        return [f"{painted:.0f}", f"{ready:.0f}", f"{held:.0f}", f"{sides:.0f}"]

    def scroll(self, by: int) -> None:
        """As the wheel does."""
        self.bar.setValue(self.bar.value() + by)

    def jump(self) -> None:
        """Anywhere."""
        self.bar.setValue(self.chance.randrange(self.bar.maximum() + 1))

    def adds(self) -> list[str]:
        """Tag words in the middle of what is seen, here and there."""
        times: tuple[list[float], ...] = ([], [], [])
        for number in range(30):
            if number % 10 == 0:
                self.jump()
            self.select_words(2 + number % 10)
            for kept, time in zip(times, self.add(), strict=True):
                kept.append(time)
        return [spread(some) for some in times]

    def select_words(self, count: int) -> None:
        """Select so many words, a stretch that nothing has tagged yet."""
        text = self.view.text
        middle = self.view.offset_at(self.view.viewport().rect().center())
        begin = text.rfind(" ", 0, middle) + 1
        end = begin
        for _ in range(count):
            end = text.find(" ", end + 1) if text.find(" ", end + 1) > 0 else len(text)
        self.view.clear_current()
        self.view.select(begin, end)
        settle()

    def add(self) -> tuple[float, float, float]:
        """Tag the selection: milliseconds until the article, all, and the disk have it."""
        link = self.desk.link
        assert link is not None
        begin = clock()
        self.window.choosing.choose_tag("PER")
        QApplication.sendPostedEvents()
        painted = clock()
        settle()
        settled = clock()
        while link.unsaved:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        ends = (painted, settled, clock())
        return tuple((end - begin) * 1000 for end in ends)  # type: ignore[return-value]

    def drags(self) -> str:
        """Stretch a selection over what is seen, by a few pixels at a time."""
        self.mouse(QEvent.Type.MouseButtonPress, QPoint(600, 100))
        times = []
        for number in range(60):
            point = QPoint(600 - 7 * number, 100 + 8 * number)
            times.append(timed(lambda at=point: self.mouse(QEvent.Type.MouseMove, at)))
        self.mouse(QEvent.Type.MouseButtonRelease, QPoint(200, 580))
        return spread(times)

    def mouse(self, kind: QEvent.Type, point: QPoint) -> None:
        """What the person's hand does."""
        place = QPointF(point)
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, place, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view.viewport(), event)


def measure(path: Path) -> None:
    """Print one row's cells: what happens in the window of this process."""
    make_application()
    print(" | ".join(Bench(path).run()), flush=True)


def row_of(size: tuple[int, int, int], *, is_one_paragraph: bool) -> str:
    """One row of the table, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.tawseem"
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        make_project(path, size, is_one_paragraph=is_one_paragraph)
        load = loading(path)
        command = (sys.executable, "-m", "tests.benchmarks.view", "--row", str(path))
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    numbers = " | ".join(f"{number:,}" for number in size)
    return f"| {numbers} | {load:.0f} | {done.stdout.strip()} |"


def chosen(options: list[str]) -> list[tuple[int, int, int]]:
    """The sizes that the options ask for."""
    if "--only" in options:
        words, spans, relations = map(int, options[options.index("--only") + 1].split("/"))
        return [(words, spans, relations)]
    return [size for size in SIZES if "--quick" not in options or size[0] <= 10_000]


def main(options: list[str]) -> None:
    """Print the table, one row for each size."""
    if "--row" in options:
        measure(Path(options[options.index("--row") + 1]))
        return
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|", flush=True)
    for size in chosen(options):
        print(row_of(size, is_one_paragraph="--paragraph" in options), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
