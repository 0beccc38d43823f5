"""The command agreement: a table for people, data for programs, and nothing out of nothing."""

import csv
from pathlib import Path

import pytest

from tests.ui.commands.conftest import Run, line


@pytest.fixture
def twice(annotated: Path, tmp_path: Path, run: Run) -> Path:
    """Leila has finished the article; Omar has, too, with one span under another tag."""
    work = tmp_path / "second.jsonl"
    spans = (("PER", "عمر"), ("ORG", "سلمى"), ("ORG", "البنك الدولي"))
    work.write_text(line(*spans, annotator="عمر", state="finished"), "utf-8")
    assert run("import", annotated, work).status == 0
    return annotated


def test_figures_are_printed_for_people(twice: Path, run: Run) -> None:
    answer = run("agreement", twice)
    assert answer.status == 0
    assert "Documents compared: 1" in answer.out
    assert (
        "Spans: same bounds and tag (F1)\n  \u2068عمر\u2069 – \u2068ليلى\u2069: 0.6667 (of 6)"
        in (answer.out)
    )
    assert "not enough data" in answer.out
    assert answer.error == ""


def test_data_are_printed_for_programs(twice: Path, run: Run) -> None:
    data = run("agreement", twice, "--json").data
    assert (data["documents"], data["alone"], data["annotators"]) == (1, 0, ["عمر", "ليلى"])
    figures = data["pairs"][0]["figures"]
    assert figures["span-exact"]["value"] == pytest.approx(2 / 3)
    assert figures["span-boundary"] == {"value": 1.0, "low": None, "high": None, "count": 6}
    assert figures["relation-exact"]["value"] is None
    assert {"row": "ORG", "column": "PER", "count": 1} in data["pairs"][0]["confusion"]["cells"]


def test_tag_by_tag_shows_the_table_and_names_the_documents(twice: Path, run: Run) -> None:
    lines = run("agreement", twice, "--tag-by-tag").out.splitlines()
    assert [row.split() for row in lines[-4:]] == [
        ["PER", "ORG", "nothing"],
        ["PER", "1", "·", "·"],
        ["ORG", "1", "1", "·"],
        ["nothing", "·", "·", "·"],
    ]
    cells = run("agreement", twice, "--tag-by-tag", "--json").data["pairs"][0]["confusion"]["cells"]
    assert all(len(cell["documents"]) == 1 for cell in cells)


def test_all_numbers_are_written_as_a_table_and_nothing_is_replaced_unasked(
    twice: Path, run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "اتفاق.csv"
    assert run("agreement", twice, "--csv", table).status == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows[0][4] == "Measure"
    assert ["عمر – ليلى", "table", "ORG", "PER", "", "", "", "", "1"] in rows
    table.write_text("لي", "utf-8")
    answer = run("agreement", twice, "--csv", table)
    assert answer.status == 1
    assert "--force" in answer.error
    assert table.read_text("utf-8") == "لي"
    assert run("agreement", twice, "--csv", table, "--force").status == 0


def test_what_came_of_curation_is_compared_only_when_that_is_asked_for(
    twice: Path, run: Run
) -> None:
    done = run("curate", twice, "--strategy", "trust=عمر", "--curator", "هدى", "--finish")
    assert done.status == 0
    assert run("agreement", twice, "--json").data["annotators"] == ["عمر", "ليلى"]
    with_curated = run("agreement", twice, "--with-curated", "--json").data
    assert with_curated["annotators"] == ["عمر", "ليلى", "هدى"]


def test_one_annotator_agrees_with_nobody(annotated: Path, run: Run) -> None:
    answer = run("agreement", annotated)
    assert answer.status == 0
    assert "Documents that only one has finished: 1" in answer.out
    assert "No document has been finished by two annotators." in answer.out
    assert run("agreement", annotated, "--json").data["overall"] is None


def test_work_in_progress_counts_when_asked_for(annotated: Path, tmp_path: Path, run: Run) -> None:
    work = tmp_path / "progress.jsonl"
    work.write_text(line(("PER", "عمر"), annotator="عمر", state="in-progress"), "utf-8")
    assert run("import", annotated, work).status == 0
    assert run("agreement", annotated, "--json").data["left_out"] == 1
    assert run("agreement", annotated, "--unfinished", "--json").data["documents"] == 1


def test_what_is_no_project_is_refused_in_a_sentence(tmp_path: Path, run: Run) -> None:
    answer = run("agreement", tmp_path / "لا شيء.tawseem")
    assert (answer.status, answer.out) == (1, "")
    assert len(answer.error.splitlines()) == 1
