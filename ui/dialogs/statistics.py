"""The numbers of a project: to read, to select, to copy into a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.sheet import Sheet, heading
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import tr
from ui.look.text_scale import roomy

StatisticsRow = Sequence[str]
StatisticsTable = tuple[str, StatisticsRow, Sequence[StatisticsRow]]


def _is_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and not any(sign.isalpha() for sign in text)


class NumbersTable(QTableWidget):
    """A table to read; what is selected can be copied, with tabs between the columns."""

    def __init__(
        self, titles: StatisticsRow, rows: Sequence[StatisticsRow], parent: QWidget
    ) -> None:
        super().__init__(len(rows), max((len(row) for row in rows), default=len(titles)), parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setHorizontalHeaderLabels(list(titles))
        self.horizontalHeader().setVisible(bool(titles))
        self.horizontalHeader().setHighlightSections(False)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(number, column, self._cell(text))
        self._size_columns()
        listen(Context.NUMBERS, {"cells-copy": self._copy}, self)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._selected())

    def _cell(self, text: str) -> QTableWidgetItem:
        cell = QTableWidgetItem(text)
        side = Qt.AlignmentFlag.AlignRight if _is_number(text) else Qt.AlignmentFlag.AlignLeft
        cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        return cell

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _selected(self) -> str:
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in cells:
            lines.setdefault(row, []).append(self._text(row, column))
        return "\n".join("\t".join(line) for line in lines.values())

    def _text(self, row: int, column: int) -> str:
        cell = self.item(row, column)
        return cell.text() if cell is not None else ""


def show_table(place: QVBoxLayout, table: StatisticsTable, parent: QWidget) -> NumbersTable:
    """Put a table in the place of the one before."""
    title, titles, rows = table
    while (former := place.takeAt(0)) is not None:
        if (widget := former.widget()) is not None:
            widget.hide()  # it is deleted a little later, and must not be seen until then
            widget.deleteLater()
    fresh = NumbersTable(titles, rows, parent)
    fresh.setAccessibleName(title)
    place.addWidget(fresh)
    return fresh


class StatisticsDialog(Sheet):
    """An overview of (what, number), then a tab for each table of (title, columns, rows)."""

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        tables: Sequence[StatisticsTable],
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Numbers of this project"), parent)
        self.resize(roomy(680, 540))
        self._tables: list[StatisticsTable] = [(tr("Overview"), (), rows), *tables]
        self.tabs = QTabWidget(self)
        for title, titles, cells in self._tables:
            table = NumbersTable(titles, cells, self.tabs)
            table.setAccessibleName(title)
            self.tabs.addTab(table, title)
        self.body.addWidget(heading(tr("Numbers of this project"), self))
        self.body.addWidget(self.tabs, 1)
        self.copy_button = QPushButton(tr("&Copy all"), self)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.body.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_buttons(tr("Close"))
        self.tabs.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(map(as_text, self._tables)))


def as_text(table: StatisticsTable) -> str:
    """A table with tabs between its columns, below its title."""
    title, titles, rows = table
    lines = [title, *(["\t".join(titles)] if titles else []), *("\t".join(row) for row in rows)]
    return "\n".join(lines)
