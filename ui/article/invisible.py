"""Signs for characters that are not seen, or not seen for what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.article.camera import Placed
from ui.article.paragraph import TextLine
from ui.article.scene import Scene

_NAMES = {
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\u00ad": "SHY",
}
_SPACES = "\u00a0\u202f\u2007\t\u2003\u2002\u2009"
_TATWEEL = "\u0640"
_SIGNED = re.compile(f"[{''.join(_NAMES)}{_SPACES}{_TATWEEL}\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class _Sign:
    line: TextLine
    character: str
    left: float
    right: float


def paint_invisible(painter: QPainter, scene: Scene, place: Placed) -> None:
    """Paint a sign where such a character stands in a paragraph."""
    colour = QColor(scene.theme.accent)
    painter.setFont(scene.look.label)
    for sign in _signs(scene, place):
        top, bottom = place.top + sign.line.text_top, place.top + sign.line.text_bottom
        painter.setPen(QPen(colour, 1.0))
        name = _NAMES.get(sign.character)
        if name is not None:
            painter.drawLine(QLineF(sign.left, top + 3, sign.left, bottom))
            width = scene.labels.width(scene.look, name, padding=0.0)
            box = QRectF(sign.left - width / 2, bottom - 5, width, scene.look.line_gap + 8)
            scene.writing.centred(painter, box, name)
            continue
        pen = QPen(colour, 1.0, Qt.PenStyle.DotLine)
        painter.setPen(pen if sign.character in _SPACES or sign.character == _TATWEEL else colour)
        y = bottom - 2.5
        painter.drawPolyline(
            [
                QPointF(sign.left + 0.5, y - 3),
                QPointF(sign.left + 0.5, y),
                QPointF(sign.right - 0.5, y),
                QPointF(sign.right - 0.5, y - 3),
            ]
        )


def _signs(scene: Scene, place: Placed) -> Iterator[_Sign]:
    paragraph, text_map = place.paragraph, place.paragraph.text_map
    begin, end = text_map.begins[paragraph.number], text_map.ends[paragraph.number]
    for match in _SIGNED.finditer(text_map.text, begin, end):
        position = text_map.position(paragraph.number, match.start())
        line = paragraph.lines[paragraph.line_number(position)]
        if not scene.needs(place, line):
            continue
        clusters = paragraph.clusters(line)
        boxes = clusters.intervals(position, position + 1)
        x = clusters.caret_x(position) or 0.0
        left, right = boxes[0] if boxes else (x, x)
        yield _Sign(line, match.group(), left, right)
