"""The commands effort and blind: numbers from the journal, for people and for programs."""

from pathlib import Path

import pytest

from annotation.values.items import Span
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from tests.ui.commands.conftest import Run


@pytest.fixture
def worked(annotated: Path) -> Path:
    """Leila's article was imported; Omar tags two spans in it, four seconds apart."""
    with Project.open(annotated) as project:
        (document,) = project.documents("عمر")
        set_id = project.open_set(document.id, "عمر").id
        for number in range(2):
            span = Span(f"s{number}", "entities", "PER", ((number * 4, number * 4 + 3),))
            made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
            at = f"2026-01-05T09:00:0{4 * number}+00:00"
            project.commit(set_id, JournalStep(f"t{number}", at, made))
    return annotated


def test_effort_is_told_to_people(worked: Path, run: Run) -> None:
    answer = run("effort", worked)
    assert answer.status == 0
    assert "after more than 60 seconds it counts for 10" in answer.out
    assert "\u2068عمر\u2069\n  Documents worked on: \u20661\u2069" in answer.out
    assert (
        "Spans: \u20662\u2069; acts each \u20661.0\u2069, seconds each \u20667.0\u2069"
        in answer.out
    )
    assert "not enough data" in answer.out
    assert "ليلى" not in answer.out  # what is imported is nobody's effort


def test_effort_is_given_to_programs(worked: Path, run: Run) -> None:
    data = run("effort", worked, "--json").data
    assert data["rule"] == {"idle_seconds": 60.0, "after_idle_seconds": 10.0}
    (omar,) = data["annotators"]
    assert (omar["annotator"], omar["acts"], omar["seconds"]) == ("عمر", 2, 14.0)
    assert omar["spans"] == {
        "made": 2,
        "acts": 2,
        "seconds": 14.0,
        "acts_each": 1.0,
        "seconds_each": 7.0,
    }
    assert omar["relations"]["seconds_each"] is None
    assert data["influences"] == []


def test_one_annotator_can_be_asked_for(worked: Path, run: Run) -> None:
    assert run("effort", worked, "--annotator", "ليلى", "--json").data["annotators"] == []
    refused = run("effort", worked, "--annotator", "هدى")
    assert refused.status == 1
    assert "Nobody called “هدى” has worked here." in refused.error


def test_where_nobody_has_worked_that_is_said(annotated: Path, run: Run) -> None:
    assert "Nobody has annotated here yet." in run("effort", annotated).out


def test_the_share_without_suggestions_is_set_and_shown(worked: Path, run: Run) -> None:
    assert "\u20660%\u2069" in run("blind", worked).out
    assert "\u206625%\u2069" in run("blind", worked, "--share", "25").out
    data = run("blind", worked, "--json").data
    assert data["share"] == 0.25
    assert [change["share"] for change in data["changes"]] == [0.25]
    assert run("blind", worked, "--share", "101").status == 2


def test_what_was_begun_before_is_left_out_of_the_comparison(worked: Path, run: Run) -> None:
    run("blind", worked, "--share", "100")
    data = run("effort", worked, "--json").data
    everybody, omar = data["influences"]
    assert (everybody["annotator"], omar["annotator"]) == ("", "عمر")
    assert omar["blind"] == omar["suggested"] == 0
    assert omar["contrasts"]["spans-per-hundred-words"]["difference"]["value"] is None
    answer = run("effort", worked)
    assert "All together: documents with suggestions" in answer.out
