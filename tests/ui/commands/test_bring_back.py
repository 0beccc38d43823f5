"""bring-back: what an older copy lacks comes back by a command, or is left."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.values.items import Stage, StageMark
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from ui.project.recovery_words import written_time

Run = Callable[..., Any]


@pytest.fixture
def replaced(project: Path) -> Path:
    """A project that was replaced by a copy from before its last act."""
    older = Path(shutil.copy(project, project.with_name("أقدم.tawseem")))
    with Project.open(project) as opened:
        document = opened.documents("سارة")[0].id
        mark = Transaction(Op.SET_STAGE, (Change(None, StageMark(Stage.IN_PROGRESS)),))
        opened.commit(opened.open_set(document, "سارة").id, JournalStep("t1", "2026-01-01", mark))
    shutil.copyfile(older, project)
    return project


def test_lost_acts_are_told_and_come_back(run: Run, replaced: Path) -> None:
    told = run("bring-back", replaced, "--preview")
    assert told.status == 0
    assert told.out.startswith("1 acts that this computer knows as saved")
    assert json.loads(run("bring-back", replaced, "--json").out) == {
        "missing": 1,
        "came_back": 1,
        "left_out": 0,
    }
    assert run("bring-back", replaced).out == "No act is missing.\n"


def test_times_are_those_of_this_computer(
    run: Run, replaced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC-3")  # three hours east, as in Riyadh
    time.tzset()
    try:
        told = run("bring-back", replaced, "--preview")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "2026-01-01 03:00" in told.out


@pytest.mark.parametrize("at", ["", "أمس", "0001-01-01", "9999-12-31T23:59:59-20:00"])
def test_a_time_that_is_none_is_shown_as_it_stands(at: str) -> None:
    assert at[:10] in written_time(at)


def test_what_is_left_can_still_be_brought_back(run: Run, replaced: Path) -> None:
    assert "not offered again" in run("bring-back", replaced, "--leave").out
    assert run("bring-back", replaced, "--leave").out == "No act is missing.\n"
    assert "Acts that came back: 1." in run("bring-back", replaced).out
