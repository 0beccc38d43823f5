"""Writing words on a painter: as text, or as the shapes of glyphs where fonts would be lost."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGlyphRun, QImage, QPainter, QPainterPath, QTextLine

_FINENESS = 4  # pixels of an image for one of the picture's


class Writing:
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


class Outlines(Writing):
    """Draws every glyph as a filled path.

    A file of text elements is shaped again by whoever shows it, in another font and with each run
    ordered by itself: the full stop of an Arabic run would come to stand at its wrong end.
    """

    def line(self, painter: QPainter, line: QTextLine, at: QPointF) -> None:
        """A laid-out line, glyph by glyph where the layout has put them."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for run in line.glyphRuns():
            before = path.elementCount()
            font = run.rawFont()
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                path.addPath(font.pathForGlyph(glyph).translated(at + place))
            if path.elementCount() == before:
                _draw_colours(painter, run, at)
        painter.fillPath(path, painter.pen().color())

    def text(self, painter: QPainter, at: QPointF, text: str) -> None:
        """A short text, shaped once more by itself."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addText(at, painter.font(), text)
        painter.fillPath(path, painter.pen().color())

    def centred(self, painter: QPainter, box: QRectF, text: str) -> None:
        """A short text in the middle of a box."""
        metrics = QFontMetricsF(painter.font())
        x = box.center().x() - metrics.horizontalAdvance(text) / 2
        y = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self.text(painter, QPointF(x, y), text)


def _draw_colours(painter: QPainter, run: QGlyphRun, at: QPointF) -> None:
    """Draw a run without outlines as an image: emoji, or spaces, of which nothing is drawn."""
    box = run.boundingRect().toAlignedRect()
    image = QImage(box.size() * _FINENESS, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        return
    image.setDevicePixelRatio(_FINENESS)
    image.fill(Qt.GlobalColor.transparent)
    blank = image.copy()
    inner = QPainter(image)
    inner.drawGlyphRun(-QPointF(box.topLeft()), run)
    inner.end()
    if image != blank:
        painter.drawImage(QRectF(box).translated(at), image)
