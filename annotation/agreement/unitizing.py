"""Krippendorff's alpha for unitizing, on characters, tag by tag.

Krippendorff, K. (1995), On the reliability of unitizing continuous data; (2004), Content Analysis,
2nd edition, chapter 11.6. A document is one continuum; a tag's units are the fragments of its
spans, those that overlap made one. Disagreement stays in squared characters rather than being
divided by the squared length, so that documents of any length can be added up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from annotation.agreement.side import Key
from annotation.items import Fragment

Units = tuple[Fragment, ...]  # ordered and disjoint


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


def units_by_tag(spans: Iterable[Key]) -> dict[str, Units]:
    """The units of each tag."""
    found: dict[str, list[Fragment]] = {}
    for fragments, tag in spans:
        found.setdefault(tag, []).extend(fragments)
    return {tag: _united(fragments) for tag, fragments in found.items()}


def _united(fragments: list[Fragment]) -> Units:
    if len(fragments) == 1:
        return tuple(fragments)
    united: list[Fragment] = []
    for begin, end in sorted(fragments):
        if united and begin < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((begin, end))
    return tuple(united)


def disagreement(units: Sequence[Units], length: int) -> TagDisagreement:
    """How far annotators differ about one tag; `units` has one entry for each of them."""
    continuum = _Continuum(length)
    versions = list(dict.fromkeys(units))  # most annotators say the same
    place = {version: at for at, version in enumerate(versions)}
    crossed = [[continuum.crossed(v, w) for w in versions] for v in versions]
    at = [place[some] for some in units]
    by_versions = {
        (v, w): Disagreement(
            0.0 if v == w else observed(versions[v], versions[w]),
            continuum.expected((versions[v], versions[w]), (v, w), crossed),
        )
        for v, w in combinations_with_replacement(range(len(versions)), 2)
    }
    pairs = {
        (i, j): by_versions[min(at[i], at[j]), max(at[i], at[j])]
        for i, j in combinations(range(len(units)), 2)
    }
    if len(units) == 2:
        return TagDisagreement(pairs[0, 1], pairs)
    seen = sum(pair.observed for pair in pairs.values()) / len(pairs)
    return TagDisagreement(Disagreement(seen, continuum.expected(units, at, crossed)), pairs)


def observed(first: Units, second: Units) -> float:
    """Squared differences of the bounds where units overlap, squared lengths where one is alone."""
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


class _Continuum:
    """Chance in a text of a certain length."""

    def __init__(self, length: int) -> None:
        self._length = length

    def crossed(self, first: Units, second: Units) -> int:
        """In how many ways, weighted, units of the first fall into gaps of the second."""
        gaps = self._gaps(second)
        total = 0
        for begin, end in first:
            length = end - begin
            total += length * length * sum(gap - length + 1 for gap in gaps if gap >= length)
        return total

    def _gaps(self, units: Units) -> list[int]:
        gaps = []
        after = 0
        for begin, end in units:
            gaps.append(begin - after)
            after = end
        gaps.append(self._length - after)
        return [gap for gap in gaps if gap]

    def expected(
        self, units: Sequence[Units], at: Sequence[int], crossed: Sequence[Sequence[int]]
    ) -> float:
        """The disagreement if the same units lay anywhere."""
        lengths = [end - begin for some in units for begin, end in some]
        among_units = sum(n * (n - 1) * (2 * n - 1) for n in lengths) * (len(lengths) - 1) / 3
        among_gaps = sum(crossed[v][w] for v in at for w in at)
        room = len(units) * self._length
        below = room * (room - 1) - sum(n * (n - 1) for n in lengths)
        return 2 * self._length * (among_units + among_gaps) / below
