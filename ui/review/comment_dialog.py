"""A few lines to write a comment in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.dialogs.sheet import Sheet, faint, heading
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.key_names import NEW_LINE
from ui.keys.keymap import key_for, shown_key
from ui.look.language import tr
from ui.look.text_scale import sized


class CommentDialog(Sheet):
    """Asks for a comment; Shift+Enter begins a new line.

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
        listen(Context.COMMENT, {"comment-send": self._send}, self.words)
        self.body.addWidget(heading(tr("Comment on {what}", what=what), self, 1.1))
        self.body.addWidget(self.words)
        self.body.addWidget(faint(_how_to_send(), self))
        self.send = self.add_buttons(tr("Send"), tr("Cancel"))
        self.send.setEnabled(False)
        self.words.textChanged.connect(lambda: self.send.setEnabled(bool(self._text())))
        self.accepted.connect(lambda: self.written.emit(self._text()))
        self.words.setFocus()

    def _text(self) -> str:
        return self.words.toPlainText().strip()

    def _send(self) -> None:
        if self._text():
            self.accept()


def _how_to_send() -> str:
    line = shown_key(NEW_LINE)
    return tr(
        "{enter} sends it, {line} begins a new line.", enter=key_for("comment-send"), line=line
    )
