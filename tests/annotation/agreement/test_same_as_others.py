"""The same numbers as the libraries of the field, on random data where they define the same."""

import random
import warnings

import pytest

from annotation.agreement.clustering import best_alignment
from annotation.agreement.figures import Comparison, Measure
from tests.annotation.agreement.conftest import document, measured, record

LENGTH = 120
TAGS = ("PER", "ORG", "OCC")
TEXT = "،" * LENGTH  # a token to each character
Places = list[tuple[str, int, int]]


def places(chance: random.Random) -> Places:
    """Spans that neither overlap nor touch."""
    found = []
    at = chance.randrange(4)
    while at < LENGTH - 5:
        end = at + chance.randrange(1, 4)
        found.append((chance.choice(TAGS), at, end))
        at = end + chance.randrange(1, 8)
    return found


def altered(chance: random.Random, before: Places) -> Places:
    """Another annotator's: some left out, some with another tag or end; still apart."""
    found = []
    for tag, begin, end in before:
        drawn = chance.random()
        if drawn < 0.15:
            continue
        if drawn < 0.3:
            tag = chance.choice(TAGS)
        elif drawn < 0.45 and end - begin > 1:
            end -= 1
        found.append((tag, begin, end))
    return found


def team(seed: int, people: int) -> list[Places]:
    chance = random.Random(seed)
    first = places(chance)
    return [first, *(altered(chance, first) for _ in range(people - 1))]


def values(spans: Places) -> list[str]:
    tokens = ["O"] * LENGTH
    for tag, begin, end in spans:
        tokens[begin:end] = [tag] * (end - begin)
    return tokens


def iob(spans: Places) -> list[str]:
    tokens = ["O"] * LENGTH
    for tag, begin, end in spans:
        tokens[begin:end] = [f"B-{tag}", *[f"I-{tag}"] * (end - begin - 1)]
    return tokens


def compared(some: list[Places]) -> tuple[Comparison, Comparison]:
    """The first pair, and all together."""
    article = document(TEXT)
    found = measured([[record(article, f"{n}", spans) for n, spans in enumerate(some)]])
    assert found.overall is not None
    return found.pairs[0], found.overall


@pytest.mark.parametrize("seed", range(8))
def test_cohens_kappa_is_that_of_scikit_learn(seed: int) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    first, second = team(seed, 2)
    theirs = sklearn.cohen_kappa_score(values(first), values(second))
    ours = compared([first, second])[0].figures[Measure.TOKEN_COHEN].value
    assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_alpha_is_that_of_krippendorff_and_nltk(seed: int) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    agreement = pytest.importorskip("nltk.metrics.agreement")
    some = team(seed, 4)
    rows = [values(spans) for spans in some]
    codes = [[["O", *TAGS].index(value) for value in row] for row in rows]
    ours = compared(some)[1].figures[Measure.TOKEN_ALPHA].value
    theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs, abs=1e-12)
    task = [(who, at, value) for who, row in enumerate(rows) for at, value in enumerate(row)]
    assert ours == pytest.approx(agreement.AnnotationTask(task).alpha(), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_fleiss_kappa_is_the_pi_of_nltk(seed: int) -> None:
    agreement = pytest.importorskip("nltk.metrics.agreement")
    some = team(seed, 4)
    task = [(who, at, v) for who, spans in enumerate(some) for at, v in enumerate(values(spans))]
    ours = compared(some)[1].figures[Measure.TOKEN_FLEISS].value
    assert ours == pytest.approx(agreement.AnnotationTask(task).pi(), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_exact_f1_is_that_of_seqeval(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seqeval = pytest.importorskip("seqeval.metrics")
    first, second = team(seed, 2)
    ours = compared([first, second])[0].figures[Measure.SPAN_EXACT].value
    assert ours == pytest.approx(seqeval.f1_score([iob(first)], [iob(second)]), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_span_f1_is_that_of_nervaluate(seed: int) -> None:
    nervaluate = pytest.importorskip("nervaluate")
    first, second = team(seed, 2)
    # nervaluate counts the last unit of a span in.
    theirs = nervaluate.Evaluator(
        *(
            [[{"label": tag, "start": b, "end": e - 1} for tag, b, e in spans]]
            for spans in (first, second)
        ),
        tags=list(TAGS),
    ).evaluate()["overall"]
    figures = compared([first, second])[0].figures
    pairs = {
        "strict": Measure.SPAN_EXACT,
        "exact": Measure.SPAN_BOUNDARY,
        "ent_type": Measure.SPAN_RELAXED,
        "partial": Measure.SPAN_PARTIAL,
    }
    for name, measure in pairs.items():
        assert figures[measure].value == pytest.approx(theirs[name].f1, abs=1e-9), name


@pytest.mark.parametrize("seed", range(20))
def test_the_best_alignment_is_that_of_scipy(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    chance = random.Random(seed)
    rows, columns = chance.randrange(1, 9), chance.randrange(1, 9)
    weights = [[chance.choice((0.0, chance.random())) for _ in range(columns)] for _ in range(rows)]
    chosen = optimize.linear_sum_assignment(weights, maximize=True)
    best = sum(weights[row][column] for row, column in zip(*chosen, strict=True))
    assert best_alignment(weights) == pytest.approx(best, abs=1e-12)
