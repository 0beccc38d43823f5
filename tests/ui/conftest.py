"""The real window on a small project, in folders of its own and in the program's own faces."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.ui.hands import Ask, asked, let_go
from ui.app import dress, make_application
from ui.keys.keymap import Keymap, set_keymap
from ui.look.language import set_language
from ui.look.settings import OwnSetting, Settings
from ui.window import MainWindow

TAGSET = Path(__file__).parent.parent / "data" / "small.toml"
FIRST = (
    "التقى وزيرُ المالِ عُمَر السالمي مديرة البنك الدولي سلمى حداد في مسقط.\n"
    "وقالت سلمى حداد إنّ عمر السالمي زار البنك الدولي والبنك الدولي رحّب به."
)
SECOND = "افتتحت سلمى حداد معرضًا في 12/05/2025، وحضر 😀 عمر السالمي."


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as the program makes it, in its own faces."""
    return make_application()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TAWSEEM_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "en")
    set_language("en")  # whatever the test before this one spoke
    set_keymap(Keymap())  # or pressed


@pytest.fixture(autouse=True)
def still_caret() -> None:
    """No caret that blinks between two pictures."""
    QGuiApplication.styleHints().setCursorFlashTime(0)


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two short articles and nobody's work, made once: each test has a copy."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "small.tawseem"
    tagset = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
    with pytest.MonkeyPatch.context() as own_folders:
        own_folders.setenv("TAWSEEM_DATA", str(folder / "data"))
        with Project.create(path, tagset) as project:
            texts = {"لقاء": FIRST, "معرض": SECOND}
            project.add_records(Record(Document.of(new_id(), n, t)) for n, t in texts.items())
    return path


@pytest.fixture
def project_path(small_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(small_project, tmp_path))


@pytest.fixture
def learns() -> bool:
    """Whether the suggester learns from the project's work; where teams have worked, for long."""
    return True


@pytest.fixture
def open_window(qtbot: QtBot, project_path: Path, learns: bool) -> Callable[..., MainWindow]:
    def open_(language: str = "en", face: str = "") -> MainWindow:
        settings = Settings(language=language, annotator="sara", interface_face=face)
        if not learns:
            with Project.open(project_path, read_only=True) as project:
                settings = settings.with_own(project.uid, OwnSetting.LEARNS, "no")
        dress(make_application(), settings)
        window = MainWindow(settings)
        qtbot.addWidget(window, before_close_func=lambda _: let_go(window, qtbot))
        window.show()
        window.open_project(project_path)
        qtbot.waitUntil(lambda: window.desk.session is not None)
        qtbot.waitUntil(lambda: not window.opening.is_suggesting)
        window.desk.view.setFocus()
        return window

    return open_


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """The window in English with the first article open and no suggestions."""
    return open_window()


@pytest.fixture
def press(window: MainWindow) -> Callable[..., None]:
    """Press a key as a person does: where the keyboard focus is."""

    def press_(
        key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget() or window.desk.view
        QTest.keyClick(target, key, modifiers)

    return press_


@pytest.fixture
def ask(window: MainWindow, qtbot: QtBot) -> Ask:
    """Ask the project on its thread and wait for the answer."""
    return partial(asked, window, qtbot)
