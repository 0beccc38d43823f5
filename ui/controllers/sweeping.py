"""The last look before a document is finished: what was left bare but may be a name."""

from collections.abc import Callable, Mapping

from ui.controllers.deciding import Deciding
from ui.controllers.offering import Offering
from ui.desk import Desk
from ui.language import tr


class Sweeping:
    """Walks the suggestions that are too unlikely to be shown otherwise."""

    def __init__(self, desk: Desk, deciding: Deciding, offering: Offering) -> None:
        self.desk = desk
        self._deciding = deciding
        self._offering = offering

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"sweep": lambda: self._offering.sweep(self._walk)}

    def _walk(self) -> None:
        hidden = self.desk.settings.hidden
        unlikely = [s for s in self._deciding.queue() if s.score < hidden]
        if unlikely:
            self._deciding.go(1, unlikely)
        elif self._deciding.is_blind():
            self.desk.say(tr("This document is done without suggestions, so none is looked for."))
        else:
            self.desk.say(tr("Nothing else in this document looks like a name."))
