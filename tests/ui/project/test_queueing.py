"""The order of the queue: least certain first, most errors first, kept for each project."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from pytestqt.qtbot import QtBot

from annotation.values.items import Document, SuggestedSpan, Suggestions
from annotation.values.record import Record
from storage.project import Project, Run
from storage.system.ids import new_id
from tests.ui.hands import K, Press, state_of
from ui.look.settings import OwnSetting
from ui.panels.document_order import Order
from ui.window import MainWindow

TEXT = "زارت سلمى مسقط 😀 وقال عمر إن البنك الدولي رحّب بها في ١٢ مايو."
WORDS = ("سلمى", "مسقط", "عمر", "البنك")
SCORES = {"واثق": (0.98, 0.97, 0.99), "متردد": (0.5, 0.45, 0.55), "مخطئ": (0.12, 0.15), "خال": ()}


def suggested(name: str, scores: Sequence[float]) -> Suggestions:
    places = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS]
    return Suggestions(
        tuple(
            SuggestedSpan(f"{name}{n}", "PER", (place,), score, "memory", "")
            for n, (place, score) in enumerate(zip(places, scores, strict=False))
        )
    )


@pytest.fixture
def project_path(project_path, tmp_path):  # type: ignore[no-untyped-def]
    """Four more articles."""
    with Project.open(project_path) as project:
        project.add_records(
            Record(Document.of(new_id(), name, f"{TEXT} {name}")) for name in SCORES
        )
    return project_path


def store(window: MainWindow, qtbot: QtBot, scores: Mapping[str, Sequence[float]]) -> None:
    """From now on these are the suggestions in store, and nobody makes others."""
    window.opening.offering.close()
    rows = window.desk.documents.table.rows_model.rows
    found = [(row.id, suggested(row.name, scores.get(row.name, ()))) for row in rows]
    done: list[None] = []
    assert window.desk.link is not None
    run = Run(new_id(), "test", "1", {}, "2026-01-01")
    window.desk.link.ask(lambda project: project.store_suggestions(run, found), done.append)
    qtbot.waitUntil(lambda: bool(done))


def shown(window: MainWindow) -> list[str]:
    return [row.name for row in window.desk.documents.table.rows_model.rows]


def offered(window: MainWindow) -> list[str]:
    """Documents of which the test knows the suggestions, as the list shows them."""
    return [name for name in shown(window) if name in SCORES]


def test_the_least_certain_or_most_doubtful_documents_come_first(
    window: MainWindow, qtbot: QtBot
) -> None:
    store(window, qtbot, SCORES)
    given = shown(window)
    window.run("order-by-gain")
    qtbot.waitUntil(lambda: shown(window) != given)
    assert offered(window) == ["متردد", "مخطئ", "واثق", "خال"]
    window.run("order-by-errors")
    qtbot.waitUntil(lambda: offered(window)[0] == "مخطئ")
    assert offered(window) == ["مخطئ", "متردد", "واثق", "خال"]
    window.run("order-by-errors")
    qtbot.waitUntil(lambda: shown(window) == given)


def test_the_queue_follows_the_order_and_what_is_decided_counts_no_more(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    store(window, qtbot, SCORES)
    window.desk.documents.order_chosen.emit(Order.GAIN)
    qtbot.waitUntil(lambda: shown(window)[0] != "لقاء")
    first = window.desk.documents.queue.first_to_open()
    assert first is not None
    window.opening.open(first)
    qtbot.waitUntil(lambda: state_of(window).document.id == first)
    window.desk.view.setFocus()
    name = state_of(window).document.name
    while window.desk.session is not None and window.desk.session.pending.spans:
        press(K.Key_Tab)
        press(K.Key_Backspace)
    second = shown(window)[1]
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == second)
    qtbot.waitUntil(lambda: shown(window).index(name) > shown(window).index("واثق"))


def test_each_project_keeps_its_order(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window()
    store(window, qtbot, SCORES)
    window.run("order-by-errors")
    qtbot.waitUntil(lambda: offered(window)[0] == "مخطئ")
    assert window.desk.own(OwnSetting.ORDER) == "errors"
    settings = window.desk.settings
    window.close()
    window = open_window()
    window.desk.take_settings(settings)
    window.desk.documents.listed.emit()
    qtbot.waitUntil(lambda: offered(window)[0] == "مخطئ")
    assert window.desk.documents.order.currentIndex() == list(Order).index(Order.ERRORS)


def test_without_suggestions_the_order_is_said_to_be_the_own_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    store(window, qtbot, {})
    window.run("order-by-gain")
    qtbot.waitUntil(lambda: "the order is their own" in window.desk.status.message.sentence)
