"""What was waved through in files of the version before stays waved through."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.review.finding import Doubt
from annotation.review.remarks import take_back_waving, wave_through, waved_findings
from storage.project import JournalStep, Project
from storage.system.ids import new_id

# Written when ids of findings were made of English sentences: مريم waved through all 20 findings.
BEFORE = Path(__file__).parents[2] / "data" / "waved_before.tawseem.gz"
AT = "2026-01-03T10:00:00.000+00:00"


@pytest.fixture
def waved(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "قبل.tawseem"
    path.write_bytes(gzip.decompress(BEFORE.read_bytes()))
    with Project.open(path) as project:
        yield project


def test_everything_that_was_waved_through_still_is(waved: Project) -> None:
    found = waved.review()
    assert len(found) == 20
    known = waved_findings(waved.remarks(), found)
    assert set(known) == {finding.id for finding in found}
    assert {(by, remark.text) for by, remark in known.values()} == {("مريم", "هكذا نكتبها")}


def test_broken_rules_have_an_id_of_today_and_all_others_the_one_they_had(waved: Project) -> None:
    found = waved.review()
    stored = {remark.about for _, _, remark in waved.remarks()}
    renamed = {f.id for f in found if f.id not in stored}
    assert renamed == {f.id for f in found if f.doubt is Doubt.RULE}
    assert {f.earlier_id for f in found if f.doubt is Doubt.RULE} <= stored


def test_it_is_not_waved_through_twice_and_can_be_taken_back(waved: Project) -> None:
    finding = next(f for f in waved.review() if f.doubt is Doubt.RULE)
    opened = waved.open_set(finding.document, "مريم")
    assert wave_through(opened.state, finding, id=new_id(), at=AT) is None
    taken_back = take_back_waving(opened.state, finding)
    waved.commit(opened.id, JournalStep(new_id(), AT, taken_back))
    assert finding.id not in waved_findings(waved.remarks(), waved.review())


def test_waved_through_today_it_is_kept_under_the_id_of_today(waved: Project) -> None:
    finding = next(f for f in waved.review() if f.doubt is Doubt.RULE)
    opened = waved.open_set(finding.document, "هدى")
    act = wave_through(opened.state, finding, id="r1", at=AT, text="مقصود")
    assert act is not None
    waved.commit(opened.id, JournalStep(new_id(), AT, act))
    by, remark = waved_findings(waved.remarks(), [finding])[finding.id]
    assert (by, remark.about, remark.text) == ("هدى", finding.id, "مقصود")
