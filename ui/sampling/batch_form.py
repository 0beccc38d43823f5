"""The form in which a batch is described: whose work, which documents, how many, how good."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotation.sampling.batch import MOST, Batch, UnitKind
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import tr
from ui.look.plain_text import PlainLabel, without_mnemonic
from ui.panels.flow import FlowLayout


class BatchForm(QWidget):
    """Says which batch is meant. Signals: `drawn(Batch)`."""

    drawn = Signal(object)

    def __init__(self, annotators: Sequence[str], reviewer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._annotators = list(annotators)
        self.people = [QCheckBox(without_mnemonic(name), self) for name in annotators]
        self.name = QLineEdit(self)
        self.kind = QComboBox(self)
        self.amount = QSpinBox(self)
        self.limit = QDoubleSpinBox(self)
        self.draw = QPushButton(tr("&Draw the sample"), self)
        self._fill(reviewer)
        self._lay_out()
        self.draw.clicked.connect(lambda: self.drawn.emit(self.batch()))
        listen(Context.WRITING, {"words-send": self.draw.click}, self.name)

    def _fill(self, reviewer: str) -> None:
        for name, box in zip(self._annotators, self.people, strict=True):
            box.setChecked(name != reviewer or len(self._annotators) == 1)
        self.name.setPlaceholderText(tr("every name; * stands for anything"))
        self.kind.addItem(tr("Spans, one by one"), UnitKind.SPAN)
        self.kind.addItem(tr("Whole documents"), UnitKind.DOCUMENT)
        self.amount.setRange(1, MOST)
        self.amount.setValue(Batch().size)
        self.limit.setRange(0.1, 99.9)
        self.limit.setDecimals(1)
        self.limit.setSuffix("%")
        self.limit.setValue(100 * Batch().limit)

    def _lay_out(self) -> None:
        place = QWidget(self)
        flow = FlowLayout(place)
        for box in self.people:
            flow.addWidget(box)
        crew = QHBoxLayout()
        crew.addWidget(PlainLabel(tr("Finished work of:"), self))
        crew.addWidget(place, 1)
        row = QHBoxLayout()
        for words, field in (
            (tr("Documents &named"), self.name),
            (tr("&Judged are"), self.kind),
            (tr("&Sample"), self.amount),
            (tr("At most &faulty"), self.limit),
        ):
            label = PlainLabel(words, self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1 if field is self.name else 0)
        row.addWidget(self.draw)
        self.draw.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(crew)
        column.addLayout(row)

    def batch(self) -> Batch:
        """The batch as it is described; everybody is named, for others may come later."""
        boxes = zip(self._annotators, self.people, strict=True)
        chosen = tuple(name for name, box in boxes if box.isChecked())
        return Batch(
            chosen,
            self.name.text().strip(),
            UnitKind(self.kind.currentData()),
            self.amount.value(),
            round(self.limit.value() / 100, 4),
        )

    @property
    def has_somebody(self) -> bool:
        """Whether anybody's work is meant."""
        return any(box.isChecked() for box in self.people)
