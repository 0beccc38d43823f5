"""The picture as an SVG drawing of outlines, each glyph's written once."""

import re

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QRawFont
from PySide6.QtSvg import QSvgGenerator

from ui.article.picture import Picture
from ui.article.slices import Steps
from ui.article.text_drawing import Outlines

_FAR = 7777  # where marks of glyphs stand, a place where nothing else begins
_RESOLUTION = 96  # pixels an inch, as browsers count
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# As QSvgGenerator writes them.
_PATH = re.compile(rb'<path vector-effect="none" fill-rule="nonzero" d="([^"]*)"/>')
_FONT = re.compile(
    rb'\s+font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*"\s*'
)
_MARK = re.compile(
    rb'<path vector-effect="none" fill-rule="(?:nonzero|evenodd)" d="M(\d+),7777 [^"]*"/>'
)
_EMPTY = re.compile(rb"<g [^>]*>\s*</g>\s*")
_DEFINITIONS = b"<defs>"


def draw_svg(picture: Picture) -> Steps[bytes]:
    """An SVG file, with the words in its description for readers that cannot see."""
    buffer, generator = _canvas(QRect(0, 0, picture.width, picture.height))
    generator.setTitle(_NOT_IN_XML.sub(" ", picture.document.name))
    generator.setDescription(_NOT_IN_XML.sub(" ", picture.text))
    glyphs = _Glyphs()
    painter = QPainter(generator)
    try:
        yield from picture.painting(painter, writing=glyphs)
    finally:
        painter.end()
    return _slimmed(bytes(buffer.data().data()), glyphs.written())


class _Glyphs(Outlines):
    """Draws a short mark for every glyph: to write a letter's outline takes Qt most of the time,
    and it does so again for each of the same letters. `written` has the outlines, once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._marks: dict[int, QPainterPath] = {}
        self._shapes: list[QPainterPath] = []

    def _outline(self, font: QRawFont, glyph: int) -> QPainterPath:
        outline = super()._outline(font, glyph)
        if outline.isEmpty():
            return outline
        mark = self._marks.get(id(outline))
        if mark is None:
            mark = self._marks[id(outline)] = QPainterPath(QPointF(len(self._shapes), _FAR))
            mark.lineTo(len(self._shapes), _FAR + 1)
            self._shapes.append(outline)
        return mark

    def written(self) -> list[bytes]:
        """The outlines in the order of their marks' numbers."""
        buffer, generator = _canvas(QRect(0, 0, 1, 1))
        painter = QPainter(generator)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setPen(Qt.PenStyle.NoPen)
        for shape in self._shapes:
            painter.drawPath(shape)
        painter.end()
        return _PATH.findall(bytes(buffer.data().data()))


def _canvas(box: QRect) -> tuple[QBuffer, QSvgGenerator]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_RESOLUTION)
    generator.setSize(box.size())
    generator.setViewBox(box)
    return buffer, generator


def _slimmed(svg: bytes, glyphs: list[bytes]) -> bytes:
    """The drawing with the outlines in place of their marks, and without what nobody needs."""
    head, definitions, drawing = svg.partition(_DEFINITIONS)
    drawing = _EMPTY.sub(b"", _FONT.sub(b"", drawing))
    shapes = (
        b'<path id="g%d" fill-rule="nonzero" d="%s"/>' % numbered for numbered in enumerate(glyphs)
    )
    drawing = _MARK.sub(rb'<use xlink:href="#g\1"/>', drawing)
    return b"\n".join((head + definitions, *shapes)) + drawing
