"""Documents without suggestions: none shown, none made, and the keys for them say so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotation.values.items import Stage, Suggestions
from storage.project import Project
from tests.ui.hands import K, Press, place, state_of, words
from ui.desk.long_work import LongWork
from ui.window import MainWindow


@pytest.fixture
def project_path(project_path: Path) -> Path:
    with Project.open(project_path) as project:
        project.quality.set_blind_share(1.0)
    return project_path


def stored(window: MainWindow, qtbot: QtBot) -> list[Suggestions]:
    """What is stored for every document, once everything asked for is done."""
    answers: list[list[Suggestions]] = []

    def read(project: Project) -> list[Suggestions]:
        return [project.suggestions(line.id) for line in project.documents("")]

    assert window.desk.link is not None
    window.desk.link.ask(read, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_nothing_is_suggested_prepared_or_stored(window: MainWindow, qtbot: QtBot) -> None:
    session = window.desk.session
    assert session is not None
    prepared = window.opening.offering.prepared
    qtbot.waitUntil(lambda: len(prepared()) == 2)
    assert not session.pending
    assert not any(stored(window, qtbot))
    assert window.desk.status.blind.isVisible()
    assert window.desk.status.blind.text() == "Without suggestions"


def test_the_keys_of_suggestions_say_that_there_are_none(window: MainWindow, press: Press) -> None:
    for key in (K.Key_Tab, K.Key_Return):
        press(key)
        said = window.desk.status.message.sentence
        assert "done without suggestions. \u2066F\u2069 finishes it" in said
    press(K.Key_M)
    assert "none is looked for" in window.desk.status.message.sentence


def test_work_goes_on_as_ever(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.desk.view.select(*place(window, "سلمى حداد"))
    press(K.Key_1)
    assert words(window) == [("PER", "سلمى حداد")]
    press(K.Key_P)
    first = state_of(window).document.id
    window.desk.view.setFocus()
    press(K.Key_Escape)
    window.run("finish")
    qtbot.waitUntil(lambda: state_of(window).document.id != first)
    assert state_of(window).stage is Stage.NEW
    assert window.desk.status.blind.isVisible()


def test_suggestions_for_everything_pass_them_over(window: MainWindow, qtbot: QtBot) -> None:
    window.run("suggest-all")
    qtbot.waitUntil(lambda: not window.findChildren(LongWork))
    assert not any(stored(window, qtbot))


def test_another_share_shows_them_again(
    open_window: Callable[..., MainWindow], project_path: Path, qtbot: QtBot
) -> None:
    with Project.open(project_path) as project:
        project.quality.set_blind_share(0.0)
    window = open_window()
    assert window.desk.session is not None
    assert window.desk.session.pending.spans
    assert not window.desk.status.blind.isVisible()
