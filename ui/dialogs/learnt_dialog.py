"""What suggestions have learnt in this project, how right they have been, and who else is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QTabWidget, QWidget

from ui.dialogs.path_field import PathField, Wanted
from ui.dialogs.sheet import Sheet, faint, heading, rule, sentence
from ui.dialogs.statistics import NumbersTable, StatisticsTable
from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import roomy


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is shown: facts as (what, sentence), tables as (title, columns, rows)."""

    facts: Sequence[tuple[str, str]]
    tables: Sequence[StatisticsTable]


class LearntDialog(Sheet):
    """Shows what was learnt.

    Signals:
        forget_asked: Everything learnt is to be forgotten.
        learn_asked: It is to be learnt again from the project.
        other_set: Emitted with the command or folder that is to be asked, too; empty for none.
    """

    forget_asked = Signal()
    learn_asked = Signal()
    other_set = Signal(str)

    def __init__(self, learnt: Learnt, other: str, parent: QWidget | None) -> None:
        super().__init__(tr("What suggestions have learnt"), parent)
        self.resize(roomy(760, 620))
        self._other = other
        self.body.addWidget(heading(tr("What suggestions have learnt"), self))
        self._doing = faint("", self)
        self.facts = QFormLayout()
        self.facts.setVerticalSpacing(6)
        self.facts.setHorizontalSpacing(16)
        self.body.addLayout(self.facts)
        self.tabs = QTabWidget(self)
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(self._act_row())
        self.body.addWidget(rule(self))
        self.other = PathField(tr("Another suggester for this project"), Wanted.FOLDER, self)
        self.other.line.setText(other)
        self.body.addLayout(self._other_row())
        self.body.addWidget(
            faint(
                tr(
                    "A command that speaks JSON lines, or a folder with a model in ONNX. It is "
                    "asked in the background, on this computer only, and its suggestions stand "
                    "beside ours. See the help on suggestions."
                ),
                self,
            )
        )
        self.add_buttons(tr("Close"))
        self.show_learnt(learnt)
        self.tabs.setFocus()

    def _act_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.learn_button = QPushButton(tr("&Learn anew from the project"), self)
        self.forget_button = QPushButton(tr("&Forget"), self)
        for button, asked in (
            (self.learn_button, self.learn_asked),
            (self.forget_button, self.forget_asked),
        ):
            button.clicked.connect(lambda: self._doing.setText(tr("Learning…")))
            button.clicked.connect(asked)
        for button in (self.learn_button, self.forget_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self._doing, 1)
        return row

    def _other_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(tr("Another suggester for this project"), self))
        row.addWidget(self.other, 1)
        return row

    def show_learnt(self, learnt: Learnt) -> None:
        """Show what has been learnt by now."""
        self._doing.setText("")
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for what, text in learnt.facts:
            value = sentence(text, self)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addRow(faint(what, self), value)
        current = self.tabs.currentIndex()
        self.tabs.clear()
        for title, titles, rows in learnt.tables:
            table = NumbersTable(titles, rows, self.tabs)
            table.setAccessibleName(title)
            self.tabs.addTab(table, title)
        self.tabs.setCurrentIndex(max(current, 0))

    def done(self, result: int) -> None:
        """Tell which other suggester is set, if it has changed, however the dialog is left."""
        other = self.other.line.text().strip()
        super().done(result)
        if other != self._other:
            self._other = other
            self.other_set.emit(other)
