"""How much of the corpus is finished: one sentence and a slim bar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.panels.inks import LIGHT_INKS, Inks, colour_text

THICKNESS = 5


class SlimBar(QProgressBar):
    """A progress bar that is a thin line, filled from the leading side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.inks = LIGHT_INKS
        self.setTextVisible(False)
        self.setFixedHeight(THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self.inks.line)
        painter.drawRoundedRect(whole, THICKNESS / 2, THICKNESS / 2)
        if self.value():
            share = QRectF(whole)
            share.setWidth(max(THICKNESS, whole.width() * self.value() / self.maximum()))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                share.moveRight(whole.right())
            painter.setBrush(self.inks.good)
            painter.drawRoundedRect(share, THICKNESS / 2, THICKNESS / 2)
        painter.end()


class CorpusProgress(QWidget):
    """The sentence above, the bar below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._finished = 0
        self._total = 0
        self.sentence = PlainLabel("", self)
        self.bar = SlimBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sentence)
        layout.addWidget(self.bar)
        self.retranslate()

    def show_progress(self, finished: int, total: int) -> None:
        """Say and draw how many of how many are finished."""
        self._finished, self._total = finished, total
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(finished)
        self.retranslate()

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self.bar.inks = inks
        colour_text(self.sentence, inks.muted)
        self.bar.update()

    def retranslate(self) -> None:
        """Say it in the current language."""
        words = tr(
            "{finished} of {total} finished",
            finished=f"{self._finished:,}",
            total=f"{self._total:,}",
        )
        self.sentence.setText(words if self._total else "")
        self.bar.setAccessibleName(words)
