"""What an older copy lacks is offered in the window; damage is told there while one works."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from storage.project import Project
from storage.thread import StorageThread
from tests.ui.hands import K, Press, leave, words
from ui.dialogs.message import MessageDialog, QuestionDialog
from ui.project.backups_dialog import BackupsDialog
from ui.window import MainWindow

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def replaced(
    window: MainWindow, qtbot: QtBot, press: Press, project_path: Path
) -> list[tuple[str, str]]:
    """The project as it was before the last act, and the work with it."""
    older = Path(shutil.copy(project_path, project_path.with_name("أقدم.tawseem")))
    press(K.Key_1)
    work = words(window)
    assert len(work) == 1
    leave(window, qtbot)
    shutil.copyfile(older, project_path)
    return work


def question_of(window: MainWindow, qtbot: QtBot) -> QuestionDialog:
    def shown() -> list[QDialog]:
        return [dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    dialog = shown()[0]
    assert isinstance(dialog, QuestionDialog)
    return dialog


def test_lost_acts_come_back_when_they_are_wanted(
    replaced: list[tuple[str, str]], open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    assert words(window) == []
    question_of(window, qtbot).accept()
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert words(window) == replaced


def test_lost_acts_that_are_left_are_not_offered_again(
    replaced: list[tuple[str, str]], open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    question_of(window, qtbot).reject()
    leave(window, qtbot)
    window = open_window()
    assert words(window) == []
    assert window.findChildren(QuestionDialog) == []


def test_damage_that_is_found_later_is_told_and_nothing_is_lost(
    window: MainWindow,
    open_window: OpenWindow,
    qtbot: QtBot,
    project_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leave(window, qtbot)
    with Project.open(project_path) as project:
        where = "SELECT rootpage FROM sqlite_master WHERE name = 'journal_by_batch'"
        at = (project.file.value(where) - 1) * 4096
    data = bytearray(project_path.read_bytes())
    data[at : at + 4096] = b"\xff" * 4096
    project_path.write_bytes(data)
    monkeypatch.setattr(
        "ui.desk.project_link.StorageThread", partial(StorageThread, idle_seconds=0.01)
    )
    window = open_window()
    question = question_of(window, qtbot)
    window.desk.view.select(0, 5)
    window.choosing.choose_tag("PER")
    done = words(window)
    assert done != []
    question.accept()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(BackupsDialog)))
    window.findChildren(BackupsDialog)[0].accept()
    qtbot.waitUntil(
        lambda: window.desk.link is not None and window.desk.link.path.stem == "small-restored"
    )
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert words(window) == done
