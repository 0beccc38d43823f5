from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary
from ui.look.language import tr
from ui.look.words import stage_word
from ui.panels.documents_panel import DocumentsPanel

NAMES = ("مُحادثات القاهرة", "محادثات الرياض", "بيان ١٢/٥", "CASA-1000 😀", "تقرير")
STAGES = (Stage.FINISHED, Stage.NEW, Stage.IN_PROGRESS, Stage.SET_ASIDE, Stage.NEW)


def summary(number: int) -> DocumentSummary:
    stage = STAGES[number % 5]
    name = NAMES[number] if number < 5 else f"مقالة {number}"
    return DocumentSummary(f"d{number}", name, stage, number, number * 2, 9 - number % 9, 100)


@pytest.fixture
def panel(qtbot: QtBot) -> DocumentsPanel:
    made = DocumentsPanel()
    qtbot.addWidget(made)
    made.set_documents([summary(number) for number in range(5)])
    made.resize(420, 400)
    made.show()
    return made


def shown(panel: DocumentsPanel) -> list[str]:
    return [row.id for row in panel.table.rows_model.rows]


def test_the_filter_finds_any_spelling(panel: DocumentsPanel) -> None:
    panel.filter_line.setText("محادثات القاهره")
    assert shown(panel) == ["d0"]
    panel.filter_line.setText("12/5")
    assert shown(panel) == ["d2"]
    panel.filter_line.setText("casa")
    assert shown(panel) == ["d3"]


def test_the_stage_filter_keeps_the_open_document(panel: DocumentsPanel) -> None:
    panel.set_current("d4")
    panel.stage.setCurrentIndex(panel.stage.findData(Stage.NEW))
    assert shown(panel) == ["d1", "d4"]
    panel.update_counts("d4", Stage.FINISHED, 1, 1, 0)
    assert shown(panel) == ["d1", "d4"]
    panel.set_current("d1")
    assert shown(panel) == ["d1"]


def test_progress_counts_what_is_finished(panel: DocumentsPanel, language: str) -> None:
    panel.retranslate()
    assert panel.progress.sentence.text() == tr(
        "{finished} of {total} finished", finished=1, total=5
    )
    panel.update_counts("d1", Stage.FINISHED, 0, 0, 0)
    assert (panel.progress.bar.value(), panel.progress.bar.maximum()) == (2, 5)
    panel.update_counts("d1", Stage.IN_PROGRESS, 0, 0, 0)
    assert panel.progress.bar.value() == 1


def neighbours(panel: DocumentsPanel) -> tuple[str | None, str | None]:
    """The documents before and after the open one."""
    queue = panel.queue
    return (queue.neighbour(queue.open, -1), queue.neighbour(queue.open, 1))


def test_neighbours_and_the_next_go_by_the_order_that_is_shown(panel: DocumentsPanel) -> None:
    panel.set_current("d1")
    assert neighbours(panel) == ("d0", "d2")
    panel.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert neighbours(panel) == ("d2", "d0")
    assert panel.queue.next_unfinished("d1") == "d4"
    panel.set_current("d0")
    assert neighbours(panel) == ("d1", None)
    assert shown(panel) == [document.id for document in panel.queue.shown()]


def test_going_on_begins_at_an_end_when_the_open_document_is_not_shown(
    panel: DocumentsPanel,
) -> None:
    panel.set_current("d0")
    panel.filter_line.setText("تقرير")
    assert neighbours(panel) == ("d4", "d4")


def test_the_next_unfinished_document_is_sought_round_and_round(panel: DocumentsPanel) -> None:
    assert panel.queue.next_unfinished("d0") == "d1"
    assert panel.queue.next_unfinished("d2") == "d4"
    assert panel.queue.next_unfinished("d4") == "d1"
    for id in ("d1", "d2"):
        panel.update_counts(id, Stage.FINISHED, 0, 0, 0)
    assert panel.queue.next_unfinished("d4") is None


def test_the_next_unfinished_document_follows_one_that_the_filter_has_hidden(
    panel: DocumentsPanel,
) -> None:
    panel.stage.setCurrentIndex(panel.stage.findData(Stage.NEW))
    panel.update_counts("d1", Stage.FINISHED, 0, 0, 0)
    assert panel.queue.next_unfinished("d1") == "d4"


def test_the_first_to_open_is_the_first_that_is_not_done(panel: DocumentsPanel) -> None:
    assert panel.queue.first_to_open() == "d1"
    panel.set_documents([summary(0), summary(3)])
    assert panel.queue.first_to_open() == "d0"
    panel.set_documents([])
    assert panel.queue.first_to_open() is None


def test_a_click_and_enter_choose(panel: DocumentsPanel, qtbot: QtBot) -> None:
    chosen = QSignalSpy(panel.chosen)
    table = panel.table
    middle = table.visualRect(table.rows_model.index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert [chosen.at(i) for i in range(chosen.count())] == [["d2"]]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [chosen.at(i) for i in range(chosen.count())] == [["d2"], ["d3"]]


def test_from_the_filter_line_by_keyboard_alone(panel: DocumentsPanel, qtbot: QtBot) -> None:
    chosen = QSignalSpy(panel.chosen)
    panel.filter_line.setText("بيان")
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Return)
    assert chosen.at(0) == ["d2"]
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Escape)
    assert panel.filter_line.text() == ""
    qtbot.keyClick(panel.filter_line, Qt.Key.Key_Down)
    assert panel.table.current_id()


def test_a_context_menu_is_asked_for_the_row_under_the_mouse(panel: DocumentsPanel) -> None:
    asked = QSignalSpy(panel.context_asked)
    panel.table.asked.emit("d3", QPoint(1, 2))
    assert asked.at(0) == ["d3", QPoint(1, 2)]


def test_a_change_elsewhere_keeps_the_current_row_and_tells_nobody(panel: DocumentsPanel) -> None:
    chosen = QSignalSpy(panel.chosen)
    resets = QSignalSpy(panel.table.rows_model.modelReset)
    panel.set_current("d3")
    panel.filter_line.setText("ا")
    panel.filter_line.setText("")
    panel.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    panel.update_document(replace(summary(1), spans=77))
    assert panel.table.current_id() == "d3"
    assert (chosen.count(), resets.count()) == (0, 0)


def test_a_narrow_panel_keeps_the_names(panel: DocumentsPanel) -> None:
    panel.resize(220, 400)
    assert panel.table.columnWidth(1) >= 100
    assert panel.table.isColumnHidden(3)
    panel.resize(520, 400)
    assert not panel.table.isColumnHidden(3)


def test_screen_readers_hear_the_stage(panel: DocumentsPanel, language: str) -> None:
    model = panel.table.rows_model
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == stage_word(Stage.FINISHED)
    assert model.data(model.index(0, 0), Qt.ItemDataRole.DisplayRole) == ""


def test_a_hundred_thousand_documents_stay_quick(qtbot: QtBot) -> None:
    panel = DocumentsPanel()
    qtbot.addWidget(panel)
    panel.set_documents([summary(number) for number in range(100_000)])
    panel.show()
    panel.set_current("d99999")
    assert panel.table.rowAt(panel.table.viewport().height() - 8) > 99_000
    panel.filter_line.setText("9999")
    assert shown(panel)[:2] == ["d9999", "d19999"]
    panel.update_counts("d99999", Stage.FINISHED, 5, 5, 0)
    assert panel.queue.next_unfinished("d19999") == "d29999"
    panel.filter_line.setText("")
    assert panel.table.rows_model.rowCount(QModelIndex()) == 100_000
