"""PNG in slices: Qt writes a tall image in one go, which takes seconds."""

import struct
import zlib

from PySide6.QtGui import QColor, QImage, QPainter

from annotation.errors import KnownError
from ui.article.picture import Picture
from ui.article.picture_pages import PIXELS_PER_MILLIMETRE
from ui.article.slices import Steps, within

_SCALE = 2.0
_TALLEST = 32_000  # pixels; what Qt's raster engine can address
_STRIPE = 200  # rows that are packed at a time
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PAINTING = 0.4  # of the time


def draw_png(picture: Picture) -> Steps[bytes]:
    """A PNG file, twice as fine as the screen; KnownError when it would be too tall for PNG."""
    scale = min(_SCALE, _TALLEST / picture.height)
    if scale < 1:
        raise KnownError(
            "This picture would be too tall for PNG: choose SVG or PDF, or fewer paragraphs."
        )
    width, height = round(picture.width * scale), round(picture.height * scale)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(picture.theme.base))
    painter = QPainter(image)
    try:
        yield from within(picture.painting(painter), 0.0, _PAINTING)
    finally:
        painter.end()
    title = b"Title\x00\x00\x00\x00\x00" + picture.document.name.encode("utf-8", "replace")
    dots = round(PIXELS_PER_MILLIMETRE * 1000 * scale)
    rows = yield from within(_packed(image), _PAINTING, 1.0)
    parts = (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        _chunk(b"iTXt", title),
        _chunk(b"IDAT", rows),
        _chunk(b"IEND", b""),
    )
    return _SIGNATURE + b"".join(parts)


def _packed(image: QImage) -> Steps[bytes]:
    """The rows from the top, each after a byte that says it is not filtered, compressed."""
    packer = zlib.compressobj(6)
    packed: list[bytes] = []
    for top in range(0, image.height(), _STRIPE):
        count = min(_STRIPE, image.height() - top)
        stripe = image.copy(0, top, image.width(), count)
        stripe = stripe.convertToFormat(QImage.Format.Format_RGB888)
        pixels, step, used = bytes(stripe.constBits()), stripe.bytesPerLine(), image.width() * 3
        rows = b"".join(b"\x00" + pixels[at * step : at * step + used] for at in range(count))
        packed.append(packer.compress(rows))
        yield top / image.height()
    return b"".join((*packed, packer.flush()))


def _chunk(kind: bytes, content: bytes) -> bytes:
    """As the PNG specification has it: length, kind, content, and a sum to check the last two."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
