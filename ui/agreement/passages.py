"""The passages behind a number: what both annotators marked there, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui.dialogs.passage_lines import ContextLine
from ui.dialogs.passage_list import GAP, PassageCells, PassageList, passage_height, quiet_height
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import isolated, tr
from ui.look.text_scale import scaled, sized
from ui.look.theme import mixed
from ui.panels.marks import draw_chip
from ui.panels.rows import Index

PLACE = Qt.ItemDataRole.UserRole + 1
CHIP = 116  # pixels
KEPT = 200  # passages laid out and kept
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class PassageVersion:
    """What one annotator has there: the words in their context, under a tag if there is one."""

    annotator: str
    line: ContextLine


@dataclass(frozen=True, slots=True)
class PlacePair:
    """One passage: where it is, both versions, and why their bounds differ."""

    document_id: str
    document: str
    begin: int
    end: int
    first: PassageVersion
    second: PassageVersion
    causes: str = ""


class PlaceModel(QAbstractListModel):
    """The passages found so far."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: list[PlacePair] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.places)

    def add(self, places: Sequence[PlacePair]) -> None:
        """Show more passages below those that are there."""
        if places:
            first = len(self.places)
            self.beginInsertRows(NOWHERE, first, first + len(places) - 1)
            self.places.extend(places)
            self.endInsertRows()

    def clear(self) -> None:
        """Show none."""
        self.beginResetModel()
        self.places.clear()
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == PLACE:
            return place
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [isolated(place.document), *map(_words, (place.first, place.second))]
            return " · ".join(filter(None, [*parts, place.causes]))
        return None


def _words(version: PassageVersion) -> str:
    """A version for those who listen."""
    who, line = isolated(version.annotator), version.line
    if not line.tag:
        return tr("{annotator}: nothing", annotator=who)
    return tr(
        "{annotator}: “{words}”, {tag}",
        annotator=who,
        words=isolated(line.words),
        tag=isolated(line.tag),
    )


class PlaceDelegate(PassageCells):
    """Paints a passage: a quiet line that says where and why, and under it both versions."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, quiet_height(option.font) + passage_height(option.font) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: PlacePair = index.data(PLACE)
        painter.save()
        ground = self.paint_ground(painter, option)
        room = option.rect.adjusted(GAP, 4, -GAP, -4)
        width = (room.width() - GAP) // 2
        for number, version in enumerate((place.first, place.second)):
            left = room.left() + number * (width + GAP)
            half = QStyle.visualRect(
                option.direction, room, QRect(left, room.top(), width, room.height())
            )
            said = isolated(version.annotator)
            beside = place.causes if number else isolated(place.document)
            self._paint_where(painter, option, half, said, beside)
            below = half.adjusted(0, quiet_height(option.font) + 2, 0, 0)
            self._paint_version(painter, option, below, version, ground=ground)
        painter.restore()

    def _paint_where(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, said: str, beside: str
    ) -> None:
        """Whose version it is, and at the other end the document or the causes."""
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(self.inks.muted)
        line = QRect(room.left(), room.top(), room.width(), quiet_height(option.font))
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
        trailing = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignTrailing)
        painter.drawText(line, int(leading), said)
        painter.drawText(line, int(trailing), beside)

    def _paint_version(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        version: PassageVersion,
        *,
        ground: Any,
    ) -> None:
        """The tag as a chip at the start, then the words; a grey line where there is no tag."""
        line = version.line
        chip = QStyle.visualRect(
            option.direction, room, QRect(room.left(), room.top(), sized(CHIP), room.height())
        )
        beside = QStyle.visualRect(
            option.direction, room, room.adjusted(sized(CHIP) + GAP, 0, 0, 0)
        )
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setFont(scaled(option.font, 0.9))
        if line.tag:
            draw_chip(painter, chip, line.tag, line.colour, self.inks, option.direction)
        else:
            painter.setPen(self.inks.muted)
            side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
            painter.drawText(chip, int(side | Qt.AlignmentFlag.AlignVCenter), tr("nothing"))
        grey = mixed(self.inks.base, self.inks.muted, 0.5).name()
        shown = line if line.tag else ContextLine(line.before, line.words, line.after, colour=grey)
        self.passages.of(shown, option.font).paint(painter, beside, option.palette, ground)


class PlaceList(PassageList):
    """Passages one under the other.

    Signals:
        chosen: A passage is to be opened, by Enter or a double click: its row.
        more_wanted: The end of the list has come into sight.
    """

    chosen = Signal(int)
    more_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(PlaceDelegate(KEPT, parent), parent)
        self._places = PlaceModel(self)
        self.setModel(self._places)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(tr("Passages"))
        listen(Context.LIST, {"open-row": self._choose_current}, self)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(self._look_for_end)

    def place(self, row: int) -> PlacePair:
        """The passage of a row."""
        return self._places.places[row]

    def clear(self) -> None:
        """Show none."""
        self._places.clear()

    def show_more(self, places: Sequence[PlacePair]) -> None:
        """Show more passages below those that are there; the first of all becomes current."""
        self._places.add(places)
        if places and not self.currentIndex().isValid():
            self.setCurrentIndex(self._places.index(0, 0))

    def _choose_current(self) -> bool:
        """Open the current passage; False where there is none."""
        is_there = self.currentIndex().isValid()
        if is_there:
            self.chosen.emit(self.currentIndex().row())
        return is_there

    def _look_for_end(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self.more_wanted.emit()
