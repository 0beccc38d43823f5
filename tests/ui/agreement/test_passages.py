"""The passages behind a number, by keys: of a cell, of a cause, opened, too late, and none."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.agreement.figures import NOTHING, Agreement
from tests.ui.agreement.conftest import Opened, begin_all_again
from ui.agreement.matrix import MatrixModel
from ui.agreement.passages import PlacePair
from ui.agreement.window import AgreementWindow
from ui.window import MainWindow

Key = Qt.Key


def places(opened: AgreementWindow) -> list[PlacePair]:
    model = opened.differences.places.model()
    return [opened.differences.places.place(row) for row in range(model.rowCount())]


def walk_to(opened: AgreementWindow, row: str, column: str) -> None:
    """Go to a cell of the table of tags by arrow keys, and press Enter."""
    matrix = opened.differences.matrix
    model = matrix.model()
    assert isinstance(model, MatrixModel)
    tags = model.confusion.tags
    for key, times in ((Key.Key_Down, tags.index(row)), (Key.Key_Right, tags.index(column))):
        for _ in range(times):
            QTest.keyClick(matrix, key)
    assert model.place(matrix.currentIndex()) == (row, column)
    QTest.keyClick(matrix, Key.Key_Return)


def test_enter_on_a_cell_shows_its_passages_and_enter_on_one_opens_it(
    opened: Opened, window: MainWindow, qtbot: QtBot, expected: Agreement
) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    page.tabs.setCurrentWidget(page.differences)
    pair = expected.pairs[0]
    (row, column), cell = max(
        (
            item
            for item in pair.confusion.cells.items()
            if NOTHING not in item[0] and len(set(item[0])) > 1
        ),
        key=lambda item: item[1].count,
    )
    walk_to(page, row, column)
    qtbot.waitUntil(lambda: len(places(page)) == cell.count)
    names = window.desk.link.tagset.spans  # type: ignore[union-attr]
    for place in places(page):
        assert (place.first.annotator, place.second.annotator) == pair.annotators
        assert place.first.line.tag == names[row].name["en"]
        assert place.second.line.tag == names[column].name["en"]
    QTest.keyClick(page.differences.places, Key.Key_End)
    last = places(page)[-1]
    QTest.keyClick(page.differences.places, Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.view.selection == (last.begin, last.end))
    assert window.desk.session is not None
    assert window.desk.session.document.id == last.document_id
    assert page.isVisible()


def test_the_passages_of_what_only_one_has_show_the_place_in_both(
    opened: Opened, qtbot: QtBot, expected: Agreement
) -> None:
    page = opened()
    page.who.setCurrentIndex(3)
    pair = expected.pairs[2]
    tag, cell = next((row, c) for (row, col), c in pair.confusion.cells.items() if col == NOTHING)
    walk_to(page, tag, NOTHING)
    qtbot.waitUntil(lambda: len(places(page)) == cell.count)
    assert {place.second.line.tag for place in places(page)} == {""}
    assert all(place.second.line.words for place in places(page))
    assert "nothing" in str(page.differences.places.model().index(0, 0).data())


def test_all_pairs_together_have_all_passages_too(
    opened: Opened, qtbot: QtBot, expected: Agreement
) -> None:
    page = opened()
    assert expected.overall is not None
    cell = expected.overall.confusion.cells["DATE", "DATE"]
    walk_to(page, "DATE", "DATE")
    qtbot.waitUntil(lambda: len(places(page)) >= min(cell.count, 60))
    while len(places(page)) < cell.count:
        before = len(places(page))
        page.differences.places.scrollToBottom()
        qtbot.waitUntil(lambda: len(places(page)) > before)  # noqa: B023
    assert len(places(page)) == cell.count


def test_enter_on_a_cause_shows_its_passages(
    opened: Opened, qtbot: QtBot, expected: Agreement
) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    causes = page.differences.causes
    QTest.keyClick(causes, Key.Key_Down)
    QTest.keyClick(causes, Key.Key_Return)
    most = max(expected.pairs[0].causes.values(), key=lambda cell: cell.count)
    qtbot.waitUntil(lambda: len(places(page)) > 0)
    assert all(place.causes for place in places(page))
    assert len(places(page)) <= most.count


def test_an_empty_cell_says_that_there_is_nothing(opened: Opened, expected: Agreement) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    confusion = expected.pairs[0].confusion
    row, column = next(
        (r, c) for r in confusion.tags for c in confusion.tags if (r, c) not in confusion.cells
    )
    walk_to(page, row, column)
    assert places(page) == []
    assert page.differences.title.text().endswith("\u20660\u2069")


def test_passages_that_come_too_late_are_not_shown_under_another_pair(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    walk_to(page, "DATE", "DATE")
    page.who.setCurrentIndex(2)
    page.differences.places.more_wanted.emit()
    link, answered = window.desk.link, list[None]()
    assert link is not None
    link.ask(lambda project: None, answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert places(page) == []


def test_a_cell_whose_passages_have_gone_meanwhile_says_that_there_are_none(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    link = window.desk.link
    assert link is not None
    link.ask(begin_all_again, lambda _: None)
    walk_to(page, "DATE", "DATE")
    empty = page.differences.places
    assert empty.empty_words == "Looking them up…"
    qtbot.waitUntil(lambda: empty.empty_words == "There are no passages here.")
    assert places(page) == []
