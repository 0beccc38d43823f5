"""What the tests of the window do and look at, in one word each."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotation.values.items import SuggestedRelation, SuggestedSpan, Suggestions
from annotation.values.state import State
from storage.project import Project
from tests.patience import PATIENCE
from ui.desk.project_link import ProjectLink, begin_opening
from ui.window import MainWindow

Press = Callable[..., None]
Ask = Callable[[Callable[[Project], object]], object]
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def bring(window: MainWindow, qtbot: QtBot, path: Path, *, read_only: bool = False) -> None:
    """Open a project and wait until it is on the desk."""
    there: list[bool] = []
    window.open_project(path, read_only=read_only, then=lambda: there.append(True))
    qtbot.waitUntil(lambda: bool(there))


def bring_link(path: Path, *, read_only: bool = False) -> ProjectLink:
    """An open project without a window."""
    opening = begin_opening(path, read_only=read_only)
    return ProjectLink(opening.thread, opening.facts.result(PATIENCE))


def leave(window: MainWindow, qtbot: QtBot) -> None:
    """Close the window and wait until everything is saved."""
    with qtbot.waitSignal(window.left):
        window.close()


def let_go(window: MainWindow, qtbot: QtBot) -> None:
    """Close the window at the end of a test, whatever cannot be saved."""
    if window.isVisible():
        window._closes_anyway = True
        leave(window, qtbot)


def state_of(window: MainWindow) -> State:
    assert window.desk.session is not None
    return window.desk.session.state


def words(window: MainWindow) -> list[tuple[str, str]]:
    state = state_of(window)
    return [(span.tag, state.text_of(span)) for span in state.spans]


def asked(window: MainWindow, qtbot: QtBot, question: Callable[[Project], object]) -> object:
    """Ask the project on its thread and wait for the answer."""
    answers: list[object] = []
    assert window.desk.link is not None
    window.desk.link.ask(question, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def place(window: MainWindow, text: str, number: int = 0) -> tuple[int, int]:
    document = state_of(window).document.text
    begin = -1
    for _ in range(number + 1):
        begin = document.index(text, begin + 1)
    return begin, begin + len(text)


def suggest(window: MainWindow, *spans: tuple[str, str], relation: bool = False) -> Suggestions:
    """Put suggestions on the desk, as the suggester does."""
    found = [
        SuggestedSpan(f"g{n}", tag, (place(window, text),), 0.95, "rule:test", "a test")
        for n, (tag, text) in enumerate(spans)
    ]
    links = ()
    if relation:
        head, tail = found[0], found[1]
        ends = (head.fragments[0], tail.fragments[0], head.tag, tail.tag)
        links = (SuggestedRelation("q", "HOLDS", *ends, 0.95, "rule:test", "a test"),)
    suggestions = Suggestions(tuple(sorted(found, key=lambda s: s.begin)), links)
    assert window.desk.session is not None
    window.opening.offering.close()  # this suggester is the test
    window.desk.session.suggest(suggestions)
    return suggestions


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    """The dialog of this kind that has been opened, once it has the keyboard."""
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    dialog: QDialog = found[0]

    def has_keyboard() -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is dialog or dialog.isAncestorOf(focus))

    qtbot.waitUntil(has_keyboard)
    return dialog


def type_letters(letters: str) -> None:
    """Type letters of any alphabet where the keyboard focus is; QTest knows only Latin ones."""
    target = QApplication.focusWidget()
    assert target is not None
    for letter in letters:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)


def relate_two(window: MainWindow, press: Press) -> None:
    """Tag a post and a person, then relate them by R, H, Enter."""
    window.desk.view.select(*place(window, "وزيرُ المالِ"))
    press(K.Key_7)
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_1)
    press(K.Key_R)
    press(K.Key_H)
    press(K.Key_Return)
