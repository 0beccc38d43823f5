"""Taking work out: in what format, whose, and where to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.path_field import PathField, Wanted, ask_to_replace, cannot_be_written
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.language import left_to_right, tr


class ExportDialog(Sheet):
    """Asks what to export; each format is (name, what it holds, whether it is a folder).

    Signals: `asked(str format, str annotator, bool with_suggestions, Path target, bool strict)`.
    What is there already is replaced only when the person says so.
    """

    asked = Signal(str, str, bool, object, bool)

    def __init__(
        self,
        formats: Sequence[tuple[str, str, bool]],
        annotators: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Export"), parent)
        self.resize(620, 0)
        self._formats = formats
        self.format = QComboBox(self)
        self.format.addItems([left_to_right(name) for name, _, _ in formats])
        self._holds = faint("", self)
        self.finished_work = QRadioButton(tr("The &work of"), self)
        self.suggestions = QRadioButton(tr("The &suggestions nobody has decided yet"), self)
        self.annotator = QComboBox(self)
        self.annotator.addItems(list(annotators))
        self.annotator.setAccessibleName(tr("Annotator"))
        self.target = PathField(tr("Export to"), Wanted.SAVE_FILE, self)
        self._complaint = Complaint(self)
        self.strict = QCheckBox(tr("&Refuse if the format would lose anything"), self)
        self._build()
        self._connect()

    def _build(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("For&mat"), self.format)
        form.addRow("", self._holds)
        form.addRow(tr("Which work"), self._whose())
        form.addRow(tr("Export &to"), self.target)
        form.addRow("", self._complaint)
        form.addRow("", self.strict)
        self.body.addWidget(heading(tr("Export"), self))
        self.body.addLayout(form)
        self.add_buttons(tr("Export"), tr("Cancel"))

    def _whose(self) -> QVBoxLayout:
        column, row = QVBoxLayout(), QHBoxLayout()
        row.addWidget(self.finished_work)
        row.addWidget(self.annotator, 1)
        column.addLayout(row)
        column.addWidget(self.suggestions)
        return column

    def _connect(self) -> None:
        has_work = self.annotator.count() > 0
        self.finished_work.setEnabled(has_work)
        (self.finished_work if has_work else self.suggestions).setChecked(True)
        self.annotator.setEnabled(has_work)
        self.finished_work.toggled.connect(self.annotator.setEnabled)
        self.format.currentIndexChanged.connect(self._show_format)
        self.target.changed.connect(lambda: self._complaint.say(""))
        self._show_format()
        self.format.setFocus()

    def _show_format(self) -> None:
        _, holds, is_folder = self._formats[self.format.currentIndex()]
        where = tr("Writes a folder.") if is_folder else tr("Writes one file.")
        self._holds.setText(f"{holds} · {where}")
        self.target.wanted = Wanted.FOLDER if is_folder else Wanted.SAVE_FILE

    def accept(self) -> None:
        """Check the target; ask before anything is replaced."""
        target = self.target.path()
        complaint = self._check(target)
        self._complaint.say(complaint)
        if complaint or target is None:
            self.target.setFocus()
        elif _holds_something(target):
            ask_to_replace(self, target, lambda: self._answer(target))
        else:
            self._answer(target)

    def _check(self, target: Path | None) -> str:
        is_folder = self._formats[self.format.currentIndex()][2]
        if target is None:
            return tr("Choose where to export to.")
        try:
            if target.is_dir() and not is_folder:
                return tr("This is a folder: add the name of a file.")
            if target.is_file() and is_folder:
                return tr("This is a file: the format needs a folder.")
            return "" if target.absolute().parent.is_dir() else tr("There is no such folder.")
        except OSError as error:  # too long a name, say
            return cannot_be_written(target, error)

    def _answer(self, target: Path) -> None:
        name = self._formats[self.format.currentIndex()][0]
        with_suggestions, strict = self.suggestions.isChecked(), self.strict.isChecked()
        annotator = self.annotator.currentText()
        super().accept()
        self.asked.emit(name, annotator, with_suggestions, target, strict)


def _holds_something(target: Path) -> bool:
    return any(target.iterdir()) if target.is_dir() else target.exists()
