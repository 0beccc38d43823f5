"""The picture as an SVG drawing of outlines, each glyph's written once."""

import re
from collections import Counter

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.article.picture import Picture
from ui.article.writing import Outlines

_RESOLUTION = 96  # pixels an inch, as browsers count
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# As QSvgGenerator writes them.
_PATH = re.compile(rb'<path vector-effect="none" fill-rule="nonzero" d="([^"]*)"/>')
_FONT = re.compile(
    rb'\s+font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*"\s*'
)
_EMPTY = re.compile(rb"<g [^>]*>\s*</g>\s*")
_DEFINITIONS = b"<defs>"


def draw_svg(picture: Picture) -> bytes:
    """An SVG file, with the words in its description for readers that cannot see."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_RESOLUTION)
    generator.setSize(QSize(picture.width, picture.height))
    generator.setViewBox(QRect(0, 0, picture.width, picture.height))
    generator.setTitle(_NOT_IN_XML.sub(" ", picture.document.name))
    generator.setDescription(_NOT_IN_XML.sub(" ", picture.text))
    painter = QPainter(generator)
    picture.paint(painter, writing=Outlines())
    painter.end()
    return _slimmed(bytes(buffer.data().data()))


def _slimmed(svg: bytes) -> bytes:
    """The same drawing in a seventh of the bytes: letters repeat, and nothing needs a font."""
    head, definitions, drawing = svg.partition(_DEFINITIONS)
    drawing = _EMPTY.sub(b"", _FONT.sub(b"", drawing))
    counts = Counter(_PATH.findall(drawing))
    names = {path: b"g%d" % at for at, path in enumerate(p for p, n in counts.items() if n > 1)}

    def once(match: re.Match[bytes]) -> bytes:
        name = names.get(match[1])
        return match[0] if name is None else b'<use xlink:href="#%s"/>' % name

    shapes = (
        b'<path id="%s" fill-rule="nonzero" d="%s"/>' % (name, path) for path, name in names.items()
    )
    return b"\n".join((head + definitions, *shapes)) + _PATH.sub(once, drawing)
