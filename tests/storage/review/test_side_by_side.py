"""Everybody's sets of a document, read side by side."""

from itertools import groupby
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record
from storage.project import Project

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
TEXT = "التقى عُمَر 😀 سلمى وعمر في الرباط"
ANNOTATORS = ("ليلى", "عمر", "جميلة")


def record(number: int, annotator: str) -> Record:
    document = Document.of(f"d{number}", f"مقال {number}", f"{TEXT} {number}")
    id = f"{number}-{annotator}"
    spans = (
        Span(f"{id}-b", SPAN_LAYER, "PER", ((14, 18),)),
        Span(f"{id}-a", SPAN_LAYER, "PER", ((6, 9), (19, 20)), (("mention", "name"),)),
    )
    relation = Relation(f"{id}-r", RELATION_LAYER, "MET", spans[0].id, spans[1].id)
    return Record(document, annotator, Stage.FINISHED, spans, (relation,))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """150 documents, of which each annotator has worked on another part."""
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    opened = Project.create(tmp_path / "فريق.tawseem", tagset)
    records = [
        record(number, who)
        for at, who in enumerate(ANNOTATORS)
        for number in range(150)
        if number % (at + 2) == 0
    ]
    opened.add_records([*records, Record(Document.of("d999", "وحيد", "لا أحد هنا"))])
    return opened


def test_the_sets_are_those_of_the_export(project: Project) -> None:
    exported = [r for r in project.records() if r.annotator]
    expected = [list(some) for _, some in groupby(exported, key=lambda r: r.document.id)]
    assert [list(some) for some in project.sets_side_by_side()] == expected
    assert len(expected) > 64
    project.close()


def test_the_sets_of_one_document(project: Project) -> None:
    id = project.document_named("مقال 12").id
    found = project.sets_of(id)
    assert [r.annotator for r in found] == list(ANNOTATORS)
    assert all(r.document == project.document(id) for r in found)
    assert found[0].spans[0].fragments == ((6, 9), (19, 20))
    project.close()


def test_a_document_on_which_nobody_works_has_none(project: Project) -> None:
    assert project.sets_of(project.document_named("وحيد").id) == ()
    project.close()


def test_a_document_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(KnownError):
        project.sets_of("لا شيء")
    project.close()
