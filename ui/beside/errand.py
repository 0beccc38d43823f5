"""What a page has done beside the window: one job at a time, begun anew or stopped."""

from collections.abc import Callable
from typing import Any

from annotation.errors import Refusal
from ui.beside.beside import Beside, Read
from ui.desk.desk import Desk
from ui.engine.messages import EngineMessage


class Errand:
    """Runs one kind of job for a page; `ended` is given the result, `failed` why there is none."""

    def __init__(
        self,
        desk: Desk,
        job: str,
        ended: Callable[[Any], None],
        failed: Callable[[Refusal], None],
    ) -> None:
        self._desk = desk
        self._module = job
        self._ended = ended
        self._failed = failed
        self._job: Beside | None = None

    def begin(
        self,
        options: EngineMessage,
        read: Read,
        advanced: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """Begin, and stop what was under way; `read` makes the result of what the job says."""
        self.stop()
        link = self._desk.link
        if link is None:
            return
        job = self._job = Beside(link, self._module, options, read, self._desk)
        job.advanced.connect(advanced)
        job.ended.connect(lambda found: self._over(self._ended, found))
        job.failed.connect(lambda refusal: self._over(self._failed, refusal))

    def stop(self) -> None:
        """Stop what is under way; nothing is heard of it any more."""
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _over(self, tell: Callable[[Any], None], what: object) -> None:
        self._job = None
        tell(what)
