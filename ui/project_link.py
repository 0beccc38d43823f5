"""The window's end of the storage thread: questions and acts go out, answers come as signals."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import Refusal
from annotation.tagset import Tagset
from storage.project import Entry, Project
from storage.thread import StorageThread

Answer = TypeVar("Answer")


class ProjectLink(QObject):
    """An open project, reached through its storage thread; no method waits for the disk.

    Signals:
        saved: Emitted after commits have returned, with the number of acts not saved yet.
        troubled: Emitted with the Refusal when an act could not be saved; it is tried again.
    """

    saved = Signal(int)
    troubled = Signal(object)
    _answered = Signal(object)

    def __init__(self, thread: StorageThread, tagset: Tagset, parent: QObject | None) -> None:
        super().__init__(parent)
        self.tagset = tagset
        self._thread = thread
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        thread.on_saved = lambda _: self.saved.emit(thread.unsaved)
        thread.on_trouble = self.troubled.emit

    @classmethod
    def open(cls, path: Path, parent: QObject | None = None) -> "ProjectLink":
        """Open a project on a storage thread of its own; KnownError when it cannot be opened."""
        thread = StorageThread(path)
        return cls(thread, thread.submit(lambda project: project.tagset).result(), parent)

    @property
    def path(self) -> Path:
        """Where the project file is."""
        return self._thread.path

    @property
    def unsaved(self) -> int:
        """How many acts wait for their commit."""
        return self._thread.unsaved

    def commit(self, set_id: int, entry: Entry) -> None:
        """Queue an act; `saved` follows when it is on disk."""
        self._thread.commit(set_id, entry)
        self.saved.emit(self._thread.unsaved)

    def ask(
        self,
        question: Callable[[Project], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Run `question` on the storage thread, then `then` with its answer on this thread."""

        def ready(future: Future[Answer]) -> None:
            self._answered.emit((future, then, otherwise))

        self._thread.submit(question).add_done_callback(ready)

    def close(self) -> None:
        """Save what is queued and close the file."""
        self._thread.close()

    def _deliver(self, delivery: tuple[Future[Any], Callable[[Any], None], Any]) -> None:
        future, then, otherwise = delivery
        error = future.exception()
        if error is None:
            then(future.result())
        elif isinstance(error, Refusal):
            (otherwise or self.troubled.emit)(error)
        else:
            raise error
