"""One document compared: the numbers that it adds for each annotator, each pair and all."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotation.agreement.causes import CauseWords, deeper_spans, differences
from annotation.agreement.clustering import compare_clusters
from annotation.agreement.compared_set import ComparedSet, RelationKinds
from annotation.agreement.figures import NOTHING, Cause
from annotation.agreement.linking import count_own_relations, count_relations
from annotation.agreement.matching import Matches, match_spans
from annotation.agreement.tally import Name
from annotation.agreement.unitizing import UnitFragments, disagreement, units_by_tag
from annotation.agreement.wording import Tokens, TokenValues, agreed

Counts = dict[Name, float]
Places = tuple[int, int]  # two sides of a document


@dataclass(frozen=True, slots=True)
class DocumentNumbers:
    """What one document adds, by side, by pair of sides, and for all together."""

    sides: Sequence[Counts]
    pairs: Mapping[Places, Counts]
    overall: Counts


def count_document(
    text: str, sides: Sequence[ComparedSet], kinds: RelationKinds, words: CauseWords
) -> DocumentNumbers:
    """Compare everybody with everybody; those who say the same are compared once."""
    tokens = Tokens(text)
    at, versions = _versions(sides)
    values = [tokens.values(version.spans) for version in versions]
    own = [_own(version, some) for version, some in zip(versions, values, strict=True)]
    pairs = {(i, j): (at[i], at[j]) for i, j in combinations(range(len(at)), 2)}
    compared: dict[Places, Counts] = {}
    for v, w in dict.fromkeys(pairs.values()):
        numbers = compared[v, w] = _compare(versions[v], versions[w], text, kinds, words)
        numbers["tokens",] = tokens.count
        numbers["tokens agreed",] = agreed(tokens.count, values[v], values[w])
    of_sides = [own[v] for v in at]
    of_pairs = {places: compared[pair] for places, pair in pairs.items()}
    overall = _overall(of_sides, of_pairs, tokens.count)
    units = [units_by_tag(version.spans) for version in versions]
    _add_characters([units[v] for v in at], len(text), of_pairs, overall)
    return DocumentNumbers(of_sides, of_pairs, overall)


def _versions(sides: Sequence[ComparedSet]) -> tuple[list[int], list[ComparedSet]]:
    """The sides that say something of their own, and for each side which of them it is like."""
    numbers: dict[Hashable, int] = {}
    at: list[int] = []
    versions: list[ComparedSet] = []
    for side in sides:
        number = numbers.setdefault(
            (frozenset(side.spans), side.links, side.clusters), len(numbers)
        )
        at.append(number)
        if number == len(versions):
            versions.append(side)
    return at, versions


def _own(side: ComparedSet, values: TokenValues) -> Counts:
    """What an annotator has, whoever it is compared with."""
    numbers: Counts = count_own_relations(side)
    for tag, count in Counter(tag for _, tag in side.spans).items():
        numbers["spans", tag] = count
    for value, count in Counter(values.values()).items():
        numbers["token", value] = count
    return numbers


def _compare(
    first: ComparedSet, second: ComparedSet, text: str, kinds: RelationKinds, words: CauseWords
) -> Counts:
    matches = match_spans(first.spans, second.spans)
    numbers = count_relations(first, second, matches, kinds)
    for tag, count in Counter([key[1] for key in matches.exact]).items():
        numbers["exact", tag] = count
    if matches.first_only or matches.second_only or matches.overlapping or matches.retagged:
        _add_differences(numbers, matches, text, words)
    if first.clusters or second.clusters:
        for measure, parts in compare_clusters(first.clusters, second.clusters).items():
            numbers[measure, "recall"] = parts.recall
            numbers[measure, "wanted"] = parts.wanted
            numbers[measure, "precision"] = parts.precision
            numbers[measure, "given"] = parts.given
    return numbers


def _add_differences(numbers: Counts, matches: Matches, text: str, words: CauseWords) -> None:
    """What is not exactly the same."""
    names: list[Name] = [("relaxed", a[1]) for a, _ in matches.relaxed]
    for a, b in matches.retagged:
        names += (("retagged",), ("retagged", 0, a[1]), ("retagged", 1, b[1]))
    names += [("overlapping",) for _ in matches.overlapping]
    names += [("cell", a[1], b[1]) for a, b in matches.differing]
    names += [("cell", key[1], NOTHING) for key in matches.first_only]
    names += [("cell", NOTHING, key[1]) for key in matches.second_only]
    for found in differences(matches, text, words):
        names += [("cause", cause) for cause in found.causes]
    names += [("cause", Cause.NESTING) for _ in deeper_spans(matches)]
    numbers.update(Counter(names))


def _overall(own: Sequence[Counts], pairs: Mapping[Places, Counts], tokens: int) -> Counts:
    """What all add up to: everything an annotator has counts once in each pair."""
    count = len(own)
    numbers: Counts = {}
    for some in own:
        for name, value in some.items():
            if name[0] == "token":
                name = ("given", name[1])
                numbers[name] = numbers.get(name, 0) + value
            else:
                numbers[name] = numbers.get(name, 0) + value * (count - 1)
    same = sum(some["tokens agreed",] for some in pairs.values()) / len(pairs)
    numbers["items",] = tokens
    numbers["assignments",] = tokens * count
    numbers["agreement",] = same
    numbers["weighted agreement",] = same * count
    return numbers


def _add_characters(
    units: Sequence[Mapping[str, UnitFragments]],
    length: int,
    pairs: Mapping[Places, Counts],
    overall: Counts,
) -> None:
    """The disagreement on characters, tag by tag; pairs that are alike share their numbers."""
    alike = {id(numbers): places for places, numbers in pairs.items()}
    for tag in dict.fromkeys(tag for some in units for tag in some):
        found = disagreement([some.get(tag, ()) for some in units], length)
        expected, observed = ("expected", tag), ("observed", tag)
        for places in alike.values():
            one, numbers = found.pairs[places], pairs[places]
            numbers[expected] = one.expected
            if one.observed:
                numbers[observed] = one.observed
        overall[expected] = found.overall.expected
        if found.overall.observed:
            overall[observed] = found.overall.observed
