"""How long an act takes to the disk, and the window to answer, while something long goes on.

Run from the project's folder: `python -m tests.benchmarks.acts_beside_work [DOCUMENTS] [INDEXED]`;
so many documents are exported and imported (10,000), and so many indexed, searched, checked and
copied (100,000). In the real window somebody makes a span every 50 ms; milliseconds as median, 99th
percentile and longest: from the key to the end of the commit; and of the painting thread's
turns the longest by the clock, and of its own work: what it alone has taken of the processor.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from annotation.commands.span_commands import create_span
from annotation.formats.jsonl_writing import write_line
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.tools.large_article import ANNOTATOR, loose_tagset, megabytes, spans_in, text_of
from ui.app import dress, make_application
from ui.desk.long_work import LongWork
from ui.dialogs.export_dialog import ExportAnswer
from ui.dialogs.import_dialog import ImportAnswer
from ui.dialogs.message import MessageDialog
from ui.look.settings import Settings
from ui.project.transfer import Transfer
from ui.window import MainWindow

FORMATS = ("jsonl", "brat", "conll", "webanno-tsv", "xmi")
WORDS, SPANS = 120, 8  # of each document
TICK, ACT_EVERY = 2, 50  # milliseconds
QUIET = 5.0  # seconds with nothing beside, to compare with


class Watch:
    """Acts all the time, and how long each takes; how long the painting thread is away."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._begun: dict[str, float] = {}
        self._begin_anew()
        link = window.desk.link
        assert link is not None
        thread, commit, saved = link._thread, link.commit, link._thread.on_saved

        def commit_noting(set_id: int, step: JournalStep) -> None:
            self._begun[step.step_id] = self._key
            commit(set_id, step)

        def saved_noting(step_id: str) -> None:
            now = perf_counter()
            if step_id in self._begun:
                self.times.append((now - self._begun.pop(step_id)) * 1000)
            saved(step_id)

        link.commit = commit_noting  # type: ignore[method-assign]
        thread.on_saved = saved_noting
        self._acting, self._ticking = QTimer(), QTimer()
        self._acting.timeout.connect(self._act)
        self._ticking.timeout.connect(self._tick)
        self._number = 0

    def _begin_anew(self) -> None:
        self.times: list[float] = []
        self.away = self.own = 0.0
        self._last, self._last_own = perf_counter(), thread_time()

    @contextmanager
    def on(self) -> Iterator[None]:
        """Act, and measure, while this lasts."""
        self._begin_anew()
        self._acting.start(ACT_EVERY)
        self._ticking.start(TICK)
        yield
        self._acting.stop()
        wait(lambda: self.window.desk.link is not None and self.window.desk.link.unsaved == 0)
        self._ticking.stop()

    def _act(self) -> None:
        """Mark a word, or take the last one back."""
        self._key = perf_counter()
        self._number += 1
        if self._number % 2:
            self.window.desk.acting.here(self._mark)
        else:
            self.window.desk.acting.revert_here(Op.UNDO)

    def _mark(self, state: State, tagset: Tagset) -> Transaction | None:
        words = [found.span() for found in re.finditer(r"\S+", state.document.text)]
        return create_span(state, tagset, "ORG", (words[self._number % 100],), id=new_id())

    def _tick(self) -> None:
        now, own = perf_counter(), thread_time()
        self.away = max(self.away, (now - self._last) * 1000)
        self.own = max(self.own, (own - self._last_own) * 1000)
        self._last, self._last_own = now, own

    def told(self) -> str:
        times = sorted(self.times) or [0.0]
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        return (
            f"{len(self.times):6} acts  {times[len(times) // 2]:7.1f} {p99:7.1f} {times[-1]:7.1f}"
            f"   window away {self.away:6.1f}, own work {self.own:6.1f}   {megabytes():5.0f} MB"
        )


def wait(until: Callable[[], bool]) -> None:
    idle = QTimer()  # or it would wait for an event that never comes
    idle.start(TICK)
    while not until():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def records(
    count: int, tagset: Tagset, *, finished: int = 0, new: bool = False
) -> Iterator[Record]:
    text = text_of(WORDS, is_one_paragraph=True)
    spans = spans_in(text, SPANS, tagset)
    for number in range(count):
        id = f"{'new' if new else 'd'}{number}"
        own = tuple(Span(f"{id}-{s.id}", s.layer, s.tag, s.fragments) for s in spans)
        stage = Stage.FINISHED if number < finished else Stage.NEW
        document = Document.of(id, id, f"{text} خبر رقم {id}.")
        yield Record(document, ANNOTATOR, stage, own)


