"""Many positions settled by a rule: which rule, what it would do, and only then the doing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from annotation.curation.position import Position
from annotation.curation.strategies import Strategy, StrategyOutcome, StrategyRule
from ui.curation.words import PositionWords
from ui.dialogs.sheet import Sheet, heading, sentence
from ui.look.language import left_to_right, tr
from ui.look.text_scale import roomy
from ui.look.theme import Theme
from ui.panels.inks import Inks
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable

Preview = Callable[[Strategy], StrategyOutcome]


class StrategyDialog(Sheet):
    """Which rule settles the open positions. Signals: `accepted_strategy(Strategy)`."""

    accepted_strategy = Signal(object)

    def __init__(
        self, words: PositionWords, preview: Preview, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(tr("Settle many positions"), parent)
        self.resize(roomy(760, 580))
        self._words = words
        self._preview = preview
        self._left_out: frozenset[str] = frozenset()
        self.rules = QButtonGroup(self)
        self.trusted = QComboBox(self)
        self.trusted.addItems(list(words.annotators))
        self.trusted.setAccessibleName(tr("Annotator to trust"))
        self.outcome = sentence("", self)
        self.table: RowsTable[Position] = RowsTable(self._columns(), CellPainter(self), self)
        self.table.setAccessibleName(tr("What would be settled"))
        self.table.set_empty_words(tr("This rule settles nothing here."))
        self.table.set_inks(Inks.of(theme))
        self.body.addWidget(heading(tr("Settle the open positions by a rule"), self))
        self._add_rules()
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.table, 1)
        self.settle_button = self.add_buttons(tr("Settle"), tr("Cancel"))
        self.rules.idToggled.connect(lambda _, is_on: self._show() if is_on else None)
        self.trusted.currentIndexChanged.connect(self._trust)
        self.rules.button(0).setChecked(True)
        self.rules.button(0).setFocus()

    def _add_rules(self) -> None:
        for number, rule in enumerate(StrategyRule):
            button = QRadioButton(rule_words(rule), self)
            self.rules.addButton(button, number)
            if rule is not StrategyRule.TRUST:
                self.body.addWidget(button)
                continue
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(self.trusted)
            row.addStretch(1)
            self.body.addLayout(row)

    def strategy(self) -> Strategy:
        """The rule that is chosen."""
        rule = tuple(StrategyRule)[self.rules.checkedId()]
        return Strategy(rule, self.trusted.currentText() if rule is StrategyRule.TRUST else "")

    def accept(self) -> None:
        """Tell the rule, and close."""
        strategy = self.strategy()
        super().accept()
        self.accepted_strategy.emit(strategy)

    # -- within ------------------------------------------------------------------------------------

    def _trust(self) -> None:
        self.rules.button(tuple(StrategyRule).index(StrategyRule.TRUST)).setChecked(True)
        self._show()

    def _show(self) -> None:
        """What the rule would do."""
        outcome = self._preview(self.strategy())
        self._left_out = frozenset(position.id for position in outcome.left_out)
        self.outcome.setText(outcome_words(outcome))
        self.table.show_rows((*outcome.taken, *outcome.left_out))
        self.table.set_widths((None, self.width() // 3, self.width() // 5))
        self.settle_button.setEnabled(outcome.transaction is not None)

    def _columns(self) -> Sequence[Column[Position]]:
        words = self._words
        return (
            Column(lambda: tr("Words"), words.words, words.words),
            Column(lambda: tr("What each says"), words.in_short, words.in_short),
            Column(lambda: tr("Would be"), self._fate, self._fate),
        )

    def _fate(self, position: Position) -> str:
        return tr("left out") if position.id in self._left_out else tr("taken")


def rule_words(rule: StrategyRule) -> str:
    """A rule as the dialog names it."""
    match rule:
        case StrategyRule.UNANIMOUS:
            return tr("What &everybody has and says alike")
        case StrategyRule.UNCONTESTED:
            return tr("Also what &nobody contradicts, although somebody has nothing there")
        case StrategyRule.MAJORITY:
            return tr("What &more than half say; what more than half do not have is left out")
        case StrategyRule.TRUST:
            return tr("All that one &person says; the rest is left out:")


def outcome_words(outcome: StrategyOutcome) -> str:
    """What a rule would do, counted."""
    taken, out = len(outcome.taken), len(outcome.left_out)
    still_open = len(outcome.left_open) + len(outcome.refused)
    return tr(
        "Taken: {taken}. Left out: {out}. Still open: {open}.",
        taken=left_to_right(taken),
        out=left_to_right(out),
        open=left_to_right(still_open),
    )
