"""A line for a path, with a button that opens the system's chooser."""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.dialogs.message import ask
from ui.look.language import isolated, left_to_right, tr


class Wanted(Enum):
    """What a path is chosen for."""

    FOLDER = "folder"
    OPEN_FILE = "open"
    OPEN_FILES = "open several"
    SAVE_FILE = "save"


def file_chooser(title: str, wanted: Wanted, start: str, parent: QWidget) -> QFileDialog:
    """A chooser that tells its answer by `filesSelected`; not yet open."""
    dialog = QFileDialog(parent, title, start)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if wanted is Wanted.FOLDER:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    elif wanted is Wanted.SAVE_FILE:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Whoever opened the chooser asks about overwriting, so that it is asked once.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    elif wanted is Wanted.OPEN_FILES:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def shown_path(path: Path) -> str:
    """A path to read: from left to right, each Arabic part of it in its own direction."""
    parts = [part if part == path.anchor else isolated(part) for part in path.parts]
    head = parts.pop(0) if path.anchor else ""
    separator = os.sep
    return left_to_right(head + separator.join(parts))


def cannot_be_written(path: Path, error: OSError) -> str:
    """The sentence for a path that the system refuses."""
    reason = error.strerror or error
    return tr("{path} cannot be written: {reason}.", path=shown_path(path), reason=reason)


def ask_to_replace(parent: QWidget, target: Path, go_on: Callable[[], None]) -> None:
    """Ask whether what is there may be replaced, and go on if so."""
    question = ask(
        parent,
        tr("Replace what is there?"),
        tr("{path} is there already.", path=shown_path(target)),
        tr("Replace"),
        tr("Cancel"),
    )
    question.answered.connect(lambda is_yes: go_on() if is_yes else None)


class PathField(QWidget):
    """A path, from left to right in every language. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, name: str, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.filter = ""  # what the chooser shows, as Qt writes it; empty for all
        self._name = name
        self.line = QLineEdit(self)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setAccessibleName(name)
        self.button = QPushButton(tr("Choose…"), self)
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(f"{name}: {self.button.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.button.clicked.connect(self._choose)

    def path(self) -> Path | None:
        """The path, or None while the line is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path) -> None:
        """Show this path."""
        self.line.setText(str(path))

    def _choose(self) -> None:
        chooser = file_chooser(self._name, self.wanted, self.line.text().strip(), self)
        if self.filter:
            chooser.setNameFilter(self.filter)
        chooser.fileSelected.connect(self.line.setText)
        chooser.open()
