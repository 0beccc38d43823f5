"""The picture on pages of PDF: one of its own size where that is enough, else A4."""

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter

from ui.article.picture import Picture, PicturePage
from ui.article.slices import Steps, within

PIXELS_PER_MILLIMETRE = 5  # a picture 900 pixels wide fills the measure of an A4 page

_RESOLUTION = 1200  # dots per inch; only as fine as coordinates are written
_MILLIMETRES_PER_INCH = 25.4
# All that follows is in the picture's pixels.
_PAPER = QSizeF(210, 297) * PIXELS_PER_MILLIMETRE
_MARGIN = 15 * PIXELS_PER_MILLIMETRE
_EDGE = 3 * PIXELS_PER_MILLIMETRE  # around a picture that has a page of its own
_HEAD = 7 * PIXELS_PER_MILLIMETRE  # for the name above, and for the page number below


def print_pages(picture: Picture, device: QIODevice) -> Steps[None]:
    """Write a PDF; its pages end between paragraphs, or between lines of a very long one."""
    pages = picture.pages(round(_PAPER.height() - 2 * _MARGIN - 2 * _HEAD))
    writer = QPdfWriter(device)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(picture.document.name)
    writer.setCreator("Tawseem")
    size = _PAPER
    if len(pages) == 1:  # to be set into somebody's paper as it is
        size = QSizeF(picture.width + 2 * _EDGE, picture.height + 2 * _EDGE + _HEAD)
    millimetres = size / PIXELS_PER_MILLIMETRE
    writer.setPageSize(QPageSize(millimetres, QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    dots = _RESOLUTION / _MILLIMETRES_PER_INCH / PIXELS_PER_MILLIMETRE
    painter.scale(dots, dots)
    try:
        for number, page in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            count = f"{number} / {len(pages)}" if len(pages) > 1 else ""
            steps = _printing(painter, picture, page, size, count)
            yield from within(steps, (number - 1) / len(pages), number / len(pages))
    finally:
        painter.end()


def _printing(
    painter: QPainter, picture: Picture, page: PicturePage, size: QSizeF, number: str
) -> Steps[None]:
    x = (size.width() - picture.width) / 2
    y = _MARGIN if number else _EDGE
    painter.setFont(picture.look.label)
    painter.setPen(QColor(picture.theme.faint))
    side = Qt.AlignmentFlag.AlignRight if picture.is_right_to_left else Qt.AlignmentFlag.AlignLeft
    head = QRectF(x, y, picture.width, _HEAD).adjusted(_EDGE, 0, -_EDGE, 0)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(head, side | middle, picture.document.name)
    foot = QRectF(x, size.height() - y - _HEAD, picture.width, _HEAD)
    painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, number)
    painter.save()
    painter.translate(x, y + _HEAD)
    try:
        yield from picture.painting(painter, page)
    finally:
        painter.restore()
