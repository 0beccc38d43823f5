"""Long work, however it runs: shown, cancelled, refused and ended alike."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from annotation.errors import AnnotationError, Refusal
from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from ui.article.slices import Steps
from ui.desk.acting import GoOn
from ui.desk.long_work import LongWork, StartWork, in_steps, in_storage
from ui.dialogs.progress import ProgressDialog
from ui.window import MainWindow

REASON = "لا مكان على القرص"
Run = Callable[..., StartWork]


class Told:
    """What a piece of work has told, in order."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.refusals: list[Refusal] = []

    @property
    def count(self) -> int:
        return len(self.results) + len(self.refusals)


def storing(gate: Event | None = None, *, fails: bool = False) -> StartWork:
    """Work on the storage thread, which may wait for somebody to open a gate."""

    def work(project: Project, go_on: GoOn) -> str:
        del project
        if gate is not None:
            gate.wait()
        if fails or not go_on(40):
            raise AnnotationError(REASON)
        return "تم"

    return in_storage(work)


def stepping(gate: Event | None = None, *, fails: bool = False) -> StartWork:
    """Work in steps on the thread that paints, which may wait likewise."""

    def steps() -> Steps[str]:
        while gate is not None and not gate.is_set():
            yield 0.4
        if fails:
            raise AnnotationError(REASON)
        yield 0.4
        return "تم"

    return in_steps(steps())


def begun(window: MainWindow, start: StartWork, **wishes: bool) -> tuple[LongWork, Told]:
    told = Told()
    work = LongWork(
        window.desk,
        "استيراد",
        told.results.append,
        told.refusals.append,
        total=100,
        **wishes,
    )
    work.begin(start)
    return work, told


def dialogs(window: MainWindow) -> list[ProgressDialog]:
    return window.findChildren(ProgressDialog)


@pytest.fixture(params=[storing, stepping])
def run(request: pytest.FixtureRequest) -> Run:
    return request.param  # type: ignore[no-any-return]


def test_it_ends_once_and_nothing_of_it_is_left(run: Run, window: MainWindow, qtbot: QtBot) -> None:
    _, told = begun(window, run())
    qtbot.waitUntil(lambda: told.count == 1)
    assert told.refusals == []
    qtbot.waitUntil(lambda: not dialogs(window) and not window.findChildren(LongWork))
    assert told.count == 1


def test_how_far_it_is_is_shown_when_it_takes_longer_than_a_moment(
    run: Run, window: MainWindow, qtbot: QtBot
) -> None:
    gate = Event()
    work, told = begun(window, run(gate))
    qtbot.waitUntil(lambda: dialogs(window)[0].isVisible())
    work.go_on(30)
    bar = dialogs(window)[0].findChild(QProgressBar)
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) in {(30, 100), (40, 100)})
    gate.set()
    qtbot.waitUntil(lambda: told.count == 1 and not dialogs(window))


class CountingSign(QObject):
    """A sign that keeps what it was to show."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[int, int | None]] = []

    def show_working(self, done: int, total: int | None) -> None:
        self.shown.append((done, total))

    def show_nothing(self) -> None:
        pass


def test_what_is_reported_faster_than_it_is_shown_is_shown_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    sign = CountingSign()
    work = LongWork(window.desk, sign, lambda _: None, lambda _: None)

    def report(last: int) -> None:
        for done in range(last - 499, last + 1):
            work.go_on(done)

    for last in (500, 1000):
        thread = Thread(target=report, args=(last,))
        thread.start()
        thread.join()  # nothing can be shown meanwhile
        qtbot.waitUntil(lambda last=last: (last, None) in sign.shown)
    assert sign.shown == [(500, None), (1000, None)]
    work.end()


def test_a_refusal_is_told_and_takes_the_progress_away(
    run: Run, window: MainWindow, qtbot: QtBot
) -> None:
    _, told = begun(window, run(fails=True))
    qtbot.waitUntil(lambda: told.count == 1)
    assert [str(refusal) for refusal in told.refusals] == [REASON]
    qtbot.waitUntil(lambda: not dialogs(window))


def test_work_that_asks_is_cancelled_when_it_asks_and_says_so_itself(
    window: MainWindow, qtbot: QtBot
) -> None:
    gate = Event()
    _, told = begun(window, storing(gate))
    (dialog,) = dialogs(window)
    dialog.reject()
    assert told.count == 0
    gate.set()
    qtbot.waitUntil(lambda: told.count == 1)
    assert told.results == []
    qtbot.waitUntil(lambda: not dialogs(window))


def test_work_that_can_be_ended_is_ended_at_once_without_a_word(
    window: MainWindow, qtbot: QtBot
) -> None:
    _, told = begun(window, stepping(Event()))
    (dialog,) = dialogs(window)
    dialog.reject()
    qtbot.waitUntil(lambda: not dialogs(window) and not window.findChildren(LongWork))
    assert told.count == 0


def test_what_changes_documents_is_told_when_the_list_shows_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    def work(project: Project, go_on: GoOn) -> None:
        document = Document.of(new_id(), "خبر", "وصلت سلمى حداد إلى مسقط.")
        project.add_records([Record(document)], progress=go_on)

    known = window.desk.documents.queue.ids()
    seen: list[int] = []
    LongWork(
        window.desk,
        "استيراد",
        lambda _: seen.append(len(window.desk.documents.queue.ids())),
        window.desk.refuse,
        refreshes=True,
    ).begin(in_storage(work))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [len(known) + 1]
