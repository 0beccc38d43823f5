"""Charts of effort: as widgets, and as pictures in the light colours of paper."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.effort.drawing import draw_curves, draw_verdicts, verdicts_height
from ui.effort.tables import AnnotatorEfforts
from ui.panels.brushes import MARGIN, Brushes, Paper
from ui.panels.inks import LIGHT_INKS, Inks

WIDTH, CURVES = 900, 360  # pixels
Draw = Callable[[Brushes, QRectF, AnnotatorEfforts], None]


class Chart(QWidget):
    """A drawing of everybody's effort; the table beside it says the same to those who listen."""

    def __init__(self, name: str, draw: Draw, parent: QWidget) -> None:
        super().__init__(parent)
        self._draw = draw
        self._efforts: AnnotatorEfforts = ()
        self._inks = LIGHT_INKS
        self.setAccessibleName(name)

    def show_efforts(self, efforts: AnnotatorEfforts) -> None:
        """Draw these."""
        self._efforts = efforts
        if self._draw is draw_verdicts:
            self.setFixedHeight(verdicts_height(efforts) + 8)
        self.update()

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._inks.base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(8, 4, -8, -4)
        self._draw(Brushes(painter, self._inks, self.layoutDirection()), room, self._efforts)
        painter.end()


def effort_image(efforts: AnnotatorEfforts, font: QFont) -> QImage:
    """The curves, and below them the bars, twice as fine as seen."""
    bars = verdicts_height(efforts)
    paper = Paper(WIDTH, CURVES + MARGIN + bars, font)
    draw_curves(paper.brushes, QRectF(paper.room(0, 0, WIDTH, CURVES)), efforts)
    draw_verdicts(paper.brushes, QRectF(paper.room(0, CURVES + MARGIN, WIDTH, bars)), efforts)
    return paper.finished()
