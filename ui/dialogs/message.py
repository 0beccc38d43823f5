"""One sentence to read, or one question to answer; the window behind stays alive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStyle, QTextEdit, QVBoxLayout, QWidget

from ui.dialogs.sheet import Sheet, heading, sentence
from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import sized

ICON = 36
Sign = QStyle.StandardPixmap


class MessageDialog(Sheet):
    """A sentence, with details below it that can be copied."""

    def __init__(self, title: str, text: str, details: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.setMinimumWidth(sized(420))
        self.body.addLayout(_said(self, Sign.SP_MessageBoxInformation, title, text))
        if details:
            self.body.addWidget(self._details(details), 1)
        self.add_buttons(tr("OK")).setFocus()

    def _details(self, details: str) -> QTextEdit:
        box = QTextEdit(self)
        box.setPlainText(details)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setMinimumHeight(sized(140))
        box.setAccessibleName(tr("Details"))
        return box


class QuestionDialog(Sheet):
    """A question with two answers. Signals: `answered(bool)`, once; Escape answers no."""

    answered = Signal(bool)

    def __init__(
        self,
        title: str,
        question: str,
        yes_text: str,
        no_text: str,
        parent: QWidget | None,
        *,
        prefers_no: bool = False,
    ) -> None:
        super().__init__(title, parent)
        self.setMinimumWidth(sized(420))
        self.body.addLayout(_said(self, Sign.SP_MessageBoxQuestion, title, question))
        self.add_buttons(yes_text, no_text, prefers_no=prefers_no).setFocus()
        self.accepted.connect(lambda: self.answered.emit(True))
        self.rejected.connect(lambda: self.answered.emit(False))


def show_message(
    parent: QWidget | None, title: str, sentence: str, details: str = ""
) -> MessageDialog:
    """Show a sentence and go on at once."""
    message = MessageDialog(title, sentence, details, parent)
    message.open()
    return message


def ask(
    parent: QWidget | None,
    title: str,
    question: str,
    yes_text: str,
    no_text: str,
    *,
    prefers_no: bool = False,
) -> QuestionDialog:
    """Ask and go on at once; the answer comes by the signal `answered(bool)`.

    Enter says yes, or no where it `prefers_no`, for what cannot be taken back.
    """
    dialog = QuestionDialog(title, question, yes_text, no_text, parent, prefers_no=prefers_no)
    dialog.open()
    return dialog


def _said(sheet: Sheet, sign: Sign, title: str, text: str) -> QHBoxLayout:
    """The sign beside the title and the sentence."""
    row = QHBoxLayout()
    row.setSpacing(16)
    picture = PlainLabel("", sheet)
    picture.setPixmap(sheet.style().standardIcon(sign).pixmap(ICON, ICON))
    words = sentence(text, sheet)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column = QVBoxLayout()
    column.addWidget(heading(title, sheet, 1.1))
    column.addWidget(words)
    column.addStretch(1)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row
