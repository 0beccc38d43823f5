"""Acts that were saved and are gone with an older copy are offered, and come back when wanted."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.errors import KnownError, StaleChange
from annotation.values.items import Relation, Span
from storage.file.folders import safety_folder
from storage.project import Project
from storage.safekeeping.lost_acts import BroughtBack, LostActs
from storage.safekeeping.safety import Safety
from storage.safekeeping.side_journal import CURRENT, read_steps
from tests.storage.conftest import step


@pytest.fixture
def older(project: Project, path: Path, ahmad: Span) -> Path:
    """A copy with one act in it; the project itself goes on."""
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    copy = path.with_name("نسخة.tawseem")
    project.backup(copy)
    return copy


def safety_of(project: Project) -> Safety:
    assert project.safety is not None
    return project.safety


def last(steps: Iterator[BroughtBack]) -> BroughtBack:
    *_, end = steps
    return end


@pytest.fixture
def replaced(project: Project, path: Path, older: Path, bank: Span, met: Relation) -> Path:
    """A project with three acts more, of two people, in whose place the copy is now."""
    sara, ali = project.open_set("d1", "سارة").id, project.open_set("d1", "علي").id
    project.commit(sara, step("t2", bank))
    project.commit(ali, step("t3", bank))
    project.commit(sara, step("t4", met))
    project.close()
    return Path(shutil.copyfile(older, path))


def test_acts_lost_to_an_older_copy_are_offered_and_come_back(
    replaced: Path, ahmad: Span, bank: Span, met: Relation
) -> None:
    with Project.open(replaced) as again:
        assert again.open_set("d1", "سارة").state.spans == (ahmad,)  # nothing by itself
        found = safety_of(again).lost_acts()
        assert found == LostActs(3, ("لقاء",), "2026-01-01", "2026-01-01")
        back = last(safety_of(again).bring_back())
        assert (back.acts, back.left_out) == (3, ())
        assert {*again.open_set("d1", "سارة").state.items()} == {ahmad, bank, met}
        assert {*again.open_set("d1", "علي").state.items()} == {bank}
        assert safety_of(again).lost_acts() is None
        assert again.check() == []
    with Project.open(replaced) as again:
        assert safety_of(again).lost_acts() is None


def test_who_leaves_them_is_not_asked_again_and_may_still_have_them(replaced: Path) -> None:
    with Project.open(replaced) as again:
        safety_of(again).leave_lost()
    with Project.open(replaced) as again:
        assert again.notices == []
        assert safety_of(again).lost_acts() is None
        assert safety_of(again).lost_acts(with_left=True) is not None
        assert last(safety_of(again).bring_back(with_left=True)).acts == 3
    with Project.open(replaced) as again:
        assert safety_of(again).lost_acts(with_left=True) is None


def test_what_could_not_be_saved_after_a_loss_is_offered_with_it(
    project: Project, path: Path, older: Path, bank: Span, met: Relation
) -> None:
    """Else it would not fit, and be left out for good."""
    sara = project.open_set("d1", "سارة").id
    project.commit(sara, step("t2", bank))
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    shutil.copyfile(older, path)  # swapped while it is open
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        project.commit(sara, step("t4", met))
    project.close()
    with Project.open(path) as again:
        assert again.notices == []
        found = safety_of(again).lost_acts()
        assert found is not None
        assert found.acts == 2
        last(safety_of(again).bring_back())
        assert again.open_set("d1", "سارة").history.done == ("t1", "t2", "t4")


def test_what_does_not_fit_any_more_is_told_and_the_rest_comes(replaced: Path, bank: Span) -> None:
    with Project.open(replaced) as again:
        again.commit(again.open_set("d1", "علي").id, step("t8", bank))  # the same span, anew
        back = last(safety_of(again).bring_back())
        assert back.acts == 2
        (left,) = back.left_out
        assert (left.document, left.annotator, left.acts) == ("لقاء", "علي", 1)
        assert safety_of(again).lost_acts() is None
        assert again.check() == []


def test_an_act_that_was_refused_for_good_is_never_offered(
    project: Project, path: Path, ahmad: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    with pytest.raises(StaleChange):
        project.commit(set_id, step("t2", ahmad))
    project.close()
    with Project.open(path) as again:
        assert safety_of(again).lost_acts() is None


def test_an_earlier_version_understands_what_is_noted_of_them(replaced: Path) -> None:
    """It reads a line with “done” as done, and knows nothing of what else stands there."""
    with Project.open(replaced) as again:
        safety_of(again).leave_lost()
        folder = safety_folder(replaced, again.uid)
    lines = (folder / CURRENT).read_bytes().splitlines()
    frames = [json.loads(line.partition(b" ")[2]) for line in lines if line]
    assert {"t2", "t3", "t4"} <= {frame["done"] for frame in frames if "done" in frame}
    assert read_steps(folder).left == {"t2", "t3", "t4"}
