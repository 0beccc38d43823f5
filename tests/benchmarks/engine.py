"""The suggester's process beside the real window: does it answer at once, and stay out of the way?

    python -m tests.benchmarks.engine [ARTICLES]

Makes a project with so many finished articles to learn from (80 by default) and some to work on,
opens the window on it, and prints in one run: from key press to paint while the process trains and
when it does not; what an answer for 300 words takes, in training and at rest; how long somebody
waits for the suggestions of the next article of the queue; the memory of the process. It asserts
nothing. Milliseconds, median / 95th percentile.
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import monotonic, perf_counter, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotation.formats.jsonl_reading import read_jsonl
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.values.items import Document, Suggestions
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.benchmarks.relations import news_tagset
from tests.benchmarks.view import spread
from ui.app import dress, make_application
from ui.look.settings import Settings
from ui.suggesting.worker import SuggestionWorker, learning_material
from ui.window import MainWindow

GOLD = Path(__file__).parents[1] / "data" / "gold" / "gold.jsonl"
TO_DO = 12  # articles to work on
WORDS = 300
KEYS = tuple(getattr(Qt.Key, f"Key_{name}") for name in ("Left", "0", "Z", "Tab", "N", "Escape"))
PATIENCE = 300.0


def main(articles: int) -> None:
    """Measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        path = Path(folder) / "engine.tawseem"
        make_project(path, articles)
        settings = Settings(language="ar", annotator="bench")
        dress(make_application(), settings)
        window = MainWindow(settings)
        window.show()
        window.open_project(path)
        measure(window, articles)
        window.close()


def make_project(path: Path, articles: int) -> None:
    """Finished articles of another annotator, then new ones."""
    numbers = count()
    reading = ReaderInput(news_tagset(), lambda: str(next(numbers)))
    gold = list(read_jsonl(SourceFile(GOLD, GOLD.name, "jsonl"), reading))
    with Project.create(path, news_tagset()) as project:
        project.add_records(again(gold[n % len(gold)], n) for n in range(articles))
        project.add_records(
            Record(again(gold[n % len(gold)], articles + n).document) for n in range(TO_DO)
        )


def again(record: Record, number: int) -> Record:
    """The same article as if it were another one."""
    text = f"{record.document.text}\nالخبر رقم {number}."
    document = Document.of(new_id(), f"{number}", text)
    return Record(document, record.annotator, record.stage, record.spans, record.relations)


def settle(ready: Callable[[], bool]) -> None:
    """Let the window work until something has come about."""
    limit = monotonic() + PATIENCE
    while not ready():
        QApplication.processEvents()
        sleep(0.0005)  # as in the window, which rests between events and leaves room to threads
        if monotonic() > limit:
            raise RuntimeError("it did not come about")


def measure(window: MainWindow, articles: int) -> None:
    """Everything in one run."""
    offering = window.opening.offering
    settle(lambda: window.desk.session is not None and offering.worker is not None)
    worker = offering.worker
    assert worker is not None
    settle(lambda: worker._asked == 0)
    begun = perf_counter()
    frames = pressed(window, lambda: worker._is_learning, 4000)
    answers = answered(worker, lambda: worker._is_learning)
    settle(lambda: not offering.is_suggesting)
    print(f"learning {articles} articles, keys and all: {perf_counter() - begun:.1f} s")
    idle = pressed(window, lambda: True, len(frames))
    settle(lambda: not offering.is_suggesting)
    rest = answered(worker, lambda: True)
    print(f"key to paint while it trains    {spread(frames)} ms  ({len(frames)} keys)")
    print(f"key to paint when it does not   {spread(idle)} ms  ({len(idle)} keys)")
    assert window.desk.link is not None
    material: list[object] = []
    window.desk.link.ask(
        lambda project: learning_material(project, window.desk.annotator), material.append
    )
    settle(lambda: bool(material))
    texts, records = material[0]  # type: ignore[misc]
    worker.learn([*texts, "نص آخر"], records)  # other texts: all of it is learnt anew
    answers += answered(worker, lambda: worker._is_learning)
    print(f"{WORDS} words while it trains      {spread(answers)} ms  ({len(answers)} answers)")
    print(f"{WORDS} words when it does not     {spread(rest)} ms  ({len(rest)} answers)")
    settle(lambda: not offering.is_suggesting)
    waits = walked(window)
    print(f"wait for the next article's     {spread(waits)} ms  ({len(waits)} articles)")
    print(f"memory of the process           {resident(worker.engine.pid):.0f} MB")


def pressed(window: MainWindow, goes_on: Callable[[], bool], most: int) -> list[float]:
    """From each of many key presses to its paint."""
    view = window.desk.view
    view.setFocus()
    times: list[float] = []
    while goes_on() and len(times) < most:
        if len(times) % len(KEYS) == 0:
            view.clear_current()
            view.set_caret(40 + 11 * (len(times) % 60))
        key = KEYS[len(times) % len(KEYS)]
        control = Qt.KeyboardModifier.ControlModifier
        held = control if key == Qt.Key.Key_Z else Qt.KeyboardModifier.NoModifier
        begin = perf_counter()
        QTest.keyClick(QApplication.focusWidget() or view, key, held)
        QApplication.sendPostedEvents()
        times.append((perf_counter() - begin) * 1000)
        QApplication.processEvents()
    return times


def answered(worker: SuggestionWorker, goes_on: Callable[[], bool], most: int = 60) -> list[float]:
    """From a question about an article of 300 words to its answer."""
    words = re.findall(r"\S+\s*", json.loads(GOLD.open(encoding="utf-8").readline())["text"] * 2)
    times: list[float] = []
    while goes_on() and len(times) < most:
        text = "".join(words[len(times) % 50 :][:WORDS])
        found: list[Suggestions] = []
        begin = perf_counter()
        worker.suggest(Document.of("q", "q", text), None, found.append)
        settle(lambda here=found: bool(here))  # type: ignore[misc]
        times.append((perf_counter() - begin) * 1000)
    return times


def walked(window: MainWindow) -> list[float]:
    """From the moment the next article stands there until its suggestions do."""
    return [opened(window) for _ in range(TO_DO - 2)]


def opened(window: MainWindow) -> float:
    """Open the next article when it is prepared; how long its suggestions then take."""
    session = window.desk.session
    assert session is not None
    following = window.desk.documents.queue.next_unfinished(session.document.id)
    settle(lambda: following in window.opening.offering.prepared())
    QTest.keyClick(window.desk.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: window.desk.session not in (session, None))
    begin = perf_counter()
    settle(lambda: window.desk.session is not None and bool(window.desk.session.pending.spans))
    waited = (perf_counter() - begin) * 1000
    settle(lambda: not window.opening.is_suggesting)
    return waited


def resident(pid: int | None) -> float:
    """What a process holds in memory, in MB; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)
