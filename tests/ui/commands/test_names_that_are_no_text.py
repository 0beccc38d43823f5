"""Files and folders whose names are no UTF-8, as old disks and archives hold them."""

import os
import sys
from pathlib import Path

import pytest

from tests.ui.commands.conftest import Run

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have no such names, or change them"
)
FOLDER = b"\xd9\x85\xff \xe3\xd1"
TEXT = "قال عمر السالمي في الرياض إن سلمى حداد زارت البنك الدولي."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / os.fsdecode(FOLDER)
    made.mkdir()
    (made / os.fsdecode(b"\xe3.txt")).write_text(TEXT, "utf-8")
    return made


@pytest.fixture
def project(folder: Path) -> Path:
    return folder / os.fsdecode(b"\xe3\xd1 project.tawseem")


def test_every_command_works_in_such_a_folder(folder: Path, project: Path, run: Run) -> None:
    article, target = folder / os.fsdecode(b"\xe3.txt"), folder / os.fsdecode(b"\xfd")
    for command in (
        ("new", project),
        ("import", project, article),
        ("stats", project),
        ("search", project, "عمر"),
        ("suggest", project, "--out", target.with_suffix(".jsonl")),
        ("backup", project, target.with_suffix(".tawseem")),
        ("export", project, target, "--format", "text"),
        ("split", project, "--annotators", "a,b", "--all"),
        ("merge", project, project.with_stem(f"{project.stem}-a")),
        ("check", project),
    ):
        answer = run(*command)
        assert (answer.status, answer.error) == (0, "")
    refused = run("stats", folder / os.fsdecode(b"\xfe.tawseem"))
    assert (refused.status, "There is no project" in refused.error) == (1, True)


def test_it_says_so_in_a_terminal(project: Path, run_apart: Run) -> None:
    said = run_apart("new", project)
    assert said.status == 0
    assert "udce3" in said.out  # shown, as what it is
