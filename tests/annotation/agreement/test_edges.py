"""What is not defined, what does not count, and spans that are nested, stacked or in pieces."""

import numpy as np
import pytest

from annotation.agreement.figures import Comparison, Figure, Measure
from annotation.agreement.measuring import agreement_of, passages_of
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Stage
from tests.annotation.agreement.conftest import (
    Spans,
    discontinuous,
    document,
    measured,
    record,
)

TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى في 12/05/2025."
NO_DATA = Figure(None, None, None, 0)


def pair(first: Spans, second: Spans, text: str = TEXT) -> Comparison:
    article = document(text)
    return measured([[record(article, "أمل", first), record(article, "باسم", second)]]).pairs[0]


def test_two_empty_sets_are_not_enough_data_rather_than_perfect() -> None:
    figures = pair([], []).figures
    assert figures[Measure.SPAN_EXACT] == NO_DATA
    assert figures[Measure.CHARACTER_ALPHA] == NO_DATA
    assert figures[Measure.RELATION_KAPPA] == NO_DATA
    assert figures[Measure.MUC] == NO_DATA
    assert figures[Measure.TOKEN_COHEN].value is None


def test_one_value_throughout_is_not_enough_data_for_chance_corrected_figures() -> None:
    spans = [("PER", 0, len("كلمة"))]
    figures = pair(spans, spans, "كلمة").figures
    assert figures[Measure.SPAN_EXACT].value == 1
    for measure in (Measure.TOKEN_COHEN, Measure.TOKEN_FLEISS, Measure.TOKEN_ALPHA):
        assert figures[measure].value is None
    assert figures[Measure.TAG_KAPPA] == Figure(None, None, None, 1)


def test_an_empty_text_is_not_enough_data() -> None:
    assert pair([], [], "").figures[Measure.TOKEN_ALPHA].value is None


def test_one_empty_set_against_spans_is_no_agreement() -> None:
    figures = pair([("PER", 19, 24)], []).figures
    assert figures[Measure.SPAN_EXACT].value == 0


def test_documents_of_one_annotator_are_left_out() -> None:
    shared, alone = document(TEXT, "d1"), document(TEXT, "d2")
    spans = [("PER", 19, 24)]
    found = measured(
        [
            [record(shared, "أمل", spans), record(shared, "باسم", spans)],
            [record(alone, "أمل", [("ORG", 0, 5)])],
        ]
    )
    assert (found.documents, found.alone) == (1, 1)
    assert found.pairs[0].figures[Measure.SPAN_EXACT].value == 1


@pytest.mark.parametrize("stage", [Stage.NEW, Stage.IN_PROGRESS, Stage.SET_ASIDE])
def test_a_set_that_is_not_finished_is_not_an_empty_one(stage: Stage) -> None:
    article = document(TEXT)
    spans = [("PER", 19, 24)]
    found = measured(
        [
            [
                record(article, "أمل", spans),
                record(article, "باسم", spans),
                record(article, "جميلة", stage=stage),
            ]
        ]
    )
    is_begun = stage is not Stage.NEW  # a set that was only looked at is nobody's work
    assert (found.annotators, found.left_out) == (("أمل", "باسم"), int(is_begun))
    assert found.overall is not None
    assert found.overall.figures[Measure.SPAN_EXACT].value == 1


def test_a_finished_set_without_spans_is_an_empty_one() -> None:
    found = pair([("PER", 19, 24)], [])
    assert found.documents == 1
    assert found.figures[Measure.SPAN_EXACT].value == 0


def test_sets_in_progress_count_when_asked_for(tagset: Tagset) -> None:
    article = document(TEXT)
    some = [record(article, who, stage=Stage.IN_PROGRESS) for who in ("أمل", "باسم")]
    stages = {Stage.IN_PROGRESS}
    found = agreement_of([some], tagset, np.random.default_rng(1), stages=stages, samples=0)
    assert found.documents == 1


def test_nothing_to_compare_is_said() -> None:
    found = measured([])
    assert (found.overall, found.pairs, found.annotators) == (None, (), ())


def test_of_stacked_spans_those_of_one_tag_go_together() -> None:
    found = pair([("PER", 6, 18), ("OCC", 6, 18)], [("OCC", 6, 18), ("ORG", 6, 18)])
    assert found.figures[Measure.SPAN_EXACT].value == 0.5
    assert found.figures[Measure.SPAN_BOUNDARY].value == 1
    assert found.confusion.count("OCC", "OCC") == 1
    assert found.confusion.count("PER", "ORG") == 1


def test_nested_spans_find_the_one_that_shares_most() -> None:
    found = pair([("ORG", 28, 47), ("ORG", 34, 47)], [("ORG", 27, 47), ("ORG", 35, 47)])
    assert found.figures[Measure.SPAN_RELAXED].value == 1
    assert found.figures[Measure.SPAN_EXACT].value == 0


