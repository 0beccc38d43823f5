"""Which span of one annotator stands for which span of the other, one to one.

All of it is the same with the annotators exchanged and in whatever order the spans come: as many
pairs as possible, and where several ways lead there, always the same one, which relations lean on.
That there are no more pairs once no augmenting path can be found is Berge's theorem ("Two theorems
in graph theory", PNAS 1957).
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from annotation.agreement.compared_set import SpanKey
from annotation.values.items import Fragments

SpanPair = tuple[SpanKey, SpanKey]


@dataclass(frozen=True, slots=True)
class Matches:
    """How the spans of two annotators go together.

    `exact` have the same bounds and tag, `retagged` the same bounds. `relaxed` are pairs beside
    the exact ones that overlap and have the same tag. `overlapping` pairs overlap, whatever their
    tags, and leave alone what has the same bounds. The rest is in `first_only` and `second_only`.
    """

    exact: Collection[SpanKey]
    retagged: Sequence[SpanPair]
    relaxed: Sequence[SpanPair]
    overlapping: Sequence[SpanPair]
    first_only: Sequence[SpanKey]
    second_only: Sequence[SpanKey]

    @property
    def differing(self) -> Iterable[SpanPair]:
        """All pairs but the exact ones."""
        return (*self.retagged, *self.overlapping)


def match_spans(first: Mapping[SpanKey, str], second: Mapping[SpanKey, str]) -> Matches:
    """Match the same first, then by tag and overlap, the largest overlap first."""
    exact = first.keys() & second.keys()
    if len(exact) == len(first) == len(second):
        return Matches(exact, (), (), (), (), ())
    left = sorted(first.keys() - exact)
    right = sorted(second.keys() - exact)
    if not left or not right:
        return Matches(exact, (), (), (), left, right)
    if right < left:  # paths begin on one side: on the same one, whoever is first
        return _exchanged(match_spans(second, first))
    near = _overlaps(left, right)
    relaxed = _matched(near, of_one_tag=True)
    retagged = _same_bounds(left, right)
    taken = {key for pair in retagged for key in pair} if retagged else set()
    free = [n for n in near if n[1] not in taken and n[2] not in taken] if taken else near
    overlapping = _matched(free, of_one_tag=False)
    firsts = {a for a, _ in (*retagged, *overlapping)}
    seconds = {b for _, b in (*retagged, *overlapping)}
    return Matches(
        exact,
        retagged,
        relaxed,
        overlapping,
        [key for key in left if key not in firsts],
        [key for key in right if key not in seconds],
    )


def _exchanged(matches: Matches) -> Matches:
    """The same with the annotators exchanged."""
    return Matches(
        matches.exact,
        _turned(matches.retagged),
        _turned(matches.relaxed),
        _turned(matches.overlapping),
        matches.second_only,
        matches.first_only,
    )


def _turned(pairs: Iterable[SpanPair]) -> list[SpanPair]:
    return [(b, a) for a, b in pairs]


SpanNearness = tuple[tuple[bool, int, int], SpanKey, SpanKey]  # smaller is nearer


def _overlaps(left: Sequence[SpanKey], right: Sequence[SpanKey]) -> list[SpanNearness]:
    """Pairs that share characters, those of one tag first, then the largest overlap first."""
    found = []
    # How far the spans up to each one reach: what ends before a span begins need not be looked at.
    reach = list(accumulate((key[0][-1][1] for key in right), max))
    for a in left:
        begin, end = a[0][0][0], a[0][-1][1]
        for b in islice(right, bisect_right(reach, begin), None):
            if b[0][0][0] >= end:
                break
            shared = shared_characters(a[0], b[0])
            if shared:
                length = _length(a[0]) + _length(b[0])
                found.append(((a[1] != b[1], -shared, length), a, b))
    if len(found) > 1:
        found.sort(key=lambda n: (n[0], min(n[1], n[2]), max(n[1], n[2])))
    return found


def shared_characters(a: Fragments, b: Fragments) -> int:
    """How many code points two spans have in common."""
    if len(a) == len(b) == 1:
        (begin, end), (other_begin, other_end) = a[0], b[0]
        return max(0, min(end, other_end) - max(begin, other_begin))
    return sum(
        max(0, min(end, other_end) - max(begin, other_begin))
        for begin, end in a
        for other_begin, other_end in b
    )


def _length(fragments: Fragments) -> int:
    return sum(end - begin for begin, end in fragments)


def _same_bounds(left: Sequence[SpanKey], right: Sequence[SpanKey]) -> list[SpanPair]:
    """Pairs with the same bounds and other tags; of several at one place, in the tags' order."""
    waiting: dict[Fragments, list[SpanKey]] = {}
    for key in right:
        waiting.setdefault(key[0], []).append(key)
    return [(key, waiting[key[0]].pop(0)) for key in left if waiting.get(key[0])]


def _matched(near: Sequence[SpanNearness], *, of_one_tag: bool) -> list[SpanPair]:
    """As many pairs as possible, the nearest first, and those of one tag before others."""
    matching = _Matching()
    same = [n for n in near if not n[0][0]]
    matching.add(same)
    if not of_one_tag and len(same) < len(near):
        matching.add(near)
    return list(matching.chosen.items())


class _Matching:
    """Pairs found so far: greedily, then lengthened by alternating paths."""

    def __init__(self) -> None:
        self.chosen: dict[SpanKey, SpanKey] = {}  # the first annotator's span to the second's
        self._holder: dict[SpanKey, SpanKey] = {}  # and back

    def add(self, near: Sequence[SpanNearness]) -> None:
        """Match what is still free until no more pairs are possible; who has a pair keeps one."""
        choices: dict[SpanKey, list[SpanKey]] = {}
        for _, a, b in near:
            choices.setdefault(a, []).append(b)
            if a not in self.chosen and b not in self._holder:
                self._join(a, b)
        for a in choices:
            if a not in self.chosen:
                self._find_path(a, choices)

    def _join(self, a: SpanKey, b: SpanKey) -> None:
        self.chosen[a] = b
        self._holder[b] = a

    def _find_path(self, start: SpanKey, choices: Mapping[SpanKey, Sequence[SpanKey]]) -> None:
        """Give `start` a pair by moving others to another choice of theirs, if that is possible."""
        came: dict[SpanKey, SpanKey] = {}
        waiting = [start]
        for a in waiting:  # grows while it is walked
            for b in choices.get(a, ()):
                if b in came:
                    continue
                came[b] = a
                if b not in self._holder:
                    self._move_along(b, start, came)
                    return
                waiting.append(self._holder[b])

    def _move_along(self, free: SpanKey, start: SpanKey, came: Mapping[SpanKey, SpanKey]) -> None:
        b = free
        while True:
            a = came[b]
            before = self.chosen.get(a)
            self._join(a, b)
            if a == start or before is None:
                return
            b = before
