"""The suggestions that wait, with the lookups that drawing needs."""

from collections.abc import Iterable
from itertools import takewhile
from operator import is_
from typing import TypeAlias, TypeVar

from annotation.items import (
    Fragments,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)

Proposal: TypeAlias = SuggestedSpan | SuggestedRelation
Change: TypeAlias = tuple[list[Proposal], list[Proposal]]  # gone, come
Kind = TypeVar("Kind", SuggestedSpan, SuggestedRelation)

_BITS = 9  # code points in one bucket: 512


class Proposed:
    """Pending suggestions by id, by place in the text and by the place of their ends."""

    def __init__(self) -> None:
        self._pending = Suggestions()
        self.spans: dict[str, SuggestedSpan] = {}
        self.relations: dict[str, SuggestedRelation] = {}
        self._buckets: dict[int, dict[str, SuggestedSpan]] = {}
        self._by_end: dict[tuple[Fragments, str], dict[str, SuggestedRelation]] = {}

    def changes_to(self, pending: Suggestions) -> Change:
        """What would go and what would come if these suggestions were taken."""
        spans_gone, spans_come = _differing(self._pending.spans, pending.spans)
        gone, come = _differing(self._pending.relations, pending.relations)
        return [*spans_gone, *gone], [*spans_come, *come]

    def take(self, pending: Suggestions, gone: list[Proposal], come: list[Proposal]) -> None:
        """Take suggestions that differ by these."""
        self._pending = pending
        for proposal in gone:
            if isinstance(proposal, SuggestedSpan):
                del self.spans[proposal.id]
                for bucket in _buckets_of(proposal.begin, proposal.end):
                    self._buckets[bucket].pop(proposal.id)
            else:
                del self.relations[proposal.id]
                for end in set(_ends(proposal)):
                    self._by_end[end].pop(proposal.id)
        for proposal in come:
            if isinstance(proposal, SuggestedSpan):
                self.spans[proposal.id] = proposal
                for bucket in _buckets_of(proposal.begin, proposal.end):
                    self._buckets.setdefault(bucket, {})[proposal.id] = proposal
            else:
                self.relations[proposal.id] = proposal
                for end in _ends(proposal):
                    self._by_end.setdefault(end, {})[proposal.id] = proposal

    def near(self, begin: int, end: int) -> list[SuggestedSpan]:
        """Suggested spans whose hull shares text with a range or touches it."""
        found: dict[str, SuggestedSpan] = {}
        for bucket in _buckets_of(begin, end):
            found |= self._buckets.get(bucket, {})
        return [span for span in found.values() if span.begin <= end and begin <= span.end]

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


def _buckets_of(begin: int, end: int) -> range:
    return range(begin >> _BITS, (end >> _BITS) + 1)
