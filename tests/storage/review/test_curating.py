"""What there is to curate, told from the tables: sources, results, and how far a curator is."""

from pathlib import Path

import pytest

from annotation.commands.set_commands import begun
from annotation.curation.alignment import align
from annotation.curation.settling import finish_curation, take
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from storage.project import JournalStep, Project
from storage.system.clock import now
from storage.system.ids import new_id

TEXT = "قالت سلمى لعمر 😀 إن البنك الدولي وافق."


def finished(name: str, annotator: str, *bounds: tuple[int, int]) -> Record:
    spans = (Span(new_id(), "entities", "PER", (place,)) for place in bounds)
    document = Document.of(name, name, f"{TEXT} {name}")
    return Record(document, annotator, Stage.FINISHED, tuple(spans))


@pytest.fixture
def project(tmp_path: Path, tagset: Tagset) -> Project:
    made = Project.create(tmp_path / "p.tawseem", tagset)
    made.add_records(
        [
            finished("خبر-1", "سارة", (5, 9)),
            finished("خبر-1", "علي", (5, 14)),
            finished("خبر-2", "سارة", (5, 9)),
            finished("خبر-3", "سارة"),
            finished("خبر-3", "علي"),
        ]
    )
    return made


def settle_first(project: Project, document: str, curator: str) -> None:
    opened = project.open_set(project.document_named(document).id, curator)
    alignment = align(project.curating.sources(opened.document.id, curator), project.tagset)
    made = take(
        opened.state,
        project.tagset,
        alignment,
        alignment.positions[0],
        "سارة",
        new_id=new_id,
    )
    assert made is not None
    project.commit(opened.id, JournalStep(new_id(), now(), begun(opened.state, made)))


def test_documents_with_two_finished_sets_are_to_be_curated(project: Project) -> None:
    with project:
        found = project.curating.documents("هدى")
        assert [(s.name, s.sets, s.stage, s.settled) for s in found] == [
            ("خبر-1", 2, Stage.NEW, 0),
            ("خبر-3", 2, Stage.NEW, 0),
        ]
        assert project.curating.documents("سارة") == []


def test_what_was_settled_is_counted_and_a_result_is_no_source(project: Project) -> None:
    with project:
        settle_first(project, "خبر-1", "هدى")
        summary = project.curating.documents("هدى")[0]
        assert (summary.stage, summary.settled) == (Stage.IN_PROGRESS, 1)
        opened = project.open_set(summary.id, "هدى")
        mark = finish_curation(opened.state)
        assert mark is not None
        project.commit(opened.id, JournalStep(new_id(), now(), mark))
        assert [s.sets for s in project.curating.documents("نور")] == [2, 2]
        sources = project.curating.sources(summary.id, "نور")
        assert [record.annotator for record in sources] == ["سارة", "علي"]
        assert project.check() == []


def test_whoever_has_finished_sets_curates_under_a_title(project: Project) -> None:
    with project:
        assert project.curating.name_for("هدى", "curator") == "هدى"
        titled = project.curating.name_for("سارة", "محكِّم")
        assert titled == "سارة (محكِّم)"
        settle_first(project, "خبر-1", titled)
        assert project.curating.name_for("سارة", "curator") == titled
        settle_first(project, "خبر-1", "هدى")
        assert project.curating.name_for("هدى", "curator") == "هدى"
