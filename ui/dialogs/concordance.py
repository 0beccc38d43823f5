"""Words in their contexts, one under the other: the list that choices and hits are shown in."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.dialogs.passage_lines import ContextLine, Heading, Passages, passage_font
from ui.dialogs.tints import faint_text, row_background
from ui.look.language import isolated
from ui.look.text_scale import scaled, sized
from ui.look.theme import mixed
from ui.panels.rows import Index

LINE = Qt.ItemDataRole.UserRole + 1
GAP = 10
CHECK = 16
WIDEST_NOTE = 190
KEPT = 400  # passages laid out and kept, some twenty screens
TEXT = QPalette.ColorRole.Text


class LineModel(QAbstractListModel):
    """The lines, read by row."""

    def __init__(self, lines: Sequence[ContextLine], parent: QObject) -> None:
        super().__init__(parent)
        self.lines = lines

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself, or its words for those who listen."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, Heading):
                return " · ".join(part for part in (line.words, line.note) if part)
            text = isolated(line.before + line.words + line.after)
            return " · ".join(part for part in (isolated(line.words), line.tag, text) if part)
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a line: check box, words in context, chip of the tag, note.

    The context is one unbroken text layout, so that shaping and the order of Arabic, Latin and
    digits are those of the article; the words are marked behind it, never by cutting it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip_width = 0
        self.note_width = 0
        self._passages = Passages(KEPT)

    def measure(self, lines: Sequence[ContextLine], font: QFont) -> None:
        """Make the columns of tags and notes as wide as their widest entry, within reason."""
        metrics = QFontMetrics(scaled(font, 0.9))
        chips = {line.tag for line in lines if line.tag}
        notes = {line.note for line in lines if line.note}
        around = sized(30)
        self.chip_width = max((metrics.horizontalAdvance(t) + around for t in chips), default=0)
        # Letters are wide by fractions of a pixel: without one more the widest would be cut off.
        widest = max((metrics.horizontalAdvance(t) + 1 for t in notes), default=0)
        self.note_width = min(widest, sized(WIDEST_NOTE))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text with air around it."""
        height = QFontMetrics(passage_font(option.font)).height()
        return QSize(200, height + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        line: ContextLine = index.data(LINE)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = row_background(option.palette, is_current=is_current)
        painter.save()
        painter.fillRect(option.rect, ground)
        if is_current:
            self._paint_bar(painter, option)
        if isinstance(line, Heading):
            self._paint_heading(painter, option, line)
            painter.restore()
            return
        check = index.data(Qt.ItemDataRole.CheckStateRole)
        passage, chip, note = self._columns(option, has_check=check is not None)
        if check is not None:
            self._paint_check(painter, option, is_checked=check == Qt.CheckState.Checked)
        self._passages.of(line, option.font).paint(painter, passage, option.palette, ground)
        painter.setFont(scaled(option.font, 0.9))
        if line.tag:
            self._paint_chip(painter, option, chip, line)
        self._paint_note(painter, option, note, line.note)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Heading
    ) -> None:
        rect = option.rect.adjusted(GAP, 0, -GAP, 0)
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        other = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        lower = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(faint_text(option.palette))
        painter.setFont(scaled(option.font, 0.9))
        painter.drawText(rect, int(other | lower), line.note)
        note = painter.fontMetrics().horizontalAdvance(line.note) + GAP
        painter.setPen(option.palette.color(TEXT))
        painter.setFont(scaled(option.font, 1.0, is_bold=True))
        room = rect.width() - note
        words = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(rect, int(side | lower), words)

    def _columns(
        self, option: QStyleOptionViewItem, *, has_check: bool
    ) -> tuple[QRect, QRect, QRect]:
        """The places of the passage, the chip and the note, mirrored where the list is."""
        rect = option.rect.adjusted(GAP, 0, -GAP, 0)
        start = rect.left() + (sized(CHECK) + GAP if has_check else 0)
        end = rect.right()
        places = []
        for width in (self.note_width, self.chip_width):
            places.append(QRect(end - width, rect.top(), width, rect.height()))
            end -= width + GAP if width else 0
        passage = QRect(start, rect.top(), max(end - start, 0), rect.height())
        mirrored = (passage, places[1], places[0])
        first, second, third = (
            QStyle.visualRect(option.direction, option.rect, place) for place in mirrored
        )
        return first, second, third

    def _paint_bar(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        bar = QRect(rect.left(), rect.top() + 1, 3, rect.height() - 2)
        place = QStyle.visualRect(option.direction, rect, bar)
        painter.fillRect(place, option.palette.color(QPalette.ColorRole.Highlight))

    def _paint_check(
        self, painter: QPainter, option: QStyleOptionViewItem, *, is_checked: bool
    ) -> None:
        rect, size = option.rect, sized(CHECK)
        box = QRect(rect.left() + GAP, rect.center().y() - size // 2, size, size)
        place = QRectF(QStyle.visualRect(option.direction, rect, box)).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        base, text = (option.palette.color(r) for r in (QPalette.ColorRole.Base, TEXT))
        accent = option.palette.color(QPalette.ColorRole.Highlight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(accent if is_checked else mixed(base, text, 0.55))
        painter.setBrush(accent if is_checked else base)
        painter.drawRoundedRect(place, 3.5, 3.5)
        if is_checked:
            unit = size / CHECK
            points = ((3.5, 8.0), (6.5, 11.0), (11.5, 4.5))
            tick = [place.topLeft() + QPointF(x * unit, y * unit) for x, y in points]
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.HighlightedText), 2))
            painter.drawPolyline(tick)

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, line: ContextLine
    ) -> None:
        palette = option.palette
        text = palette.color(TEXT)
        colour = QColor(line.colour) if line.colour else text
        height = painter.fontMetrics().height() + 4
        box = QRectF(place.x(), place.center().y() - height / 2 + 0.5, place.width(), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(mixed(palette.color(QPalette.ColorRole.Base), colour, 0.7))
        painter.setBrush(mixed(palette.color(QPalette.ColorRole.Base), colour, 0.25))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.tag)

    def _paint_note(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, note: str
    ) -> None:
        painter.setPen(faint_text(option.palette))
        text = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, place.width())
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), text)


class LineList(QListView):
    """A list of lines; fast with thousands of them. Enter or a double click activates one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_model(self, model: LineModel) -> None:
        """Show these lines in place of the former ones, the first of them current."""
        former = self.model()
        self.setModel(model)
        if former is not None:
            former.deleteLater()
        self._delegate.measure(model.lines, self.font())
        self.setCurrentIndex(model.index(0, 0))

    def make_room(self, lines: Sequence[ContextLine]) -> None:
        """Make the columns wide enough for these lines, too."""
        chip, note = self._delegate.chip_width, self._delegate.note_width
        self._delegate.measure(lines, self.font())
        self._delegate.chip_width = max(chip, self._delegate.chip_width)
        self._delegate.note_width = max(note, self._delegate.note_width)

    def row(self) -> int:
        """The number of the current row; -1 when there is none."""
        return self.currentIndex().row()
