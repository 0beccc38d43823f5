"""check --review: the review queue without a window."""

from pathlib import Path

import pytest

from annotation.review.remarks import wave_through
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Stage
from annotation.values.record import Record
from storage.project import JournalStep, Project
from tests.annotation.review.conftest import SMALL, marked
from tests.ui.commands.conftest import Run


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A project in which one of twelve spans of the same words has another tag."""
    path = tmp_path / "review.tawseem"
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    usual = [marked(f"d{n}", f"زار [PER سلمى حداد] المدينةَ أمس {n}.") for n in range(11)]
    odd = marked("x", "ووصلت [ORG سلمى حدّاد] مساءً، وسلمى حداد كتبت [PER عمر،]")
    with Project.create(path, tagset) as project:
        project.add_records([*usual, odd])
    return path


def test_findings_are_listed_only_when_asked_for_and_change_no_exit_status(
    run: Run, reviewed: Path
) -> None:
    assert run("check", reviewed, "--json").data == {"problems": []}
    answer = run("check", reviewed, "--review", "--json")
    assert answer.status == 0
    assert answer.data["problems"] == []
    kinds = {finding["kind"] for finding in answer.data["findings"]}
    assert kinds == {"tag", "missed", "rule"}
    scores = [finding["expected_error"] for finding in answer.data["findings"]]
    assert scores == sorted(scores, reverse=True)


def test_findings_are_chosen_by_kind_annotator_and_number(run: Run, reviewed: Path) -> None:
    answer = run("check", reviewed, "--review", "--kind", "tag", "--json")
    (finding,) = answer.data["findings"]
    assert (finding["words"], finding["fix"]["mend"]) == ("سلمى حدّاد", "relabel")
    assert "11" in finding["sentence"]
    one = run("check", reviewed, "--review", "--limit", 1, "--json").data["findings"]
    assert len(one) == 1
    nobody = run("check", reviewed, "--review", "--annotator", "هدى", "--json")
    assert nobody.data["findings"] == []


def test_a_line_for_people_says_where_why_and_how_probable(run: Run, reviewed: Path) -> None:
    answer = run("check", reviewed, "--review", "--kind", "rule")
    line = answer.out.splitlines()[-1]
    assert "مقال x:" in line
    assert "[عمر،]" in line
    assert "%" in line
    assert "begins or ends with a sign" in line


def test_what_was_waved_through_is_left_out_unless_asked_for(run: Run, reviewed: Path) -> None:
    (finding,) = run("check", reviewed, "--review", "--kind", "rule", "--json").data["findings"]
    with Project.open(reviewed) as project:
        found = next(f for f in project.review() if f.id == finding["id"])
        opened = project.open_set(found.document, "مريم")
        act = wave_through(opened.state, found, id="r1", at="2026-01-01", text="لا")
        assert act is not None
        project.commit(opened.id, JournalStep("t1", "2026-01-01", act))
        assert project.check() == []
    assert run("check", reviewed, "--review", "--kind", "rule", "--json").data["findings"] == []
    again = run("check", reviewed, "--review", "--kind", "rule", "--waved", "--json")
    assert again.data["findings"][0]["waved"] == {"by": "مريم", "text": "لا"}


def test_sets_in_progress_are_looked_at_when_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "begun.tawseem"
    tagset = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
    done = marked("x", "كتب [PER عمر،] هنا")
    begun = Record(
        Document.of("y", "مقال", done.document.text), "سلمى", Stage.IN_PROGRESS, done.spans
    )
    with Project.create(path, tagset) as project:
        project.add_records([begun])
    assert run("check", path, "--review", "--json").data["findings"] == []
    answer = run("check", path, "--review", "--unfinished", "--json")
    assert len(answer.data["findings"]) == 1


def test_options_that_choose_findings_need_review(run: Run, reviewed: Path) -> None:
    assert run("check", reviewed, "--limit", 3).status == 2
