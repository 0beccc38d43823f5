"""A new project: its name, its place and its tagset."""

from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotation.errors import Refusal
from annotation.formats.file_names import safe_name
from annotation.tagsets.tagset_file import read_tagset
from ui.dialogs.path_field import PathField, Wanted, cannot_be_written, shown_path
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.look.language import isolated, left_to_right, say, tr
from ui.look.text_scale import roomy

SUFFIX = ".tawseem"


class NewProjectDialog(Sheet):
    """Asks for a new project. Signals: `asked(Path project, Path tagset)`."""

    asked = Signal(object, object)

    def __init__(
        self, tagsets: Sequence[tuple[str, Path]], folder: Path, parent: QWidget | None
    ) -> None:
        super().__init__(tr("New project"), parent)
        self.resize(roomy(600, 0))
        self._tagsets = tagsets
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("For example: news of March"))
        self.folder = PathField(tr("Folder"), Wanted.FOLDER, self)
        self.folder.set_path(folder)
        self.tagset = QComboBox(self)
        self.tagset.addItems([*(title for title, _ in tagsets), tr("My own file…")])
        self.own_file = PathField(tr("Tagset file"), Wanted.OPEN_FILE, self)
        self._name_complaint = Complaint(self)
        self._folder_complaint = Complaint(self)
        self._tagset_complaint = Complaint(self)
        self._place = faint("", self)
        self.body.addWidget(heading(tr("New project"), self))
        self.body.addLayout(self._form())
        self.add_buttons(tr("Create"), tr("Cancel"))
        self._connect()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Name"), self.name)
        form.addRow("", self._name_complaint)
        form.addRow(tr("&Folder"), self.folder)
        form.addRow("", self._folder_complaint)
        form.addRow("", self._place)
        form.addRow(tr("&Tagset"), self.tagset)
        form.addRow("", self.own_file)
        form.addRow("", self._tagset_complaint)
        return form

    def _connect(self) -> None:
        for changed in (self.name.textChanged, self.folder.changed):
            changed.connect(self._show_place)
        self.tagset.currentIndexChanged.connect(self._show_own_file)
        self.own_file.changed.connect(lambda: self._tagset_complaint.say(""))
        self._show_place()
        self._show_own_file()
        self.name.setFocus()

    def _is_own_file(self) -> bool:
        return self.tagset.currentIndex() == len(self._tagsets)

    def _show_own_file(self) -> None:
        self.own_file.setVisible(self._is_own_file())
        self._tagset_complaint.say("")

    def _show_place(self) -> None:
        project = self.project()
        self._name_complaint.say("")
        self._folder_complaint.say("")
        self._place.setVisible(project is not None)
        if project is not None:
            self._place.setText(tr("Will be saved as {path}", path=shown_path(project)))

    def project(self) -> Path | None:
        """Where the project would be made; None while something is missing."""
        name, folder = self.name.text().strip(), self.folder.path()
        if not name or folder is None:
            return None
        return folder / (name if name.endswith(SUFFIX) else name + SUFFIX)

    def accept(self) -> None:
        """Check every field; tell the answer when all are well."""
        complaints = (self._check_name(), self._check_folder(), self._check_tagset())
        shown = (self._name_complaint, self._folder_complaint, self._tagset_complaint)
        for complaint, text in zip(shown, complaints, strict=True):
            complaint.say(text)
        project, tagset = self.project(), self._tagset_path()
        if any(complaints) or project is None or tagset is None:
            fields = (self.name, self.folder, self.own_file)
            next(f for f, text in zip(fields, complaints, strict=True) if text).setFocus()
            return
        super().accept()
        self.asked.emit(project, tagset)

    def _check_name(self) -> str:
        name, project = self.name.text().strip(), self.project()
        if not name:
            return tr("A project needs a name.")
        safe = safe_name(name)
        if safe != normalize("NFC", name):
            return tr("Not every system takes this name; {name} would do.", name=isolated(safe))
        try:
            is_taken = project is not None and project.exists()
        except OSError as error:  # too long a name, say
            return cannot_be_written(Path(name), error)
        return tr("There is a file of this name already: choose another name.") if is_taken else ""

    def _check_folder(self) -> str:
        folder = self.folder.path()
        if folder is None:
            return tr("Choose the folder to keep the project in.")
        return "" if folder.is_dir() else tr("There is no such folder.")

    def _tagset_path(self) -> Path | None:
        if self._is_own_file():
            return self.own_file.path()
        return self._tagsets[self.tagset.currentIndex()][1]

    def _check_tagset(self) -> str:
        path = self._tagset_path()
        if path is None:
            return tr("Choose a tagset file.")
        try:
            read_tagset(path.read_text("utf-8"), path.name)
        except (OSError, UnicodeDecodeError):
            return tr("{file} cannot be read.", file=left_to_right(path.name))
        except Refusal as refusal:
            return say(refusal)
        return ""
