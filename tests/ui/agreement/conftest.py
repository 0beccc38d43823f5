"""The window on a project in which a team of three has finished four articles."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.agreement.figures import Agreement
from annotation.agreement.measuring import agreement_of
from annotation.commands.set_commands import set_stage
from annotation.values.items import Stage
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.tools.gold_records import news_tagset, own_gold
from tests.tools.simulated_team import TEAM, simulate
from ui.agreement.agreeing import Agreeing
from ui.agreement.window import AgreementWindow
from ui.agreement.words import SEED, cause_words
from ui.window import MainWindow

PEOPLE = ("باسم", "جميلة", "داود")
Opened = Callable[[], AgreementWindow]


@pytest.fixture
def learns() -> bool:
    return False  # nothing here depends on it


@pytest.fixture(scope="session")
def team_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, made once: each test works on a copy."""
    path = tmp_path_factory.mktemp("team") / "فريق.tawseem"
    tagset = news_tagset()
    team = {name: TEAM[name] for name in PEOPLE}
    made = simulate(own_gold(tagset)[:4], team, random.Random(20), tagset)
    with Project.create(path, tagset) as project:
        project.add_records(record for one in made for record in one.records)
    return path


@pytest.fixture
def project_path(team_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(team_project, tmp_path))


@pytest.fixture(scope="session")
def expected(team_project: Path) -> Agreement:
    """What the project's agreement is, worked out here."""
    with Project.open(team_project, read_only=True) as project:
        documents = list(project.sets_side_by_side())
        generator = np.random.default_rng(SEED)
        return agreement_of(documents, project.tagset, generator, words=cause_words())


@pytest.fixture
def agreeing(window: MainWindow) -> Agreeing:
    controller = window.lazy["agreeing"].controller()
    assert isinstance(controller, Agreeing)
    return controller


@pytest.fixture
def opened(window: MainWindow, agreeing: Agreeing, qtbot: QtBot) -> Iterator[Opened]:
    """Open the window of agreement by its key, and wait until it has compared."""

    def open_() -> AgreementWindow:
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(window.desk.view, Qt.Key.Key_G, control | shift)
        qtbot.waitUntil(lambda: agreeing.window is not None)
        assert agreeing.window is not None
        wait_until_compared(agreeing.window, qtbot)
        return agreeing.window

    yield open_
    if agreeing.window is not None:
        agreeing.window.close()


def wait_until_compared(opened: AgreementWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.found is not None and opened.cancel.isHidden())


def begin_all_again(project: Project) -> None:
    """The first annotator takes up all of their documents again."""
    for document in project.documents(PEOPLE[0]):
        work = project.open_set(document.id, PEOPLE[0])
        made = set_stage(work.state, Stage.IN_PROGRESS)
        assert made is not None
        project.commit(work.id, JournalStep(new_id(), "2026-01-01", made))
