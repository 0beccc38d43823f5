"""Agreement in the window, by keys: figures, the table of tags, passages, files."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTabBar
from pytestqt.qtbot import QtBot

from annotation.agreement.figures import Agreement, Measure
from annotation.commands.set_commands import set_stage
from annotation.curation.settling import finish_curation
from annotation.values.items import Stage
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.ui.agreement.conftest import PEOPLE, Opened, begin_all_again, wait_until_compared
from tests.ui.test_accessible_names import nameless
from ui.agreement.agreeing import Agreeing
from ui.agreement.matrix import COLUMN
from ui.agreement.window import AgreementWindow
from ui.beside.beside import Beside
from ui.dialogs.message import QuestionDialog
from ui.look.settings import ColourScheme
from ui.window import MainWindow

Key = Qt.Key


def cells(table: object) -> list[list[str]]:
    """What a table shows or says, cell by cell."""
    model = table.model()  # type: ignore[attr-defined]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        [str(model.index(row, column).data(role)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_key_opens_it_and_all_numbers_are_those_of_the_project(
    opened: Opened, expected: Agreement
) -> None:
    page = opened()
    assert page.found is not None
    assert (page.found.overall, page.found.pairs) == (expected.overall, expected.pairs)
    assert page.who.count() == 4
    shown = cells(page.figures)
    assert expected.overall is not None
    assert len(shown) == len(expected.overall.figures)
    assert f"{expected.overall.figures[Measure.SPAN_EXACT].value:.3f}" in shown[0][1]


def test_a_pair_is_chosen_by_keys_and_tags_have_their_figures(
    opened: Opened, expected: Agreement
) -> None:
    page = opened()
    QTest.keyClick(page.who, Key.Key_Down)
    pair = expected.pairs[0]
    assert page.comparison() == pair
    assert len(cells(page.figures)) == len(pair.figures)
    rows = cells(page.tags)
    assert len(rows) == sum(map(len, (*pair.span_tags.values(), *pair.relation_tags.values())))
    assert rows[0][0] == "Person"


def test_pairs_stand_measure_by_measure_and_enter_shows_one(
    opened: Opened, expected: Agreement
) -> None:
    page = opened()
    rows = page.pairs.rows_model.rows
    assert len(rows) == sum(len(pair.figures) for pair in expected.pairs)
    values = [row.figure.value for row in rows if row.measure is Measure.SPAN_EXACT]
    assert values == sorted(values, key=lambda value: value or 0)
    page.tabs.setCurrentWidget(page.pairs)
    QTest.keyClick(page.pairs, Key.Key_Down)
    QTest.keyClick(page.pairs, Key.Key_Return)
    assert page.comparison() == expected.between(*rows[0].pair)
    assert page.tabs.currentWidget() is page.figures


def test_the_tabs_are_reached_by_keys(opened: Opened) -> None:
    page = opened()
    bar = page.tabs.findChild(QTabBar)
    assert bar is not None
    for _ in range(3):
        QTest.keyClick(bar, Key.Key_Right)
    assert page.tabs.currentWidget() is page.differences


def test_every_cell_says_what_it_holds(opened: Opened, expected: Agreement) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    confusion = expected.pairs[0].confusion
    said = cells(page.differences.matrix)
    at = confusion.tags.index("PER")
    assert str(confusion.count("PER", "PER")) in said[at][at]
    assert "nothing" in said[at][-1]


def test_where_nothing_could_be_compared_no_older_number_is_left(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    link = window.desk.link
    assert link is not None
    link.ask(begin_all_again, lambda _: None)
    for box in page.people:
        box.setChecked(box.text() in PEOPLE[:2])
    qtbot.waitUntil(lambda: page.comparison() is None)
    for table in (page.figures, page.pairs, page.tags, page.differences.matrix):
        assert cells(table) == []
    assert "two annotators" in page.complaint.text()


def test_people_and_stages_are_chosen(
    opened: Opened, agreeing: Agreeing, qtbot: QtBot, window: MainWindow, expected: Agreement
) -> None:
    page = opened()
    box = next(box for box in page.people if box.text() == PEOPLE[2])
    box.setChecked(False)
    wait_until_compared(page, qtbot)
    assert page.found is not None
    assert [pair.annotators for pair in page.found.pairs] == [PEOPLE[:2]]
    assert page.found.pairs[0].figures[Measure.SPAN_EXACT].value == (
        expected.pairs[0].figures[Measure.SPAN_EXACT].value
    )
    for other in page.people:
        other.setChecked(other.text() == PEOPLE[0])
    assert "two annotators" in page.complaint.text()
    assert page.found is not None


def test_sets_in_progress_count_when_they_are_asked_for(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    link = window.desk.link
    assert link is not None
    window.open_project(link.path, annotator=PEOPLE[0])
    qtbot.waitUntil(lambda: window.desk.session is not None)
    window.desk.acting.here(lambda state, tagset: set_stage(state, Stage.IN_PROGRESS))
    page = opened()

    def shared() -> int:
        assert page.found is not None
        pair = page.found.between(*PEOPLE[:2])
        return pair.documents if pair else 0

    assert shared() == 3
    page.unfinished.setChecked(True)
    wait_until_compared(page, qtbot)
    assert shared() == 4


def test_what_came_of_curation_is_compared_when_it_is_chosen(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    link = window.desk.link
    assert link is not None
    done: list[None] = []
    link.ask(curate, done.append)
    qtbot.waitUntil(lambda: bool(done))
    page = opened()
    box = next(box for box in page.people if box.text() == "هدى")
    assert not box.isChecked()
    assert page.found is not None
    assert page.found.annotators == PEOPLE
    box.setChecked(True)
    wait_until_compared(page, qtbot)
    assert page.found.annotators == (*PEOPLE, "هدى")


def curate(project: Project) -> None:
    """Huda finishes the first document as its curator."""
    work = project.open_set(project.documents("هدى")[0].id, "هدى")
    made = finish_curation(work.state)
    assert made is not None
    project.commit(work.id, JournalStep(new_id(), "2026-01-01", made))


def test_cancel_stops_it_and_what_was_there_stays(
    opened: Opened, agreeing: Agreeing, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    found = page.found
    page.again.click()
    assert page.cancel.isVisible()
    assert not page.again.isEnabled()
    page.cancel.click()
    assert page.cancel.isHidden()
    assert page.found is found
    qtbot.waitUntil(lambda: window.desk.findChildren(Beside) == [])


def test_escape_closes_it_and_nothing_goes_on(
    opened: Opened, agreeing: Agreeing, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    page.again.click()
    QTest.keyClick(page, Key.Key_Escape)
    assert agreeing.window is None
    qtbot.waitUntil(lambda: window.desk.findChildren(Beside) == [])


def test_it_closes_with_its_project_and_comes_forward_when_asked_for_again(
    opened: Opened, agreeing: Agreeing, window: MainWindow
) -> None:
    page = opened()
    window.run("agreement")
    assert agreeing.window is page
    window.close_project()
    assert agreeing.window is None


def test_it_follows_the_theme(opened: Opened, window: MainWindow) -> None:
    page = opened()
    for appearance in (ColourScheme.DARK, ColourScheme.LIGHT):
        window.desk.change_settings(appearance=appearance)
        ground = page.differences.matrix.palette().color(page.backgroundRole().Base)
        assert (ground.lightnessF() < 0.5) is (appearance is ColourScheme.DARK)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_control_has_a_name(
    language: str, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(language)
    controller = window.lazy["agreeing"].controller()
    assert isinstance(controller, Agreeing)
    window.run("agreement")
    qtbot.waitUntil(lambda: controller.window is not None)
    page = controller.window
    assert page is not None
    wait_until_compared(page, qtbot)
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert nameless(page) == []
    interface = QAccessible.queryAccessibleInterface(page.differences.matrix)
    assert interface.text(QAccessible.Text.Name)
    page.close()


# -- files -----------------------------------------------------------------------------------------


def save(page: AgreementWindow, path: Path) -> None:
    """Answer the chooser of files."""
    (chooser,) = page.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()
    QApplication.processEvents()


def test_numbers_are_saved_as_csv_and_nothing_is_replaced_unasked(
    opened: Opened, tmp_path: Path, expected: Agreement, qtbot: QtBot
) -> None:
    page, path = opened(), tmp_path / "اتفاق.csv"
    page.save_csv.click()
    save(page, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    pair = expected.pairs[1]
    who = " – ".join(pair.annotators)
    figure = pair.figures[Measure.TAG_KAPPA]
    assert [
        who,
        "figure",
        "",
        "",
        "tag-kappa",
        *map(str, (figure.value, figure.low, figure.high, figure.count)),
    ] in rows
    path.write_text("لي", "utf-8")
    page.save_csv.click()
    save(page, path)
    (question,) = page.findChildren(QuestionDialog)
    question.reject()
    assert path.read_text("utf-8") == "لي"
    page.save_csv.click()
    save(page, path)
    question = next(q for q in page.findChildren(QuestionDialog) if q.isVisible())
    question.accept()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_pictures_are_saved_twice_as_fine(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    page.who.setCurrentIndex(1)
    for button, name in ((page.save_matrix, "جدول.png"), (page.save_chart, "مقاييس.png")):
        button.click()
        save(page, tmp_path / name)
    comparison = page.comparison()
    assert comparison is not None
    table = QImage(str(tmp_path / "جدول.png"))
    assert table.width() > 2 * COLUMN * len(comparison.confusion.tags)
    assert QImage(str(tmp_path / "مقاييس.png")).height() > 2 * 20 * len(comparison.figures)


def test_a_file_that_cannot_be_written_is_said(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    page.save_csv.click()
    save(page, tmp_path / "لا" / "اتفاق.csv")
    assert "cannot be written" in page.complaint.text()
