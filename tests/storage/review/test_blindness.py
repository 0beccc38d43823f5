"""Documents without suggestions: what is listed, shown and carried along."""

from pathlib import Path

import pytest

from annotation.errors import AnnotationError
from annotation.values.items import Document, Span, SuggestedSpan, Suggestions
from annotation.values.record import Record
from storage.project import Project, Run


@pytest.fixture
def suggested(project: Project, ahmad: Span) -> Project:
    proposed = Suggestions((SuggestedSpan("g1", "PER", ahmad.fragments, 0.9, "rules", "اسم"),))
    project.store_suggestions(Run("u1", "rules", "1", {}, "2026-01-01"), [("d1", proposed)])
    return project


def test_nobody_is_blind_in_a_project_as_it_is_made(suggested: Project) -> None:
    assert suggested.quality.blindness().share == 0
    assert suggested.suggestions_for("d1", "سارة") == suggested.suggestions("d1")


def test_a_blind_document_shows_no_suggestions_and_keeps_them(suggested: Project) -> None:
    suggested.quality.set_blind_share(1.0)
    (line,) = suggested.documents("سارة")
    assert (line.is_blind, line.pending) == (True, 0)
    assert not suggested.suggestions_for("d1", "سارة")
    assert suggested.suggestions("d1").spans
    suggested.quality.set_blind_share(0.0)
    (line,) = suggested.documents("سارة")
    assert (line.is_blind, line.pending) == (False, 1)


def test_the_share_outlives_the_project_and_says_since_when(suggested: Project, path: Path) -> None:
    first = suggested.quality.set_blind_share(0.5)
    assert suggested.quality.set_blind_share(0.5) == first
    second = suggested.quality.set_blind_share(0.2)
    assert [share for _, share in second.shares] == [0.5, 0.2]
    suggested.close()
    with Project.open(path) as again:
        assert again.quality.blindness() == second
        assert again.check() == []


def test_the_list_and_the_document_agree(project: Project) -> None:
    project.add_records(
        Record(Document.of(f"n{n}", f"خبر {n}", f"قال أحمد {n}")) for n in range(40)
    )
    rule = project.quality.set_blind_share(0.5)
    lines = {line.id: line.is_blind for line in project.documents("علي")}
    assert 5 < sum(lines.values()) < 36
    for id, is_blind in lines.items():
        assert is_blind == rule.covers(project.document(id).sha256, "علي")


def test_a_share_beyond_all_is_refused_and_nothing_is_kept(project: Project) -> None:
    with pytest.raises(AnnotationError):
        project.quality.set_blind_share(1.5)
    assert project.quality.blindness().share == 0
