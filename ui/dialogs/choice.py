"""Many places at once: a list of words in context from which a person unticks what does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.dialogs.concordance import LineList, LineModel
from ui.dialogs.passage_lines import ContextLine
from ui.dialogs.sheet import Sheet, faint, heading
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.keymap import key_for, key_hint
from ui.look.language import left_to_right, tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import roomy
from ui.panels.rows import Index


@dataclass(frozen=True, slots=True)
class ChoiceRow(ContextLine):
    """A line with a check box."""

    is_chosen: bool = True


class ChoiceModel(LineModel):
    """The lines with their check boxes. Signals: `count_changed`."""

    count_changed = Signal()

    def __init__(self, rows: Sequence[ChoiceRow], parent: QObject) -> None:
        super().__init__(rows, parent)
        self._is_chosen = [row.is_chosen for row in rows]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line's data and its check box."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            is_chosen = self._is_chosen[index.row()]
            return Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked
        return super().data(index, role)

    def chosen(self) -> list[int]:
        """The rows that are ticked."""
        return [row for row, is_chosen in enumerate(self._is_chosen) if is_chosen]

    def total(self) -> int:
        """How many rows can be ticked."""
        return len(self.lines)

    def toggle(self, row: int) -> None:
        """Tick a row or untick it."""
        self._is_chosen[row] = not self._is_chosen[row]
        self._tell(row, row)

    def choose_all(self) -> None:
        """Tick every row."""
        self._set_all(True)

    def choose_none(self) -> None:
        """Untick every row."""
        self._set_all(False)

    def _set_all(self, is_chosen: bool) -> None:
        self._is_chosen = [is_chosen] * len(self.lines)
        self._tell(0, len(self.lines) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole]
        )
        self.count_changed.emit()


class ChoiceList(LineList):
    """Rows to tick: by a key or a click one, by a key all or none."""

    def __init__(self, model: ChoiceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = model
        self.show_model(model)
        self.clicked.connect(self._toggle)
        listen(
            Context.CHOICE,
            {
                "place-tick": self._toggle_current,
                "places-all": model.choose_all,
                "places-none": model.choose_none,
            },
            self,
        )

    def _toggle_current(self) -> bool:
        has_row = self.row() >= 0
        if has_row:
            self._choices.toggle(self.row())
        return has_row

    def _toggle(self, index: QModelIndex) -> None:
        self._choices.toggle(index.row())


class ChoiceDialog(Sheet):
    """Asks which of many places to take. Signals: `accepted_rows(list)`, the rows ticked."""

    accepted_rows = Signal(list)

    def __init__(
        self,
        title: str,
        question: str,
        accept_text: str,
        rows: Sequence[ChoiceRow],
        parent: QWidget | None,
    ) -> None:
        super().__init__(title, parent)
        self.resize(roomy(860, 560))
        self._model = self._make_model(rows)
        self.list = ChoiceList(self._model, self)
        self.list.setAccessibleName(question)
        self._count = PlainLabel("", self)
        self.body.addWidget(heading(question, self, 1.15))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._counting_row())
        self._accept_button = self.add_buttons(accept_text, tr("Cancel"))
        self._model.count_changed.connect(self._show_count)
        self._show_count()
        self.list.setFocus()

    def _make_model(self, rows: Sequence[ChoiceRow]) -> ChoiceModel:
        return ChoiceModel(rows, self)

    def _counting_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        everything = QPushButton(key_hint(tr("All"), "places-all"), self)
        nothing = QPushButton(key_hint(tr("None"), "places-none"), self)
        everything.clicked.connect(self._model.choose_all)
        nothing.clicked.connect(self._model.choose_none)
        hint = faint(tr("{key} ticks and unticks a row", key=key_for("place-tick")), self)
        for button in (everything, nothing):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(hint, 1)
        row.addWidget(self._count)
        return row

    def _show_count(self) -> None:
        count = len(self._model.chosen())
        total = self._model.total()
        self._count.setText(
            tr(
                "{count} of {total} chosen",
                count=left_to_right(f"{count:,}"),
                total=left_to_right(f"{total:,}"),
            )
        )
        self._accept_button.setEnabled(count > 0)

    def accept(self) -> None:
        """Tell which rows are ticked, and close."""
        rows = self._model.chosen()
        if rows:
            super().accept()
            self.accepted_rows.emit(rows)
