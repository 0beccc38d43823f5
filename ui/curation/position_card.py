"""The current position in full: its words, how it stands, what each says, how it was settled."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotation.curation.position import Position
from annotation.values.items import SettlementChoice
from ui.curation.words import (
    PositionWords,
    choice_word,
    kind_word,
    reason_word,
    stands,
)
from ui.dialogs.sheet import SentenceLabel
from ui.keys.keymap import key_for
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import scaled
from ui.panels.inks import LIGHT_INKS, Inks, colour_text
from ui.panels.key_hints import KeyCap


class VersionLine(QWidget):
    """What one annotator says, behind the digit that takes it. Signals: `chosen(annotator)`."""

    chosen = Signal(str)

    def __init__(self, annotator: str, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.annotator = annotator
        self.cap = KeyCap(str(number), self)
        self.name = SentenceLabel(isolated(annotator), self)
        self.says = SentenceLabel("", self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(8)
        row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.says, 5, Qt.AlignmentFlag.AlignTop)

    def show_version(self, says: str, inks: Inks, *, is_taken: bool) -> None:
        """Show what is said; a version that was taken is set off."""
        self.says.setText(says)
        self.cap.inks = inks
        self.cap.update()
        font = self.font()
        font.setBold(is_taken)
        for label in (self.name, self.says):
            label.setFont(font)
        colour_text(self.name, inks.muted)
        colour_text(self.says, inks.accent if is_taken else inks.text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the version, as its digit does."""
        self.chosen.emit(self.annotator)


class PositionCard(QWidget):
    """One position. Signals: `chosen(annotator)`, a version was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = LIGHT_INKS
        self._lines: list[VersionLine] = []
        self.title = PlainLabel("", self)
        self.words = SentenceLabel("", self)
        self.outcome = SentenceLabel("", self)
        self.words.setFont(scaled(self.font(), 1.2, is_bold=True))
        self._versions = QVBoxLayout()
        self._versions.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.words):
            column.addWidget(widget)
        column.addLayout(self._versions)
        column.addWidget(self.outcome)

    def set_annotators(self, annotators: Sequence[str]) -> None:
        """Show a line for each of these, in the order of their digits."""
        for line in self._lines:
            self._versions.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [VersionLine(who, n, self) for n, who in enumerate(annotators, 1)]
        for line in self._lines:
            self._versions.addWidget(line)
            line.chosen.connect(self.chosen)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        self._inks = inks
        colour_text(self.title, inks.muted)
        colour_text(self.outcome, inks.good)

    def show_position(
        self,
        position: Position | None,
        number: int,
        words: PositionWords,
        *,
        is_editing: bool,
        reason: str = "",
    ) -> None:
        """Show a position; without one, what to press."""
        for line in self._lines:
            line.setVisible(position is not None)
        if position is None:
            self.title.setText("")
            self.words.setText(
                tr(
                    "No position is current: {key} goes to the next open one.",
                    key=key_for("position-next-open"),
                )
            )
            self.outcome.hide()
            return
        parts = (f"{left_to_right(number)}", kind_word(position.kind), stands(position))
        self.title.setText(" · ".join(parts))
        self.words.setText(words.words(position))
        taken = taken_from(position)
        for line in self._lines:
            says = words.says(position, line.annotator)
            line.show_version(says, self._inks, is_taken=line.annotator in taken)
        outcome = _outcome(position, reason, is_editing=is_editing)
        self.outcome.setText(outcome)
        self.outcome.setVisible(bool(outcome))


def taken_from(position: Position) -> tuple[str, ...]:
    """Whose versions were taken as they are."""
    settlement = position.settlement
    if settlement is None or settlement.choice is SettlementChoice.EDITED:
        return ()
    if settlement.choice is SettlementChoice.NEITHER:
        return position.missing
    return tuple(dict.fromkeys(annotator for annotator, _ in settlement.sources))


def _outcome(position: Position, reason: str, *, is_editing: bool) -> str:
    if is_editing:
        return tr(
            "Editing: your own item counts here. {key} goes on.",
            key=key_for("position-next-open"),
        )
    if position.settlement is None:
        return tr("Reason: {reason}", reason=reason_word(reason)) if reason else ""
    why = reason_word(position.settlement.reason)
    words = tr("Settled: {choice}", choice=choice_word(position.settlement.choice))
    return f"{words} · {why}" if why else words
