"""Words in their context: one line of it, laid out and painted."""

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QLinearGradient,
    QPainter,
    QPalette,
    QTextLayout,
    QTextOption,
)

from ui.article.clusters import ClusterMap, Shaped
from ui.article.text_map import units_of
from ui.look.text_scale import scaled
from ui.look.theme import mixed

FADE = 28
WORDS_AT = 0.4  # where the words begin, as a share of the width, counted from where one reads
_BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\u2028\u2029\x85"), " ")


@dataclass(frozen=True, slots=True)
class ContextLine:
    """Words and what stands around them; `tag` (with its `colour`) and `note` may be empty."""

    before: str
    words: str
    after: str
    tag: str = ""
    colour: str = ""
    note: str = ""

    @property
    def is_right_to_left(self) -> bool:
        """Whether the line is read from the right: it is as soon as it holds one Arabic letter."""
        text = self.before + self.words + self.after
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


@dataclass(frozen=True, slots=True)
class Heading(ContextLine):
    """A line that says of what the lines below it are; `words` are its text."""


def passage_font(font: QFont) -> QFont:
    """The font of a passage: a little larger than the interface's."""
    return scaled(font, 1.1)


class PassageLine:
    """A line laid out without a break; `boxes` are the stretches of x that its words cover."""

    def __init__(self, line: ContextLine, font: QFont) -> None:
        self._colour = line.colour
        self._is_right_to_left = line.is_right_to_left
        text = (line.before + line.words + line.after).translate(_BREAKS)
        self._layout = _laid_out(text, font, self._is_right_to_left)
        self._row = self._layout.lineAt(0)
        shaped = Shaped.as_written(self._layout, units_of(text))
        clusters = ClusterMap(shaped, self._row, is_right_to_left=self._is_right_to_left)
        begin = len(units_of(line.before))
        self.boxes = clusters.intervals(begin, begin + len(units_of(line.words)))
        self.extent = self._row.naturalTextRect()

    def paint(self, painter: QPainter, place: QRect, palette: QPalette, ground: QColor) -> None:
        """Paint the context, the words always at the same place in the row."""
        shift = self._shift(place)
        top = place.center().y() - self._row.height() / 2 - 1  # dots are deep
        painter.save()
        painter.setClipRect(place)
        self._mark_words(painter, place, shift, palette)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._layout.draw(painter, QPointF(shift, top))
        _fade(painter, place, ground)
        painter.restore()

    def _shift(self, place: QRect) -> float:
        if self._is_right_to_left:
            words_at = max((right for _, right in self.boxes), default=self.extent.right())
            return place.right() - place.width() * WORDS_AT - words_at
        words_at = min((left for left, _ in self.boxes), default=0.0)
        return place.left() + place.width() * WORDS_AT - words_at

    def _mark_words(self, painter: QPainter, place: QRect, shift: float, palette: QPalette) -> None:
        accent = palette.color(QPalette.ColorRole.Highlight)
        colour = QColor(self._colour) if self._colour else accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(mixed(palette.color(QPalette.ColorRole.Base), colour, 0.28))
        for left, right in self.boxes:
            box = QRectF(left + shift - 1, place.top() + 1, right - left + 2, place.height() - 2)
            painter.drawRoundedRect(box, 3, 3)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), colour)


class Passages:
    """Lines laid out and kept, since laying out costs more than painting."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[ContextLine, PassageLine] = {}
        self._font = ""

    def of(self, line: ContextLine, font: QFont) -> PassageLine:
        """A line laid out; `font` is that of the interface."""
        if self._font != font.key() or len(self._kept) > self._most:
            self._kept.clear()
            self._font = font.key()
        if line not in self._kept:
            self._kept[line] = PassageLine(line, passage_font(font))
        return self._kept[line]

    def forget(self) -> None:
        """Lay everything out anew."""
        self._kept.clear()


def _laid_out(text: str, font: QFont, is_right_to_left: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if is_right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout


def _fade(painter: QPainter, place: QRect, ground: QColor) -> None:
    """Let what is cut off at either side run out softly."""
    clear = QColor(ground)
    clear.setAlpha(0)
    left, right = float(place.left()), float(place.right() + 1)
    for outer, inner in ((left, left + FADE), (right, right - FADE)):
        gradient = QLinearGradient(outer, 0, inner, 0)
        gradient.setColorAt(0, ground)
        gradient.setColorAt(1, clear)
        strip = QRectF(min(outer, inner), place.top(), FADE, place.height())
        painter.fillRect(strip, gradient)
