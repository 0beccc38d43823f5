"""Choosing among candidates that share text: the best set for each nesting level."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import sqrt

from annotation.suggesting.candidate import Candidate

# Which tags are worth suggesting inside which; a tag that is not here holds anything.
Inside = Mapping[str, AbstractSet[str]]
INSIDE: Inside = {
    "OCC": {"ORG", "GPE", "LOC", "FAC"},
    "ORG": {"GPE", "ORG", "LOC", "PER", "NORP"},
    "FAC": {"GPE", "ORG", "PER", "LOC"},
    "EVENT": {"GPE", "ORG", "LOC", "DATE", "NORP"},
    "LAW": {"GPE", "ORG", "LOC", "DATE"},
    "LOC": {"GPE"},
    "PROD": {"GPE", "ORG"},
    "GPE": set(),
    "PER": set(),
    "NORP": set(),
    "DATE": set(),
    "MONEY": set(),
    "NUM": set(),
}
DEPTH = 3
_FLOOR = 0.2
_AGREEMENT = 0.1


def may_hold(outer: str, inner: str, inside: Inside = INSIDE) -> bool:
    """Whether a span with one tag is worth suggesting right inside a span with another."""
    allowed = inside.get(outer)
    return allowed is None or inner in allowed


def resolve(
    candidates: Iterable[Candidate], depth: int = DEPTH, inside: Inside = INSIDE
) -> list[Candidate]:
    """The best candidates that do not cross, nested at most `depth` deep, in reading order.

    Weighted interval scheduling (Kleinberg and Tardos, Algorithm Design, 6.1) at each level: a
    candidate weighs its own score and the weight of the best set inside it.
    """
    usable = _one_per_range(c for c in candidates if c.score > _FLOOR)
    chosen = _Levels(usable, inside).best(usable, depth)[1]
    return sorted(chosen, key=lambda c: (c.begin, -c.end, c.tag))


def _one_per_range(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best candidate of each range; a little surer when another source agrees."""
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.tag, c.source)):
        key = (candidate.begin, candidate.end)
        first = best.setdefault(key, candidate)
        agrees = first.tag == candidate.tag and first.source != candidate.source
        if agrees and first.score < candidate.score + _AGREEMENT:
            score = first.score + (1 - first.score) * _AGREEMENT * 2
            best[key] = Candidate(first.begin, first.end, first.tag, score, first.source)
    return sorted(best.values(), key=lambda c: (c.end, -c.begin))


class _Levels:
    """The recursion over nesting levels, each candidate's inside computed once."""

    def __init__(self, candidates: Sequence[Candidate], inside: Inside) -> None:
        self._allowed = inside
        self._starts = sorted(candidates, key=lambda c: c.begin)
        self._begins = [c.begin for c in self._starts]
        self._insides: dict[tuple[Candidate, int], tuple[float, tuple[Candidate, ...]]] = {}

    def best(
        self, candidates: Sequence[Candidate], depth: int
    ) -> tuple[float, tuple[Candidate, ...]]:
        """The heaviest set of candidates, sorted by end, and all that is chosen inside them."""
        ends = [c.end for c in candidates]
        best: list[tuple[float, tuple[Candidate, ...] | None, int]] = [(0.0, None, 0)]
        for place, candidate in enumerate(candidates):
            weight, inside = self._with_inside(candidate, depth)
            before = bisect_right(ends, candidate.begin, 0, place)
            total = best[before][0] + weight
            if total > best[place][0]:
                best.append((total, (candidate, *inside), before))
            else:
                best.append((best[place][0], None, place))
        return best[-1][0], _collected(best)

    def _with_inside(self, candidate: Candidate, depth: int) -> tuple[float, tuple[Candidate, ...]]:
        weight, inside = self._inside(candidate, depth - 1) if depth > 1 else (0.0, ())
        return _weight(candidate) + weight, inside

    def _inside(self, outer: Candidate, depth: int) -> tuple[float, tuple[Candidate, ...]]:
        key = (outer, depth)
        if key not in self._insides:
            self._insides[key] = self.best(self._nestable(outer), depth)
        return self._insides[key]

    def _nestable(self, outer: Candidate) -> list[Candidate]:
        low = bisect_right(self._begins, outer.begin - 1)
        high = bisect_right(self._begins, outer.end - 1)
        inner = [
            c
            for c in self._starts[low:high]
            if outer.covers(c) and may_hold(outer.tag, c.tag, self._allowed)
        ]
        return sorted(inner, key=lambda c: (c.end, -c.begin))


def _weight(candidate: Candidate) -> float:
    return (candidate.score - _FLOOR) * sqrt(candidate.end - candidate.begin)


def _collected(
    best: list[tuple[float, tuple[Candidate, ...] | None, int]],
) -> tuple[Candidate, ...]:
    chosen: list[Candidate] = []
    place = len(best) - 1
    while place > 0:
        _, taken, before = best[place]
        chosen.extend(taken or ())
        place = before
    return tuple(chosen)
