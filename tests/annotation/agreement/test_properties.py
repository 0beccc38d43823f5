"""What holds of any spans and relations."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotation.agreement.figures import Agreement, Measure
from annotation.agreement.measuring import agreement_of, passages_of
from annotation.values.record import Record
from tests.annotation.agreement.conftest import TAGSET, document, measured, record
from tests.examples import examples

TEXT = "قال وزيرُ المالِ عُمَر 😀 إن البنك الدولي وافق، و CASA-1000 بدأ"
F1 = [m for m in Measure if m.value.split("-")[0] in ("span", "relation")]
F1.remove(Measure.RELATION_KAPPA)
F1 += [Measure.MUC, Measure.B_CUBED, Measure.CEAF, Measure.LEA]


@st.composite
def works(draw: st.DrawFn) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """Spans of any kind, nested and crossing ones too, and relations by the number of the ends."""
    bounds = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12))
    spans = draw(
        st.lists(
            st.tuples(st.sampled_from(("PER", "ORG", "OCC")), bounds),
            max_size=7,
            unique_by=lambda s: s[1],
        )
    )
    made = [(tag, b, min(len(TEXT), b + length)) for tag, (b, length) in spans]
    made = list({(b, e): (t, b, e) for t, b, e in made}.values())
    if len(made) < 2:
        return made, []
    ends = st.integers(0, len(made) - 1)
    tags = st.sampled_from(("HOLDS", "MET", "SAME"))
    links = draw(st.lists(st.tuples(tags, ends, ends), max_size=5, unique=True))
    return made, [link for link in links if link[1] != link[2]]


def of(name: str, who: str, work: tuple[list[tuple[str, int, int]], list]) -> Record:  # type: ignore[type-arg]
    spans, links = work
    made = [(tag, spans[h][1:], spans[t][1:]) for tag, h, t in links]
    return record(document(TEXT, name), who, spans, made)


teams = st.lists(st.lists(works(), min_size=2, max_size=3), min_size=1, max_size=3)


def compared(team: list[list[tuple[list[tuple[str, int, int]], list]]], names: str) -> Agreement:  # type: ignore[type-arg]
    return measured(
        [
            [of(f"d{n}", who, work) for who, work in zip(names, some, strict=False)]
            for n, some in enumerate(team)
        ]
    )


def values(found: Agreement, first: str, second: str, measures: list[Measure]) -> list[object]:
    pair = found.between(first, second)
    assert pair is not None
    values = [pair.figures[measure].value for measure in measures]
    return [None if value is None else round(value, 9) for value in values]


@examples(60)
@given(teams)
def test_f1_is_between_none_and_all_and_chance_corrected_figures_are_at_most_one(team) -> None:  # type: ignore[no-untyped-def]
    found = compared(team, "ABC")
    for some in (*found.pairs, found.overall):
        assert some is not None
        for measure, figure in some.figures.items():
            if figure.value is not None:
                assert figure.value <= 1 + 1e-9
                assert measure not in F1 or figure.value >= 0


# Spans that are matched by moving others: with whom they end up decides about the relations.
MOVED = (
    ([("PER", 0, 1), ("PER", 51, 53), ("ORG", 41, 53), ("ORG", 42, 52)], [("HOLDS", 0, 1)]),
    ([("ORG", 52, 53), ("PER", 0, 1), ("PER", 31, 43), ("ORG", 51, 52)], [("HOLDS", 1, 0)]),
)


@examples(60)
@given(teams)
@example([[*MOVED]])
@example([[([], []), *MOVED]])
def test_it_does_not_matter_who_is_first(team) -> None:  # type: ignore[no-untyped-def]
    forward, backward = compared(team, "ABC"), compared(team, "CBA")
    every = list(Measure)
    assert values(forward, "A", "B", every) == values(backward, "C", "B", every)
    overall = forward.overall, backward.overall
    assert overall[0] is not None
    assert overall[1] is not None
    for measure, figure in overall[0].figures.items():
        assert figure.value == pytest.approx(overall[1].figures[measure].value)


@examples(40)
@given(works())
def test_identical_sets_agree_wholly_wherever_a_figure_is_defined(work) -> None:  # type: ignore[no-untyped-def]
    pair = compared([[work, work]], "AB").pairs[0]
    for figure in pair.figures.values():
        assert figure.value is None or figure.value == pytest.approx(1)
    assert bool(work[0]) == (pair.figures[Measure.SPAN_EXACT].value == 1)


@examples(40)
@given(teams)
def test_the_order_of_documents_and_items_does_not_matter(team) -> None:  # type: ignore[no-untyped-def]
    records = [
        [of(f"d{n}", who, work) for who, work in zip("ABC", some, strict=False)]
        for n, some in enumerate(team)
    ]

    def backwards(work: Record) -> Record:
        spans, relations = work.spans[::-1], work.relations[::-1]
        return Record(work.document, work.annotator, work.stage, spans, relations)

    turned = [[backwards(work) for work in some][::-1] for some in records[::-1]]
    first, second = (
        agreement_of(some, TAGSET, np.random.default_rng(3), samples=20)
        for some in (records, turned)
    )
    assert [pair.annotators for pair in first.pairs] == [pair.annotators for pair in second.pairs]
    for one, other in zip(first.pairs, second.pairs, strict=True):
        for measure, figure in one.figures.items():
            other_figure = other.figures[measure]
            for ours, theirs in zip(
                (figure.value, figure.low, figure.high),
                (other_figure.value, other_figure.low, other_figure.high),
                strict=True,
            ):
                assert ours == pytest.approx(theirs, abs=1e-5)


@examples(40)
@given(works(), works())
def test_the_table_and_the_causes_count_the_passages(first, second) -> None:  # type: ignore[no-untyped-def]
    both = [of("d0", "A", first), of("d0", "B", second)]
    pair = measured([both]).pairs[0]
    passages = passages_of(both, "A", "B", TAGSET)
    assert sum(cell.count for cell in pair.confusion.cells.values()) == len(passages)
    named = [c for p in passages for c in (p.cause_of_begin, p.cause_of_end) if c is not None]
    assert {cause: cell.count for cause, cell in pair.causes.items()} == {
        cause: named.count(cause) for cause in named
    }
