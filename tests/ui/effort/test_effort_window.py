"""The page of effort by keys: counted beside the window, shown, saved; the share set."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotation.values.items import Span
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from tests.ui.hands import CTRL, SHIFT, K, Press, place
from ui.dialogs.statistics import NumbersTable
from ui.effort.efforts import Efforts
from ui.effort.window import EffortWindow
from ui.window import MainWindow


@pytest.fixture
def learns() -> bool:
    return False  # nothing here depends on it


@pytest.fixture
def project_path(project_path: Path) -> Path:
    """عمر has tagged two spans in each of the two articles, five seconds apart."""
    with Project.open(project_path) as project:
        for number, line in enumerate(project.documents("عمر")):
            set_id = project.open_set(line.id, "عمر").id
            for at in range(2):
                span = Span(f"s{at}", "entities", "PER", ((at * 6, at * 6 + 5),))
                made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
                stamp = f"2026-01-05T09:00:{20 * number + 5 * at:02}+00:00"
                project.commit(set_id, JournalStep(f"t{number}{at}", stamp, made))
    return project_path


@pytest.fixture
def efforts(window: MainWindow) -> Efforts:
    controller = window.lazy["efforts"].controller()
    assert isinstance(controller, Efforts)
    return controller


@pytest.fixture
def page(window: MainWindow, efforts: Efforts, qtbot: QtBot) -> Iterator[EffortWindow]:
    """The page, opened by its key, once it has counted."""
    QTest.keyClick(window.desk.view, K.Key_E, CTRL | SHIFT)
    assert efforts.window is not None
    opened = efforts.window
    wait(opened, qtbot)
    yield opened
    if efforts.window is not None:
        opened.close()


def wait(page: EffortWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.report is not None and page.cancel.isHidden())


def cells(page: EffortWindow, tab: int) -> list[list[str]]:
    """What the table of a tab says, without the marks of direction."""
    table = page.tabs.widget(tab).findChildren(NumbersTable)[-1]  # an older one may be leaving
    marks = str.maketrans("", "", "\u2066\u2068\u2069")
    rows = range(table.rowCount())
    return [
        [table._text(row, column).translate(marks) for column in range(table.columnCount())]
        for row in rows
    ]


def test_effort_is_counted_and_shown(page: EffortWindow) -> None:
    numbers = dict(cells(page, 0))
    assert numbers["Documents worked on"] == "2"
    assert numbers["Time of work"] == "0:35 min"  # 10, 5, 15 and 5 seconds
    assert numbers["Seconds per span"] == "8.8"
    assert numbers["Seconds per relation"] == "not enough data"
    assert [row[1:] for row in cells(page, 1)] == [["1–1", "2", "7.5"], ["2–2", "2", "10.0"]]
    assert [row[1:] for row in cells(page, 5)] == [["2026-01-05", "2", "4", "0:35 min"]]


def test_what_is_done_meanwhile_is_counted_again(
    page: EffortWindow, window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.desk.view.select(*place(window, "سلمى حداد"))
    QTest.keyClick(window.desk.view, K.Key_1)
    former = page.report
    page.again.click()
    qtbot.waitUntil(lambda: page.report is not former)
    assert page.report is not None
    assert [effort.annotator for effort in page.report.annotators] == ["sara", "عمر"]


def test_the_share_is_set_and_the_list_follows(
    page: EffortWindow, window: MainWindow, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(3)
    assert "No share was ever set" in page.left_out.text()
    page.share.setValue(100)
    former = page.report
    page.set_share.setFocus()
    QTest.keyClick(page.set_share, K.Key_Space)
    qtbot.waitUntil(lambda: page.report is not former)
    wait(page, qtbot)
    assert window.desk.link is not None
    assert window.desk.link.blindness.share == 1.0
    assert "Now without suggestions: \u2066100%\u2069" in page.left_out.text()
    assert cells(page, 3)[0][:3] == ["All together", "Spans per 100 words", "not enough data"]
    rows = window.desk.documents.table.rows_model.rows
    assert all(row.is_blind and row.pending == 0 for row in rows)


def save(page: EffortWindow, path: Path) -> None:
    """Answer the chooser of files."""
    (chooser,) = page.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()


def test_numbers_and_picture_are_saved(page: EffortWindow, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "جهد.csv"
    page.save_csv.click()
    save(page, target)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert rows[0][:4] == ["Annotator", "What", "Which", "Value"]
    assert ["عمر", "seconds per span", "", "8.75", "", "", "4"] in rows
    qtbot.waitUntil(lambda: not page.findChildren(QFileDialog))
    picture = tmp_path / "جهد.png"
    page.save_picture.click()
    save(page, picture)
    image = QImage(str(picture))
    assert image.width() == 2 * 940
    assert str(picture.name) in page.summary.text()


def test_charts_are_drawn(page: EffortWindow) -> None:
    for number, chart in ((1, page.curves), (2, page.bars)):
        page.tabs.setCurrentIndex(number)
        image = chart.grab().toImage()
        colours = {
            image.pixel(x, y)
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        }
        assert len(colours) > 8


def test_counting_is_cancelled_and_escape_closes(
    page: EffortWindow, efforts: Efforts, qtbot: QtBot
) -> None:
    former = page.report
    page.again.click()
    assert page.cancel.isVisible()
    page.cancel.click()
    assert page.cancel.isHidden()
    assert page.report is former
    QTest.keyClick(page.tabs, K.Key_Escape)
    assert efforts.window is None


def test_the_page_goes_with_its_project(
    page: EffortWindow, window: MainWindow, efforts: Efforts
) -> None:
    window.close_project()
    assert efforts.window is None
