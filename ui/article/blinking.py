"""When the caret is lit: it blinks as the system wishes, and never while it is being moved."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication


class Blinking(QObject):
    """The caret's light. Signals: `turned(is_lit)`, when it goes on or off by itself."""

    turned = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_lit = True
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        QGuiApplication.styleHints().cursorFlashTimeChanged.connect(self.restart)

    def start(self) -> None:
        """The keyboard is here: begin to blink."""
        self._is_wanted = True
        self.restart()

    def stop(self) -> None:
        """The keyboard is elsewhere: stay lit."""
        self._is_wanted = False
        self.restart()

    def restart(self) -> None:
        """The caret has moved, or the system's wish has changed: be lit, and wait from now on."""
        if not self.is_lit:
            self._turn()
        half = QGuiApplication.styleHints().cursorFlashTime() // 2
        if self._is_wanted and half > 0:
            self._timer.start(half)
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self.is_lit = not self.is_lit
        self.turned.emit(self.is_lit)
