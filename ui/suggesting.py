"""Suggestions in the background: one worker thread, answers as signals, no key ever waits."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotation.items import Document, Suggestions
from annotation.record import Record
from annotation.state import State
from annotation.tagset import Tagset
from storage.ids import new_id
from storage.project import Project, Run
from ui.resources import resource

if TYPE_CHECKING:
    from annotation.suggesting.suggester import Suggester

TEXTS_COUNTED = 2000  # articles whose words are counted when a project opens
RECORDS_LEARNT = 2000  # annotation sets from which the memory is filled


class SuggestionWorker(QObject):
    """A suggester for one project, working on a thread of its own."""

    _answered = Signal(object)

    def __init__(self, tagset: Tagset, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="suggester")
        self._made = self._pool.submit(make_suggester, tagset)
        self._asked = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked > 0

    def learn(self, texts: Iterable[str], records: Iterable[Record]) -> None:
        """Count the words of the project's articles and remember what was accepted in it."""

        def work() -> None:
            suggester = self._made.result()
            suggester.count_words(texts)
            suggester.learn(records)

        self._pool.submit(work)

    def suggest(
        self, document: Document, state: State | None, then: Callable[[Suggestions], None]
    ) -> None:
        """Compute suggestions for a document, then call `then` with them on this thread."""

        def ready(future: Future[Suggestions]) -> None:
            if not future.cancelled():
                self._answered.emit((future, then))

        self._asked += 1
        work = self._pool.submit(lambda: self._made.result().suggest(document, state))
        work.add_done_callback(ready)

    def close(self) -> None:
        """Stop after the article at hand."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, delivery: tuple[Future[Suggestions], Callable[[Suggestions], None]]) -> None:
        future, then = delivery
        self._asked -= 1
        then(future.result())


def make_suggester(tagset: Tagset) -> "Suggester":
    """A suggester with its gazetteers read; imported on the worker's thread, not at start-up."""
    from annotation.suggesting.suggester import Suggester

    return Suggester(resource("gazetteers"), tagset)


def new_run() -> Run:
    """What is noted of the suggestions that are being made now."""
    from annotation.suggesting.suggester import NAME, VERSION

    return Run(new_id(), NAME, VERSION, {}, datetime.now(UTC).isoformat(timespec="seconds"))


def learning_material(project: Project) -> tuple[list[str], list[Record]]:
    """What a suggester learns from when a project opens: texts, and sets with somebody's work."""
    texts = list(islice(project.texts(), TEXTS_COUNTED))
    annotated = (record for record in project.records() if record.is_annotated)
    return texts, list(islice(annotated, RECORDS_LEARNT))
