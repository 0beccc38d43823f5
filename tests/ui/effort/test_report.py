"""The report on effort: read from a project, of everybody or of one."""

from pathlib import Path

import pytest

from annotation.effort.influence import Aspect
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Settlement, SettlementChoice, Span, Stage, StageMark
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from tests.ui.conftest import TAGSET
from ui.effort.report import read_effort

LATER = "2126-01-05T09:"  # than any share is set
TEAM = ("سارة", "علي")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two people have finished thirty documents alike, some of them blind, each in another time."""
    tagset = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
    project = Project.create(tmp_path / "p.tawseem", tagset)
    documents = [Document.of(f"n{n}", f"خبر {n}", f"التقى أحمد سالمًا {n}") for n in range(30)]
    project.add_records(Record(document) for document in documents)
    project.quality.set_blind_share(0.4)
    for number, document in enumerate(documents):
        for person, annotator in enumerate(TEAM):
            span = Span(f"s{annotator}{number}", "entities", "PER", ((6, 10),))
            mark, begun = StageMark(Stage.FINISHED), 20 * person + number % 7
            commit(project, document.id, annotator, begun, Op.CREATE_SPAN, span)
            commit(project, document.id, annotator, begun + 5, Op.SET_STAGE, mark)
    return project


def commit(project: Project, id: str, annotator: str, second: int, op: Op, *items: object) -> None:
    made = Transaction(op, tuple(Change(None, item) for item in items))  # type: ignore[arg-type]
    at = f"{LATER}{int(id[1:]):02}:{second:02}+00:00"
    set_id = project.open_set(id, annotator).id
    project.commit(set_id, JournalStep(f"{id}{annotator}{second}", at, made))


def nothing(done: int) -> None:
    """Nobody waits."""


def test_what_a_curator_made_of_the_sets_is_no_other_opinion(project: Project) -> None:
    before = read_effort(project, nothing)
    agreement = before.influences[0].contrasts[Aspect.AGREEMENT]
    assert agreement.suggested.value == agreement.blind.value == 1.0
    for line in project.documents(""):
        settled = Settlement("p1", SettlementChoice.NEITHER)
        commit(project, line.id, "هدى", 50, Op.CURATE, settled, StageMark(Stage.FINISHED))
    assert read_effort(project, nothing) == before


def test_who_is_asked_for_has_the_numbers_that_the_report_on_everybody_gives(
    project: Project,
) -> None:
    everybody = read_effort(project, nothing)
    assert [told.annotator for told in everybody.influences] == ["", *TEAM]
    one = read_effort(project, nothing, "علي")
    assert one.annotators == everybody.annotators[1:]
    assert one.influences == everybody.influences[2:]
