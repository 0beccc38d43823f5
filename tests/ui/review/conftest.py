"""A project of four annotators in which one erred, and the person at the desk, who reviews."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotation.review.finding import Finding
from annotation.tagsets.tagset_file import read_tagset
from storage.project import Project
from tests.annotation.review.conftest import SMALL, marked
from ui.review.commenting import Commenting
from ui.review.reviewing import Reviewing
from ui.review.window import ReviewWindow
from ui.window import MainWindow

FIRST = "التقى [PER عُمَر السالمي] مديرة [ORG البنك الدولي] سلمى في مسقط."
ODD = "التقى [ORG عُمَر السالمي] مديرة [ORG البنك الدولي] سلمى في مسقط."
SECOND = "قالت [PER سلمى حداد] إن 😀 [ORG البنك الدولي] وافق."
COMMA = "قالت [PER سلمى حداد] إن 😀 البنك [ORG الدولي] وافق."


@pytest.fixture
def learns() -> bool:
    return False  # nothing here depends on it


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Three agree; جميلة gave one span another tag, and cut another short."""
    path = tmp_path / "reviewed.tawseem"
    with Project.create(path, read_tagset(SMALL.read_text("utf-8"), SMALL.name)) as project:
        for name in ("أمل", "باسم", "داود"):
            project.add_records([marked("a", FIRST, name), marked("b", SECOND, name)])
        project.add_records([marked("a", ODD, "جميلة"), marked("b", COMMA, "جميلة")])
    return path


@pytest.fixture
def queue(window: MainWindow, qtbot: QtBot) -> ReviewWindow:
    """The review queue, opened by its action, when it has been filled."""
    window.run("review-queue")
    controller = window.lazy["reviewing"].controller()
    assert isinstance(controller, Reviewing)
    shown = controller.window
    assert shown is not None
    qtbot.waitUntil(lambda: bool(shown.findings))
    return shown


def commenting(window: MainWindow) -> Commenting:
    """The controller of the comments."""
    controller = window.lazy["commenting"].controller()
    assert isinstance(controller, Commenting)
    return controller


def shown(queue: ReviewWindow) -> list[Finding]:
    """The findings that the queue shows."""
    return queue.list.things
