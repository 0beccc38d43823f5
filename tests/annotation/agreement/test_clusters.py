"""Coreference: the published worked example, and clusters from relations of equivalence."""

import pytest

from annotation.agreement.clustering import Clustering, compare_clusters
from annotation.agreement.figures import Measure
from tests.annotation.agreement.conftest import document, measured, record


def clusters(*words: str) -> Clustering:
    """A letter is a mention."""
    return [frozenset(((ord(c), ord(c) + 1),) for c in word) for word in words]


# Pradhan et al. (2014), Scoring coreference partitions of predicted mentions.
KEY, RESPONSE = clusters("abc", "defg"), clusters("ab", "cd", "fghi")


@pytest.mark.parametrize(
    ("measure", "recall", "precision"),
    [
        (Measure.MUC, 2 / 5, 2 / 5),
        (Measure.B_CUBED, 35 / 84, 1 / 2),
        (Measure.CEAF, 0.65, 0.4333),
        (Measure.LEA, 5 / 21, 1 / 3),
    ],
)
def test_the_published_example(measure: Measure, recall: float, precision: float) -> None:
    parts = compare_clusters(KEY, RESPONSE)[measure]
    assert parts.recall / parts.wanted == pytest.approx(recall, abs=1e-4)
    assert parts.precision / parts.given == pytest.approx(precision, abs=1e-4)


def test_a_chain_and_a_star_are_the_same_cluster() -> None:
    article = document("عمر وعمر وسلمى وعمر وسلمى")
    places = [(0, 3), (5, 8), (16, 19)]
    spans = [("PER", *place) for place in places]
    chain = [("SAME", places[0], places[1]), ("SAME", places[1], places[2])]
    star = [("SAME", places[0], places[1]), ("SAME", places[0], places[2])]
    pair = measured([[record(article, "أ", spans, chain), record(article, "ب", spans, star)]])
    figures = pair.pairs[0].figures
    for measure in (Measure.MUC, Measure.B_CUBED, Measure.CEAF, Measure.LEA):
        assert figures[measure].value == 1
    assert figures[Measure.RELATION_EXACT].value is None


def test_one_cluster_against_none_is_no_agreement() -> None:
    article = document("عمر وعمر")
    spans = [("PER", 0, 3), ("PER", 5, 8)]
    first = record(article, "أ", spans, [("SAME", (0, 3), (5, 8))])
    figures = measured([[first, record(article, "ب", spans)]]).pairs[0].figures
    assert figures[Measure.MUC].value is None
    assert figures[Measure.B_CUBED].value is None


def test_what_is_the_same_is_told_as_if_it_were_compared() -> None:
    assert compare_clusters(KEY, KEY) == compare_clusters(KEY, KEY[::-1])


@pytest.mark.parametrize("names", [("أ", "ب", "ج"), ("ج", "أ", "ب"), ("ب", "ج", "أ")])
def test_clusters_of_all_are_the_same_under_whatever_names(names: tuple[str, str, str]) -> None:
    article = document("عمر وعمر وسلمى وعمر وسلمى")
    a, b, c, d = (0, 3), (5, 8), (10, 14), (16, 19)
    spans = [("PER", *place) for place in (a, b, c, d)]
    said = ([("SAME", a, b), ("SAME", b, d)], [("SAME", a, b), ("SAME", c, d)], [("SAME", a, d)])
    records = [record(article, name, spans, links) for name, links in zip(names, said, strict=True)]
    found = measured([records]).overall
    assert found is not None
    # MUC, link by link: 1 of 2 + 2, 1 of 2 + 1, 0 of 2 + 1; CEAF by Dice: 4/5, 4/5, 1/2.
    assert found.figures[Measure.MUC].value == pytest.approx(2 * (1 + 1 + 0) / (4 + 3 + 3))
    assert found.figures[Measure.CEAF].value == pytest.approx(2 * (0.8 + 0.8 + 0.5) / (3 + 2 + 3))
    assert Measure.LEA not in found.figures
