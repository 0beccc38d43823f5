"""What charts are drawn with, on the screen and on paper: everything begins where one reads."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle

from ui.look.dressing import interface_direction
from ui.look.text_scale import scaled
from ui.look.theme import contrast, mixed
from ui.panels.inks import LIGHT_INKS, Inks

LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # from where one reads
TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
FINENESS = 2.0  # of a picture, against what is seen
MARGIN = 20  # pixels around a picture
GAP = 10  # pixels below its title


@dataclass(frozen=True, slots=True)
class Brushes:
    """What a chart is drawn with: a painter, the colours, and where one begins to read."""

    painter: QPainter
    inks: Inks
    direction: Qt.LayoutDirection

    @property
    def is_mirrored(self) -> bool:
        """Whether one reads from the right."""
        return self.direction is Qt.LayoutDirection.RightToLeft

    def x(self, share: float, room: QRectF) -> float:
        """A place along a room, 0 to 1, from where one reads."""
        return room.left() + room.width() * (1 - share if self.is_mirrored else share)

    def ink_on(self, ground: QColor) -> QColor:
        """What is read best on a ground."""
        return max(self.inks.text, self.inks.base, key=lambda ink: contrast(ink, ground))

    def words(self, room: QRectF, text: str, flags: Qt.AlignmentFlag, colour: QColor) -> None:
        """A text in a room, shortened where it must be; left is where one begins to read."""
        self.painter.setPen(colour)
        metrics = self.painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        placed = QStyle.visualAlignment(self.direction, flags)
        self.painter.drawText(room, int(placed | Qt.AlignmentFlag.AlignAbsolute), shown)

    def interval(
        self,
        room: QRectF,
        value: float,
        ends: tuple[float, float] | None,
        colour: QColor,
        dot: float = 3.0,
    ) -> None:
        """A value as a dot, on a bar between its ends that is as high as the room; all 0 to 1."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        if ends is not None:
            low, high = sorted(self.x(share, room) for share in ends)
            bar = QRectF(low, room.top(), max(2.0, high - low), room.height())
            self.painter.setBrush(mixed(self.inks.base, colour, 0.45))
            self.painter.drawRoundedRect(bar, 2, 2)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(QPointF(self.x(value, room), room.center().y()), dot, dot)


class Paper:
    """A picture for papers: always in light colours, mirrored where the language is.

    Places are counted in pixels from where one reads, below `head` pixels for a title.
    """

    def __init__(self, width: int, height: int, font: QFont, head: int = 0) -> None:
        self._head = head
        self._size = QSize(width + 2 * MARGIN, height + head + 2 * MARGIN)
        self._font = font
        self._image = QImage(self._size * FINENESS, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(FINENESS)
        self._image.fill(LIGHT_INKS.base)
        self.brushes = Brushes(QPainter(self._image), LIGHT_INKS, interface_direction())
        painter = self.brushes.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.brushes.direction)
        painter.setFont(font)

    def room(self, x: int, y: int, width: int, height: int) -> QRect:
        """A place below the title."""
        whole = QRect(0, 0, self._size.width(), self._size.height())
        place = QRect(MARGIN + x, MARGIN + self._head + y, width, height)
        return QStyle.visualRect(self.brushes.direction, whole, place)

    def title(self, text: str) -> None:
        """What stands above everything."""
        self.brushes.painter.setFont(scaled(self._font, 1.15, is_bold=True))
        wide = self._size.width() - 2 * MARGIN
        self.words(self.room(0, -self._head, wide, self._head - GAP), text)
        self.brushes.painter.setFont(self._font)

    def words(self, room: QRect, text: str) -> None:
        """A text at the start of a place."""
        self.brushes.words(QRectF(room), text, LEADING, LIGHT_INKS.text)

    def finished(self) -> QImage:
        """The picture."""
        self.brushes.painter.end()
        return self._image