def open_window(path: Path, **own: object) -> MainWindow:
    settings = Settings(language="en", annotator=ANNOTATOR, **own)  # type: ignore[arg-type]
    dress(make_application(), settings)
    window = MainWindow(settings)
    window.resize(1200, 800)
    window.show()
    window.open_project(path, f"d{0}")
    wait(lambda: window.desk.session is not None)
    wait(lambda: not window.opening.is_suggesting)
    return window


def closed(window: MainWindow) -> None:
    window.close()
    wait(lambda: window.desk.link is None)


def is_working(window: MainWindow) -> bool:
    return bool(window.findChildren(LongWork)) or window.desk.status.work.isVisible()


def measure(name: str, watch: Watch, begin: Callable[[], Callable[[], bool]]) -> None:
    """Begin some work and act until it has ended."""
    started = perf_counter()
    with watch.on():
        wait(begin())
    print(f"{name:28} {perf_counter() - started:6.1f} s {watch.told()}", flush=True)
    for message in watch.window.findChildren(MessageDialog):
        message.close()


def reading(window: MainWindow, question: Callable[[Project], object]) -> Callable[[], bool]:
    answers: list[object] = []
    assert window.desk.link is not None
    window.desk.link.read(question, answers.append)
    return lambda: bool(answers)


def exporting(window: MainWindow, target: Path, format: str) -> Callable[[], bool]:
    answer = ExportAnswer(format, ANNOTATOR, False, target)
    Transfer(window.desk, window.opening)._export(answer)
    return lambda: not is_working(window)


def importing(window: MainWindow, source: Path) -> Callable[[], bool]:
    """It has ended when the list has all documents."""
    wanted = 2 * len(window.desk.documents.queue.ids())
    Transfer(window.desk, window.opening)._import(ImportAnswer((source,), "", ANNOTATOR))
    return lambda: len(window.desk.documents.queue.ids()) >= wanted and not is_working(window)


def teaching(window: MainWindow) -> Callable[[], bool]:
    learnt: list[bool] = []
    worker = window.opening.offering.suggester()
    assert worker is not None
    worker.learnt.connect(lambda: learnt.append(True))
    window.opening.offering._teach()
    return lambda: bool(learnt)


def for_a_while() -> Callable[[], bool]:
    end = perf_counter() + QUIET
    return lambda: perf_counter() > end


def make(path: Path, count: int, finished: int = 0) -> None:
    tagset = loose_tagset()
    with Project.create(path, tagset) as project:
        project.add_records(records(count, tagset, finished=finished))


def measure_transfer(folder: Path, count: int) -> None:
    path, source = folder / "some.tawseem", folder / "new.jsonl"
    make(path, count, finished=300)
    with source.open("w", encoding="utf-8") as lines:
        for record in records(count, loose_tagset(), new=True):
            lines.write(write_line(record, with_suggestions=False))
    window = open_window(path)
    watch = Watch(window)
    measure("nothing beside", watch, for_a_while)
    measure("learning, 300 documents", watch, partial(teaching, window))
    for format in FORMATS:
        target = folder / f"out-{format}"
        measure(f"export {format}", watch, partial(exporting, window, target, format))
    measure("import jsonl", watch, partial(importing, window, source))
    closed(window)


def measure_whole(folder: Path, count: int) -> None:
    path = folder / "many.tawseem"
    make(path, count)
    window = open_window(path)
    watch = Watch(window)
    search: Callable[[Project], object] = lambda project: project.search("الوزير")  # noqa: E731
    measure("nothing beside", watch, for_a_while)
    measure("index, first search", watch, partial(reading, window, search))
    measure("search", watch, partial(reading, window, search))
    measure("statistics", watch, partial(reading, window, lambda project: project.stats()))
    measure("list of documents", watch, partial(reading, window, lambda p: p.documents(ANNOTATOR)))
    target = folder / "copy.tawseem"
    measure(
        "copy, checked", watch, partial(reading, window, lambda project: project.backup(target))
    )
    measure("check", watch, partial(reading, window, lambda project: project.check()))
    closed(window)


def main(documents: int = 10_000, indexed: int = 100_000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{place}"] = str(folder / place.lower())
        print(f"{documents} documents of {WORDS} words and {SPANS} spans", flush=True)
        measure_transfer(folder, documents)
        print(f"{indexed} documents", flush=True)
        measure_whole(folder, indexed)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
