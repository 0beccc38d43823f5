"""Long work on the thread that paints, a little at a time, so that the window goes on living."""

from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotation.errors import Refusal
from ui.article.slices import Steps

_TURN = 0.012  # seconds of work between two looks at what else there is to do


class Stepping(QObject):
    """Goes through the steps of one piece of work, then is gone.

    Signals: `progressed(share)`, `finished()`, `refused(Refusal)`. When it was cancelled none of
    them comes any more; the work's own `finally` has been run.
    """

    progressed = Signal(float)
    finished = Signal()
    refused = Signal(object)

    def __init__(self, steps: Steps[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop; nothing further is done."""
        self._timer.stop()
        self._steps.close()
        self.deleteLater()

    def _go_on(self) -> None:
        limit = perf_counter() + _TURN
        try:
            share = next(self._steps)
            while perf_counter() < limit:
                share = next(self._steps)
        except StopIteration:
            self.cancel()
            self.finished.emit()
        except Refusal as refusal:
            self.cancel()
            self.refused.emit(refusal)
        else:
            self.progressed.emit(share)
