"""A picture of the article: how much of it, in what format, and where to."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.article.picture_file import PictureFormat, format_of
from ui.dialogs.path_field import PathField, Wanted, ask_to_replace, cannot_be_written
from ui.dialogs.sheet import Complaint, Sheet, heading
from ui.look.language import tr
from ui.look.text_scale import roomy


class PictureDialog(Sheet):
    """Asks for a picture; `name` is proposed as the file's, and its suffix is the format's.

    Signals: `asked(Path target, bool is_whole, bool with_suggestions)`. What is there already is
    replaced only when the person says so.
    """

    asked = Signal(object, bool, bool)

    def __init__(
        self,
        folder: Path,
        name: str,
        parent: QWidget | None,
        *,
        has_selection: bool,
        has_suggestions: bool,
    ) -> None:
        super().__init__(tr("Picture of the article"), parent)
        self.resize(roomy(620, 0))
        self.whole = QRadioButton(tr("The &whole article"), self)
        self.part = QRadioButton(
            tr("The &paragraphs of the selection")
            if has_selection
            else tr("The &paragraph of the caret"),
            self,
        )
        self.suggestions = QCheckBox(tr("With the &suggestions nobody has decided yet"), self)
        self.suggestions.setEnabled(has_suggestions)
        self.format = QComboBox(self)
        self.format.addItem(tr("PDF, for papers and guidelines"), PictureFormat.PDF)
        self.format.addItem(tr("SVG, for the web and for drawing programs"), PictureFormat.SVG)
        self.format.addItem(tr("PNG, for everything else"), PictureFormat.PNG)
        self.target = PathField(tr("Save the picture as"), Wanted.SAVE_FILE, self)
        self.target.filter = (
            f"{tr('Pictures')} ({' '.join(f'*{format}' for format in PictureFormat)})"
        )
        self.target.set_path(folder / f"{name}{PictureFormat.PDF}")
        self._complaint = Complaint(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout()
        choice = QButtonGroup(self)
        for button in (self.whole, self.part):
            choice.addButton(button)
            column.addWidget(button)
        column.addWidget(self.suggestions)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Of what"), column)
        form.addRow(tr("For&mat"), self.format)
        form.addRow(tr("Save &as"), self.target)
        form.addRow("", self._complaint)
        self.body.addWidget(heading(tr("Picture of the article"), self))
        self.body.addLayout(form)
        self.add_buttons(tr("Save picture"), tr("Cancel"))

    def _connect(self) -> None:
        self.whole.setChecked(True)
        self.format.currentIndexChanged.connect(self._rename)
        self.target.changed.connect(self._take_path)
        self.whole.setFocus()

    def _rename(self) -> None:
        """Another format was chosen: the suffix follows."""
        path = self.target.path()
        if path is not None and path.name:
            stem = path.with_suffix("").name if format_of(path) else path.name
            self.target.set_path(path.with_name(stem + self.format.currentData()))

    def _take_path(self) -> None:
        """Another path was typed or chosen: the format follows its suffix, if it has one."""
        self._complaint.say("")
        path = self.target.path()
        format = format_of(path) if path is not None else None
        if path is not None and format is not None and format != self.format.currentData():
            self.format.blockSignals(True)
            self.format.setCurrentIndex(self.format.findData(format))
            self.format.blockSignals(False)

    def accept(self) -> None:
        """Check the path; ask before anything is replaced."""
        path = self.target.path()
        complaint = self._check(path)
        self._complaint.say(complaint)
        if complaint or path is None:
            self.target.setFocus()
            return
        target = self._with_suffix(path)
        if target.exists():
            ask_to_replace(self, target, lambda: self._answer(target))
        else:
            self._answer(target)

    def _with_suffix(self, path: Path) -> Path:
        """The path, with the format's suffix where none of ours was typed."""
        if format_of(path) is not None:
            return path
        return path.with_name(path.name + self.format.currentData())

    def _check(self, path: Path | None) -> str:
        if path is None:
            return tr("Choose where to save the picture.")
        try:
            if path.is_dir() or self._with_suffix(path).is_dir():
                return tr("This is a folder: add the name of a file.")
            return "" if path.absolute().parent.is_dir() else tr("There is no such folder.")
        except OSError as error:  # too long a name, say
            return cannot_be_written(path, error)

    def _answer(self, target: Path) -> None:
        is_whole, with_suggestions = self.whole.isChecked(), self.suggestions.isChecked()
        super().accept()
        self.asked.emit(target, is_whole, with_suggestions)
