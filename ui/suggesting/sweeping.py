"""The last look before a document is finished: what was left bare but may be a name."""

from collections.abc import Callable, Mapping

from annotation.commands.suggestion_commands import Suggestion
from ui.desk.desk import Desk
from ui.look.language import tr
from ui.suggesting.deciding import Deciding
from ui.suggesting.offering import Offering


class Sweeping:
    """Walks what looks like a name and is bare, the likeliest first; tells how many there are."""

    def __init__(self, desk: Desk, deciding: Deciding, offering: Offering) -> None:
        self.desk = desk
        self._deciding = deciding
        self._offering = offering
        offering.counted = desk.status.set_missed

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"sweep": lambda: self._offering.sweep(self._walk)}

    def _walk(self) -> None:
        left = self._left()
        if left:
            self._deciding.walk(left, self._left)
        elif self._deciding.is_blind():
            self.desk.say(tr("This document is done without suggestions, so none is looked for."))
        else:
            self.desk.say(tr("Nothing else in this document looks like a name."))

    def _left(self) -> list[Suggestion]:
        """What the sweep has found and nobody has decided on, the likeliest first."""
        session = self.desk.session
        waiting = {span.id: span for span in session.pending.spans} if session else {}
        return [waiting[id] for id in self._offering.missed if id in waiting]
