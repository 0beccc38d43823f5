"""where says what belongs to a project on this computer, delete removes it when it is told to."""

from pathlib import Path

import pytest

from storage.project import Project
from tests.ui.commands.conftest import Run
from ui.look.settings import OwnSetting, Settings, load_settings, save_settings


@pytest.fixture
def used(annotated: Path, run: Run) -> Path:
    Project.open(annotated).close()  # which makes a backup
    assert run("search", annotated, "سلمى").status == 0
    return annotated


def test_where_lists_each_kind_with_its_room(used: Path, run: Run) -> None:
    answer = run("where", used)
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert any(line.startswith("The project file: 1 files") for line in lines)
    assert any(line.startswith("Backups: ") for line in lines)
    assert any(line.startswith("The search index: 1 files") for line in lines)
    assert lines[-1] == "Copies, exports and files handed out are not known here."
    data = run("where", used, "--json").data
    assert {one["what"] for one in data["found"]} >= {"project", "backups", "index"}
    assert all(Path(file).exists() for one in data["found"] for file in one["files"])
    assert used.exists()


def test_delete_wants_to_be_told_twice_and_then_leaves_nothing(used: Path, run: Run) -> None:
    with Project.open(used, read_only=True) as project:
        uid = project.uid
    settings = Settings(annotator="ليلى").with_project(used)
    save_settings(settings.with_own(uid, OwnSetting.ORDER, "name"))
    listed = run("where", used, "--json").data
    files = [Path(file) for one in listed["found"] for file in one["files"]]
    refused = run("delete", used)
    assert refused.status == 1
    assert "say --yes" in refused.error
    assert "Backups: " in refused.out
    assert all(file.exists() for file in files)
    done = run("delete", used, "--yes")
    assert done.status == 0
    assert done.out.startswith("All of this is deleted:")
    assert not [file for file in files if file.exists()]
    assert load_settings() == Settings(annotator="ليلى")
    again = run("delete", used, "--yes")
    assert (again.status, "There is no project" in again.error) == (1, True)
