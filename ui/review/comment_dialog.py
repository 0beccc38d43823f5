"""A few lines to write a comment in."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.dialogs.sheet import Sheet, faint, heading
from ui.look.language import left_to_right, tr
from ui.look.text_scale import sized
from ui.panels.table import ENTER


class CommentDialog(Sheet):
    """Asks for a comment; Enter sends it, Shift+Enter begins a new line.

    Signals:
        written: The words; never none.
    """

    written = Signal(str)

    def __init__(self, what: str, parent: QWidget | None) -> None:
        super().__init__(tr("Comment"), parent)
        self.setMinimumWidth(sized(420))
        self.words = QTextEdit(self)
        self.words.setAcceptRichText(False)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(sized(110))
        self.words.setAccessibleName(tr("Comment"))
        self.words.installEventFilter(self)
        self.body.addWidget(heading(tr("Comment on {what}", what=what), self, 1.1))
        self.body.addWidget(self.words)
        keys = {"enter": left_to_right("Enter"), "line": left_to_right("Shift+Enter")}
        self.body.addWidget(faint(tr("{enter} sends it, {line} begins a new line.", **keys), self))
        self.send = self.add_buttons(tr("Send"), tr("Cancel"))
        self.send.setEnabled(False)
        self.words.textChanged.connect(lambda: self.send.setEnabled(bool(self._text())))
        self.accepted.connect(lambda: self.written.emit(self._text()))
        self.words.setFocus()

    def _text(self) -> str:
        return self.words.toPlainText().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: a bare Enter sends."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and event.key() in ENTER:  # type: ignore[attr-defined]
            shift = Qt.KeyboardModifier.ShiftModifier
            if not event.modifiers() & shift:  # type: ignore[attr-defined]
                if self._text():
                    self.accept()
                return True
        return super().eventFilter(watched, event)
