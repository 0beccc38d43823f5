"""A page that work beside the window fills: how far that is, what became of it, what is saved."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QWidget,
)

from annotation.errors import Refusal
from annotation.values.items import Stage
from ui.dialogs.sheet import Complaint, PageSheet
from ui.look.language import left_to_right, say, tr
from ui.look.plain_text import PlainLabel
from ui.look.theme import Theme

FINISHED = frozenset({Stage.FINISHED})
ALSO_UNFINISHED = FINISHED | {Stage.IN_PROGRESS}


class JobPage(PageSheet):
    """A window of its own, beside the main one; it shows what it is given and asks for the rest.

    What was there stays until there is something newer. `again` begins the work, `summary` says
    what it came to; both are made by the page itself.

    Signals:
        cancelled: The work is to stop.
    """

    cancelled = Signal()
    again: QPushButton
    summary: PlainLabel

    def __init__(self, title: str, working: str) -> None:
        """`working` says what is being done, for those who listen."""
        super().__init__(title)
        self.complaint = Complaint(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(working)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.clicked.connect(self.cancelled)

    # -- putting together --------------------------------------------------------------------------

    def progress_row(self) -> QHBoxLayout:
        """How far the work is, and the button that stops it."""
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        return row

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""

    # -- what is shown -----------------------------------------------------------------------------

    def show_working(self, done: int, total: int | None) -> None:
        """Show how much is done, and of how much where that is known."""
        self.complain("")
        self.bar.setRange(0, 0 if total is None or done >= total else total)
        self.bar.setValue(done)
        self.set_working(is_working=True)

    def show_nothing(self, refusal: Refusal | None = None) -> None:
        """There is nothing newer, for this reason if there is one."""
        self.set_working(is_working=False)
        self.complain(say(refusal) if refusal is not None else "")

    def set_working(self, *, is_working: bool) -> None:
        """Show that something is being done, or that it has ended."""
        for widget in (self.bar, self.cancel):
            widget.setVisible(is_working)
        self.again.setEnabled(not is_working)

    def complain(self, words: str) -> None:
        """Say what could not be done; no words take the complaint away."""
        self.complaint.say(words)

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self.complain(say(refusal))

    def say_written(self, path: Path) -> None:
        """Say where something was saved."""
        self.summary.setText(tr("Written to {path}.", path=left_to_right(path)))


class UnfinishedBox(QCheckBox):
    """Whether sets that are not finished count as well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Also sets in &progress"), parent)

    @property
    def stages(self) -> frozenset[Stage]:
        """The stages of sets that count."""
        return ALSO_UNFINISHED if self.isChecked() else FINISHED


def filter_row(page: QWidget, boxes: Iterable[tuple[str, QComboBox]]) -> QHBoxLayout:
    """Boxes that choose what is listed, each behind what it is called."""
    row = QHBoxLayout()
    for words, box in boxes:
        label = PlainLabel(words, page)
        label.setBuddy(box)
        box.setAccessibleName(words.replace("&", ""))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(label)
        row.addWidget(box)
        row.addSpacing(8)
    return row


def closing_row(page: PageSheet, *widgets: QWidget) -> QHBoxLayout:
    """These, and the button that closes the page; no button of the page is pressed by Enter."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    close = QPushButton(tr("Close"), page)
    close.clicked.connect(page.close)
    row.addWidget(close)
    for button in page.findChildren(QPushButton):
        button.setAutoDefault(False)
    return row
