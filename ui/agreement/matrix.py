"""The table of tags: what one annotator called the spans that the other called something."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotation.agreement.figures import NOTHING, Confusion
from ui.agreement.drawing import draw_cell, draw_current, draw_head
from ui.agreement.naming import TagNames
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import tip
from ui.look.text_scale import sized
from ui.panels.brushes import Brushes
from ui.panels.inks import LIGHT_INKS, Inks
from ui.panels.rows import Index

COLUMN, ROW = 62, 26  # pixels
HEAD, SIDE = 44, 132
NOWHERE = QModelIndex()
ROLE = Qt.ItemDataRole


class MatrixModel(QAbstractTableModel):
    """The cells of a confusion; rows are the first annotator's tags, columns the second's."""

    def __init__(self, confusion: Confusion, names: TagNames, parent: QObject) -> None:
        super().__init__(parent)
        self.confusion = confusion
        self.names = names
        self._totals = {
            row: sum(confusion.count(row, column) for column in confusion.tags)
            for row in confusion.tags
        }

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.confusion.tags)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return self.rowCount(parent)

    def place(self, index: Index) -> tuple[str, str]:
        """The tags of a cell: its row's and its column's."""
        tags = self.confusion.tags
        return tags[index.row()], tags[index.column()]

    def count(self, index: Index) -> int:
        """How many spans a cell holds."""
        return self.confusion.count(*self.place(index))

    def share(self, index: Index) -> float:
        """How much of its row that is."""
        total = self._totals[self.place(index)[0]]
        return self.count(index) / total if total else 0.0

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROLE.DisplayRole:
            return ""
        if role in (ROLE.AccessibleTextRole, ROLE.ToolTipRole):
            row, column = self.place(index)
            words = tr(
                "{row} against {column}: {count}, {share} of the row",
                row=isolated(self.names.name(row)),
                column=isolated(self.names.name(column)),
                count=left_to_right(f"{self.count(index):,}"),
                share=left_to_right(f"{self.share(index):.1%}"),
            )
            return tip(words) if role == ROLE.ToolTipRole else words
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        if role in (ROLE.DisplayRole, ROLE.ToolTipRole, ROLE.AccessibleTextRole):
            name = self.names.name(self.confusion.tags[section])
            return tip(name) if role == ROLE.ToolTipRole else name
        return None


class MatrixCells(QStyledItemDelegate):
    """Draws a cell: its count, shaded by its share of the row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.inks = LIGHT_INKS

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: MatrixModel = index.model()  # type: ignore[assignment]
        row, column = model.place(index)
        room = QRect(option.rect)
        painter.save()
        painter.setFont(option.font)
        is_same = row == column and row != NOTHING
        brushes = Brushes(painter, self.inks, option.direction)
        draw_cell(brushes, room, model.count(index), model.share(index), is_same=is_same)
        if option.state & QStyle.StateFlag.State_Selected:
            draw_current(painter, room, self.inks)
        painter.restore()


class MatrixHeads(QHeaderView):
    """The tags along a side of the table, in their colours."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.inks = LIGHT_INKS
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        is_top = orientation is Qt.Orientation.Horizontal
        self.setDefaultSectionSize(sized(COLUMN if is_top else ROW))
        if is_top:
            self.setFixedHeight(sized(HEAD))
        else:
            self.setFixedWidth(sized(SIDE))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model: MatrixModel = self.model()  # type: ignore[assignment]
        tag = model.confusion.tags[section]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self.inks.base)
        draw_head(painter, rect, model.names.name(tag), model.names.colour(tag), self.inks)
        painter.restore()


class ConfusionMatrix(QTableView):
    """The table of tags; keys go from cell to cell.

    Signals:
        chosen: The passages of a cell are wanted, by a click or a key: the tags of its row and of
            its column.
    """

    chosen = Signal(str, str)

    def __init__(self, names: TagNames, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names
        self._cells = MatrixCells(self)
        self._heads = [MatrixHeads(side, self) for side in Qt.Orientation]
        self.setItemDelegate(self._cells)
        for head in self._heads:
            if head.orientation() is Qt.Orientation.Horizontal:
                self.setHorizontalHeader(head)
            else:
                self.setVerticalHeader(head)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(tr("Table of tags"))
        self.clicked.connect(self._choose)
        listen(Context.AGREEMENT, {"passages-show": self._choose_current}, self)

    def show_confusion(self, confusion: Confusion) -> None:
        """Show this table in place of the former one; the current cell stays where it was."""
        former = self.model()
        place = (self.currentIndex().row(), self.currentIndex().column())
        self.setModel(MatrixModel(confusion, self._names, self))
        if former is not None:
            former.deleteLater()
        last = len(confusion.tags) - 1
        row, column = (min(max(0, at), last) for at in place)
        self.setCurrentIndex(self.model().index(row, column))

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._cells.inks = inks
        for head in self._heads:
            head.inks = inks
            head.viewport().update()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, inks.base)
        self.setPalette(palette)
        self.viewport().update()

    def set_current(self, row: str, column: str) -> None:
        """Make a cell current, by its tags."""
        model: MatrixModel = self.model()  # type: ignore[assignment]
        tags = model.confusion.tags
        self.setCurrentIndex(model.index(tags.index(row), tags.index(column)))

    def _choose_current(self) -> None:
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            model: MatrixModel = self.model()  # type: ignore[assignment]
            self.chosen.emit(*model.place(index))
