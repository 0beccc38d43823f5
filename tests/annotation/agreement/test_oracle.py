"""The worked example whose numbers were computed by other programs, and published examples."""

import pytest

from annotation.agreement.figures import Comparison, Measure
from tests.annotation.agreement.conftest import document, measured, record

# Sixty tokens of one character each: so tokens and characters are the same units.
TEXT = "،" * 60
SPANS = {
    "A": [
        ("PER", 0, 2),
        ("LOC", 5, 7),
        ("ORG", 10, 13),
        ("PER", 20, 21),
        ("ORG", 30, 33),
        ("LOC", 40, 42),
    ],
    "B": [
        ("PER", 0, 2),
        ("LOC", 5, 7),
        ("ORG", 10, 12),
        ("LOC", 20, 21),
        ("LOC", 40, 42),
        ("PER", 50, 52),
    ],
    "C": [
        ("PER", 0, 2),
        ("LOC", 5, 8),
        ("ORG", 10, 13),
        ("PER", 20, 21),
        ("ORG", 30, 33),
        ("LOC", 40, 42),
    ],
}
LINKS = {
    "A": [
        ("works", (0, 2), (10, 13)),
        ("in", (10, 13), (5, 7)),
        ("works", (20, 21), (30, 33)),
    ],
    "B": [("works", (0, 2), (10, 12)), ("in", (10, 12), (5, 7))],
    "C": [
        ("works", (0, 2), (10, 13)),
        ("in", (5, 8), (10, 13)),
        ("member", (20, 21), (30, 33)),
    ],
}
PAIRS = {
    Measure.TOKEN_COHEN: (0.6648, 0.9563, 0.6299),
    Measure.TOKEN_ALPHA: (0.6661, 0.9566, 0.6312),
    Measure.SPAN_EXACT: (0.5, 0.8333, 0.3333),
    Measure.SPAN_BOUNDARY: (0.6667, 0.8333, 0.5),
    Measure.SPAN_RELAXED: (0.6667, 1.0, 0.6667),
    Measure.SPAN_PARTIAL: (0.75, 0.9167, 0.6667),
    Measure.TAG_KAPPA: (0.5, 1.0, 0.4),
    Measure.CHARACTER_ALPHA: (0.6574, 0.9828, 0.6643),
    Measure.RELATION_EXACT: (0.0, 0.3333, 0.0),
    Measure.RELATION_RELAXED: (0.8, 0.3333, 0.4),
    Measure.RELATION_KAPPA: (1.0, 0.4643, 0.4286),
}
COUNTS = {Measure.TAG_KAPPA: (4, 5, 3), Measure.RELATION_KAPPA: (12, 30, 12)}


@pytest.fixture(scope="module")
def compared() -> tuple[Comparison, ...]:
    article = document(TEXT)
    agreement = measured([[record(article, who, SPANS[who], LINKS[who]) for who in "ABC"]])
    assert agreement.overall is not None
    return (*agreement.pairs, agreement.overall)


