"""The window on a project in which two people have finished four articles; هدى reviews them."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.sampling.batch import Batch
from storage.project import Project
from tests.tools.gold_records import news_tagset, own_gold
from tests.tools.simulated_team import TEAM, simulate
from tests.ui.hands import CTRL, SHIFT, K
from ui.engine.messages import read_message, write_message
from ui.sampling import job
from ui.sampling.drawn import DrawnSample, read_drawn
from ui.sampling.sampling import Sampling
from ui.sampling.window import SamplingWindow
from ui.window import MainWindow

PEOPLE = ("باسم", "داود")
Opened = Callable[[], SamplingWindow]


@pytest.fixture
def learns() -> bool:
    return False  # nothing here depends on it


@pytest.fixture(scope="session")
def team_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as everybody left it; made once."""
    folder = tmp_path_factory.mktemp("team")
    path = folder / "فريق.tawseem"
    tagset = news_tagset()
    team = {name: TEAM[name] for name in PEOPLE}
    made = simulate(own_gold(tagset)[:4], team, random.Random(20), tagset)
    with pytest.MonkeyPatch.context() as own_folders:
        for name in ("DATA", "CACHE"):
            own_folders.setenv(f"TAWSEEM_{name}", str(folder / name.lower()))
        with Project.create(path, tagset) as project:
            project.add_records(record for one in made for record in one.records)
    return path


@pytest.fixture
def project_path(team_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(team_path, tmp_path))


@pytest.fixture
def sampling(window: MainWindow) -> Sampling:
    controller = window.lazy["sampling"].controller()
    assert isinstance(controller, Sampling)
    return controller


@pytest.fixture
def opened(window: MainWindow, sampling: Sampling, qtbot: QtBot) -> Iterator[Opened]:
    """Open the page of sampling by its key."""

    def open_() -> SamplingWindow:
        QTest.keyClick(window.desk.view, K.Key_S, CTRL | SHIFT)
        qtbot.waitUntil(lambda: sampling.window is not None)
        assert sampling.window is not None
        return sampling.window

    yield open_
    if sampling.window is not None:
        sampling.window.close()


@pytest.fixture
def drawn(opened: Opened, window: MainWindow, sampling: Sampling, qtbot: QtBot) -> SamplingWindow:
    """A sample of twelve spans of everybody, as the other process draws it, but drawn here."""
    page, batch = opened(), Batch(PEOPLE, size=12)
    messages: list[dict[str, object]] = []

    def work(project: Project) -> DrawnSample:
        job.work(project, batch.data(), lambda m: messages.append(read_message(write_message(m))))
        return read_drawn(batch, (m for m in messages if m["is"] != "progress"))

    assert window.desk.link is not None
    window.desk.link.ask(work, sampling.take)
    qtbot.waitUntil(lambda: page.sample is not None)
    return page
