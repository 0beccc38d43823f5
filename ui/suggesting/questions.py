"""Questions about suggestions: why something is not shown, and what was learnt."""

from collections.abc import Callable, Mapping

from ui.desk.desk import Desk
from ui.suggesting.offering import Offering


class SuggestionQuestions:
    """Questions about suggestions; the code that answers them is imported when one is asked."""

    def __init__(self, desk: Desk, offering: Offering) -> None:
        self.desk = desk
        self._offering = offering

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"why": self._explain, "learnt": self._show_learnt}

    def _explain(self) -> None:
        from ui.suggesting.explaining import Explaining

        Explaining(self.desk, self._offering).ask()

    def _show_learnt(self) -> None:
        from ui.suggesting.learnt import ShowingLearnt

        self._learnt = ShowingLearnt(self.desk, self._offering)  # kept while its dialog is open
        self._learnt.ask()
