"""Pills and arc labels as pixmaps, drawn once for each text, style, theme, zoom and resolution."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from ui.article.look import Look
from ui.article.text_drawing import TextDrawing
from ui.look.theme import Theme, tag_fill, tag_ink, tag_outline

NAME_PADDING = 4.0  # beside a relation's name or a far end's words, at zoom 1
_MOST = 2000
_DASH, _GAP = 3.5, 2.5  # of a suggestion's outline, in its widths


class Style(StrEnum):
    """How a label is drawn."""

    SOLID = "solid"  # the pill of a span
    HOLLOW = "hollow"  # the pill of a suggestion: dashed, empty
    PLAIN = "plain"  # the name on an arc
    ASKING = "asking"  # the name on a suggested arc
    LIFTED = "lifted"  # the name on an arc of the current item
    FADED = "faded"  # the name on any other arc meanwhile
    BADGE = "badge"  # what to press for a candidate


class Labels:
    """A store of label pixmaps for one look, theme and device pixel ratio at a time."""

    def __init__(self) -> None:
        self._key: tuple[float, str, float] | None = None
        self._pixmaps: dict[tuple[str, str, Style], QPixmap] = {}
        self._widths: dict[tuple[str, float], float] = {}
        self._fitted: dict[tuple[str, float, float], str] = {}
        self._look: Look | None = None
        self._theme: Theme | None = None

    def prepare(self, look: Look, theme: Theme, ratio: float) -> None:
        """Draw for these from now on."""
        key = (look.zoom, theme.name, ratio)
        if key != self._key or len(self._pixmaps) > _MOST:
            self._key = key
            self._pixmaps.clear()
            self._fitted.clear()
        if len(self._widths) > _MOST:
            self._widths.clear()
        self._look, self._theme = look, theme

    def width(self, look: Look, text: str, *, padding: float) -> float:
        """The whole-pixel width of a label with so much room on each side, at zoom 1."""
        key = (text, look.zoom)
        advance = self._widths.get(key)
        if advance is None:
            advance = self._widths[key] = QFontMetricsF(look.label).horizontalAdvance(text)
        return float(round(advance + 2 * padding * look.zoom))

    def fitted(self, look: Look, text: str, room: float) -> str:
        """The text, cut with an ellipsis where a label of it would be wider than the room."""
        if self.width(look, text, padding=NAME_PADDING) <= room:
            return text
        key = (text, look.zoom, room)
        if key not in self._fitted:
            width = room - 2 * NAME_PADDING * look.zoom - 1.0
            mode = Qt.TextElideMode.ElideRight
            fitted = QFontMetricsF(look.label).elidedText(text, mode, width)
            self._fitted[key] = fitted.replace("...", "…")  # Qt's way with a font that lacks it
        return self._fitted[key]

    def paint(self, painter: QPainter, text: str, colour: str, style: Style, box: QRectF) -> None:
        """Put a label into its box."""
        painter.drawPixmap(box.topLeft(), self._pixmap(text, colour, style, box))

    def _pixmap(self, text: str, colour: str, style: Style, box: QRectF) -> QPixmap:
        key = (text, colour, style)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._draw(text, colour, style, box.width(), box.height())
        return pixmap

    def _draw(self, text: str, colour: str, style: Style, width: float, height: float) -> QPixmap:
        assert self._key is not None
        ratio = self._key[2]
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, TextDrawing(), text, colour, style, QRectF(0, 0, width, height))
        painter.end()
        return pixmap

    def _paint(
        self,
        painter: QPainter,
        writing: TextDrawing,
        text: str,
        colour: str,
        style: Style,
        box: QRectF,
    ) -> None:
        assert self._look is not None
        assert self._theme is not None
        painter.setPen(_ground(painter, colour, style, self._theme, box))
        painter.setFont(self._look.label)
        metrics = QFontMetricsF(self._look.label)
        # Centred by the ink of letters, the same for all: the fonts' own ascents lean too low.
        middle = self._look.label_middles[text.isascii()]
        x = box.left() + (box.width() - metrics.horizontalAdvance(text)) / 2
        writing.text(painter, QPointF(x, box.center().y() - middle), text)


class DrawnLabels(Labels):
    """Labels for a picture: drawn anew each time, so that they stay sharp at every size."""

    def __init__(self, writing: TextDrawing) -> None:
        super().__init__()
        self._writing = writing

    def paint(self, painter: QPainter, text: str, colour: str, style: Style, box: QRectF) -> None:
        """Draw a label into its box."""
        self._paint(painter, self._writing, text, colour, style, box)


def _ground(painter: QPainter, colour: str, style: Style, theme: Theme, box: QRectF) -> QColor:
    """Draw what lies behind the text; return the text's colour."""
    radius = box.height() * 0.32
    painter.setPen(Qt.PenStyle.NoPen)
    match style:
        case Style.SOLID:
            painter.setBrush(tag_fill(colour, theme))
            painter.drawRoundedRect(box, radius, radius)
            return tag_ink(colour, theme)
        case Style.HOLLOW:
            ink, own = tag_outline(colour, theme)
            _dashed(painter, ink, own, QColor(theme.base), box, radius)
            return ink
        case Style.BADGE:
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            return QColor(theme.accent_text)
        case _:
            ink = QColor(
                {Style.LIFTED: theme.accent, Style.FADED: theme.gutter}.get(style, theme.relation)
            )
            painter.setBrush(QColor(theme.base))
            painter.drawRoundedRect(box, radius, radius)
            return ink


def _dashed(
    painter: QPainter, ink: QColor, own: QColor, ground: QColor, box: QRectF, radius: float
) -> None:
    """Dashes around a ground."""
    painter.setBrush(ground)
    for pen in dashes(ink, own, 1.1):
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def dashes(ink: QColor, own: QColor, width: float) -> tuple[QPen, ...]:
    """Pens that draw dashes of one colour and of another by turns, the same length apart."""
    if ink == own:
        pen = QPen(ink, width)
        pen.setDashPattern([_DASH, _GAP])
        return (pen,)
    pens = QPen(ink, width), QPen(own, width)
    for turn, pen in enumerate(pens):
        pen.setDashPattern([_DASH, _DASH + 2 * _GAP])
        pen.setDashOffset(turn * (_DASH + _GAP))
    return pens
