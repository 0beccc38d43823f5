"""Saving numbers and pictures from a page: where to, replacing nothing unasked."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from annotation.errors import KnownError
from annotation.files.placing import replace
from annotation.files.work_folders import unfinished_beside
from ui.dialogs.path_field import Wanted, ask_to_replace, file_chooser
from ui.look.language import say

Write = Callable[[Path], None]


class SavingPage(Protocol):
    """A page that says what became of the saving."""

    def complain(self, words: str) -> None:
        """Say what could not be done."""

    def say_written(self, path: Path) -> None:
        """Say where something was saved."""


def save_from(page: SavingPage, widget: QWidget, title: str, name: str, write: Write) -> None:
    """Ask where to; what is there is replaced only when the person says so.

    `widget` is the page itself, or what stands for it on the screen.
    """
    suffix = Path(name).suffix
    chooser = file_chooser(title, Wanted.SAVE_FILE, str(_folder() / name), widget)
    chooser.setDefaultSuffix(suffix.removeprefix("."))
    chooser.setNameFilter(f"*{suffix}")
    chooser.fileSelected.connect(lambda path: _write(page, widget, Path(path), write))
    chooser.open()


def save_image(path: Path, image: QImage) -> None:
    """Write a picture as PNG; what is there is replaced. KnownError when that fails."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    with unfinished_beside(path) as unfinished:
        unfinished.write_bytes(buffer.data().data())
        replace(unfinished, path)


def _write(page: SavingPage, widget: QWidget, path: Path, write: Write) -> None:
    def go_on() -> None:
        try:
            write(path)
        except KnownError as refusal:
            page.complain(say(refusal))
        else:
            page.say_written(path)

    if path.exists():
        ask_to_replace(widget, path, go_on)
    else:
        go_on()


def _folder() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()
