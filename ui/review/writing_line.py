"""A line to write a comment in, that is there only while it is wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import tr
from ui.look.plain_text import PlainLabel


class WritingLine(QWidget):
    """Asks for words, which one key sends and one leaves unsaid.

    Signals:
        written: The words, which may be none.
        left: The person is through, with or without words.
    """

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = PlainLabel("", self)
        self.line = QLineEdit(self)
        self.send = QPushButton(tr("Send"), self)
        self.send.setAutoDefault(False)
        self._label.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self.line, 1)
        row.addWidget(self.send)
        listen(Context.WRITING, {"words-send": self._send, "words-leave": self._leave}, self.line)
        self.send.clicked.connect(self._send)
        self.hide()

    def ask(self, what: str) -> None:
        """Come into sight and take the keyboard."""
        self._label.setText(what)
        self.line.setAccessibleName(what)
        self.line.clear()
        self.show()
        self.line.setFocus()

    def _send(self) -> None:
        words = self.line.text().strip()
        self._leave()
        self.written.emit(words)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