def four(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@pytest.mark.parametrize("measure", PAIRS)
def test_pairs_have_the_numbers_of_other_programs(
    measure: Measure, compared: tuple[Comparison, ...]
) -> None:
    found = tuple(four(pair.figures[measure].value) for pair in compared[:3])
    assert found == PAIRS[measure]


@pytest.mark.parametrize("measure", COUNTS)
def test_kappas_say_on_how_much_they_rest(
    measure: Measure, compared: tuple[Comparison, ...]
) -> None:
    assert tuple(pair.figures[measure].count for pair in compared[:3]) == COUNTS[measure]


def test_all_three_have_the_numbers_of_other_programs(compared: tuple[Comparison, ...]) -> None:
    figures = compared[3].figures
    assert four(figures[Measure.TOKEN_FLEISS].value) == 0.7548
    assert four(figures[Measure.TOKEN_ALPHA].value) == 0.7561
    assert four(figures[Measure.SPAN_EXACT].value) == 0.5556
    assert four(figures[Measure.CHARACTER_ALPHA].value) == 0.7816
    assert figures[Measure.CHARACTER_ALPHA].value == pytest.approx(0.781583509893, abs=1e-12)


def test_each_tag_has_its_character_alpha(compared: tuple[Comparison, ...]) -> None:
    found = {
        tag: four(figures[Measure.CHARACTER_ALPHA].value)
        for tag, figures in compared[3].span_tags.items()
    }
    assert found == {"PER": 0.7021, "ORG": 0.7115, "LOC": 0.9242}


def test_relations_without_direction_forgive_only_the_direction() -> None:
    article = document(TEXT)
    first = record(article, "أ", SPANS["A"], [("works", (0, 2), (10, 13))])
    second = record(article, "ب", SPANS["A"], [("works", (10, 13), (0, 2))])
    figures = measured([[first, second]]).pairs[0].figures
    assert figures[Measure.RELATION_EXACT].value == 0
    assert figures[Measure.RELATION_UNDIRECTED].value == 1


def test_the_confusion_table_names_what_each_called_the_same_span(
    compared: tuple[Comparison, ...],
) -> None:
    table = compared[0].confusion
    assert table.tags == ("PER", "ORG", "LOC", "")
    counts = {place: cell.count for place, cell in table.cells.items()}
    assert counts == {
        ("PER", "PER"): 1,
        ("LOC", "LOC"): 2,
        ("ORG", "ORG"): 1,
        ("PER", "LOC"): 1,
        ("ORG", ""): 1,
        ("", "PER"): 1,
    }
    assert {cell.documents for cell in table.cells.values()} == {("d1",)}


# -- published examples -----------------------------------------------------------------------

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), data C; "." is missing.
C = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
# Fleiss (1971): thirty patients, six psychiatrists, five diagnoses.
FLEISS = [
    "00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040",
    "00006", "10050", "11040", "03300", "10050", "02031", "00501", "30012", "51000",
    "02040", "10203", "00006", "01050", "02013", "20040", "10041", "05010", "40002",
    "02040", "10500", "00006",
]  # fmt: skip
# The worked example of Fleiss' kappa in textbooks: ten subjects, fourteen raters.
TEXTBOOK = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def rated(ratings: list[str]) -> Comparison:
    """Each unit is a document of one word, which every annotator but those at "." tags."""
    documents = []
    for number, unit in enumerate(ratings):
        article = document("كلمة", f"d{number}")
        documents.append(
            [
                record(article, f"{who:02}", [(value, 0, 4)])
                for who, value in enumerate(unit)
                if value != "."
            ]
        )
    overall = measured(documents).overall
    assert overall is not None
    return overall


def spread(counts: list[tuple[int, ...]]) -> list[str]:
    return ["".join(str(v) * n for v, n in enumerate(unit)) for unit in counts]


def test_krippendorffs_data_with_missing_ratings() -> None:
    units = ["".join(unit) for unit in zip(*C, strict=True)]
    value = rated(units).figures[Measure.TOKEN_ALPHA].value
    assert value == pytest.approx(0.743, abs=0.0005)


def test_the_diagnoses_of_fleiss() -> None:
    counts = [tuple(map(int, subject)) for subject in FLEISS]
    value = rated(spread(counts)).figures[Measure.TOKEN_FLEISS].value
    assert value == pytest.approx(0.430, abs=0.0005)


def test_the_textbook_example_of_fleiss_kappa() -> None:
    value = rated(spread(TEXTBOOK)).figures[Measure.TOKEN_FLEISS].value
    assert value == pytest.approx(0.210, abs=0.0005)


def test_krippendorffs_example_of_unitizing() -> None:
    article = document("ـ" * 300)
    same = [("k", 30, 90), ("k", 150, 200)]
    first = record(article, "i", [("c", 75, 145), ("c", 220, 250), *same])
    second = record(article, "j", [("c", 70, 150), ("c", 205, 225), ("c", 250, 270), *same])
    pair = measured([[first, second]]).pairs[0]
    by_tag = {tag: f[Measure.CHARACTER_ALPHA].value for tag, f in pair.span_tags.items()}
    assert by_tag["c"] == pytest.approx(0.7286, abs=0.0002)
    assert by_tag["k"] == 1
    assert pair.figures[Measure.CHARACTER_ALPHA].value == pytest.approx(0.8587, abs=0.0001)
