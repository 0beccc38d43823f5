"""A controller of a page that one kind of job beside the window fills."""

from collections.abc import Callable
from typing import Any, TypeVar

from annotation.errors import Refusal
from ui.beside.beside import Read
from ui.beside.errand import Errand
from ui.desk.desk import Desk
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
        self._errand = Errand(desk, job, found, self.show_refusal)

    def keep(self, window: FilledPage) -> None:
        """Look after a page that has been made."""
        super().keep(window)
        window.cancelled.connect(self.cancel)

    def forget(self) -> None:
        """Nothing is done for a page that has gone."""
        super().forget()
        self._errand.stop()

    def begin(self, options: EngineMessage, read: Read) -> None:
        """Begin anew; `read` makes what is found of what the job says."""
        if self.window is not None:
            self.window.show_working(0, None)
            self._errand.begin(options, read, self.window.show_working)

    def cancel(self) -> None:
        """Stop; what was there stays."""
        self._errand.stop()
        if self.window is not None:
            self.window.show_nothing()

    def show_refusal(self, refusal: Refusal) -> None:
        """There is nothing newer, for this reason."""
        if self.window is not None:
            self.window.show_nothing(refusal)
