"""The suggestions that wait, with the lookups that drawing needs."""

from collections.abc import Iterable
from itertools import takewhile
from operator import is_
from typing import TypeAlias, TypeVar

from annotation.commands.suggestion_commands import Suggestion
from annotation.values.items import (
    Fragments,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.span_index import SpanIndex

ProposedChange: TypeAlias = tuple[list[Suggestion], list[Suggestion]]  # gone, come
Kind = TypeVar("Kind", SuggestedSpan, SuggestedRelation)


class PendingSuggestions:
    """Pending suggestions by id, by place in the text and by the place of their ends."""

    def __init__(self) -> None:
        self._pending = Suggestions()
        self.spans: dict[str, SuggestedSpan] = {}
        self.relations: dict[str, SuggestedRelation] = {}
        self._index: SpanIndex[SuggestedSpan] = SpanIndex()
        self._by_end: dict[tuple[Fragments, str], dict[str, SuggestedRelation]] = {}

    def changes_to(self, pending: Suggestions) -> ProposedChange:
        """What would go and what would come if these suggestions were taken."""
        spans_gone, spans_come = _differing(self._pending.spans, pending.spans)
        gone, come = _differing(self._pending.relations, pending.relations)
        return [*spans_gone, *gone], [*spans_come, *come]

    def take(self, pending: Suggestions, gone: list[Suggestion], come: list[Suggestion]) -> None:
        """Take suggestions that differ by these."""
        self._pending = pending
        moves: list[tuple[SuggestedSpan | None, SuggestedSpan | None]] = []
        for proposal in gone:
            if isinstance(proposal, SuggestedSpan):
                del self.spans[proposal.id]
                moves.append((proposal, None))
            else:
                del self.relations[proposal.id]
                for end in set(_ends(proposal)):
                    self._by_end[end].pop(proposal.id)
        for proposal in come:
            if isinstance(proposal, SuggestedSpan):
                self.spans[proposal.id] = proposal
                moves.append((None, proposal))
            else:
                self.relations[proposal.id] = proposal
                for end in _ends(proposal):
                    self._by_end.setdefault(end, {})[proposal.id] = proposal
        if moves:
            self._index = self._index.replaced(moves)

    def near(self, begin: int, end: int) -> list[SuggestedSpan]:
        """Suggested spans whose hull shares text with a range or touches it."""
        return self._index.near(begin, end)

    def relations_at(self, fragments: Fragments, tag: str) -> Iterable[SuggestedRelation]:
        """Suggested relations with an end at this place."""
        return self._by_end.get((fragments, tag), {}).values()


def _differing(old: tuple[Kind, ...], new: tuple[Kind, ...]) -> tuple[list[Kind], list[Kind]]:
    """What is only in one of two lists that begin and end alike, the same objects for the most."""
    first = sum(1 for _ in takewhile(bool, map(is_, old, new)))
    old, new = old[first:], new[first:]
    last = sum(1 for _ in takewhile(bool, map(is_, reversed(old), reversed(new))))
    old, new = old[: len(old) - last], new[: len(new) - last]
    old_by_id, new_by_id = {item.id: item for item in old}, {item.id: item for item in new}
    gone = [item for id, item in old_by_id.items() if new_by_id.get(id) != item]
    come = [item for id, item in new_by_id.items() if old_by_id.get(id) != item]
    return gone, come


def _ends(relation: SuggestedRelation) -> tuple[tuple[Fragments, str], tuple[Fragments, str]]:
    return ((relation.head,), relation.head_tag), ((relation.tail,), relation.tail_tag)
