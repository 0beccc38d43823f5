"""What can be pressed now: a few lines, each a key and what it does."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.look.plain_text import MarkedLabel
from ui.look.words import paragraph
from ui.panels.inks import LIGHT_INKS, Inks, colour_text
from ui.panels.marks import draw_key, key_font


class KeyCap(QWidget):
    """A key's name in its cap."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.inks = LIGHT_INKS
        self.setFont(key_font(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show another key; without one there is no cap."""
        self.key = key
        self.setVisible(bool(key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(20, metrics.horizontalAdvance(self.key) + 12), metrics.height() + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_key(painter, self.rect(), self.key, self.inks.muted)
        painter.end()


class Divider(QWidget):
    """A thin line between blocks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self.setFixedHeight(1)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._inks.line)
        painter.end()


class KeyHints(QWidget):
    """Keys at the leading side, their acts beside them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._shown: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys with what they do; a key that is not set is left out."""
        wanted = tuple((key, act) for key, act in hints if key)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (key, act) in enumerate(wanted):
            self._grid.addWidget(KeyCap(key, self), row, 0)
            label = MarkedLabel(paragraph(act), self)
            label.setWordWrap(True)
            self._grid.addWidget(label, row, 1)
        self.set_inks(self._inks)

    def words(self) -> tuple[tuple[str, str], ...]:
        """Keys and acts as they are shown."""
        return self._shown

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        for cap in self.findChildren(KeyCap):
            cap.inks = inks
            cap.update()
        for label in self.findChildren(MarkedLabel):
            colour_text(label, inks.muted)
