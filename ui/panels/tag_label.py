"""A tag in the details: a span's chip, or a relation's name between its ends."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from ui.panels.inks import LIGHT_INKS, Inks
from ui.panels.marks import draw_chip, draw_down_arrow

ARROW = 14
GAP = 8


class TagLabel(QWidget):
    """Draws the name of a tag on its colour, or beside an arrow that leads from head to tail."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._name = ""
        self._colour: str | None = None
        self._is_symmetric = False

    def show_tag(self, name: str, colour: str) -> None:
        """Show a span's tag."""
        self._show(name, colour, is_symmetric=False)

    def show_relation(self, name: str, *, is_symmetric: bool) -> None:
        """Show a relation's tag, from the words above to those below."""
        self._show(name, None, is_symmetric=is_symmetric)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _show(self, name: str, colour: str | None, *, is_symmetric: bool) -> None:
        self._name, self._colour, self._is_symmetric = name, colour, is_symmetric
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        direction, room = self.layoutDirection(), self.rect()
        if self._colour is not None:
            draw_chip(painter, room, self._name, self._colour, self._inks, direction)
        else:
            is_mirrored = direction is Qt.LayoutDirection.RightToLeft
            x = room.right() - ARROW / 2 if is_mirrored else room.left() + ARROW / 2
            centre = QPointF(x, QRectF(room).center().y())
            draw_down_arrow(
                painter, centre, room.height() - 6, self._inks.muted, is_double=self._is_symmetric
            )
            beside = room.adjusted(ARROW + GAP, 0, 0, 0)
            painter.setPen(self._inks.text)
            leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            side = QStyle.visualAlignment(direction, leading)
            painter.drawText(QStyle.visualRect(direction, room, beside), int(side), self._name)
        painter.end()
