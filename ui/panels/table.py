"""The table that every list here is: quiet rows, one chosen at a time, no focus on cells."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.text_scale import sized
from ui.panels.inks import LIGHT_INKS, Inks
from ui.panels.rows import Column, Index, Natural, Row, RowsModel

ROW_PADDING = 10
_SELECTED, _ACTIVE = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_Active
_UNFOCUSED = ~QStyle.StateFlag.State_HasFocus  # the ring around the table shows it


class CellPainter(QStyledItemDelegate, Generic[Row]):
    """Draws cells; subclasses draw those of columns that are pictures rather than text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.inks = LIGHT_INKS
        self.commented: frozenset[str] = frozenset()  # ids of what has open comments

    def draw(self, painter: QPainter, cell: QStyleOptionViewItem, row: Row, column: int) -> None:
        """Draw the cell of a drawn column; its background is there already."""

    def row_at(self, index: Index) -> Row:
        """The row that a cell belongs to."""
        model: RowsModel[Row] = index.model()  # type: ignore[assignment]
        return model.rows[index.row()]

    def column_at(self, index: Index) -> Column[Row]:
        """The column that a cell belongs to."""
        model: RowsModel[Row] = index.model()  # type: ignore[assignment]
        return model.columns[index.column()]

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        state = option.state & _UNFOCUSED
        option.state = state | _ACTIVE if state & _SELECTED else state
        if self.column_at(index).is_quiet:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, self.inks.muted)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if not self.column_at(index).is_drawn:
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(cell.rect)
        self.draw(painter, cell, self.row_at(index), index.column())
        painter.restore()


class QuietHeader(QHeaderView):
    """A header without buttons: small muted titles, a line below, a triangle where it sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.inks = LIGHT_INKS
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        alignment = model.headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        room = rect.adjusted(4, 0, -4, 0)
        painter.save()
        painter.fillRect(rect, self.palette().base())
        painter.setPen(self.inks.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self.sortIndicatorSection() == section:
            room = self._draw_triangle(painter, room)
        painter.setPen(self.inks.muted)
        fitting = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, QStyle.visualAlignment(self.layoutDirection(), alignment), fitting)
        painter.restore()

    def _draw_triangle(self, painter: QPainter, room: QRect) -> QRect:
        """Draw the mark of sorting at the trailing side and return what is left for the title."""
        box = QStyle.alignedRect(
            self.layoutDirection(),
            Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter,
            QRect(0, 0, sized(8), sized(5)).size(),
            room,
        )
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        points = [QPointF(x, y + h), QPointF(x + w, y + h), QPointF(x + w / 2, y)]
        if self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder:
            points = [QPointF(x, y), QPointF(x + w, y), QPointF(x + w / 2, y + h)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.accent)
        painter.drawPolygon(QPolygonF(points))
        painter.restore()
        left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        taken = sized(12)
        return room.adjusted(0, 0, -taken, 0) if left else room.adjusted(taken, 0, 0, 0)


class RowsTable(QTableView, Generic[Row]):
    """A table of rows known by their ids.

    Signals:
        moved: The person went to another row by key; its id.
        clicked_on: The person clicked a row; its id.
        double_clicked: The person clicked a row twice; its id.
        entered: Enter on the current row; its id.
        resized: There is another width for the columns, or other letters.
        asked: A context menu is wanted for a row; its id and the place on the screen.
    """

    moved = Signal(str)
    clicked_on = Signal(str)
    double_clicked = Signal(str)
    entered = Signal(str)
    resized = Signal()
    asked = Signal(str, QPoint)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        cells: CellPainter[Row],
        parent: QWidget,
        natural: Natural[Row] | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model: RowsModel[Row] = RowsModel(columns, self, natural)
        self.cells = cells
        self.empty_words = ""  # what is said where there are no rows
        self._current = ""
        self._is_marking = False
        self._is_pressing = False
        cells.setParent(self)
        self.setItemDelegate(cells)
        self._dress()
        self.setModel(self.rows_model)
        self.rows_model.arranged.connect(lambda: self._mark(self._current))
        self.clicked.connect(lambda index: self.clicked_on.emit(self._id_at(index)))
        self.doubleClicked.connect(lambda index: self.double_clicked.emit(self._id_at(index)))

    def _dress(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        listen(Context.LIST, {"open-row": self._enter}, self)
        header = QuietHeader(self)
        self.setHorizontalHeader(header)
        self.setSortingEnabled(True)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give each row the height of a line."""
        side = self.verticalHeader()
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(self.fontMetrics().height() + sized(ROW_PADDING))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self.resized.emit()

    # -- what is shown ----------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays current where it is still there."""
        self.rows_model.set_rows(rows)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self.cells.inks = inks
        header = self.horizontalHeader()
        if isinstance(header, QuietHeader):
            header.inks = inks
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Highlight, inks.chosen)
            palette.setColor(group, QPalette.ColorRole.HighlightedText, inks.text)
        self.setPalette(palette)
        self.viewport().update()
        header.viewport().update()

    def set_widths(self, widths: Sequence[int | None]) -> None:
        """Give columns their widths in pixels; the one with None takes what is left."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width is None:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, width)

    def set_empty_words(self, words: str) -> None:
        """What to say where there are no rows."""
        self.empty_words = words
        self.viewport().update()

    # -- the current row --------------------------------------------------------------------------

    def current_id(self) -> str:
        """The id of the current row, or an empty text."""
        return self._id_at(self.currentIndex())

    def set_current(self, id: str) -> None:
        """Make a row current and bring it into sight; an id that is not here marks none."""
        self._current = id
        place = self._mark(id)
        if place is not None:
            self.scrollTo(self.rows_model.index(place, 0))

    def _mark(self, id: str) -> int | None:
        place = self.rows_model.place_of(id) if id else None
        self._is_marking = True
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != place:
            self.setCurrentIndex(self.rows_model.index(place, 0))
        self._is_marking = False
        return place

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._is_marking or self.rows_model.is_arranging or not current.isValid():
            return
        self._current = self._id_at(current)
        if current.row() != previous.row() and not self._is_pressing:
            self.moved.emit(self._current)

    def _id_at(self, index: Index) -> str:
        return self.rows_model.rows[index.row()].id if index.isValid() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    # -- hands ------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if id := self.current_id():
            self.entered.emit(id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressing = True  # a click is told when the button comes up again
        super().mousePressEvent(event)
        self._is_pressing = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.asked.emit(self._id_at(index), place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows_model.rows or not self.empty_words:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.cells.inks.muted)
        room = self.viewport().rect().adjusted(16, 24, -16, -16)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), self.empty_words)
        painter.end()
