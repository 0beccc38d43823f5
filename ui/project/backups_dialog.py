"""The backups of a project: when each was made, what it holds and lacks; one is restored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from annotation.errors import Refusal
from storage.safekeeping.recovery import Restorable
from ui.dialogs.sheet import Sheet, faint, heading, sentence
from ui.look.language import isolated, say, tr
from ui.look.text_scale import roomy, sized
from ui.look.theme import Theme
from ui.panels.inks import Inks
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable
from ui.project.recovery_words import backup_time, lack_words, size_words


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as the table shows it; `is_looked_through` when it is known whether it is sound."""

    one: Restorable
    is_looked_through: bool = False

    @property
    def id(self) -> str:
        """Its path, which is its own."""
        return str(self.one.backup.path)

    @property
    def problem(self) -> Refusal | None:
        """What is wrong with it, as far as that is known."""
        return self.one.backup.problem


class BackupsDialog(Sheet):
    """Which backup to restore, beside the project.

    Signals:
        chosen: A backup is to be restored; its path.
    """

    chosen = Signal(Path)

    def __init__(
        self, project: Path, found: Sequence[Restorable], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(tr("Restore from a backup"), parent)
        self.resize(roomy(900, 460))
        self._rows = [BackupRow(one, one.backup.problem is not None) for one in found]
        cells: CellPainter[BackupRow] = CellPainter(self)
        self.table: RowsTable[BackupRow] = RowsTable(_columns(), cells, self)
        self.table.setAccessibleName(tr("Backups"))
        self.table.set_inks(Inks.of(theme))
        self.words = sentence("", self)
        self.body.addWidget(heading(tr("Backups of {name}", name=isolated(project.stem)), self))
        hint = tr(
            "What is restored becomes a new project beside this one; what is there is not touched."
        )
        self.body.addWidget(faint(hint, self))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.words)
        self.restore_button = self.add_buttons(tr("Restore"), tr("Cancel"))
        self.table.entered.connect(lambda _: self.accept())
        self.table.double_clicked.connect(lambda _: self.accept())
        self.table.resized.connect(self._fit_columns)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.show_rows(self._rows)
        self.table.set_current(self._first())
        self._show_current()
        self.table.setFocus()

    def show_problem(self, backup: Path, problem: Refusal | None) -> None:
        """Say that a backup was looked through, and what was found."""
        for place, row in enumerate(self._rows):
            if row.one.backup.path == backup:
                looked = replace(row.one, backup=replace(row.one.backup, problem=problem))
                self._rows[place] = BackupRow(looked, is_looked_through=True)
                self.table.rows_model.replace_row(self._rows[place])
        self._show_current()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the columns fit the letters that are there."""
        super().showEvent(event)
        self._fit_columns()

    def accept(self) -> None:
        """Restore the backup that is marked."""
        row = self._current()
        if row is not None and row.problem is None:
            super().accept()
            self.chosen.emit(row.one.backup.path)

    # -- within ------------------------------------------------------------------------------------

    def _first(self) -> str:
        """The newest that can be read; nothing where none can."""
        readable = (row.id for row in self._rows if row.problem is None)
        return next(readable, self._rows[0].id if self._rows else "")

    def _current(self) -> BackupRow | None:
        id = self.table.current_id()
        return next((row for row in self._rows if row.id == id), None)

    def _show_current(self) -> None:
        row = self._current()
        self.restore_button.setEnabled(row is not None and row.problem is None)
        self.words.setText("" if row is None else _whole_words(row))

    def _fit_columns(self) -> None:
        self.table.set_widths((*map(sized, (280, 90, 80, 90)), None, sized(110)))


def _columns() -> tuple[Column[BackupRow], ...]:
    return (
        Column(
            lambda: tr("Made"),
            lambda row: backup_time(row.one.backup),
            lambda row: row.one.backup.moment,
        ),
        Column(
            lambda: tr("Documents"),
            lambda row: _counted(row, row.one.backup.documents),
            lambda row: row.one.backup.documents,
            is_centred=True,
        ),
        Column(
            lambda: tr("Acts"),
            lambda row: _counted(row, row.one.backup.acts),
            lambda row: row.one.backup.acts,
            is_centred=True,
        ),
        Column(
            lambda: tr("Size"),
            lambda row: size_words(row.one.backup.size),
            lambda row: row.one.backup.size,
            is_centred=True,
        ),
        Column(
            lambda: tr("What comes back"),
            lambda row: "" if row.problem else lack_words(row.one),
            lambda row: row.one.lost,
        ),
        Column(lambda: tr("State"), _state, _state, is_quiet=True),
    )


def _counted(row: BackupRow, number: int) -> str:
    return "" if row.problem else f"{number:,}"


def _state(row: BackupRow) -> str:
    if row.problem is not None:
        return tr("not sound")
    return tr("sound") if row.is_looked_through else tr("being checked")


def _whole_words(row: BackupRow) -> str:
    """What there is no room for in a row."""
    others = "" if row.one.is_latest else tr("It is of another project, which lay here before.")
    about = say(row.problem) if row.problem is not None else lack_words(row.one)
    return "\n".join(filter(None, (about, others)))
