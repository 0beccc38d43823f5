"""Relations compared: by the bounds of their ends, by ends that overlap, and without direction."""

from collections.abc import Iterable, Mapping, Sequence

from annotation.agreement.compared_set import (
    Bounds,
    ComparedRelation,
    ComparedSet,
    RelationKinds,
    SpanKey,
)
from annotation.agreement.figures import Measure
from annotation.agreement.matching import Matches, SpanPair
from annotation.agreement.tally import Name

MatchedEnds = dict[SpanKey, SpanKey]  # a span of the second annotator to that of the first
RelationTags = Mapping[tuple[SpanKey, SpanKey], frozenset[str]]  # the tags from one span to another

RELATIONS = (Measure.RELATION_EXACT, Measure.RELATION_RELAXED, Measure.RELATION_UNDIRECTED)


def count_own_relations(side: ComparedSet) -> dict[Name, float]:
    """How many relations an annotator has of each tag, as each measure counts them."""
    numbers: dict[Name, float] = {}
    _count(numbers, Measure.RELATION_EXACT, side.by_bounds)
    _count(numbers, Measure.RELATION_RELAXED, side.links)
    _count(numbers, Measure.RELATION_UNDIRECTED, side.undirected)
    return numbers


def count_relations(
    first: ComparedSet, second: ComparedSet, matches: Matches, kinds: RelationKinds
) -> dict[Name, float]:
    """How many relations two annotators have in common, by measure and tag."""
    numbers = _count_pairs(first, second, matches, kinds)
    if first.links and second.links:
        ends = {b: a for a, b in matches.differing}
        mapped = _mapped(second.links, ends, kinds) if ends else second.links
        _count(numbers, Measure.RELATION_EXACT, first.by_bounds & second.by_bounds)
        _count(numbers, Measure.RELATION_RELAXED, first.links & mapped)
        _count(numbers, Measure.RELATION_UNDIRECTED, first.undirected & second.undirected)
    return numbers


def _count(
    numbers: dict[Name, float],
    measure: Measure,
    links: Iterable[ComparedRelation] | Iterable[Bounds],
) -> None:
    for link in links:
        name = (measure, link[0])
        numbers[name] = numbers.get(name, 0) + 1


def _mapped(
    links: Iterable[ComparedRelation], ends: MatchedEnds, kinds: RelationKinds
) -> set[ComparedRelation]:
    """The second annotator's relations with the first's spans for ends, where they have a pair."""
    found = set()
    for tag, head, tail in links:
        head, tail = ends.get(head, head), ends.get(tail, tail)
        if tag in kinds.symmetric and tail < head:
            head, tail = tail, head
        found.add((tag, head, tail))
    return found


def _count_pairs(
    first: ComparedSet, second: ComparedSet, matches: Matches, kinds: RelationKinds
) -> dict[Name, float]:
    """For kappa: what both say of each ordered pair of spans that both have, none included.

    Spans are those that both have with the same tag, exactly or overlapping.
    """
    spans = len(matches.exact) + len(matches.relaxed)
    pairs = spans * (spans - 1)
    if not pairs:
        return {}
    numbers: dict[Name, float] = {("pairs",): pairs, ("pairs agreed",): pairs}
    if not first.links and not second.links:
        return numbers
    ends = dict(zip(matches.exact, matches.exact, strict=True))
    of_first = of_second = _values(first.links, _with(ends, matches.relaxed, 0), kinds)
    if matches.relaxed or first.links != second.links:
        of_second = _values(second.links, _with(ends, matches.relaxed, 1), kinds)
        numbers["pairs agreed",] = pairs - sum(
            of_first.get(pair) != of_second.get(pair) for pair in of_first.keys() | of_second.keys()
        )
    for at, values in enumerate((of_first, of_second)):
        for value in values.values():
            name = ("pair value", at, value)
            numbers[name] = numbers.get(name, 0) + 1
    return numbers


def _with(ends: MatchedEnds, relaxed: Sequence[SpanPair], side: int) -> MatchedEnds:
    """The ends of one annotator's relations: the first's spans, by those of this side."""
    return ends | {pair[side]: pair[0] for pair in relaxed} if relaxed else ends


def _values(
    links: Iterable[ComparedRelation], ends: MatchedEnds, kinds: RelationKinds
) -> RelationTags:
    """The tags between pairs; a symmetric relation holds in both directions."""
    found: dict[tuple[SpanKey, SpanKey], frozenset[str]] = {}
    for tag, head, tail in links:
        if head not in ends or tail not in ends:
            continue
        pair = (ends[head], ends[tail])
        both = (pair, pair[::-1]) if tag in kinds.symmetric else (pair,)
        for ordered in both:
            before = found.get(ordered)
            found[ordered] = frozenset((tag,)) if before is None else before | {tag}
    return found
