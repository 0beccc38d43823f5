"""The command curate: strategies over a project, looked at first, and its result exported."""

import json
from pathlib import Path

import pytest

from tests.ui.commands.conftest import Run, line


@pytest.fixture
def thrice(annotated: Path, tmp_path: Path, run: Run) -> Path:
    """Leila, Omar and Huda have finished the article; Omar has one span under another tag."""
    work = tmp_path / "others.jsonl"
    omar = (("PER", "عمر"), ("ORG", "سلمى"), ("ORG", "البنك الدولي"))
    huda = (("PER", "عمر"), ("PER", "سلمى"))
    work.write_text(
        line(*omar, annotator="عمر", state="finished")
        + line(*huda, annotator="هدى", state="finished"),
        "utf-8",
    )
    assert run("import", annotated, work).status == 0
    return annotated


def exported(run: Run, project: Path, annotator: str) -> list[tuple[str, str, str]]:
    out = project.parent / f"{annotator}.jsonl"
    done = run("export", project, out, "--format", "jsonl", "--annotator", annotator, "--force")
    assert done.status == 0, done.error
    lines = [json.loads(text) for text in out.read_text("utf-8").splitlines()]
    return [(s["tag"], s["text"], s["origin"]) for data in lines for s in data["spans"]]


def test_the_majority_is_taken_after_a_preview_and_can_be_exported(thrice: Path, run: Run) -> None:
    command = ("curate", thrice, "--strategy", "majority", "--curator", "نور", "--json")
    wanted = run(*command, "--preview").data
    assert wanted["preview"] is True
    done = run(*command, "--finish").data
    for key in ("documents", "positions", "taken", "left_out", "left_open", "refused"):
        assert done[key] == wanted[key]
    assert (done["positions"], done["taken"], done["left_open"]) == (3, 3, 0)
    assert done["finished"] == 1
    assert done["agreement"]["before"]["spans"] < done["agreement"]["after"]["ليلى"]["spans"] == 1
    assert exported(run, thrice, "نور") == [
        ("PER", "عمر", "curated"),
        ("PER", "سلمى", "curated"),
        ("ORG", "البنك الدولي", "curated"),
    ]
    assert run(*command).data["taken"] == 0
    assert run("check", thrice).status == 0


def test_unanimous_takes_what_all_have_and_leaves_the_rest_open(thrice: Path, run: Run) -> None:
    answer = run("curate", thrice, "--strategy", "unanimous", "--curator", "نور")
    assert "Taken: 1, left out: 0, still open: 2" in answer.out
    assert exported(run, thrice, "نور") == [("PER", "عمر", "curated")]


def test_trusting_one_gives_their_set(thrice: Path, run: Run) -> None:
    run("curate", thrice, "--strategy", "trust=عمر", "--curator", "نور")
    mine = [(tag, text) for tag, text, _ in exported(run, thrice, "نور")]
    assert mine == [(tag, text) for tag, text, _ in exported(run, thrice, "عمر")]


def test_whoever_annotated_as_well_curates_under_a_title(thrice: Path, run: Run) -> None:
    data = run("curate", thrice, "--strategy", "uncontested", "--json").data
    assert data["curator"] == "ليلى (curator)"
    assert data["documents"] == 1
    assert len(exported(run, thrice, "ليلى")) == 3


def test_strangers_and_unknown_strategies_are_refused(thrice: Path, run: Run) -> None:
    assert run("curate", thrice, "--strategy", "trust=زيد").status == 1
    assert run("curate", thrice, "--strategy", "trust").status == 2
    assert run("curate", thrice, "--strategy", "vote").status == 2
    assert run("curate", thrice, "--strategy", "majority=عمر").status == 2


def test_nobodys_finished_set_becomes_the_result(thrice: Path, run: Run) -> None:
    before = exported(run, thrice, "عمر")
    data = run("curate", thrice, "--strategy", "majority", "--curator", "عمر", "--json").data
    assert data["curator"] == "عمر (curator)"
    assert exported(run, thrice, "عمر") == before


def test_whoever_is_no_annotator_of_a_document_settles_nothing_there(
    thrice: Path, run: Run
) -> None:
    run("curate", thrice, "--strategy", "majority", "--curator", "نور")
    data = run("curate", thrice, "--strategy", "trust=نور", "--curator", "زيد", "--json").data
    assert (data["taken"], data["left_out"], data["left_open"]) == (0, 0, 3)
