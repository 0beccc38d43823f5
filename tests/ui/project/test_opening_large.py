"""A large document shows its first page until it can be worked on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.commands.span_commands import create_span
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record
from storage.project import Project
from ui.look.item_kinds import ItemKind
from ui.project import opening
from ui.window import MainWindow

WORD = "سَلْمى "
SPANS = 400
PLACE = ((0, len(WORD) - 1),)


@pytest.fixture(autouse=True)
def large_are_those_of_a_hundred_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MANY", 100)


@pytest.fixture
def project_path(project_path: Path) -> Path:
    """The small project with a document of many spans more."""
    places = [(n * len(WORD), (n + 1) * len(WORD) - 1) for n in range(SPANS)]
    spans = tuple(Span(f"s{n}", "entities", "PER", (place,)) for n, place in enumerate(places))
    met = Relation("r", "relations", "MET", "s0", f"s{SPANS - 1}")
    document = Document.of("large", "كبير", WORD * SPANS)
    with Project.open(project_path) as project:
        project.add_records([Record(document, "sara", spans=spans, relations=(met,))])
    return project_path


def show_first_page(window: MainWindow, qtbot: QtBot) -> None:
    window.opening.open("large")
    qtbot.waitUntil(lambda: window.desk.view.text.startswith(WORD))


def test_a_first_page_is_shown_then_the_whole(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    states: list[tuple[str, bool]] = []
    desk.session_changed.connect(
        lambda: states.append(("there" if desk.session else "none", desk.view.isEnabled()))
    )
    show_first_page(window, qtbot)
    assert desk.view.pill_rect(ItemKind.SPAN, "s0") is not None
    assert desk.documents.table.current_id() == "large"
    qtbot.waitUntil(lambda: desk.session is not None)
    assert [name for name, _ in states] == ["none", "there"]
    assert desk.session is not None
    assert len(desk.session.state.spans) == SPANS
    assert desk.view.isEnabled()
    assert desk.view.hasFocus()
    assert desk.view.pill_rect(ItemKind.SPAN, "s0") is not None


def test_keys_and_clicks_on_a_first_page_do_nothing(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    seen: list[bool] = []

    def try_everything() -> None:
        if desk.session is None:
            seen.append(desk.view.isEnabled())
            for key in (Qt.Key.Key_1, Qt.Key.Key_Z, Qt.Key.Key_Return, Qt.Key.Key_R):
                QTest.keyClick(desk.view, key)
            QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton)
            for action in sorted(window.action_ids() - {"quit", "close-project", "open", "new"}):
                if not window.can_run(action):
                    window.run(action)

    desk.session_changed.connect(try_everything)
    show_first_page(window, qtbot)
    try_everything()
    qtbot.waitUntil(lambda: desk.session is not None)
    assert not any(seen[1:])
    assert desk.session is not None
    assert len(desk.session.state.spans) == SPANS


def test_what_is_done_before_a_second_answer_comes_is_not_lost(
    window: MainWindow, qtbot: QtBot
) -> None:
    answers: list[str] = []

    def work() -> None:
        window.desk.acting.here(
            lambda state, tagset: create_span(state, tagset, "ORG", PLACE, id="mine")
        )
        answers.append("first")

    window.opening.open("large", work)
    window.opening.open("large", lambda: answers.append("second"))
    qtbot.waitUntil(lambda: answers == ["first", "second"])
    assert window.desk.session is not None
    assert window.desk.session.state.span("mine") is not None


def test_another_document_chosen_meanwhile_is_the_one_that_opens(
    window: MainWindow, qtbot: QtBot
) -> None:
    desk = window.desk
    assert desk.session is not None
    small = desk.session.document.id
    chosen: list[str] = []

    def choose() -> None:
        if desk.session is None:  # the first page of the large one comes at this moment
            chosen.append(small)
            window.opening.open(small)

    desk.session_changed.connect(choose)
    window.opening.open("large")
    qtbot.waitUntil(lambda: bool(chosen) and desk.session is not None)
    desk.session_changed.disconnect(choose)
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)
    assert desk.session is not None
    assert desk.session.document.id == small
    assert desk.view.text == desk.session.document.text
    assert desk.view.isEnabled()


def test_the_lists_say_that_items_are_being_read(window: MainWindow, qtbot: QtBot) -> None:
    waits: list[str] = []
    tabs = window.desk.items.tabs
    # The tabs are told of it in the same turn in which the first page comes.
    tabs.tabBar().installEventFilter(watcher := Watcher(lambda: waits.append(tabs.tabText(0))))
    show_first_page(window, qtbot)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    window.refreshing.refresh()
    assert watcher is not None
    assert "Spans …" in waits
    assert tabs.tabText(0) == f"Spans {SPANS}"
    assert window.desk.items.spans.empty_words.startswith("No spans yet")


class Watcher(QObject):
    """Calls back at whatever happens to a widget."""

    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__()
        self._told = told

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._told()
        return False
