"""What was found, as lines of a concordance."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from ui.dialogs.concordance import LineList, LineModel
from ui.dialogs.passage_lines import ContextLine
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import isolated, tr


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place where something was found, with the name of its document."""

    document: str
    before: str
    words: str
    after: str


class HitList(LineList):
    """One line for each hit.

    Signals: `chosen(int row)` on Enter or a click; `left()` on Escape.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.retranslate()
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        listen(Context.FIND, {"find-close": self.left.emit}, self)
        listen(Context.LIST, {"open-row": self._choose}, self)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(tr("Found places"))

    def show_hits(self, hits: Sequence[HitRow]) -> None:
        """Show these hits in place of the former ones."""
        lines = [ContextLine(h.before, h.words, h.after, note=isolated(h.document)) for h in hits]
        self.show_model(LineModel(lines, self))

    def _choose(self) -> bool:
        """Go to the current place; False where there is none."""
        has_row = self.row() >= 0
        if has_row:
            self.chosen.emit(self.row())
        return has_row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where nothing was found."""
        super().paintEvent(event)
        model = self.model()
        if model is None or model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = self.viewport().rect()
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tr("Nothing found"))
            painter.end()
