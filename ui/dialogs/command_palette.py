"""All commands: type a few letters of what it does, in Arabic or English, and press Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotation.arabic.folding import fold
from ui.dialogs.key_caps import caps_size, paint_caps
from ui.dialogs.sheet import Sheet, faint
from ui.dialogs.tints import row_background
from ui.keys.action import Context
from ui.keys.actions import BY_ID
from ui.keys.key_dispatcher import listen
from ui.keys.key_names import scrolls_list
from ui.look.language import tr
from ui.look.text_scale import roomy, scaled
from ui.panels.rows import Index

ENTRY = Qt.ItemDataRole.UserRole + 1
MARGIN = 12


@dataclass(frozen=True, slots=True)
class PaletteLine:
    """A command as the palette shows it."""

    id: str
    text: str
    keys: str = ""
    is_enabled: bool = True


def matching(entries: Sequence[PaletteLine], query: str) -> list[PaletteLine]:
    """The entries that hold every word of the query, best first; all when the query is empty."""
    words = fold(query).split()
    ranked = []
    for number, entry in enumerate(entries):
        text = f" {fold(entry.text)} {fold(_english(entry))}"
        if all(word in text for word in words):
            inner = sum(f" {word}" not in text for word in words)
            is_later = not text.startswith(f" {words[0]}") if words else False
            ranked.append((not entry.is_enabled, inner, is_later, number))
    return [entries[number] for *_, number in sorted(ranked)]


def _english(entry: PaletteLine) -> str:
    """An action's English words find it in any language."""
    action = BY_ID.get(entry.id)
    return action.text if action is not None else ""


class _EntryModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[PaletteLine] = []

    def show(self, entries: list[PaletteLine]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text} {entry.keys}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.entries[index.row()].is_enabled:
            return Qt.ItemFlag.ItemIsSelectable
        return super().flags(index)


class _EntryDelegate(QStyledItemDelegate):
    """A command's words at the start, its keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PaletteLine = index.data(ENTRY)
        palette, rect = option.palette, option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        size = caps_size(entry.keys, option.font) if entry.keys else QSize(0, 0)
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        words = QRect(inner.topLeft(), QSize(inner.width() - size.width() - 8, inner.height()))
        keys = QRect(inner.right() - size.width(), 0, size.width(), size.height())
        keys.moveTop(rect.center().y() - size.height() // 2 + 1)
        painter.save()
        painter.fillRect(rect, row_background(palette, is_current=is_current))
        group = QPalette.ColorGroup.Normal if entry.is_enabled else QPalette.ColorGroup.Disabled
        painter.setPen(palette.color(group, QPalette.ColorRole.Text))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(
            QStyle.visualRect(option.direction, rect, words),
            int(side | Qt.AlignmentFlag.AlignVCenter),
            entry.text,
        )
        place = QStyle.visualRect(option.direction, rect, keys)
        painter.setOpacity(1.0 if entry.is_enabled else 0.45)
        paint_caps(painter, QPointF(place.topLeft()), entry.keys, option.font, palette)
        painter.restore()


class CommandPalette(Sheet):
    """A search line over the list of commands. Signals: `chosen(str)`, the id of a command."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PaletteLine], parent: QWidget | None) -> None:
        super().__init__(tr("All commands"), parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._entries = entries
        self._model = _EntryModel(self)
        self.line = QLineEdit(self)
        self.line.setFont(scaled(self.font(), 1.2))
        self.line.setPlaceholderText(tr("What would you like to do?"))
        self.line.setAccessibleName(tr("What would you like to do?"))
        self.list = self._make_list()
        self._nothing = faint(tr("No command is called that."), self)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)
        for widget in (self.line, self.list, self._nothing):
            self.body.addWidget(widget)
        self.line.textChanged.connect(self._search)
        listen(Context.PALETTE, {"command-run": self._run}, self.line)
        self.line.installEventFilter(self)
        self._search("")
        self.resize(roomy(620, 440))
        self._place(parent)

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self._model)
        view.setItemDelegate(_EntryDelegate(view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setAccessibleName(tr("All commands"))
        view.clicked.connect(self._choose)
        return view

    def _place(self, parent: QWidget | None) -> None:
        """In the upper half of the window, where the eyes are."""
        if parent is not None:
            window = parent.window().geometry()
            x = window.center().x() - self.width() // 2
            self.move(x, window.top() + max(40, window.height() // 8))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list move while the search line keeps the keyboard."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and scrolls_list(event):  # type: ignore[arg-type]
            self.list.keyPressEvent(event)  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _run(self) -> None:
        self._choose(self.list.currentIndex())

    def _search(self, query: str) -> None:
        self._model.show(matching(self._entries, query))
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.setVisible(bool(self._model.entries))
        self._nothing.setVisible(not self._model.entries)

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, PaletteLine) and entry.is_enabled:
            self.accept()
            self.chosen.emit(entry.id)

    def shown(self) -> list[str]:
        """The ids of the commands listed now."""
        return [entry.id for entry in self._model.entries]
