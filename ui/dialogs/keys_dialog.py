"""Which key does what, and how a person changes it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.dialogs.key_caps import SEPARATOR, KeyCaps
from ui.dialogs.sheet import Complaint, Sheet, faint, heading
from ui.keys.actions import Action
from ui.keys.keymap import readable
from ui.look.language import isolated, left_to_right, tr
from ui.look.text_scale import roomy

NameOf = Callable[[QKeyEvent], str]


class KeyCatcher(QLabel):
    """Takes the next key, whichever it is, Tab and Enter too; Escape gives up.

    Signals: `caught(str)` with the key's name, `given_up()`.
    """

    caught = Signal(str)
    given_up = Signal()

    def __init__(self, name_of: NameOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QLabel.Shape.Box)
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
        name = self._name_of(event)
        if name:
            self.hide()
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
            else:
                self.caught.emit(name)


class KeysDialog(Sheet):
    """All actions with their keys. Signals: `changed(dict)`, what differs from the usual keys.

    `keys` are those set now by action id, `name_of` turns a key event into a key's name. Enter on
    a row waits for its new key, Insert for a further one, Delete takes the keys away.
    """

    changed = Signal(dict)

    def __init__(
        self,
        actions: Sequence[Action],
        keys: Mapping[str, Sequence[str]],
        name_of: NameOf,
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Keys"), parent)
        self.resize(roomy(720, 600))
        self._actions = actions
        self._keys = {a.id: tuple(keys.get(a.id, a.keys)) for a in actions}
        self._is_adding = False
        self.table = self._make_table()
        self.catcher = KeyCatcher(name_of, self)
        self._complaint = Complaint(self)
        self.body.addWidget(heading(tr("Keys"), self))
        self.body.addWidget(faint(tr("Choose a row and press Enter, then the new key."), self))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.catcher)
        self.body.addWidget(self._complaint)
        self.body.addLayout(self._buttons())
        self.add_buttons(tr("OK"), tr("Cancel"))
        self.catcher.caught.connect(self._set_key)
        self.catcher.given_up.connect(self.table.setFocus)
        self.table.cellDoubleClicked.connect(self._change)
        self.table.currentCellChanged.connect(lambda: self._complaint.say(""))
        self._show_all()
        self.table.setFocus()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._actions), 2, self)
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
        table.setCurrentCell(0, 0)
        return table

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Insert and Delete on the table change the current row."""
        acts = {
            Qt.Key.Key_Return: self._change,
            Qt.Key.Key_Enter: self._change,
            Qt.Key.Key_Insert: self._add,
            Qt.Key.Key_Delete: self._remove,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None and self.focusWidget() is self.table:
            act()
        else:
            super().keyPressEvent(event)

    def _change(self) -> None:
        self._wait_for_key(is_adding=False)

    def _add(self) -> None:
        self._wait_for_key(is_adding=True)

    def _wait_for_key(self, *, is_adding: bool) -> None:
        self._is_adding = is_adding
        self._complaint.say("")
        text = isolated(tr(self._action().text))
        self.catcher.wait_for(tr("Press the key for “{action}”; Escape gives up.", action=text))

    def _action(self) -> Action:
        return self._actions[self.table.currentRow()]

    def _set_key(self, key: str) -> None:
        self.table.setFocus()
        action = self._action()
        holder = next((a for a in self._actions if key in self._keys[a.id]), None)
        if holder is not None and holder is not action:
            self._complaint.say(
                tr(
                    "{key} already stands for “{action}”: take it away there first.",
                    key=left_to_right(readable(key)),
                    action=isolated(tr(holder.text)),
                )
            )
            return
        others = self._keys[action.id] if self._is_adding else ()
        self._show_keys(action, tuple(dict.fromkeys((*others, key))))

    def _remove(self) -> None:
        self._show_keys(self._action(), ())

    def _reset(self) -> None:
        self._complaint.say("")
        self._keys = {action.id: action.keys for action in self._actions}
        self._show_all()

    def _show_all(self) -> None:
        for row, action in enumerate(self._actions):
            self.table.setItem(row, 0, QTableWidgetItem(tr(action.text)))
            self._show_keys(action, self._keys[action.id])

    def _show_keys(self, action: Action, keys: tuple[str, ...]) -> None:
        self._keys[action.id] = keys
        row = self._actions.index(action)
        text = SEPARATOR.join(map(readable, keys))
        cell = QTableWidgetItem()
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.table.setItem(row, 1, cell)
        self.table.setCellWidget(row, 1, KeyCaps(text, self.table))

    def differences(self) -> dict[str, list[str]]:
        """The keys that differ from the usual ones, by action id."""
        return {a.id: list(self._keys[a.id]) for a in self._actions if self._keys[a.id] != a.keys}

    def accept(self) -> None:
        """Tell what differs from the usual keys, and close."""
        differences = self.differences()
        super().accept()
        self.changed.emit(differences)
