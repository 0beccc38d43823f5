"""Taking work out: in what format, whose, and where to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotation.errors import Refusal
from annotation.formats.naming import SCHEMES
from annotation.formats.splitting import read_split
from ui.dialogs.format_choice import FormatChoice, OptionFields
from ui.dialogs.path_field import PathField, Wanted, ask_to_replace, cannot_be_written
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.look.format_words import scheme_word
from ui.look.language import left_to_right, say, tr
from ui.look.text_scale import roomy, sized

MOMENT = 150  # milliseconds that the preview waits for further changes


@dataclass(frozen=True, slots=True)
class ExportAnswer:
    """What a person wants written; `names` and `split` are empty where nothing was chosen."""

    format: str
    annotator: str
    with_suggestions: bool
    target: Path
    strict: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    split: str = ""


class ExportDialog(Sheet):
    """Asks what to export, and shows the first documents as they would be written.

    Signals: `asked(ExportAnswer)`; `looked(ExportAnswer)` asks for a new preview.
    What is there already is replaced only when the person says so.
    """

    asked = Signal(object)
    looked = Signal(object)

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        annotators: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Export"), parent)
        self.resize(roomy(680, 0))
        self._formats = formats
        self.format = QComboBox(self)
        self.format.addItems([left_to_right(choice.name) for choice in formats])
        self._holds = faint("", self)
        self.finished_work = QRadioButton(tr("The &work of"), self)
        self.suggestions = QRadioButton(tr("The &suggestions nobody has decided yet"), self)
        self.annotator = QComboBox(self)
        self.annotator.addItems(list(annotators))
        self.annotator.setAccessibleName(tr("Annotator"))
        self.target = PathField(tr("Export to"), Wanted.SAVE_FILE, self)
        self._complaint = Complaint(self)
        self.strict = QCheckBox(tr("&Refuse if the format would lose anything"), self)
        self.options = OptionFields(self)
        self.names = QComboBox(self)
        self.names.addItem(tr("the tagset's own"), "")
        for scheme in SCHEMES:
            self.names.addItem(scheme_word(scheme), scheme)
        self.split = QLineEdit(self)
        self.split.setPlaceholderText("train=80,dev=10,test=10")
        self.preview = QTextEdit(self)
        self._wait = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("For&mat"), self.format)
        form.addRow("", self._holds)
        form.addRow(self.options)
        form.addRow(tr("Which work"), self._whose())
        form.addRow(tr("Tag &names"), self.names)
        form.addRow(tr("&Parts"), self.split)
        form.addRow(tr("Export &to"), self.target)
        form.addRow("", self._complaint)
        form.addRow("", self.strict)
        self.body.addWidget(heading(tr("Export"), self))
        self.body.addLayout(form)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.setMinimumHeight(sized(160))
        self.body.addWidget(self.preview, 1)
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
        self.split.textChanged.connect(lambda: self._complaint.say(""))
        self._wait.setSingleShot(True)
        self._wait.setInterval(MOMENT)
        self._wait.timeout.connect(lambda: self.looked.emit(self._answer_for(Path())))
        for changed in (
            self.options.changed,
            self.names.currentIndexChanged,
            self.annotator.currentIndexChanged,
            self.suggestions.toggled,
        ):
            changed.connect(lambda *_: self._wait.start())
        self._show_format()
        self.format.setFocus()

    def show_preview(self, text: str) -> None:
        """Show how the first documents would be written, or why they cannot be."""
        self.preview.setPlainText(text)

    def _chosen(self) -> FormatChoice:
        return self._formats[self.format.currentIndex()]

    def _show_format(self) -> None:
        chosen = self._chosen()
        where = tr("Writes a folder.") if chosen.is_folder else tr("Writes one file.")
        self._holds.setText(f"{chosen.words} · {where}")
        self.target.wanted = Wanted.FOLDER if chosen.is_folder else Wanted.SAVE_FILE
        self.options.show_options(chosen.options)
        self._wait.start()

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
        is_folder = self._chosen().is_folder
        if split := self.split.text().strip():
            try:
                read_split(split)
            except Refusal as refusal:
                return say(refusal)
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
        answer = self._answer_for(target)
        super().accept()
        self.asked.emit(answer)

    def _answer_for(self, target: Path) -> ExportAnswer:
        return ExportAnswer(
            self._chosen().name,
            self.annotator.currentText(),
            self.suggestions.isChecked(),
            target,
            strict=self.strict.isChecked(),
            options=self.options.values(),
            names=self.names.currentData(),
            split=self.split.text().strip(),
        )


def _holds_something(target: Path) -> bool:
    return any(target.iterdir()) if target.is_dir() else target.exists()
