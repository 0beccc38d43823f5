"""One line of long work beside which people go on working: what is done, how far it is, Cancel."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.look.language import left_to_right, tr
from ui.look.plain_text import PlainLabel


class WorkLine(QWidget):
    """Shown while there is something to show, and never takes the keyboard by itself.

    Signals:
        cancelled: The work is to stop.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", self)
        self.cancel = QToolButton(self)
        self.cancel.setAutoRaise(True)
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.cancel)
        self.hide()

    def show_words(self, words: str, *, can_be_cancelled: bool) -> None:
        """Say how far the work is."""
        self.words.setText(words)
        self.cancel.setText(tr("Cancel"))
        self.cancel.setAccessibleName(tr("Cancel"))
        self.cancel.setVisible(can_be_cancelled)
        self.show()

    def show_nothing(self) -> None:
        """There is nothing to wait for any more."""
        self.hide()


class ReadingSign(QObject):
    """The sign of an import that is being read, in such a line. Signals: `cancelled()`."""

    cancelled = Signal()

    def __init__(self, line: WorkLine) -> None:
        super().__init__(line)
        self._line = line
        line.cancelled.connect(self.cancelled)
        self.show_working(0, None)

    def show_working(self, done: int, total: int | None) -> None:
        """Show how many documents are read; how many there are nobody knows."""
        del total
        words = tr("Reading what comes in: {count} documents", count=left_to_right(f"{done:,}"))
        self._line.show_words(words, can_be_cancelled=True)

    def show_nothing(self) -> None:
        """It is over, however it ended."""
        self._line.show_nothing()
        self.deleteLater()
