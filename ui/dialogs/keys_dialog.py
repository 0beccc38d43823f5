"""Which key does what, and how a person changes it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotation.arabic.folding import fold
from ui.dialogs.key_caps import KeyCaps
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.keys.action import TYPED_IN, Context, are_together
from ui.keys.key_dispatcher import Act, listen
from ui.keys.key_names import key_name, types_something
from ui.keys.keymap import key_for, keymap, readable, shown_key
from ui.keys.listing import SEPARATOR, KeyEntry
from ui.look.language import isolated, tr
from ui.look.plain_text import PlainLabel, tip
from ui.look.text_scale import roomy, scaled

CONFLICT = QStyle.StandardPixmap.SP_MessageBoxWarning


class KeyCatcher(PlainLabel):
    """Takes the next key, whichever it is, Tab and Enter too; what closes dialogs gives up.

    Signals: `caught(str)` with the key's name, `given_up()`.
    """

    caught = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(8)
        self.hide()

    def wait_for(self, sentence: str) -> None:
        """Show the sentence and take the keyboard."""
        self.setText(sentence)
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Take keys before shortcuts and the moving of the focus do."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever looks elsewhere has given up."""
        super().focusOutEvent(event)
        if self.isVisible():
            self.hide()
            self.given_up.emit()

    def _take(self, event: QKeyEvent) -> None:
        name = key_name(event)
        if name:
            self.hide()
            if keymap().action(Context.DIALOG, name) == "dialog-close":
                self.given_up.emit()
            else:
                self.caught.emit(name)


