"""The people of a project: how far each is, what is theirs, and a rule that shares out the rest."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotation.assigning.assignment import (
    AssignmentRule,
    Manner,
    check_rule,
    read_condition,
    read_share,
)
from annotation.errors import AnnotationError
from storage.team.team import AnnotatorSummary, SharedOut
from ui.dialogs.sheet import Complaint, Sheet, heading, sentence
from ui.dialogs.statistics import NumbersTable
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import isolated, left_to_right, say, tr
from ui.look.text_scale import roomy

MOST_EACH = 20


class TeamDialog(Sheet):
    """Shows people and shares out documents; it stays open while things change.

    Signals:
        added: Somebody is to be added; the name.
        previewed: A rule has changed and its numbers are wanted; the Rule.
        rule_asked: Documents are to be shared out; the Rule.
        handed_on: What one has not begun is to go to another; both names.
    """

    added = Signal(str)
    previewed = Signal(object)
    rule_asked = Signal(object)
    handed_on = Signal(str, str)

    def __init__(self, people: Sequence[AnnotatorSummary], parent: QWidget | None) -> None:
        super().__init__(tr("Annotators and assignment"), parent)
        self.resize(roomy(760, 640))
        self._table_place = QVBoxLayout()
        self._table: NumbersTable | None = None
        self.new_name = QLineEdit(self)
        self.add_button = QPushButton(tr("A&dd"), self)
        self.shares = QLineEdit(self)
        self.each = QSpinBox(self)
        self.by_hash = QCheckBox(tr("The &text alone decides, for people who work apart"), self)
        self.name = QLineEdit(self)
        self.where = QLineEdit(self)
        self.outcome = sentence("", self)
        self._complaint = Complaint(self)
        self.share_button = QPushButton(tr("&Share out"), self)
        self.giver = QComboBox(self)
        self.taker = QComboBox(self)
        self.hand_button = QPushButton(tr("&Hand on"), self)
        self._build()
        self._connect()
        self.show_people(people)
        self.shares.setText(tr(", ").join(person.name for person in people))
        self.shares.setFocus()

    # -- putting together --------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.addWidget(heading(tr("Annotators and assignment"), self))
        self.body.addLayout(self._table_place, 1)
        self.body.addLayout(self._adding_row())
        self.body.addWidget(self._rule_box())
        self.body.addWidget(self._handing_box())
        self.add_buttons(tr("Close"))
        for button in (self.add_button, self.share_button, self.hand_button):
            button.setAutoDefault(False)

    def _adding_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.new_name.setPlaceholderText(tr("Name of a further annotator"))
        self.new_name.setAccessibleName(tr("Name of a further annotator"))
        row.addWidget(self.new_name, 1)
        row.addWidget(self.add_button)
        return row

    def _rule_box(self) -> QGroupBox:
        box = QGroupBox(tr("Share out the documents that nobody has"), self)
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.each.setRange(1, MOST_EACH)
        self.shares.setPlaceholderText(tr("Sara=2, Ali: Sara gets twice as many"))
        self.name.setPlaceholderText(tr("every name; * stands for anything"))
        self.where.setPlaceholderText(left_to_right("source=…   date=2025-01..2025-06"))
        form.addRow(tr("&Among"), self.shares)
        form.addRow(tr("Annotators per d&ocument"), self.each)
        form.addRow("", self.by_hash)
        form.addRow(tr("Only of the &name"), self.name)
        form.addRow(tr("Only &where"), self.where)
        form.addRow("", self.outcome)
        form.addRow("", self._complaint)
        form.addRow("", self.share_button)
        return box

    def _handing_box(self) -> QGroupBox:
        box = QGroupBox(tr("Hand on what somebody has not begun"), self)
        row = QHBoxLayout(box)
        self.giver.setAccessibleName(tr("From"))
        self.taker.setAccessibleName(tr("To"))
        for words, choice in ((tr("From"), self.giver), (tr("To"), self.taker)):
            row.addWidget(sentence(words, box))
            row.addWidget(choice, 1)
        row.addWidget(self.hand_button)
        return box

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        listen(Context.WRITING, {"words-send": self._add}, self.new_name)
        for line in (self.shares, self.name, self.where):
            line.textChanged.connect(self.preview)
        self.each.valueChanged.connect(self.preview)
        self.by_hash.toggled.connect(self.preview)
        self.share_button.clicked.connect(self._share_out)
        self.hand_button.clicked.connect(
            lambda: self.handed_on.emit(self.giver.currentText(), self.taker.currentText())
        )

    # -- values ------------------------------------------------------------------------------------

    def show_people(self, people: Sequence[AnnotatorSummary]) -> None:
        """Show everybody's newer numbers."""
        fresh = NumbersTable(_titles(), [_row(person) for person in people], self)
        fresh.setAccessibleName(tr("Annotators"))
        if self._table is not None:
            self._table.deleteLater()
        self._table = fresh
        self._table_place.addWidget(fresh)
        for choice in (self.giver, self.taker):
            chosen = choice.currentText()
            choice.clear()
            choice.addItems([person.name for person in people])
            choice.setCurrentIndex(max(0, choice.findText(chosen)))
        self.hand_button.setEnabled(len(people) > 1)
        if len(people) > 1 and self.taker.currentIndex() == self.giver.currentIndex():
            self.taker.setCurrentIndex(1 - min(1, self.giver.currentIndex()))

    def show_outcome(self, given: SharedOut) -> None:
        """Show what the rule would give."""
        parts = (f"{isolated(name)} {left_to_right(count)}" for name, count in given.by_annotator)
        self.outcome.setText(
            tr(
                "Documents: {count} — {shares}",
                count=left_to_right(f"{given.documents:,}"),
                shares=tr(", ").join(parts),
            )
        )
        self.share_button.setEnabled(given.documents > 0)

    def complain(self, words: str) -> None:
        """Say why the rule cannot be followed; nothing when it can."""
        self._complaint.say(words)
        if words:
            self.outcome.setText("")
            self.share_button.setEnabled(False)

    def preview(self) -> None:
        """Ask for the numbers of the rule as it stands."""
        if (rule := self._rule()) is not None:
            self.previewed.emit(rule)

    # -- within ------------------------------------------------------------------------------------

    def _rule(self) -> AssignmentRule | None:
        """The rule as it is written; None, and a complaint, when it cannot be followed."""
        try:
            rule = AssignmentRule(
                tuple(read_share(part) for part in _parts(self.shares.text())),
                self.each.value(),
                Manner.HASH if self.by_hash.isChecked() else Manner.RULE,
                self.name.text().strip(),
                tuple(read_condition(part) for part in _parts(self.where.text())),
            )
            check_rule(rule)
        except AnnotationError as refusal:
            self.complain(say(refusal))
            return None
        self.complain("")
        return rule

    def _share_out(self) -> None:
        if (rule := self._rule()) is not None:
            self.rule_asked.emit(rule)

    def _add(self) -> None:
        name = self.new_name.text().strip()
        if not name:
            self.new_name.setFocus()
            return
        self.new_name.clear()
        self.added.emit(name)
        self.shares.setText(tr(", ").join([*_parts(self.shares.text()), name]))


def _parts(text: str) -> list[str]:
    """What stands between commas of either script."""
    return [part.strip() for part in text.replace("،", ",").split(",") if part.strip()]


def _titles() -> list[str]:
    return [
        tr("Annotator"),
        tr("Assigned"),
        tr("Not begun"),
        tr("In progress"),
        tr("Finished"),
        tr("Set aside"),
    ]


def _row(person: AnnotatorSummary) -> list[str]:
    numbers = (
        person.assigned,
        person.new,
        person.in_progress,
        person.finished,
        person.set_aside,
    )
    return [isolated(person.name), *(left_to_right(f"{number:,}") for number in numbers)]
