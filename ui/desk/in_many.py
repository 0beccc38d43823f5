"""An act in many documents that is under way, by portions: what is told of sets meanwhile."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from annotation.errors import Refusal
from annotation.values.state import State
from storage.project import Project
from ui.desk.project_link import ProjectLink

if TYPE_CHECKING:
    from storage.exchange.batches import Written
    from storage.requests import Portions


class LinkHolder(Protocol):
    """Who has the open project."""

    link: ProjectLink | None


class InMany:
    """One such act at a time: what is to be done in the file waits, on the desk it goes on."""

    def __init__(self, desk: LinkHolder, look_again: Callable[[], None]) -> None:
        """`look_again` is called when it is over."""
        self._desk = desk
        self._look_again = look_again
        self._link: ProjectLink | None = None
        self._later: dict[Hashable, State] = {}

    @property
    def is_under_way(self) -> bool:
        """Whether there is one, in the project that is open."""
        return self._link is not None and self._link is self._desk.link

    def note(self, place: Hashable, state: State) -> None:
        """Something was done in a set that is on the desk, perhaps after the act in many."""
        if self.is_under_way:
            self._later[place] = state

    def latest(self, place: Hashable, state: State) -> State:
        """The state of a set to which the act has led, or to which it was led since."""
        return self._later.get(place, state)

    def begin(
        self,
        work: "Callable[[Project], Portions[Written]]",
        then: "Callable[[Written], None]",
        otherwise: Callable[[Refusal], None],
    ) -> None:
        """Begin one, in the project that is open."""
        link = self._desk.link
        assert link is not None
        self._link, self._later = link, {}

        def done(written: "Written") -> None:
            if self._desk.link is link:
                end(partial(then, written))

        def refuse(refusal: Refusal) -> None:
            end(partial(otherwise, refusal))

        def end(tell: Callable[[], None]) -> None:
            if self._link is link:
                self._link = None
            tell()
            if self._desk.link is link:
                self._look_again()

        link.work(work, done, refuse)
