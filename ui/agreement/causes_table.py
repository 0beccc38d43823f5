"""Why bounds differ, counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotation.agreement.figures import Cause, Cell
from ui.agreement.words import cause_word
from ui.look.language import left_to_right, tr
from ui.look.text_scale import sized
from ui.look.theme import mixed
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable

BAR = 8


@dataclass(frozen=True, slots=True)
class CauseRow:
    """How often a cause was found, and its share of the most frequent one."""

    cause: Cause
    count: int
    share: float

    @property
    def id(self) -> str:
        """The cause's slug."""
        return self.cause.value


class CauseCells(CellPainter[CauseRow]):
    """A bar as long as the cause is frequent."""

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: CauseRow, column: int
    ) -> None:
        room = QRectF(cell.rect).adjusted(6, 0, -6, 0)
        bar = QRectF(room.left(), room.center().y() - BAR / 2, room.width() * row.share, BAR)
        if cell.direction is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(room.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self.inks.base, self.inks.accent, 0.6))
        painter.drawRoundedRect(bar, 2, 2)


class CausesTable(RowsTable[CauseRow]):
    """Causes with their counts.

    Signals:
        chosen: The passages of a Cause are wanted, by a click or Enter.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_columns(), CauseCells(parent), parent)
        self.set_widths([None, sized(66), sized(60)])
        self.setAccessibleName(tr("Causes of other bounds"))
        self.set_empty_words(tr("No bounds differ."))
        self.entered.connect(lambda id: self.chosen.emit(Cause(id)))
        self.clicked_on.connect(lambda id: self.chosen.emit(Cause(id)))

    def show_causes(self, causes: Mapping[Cause, Cell]) -> None:
        """Show these, the most frequent first."""
        most = max((cell.count for cell in causes.values()), default=1)
        rows = [CauseRow(cause, cell.count, cell.count / most) for cause, cell in causes.items()]
        self.show_rows(sorted(rows, key=lambda row: -row.count))


def _columns() -> list[Column[CauseRow]]:
    return [
        Column(
            lambda: tr("Bounds differ by"),
            lambda row: cause_word(row.cause),
            lambda row: cause_word(row.cause),
        ),
        Column(
            lambda: tr("Number"),
            lambda row: left_to_right(f"{row.count:,}"),
            lambda row: row.count,
            is_number=True,
        ),
        Column(
            lambda: tr("How often"),
            lambda row: left_to_right(f"{row.share:.0%}"),
            lambda row: row.count,
            is_drawn=True,
        ),
    ]
