"""Deleting the open project: with a list of what goes, and all of it or nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.errors import KnownError
from storage.project import Project
from storage.safekeeping.belongings import find_belongings
from tests.ui.project.test_projects import opened
from ui.dialogs.message import MessageDialog, QuestionDialog
from ui.look.plain_text import PlainLabel
from ui.look.settings import load_settings
from ui.window import MainWindow


def asked(window: MainWindow, qtbot: QtBot) -> QuestionDialog:
    window.run("delete-project")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QuestionDialog)))
    dialog = opened(window, QuestionDialog)
    assert isinstance(dialog, QuestionDialog)
    return dialog


def test_the_question_lists_what_goes_and_no_keeps_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.link is not None
    path = window.desk.link.path
    dialog = asked(window, qtbot)
    words = "\n".join(label.text() for label in dialog.findChildren(PlainLabel))
    assert path.stem in words
    assert "The project file: 1 files" in words
    assert "Copies, exports and files handed out are not known here." in words
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # in haste
    assert not dialog.isVisible()
    assert window.desk.link is not None
    assert path.exists()


def test_yes_closes_the_project_and_removes_all_of_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.link is not None
    path, uid = window.desk.link.path, window.desk.link.uid
    files = [file for one in find_belongings(path, uid).found for file in one.files]
    assert str(path) in load_settings().recent_projects
    asked(window, qtbot).accept()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(MessageDialog)))
    assert window.desk.link is None
    assert not [file for file in files if Path(file).exists()]
    assert str(path) not in load_settings().recent_projects
    assert load_settings().last_project == ""
    assert window.pages.currentWidget() is window.invitation


def test_what_cannot_be_deleted_is_told(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.link is not None
    path = window.desk.link.path
    dialog = asked(window, qtbot)
    aside = path.rename(path.with_name("جانبا.tawseem"))
    path.write_text("رسالة", "utf-8")  # something else has come in its place
    dialog.accept()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(MessageDialog)))
    words = [label.text() for label in opened(window, MessageDialog).findChildren(PlainLabel)]
    assert any("is not a Tawseem project" in word for word in words)
    assert path.read_text("utf-8") == "رسالة"
    with Project.open(aside) as project:
        assert project.check() == []


def test_settings_that_cannot_be_kept_without_it_are_told(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = KnownError("{path} cannot be written: {reason}.", path="إعدادات", reason="—")
    monkeypatch.setattr("ui.desk.desk.save_settings", lambda _: refusal)
    asked(window, qtbot).accept()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(MessageDialog)))
    assert "Your settings cannot be kept" in window.desk.status.message.sentence
