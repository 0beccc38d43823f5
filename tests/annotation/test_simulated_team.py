"""The simulated team errs as often and for the reasons it is told to, and agreement sees it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from annotation.agreement.causes import difference
from annotation.agreement.figures import Agreement, Cause, Comparison, Measure
from annotation.agreement.measuring import agreement_of
from annotation.formats.checking import faults
from annotation.values.items import SPAN_LAYER, Document, Span, Stage
from annotation.values.record import Record
from tests.tools.gold_records import many, news_tagset, own_gold
from tests.tools.simulated_team import CAUSES, TEAM, ErrorKind, Rates, Simulated, simulate
from tests.tools.slips import cause_words

TAGSET = news_tagset()
DOCUMENTS = 48


@cache
def simulated() -> tuple[Simulated, ...]:
    gold = many(own_gold(TAGSET), DOCUMENTS)
    return tuple(simulate(gold, TEAM, random.Random(20), TAGSET))


def compared(documents: Sequence[Sequence[Record]]) -> Agreement:
    generator = np.random.default_rng(20)
    return agreement_of(documents, TAGSET, generator, words=cause_words(), samples=0)


def value(some: Comparison | None, measure: Measure) -> float:
    assert some is not None
    found = some.figures[measure].value
    assert found is not None
    return found


def counted(kind: ErrorKind, annotator: str) -> int:
    errors = (error for one in simulated() for error in one.errors)
    return sum(error.kind is kind and error.annotator == annotator for error in errors)


@pytest.mark.parametrize("annotator", TEAM)
def test_everybody_errs_as_often_as_they_are_told_to(annotator: str) -> None:
    spans = sum(len(one.gold.spans) for one in simulated())
    relations = sum(len(one.gold.relations) for one in simulated())
    rates = TEAM[annotator]
    for kind, rate, of in (
        (ErrorKind.MISSED, rates.missed, spans),
        (ErrorKind.SPURIOUS, rates.spurious, spans),
        (ErrorKind.RETAGGED, rates.retagged, spans),
        (ErrorKind.BOUNDS, rates.bounds, spans),
        (ErrorKind.DROPPED, rates.dropped, relations),
    ):
        spread = (rate * (1 - rate) / of) ** 0.5
        assert counted(kind, annotator) / of == pytest.approx(rate, abs=4 * spread)


def test_relations_that_go_both_ways_are_sometimes_flipped() -> None:
    assert 0 < counted(ErrorKind.FLIPPED, "أمل") < counted(ErrorKind.FLIPPED, "داود")


def test_the_errors_are_all_that_differs_from_the_gold() -> None:
    for one in simulated():
        for record in one.records:
            errors = [e for e in one.errors if e.annotator == record.annotator]
            wrong = {error.gold for error in errors} | {error.item for error in errors}
            right = {(s.fragments, s.tag) for s in one.gold.spans if s.id not in wrong}
            assert {(s.fragments, s.tag) for s in record.spans if s.id not in wrong} == right
            lost = {e.gold for e in errors if e.kind in (ErrorKind.DROPPED, ErrorKind.LOST)}
            assert len(record.relations) == len(one.gold.relations) - len(lost)


def test_what_they_make_obeys_the_rules() -> None:
    assert [fault for one in simulated() for r in one.records for fault in faults(r, TAGSET)] == []


def with_marks() -> Record:
    """An article in which mentions end in harakat."""
    text = "زارَ عُمَرُ بنُ سالمٍ مدينةَ فاسَ، ثم عادَ عُمَرُ."
    words = [("PER", "عُمَرُ بنُ سالمٍ"), ("GPE", "فاسَ")]
    spans = tuple(
        Span(f"m{at}", SPAN_LAYER, tag, ((text.index(word), text.index(word) + len(word)),))
        for at, (tag, word) in enumerate(words)
    )
    return Record(Document.of("marks", "حركات", text), "gold", Stage.FINISHED, spans)


@pytest.mark.parametrize("cause", CAUSES)
def test_bounds_differ_for_the_cause_that_was_asked_for(cause: Cause) -> None:
    team = {"سلمى": Rates(bounds=0.8, causes={cause: 1})}
    gold = [*own_gold(TAGSET), with_marks()]
    seen = 0
    for one in simulate(gold, team, random.Random(3), TAGSET):
        right = {span.id: (span.fragments, span.tag) for span in one.gold.spans}
        made = {span.id: (span.fragments, span.tag) for span in one.records[0].spans}
        for error in (e for e in one.errors if e.kind is ErrorKind.BOUNDS):
            pair = (right[error.gold], made[error.item])
            found = difference(pair, one.gold.document.text, cause_words())
            assert (error.cause, [*found.causes]) == (cause, [cause])
            seen += 1
    assert seen > 0


def test_the_same_generator_makes_the_same_team() -> None:
    gold = own_gold(TAGSET)
    first, second = (list(simulate(gold, TEAM, random.Random(5), TAGSET)) for _ in range(2))
    assert first == second


def ordered_rightly(made: Sequence[Simulated], *measures: Measure) -> None:
    """Whoever errs less agrees more with the gold, and more with the others."""
    with_gold = compared([(one.gold, *one.records) for one in made])
    among = compared([one.records for one in made])
    for measure in measures:
        by_gold = [value(with_gold.between("gold", name), measure) for name in TEAM]
        assert by_gold == sorted(by_gold, reverse=True)
        means = dict.fromkeys(TEAM, 0.0)
        for first, second in combinations(TEAM, 2):
            for name in (first, second):
                means[name] += value(among.between(first, second), measure)
        assert sorted(means, key=means.__getitem__, reverse=True) == list(TEAM)


def test_agreement_orders_the_four_rightly() -> None:
    ordered_rightly(
        simulated(),
        Measure.SPAN_EXACT,
        Measure.SPAN_BOUNDARY,
        Measure.SPAN_RELAXED,
        Measure.TAG_KAPPA,
        Measure.TOKEN_COHEN,
        Measure.TOKEN_ALPHA,
        Measure.CHARACTER_ALPHA,
        Measure.RELATION_EXACT,
        Measure.RELATION_RELAXED,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_agreement_orders_another_team_of_the_same_rates_rightly(seed: int) -> None:
    gold = many(own_gold(TAGSET), DOCUMENTS)
    made = list(simulate(gold, TEAM, random.Random(seed), TAGSET))
    ordered_rightly(made, Measure.SPAN_EXACT, Measure.TOKEN_ALPHA, Measure.CHARACTER_ALPHA)
    assert [f for one in made for r in one.records for f in faults(r, TAGSET)] == []


def test_documents_that_come_again_are_told_apart() -> None:
    again = list(many(own_gold(TAGSET), 13))
    assert len({record.document.sha256 for record in again}) == 13
    assert replace(again[12], document=again[0].document) == again[0]
