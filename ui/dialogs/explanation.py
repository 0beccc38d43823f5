"""What is known of a place: each proposal with its score, and a sentence that says why it hides."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.dialogs.sheet import Sheet, faint, heading, sentence
from ui.keys.action import Context
from ui.keys.key_dispatcher import Act, listen
from ui.keys.keymap import key_for, keymap
from ui.look.language import isolated, tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import roomy, scaled
from ui.look.theme import mixed


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One proposal in words; `act` is what Enter would do with it."""

    words: str
    tag: str
    colour: str
    score: str
    why: str
    act: str


class Card(QFrame):
    """One proposal; it has the keyboard or not."""

    def __init__(self, line: ExplainedLine, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        first = QHBoxLayout()
        chip = PlainLabel(f"  {line.tag}  ", self)
        self._tint(chip, line.colour)
        name = PlainLabel(isolated(line.words), self)
        name.setFont(scaled(self.font(), 1.1, is_bold=True))
        first.addWidget(name)
        first.addWidget(chip)
        first.addStretch(1)
        first.addWidget(PlainLabel(line.score, self))
        first.addWidget(faint(keymap().shown(f"proposal-{number}"), self))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(first)
        column.addWidget(sentence(line.why, self))
        self.setAccessibleName(f"{line.words}, {line.tag}, {line.score}. {line.why}")

    def _tint(self, chip: PlainLabel, colour: str) -> None:
        palette = chip.palette()
        base = self.palette().color(QPalette.ColorRole.Base)
        palette.setColor(QPalette.ColorRole.Window, mixed(base, QColor(colour), 0.28))
        chip.setAutoFillBackground(True)
        chip.setPalette(palette)

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Mark the card on which Enter acts."""
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.Base)
        accent = palette.color(QPalette.ColorRole.Highlight)
        palette.setColor(QPalette.ColorRole.Window, mixed(base, accent, 0.16 if is_chosen else 0))
        self.setPalette(palette)


class ExplanationDialog(Sheet):
    """Shows the proposals of a place. Signals: `chosen(int)`, the one to be shown all the same."""

    chosen = Signal(int)

    def __init__(self, title: str, lines: Sequence[ExplainedLine], parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.resize(roomy(620, 420))
        self.lines = lines
        self.row = 0
        self.body.addWidget(heading(title, self, 1.15))
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._cards = [Card(line, number, inside) for number, line in enumerate(lines, 1)]
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self.body.addWidget(self._area, 1)
        hint = tr(
            "{up} and {down} choose; a digit chooses, too.",
            up=key_for("proposal-previous"),
            down=key_for("proposal-next"),
        )
        self.body.addWidget(faint(hint, self))
        self._button = self.add_buttons(lines[0].act, tr("Close"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # a button would take the arrow keys
        self._listen()
        self.choose(0)

    def _listen(self) -> None:
        """Let keys choose; the rest is the dialog's."""
        numbered = enumerate(self.lines, 1)
        acts: dict[str, Act] = {
            f"proposal-{number}": partial(self.choose, number - 1) for number, _ in numbered
        }
        acts["proposal-next"] = lambda: self.choose(self.row + 1)
        acts["proposal-previous"] = lambda: self.choose(self.row - 1)
        listen(Context.EXPLANATION, acts, self)

    def choose(self, row: int) -> None:
        """Make a proposal the one that Enter shows."""
        self.row = max(0, min(row, len(self.lines) - 1))
        for number, card in enumerate(self._cards):
            card.show_chosen(is_chosen=number == self.row)
        self._button.setText(self.lines[self.row].act)
        self.setAccessibleDescription(self._cards[self.row].accessibleName())
        self._area.ensureWidgetVisible(self._cards[self.row])

    def accept(self) -> None:
        """Tell which one is to be shown, and close."""
        super().accept()
        self.chosen.emit(self.row)
