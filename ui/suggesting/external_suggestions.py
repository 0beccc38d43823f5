"""The suggester of somebody else's beside our own: set for a project, asked, joined."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from annotation.values.items import Document, SuggestedRelation, SuggestedSpan, Suggestions
from ui.desk.desk import Desk
from ui.engine.engine import Urgency
from ui.look.settings import OwnSetting

if TYPE_CHECKING:
    from ui.suggesting.external_suggester import ExternalSuggester

Proposed = TypeVar("Proposed", SuggestedSpan, SuggestedRelation)


class ExternalSuggestions:
    """Keeps the other suggester that the person has set for the open project, if one is set."""

    def __init__(self, desk: Desk, answered: Callable[[str], None]) -> None:
        self.desk = desk
        self._answered = answered
        self._other: ExternalSuggester | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._other is not None and self._other.is_busy

    def open(self) -> None:
        """Make the other suggester, if one is set."""
        link, name = self.desk.link, self.desk.own(OwnSetting.SUGGESTER)
        if link is None or not name or self._other is not None:
            return
        from ui.suggesting.external_suggester import ExternalSuggester

        self._other = ExternalSuggester(name, link.tagset, self.desk)
        self._other.answered.connect(self._answered)
        self._other.refused.connect(self.desk.refuse)

    def follow(self) -> bool:
        """Change over to what is set now; False when that is the same."""
        if self.desk.own(OwnSetting.SUGGESTER) == (self._other.other if self._other else ""):
            return False
        self.close()
        self.open()
        return True

    def ask(self, document: Document, urgency: Urgency) -> None:
        """Ask about a document, if there is anybody to ask."""
        if self._other is not None:
            self._other.ask(document, urgency)

    def joined(self, document_id: str, own: Suggestions) -> Suggestions:
        """Our suggestions with those of the other that say something else and are sure enough."""
        if self._other is None:
            return own
        found, floor = self._other.found(document_id), self.desk.settings.hidden
        spans, relations = {s.id for s in own.spans}, {r.id for r in own.relations}
        return replace(
            own,
            spans=(*own.spans, *_fresh(found.spans, spans, floor)),
            relations=(*own.relations, *_fresh(found.relations, relations, floor)),
        )

    def close(self) -> None:
        """Let it go."""
        if self._other is not None:
            self._other.close()
            self._other.deleteLater()
            self._other = None


def _fresh(found: Iterable[Proposed], known: set[str], floor: float) -> Iterator[Proposed]:
    return (one for one in found if one.id not in known and one.score >= floor)
