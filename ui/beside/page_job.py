"""A controller of a page that one kind of job beside the window fills."""

from collections.abc import Callable
from typing import Any, TypeVar

from annotation.errors import Refusal
from ui.beside.beside import Read, beside
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork
from ui.desk.one_page import OnePage
from ui.dialogs.job_page import JobPage
from ui.engine.messages import EngineMessage

FilledPage = TypeVar("FilledPage", bound=JobPage)


class PageJob(OnePage[FilledPage]):
    """Begins the job, shows how far it is, and says why it came to nothing.

    `found` is given what the job found, while the page is there. The job ends with the page.
    """

    def __init__(self, desk: Desk, job: str, found: Callable[[Any], None]) -> None:
        super().__init__(desk)
        self._job = job
        self._found_by_job = found
        self._work: LongWork | None = None

    def forget(self) -> None:
        """Nothing is done for a page that has gone."""
        super().forget()
        self._drop()

    def begin(self, options: EngineMessage, read: Read) -> None:
        """Begin anew; `read` makes what is found of what the job says."""
        self._drop()
        if self.window is not None:
            self.window.show_working(0, None)
            self._work = LongWork(self.desk, self.window, self._ended, self.show_refusal)
            self._work.begin(beside(self._job, options, read))

    def cancel(self) -> None:
        """Stop; what was there stays."""
        self._drop()
        if self.window is not None:
            self.window.show_nothing()

    def _drop(self) -> None:
        if self._work is not None:
            self._work.drop()
            self._work = None

    def _ended(self, found: Any) -> None:
        self._work = None
        self._found_by_job(found)

    def show_refusal(self, refusal: Refusal) -> None:
        """There is nothing newer, for this reason."""
        if self.window is not None:
            self.window.show_nothing(refusal)