def test_one_span_matches_one_span_only() -> None:
    found = pair([("ORG", 28, 47)], [("ORG", 28, 33), ("ORG", 34, 47)])
    assert found.figures[Measure.SPAN_RELAXED].value == pytest.approx(2 / 3)


def test_as_many_spans_as_possible_are_matched() -> None:
    # The largest overlap taken first would leave two spans alone.
    found = pair([("ORG", 0, 10), ("ORG", 9, 20)], [("ORG", 0, 2), ("ORG", 2, 14)])
    assert found.figures[Measure.SPAN_RELAXED].value == 1


def test_a_token_under_nested_spans_has_all_their_tags() -> None:
    words = "وزير المال عمر سلمى"
    outer, inner = ("OCC", 0, 10), ("ORG", 5, 10)
    nested = pair([outer, inner], [outer, inner], words)
    assert nested.figures[Measure.TOKEN_COHEN].value == 1
    # Of four words one differs: OCC with ORG against OCC alone.
    partly = pair([outer, inner], [outer], words).figures[Measure.TOKEN_COHEN].value
    assert partly == pytest.approx((3 / 4 - 6 / 16) / (1 - 6 / 16))


def test_a_discontinuous_span_is_a_set_of_characters() -> None:
    article = document("ا" * 40)
    whole = {((0, 5), (10, 15)): "PER"}
    apart = {((0, 5),): "PER", ((10, 15),): "PER"}
    first, second = (discontinuous(article, who, s) for who, s in (("أ", whole), ("ب", apart)))
    figures = measured([[first, second]]).pairs[0].figures
    assert figures[Measure.CHARACTER_ALPHA].value == 1
    assert figures[Measure.SPAN_EXACT].value == 0
    assert figures[Measure.SPAN_RELAXED].value == pytest.approx(2 / 3)


def test_fragments_that_interleave_do_not_overlap() -> None:
    article = document("ا" * 40)
    first = discontinuous(article, "أ", {((0, 5), (10, 15)): "PER"})
    second = discontinuous(article, "ب", {((5, 10), (15, 20)): "PER"})
    figures = measured([[first, second]]).pairs[0].figures
    assert figures[Measure.SPAN_RELAXED].value == 0


def test_the_same_span_marked_twice_counts_once() -> None:
    found = pair([("PER", 19, 24), ("PER", 19, 24)], [("PER", 19, 24)])
    assert found.figures[Measure.SPAN_EXACT] == Figure(1.0, None, None, 2)


def test_a_symmetric_relation_has_no_direction() -> None:
    article = document(TEXT)
    spans = [("PER", 19, 24), ("PER", 48, 52)]
    first = record(article, "أمل", spans, [("MET", (19, 24), (48, 52))])
    second = record(article, "باسم", spans, [("MET", (48, 52), (19, 24))])
    figures = measured([[first, second]]).pairs[0].figures
    assert figures[Measure.RELATION_EXACT].value == 1
    assert figures[Measure.RELATION_RELAXED].value == 1


def test_a_small_sample_has_no_interval_and_a_larger_one_has() -> None:
    spans = [("PER", 19, 24)]
    documents = []
    for number in range(12):
        article = document(TEXT, f"d{number}")
        second = spans if number % 3 else [("ORG", 19, 24)]
        documents.append([record(article, "أمل", spans), record(article, "باسم", second)])
    one = measured(documents[:1], samples=200).pairs[0].figures[Measure.SPAN_EXACT]
    assert (one.low, one.high) == (None, None)
    figure = measured(documents, samples=200).pairs[0].figures[Measure.SPAN_EXACT]
    assert figure.value == pytest.approx(8 / 12)
    assert figure.low is not None
    assert figure.high is not None
    assert 0.2 < figure.low < 8 / 12 < figure.high < 1


def test_every_cell_leads_to_its_passages(tagset: Tagset) -> None:
    article = document(TEXT)
    first = record(article, "أمل", [("PER", 19, 24), ("ORG", 35, 47), ("OCC", 6, 18)])
    second = record(article, "باسم", [("ORG", 19, 24), ("ORG", 35, 47), ("PER", 48, 52)])
    table = measured([[first, second]]).pairs[0].confusion
    passages = passages_of([first, second], "أمل", "باسم", tagset)
    counted = {(p.row, p.column) for p in passages}
    assert counted == set(table.cells)
    assert all(table.cells[place].documents == ("d1",) for place in counted)
    retagged = next(p for p in passages if (p.row, p.column) == ("PER", "ORG"))
    assert (retagged.first, retagged.second) == ("أمل0", "باسم0")
    missed = next(p for p in passages if p.row == "OCC")
    assert (missed.first, missed.second, missed.begin, missed.end) == ("أمل2", "", 6, 18)


def test_nobody_has_passages_with_somebody_who_did_not_work(tagset: Tagset) -> None:
    assert passages_of([record(document(TEXT), "أمل")], "أمل", "باسم", tagset) == ()
