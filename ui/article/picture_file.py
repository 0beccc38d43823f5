"""Pictures as files: SVG for the web and for drawing programs, PDF for papers, PNG for anything."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from annotation.errors import AnnotationError, KnownError
from storage.new_file import fsync, unfinished_beside
from ui.article.picture import Picture
from ui.article.picture_pages import PIXELS_PER_MILLIMETRE, print_pages
from ui.article.picture_svg import draw_svg

_PNG_SCALE = 2.0
_TALLEST_PNG = 32_000  # what Qt's raster engine can address


class Format(StrEnum):
    """What a picture can be saved as; the value is the file's suffix."""

    SVG = ".svg"
    PDF = ".pdf"
    PNG = ".png"


def format_of(path: Path) -> Format | None:
    """The format that a file's suffix names, if any."""
    suffix = path.suffix.lower()
    return Format(suffix) if suffix in set(Format) else None


def save_picture(path: Path, picture: Picture) -> None:
    """Write a picture in the format of the path's suffix, whole or not at all.

    What is there is replaced. KnownError when it cannot be written.
    """
    format = format_of(path)
    if format is None:
        raise AnnotationError(
            "The name of a picture ends in {suffixes}; “{file}” does not.",
            suffixes=", ".join(Format),
            file=path.name,
        )
    _write(path, _MAKERS[format](picture))


def _write(path: Path, content: bytes) -> None:
    with unfinished_beside(path) as unfinished:
        unfinished.write_bytes(content)
        fsync(unfinished)
        unfinished.replace(path)


# -- the formats


def _png(picture: Picture) -> bytes:
    scale = min(_PNG_SCALE, _TALLEST_PNG / picture.height)
    if scale < 1:
        raise KnownError(
            "This picture would be too tall for PNG: choose SVG or PDF, or fewer paragraphs."
        )
    size = QSize(round(picture.width * scale), round(picture.height * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(picture.theme.base))
    dots = round(PIXELS_PER_MILLIMETRE * 1000 * scale)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.setText("Title", picture.document.name)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _pdf(picture: Picture) -> bytes:
    buffer = _buffer()
    print_pages(picture, buffer)
    return bytes(buffer.data().data())


_MAKERS: dict[Format, Callable[[Picture], bytes]] = {
    Format.SVG: draw_svg,
    Format.PDF: _pdf,
    Format.PNG: _png,
}
