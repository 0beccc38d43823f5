"""Giving documents to somebody by hand: choose several in a list, name the annotator."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QStringListModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QWidget,
)

from ui.dialogs.sheet import Sheet, faint, heading
from ui.keys.key_names import EVERY_ROW, ONE_MORE_ROW
from ui.keys.keymap import shown_key
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import roomy


class AssignDialog(Sheet):
    """Asks which documents, given as (id, name), go to whom.

    Signals: `asked(list ids, str annotator, bool gives)`; `gives` is False to take them away.
    """

    asked = Signal(list, str, bool)

    def __init__(
        self,
        documents: Sequence[tuple[str, str]],
        current: str,
        annotators: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Assign documents"), parent)
        self.resize(roomy(560, 560))
        self._ids = [id for id, _ in documents]
        self.list = QListView(self)
        self.list.setModel(QStringListModel([isolated(name) for _, name in documents], self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Documents"))
        self.annotator = QComboBox(self)
        self.annotator.setEditable(True)
        self.annotator.addItems(list(annotators))
        self.take_button = QPushButton(tr("&Take away"), self)
        self.count = PlainLabel("", self)
        self._build()
        self._select(current)

    def _build(self) -> None:
        self.body.addWidget(heading(tr("Assign documents"), self))
        hint = tr(
            "{several} chooses several, {all} all.",
            several=shown_key(ONE_MORE_ROW),
            all=shown_key(EVERY_ROW),
        )
        self.body.addWidget(faint(hint, self))
        self.body.addWidget(self.list, 1)
        row = QHBoxLayout()
        label = PlainLabel(tr("Ann&otator"), self)
        label.setBuddy(self.annotator)
        row.addWidget(label)
        row.addWidget(self.annotator, 1)
        row.addWidget(self.take_button)
        self.body.addLayout(row)
        self.body.addWidget(self.count)
        self.give_button = self.add_buttons(tr("Assign"), tr("Cancel"))
        self.take_button.setAutoDefault(False)
        self.take_button.clicked.connect(lambda: self._answer(gives=False))
        self.list.selectionModel().selectionChanged.connect(self._show_count)
        self.annotator.editTextChanged.connect(self._show_count)

    def _select(self, current: str) -> None:
        row = self._ids.index(current) if current in self._ids else 0
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.list.model().index(row, 0), flags)
        self.list.setFocus()
        self._show_count()

    def _chosen(self) -> list[str]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self._ids[row] for row in rows]

    def _show_count(self) -> None:
        count, total = len(self._chosen()), len(self._ids)
        self.count.setText(
            tr(
                "{count} of {total} chosen",
                count=left_to_right(f"{count:,}"),
                total=left_to_right(f"{total:,}"),
            )
        )
        is_ready = count > 0 and bool(self.annotator.currentText().strip())
        self.give_button.setEnabled(is_ready)
        self.take_button.setEnabled(is_ready)

    def accept(self) -> None:
        """Give what is chosen."""
        if self.give_button.isEnabled():
            self._answer(gives=True)

    def _answer(self, *, gives: bool) -> None:
        chosen, name = self._chosen(), self.annotator.currentText().strip()
        super().accept()
        self.asked.emit(chosen, name, gives)
