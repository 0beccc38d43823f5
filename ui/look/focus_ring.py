"""Where the keyboard is: a ring around the widget that has it, in the window and in every dialog.

Fusion marks hardly any of them, and each in a way of its own. The ring lies just outside, on top of
everything, and is cut out in the middle: so what it goes around still scrolls by moving pixels.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

THICKNESS = 2
_MOVED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ChildRemoved,  # perhaps what the ring goes around
}


class FocusRing(QWidget):
    """A frame around one widget of its window; it is there while that widget is to be seen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, widget: QWidget | None) -> None:
        """Go around a widget of this window, wherever it moves; None hides the ring."""
        for watched in filter(isValid, self._watched):
            watched.removeEventFilter(self)
        self._watched = []
        while widget is not None:
            self._watched.append(widget)
            widget.installEventFilter(self)
            widget = None if widget.isWindow() else widget.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED:
            self._follow()
        return False

    def _follow(self) -> None:
        place = self._place()
        if place.isEmpty():
            self.hide()
            return
        inner = QRect(QPoint(), place.size()).adjusted(THICKNESS, THICKNESS, -THICKNESS, -THICKNESS)
        self.setGeometry(place)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))
        self.raise_()
        self.show()

    def _place(self) -> QRect:
        """The part of the widget that is to be seen, and a margin, in the window; else empty."""
        is_there = bool(self._watched) and all(map(isValid, self._watched))
        if not is_there or not self._watched[0].isVisible():
            return QRect()
        widget, window = self._watched[0], self._watched[-1]
        seen = QRect(widget.mapTo(window, QPoint()), widget.size())
        for parent in self._watched[1:]:
            seen &= QRect(parent.mapTo(window, QPoint()), parent.size())
        if seen.isEmpty():
            return QRect()
        margin = QRect(seen).adjusted(-THICKNESS, -THICKNESS, THICKNESS, THICKNESS)
        return margin & window.rect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QApplication.palette().color(QPalette.ColorRole.Highlight)
        painter.fillRect(self.rect(), colour)
        painter.end()


class FocusRings(QObject):
    """Gives each window its ring as the keyboard goes from widget to widget."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._rings: list[FocusRing] = []
        application.focusChanged.connect(self._go)

    def _go(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget in (before, now):
            ring = self._ring_of(widget.window()) if widget is not None else None
            if ring is not None:
                ring.surround(now if widget is now and _is_to_be_shown(now) else None)

    def _ring_of(self, window: QWidget) -> FocusRing | None:
        """A window's ring, made when it is first needed; none for what pops up for a moment.

        The window is not asked for its children: it may be about to go, and half of them gone.
        """
        if window.windowType() == Qt.WindowType.Popup:
            return None
        self._rings = [ring for ring in self._rings if isValid(ring)]
        ring = next((ring for ring in self._rings if ring.parentWidget() is window), None)
        if ring is None and window.isVisible():
            ring = FocusRing(window)
            self._rings.append(ring)
        return ring


def show_focus(application: QApplication) -> None:
    """Show where the keyboard is from now on."""
    if application.findChild(FocusRings) is None:
        FocusRings(application)


def _is_to_be_shown(widget: QWidget | None) -> bool:
    """A button that was clicked needs no ring: the hand is there."""
    if widget is None or isinstance(widget, QMenu | QMenuBar) or widget.isWindow():
        return False
    is_clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    return not (isinstance(widget, QAbstractButton) and is_clicked)
