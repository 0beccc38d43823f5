"""Keys drawn as on a keyboard: small rounded boxes, from left to right in every language."""

import re

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.keys.keymap import key_parts
from ui.keys.listing import SEPARATOR
from ui.look.language import left_to_right
from ui.look.text_scale import scaled
from ui.look.theme import mixed

_ISOLATES = re.compile("[\u2066-\u2069]")
INSIDE = 6.0  # between a cap's border and its text
BETWEEN = 3.0  # between the caps of one key
APART = 10.0  # between alternative keys


def caps(keys: str) -> list[list[str]]:
    """The caps of each alternative: "Ctrl+Shift+Z / Ctrl++" gives [[Ctrl, Shift, Z], [Ctrl, +]].

    What looks the same, as the two Enter keys do, stands once.
    """
    plain = _ISOLATES.sub("", keys).strip()
    alternatives = dict.fromkeys(key.strip() for key in plain.split(SEPARATOR))
    return [key_parts(key) for key in alternatives if key]


def caps_font(font: QFont) -> QFont:
    """The font on the caps, a little smaller than the text beside them."""
    return scaled(font, 0.86)


def caps_size(keys: str, font: QFont) -> QSize:
    """The room that the caps take."""
    metrics = QFontMetricsF(caps_font(font))
    width = 0.0
    for alternative in caps(keys):
        width += APART if width else 0.0
        width += sum(_cap_width(cap, metrics) for cap in alternative)
        width += BETWEEN * (len(alternative) - 1)
    return QSize(int(width) + 2, int(_cap_height(metrics)) + 3)


def paint_caps(painter: QPainter, at: QPointF, keys: str, font: QFont, palette: QPalette) -> None:
    """Paint the caps with their top left corner at a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(caps_font(font))
    metrics = QFontMetricsF(caps_font(font))
    x = at.x() + 0.5
    for alternative in caps(keys):
        for cap in alternative:
            box = QRectF(x, at.y() + 0.5, _cap_width(cap, metrics), _cap_height(metrics))
            _paint_cap(painter, box, cap, palette)
            x += box.width() + BETWEEN
        x += APART - BETWEEN
    painter.restore()


def _paint_cap(painter: QPainter, box: QRectF, cap: str, palette: QPalette) -> None:
    text = palette.color(QPalette.ColorRole.Text)
    base = palette.color(QPalette.ColorRole.Base)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(base, text, 0.32))
    painter.drawRoundedRect(box.translated(0, 1.5), 4, 4)
    painter.setPen(mixed(base, text, 0.32))
    painter.setBrush(mixed(base, text, 0.06))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, left_to_right(cap))


def _cap_width(cap: str, metrics: QFontMetricsF) -> float:
    return max(float(round(metrics.horizontalAdvance(cap) + 2 * INSIDE)), _cap_height(metrics))


def _cap_height(metrics: QFontMetricsF) -> float:
    return float(round(metrics.height() + 3))


class KeyCaps(QWidget):
    """The caps of one act, with their alternatives."""

    def __init__(self, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as the caps."""
        return caps_size(self._keys, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the caps."""
        painter = QPainter(self)
        size = self.sizeHint()
        starts_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - size.width() if starts_right else 0
        at = QPointF(x, (self.height() - size.height()) // 2)
        paint_caps(painter, at, self._keys, self.font(), self.palette())
        painter.end()
