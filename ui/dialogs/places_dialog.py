"""The same words in many documents: a list by document, filled while they are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from annotation.commands.same_words import OccurrencePlace
from ui.dialogs.choice import ChoiceDialog, ChoiceModel, ChoiceRow
from ui.dialogs.passage_lines import Heading
from ui.dialogs.sheet import faint
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.keymap import key_hint
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import PlainLabel
from ui.panels.rows import Index


class Scope(StrEnum):
    """Where the words are looked for."""

    DOCUMENT = "document"
    UNFINISHED = "unfinished"
    PROJECT = "project"


_ACTIONS = ("look-here", "look-unfinished", "look-everywhere")


@dataclass(frozen=True, slots=True)
class PlaceRow(ChoiceRow):
    """A line of the list, and the place that it stands for."""

    document_id: str = ""
    place: OccurrencePlace | None = None


class PlacesModel(ChoiceModel):
    """Lines with check boxes under headings, which come while one looks on."""

    def __init__(self, parent: QObject) -> None:
        self._all: list[PlaceRow | Heading] = []
        self._rows = 0
        super().__init__((), parent)
        self.lines = self._all

    def empty(self) -> None:
        """Take all lines away."""
        self.beginResetModel()
        self._all.clear()
        self._is_chosen.clear()
        self._rows = 0
        self.endResetModel()
        self.count_changed.emit()

    def add(self, heading: Heading | None, rows: Sequence[PlaceRow]) -> None:
        """Add a group of lines at the end."""
        lines: list[PlaceRow | Heading] = [*([heading] if heading else []), *rows]
        first = len(self._all)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self._all += lines
        self._is_chosen += [isinstance(x, PlaceRow) and x.is_chosen for x in lines]
        self._rows += len(rows)
        self.endInsertRows()
        self.count_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's data; headings have no check box."""
        is_heading = index.isValid() and isinstance(self._all[index.row()], Heading)
        if is_heading and role == Qt.ItemDataRole.CheckStateRole:
            return None
        return super().data(index, role)

    def total(self) -> int:
        """How many rows can be ticked."""
        return self._rows

    def toggle(self, row: int) -> None:
        """Tick a row or untick it; at a heading, all rows below it."""
        if isinstance(self._all[row], PlaceRow):
            super().toggle(row)
            return
        group = self._group(row)
        value = not all(self._is_chosen[place] for place in group)
        for place in group:
            self._is_chosen[place] = value
        self._tell(row, group.stop - 1)

    def places(self) -> list[PlaceRow]:
        """The lines that are ticked."""
        lines = (self._all[row] for row in self.chosen())
        return [line for line in lines if isinstance(line, PlaceRow)]

    def _group(self, heading: int) -> range:
        """The rows under a heading."""
        end = heading + 1
        while end < len(self._all) and isinstance(self._all[end], PlaceRow):
            end += 1
        return range(heading + 1, end)

    def _set_all(self, is_chosen: bool) -> None:
        self._is_chosen = [is_chosen and isinstance(line, PlaceRow) for line in self._all]
        self._tell(0, len(self._all) - 1)


class PlacesDialog(ChoiceDialog):
    """Asks at which places to act, and in which documents to look for them.

    Signals:
        accepted_places: Emitted with the list of PlaceRows that are ticked.
        scope_chosen: Emitted with the Scope in which the person wants to look.
    """

    accepted_places = Signal(list)
    scope_chosen = Signal(object)

    def __init__(self, title: str, question: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(title, question, accept_text, (), parent)
        self._scopes = QButtonGroup(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._searched = faint("", self)
        self.body.insertLayout(1, self._scope_row())
        self.body.insertLayout(3, self._search_row())
        acts = {id: partial(self._choose_scope, s) for id, s in zip(_ACTIONS, Scope, strict=True)}
        listen(Context.CHOICE, acts, self.list, self)
        self.is_searching = False
        self.show_search(0, 0)

    def _make_model(self, rows: Sequence[ChoiceRow]) -> ChoiceModel:
        self.places = PlacesModel(self)
        return self.places

    def _scope_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(tr("Where:"), self))
        names = (tr("This document"), tr("Unfinished documents"), tr("The whole project"))
        for number, (scope, name) in enumerate(zip(Scope, names, strict=True)):
            button = QRadioButton(key_hint(name, _ACTIONS[number]), self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, scope=scope: self._choose_scope(scope))
            self._scopes.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._searched)
        return row

    # -- filling -----------------------------------------------------------------------------------

    def show_scope(self, scope: Scope) -> None:
        """Mark where one looks, and begin with an empty list."""
        self._scopes.button(list(Scope).index(scope)).setChecked(True)
        self.places.empty()

    def add_group(self, name: str, note: str, rows: Sequence[PlaceRow]) -> None:
        """Add what was found in a document; without a name, there is no heading."""
        heading = Heading("", isolated(name), "", note=note) if name else None
        was_empty = not self.places.lines
        self.places.add(heading, rows)
        self.list.make_room(rows)
        if was_empty:
            self.list.setCurrentIndex(self.places.index(1 if heading else 0, 0))

    def show_search(self, done: int, total: int) -> None:
        """Show how many documents have been looked through; the button waits for the last."""
        self.is_searching = done < total
        self._bar.setVisible(self.is_searching)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._searched.setText(self._searched_words(done, total))
        self._show_count()

    def _searched_words(self, done: int, total: int) -> str:
        if not self.is_searching and not self.places.total():
            return tr("These words stand nowhere else.")
        if not total:
            return ""
        return tr(
            "Documents looked through: {done} of {total}",
            done=left_to_right(f"{done:,}"),
            total=left_to_right(f"{total:,}"),
        )

    def show_reading(self) -> None:
        """Show that the documents that may hold the words are being sought."""
        self.is_searching = True
        self._bar.setVisible(True)
        self._bar.setRange(0, 0)
        self._searched.setText(tr("Looking for the words…"))
        self._show_count()

    def _show_count(self) -> None:
        super()._show_count()
        if getattr(self, "is_searching", False):
            self._accept_button.setEnabled(False)

    def _choose_scope(self, scope: Scope) -> None:
        self.scope_chosen.emit(scope)

    def accept(self) -> None:
        """Tell which places are ticked, and close."""
        rows = [] if self.is_searching else self.places.places()
        if rows:
            QDialog.accept(self)
            self.accepted_places.emit(rows)
