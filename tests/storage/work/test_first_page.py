"""The first page of a document: what stands before an offset, with its relations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record
from storage.project import Project

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
WORD = "سَلْمى "


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A hundred spans, each related to the next, and the first to the last."""
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    length = len(WORD)
    spans = tuple(
        Span(f"s{n}", "entities", "PER", ((n * length, (n + 1) * length - 1),)) for n in range(100)
    )
    relations = tuple(
        Relation(f"r{n}", "relations", "MET", f"s{n}", f"s{(n + 1) % 100}") for n in range(100)
    )
    project = Project.create(tmp_path / "a.tawseem", tagset)
    document = Document.of("d", "كبير", WORD * 100)
    project.add_records([Record(document, "سارة", spans=spans, relations=relations)])
    yield project
    project.close()


def test_a_first_page_holds_what_begins_there_and_the_far_ends(project: Project) -> None:
    page, whole = project.first_page("d", "سارة", 5 * len(WORD)), project.state("d", "سارة")
    assert page.document == whole.document
    assert [span.id for span in page.spans] == ["s0", "s1", "s2", "s3", "s4", "s5", "s99"]
    assert {relation.id for relation in page.relations} == {"r99", "r0", "r1", "r2", "r3", "r4"}
    assert set(page.items()) <= set(whole.items())


def test_the_page_of_somebody_who_has_done_nothing_is_the_bare_text(project: Project) -> None:
    page = project.first_page("d", "علي", 100)
    assert page.items() == ()
    assert page.document.text == WORD * 100
    assert project.annotators() == ["سارة"]
