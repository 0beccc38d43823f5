"""A list to work off: each row shows words in context, and below them what is said of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui.dialogs.passage_lines import ContextLine
from ui.dialogs.passage_list import GAP, PassageCells, PassageList, passage_height, quiet_height
from ui.look.language import isolated
from ui.look.text_scale import scaled, sized
from ui.panels.rows import HasId, Index

ROW = Qt.ItemDataRole.UserRole + 1
MARK = 58  # pixels
KEPT = 300  # passages laid out and kept
NOWHERE = QModelIndex()
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class QueueRow:
    """What a row shows: `mark` stands large at the start, over a bar where there is a score."""

    before: str
    words: str
    after: str
    mark: str
    kind: str
    sentence: str
    whose: str
    score: float | None = None
    is_quiet: bool = False  # done with: said by the way

    @property
    def line(self) -> ContextLine:
        """The words in their context."""
        return ContextLine(self.before, self.words, self.after)

    @property
    def spoken(self) -> str:
        """The row for those who listen."""
        parts = (isolated(self.words), self.mark, self.kind, self.sentence, self.whose)
        return " · ".join(filter(None, parts))


Thing = TypeVar("Thing", bound=HasId)


class _Rows(QAbstractListModel, Generic[Thing]):
    """Things, put into words when they are looked at."""

    def __init__(self, read: Callable[[Thing], QueueRow], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self.things: list[Thing] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.things)

    def show_things(self, things: Sequence[Thing]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.things = list(things)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW:
            return self._read(self.things[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._read(self.things[index.row()]).spoken
        return None


class _Cells(PassageCells):
    """Paints a row in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, passage_height(option.font) + quiet_height(option.font) + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QueueRow = index.data(ROW)
        painter.save()
        ground = self.paint_ground(painter, option)
        room = option.rect.adjusted(GAP, 6, -GAP, -6)
        high, start = passage_height(option.font), sized(MARK)
        self._paint_mark(painter, option, QRect(room.left(), room.top(), start, room.height()), row)
        main = room.adjusted(start + GAP, 0, 0, 0)
        upper = QRect(main.left(), main.top(), main.width(), high)
        place = QStyle.visualRect(option.direction, option.rect, upper)
        self.passages.of(row.line, option.font).paint(painter, place, option.palette, ground)
        lower = QRect(main.left(), main.top() + high + 2, main.width(), quiet_height(option.font))
        self._paint_lower(painter, option, lower, row)
        painter.restore()

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, row: QueueRow
    ) -> None:
        place = QStyle.visualRect(option.direction, option.rect, room)
        high = passage_height(option.font)
        painter.setFont(scaled(option.font, 1.05, is_bold=not row.is_quiet))
        painter.setPen(self.inks.muted if row.is_quiet else self.inks.text)
        top = QRect(place.left(), place.top(), place.width(), high)
        painter.drawText(top, int(Flag.AlignCenter), row.mark)
        if row.score is None:
            return
        bar = QRect(place.left() + 4, place.top() + high + 6, place.width() - 8, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.inks.line)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        full = QRect(bar)
        full.setWidth(max(5, round(bar.width() * row.score)))
        if option.direction is Qt.LayoutDirection.RightToLeft:
            full.moveRight(bar.right())
        painter.setBrush(self.inks.muted if row.is_quiet else self.inks.warning)
        painter.drawRoundedRect(full, 2.5, 2.5)

    def _paint_lower(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, row: QueueRow
    ) -> None:
        """What kind it is and what is said; at the far side whose work it is."""
        painter.setFont(scaled(option.font, 0.9))
        metrics = painter.fontMetrics()
        end = min(metrics.horizontalAdvance(row.whose) + 4, room.width() * 2 // 5)
        start = metrics.horizontalAdvance(row.kind) + 2 * GAP if row.kind else 0
        said = room.adjusted(start, 0, -end - GAP, 0)
        far = room.adjusted(room.width() - end, 0, 0, 0)
        near = QRect(room.left(), room.top(), start, room.height())
        ink = self.inks.muted if row.is_quiet else self.inks.text
        for place, words, colour, side in (
            (near, row.kind, self.inks.accent, Flag.AlignLeading),
            (said, row.sentence, ink, Flag.AlignLeading),
            (far, row.whose, self.inks.muted, Flag.AlignTrailing),
        ):
            aligned = QStyle.visualAlignment(option.direction, side) | Flag.AlignVCenter
            painter.setPen(colour)
            shown = QStyle.visualRect(option.direction, option.rect, place)
            fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(shown, int(aligned), fitting)


class QueueList(PassageList, Generic[Thing]):
    """Rows to go through by the arrows.

    Signals:
        opened: A row was clicked twice; it is current.
        moved: Another row is current, or none.
    """

    opened = Signal()
    moved = Signal()

    def __init__(self, read: Callable[[Thing], QueueRow], parent: QWidget) -> None:
        super().__init__(_Cells(KEPT, parent), parent)
        self._rows: _Rows[Thing] = _Rows(read, self)
        self.setModel(self._rows)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    @property
    def things(self) -> list[Thing]:
        """What the rows stand for."""
        return self._rows.things

    def current(self) -> Thing | None:
        """What keys act on."""
        row = self.currentIndex().row()
        return self.things[row] if 0 <= row < len(self.things) else None

    def show_things(self, things: Sequence[Thing]) -> None:
        """Show these; the same stays current, else what follows it, or the last."""
        former, row = self.current(), self.currentIndex().row()
        self._rows.show_things(things)
        same = (n for n, thing in enumerate(things) if former and thing.id == former.id)
        wanted = next(same, min(max(row, 0), len(things) - 1))
        if things:
            self.setCurrentIndex(self._rows.index(wanted, 0))
        self.moved.emit()
