"""Agreement before and after, the same numbers as the room of agreement gives; curators' names."""

from dataclasses import replace

import numpy as np
import pytest

from annotation.agreement.figures import Measure
from annotation.agreement.measuring import agreement_of
from annotation.curation.curators import curator_name
from annotation.curation.effect import Likeness, effect_of
from annotation.curation.settling import WHOLE_DOCUMENT, finish_curation, take
from annotation.values.items import Stage
from annotation.values.record import Record
from annotation.values.state import State
from tests.annotation.curation.conftest import DOCUMENT, TAGSET, Curator, work

OMAR, MINISTER, SALMA = ("PER", 19, 24), ("OCC", 6, 18), ("PER", 47, 51)


def test_the_figures_are_those_of_agreement() -> None:
    sets = [
        work("a", [OMAR, MINISTER, SALMA], [("HOLDS", 0, 1), ("MET", 0, 2)]),
        work("b", [OMAR, ("OCC", 6, 11), SALMA], [("HOLDS", 0, 1), ("MET", 0, 2)]),
        work("c", [("PER", 6, 24), SALMA], [("MET", 0, 1)]),
    ]
    curator = Curator(*sets)
    for position in curator.positions:
        curator.do(take, position, position.versions[0].annotator)
    effect = effect_of(sets, curator.state, TAGSET)
    made = Record(
        DOCUMENT,
        "result",
        Stage.FINISHED,
        curator.state.spans,
        curator.state.relations,
    )
    between = agreement_of([sets], TAGSET, np.random.default_rng(1), samples=0).overall
    assert between is not None
    assert effect.before == Likeness(
        between.figures[Measure.SPAN_EXACT].value, between.figures[Measure.RELATION_EXACT].value
    )
    with_result = agreement_of([[*sets, made]], TAGSET, np.random.default_rng(1), samples=0)
    for name in "abc":
        pair = with_result.between(name, "result")
        assert pair is not None
        figures = pair.figures
        assert effect.after[name].spans == figures[Measure.SPAN_EXACT].value
        assert effect.after[name].relations == figures[Measure.RELATION_EXACT].value


def test_nothing_to_compare_has_no_figure() -> None:
    effect = effect_of([work("a", []), work("b", [])], State(DOCUMENT), TAGSET)
    assert effect.before == Likeness(None, None)
    assert effect.after["a"].spans is None


@pytest.mark.parametrize(
    ("annotators", "has_finished", "expected"),
    [
        ((), False, "هدى"),
        (("هدى",), False, "هدى"),
        (("هدى", "علي"), True, "هدى (curator)"),
        (("هدى", "هدى (محكِّم)"), True, "هدى (محكِّم)"),
        (("هدى (curator)",), False, "هدى (curator)"),
    ],
)
def test_a_curator_never_curates_into_a_set_that_is_curated(
    annotators: tuple[str, ...], has_finished: bool, expected: str
) -> None:
    assert curator_name("هدى", annotators, has_finished=has_finished) == expected


def test_finishing_where_nothing_was_settled_leaves_a_trace() -> None:
    empty = State(DOCUMENT)
    made = finish_curation(empty)
    assert made is not None
    finished = empty.apply(made.changes)
    assert [s.position for s in finished.settlements] == [WHOLE_DOCUMENT]
    assert finished.stage is Stage.FINISHED
    assert finish_curation(finished) is None


def test_finishing_what_was_settled_only_finishes() -> None:
    curator = Curator(work("a", [OMAR]), work("b", [OMAR]))
    curator.do(take, curator.positions[0], "a")
    curator.keep(finish_curation(curator.state))
    assert len(curator.state.settlements) == 1
    assert replace(curator.positions[0], settlement=None) == curator.alignment.positions[0]
