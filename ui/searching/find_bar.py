"""The strip in which one types what to find."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.keymap import key_hint, when_keys_change
from ui.look.language import left_to_right, tr
from ui.look.plain_text import PlainLabel, tip
from ui.look.text_scale import sized


class FindBar(QWidget):
    """A line, a count, previous and next, everywhere or here, close.

    Signals: `asked(str text, bool everywhere)` when either changes, `moved(int)` with +1 or -1,
    `closed()`.
    """

    asked = Signal(str, bool)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(sized(220))
        self.count = PlainLabel("", self)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.previous = self._button("up")
        self.next = self._button("down")
        self.everywhere = QCheckBox(self)
        self.close_button = self._button("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.line)
        for widget in (self.count, self.previous, self.next, self.everywhere):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.retranslate()
        self._connect()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setText({"up": "▲", "down": "▼", "close": "✕"}[name])
        return button

    def _connect(self) -> None:
        self.line.textChanged.connect(self._ask)
        self.everywhere.toggled.connect(self._ask)
        self.previous.clicked.connect(lambda: self.moved.emit(-1))
        self.next.clicked.connect(lambda: self.moved.emit(1))
        self.close_button.clicked.connect(self._close)
        when_keys_change(self.retranslate)
        listen(
            Context.FIND,
            {
                "hit-next": lambda: self.moved.emit(1),
                "hit-previous": lambda: self.moved.emit(-1),
                "find-close": self._close,
            },
            self,
        )

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.line.setPlaceholderText(tr("Find in the text"))
        self.line.setAccessibleName(tr("Find in the text"))
        self.everywhere.setText(tr("In &all documents"))
        for button, words, action in (
            (self.previous, tr("Previous"), "hit-previous"),
            (self.next, tr("Next"), "hit-next"),
            (self.close_button, tr("Close"), "find-close"),
        ):
            text = key_hint(words, action)
            button.setToolTip(tip(text))
            button.setAccessibleName(text)

    def open_with(self, text: str) -> None:
        """Show the bar with this text selected, so that typing replaces it; ask if it is new."""
        self.show()
        if text:
            self.line.setText(text)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_everywhere(self, everywhere: bool) -> None:
        """Search in all documents, or in this one."""
        self.everywhere.setChecked(everywhere)

    def show_count(self, current: int, total: int) -> None:
        """Say which hit is shown, counted from 1, and how many there are."""
        if not self.line.text():
            self.count.clear()
        elif not total:
            self.count.setText(tr("Not found"))
        else:
            at, of = left_to_right(f"{current:,}"), left_to_right(f"{total:,}")
            self.count.setText(tr("{current} of {total}", current=at, total=of))
        self.previous.setEnabled(total > 0)
        self.next.setEnabled(total > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line parts the bar from what is below it."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _ask(self) -> None:
        if not self.line.text():
            self.show_count(0, 0)
        self.asked.emit(self.line.text(), self.everywhere.isChecked())

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
