"""What curation does to agreement: the sets among each other, and each with the result."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from annotation.agreement.compared_set import ComparedSet, RelationKinds, side_of
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from annotation.values.state import State


@dataclass(frozen=True, slots=True)
class Likeness:
    """F1 of spans and of relations with exactly the same bounds and tags; None without any."""

    spans: float | None
    relations: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Agreement between the sets, pooled over their pairs, and of each with the curated result."""

    before: Likeness
    after: Mapping[str, Likeness]


class Effects:
    """The effect on many documents, in the measures `span-exact` and `relation-exact`."""

    def __init__(self, tagset: Tagset) -> None:
        self._kinds = RelationKinds.of(tagset)
        self._before = _Shared()
        self._after: dict[str, _Shared] = {}

    def add(self, records: Iterable[Record], result: State) -> None:
        """Count one document's sets and what was made of them."""
        sides = [side_of(record, self._kinds) for record in records]
        curated = Record(result.document, spans=result.spans, relations=result.relations)
        made = side_of(curated, self._kinds)
        for one, other in combinations(sides, 2):
            self._before.add(one, other)
        for side in sides:
            self._after.setdefault(side.annotator, _Shared()).add(side, made)

    def told(self) -> Effect:
        """The effect on everything that was counted."""
        after = {who: shared.likeness() for who, shared in sorted(self._after.items())}
        return Effect(self._before.likeness(), after)


def effect_of(records: Iterable[Record], result: State, tagset: Tagset) -> Effect:
    """The effect on one document."""
    effects = Effects(tagset)
    effects.add(records, result)
    return effects.told()


class _Shared:
    """How much two sides have in common, and how much both have; counts add up."""

    def __init__(self) -> None:
        self._spans, self._relations = [0, 0], [0, 0]

    def add(self, one: ComparedSet, other: ComparedSet) -> None:
        _count(self._spans, one.spans.keys(), other.spans.keys())
        _count(self._relations, one.by_bounds, other.by_bounds)

    def likeness(self) -> Likeness:
        return Likeness(_f1(*self._spans), _f1(*self._relations))


def _count(counts: list[int], one: Collection[object], other: Collection[object]) -> None:
    counts[0] += sum(1 for said in one if said in other)
    counts[1] += len(one) + len(other)


def _f1(common: int, both: int) -> float | None:
    return 2 * common / both if both else None