class KeysDialog(Sheet):
    """Everything that has keys. Signals: `changed(dict)`, what differs from the usual keys by id.

    A row may have no key that stands for something else at the same moment; where a person's own
    keys did so before, a sign says it.
    """

    changed = Signal(dict)

    def __init__(self, entries: Sequence[KeyEntry], parent: QWidget | None) -> None:
        super().__init__(tr("Keys"), parent)
        self.resize(roomy(760, 640))
        self._entries = entries
        self._keys = {entry.id: entry.keys for entry in entries}
        self._rows = _with_titles(entries)
        self._is_adding = False
        self.filter = QLineEdit(self)
        self.table = self._make_table()
        self.catcher = KeyCatcher(self)
        self._complaint = Complaint(self)
        self.body.addWidget(heading(tr("Keys"), self))
        self.body.addWidget(faint(_how_to_change(), self))
        self.body.addWidget(self.filter)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.catcher)
        self.body.addWidget(self._complaint)
        self.body.addLayout(self._buttons())
        self.add_buttons(tr("OK"), tr("Cancel"))
        self._connect()
        self._show_all()
        self.choose(entries[0].id)
        self.table.setFocus()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._rows), 2, self)
        table.setHorizontalHeaderLabels([tr("What it does"), tr("Keys")])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAccessibleName(tr("Keys"))
        return table

    def _connect(self) -> None:
        self.filter.setPlaceholderText(tr("Find an action or a key"))
        self.filter.setAccessibleName(tr("Find an action or a key"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._sift)
        self.catcher.caught.connect(self._set_key)
        self.catcher.given_up.connect(self.table.setFocus)
        self.table.cellDoubleClicked.connect(self._change)
        self.table.currentCellChanged.connect(lambda: self._complain(self._conflict_here()))
        steps: dict[str, Act] = {"filter-clear": self._clear}
        steps |= dict.fromkeys(("filter-list", "filter-open"), self._to_table)
        listen(Context.FILTER, steps, self.filter)
        acts = {"key-change": self._change, "key-add": self._add, "key-remove": self._remove}
        listen(Context.KEYS, acts, self.table)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.usual_button = QPushButton(tr("&Usual keys"), self)
        for text, act in (
            (tr("&Change…"), self._change),
            (tr("&Add another…"), self._add),
            (tr("&Remove"), self._remove),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(act)
            button.setAutoDefault(False)
            row.addWidget(button)
        self.usual_button.setAutoDefault(False)
        self.usual_button.clicked.connect(self._reset)
        row.addStretch(1)
        row.addWidget(self.usual_button)
        return row

    # -- which row ---------------------------------------------------------------------------------

    def choose(self, id: str) -> None:
        """Make the row of an action or tag the one that keys are given to."""
        row = next(n for n, e in enumerate(self._rows) if isinstance(e, KeyEntry) and e.id == id)
        self.table.setCurrentCell(row, 0)

    def _entry(self) -> KeyEntry | None:
        """The current row; None on a title."""
        row = self.table.currentRow()
        entry = self._rows[row] if 0 <= row < len(self._rows) else ""
        return entry if isinstance(entry, KeyEntry) else None

    def _to_table(self) -> None:
        self.table.setFocus()

    def _clear(self) -> bool:
        """Show all rows again; False when they are shown, so that the dialog closes."""
        is_filled = bool(self.filter.text())
        self.filter.clear()
        return is_filled

    def _sift(self, wanted: str) -> None:
        """Show the rows in which these words or keys stand, under their titles."""
        sought, title_row, is_any_shown = fold(wanted.strip()), 0, False
        for row, entry in enumerate(self._rows):
            if isinstance(entry, str):
                self.table.setRowHidden(title_row, not is_any_shown)
                title_row, is_any_shown = row, False
                continue
            keys = " ".join(map(readable, self._keys[entry.id]))
            told = fold(f"{entry.words} {entry.action.text} {entry.group} {keys}")
            self.table.setRowHidden(row, sought not in told)
            is_any_shown = is_any_shown or sought in told
        self.table.setRowHidden(title_row, not is_any_shown)

    # -- giving keys -------------------------------------------------------------------------------

    def _change(self) -> None:
        self._wait_for_key(is_adding=False)

    def _add(self) -> None:
        self._wait_for_key(is_adding=True)

    def _wait_for_key(self, *, is_adding: bool) -> None:
        entry = self._entry()
        if entry is None:
            return
        self._is_adding = is_adding
        self._complain("")
        self.catcher.wait_for(
            tr(
                "Press the key for “{action}”; {key} gives up.",
                action=isolated(entry.words),
                key=key_for("dialog-close"),
            )
        )

    def _set_key(self, key: str) -> None:
        self.table.setFocus()
        entry = self._entry()
        if entry is None:
            return
        refusal = self._refusal(entry, key)
        if refusal:
            self._complain(refusal)
            return
        others = self._keys[entry.id] if self._is_adding else ()
        self._give(entry, tuple(dict.fromkeys((*others, key))))

    def _refusal(self, entry: KeyEntry, key: str) -> str:
        """Why a key cannot be given; empty when it can."""
        if entry.action.context in TYPED_IN and types_something(key):
            return tr("One types there: choose a key that writes nothing.")
        holder = self._holder(entry, (key,))
        if holder is None:
            return ""
        return tr(
            "{key} already stands for “{action}” ({place}): take it away there first.",
            key=shown_key(key),
            action=isolated(holder.words),
            place=isolated(holder.group),
        )

    def _holder(self, entry: KeyEntry, keys: Sequence[str]) -> KeyEntry | None:
        """What one of the keys stands for, too, where the entry can be meant."""
        return next(
            (
                other
                for other in self._entries
                if other is not entry
                and are_together(entry.action, other.action)
                and any(key in self._keys[other.id] for key in keys)
            ),
            None,
        )

    def _conflict(self, entry: KeyEntry) -> str:
        holder = self._holder(entry, self._keys[entry.id])
        if holder is None:
            return ""
        return tr(
            "The same key stands for “{action}” ({place}).",
            action=isolated(holder.words),
            place=isolated(holder.group),
        )

    def _conflict_here(self) -> str:
        entry = self._entry()
        return self._conflict(entry) if entry is not None else ""

    def _complain(self, words: str) -> None:
        """Say it, and keep the current row in sight above it."""
        self._complaint.say(words)
        self.body.activate()
        self.table.scrollTo(self.table.currentIndex())

    def _remove(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._give(entry, ())

    def _reset(self) -> None:
        self._complain("")
        self._keys = {entry.id: entry.action.keys for entry in self._entries}
        self._show_all()

    def _give(self, entry: KeyEntry, keys: tuple[str, ...]) -> None:
        self._keys[entry.id] = keys
        self._show_keys(self._rows.index(entry), entry)
        self._mark_conflicts()

    # -- showing -----------------------------------------------------------------------------------

    def _show_all(self) -> None:
        for row, entry in enumerate(self._rows):
            if isinstance(entry, KeyEntry):
                self.table.setItem(row, 0, QTableWidgetItem(entry.words))
                self._show_keys(row, entry)
            else:
                self._show_title(row, entry)
        self._mark_conflicts()

    def _show_title(self, row: int, title: str) -> None:
        cell = QTableWidgetItem(title)
        cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
        cell.setFont(scaled(self.font(), 1.0, is_bold=True))
        self.table.setItem(row, 0, cell)
        self.table.setSpan(row, 0, 1, 2)

    def _show_keys(self, row: int, entry: KeyEntry) -> None:
        text = SEPARATOR.join(map(readable, self._keys[entry.id]))
        cell = QTableWidgetItem()
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.table.setItem(row, 1, cell)
        self.table.setCellWidget(row, 1, KeyCaps(text, self.table))

    def _mark_conflicts(self) -> None:
        """Put a sign before what shares a key, and say with what when one points at it."""
        sign = self.style().standardIcon(CONFLICT)
        for row, entry in enumerate(self._rows):
            cell = self.table.item(row, 0)
            if isinstance(entry, KeyEntry) and cell is not None:
                conflict = self._conflict(entry)
                cell.setIcon(sign if conflict else QIcon())
                cell.setToolTip(tip(conflict))

    def differences(self) -> dict[str, list[str]]:
        """The keys that differ from the usual ones, by id."""
        return {
            entry.id: list(self._keys[entry.id])
            for entry in self._entries
            if self._keys[entry.id] != entry.action.keys
        }

    def accept(self) -> None:
        """Tell what differs from the usual keys, and close."""
        differences = self.differences()
        super().accept()
        self.changed.emit(differences)


def _with_titles(entries: Sequence[KeyEntry]) -> list[KeyEntry | str]:
    """The entries, each group under its title."""
    rows: list[KeyEntry | str] = []
    for place, entry in enumerate(entries):
        if place == 0 or entries[place - 1].group != entry.group:
            rows.append(entry.group)
        rows.append(entry)
    return rows


def _how_to_change() -> str:
    return tr(
        "Choose a row and press {change}, then the new key; {add} adds a further one, {remove} "
        "takes them away.",
        change=key_for("key-change"),
        add=key_for("key-add"),
        remove=key_for("key-remove"),
    )
