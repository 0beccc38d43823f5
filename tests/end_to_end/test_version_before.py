"""Settings, keys, project and caches of version 0.1, written by it, open and work.

`tests/data/version_0_1.zip` holds its folders: two articles, the work of two people, a comment, a
step undone, suggestions decided and waiting, a model that was learnt, and the search index.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.suggesting.suggester import Suggester
from annotation.values.items import Stage, Verdict
from storage.file.folders import models_folder
from storage.project import Project
from ui.app import dress, make_application
from ui.engine.models import Models
from ui.keys.keymap import keymap
from ui.look.language import ARABIC, set_language
from ui.look.settings import ColourScheme, OwnSetting, load_settings
from ui.window import MainWindow

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "tests" / "data" / "version_0_1.zip"


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """The project, with settings and caches in the folders of this test."""
    with ZipFile(WRITTEN) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "earlier.tawseem"


@pytest.fixture
def window(project_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    settings = load_settings()
    dress(make_application(), settings)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.open_project(project_path, "معرض")
    qtbot.waitUntil(lambda: window.desk.session is not None)
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)
    window.desk.view.setFocus()
    yield window
    window.close()
    set_language(ARABIC)


@pytest.fixture
def press(window: MainWindow) -> Callable[..., None]:
    def press_(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.desk.view, key, held)

    return press_


def test_the_project_holds_what_was_done_in_it(project_path: Path) -> None:
    with Project.open(project_path) as project:
        assert project.check() == []
        first = project.open_set("d1", "sara")
        state = first.state
        surfaces = [(span.tag, state.text_of(span)) for span in state.spans]
        assert surfaces == [
            ("OCC", "وزيرُ المالِ"),
            ("PER", "عُمَر السالمي"),
            ("ORG", "البنك الدولي"),
            ("PER", "سلمى حداد"),
        ]
        assert [relation.tag for relation in state.relations] == ["HOLDS"]
        assert state.stage is Stage.FINISHED
        assert len(first.history.done) == 6
        [placed] = project.comments()
        assert placed.thread.comment.text == "أليست مديرة؟"
        second = project.open_set("d2", "sara").state
        assert [decision.verdict for decision in second.decisions] == [
            Verdict.ACCEPTED,
            Verdict.REJECTED,
        ]


def test_settings_and_keys_of_people_stay(window: MainWindow) -> None:
    settings = load_settings()
    assert window.desk.link is not None
    assert settings.appearance is ColourScheme.DARK
    assert (settings.zoom, settings.line_spacing, settings.confident) == (1.25, 1.2, 0.9)
    assert settings.hides_marks
    assert not settings.shows_numbers
    assert settings.reading_face == "Some Face"
    assert settings.of_project(window.desk.link.uid, OwnSetting.ORDER) == "pending"
    assert keymap().keys("accept") == ("G",)
    assert keymap().keys("finish") == ("Ctrl+F12",)
    assert keymap().keys("relate") == ()
    assert keymap().keys("undo") == ("Ctrl+Z",)


def test_what_settings_hold_is_kept_when_they_are_written_anew(window: MainWindow) -> None:
    written = Path(os.environ["TAWSEEM_CONFIG"]) / "settings.json"
    before = json.loads(written.read_text("utf-8"))
    window.desk.change_settings(zoom=1.5)
    after = json.loads(written.read_text("utf-8"))
    changed = {name for name in before if before[name] != after[name]}
    assert "zoom" in changed
    assert changed <= {"zoom", "last_project", "recent_projects"}


def test_its_keys_and_its_steps_work_in_the_window(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    session = window.desk.session
    assert session is not None
    decided = session.state.decisions
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.decisions == decided[:1]
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.decisions == ()
    assert session.state.spans == ()
    link = window.desk.link
    assert link is not None
    qtbot.waitUntil(lambda: link.unsaved == 0)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_G)
    assert [span.tag for span in session.state.spans] == ["PER"]


def test_its_search_index_is_not_made_anew(project_path: Path, tmp_path: Path) -> None:
    [index] = (tmp_path / "cache").glob("*.index")
    with Project.open(project_path) as project:
        before = index.read_bytes()
        hits = project.search("السالمي")
        assert len(hits) == 3
        assert index.read_bytes() == before


def test_what_it_had_learnt_is_known(project_path: Path) -> None:
    with Project.open(project_path) as project:
        suggester = Suggester(ROOT / "resources" / "gazetteers", project.tagset)
        assert Models(models_folder(project.uid)).load_latest(suggester)
    assert suggester.account().documents > 0
