"""Long work: begun in one of several ways; shown, cancelled, refused and ended in one."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Event, Thread
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import Refusal
from storage.project import Project
from storage.requests import Portions
from ui.article.slices import Steps
from ui.desk.acting import GoOn
from ui.desk.desk import Desk
from ui.desk.stepping import Stepping
from ui.dialogs.progress import ProgressDialog

StartWork = Callable[["LongWork"], Callable[[], None] | None]


class WorkSign(Protocol):
    """Where a person sees how far work is, and cancels it: a dialog, or a line of a page."""

    cancelled: Any  # a Signal

    def show_working(self, done: int, total: int | None) -> None:
        """Show how much is done, and of how much where that is known."""

    def show_nothing(self) -> None:
        """There is nothing to wait for any more."""


class LongWork(QObject):
    """One piece of work that takes longer than a frame; it is gone when it is over.

    `sign` is the title of a dialog that comes when it takes longer than a moment, or where else it
    is shown. What it came to is told to `done`, after the list of documents was read anew if it
    `refreshes`, or else the Refusal to `otherwise`.
    """

    _advanced = Signal()
    _came = Signal(object)

    def __init__(
        self,
        desk: Desk,
        sign: str | WorkSign,
        done: Callable[[Any], None],
        otherwise: Callable[[Refusal], None],
        *,
        total: int | None = None,
        refreshes: bool = False,
    ) -> None:
        super().__init__(desk)
        self.desk = desk
        self._done = done
        self._otherwise = otherwise
        self._total = total
        self._refreshes = refreshes
        self._is_stopped = Event()
        self._is_over = False
        self._progress: tuple[int, int | None] = (0, total)
        self._is_telling = False  # of progress, and it has not been heard yet
        self._stop: Callable[[], None] | None = None
        self._sign: WorkSign = ProgressDialog(sign, desk.window) if isinstance(sign, str) else sign
        self._sign.cancelled.connect(self.cancel)
        self._advanced.connect(self._show)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def begin(self, start: StartWork) -> None:
        """Begin, as `in_reading`, `in_portions`, `in_steps` or `beside` do. Whoever starts work
        that can be ended from outside gives back how; other work asks whether to go on.
        """
        stop = start(self)
        self._stop = None if self._is_over else stop

    def cancel(self) -> None:
        """Stop: at once, and nothing is told; or as soon as the work asks, and says so itself."""
        self._is_stopped.set()
        if self._stop is not None:
            self.drop()
            self._sign.show_nothing()

    @property
    def is_wanted(self) -> bool:
        """Whether nobody has cancelled."""
        return not self._is_stopped.is_set()

    def drop(self) -> None:
        """Stop, tell nothing and show nothing, for nobody is there any more."""
        self._is_stopped.set()
        if self._stop is not None:
            self._stop()
        self._leave()

    # -- said by the work --------------------------------------------------------------------------

    def go_on(self, done: int) -> bool:
        """Report progress, from any thread; False when the person has cancelled."""
        self.advance(done, self._total)
        return self.is_wanted

    def advance(self, done: int, total: int | None) -> None:
        """Report progress, and of how much; what comes before it is shown is told together."""
        self._progress = (done, total)
        if not self._is_telling:
            self._is_telling = True
            self._advanced.emit()

    def follow(
        self, future: "Future[Any]", made_of: Callable[[Any], object] = lambda result: result
    ) -> None:
        """End as a future of any thread does, with what is made of its result on this one."""

        def tell(future: "Future[Any]") -> None:
            with suppress(RuntimeError):  # nobody is there any more: the window has gone
                self._came.emit((future, made_of))

        future.add_done_callback(tell)

    def end(self, result: object = None) -> None:
        """It has come to this."""
        if self._is_over:
            return
        self._leave()
        self._sign.show_nothing()
        if self._refreshes:
            self.desk.list_documents(lambda: self._done(result))
        else:
            self._done(result)

    def refuse(self, refusal: Refusal) -> None:
        """It has come to nothing, for this reason."""
        if not self._is_over:
            self._leave()
            self._sign.show_nothing()
            self._otherwise(refusal)

    # -- within ------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._is_telling = False  # first: what is reported from now on is told again
        if not self._is_over:
            self._sign.show_working(*self._progress)

    def _take(self, delivery: "tuple[Future[Any], Callable[[Any], object]]") -> None:
        future, made_of = delivery
        error = future.exception()
        if self._is_over:
            return
        if error is None:
            self.end(made_of(future.result()))
        elif isinstance(error, Refusal):
            self.refuse(error)
        else:
            self.drop()
            self._sign.show_nothing()
            raise error

    def _leave(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._stop = None
            self._sign.cancelled.disconnect(self.cancel)
            self.deleteLater()


def in_storage(question: Callable[[Project, GoOn], object]) -> StartWork:
    """Work on the storage thread, which asks after each portion whether to go on."""

    def start(work: LongWork) -> None:
        assert work.desk.link is not None
        work.desk.link.ask(lambda project: question(project, work.go_on), work.end, work.refuse)

    return start


def in_reading(question: Callable[[Project, GoOn], object]) -> StartWork:
    """Work on a snapshot, which asks now and then whether to go on; it writes nothing there."""

    def start(work: LongWork) -> None:
        assert work.desk.link is not None
        work.desk.link.read(lambda project: question(project, work.go_on), work.end, work.refuse)

    return start


def in_portions(question: Callable[[Project, GoOn], Portions[object]]) -> StartWork:
    """Work on the storage thread that yields, so that acts are saved and questions answered
    meanwhile; it asks by itself whether to go on.
    """

    def start(work: LongWork) -> None:
        assert work.desk.link is not None
        work.desk.link.work(lambda project: question(project, work.go_on), work.end, work.refuse)

    return start


def in_steps(steps: Steps[Any]) -> StartWork:
    """Work on the thread that paints, a little at a time; cancelled between two steps."""

    def start(work: LongWork) -> Callable[[], None]:
        stepping = Stepping(steps, work)
        stepping.progressed.connect(lambda share: work.advance(round(share * 100), 100))
        stepping.finished.connect(work.end)
        stepping.refused.connect(work.refuse)
        return stepping.cancel

    return start


def on_a_thread(function: Callable[[GoOn], object]) -> StartWork:
    """Work that needs neither the open project nor Qt, on a thread of its own; it asks whether to
    go on.
    """

    def start(work: LongWork) -> None:
        future: Future[object] = Future()

        def run() -> None:
            try:
                future.set_result(function(work.go_on))
            except Exception as error:
                future.set_exception(error)

        work.follow(future)
        Thread(target=run, name="aside", daemon=True).start()

    return start
