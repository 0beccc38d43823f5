"""The sample: the same for everybody, growing from its beginning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import AnnotationError
from annotation.sampling.batch import Batch, SamplingUnit, UnitKind, check_batch, draw
from annotation.values.items import text_hash

UNITS = [
    SamplingUnit(f"d{n // 5}", text_hash(f"خبر {n // 5}"), by, f"s{n}", ("PER", "ORG")[n % 2])
    for n in range(60)
    for by in ("سارة", "علي")
]


@given(st.permutations(UNITS), st.integers(1, 130))
def test_everybody_draws_the_same(order: list[SamplingUnit], size: int) -> None:
    batch = Batch(size=size)
    sample = draw(order, batch, "p")
    assert sample == draw(UNITS, batch, "p")
    assert len(sample.units) == min(size, len(UNITS))
    assert sample.population == len(UNITS)
    assert sample.by_annotator == (("سارة", 60), ("علي", 60))


@given(st.integers(1, 119), st.integers(1, 60))
def test_a_larger_sample_begins_with_the_smaller(size: int, more: int) -> None:
    small, large = (draw(UNITS, Batch(size=n), "p").units for n in (size, size + more))
    assert large[:size] == small


def test_ids_of_documents_do_not_matter() -> None:
    renamed = [
        SamplingUnit(f"x{unit.document}", unit.sha256, unit.annotator, unit.item, unit.tag)
        for unit in UNITS
    ]
    for one, other in zip(
        draw(UNITS, Batch(), "p").units, draw(renamed, Batch(), "p").units, strict=True
    ):
        assert one.key == other.key


def test_another_drawing_or_project_draws_others() -> None:
    def keys(batch: Batch, project: str) -> tuple[str, ...]:
        return tuple(unit.key for unit in draw(UNITS, batch, project).units)

    few = Batch(size=10)
    drawn = [keys(few, "p"), keys(Batch(size=10, draw=2), "p"), keys(few, "q")]
    assert len(set(drawn)) == 3
    assert keys(Batch(size=10, limit=0.2), "p") == drawn[0]


def test_every_unit_is_as_likely_as_any_other() -> None:
    counts = dict.fromkeys((unit.key for unit in UNITS), 0)
    for number in range(600):
        for unit in draw(UNITS, Batch(size=12, draw=number), "p").units:
            counts[unit.key] += 1
    # 60 times each is expected, with a standard deviation of 7.3
    assert min(counts.values()) > 30
    assert max(counts.values()) < 95


def test_a_batch_takes_annotators_and_names() -> None:
    assert Batch().takes("علي", "خبر")
    some = Batch(("سارة",), "رياضة-*")
    assert some.takes("سارة", "رياضة-1")
    assert not some.takes("علي", "رياضة-1")
    assert not some.takes("سارة", "سياسة-1")


@pytest.mark.parametrize("batch", [Batch(size=0), Batch(limit=0.0), Batch(limit=1.0)])
def test_what_decides_nothing_is_refused(batch: Batch) -> None:
    with pytest.raises(AnnotationError):
        check_batch(batch)


def test_a_batch_is_read_as_it_was_written() -> None:
    batch = Batch(("سارة", "علي"), "*", UnitKind.DOCUMENT, 7, 0.1, 3)
    check_batch(batch)
    assert Batch.read(batch.data()) == batch
