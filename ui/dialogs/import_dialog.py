"""Bringing documents in: which ones, in what format, and whose work is in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.format_choice import FormatChoice, OptionFields
from ui.dialogs.path_field import Wanted, file_chooser, shown_path
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import left_to_right, tr
from ui.look.text_scale import roomy

MOMENT = 150  # milliseconds that the preview waits for further files


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What a person wants brought in; an empty format means: guess from the content."""

    paths: tuple[Path, ...]
    format: str
    annotator: str
    options: Mapping[str, str] = field(default_factory=dict)
    keeps_going: bool = False


class PathList(QListWidget):
    """Paths to bring in; Delete takes one out. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(tr("Files and folders"))
        listen(Context.IMPORT, {"file-out": self.take_out}, self)

    def add(self, paths: Sequence[Path]) -> None:
        """Add those that are not there yet."""
        fresh = [path for path in dict.fromkeys(paths) if path not in self.paths]
        self.paths += fresh
        for path in fresh:
            self.addItem(shown_path(path))
        if fresh:
            self.setCurrentRow(self.count() - 1)
            self.changed.emit()

    def take_out(self) -> None:
        """Take out those that are selected."""
        rows = sorted((index.row() for index in self.selectedIndexes()), reverse=True)
        for row in rows:
            self.takeItem(row)
            del self.paths[row]
        if rows:
            self.changed.emit()


class ImportDialog(Sheet):
    """Asks what to import, and shows the first documents before anything is brought in.

    Signals: `asked(ImportAnswer)`; `looked(ImportAnswer)` asks for a new preview.
    """

    asked = Signal(object)
    looked = Signal(object)

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        annotator: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Import documents"), parent)
        self.resize(roomy(720, 620))
        self.setAcceptDrops(True)
        self.files = PathList(self)
        self.format = QComboBox(self)
        self.format.addItem(tr("Guess from the content"), "")
        for choice in formats:
            self.format.addItem(f"{left_to_right(choice.name)}  ·  {choice.words}", choice.name)
        self._options_of = {choice.name: choice.options for choice in formats}
        self.options = OptionFields(self)
        self.keep_going = QCheckBox(tr("&Pass over what is wrong, and list it"), self)
        self.annotator = QLineEdit(annotator, self)
        self.preview = QTextEdit(self)
        self._complaint = Complaint(self)
        self._wait = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setPlaceholderText(tr("What will come in is shown here first."))
        self.preview.setAccessibleName(tr("Preview"))
        self.body.addWidget(heading(tr("Import documents"), self))
        hint = tr("Add files or whole folders, or drop them here.")
        self.body.addWidget(faint(hint, self))
        self.body.addLayout(self._files_row(), 2)
        self.body.addLayout(self._form())
        self.body.addWidget(self.preview, 3)
        self.body.addWidget(self._complaint)
        self._accept_button = self.add_buttons(tr("Import"), tr("Cancel"))
        self._accept_button.setEnabled(False)

    def _files_row(self) -> QHBoxLayout:
        row, column = QHBoxLayout(), QVBoxLayout()
        self.add_files_button = QPushButton(tr("Add &files…"), self)
        self.add_folder_button = QPushButton(tr("Add f&older…"), self)
        self.take_out_button = QPushButton(tr("&Remove"), self)
        buttons = (self.add_files_button, self.add_folder_button, self.take_out_button)
        for button in buttons:
            button.setAutoDefault(False)
            column.addWidget(button)
        column.addStretch(1)
        row.addWidget(self.files, 1)
        row.addLayout(column)
        return row

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("For&mat"), self.format)
        form.addRow(self.options)
        form.addRow(tr("&Annotator"), self.annotator)
        whose = tr("Work that the files hold is imported under this name.")
        form.addRow("", faint(whose, self))
        form.addRow("", self.keep_going)
        return form

    def _connect(self) -> None:
        self._wait.setSingleShot(True)
        self._wait.setInterval(MOMENT)
        self._wait.timeout.connect(self._look)
        self.add_files_button.clicked.connect(lambda: self._choose(Wanted.OPEN_FILES))
        self.add_folder_button.clicked.connect(lambda: self._choose(Wanted.FOLDER))
        self.take_out_button.clicked.connect(self.files.take_out)
        self.files.changed.connect(self._changed)
        self.format.currentIndexChanged.connect(self._show_options)
        self.options.changed.connect(self._changed)
        self.keep_going.toggled.connect(self._changed)
        self._show_options()
        self.add_files_button.setFocus()

    def _choose(self, wanted: Wanted) -> None:
        title = tr("Add folder") if wanted is Wanted.FOLDER else tr("Add files")
        chooser = file_chooser(title, wanted, "", self)
        chooser.filesSelected.connect(lambda names: self.files.add([Path(n) for n in names]))
        chooser.open()

    def _show_options(self) -> None:
        self.options.show_options(self._options_of.get(self.format.currentData(), ()))
        self._changed()

    def _changed(self) -> None:
        self._accept_button.setEnabled(bool(self.files.paths))
        self._wait.start()

    def _look(self) -> None:
        if self.files.paths:
            self.looked.emit(self._answer())
        else:
            self.show_preview("")

    def show_preview(self, text: str, complaint: str = "") -> None:
        """Show what will come in, or why nothing can."""
        self.preview.setPlainText(text)
        self._complaint.say(complaint)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        urls = event.mimeData().urls()
        self.files.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def accept(self) -> None:
        """Tell what was asked for, and close."""
        if self.files.paths:
            answer = self._answer()
            super().accept()
            self.asked.emit(answer)

    def _answer(self) -> ImportAnswer:
        return ImportAnswer(
            tuple(self.files.paths),
            self.format.currentData(),
            self.annotator.text().strip(),
            self.options.values(),
            keeps_going=self.keep_going.isChecked(),
        )
