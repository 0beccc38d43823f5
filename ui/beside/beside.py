"""The window's end of a job beside it: a copy of the project, a process, and what it tells."""

import contextlib
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import KnownError, Refusal
from annotation.files.own_files import make_folder
from annotation.files.work_folders import WorkFolder, writing_to
from storage.file.folders import cache_folder
from storage.log.log_file import note_trace
from storage.project import Project
from ui.desk.long_work import LongWork, StartWork
from ui.desk.project_link import ProjectLink
from ui.engine.child_process import ChildProcess
from ui.engine.messages import EngineMessage, read_message, write_message
from ui.engine.process import own_environment

COPY = "copy.tawseem"
COMMAND = (sys.executable, "-P", "-m", "ui.beside")

Read = Callable[[Iterator[EngineMessage]], Any]


class Beside(QObject):
    """One job on the project as it is now; nobody waits for it, and it is gone when it has ended.

    `job` is a module with `work(project, options, say)`; see child.py. `read` is given what it
    says, line by line and on a thread of its own, and makes the result.

    Signals:
        advanced: How much is done, and of how much.
        ended: The result.
        failed: The Refusal that says why there is none.
    """

    advanced = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)
    _told = Signal(object)

    def __init__(
        self, link: ProjectLink, job: str, options: EngineMessage, read: Read, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._order: EngineMessage = {"job": job, "options": options}
        self._read = read
        self._lock = threading.Lock()  # for the process coming and going
        self._process: ChildProcess | None = None
        self._is_stopped = self._is_asked = False
        self._told.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        link.read(_copy, self._begin, lambda refusal: self._deliver((self.failed, (refusal,))))

    def stop(self) -> None:
        """End it; nothing is told any more."""
        with self._lock:
            self._is_stopped = True
            if self._process is not None:
                self._process.kill()

    def ask_to_stop(self) -> None:
        """Let the job end by itself, which tells what became of it."""
        with self._lock:
            if self._process is not None and not self._is_asked:
                self._is_asked = True
                self._process.send(write_message({"do": "stop"}))

    # -- on this thread ----------------------------------------------------------------------------

    def _begin(self, copy: WorkFolder) -> None:
        threading.Thread(target=self._run, args=(copy,), name="beside", daemon=True).start()

    def _deliver(self, telling: tuple[Any, tuple[object, ...]]) -> None:
        signal, values = telling
        if not self._is_stopped:
            signal.emit(*values)
        if signal is not self.advanced:
            self.deleteLater()

    # -- on the thread that reads ------------------------------------------------------------------

    def _run(self, copy: WorkFolder) -> None:
        try:
            self._tell(self.ended, self._read(self._messages(copy.path / COPY)))
        except Refusal as refusal:
            self._tell(self.failed, refusal)
        except Exception:
            self._tell(self.failed, _fault(traceback.format_exc()))
            raise
        finally:
            copy.remove()

    def _tell(self, signal: Any, *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone, and this with it
            self._told.emit((signal, values))

    def _messages(self, copy: Path) -> Iterator[EngineMessage]:
        """What the job says; KnownError where it does not come to its end."""
        process = self._start(copy)
        try:
            for line in process.lines():
                message = read_message(line)
                match message["is"]:
                    case "progress":
                        self._tell(self.advanced, message["done"], message["total"])
                    case "done":
                        return
                    case "refused":
                        raise KnownError(message["template"], **message["values"])
                    case "fault":
                        note_trace(message["places"])
                        raise _fault(message["trace"])
                    case _:
                        yield message
            raise KnownError("The process that worked beside the window has ended.")
        finally:
            process.end()

    def _start(self, copy: Path) -> ChildProcess:
        try:
            with self._lock:
                if self._is_stopped:
                    raise KnownError("The process that worked beside the window has ended.")
                process = self._process = ChildProcess(COMMAND, own_environment())
        except OSError as error:
            raise KnownError(
                "No process can be started beside the window: {reason}.", reason=error
            ) from error
        process.send(write_message(self._order | {"project": str(copy)}))
        return process


def beside(
    job: str, options: EngineMessage, read: Read, *, ends_by_itself: bool = False
) -> StartWork:
    """Long work beside the window: what `read` makes of what the job says.

    It is ended at once, without a word; a job that would leave something behind is asked to stop.
    """

    def start(work: LongWork) -> Callable[[], None] | None:
        assert work.desk.link is not None
        run = Beside(work.desk.link, job, options, read, work.desk)
        run.advanced.connect(work.advance)
        run.ended.connect(work.end)
        run.failed.connect(work.refuse)
        if not ends_by_itself:
            return run.stop
        run.advanced.connect(lambda *_: None if work.is_wanted else run.ask_to_stop())
        return None

    return start


def _fault(trace: str) -> KnownError:
    return KnownError("This is a fault of Tawseem: {trace}", trace=trace)


def _copy(project: Project) -> WorkFolder:
    """A folder with the project as it is now."""
    place = cache_folder() / "beside"
    with writing_to(place):
        make_folder(place)
        folder = WorkFolder(place)
    try:
        project.copy_aside(folder.path / COPY)
    except BaseException:
        folder.remove()
        raise
    return folder
