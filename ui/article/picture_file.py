"""Pictures as files: SVG for the web and for drawing programs, PDF for papers, PNG for anything."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice

from annotation.errors import AnnotationError
from annotation.files.placing import replace
from annotation.files.work_folders import unfinished_beside
from ui.article.picture import Picture
from ui.article.picture_pages import print_pages
from ui.article.picture_png import draw_png
from ui.article.picture_svg import draw_svg
from ui.article.slices import Steps


class PictureFormat(StrEnum):
    """What a picture can be saved as; the value is the file's suffix."""

    SVG = ".svg"
    PDF = ".pdf"
    PNG = ".png"


def format_of(path: Path) -> PictureFormat | None:
    """The format that a file's suffix names, if any."""
    suffix = path.suffix.lower()
    return PictureFormat(suffix) if suffix in set(PictureFormat) else None


def saving(path: Path, picture: Picture) -> Steps[None]:
    """Write a picture in the format of the path's suffix, whole or not at all.

    What is there is replaced. KnownError when it cannot be written. Work that is not gone on with
    leaves nothing behind: the file is made when the picture is.
    """
    format = format_of(path)
    if format is None:
        raise AnnotationError(
            "The name of a picture ends in {suffixes}; “{file}” does not.",
            suffixes=", ".join(PictureFormat),
            file=path.name,
        )
    _write(path, (yield from _MAKERS[format](picture)))


def _write(path: Path, content: bytes) -> None:
    with unfinished_beside(path) as unfinished:
        unfinished.write_bytes(content)
        replace(unfinished, path)


def _pdf(picture: Picture) -> Steps[bytes]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    yield from print_pages(picture, buffer)
    return bytes(buffer.data().data())


_MAKERS: dict[PictureFormat, Callable[[Picture], Steps[bytes]]] = {
    PictureFormat.SVG: draw_svg,
    PictureFormat.PDF: _pdf,
    PictureFormat.PNG: draw_png,
}
