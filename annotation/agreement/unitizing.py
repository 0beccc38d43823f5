"""Krippendorff's alpha for unitizing, on characters, tag by tag.

Krippendorff, K. (1995), On the reliability of unitizing continuous data; (2004), Content Analysis,
2nd edition, chapter 11.6. A document is one continuum; a tag's units are the fragments of its
spans, those that overlap made one. Disagreement stays in squared characters rather than being
divided by the squared length, so that documents of any length can be added up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from annotation.agreement.compared_set import SpanKey
from annotation.values.items import Fragment

UnitFragments = tuple[Fragment, ...]  # ordered and disjoint


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What was observed and what chance would give, in squared characters."""

    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class TagDisagreement:
    """Of one tag in one document: among all, and by pair of annotators."""

    overall: Disagreement
    pairs: Mapping[tuple[int, int], Disagreement]


def units_by_tag(spans: Iterable[SpanKey]) -> dict[str, UnitFragments]:
    """The units of each tag."""
    found: dict[str, list[Fragment]] = {}
    for fragments, tag in spans:
        found.setdefault(tag, []).extend(fragments)
    return {tag: _united(fragments) for tag, fragments in found.items()}


def _united(fragments: list[Fragment]) -> UnitFragments:
    if len(fragments) == 1:
        return tuple(fragments)
    united: list[Fragment] = []
    for begin, end in sorted(fragments):
        if united and begin < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((begin, end))
    return tuple(united)


def disagreement(units: Sequence[UnitFragments], length: int) -> TagDisagreement:
    """How far annotators differ about one tag; `units` has one entry for each of them."""
    place = {version: at for at, version in enumerate(dict.fromkeys(units))}
    versions = [_Version(version, length) for version in place]  # most say the same
    at = [place[some] for some in units]
    chance = _Chance(versions, length)
    if len(versions) == 1:
        same = Disagreement(0.0, chance.of_pair(0, 0))
        pairs = dict.fromkeys(combinations(range(len(at)), 2), same)
        overall = same if len(at) == 2 else Disagreement(0.0, chance.expected(at))
        return TagDisagreement(overall, pairs)
    by_versions = {
        (v, w): Disagreement(
            0.0 if v == w else observed(versions[v].units, versions[w].units),
            chance.of_pair(v, w),
        )
        for v, w in combinations_with_replacement(range(len(versions)), 2)
    }
    pairs = {
        (i, j): by_versions[(at[i], at[j]) if at[i] <= at[j] else (at[j], at[i])]
        for i, j in combinations(range(len(at)), 2)
    }
    if len(at) == 2:
        return TagDisagreement(pairs[0, 1], pairs)
    seen = sum([pair.observed for pair in pairs.values()]) / len(pairs)
    return TagDisagreement(Disagreement(seen, chance.expected(at)), pairs)


def observed(first: UnitFragments, second: UnitFragments) -> float:
    """Squared differences of the bounds where units overlap, squared lengths where one is alone.

    In squared characters; the units of one document, half-open, in their order.
    """
    total = 0
    met: set[Fragment] = set()
    for begin, end in first:
        is_alone = True
        for unit in second:
            if unit[0] < end and begin < unit[1]:
                total += (begin - unit[0]) ** 2 + (end - unit[1]) ** 2
                met.add(unit)
                is_alone = False
        if is_alone:
            total += (end - begin) ** 2
    return float(total + sum((e - b) ** 2 for b, e in second if (b, e) not in met))


class _Version:
    """Units that one or more annotators marked, with what chance needs to know of them."""

    __slots__ = ("_gaps", "_lengths", "among_units", "count", "taken", "units")

    def __init__(self, units: UnitFragments, length: int) -> None:
        self.units = units
        self.count = len(units)
        self._lengths: list[int] = []
        self._gaps: list[int] = []
        self.among_units = self.taken = after = 0
        for begin, end in units:
            size = end - begin
            self._lengths.append(size)
            self._gaps.append(begin - after)
            self.among_units += size * (size - 1) * (2 * size - 1)
            self.taken += size * (size - 1)
            after = end
        self._gaps.append(length - after)

    def crossed(self, other: "_Version") -> int:
        """In how many ways, weighted, these units fall into gaps of the other."""
        total = 0
        for length in self._lengths:
            ways = 0
            for gap in other._gaps:
                if gap >= length:
                    ways += gap - length + 1
            total += length * length * ways
        return total


class _Chance:
    """The disagreement if the same units lay anywhere in the text."""

    def __init__(self, versions: Sequence[_Version], length: int) -> None:
        self._versions = versions
        self._length = length
        self._crossed = [[one.crossed(other) for other in versions] for one in versions]

    def expected(self, at: Sequence[int]) -> float:
        """Of annotators of whom each marked the version at such a place."""
        marked = [self._versions[v] for v in at]
        crossed = sum([row[w] for row in [self._crossed[v] for v in at] for w in at])
        return self._weighed(
            len(at),
            sum([version.count for version in marked]),
            sum([version.among_units for version in marked]),
            sum([version.taken for version in marked]),
            crossed,
        )

    def of_pair(self, v: int, w: int) -> float:
        """The same of two."""
        one, other, crossed = self._versions[v], self._versions[w], self._crossed
        return self._weighed(
            2,
            one.count + other.count,
            one.among_units + other.among_units,
            one.taken + other.taken,
            crossed[v][v] + crossed[v][w] + crossed[w][v] + crossed[w][w],
        )

    def _weighed(
        self, annotators: int, count: int, among_units: int, taken: int, crossed: int
    ) -> float:
        room = annotators * self._length
        weighed = among_units * (count - 1) / 3 + crossed
        return 2 * self._length * weighed / (room * (room - 1) - taken)
