"""What is already marked in a document, and whether a candidate fits beside it."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.nesting import INSIDE, Inside, may_hold
from annotation.suggesting.sentence_mentions import Mention
from annotation.tagsets.tagset import Overlap
from annotation.values.state import State

RelationKey = tuple[str, Mention, Mention]


class Existing:
    """The spans and relations of a state, as mentions."""

    def __init__(self, state: State | None, overlap: Overlap, inside: Inside = INSIDE) -> None:
        spans = state.spans if state is not None else ()
        self._overlap = overlap
        self._inside = inside
        self.mentions = sorted(
            {Mention(s.begin, s.end, s.tag) for s in spans}, key=lambda m: (m.begin, m.end)
        )
        self._begins = [mention.begin for mention in self.mentions]
        # How far the mentions up to each one reach: where to stop looking back.
        self._reach = list(accumulate((mention.end for mention in self.mentions), max))
        self._relations = set(_relations(state)) if state is not None else set()

    def admits(self, candidate: Candidate) -> bool:
        """Whether the candidate neither repeats nor crosses a span, and may nest with it."""
        return all(self._fits(candidate, mention) for mention in self._touching(candidate))

    def _touching(self, candidate: Candidate) -> Iterator[Mention]:
        place = bisect_left(self._begins, candidate.end) - 1
        while place >= 0 and self._reach[place] > candidate.begin:
            if self.mentions[place].end > candidate.begin:
                yield self.mentions[place]
            place -= 1

    def _fits(self, candidate: Candidate, mention: Mention) -> bool:
        if self._overlap is Overlap.NONE:
            return False
        proposed = Mention(candidate.begin, candidate.end, candidate.tag)
        if mention.holds(proposed):
            return may_hold(mention.tag, candidate.tag, self._inside)
        if not proposed.holds(mention):
            return False
        return may_hold(candidate.tag, mention.tag, self._inside)

    def has_relation(self, tag: str, head: Mention, tail: Mention) -> bool:
        """Whether a relation with this tag joins the two, in either direction."""
        first, second = _unscored(head), _unscored(tail)
        known = self._relations
        return (tag, first, second) in known or (tag, second, first) in known


def _unscored(mention: Mention) -> Mention:
    return Mention(mention.begin, mention.end, mention.tag)


def _relations(state: State) -> Iterator[RelationKey]:
    mentions = {span.id: Mention(span.begin, span.end, span.tag) for span in state.spans}
    for relation in state.relations:
        if relation.head in mentions and relation.tail in mentions:
            yield relation.tag, mentions[relation.head], mentions[relation.tail]
