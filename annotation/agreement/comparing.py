"""From counts to figures: two annotators, or all of them."""

from collections.abc import Mapping

from annotation.agreement.coefficients import (
    Numbers,
    alpha,
    f1,
    figure,
    fleiss,
    kappa,
    mean_of,
    ratio,
)
from annotation.agreement.figures import Figure, Measure
from annotation.agreement.linking import RELATIONS
from annotation.agreement.tally import Sums

CLUSTERS = (Measure.MUC, Measure.B_CUBED, Measure.CEAF, Measure.LEA)
EVEN = (Measure.MUC, Measure.CEAF)  # what is found is the same from either side
UNSAMPLED = frozenset({"cell", "cause"})  # counted, but no figure needs a sample of them


def pair_figures(common: Sums, first: Sums, second: Sums) -> dict[Measure, Figure]:
    """Every figure that two annotators have."""
    own = first.plus(second)
    tokens = common.of("tokens")
    ours, theirs = _token_values(tokens, first, second)
    same = common.of("tokens agreed")
    both = [a + b for a, b in zip(ours, theirs, strict=True)]
    return {
        **span_figures(common, own),
        Measure.TAG_KAPPA: _tag_kappa(common),
        Measure.TOKEN_COHEN: figure(kappa(tokens, same, ours, theirs), tokens[0]),
        Measure.TOKEN_FLEISS: figure(fleiss(tokens, same, both), tokens[0]),
        Measure.TOKEN_ALPHA: figure(alpha(2 * same, both), tokens[0]),
        Measure.CHARACTER_ALPHA: _character_alpha(common, own.total("spans")),
        **relation_figures(common, own),
        Measure.RELATION_KAPPA: _relation_kappa(common),
        **{measure: _cluster_figure(common, measure) for measure in CLUSTERS},
    }


def overall_figures(common: Sums, own: Sums) -> dict[Measure, Figure]:
    """The figures that all annotators have together, pooled over their pairs."""
    items, assignments = own.of("items"), own.of("assignments")
    values = [own.of("given", value) for value in own.second_parts("given")]
    values.append(assignments - own.total("given"))
    return {
        **span_figures(common, own),
        Measure.TOKEN_FLEISS: figure(fleiss(items, own.of("agreement"), values), items[0]),
        Measure.TOKEN_ALPHA: figure(alpha(own.of("weighted agreement"), values), items[0]),
        Measure.CHARACTER_ALPHA: _character_alpha(own, own.total("spans")),
        **relation_figures(common, own),
        **{measure: _cluster_figure(common, measure) for measure in EVEN},
    }


def span_figures(common: Sums, own: Sums) -> dict[Measure, Figure]:
    """F1 of spans: everything the same, bounds only, overlap with the tag, half for an overlap."""
    exact, spans = common.total("exact"), own.total("spans")
    bounds = exact + common.of("retagged")
    matched = {
        Measure.SPAN_EXACT: exact,
        Measure.SPAN_BOUNDARY: bounds,
        Measure.SPAN_RELAXED: exact + common.total("relaxed"),
        Measure.SPAN_PARTIAL: bounds + common.of("overlapping") / 2,
    }
    return {measure: _f1(some, spans) for measure, some in matched.items()}


def span_tag_figures(
    common: Sums, own: Sums, characters: Sums
) -> dict[str, Mapping[Measure, Figure]]:
    """The figures of each span tag; `characters` has the disagreement on characters."""
    found: dict[str, Mapping[Measure, Figure]] = {}
    for tag in own.second_parts("spans"):
        spans = own.of("spans", tag)
        exact = common.of("exact", tag)
        disagreement = characters.of("observed", tag), characters.of("expected", tag)
        found[str(tag)] = {
            Measure.SPAN_EXACT: _f1(exact, spans),
            Measure.SPAN_RELAXED: _f1(exact + common.of("relaxed", tag), spans),
            Measure.CHARACTER_ALPHA: figure(1 - ratio(*disagreement), spans[0]),
        }
    return found


def relation_figures(common: Sums, own: Sums) -> dict[Measure, Figure]:
    """F1 of relations, by each way to compare their ends."""
    return {measure: _f1(common.total(measure), own.total(measure)) for measure in RELATIONS}


def relation_tag_figures(common: Sums, own: Sums) -> dict[str, Mapping[Measure, Figure]]:
    """The figures of each relation tag."""
    return {
        str(tag): {m: _f1(common.of(m, tag), own.of(m, tag)) for m in RELATIONS}
        for tag in own.second_parts(*RELATIONS)
    }


def _f1(matched: Numbers, both: Numbers) -> Figure:
    return figure(f1(matched, both), both[0])


def _tag_kappa(common: Sums) -> Figure:
    """Of the spans with the same bounds: whether they have the same tag."""
    tags = common.second_parts("exact")
    tags += [name[2] for name in common.by_name if name[0] == "retagged" and len(name) > 1]
    exact = common.total("exact")
    items = exact + common.of("retagged")
    given = [
        [common.of("exact", tag) + common.of("retagged", at, tag) for tag in dict.fromkeys(tags)]
        for at in (0, 1)
    ]
    return figure(kappa(items, exact, given[0], given[1]), items[0])


def _token_values(
    tokens: Numbers, first: Sums, second: Sums
) -> tuple[list[Numbers], list[Numbers]]:
    """How often each annotator gave each value, the same values for both; nothing comes last."""
    values = dict.fromkeys((*first.second_parts("token"), *second.second_parts("token")))
    ours = [first.of("token", value) for value in values]
    theirs = [second.of("token", value) for value in values]
    return (
        [*ours, tokens - first.total("token")],
        [*theirs, tokens - second.total("token")],
    )


def _character_alpha(sums: Sums, spans: Numbers) -> Figure:
    return figure(1 - ratio(sums.total("observed"), sums.total("expected")), spans[0])


def _relation_kappa(common: Sums) -> Figure:
    """Of the ordered pairs of spans that both have: whether they say the same of them."""
    pairs, same = common.of("pairs"), common.of("pairs agreed")
    values = dict.fromkeys(name[2] for name in common.by_name if name[0] == "pair value")
    given = []
    for at in (0, 1):
        some = [common.of("pair value", at, value) for value in values]
        given.append([*some, pairs - sum(some, start=common.nothing)])
    return figure(kappa(pairs, same, given[0], given[1]), pairs[0])


def _cluster_figure(common: Sums, measure: Measure) -> Figure:
    wanted, given = common.of(measure, "wanted"), common.of(measure, "given")
    recall = ratio(common.of(measure, "recall"), wanted)
    precision = ratio(common.of(measure, "precision"), given)
    return figure(mean_of(precision, recall), (wanted + given)[0])
