"""Writing words on a painter: as text, or as the shapes of glyphs where fonts would be lost."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QRawFont,
    QTextLayout,
    QTextLine,
    QTextOption,
)

_COLOUR_TABLES = ("CBDT", "COLR", "SVG ", "sbix")  # of the OpenType specification
_ENDLESS = 10_000.0  # pixels; a label has one line
_FINENESS = 4  # pixels of an image for one of the picture's


class TextDrawing:
    """Leaves the glyphs to the device: the screen, or a file that carries its fonts along."""

    def line(self, painter: QPainter, line: QTextLine, at: QPointF) -> None:
        """A laid-out line in the painter's pen; `at` is where its layout stands."""
        line.draw(painter, at)

    def text(self, painter: QPainter, at: QPointF, text: str) -> None:
        """A short text in the painter's font and pen, from a point on its baseline."""
        painter.drawText(at, text)

    def centred(self, painter: QPainter, box: QRectF, text: str) -> None:
        """A short text in the middle of a box."""
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Outlines(TextDrawing):
    """Draws every glyph as a filled path.

    A file of text elements is shaped again by whoever shows it, in another font and with each run
    ordered by itself: the full stop of an Arabic run would come to stand at its wrong end.
    """

    def __init__(self) -> None:
        self._outlines: dict[tuple[str, str, float, int], QPainterPath] = {}

    def line(self, painter: QPainter, line: QTextLine, at: QPointF) -> None:
        """A laid-out line, glyph by glyph where the layout has put them."""
        painter.save()
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        for run in line.glyphRuns():
            font = run.rawFont()
            if _is_coloured(font):
                _draw_image(painter, run, at)
                continue
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                _draw_moved(painter, self._outline(font, glyph), at + place)
        painter.restore()

    def _outline(self, font: QRawFont, glyph: int) -> QPainterPath:
        key = (font.familyName(), font.styleName(), font.pixelSize(), glyph)
        if key not in self._outlines:
            outline = font.pathForGlyph(glyph)
            outline.setFillRule(Qt.FillRule.WindingFill)
            self._outlines[key] = outline
        return self._outlines[key]

    def text(self, painter: QPainter, at: QPointF, text: str) -> None:
        """A short text, shaped by itself."""
        layout = QTextLayout(text, painter.font())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        layout.setTextOption(QTextOption(side))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(_ENDLESS)
        layout.endLayout()
        self.line(painter, line, at - QPointF(0, line.ascent()))

    def centred(self, painter: QPainter, box: QRectF, text: str) -> None:
        """A short text in the middle of a box."""
        metrics = QFontMetricsF(painter.font())
        x = box.center().x() - metrics.horizontalAdvance(text) / 2
        y = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self.text(painter, QPointF(x, y), text)


def _draw_moved(painter: QPainter, outline: QPainterPath, at: QPointF) -> None:
    """Draw an outline through a moved painter, so that the same letter is the same path."""
    if not outline.isEmpty():
        painter.translate(at)
        painter.drawPath(outline)
        painter.translate(-at)


def _is_coloured(font: QRawFont) -> bool:
    """Whether a font's glyphs have colours of their own, as emoji have.

    They have no outlines. Merely asking Qt for one makes the glyph vanish from the screen, too.
    """
    return any(not font.fontTable(table).isEmpty() for table in _COLOUR_TABLES)


def _draw_image(painter: QPainter, run: QGlyphRun, at: QPointF) -> None:
    box = run.boundingRect().toAlignedRect()
    image = QImage(box.size() * _FINENESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_FINENESS)
    image.fill(Qt.GlobalColor.transparent)
    inner = QPainter(image)
    inner.drawGlyphRun(-QPointF(box.topLeft()), run)
    inner.end()
    painter.drawImage(QRectF(box).translated(at), image)
