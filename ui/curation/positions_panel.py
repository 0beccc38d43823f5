"""The panel of positions: the current one in full, all of them in a list, agreement below."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotation.arabic.folding import fold
from annotation.curation.position import Position, PositionStanding
from annotation.values.items import SettlementChoice, Stage
from ui.curation.keys import hint
from ui.curation.position_card import PositionCard
from ui.curation.words import PositionWords, choice_word, reason_word, standing_word
from ui.dialogs.sheet import SentenceLabel
from ui.keys.keymap import when_keys_change
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import PlainLabel, tip
from ui.look.theme import LIGHT, Theme
from ui.look.words import anchored
from ui.panels.inks import Inks, colour_text
from ui.panels.key_hints import Divider
from ui.panels.marks import draw_check, draw_stage
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable

NUMBER_WIDTH, STATE_WIDTH = 34, 30
_STANDINGS = tuple(PositionStanding)


class PositionCells(CellPainter[Position]):
    """Draws how a position stands: settled, or why it is open."""

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: Position, column: int
    ) -> None:
        centre = QPointF(cell.rect.center()) + QPointF(0.5, 0.5)
        if row.settlement is not None:
            if row.settlement.choice is SettlementChoice.NEITHER:
                painter.setPen(self.inks.good)
                painter.drawText(cell.rect, Qt.AlignmentFlag.AlignCenter, "–")
            else:
                draw_check(painter, _around(centre), self.inks.good)
        elif row.standing is PositionStanding.INCOMPLETE:
            draw_stage(painter, centre, Stage.IN_PROGRESS, self.inks)
        else:
            is_agreed = row.standing is PositionStanding.AGREED
            painter.setPen(self.inks.muted if is_agreed else self.inks.warning)
            painter.drawText(cell.rect, Qt.AlignmentFlag.AlignCenter, "=" if is_agreed else "≠")


def _around(centre: QPointF) -> QRectF:
    return QRectF(centre.x() - 5, centre.y() - 4, 10, 8)


class PositionsPanel(QWidget):
    """All positions of the document that is curated.

    Signals:
        chosen: The person went to a position, by key or click; its id.
        taken: An annotator's version was clicked; their name.
        settle_asked: Many positions are to be settled at once.
        left: The person is through with curation.
    """

    chosen = Signal(str)
    taken = Signal(str)
    settle_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._positions: Sequence[Position] = ()
        self._numbers: dict[str, int] = {}
        self._words: PositionWords | None = None
        self._announced = ""  # the position that a screen reader has been told of last
        self.whose = PlainLabel("", self)
        self.leave = QToolButton(self)
        self.count = PlainLabel("", self)
        self.open_only = QCheckBox(tr("&Open only"), self)
        self.many = QPushButton(tr("Settle &many…"), self)
        self.card = PositionCard(self)
        self.hint = SentenceLabel("", self)
        self.effect = SentenceLabel("", self)
        self.rule = Divider(self)
        self.table: RowsTable[Position] = RowsTable(self._columns(), PositionCells(self), self)
        self.table.setAccessibleName(tr("Positions"))
        self.table.set_empty_words(tr("All positions are settled."))
        self._lay_out()
        self._connect()
        self.set_theme(LIGHT)

    def _lay_out(self) -> None:
        for button in (self.open_only, self.many, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.leave.setText("✕")
        self.leave.setAutoRaise(True)
        self.leave.setToolTip(tip(tr("Leave curation")))
        self.leave.setAccessibleName(tr("Leave curation"))
        head = QHBoxLayout()
        head.addWidget(self.whose, 1)
        head.addWidget(self.leave)
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.open_only)
        top.addWidget(self.many)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.card)
        column.addWidget(self.hint)
        column.addWidget(self.rule)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.effect)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.open_only.toggled.connect(self._sift)
        self.many.clicked.connect(self.settle_asked)
        self.leave.clicked.connect(self.left)
        self.card.chosen.connect(self.taken)
        self.table.clicked_on.connect(self.chosen)
        self.table.moved.connect(self.chosen)
        self.table.entered.connect(self.chosen)
        self.table.resized.connect(self._fit_columns)
        when_keys_change(self._name_keys)

    # -- values ------------------------------------------------------------------------------------

    def begin(self, curator: str, positions: Sequence[Position], words: PositionWords) -> None:
        """Show another document's positions."""
        self._words = words
        self.whose.setText(anchored(tr("Curation by {name}", name=isolated(curator))))
        self._numbers = {position.id: number for number, position in enumerate(positions, 1)}
        self.card.set_annotators(words.annotators)
        self._name_keys()
        self.effect.setText("")
        self._positions = ()
        self.show_positions(positions)
        self._fit_columns()

    def show_positions(self, positions: Sequence[Position]) -> None:
        """Show how the positions stand now."""
        before, self._positions = self._positions, positions
        still_open = sum(position.is_open for position in positions)
        self.count.setText(
            tr(
                "Open {open} of {all}",
                open=left_to_right(f"{still_open:,}"),
                all=left_to_right(f"{len(positions):,}"),
            )
        )
        self.many.setEnabled(still_open > 0)
        if self.open_only.isChecked() or len(before) != len(positions):
            self._sift()
            return
        for old, new in zip(before, positions, strict=True):
            if old.settlement != new.settlement:
                self.table.rows_model.replace_row(new)

    def set_current(self, position: Position | None, *, is_editing: bool, reason: str = "") -> None:
        """Show a position in full and mark its row; `reason` is one given in advance."""
        self.table.set_current(position.id if position else "")
        if self._words is not None:
            number = self._numbers[position.id] if position else 0
            self.card.show_position(
                position, number, self._words, is_editing=is_editing, reason=reason
            )
            self._announce(position)

    def show_effect(self, words: str) -> None:
        """Say what curation does to agreement."""
        self.effect.setText(words)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        inks = Inks.of(theme)
        self.table.set_inks(inks)
        self.card.set_inks(inks)
        self.rule.set_inks(inks)
        for label in (self.whose, self.hint, self.effect):
            colour_text(label, inks.muted)

    def _announce(self, position: Position | None) -> None:
        """Let a screen reader say another position than the last: words, state, what each says."""
        id = position.id if position else ""
        is_new, self._announced = id != self._announced, id
        if position is None or self._words is None or not is_new or not QAccessible.isActive():
            return
        words = self._words
        said = [f"{who}: {words.says(position, who)}" for who in words.annotators]
        spoken = ". ".join((words.words(position), state_words(position), *said))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def _name_keys(self) -> None:
        """Say what can be pressed, as the keys are now."""
        if self._words is not None:
            self.hint.setText(hint(len(self._words.annotators)))

    # -- within ------------------------------------------------------------------------------------

    def _sift(self) -> None:
        only_open = self.open_only.isChecked()
        self.table.show_rows([p for p in self._positions if p.is_open or not only_open])

    def _fit_columns(self) -> None:
        says = self.table.viewport().width() - NUMBER_WIDTH - STATE_WIDTH
        self.table.set_widths((STATE_WIDTH, NUMBER_WIDTH, None, says // 2))

    def _read(self) -> PositionWords:
        assert self._words is not None  # there are rows only after `begin`
        return self._words

    def _columns(self) -> tuple[Column[Position], ...]:
        return (
            Column(
                lambda: tr("State"),
                state_words,
                _order,
                is_drawn=True,
                is_titled=False,
                is_centred=True,
            ),
            Column(
                lambda: tr("No."),
                lambda row: str(self._numbers[row.id]),
                lambda row: self._numbers[row.id],
                is_quiet=True,
            ),
            Column(
                lambda: tr("Words"),
                lambda row: self._read().words(row),
                lambda row: fold(self._read().words(row)),
            ),
            Column(
                lambda: tr("What each says"),
                lambda row: self._read().in_short(row),
                lambda row: (row.standing.value, self._read().in_short(row)),
            ),
        )


def state_words(position: Position) -> str:
    """How a position stands, in words."""
    settlement = position.settlement
    if settlement is None:
        return standing_word(position.standing)
    parts = [choice_word(settlement.choice), reason_word(settlement.reason)]
    return " · ".join(filter(None, parts))


def _order(position: Position) -> tuple[bool, int]:
    return (position.settlement is not None, _STANDINGS.index(position.standing))
