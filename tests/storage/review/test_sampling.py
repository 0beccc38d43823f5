"""Batches of finished work in the file."""

from pathlib import Path

from annotation.sampling.batch import Batch, SamplingUnit, UnitKind, draw
from annotation.sampling.deciding import BatchDecision, BatchVerdict
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from storage.project import Project


def add_work(project: Project) -> None:
    """سارة has finished all, علي half."""
    for number in range(6):
        document = Document.of(f"n{number}", f"خبر-{number}", f"التقى أحمد سالمًا {number}")
        records = []
        for by in ("سارة", "علي"):
            is_done = by == "سارة" or number % 2
            stage = Stage.FINISHED if is_done else Stage.IN_PROGRESS
            spans = tuple(
                Span(f"{by}{number}{at}", "entities", "PER", ((at, at + 4),)) for at in (0, 6)
            )
            records.append(Record(document, by, stage, spans))
        project.add_records(records)


def test_only_finished_sets_of_the_batch_are_drawn_from(project: Project) -> None:
    add_work(project)
    assert len(list(project.quality.units(Batch()))) == 2 * (6 + 3)
    assert {unit.annotator for unit in project.quality.units(Batch(("علي",)))} == {"علي"}
    named = list(project.quality.units(Batch(name="خبر-3")))
    assert {unit.document for unit in named} == {"n3"}
    first = named[0]
    assert first == SamplingUnit("n3", project.document("n3").sha256, "سارة", "سارة30", "PER")
    whole = list(project.quality.units(Batch(kind=UnitKind.DOCUMENT)))
    assert len(whole) == 9
    assert {unit.item for unit in whole} == {""}


def test_a_file_apart_draws_the_same(project: Project, tmp_path: Path) -> None:
    add_work(project)
    (part,) = project.team.split(["سارة"], tmp_path)
    batch = Batch(("سارة",), size=4)
    with Project.open(part.path) as opened:
        theirs = draw(opened.quality.units(batch), batch, opened.uid)
    ours = draw(project.quality.units(batch), batch, project.uid)
    assert [unit.key for unit in theirs.units] == [unit.key for unit in ours.units]


def test_decisions_outlive_the_project(project: Project, path: Path) -> None:
    assert project.quality.decisions() == ()
    outcome = BatchDecision(
        Batch(), BatchVerdict.SENT_BACK, "هدى", "2026-01-05", 18, 10, 4, 0.1, 0.7
    )
    project.quality.set_decisions([outcome])
    project.close()
    with Project.open(path) as again:
        assert again.quality.decisions() == (outcome,)
        assert again.check() == []
        again.quality.set_decisions(())
        assert again.quality.decisions() == ()
