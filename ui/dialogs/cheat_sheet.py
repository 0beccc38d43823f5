"""What can I press here: all keys that work now, by group, on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.key_caps import KeyCaps
from ui.dialogs.sheet import Sheet, heading
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import tr
from ui.look.plain_text import PlainLabel

Group = tuple[str, Sequence[tuple[str, str]]]
MOST_COLUMNS = 4
HEADING_ROWS = 2  # how many rows a group's heading and the air above it are worth


class CheatSheet(Sheet):
    """Groups of (keys, what they do); alternative keys are separated by " / ".

    The key that opened it closes it, too.
    """

    def __init__(self, groups: Sequence[Group], parent: QWidget | None) -> None:
        super().__init__(tr("What can I press here?"), parent)
        space = parent.window().size() if parent else self.screen().availableSize()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        sheet = self._widest_sheet(groups, space.width() - 110, scroll)
        scroll.setWidget(sheet)
        self.body.addWidget(scroll, 1)
        self.add_buttons(tr("Close"))
        wish = sheet.sizeHint()
        self.resize(
            min(wish.width() + 64, max(space.width() - 40, 480)),
            min(wish.height() + 110, max(space.height() - 40, 360)),
        )
        listen(Context.WINDOW, {"cheat-sheet": self.accept}, self)  # what opened it closes it
        scroll.setFocus()

    def _widest_sheet(self, groups: Sequence[Group], width: int, parent: QWidget) -> QWidget:
        """The groups in as many columns as there is room for."""
        for count in range(MOST_COLUMNS, 1, -1):
            sheet = self._sheet(groups, count, parent)
            if sheet.sizeHint().width() <= width:
                return sheet
            sheet.hide()
            sheet.deleteLater()
        return self._sheet(groups, 1, parent)

    def _sheet(self, groups: Sequence[Group], count: int, parent: QWidget) -> QWidget:
        sheet = QWidget(parent)
        sheet.setAutoFillBackground(True)
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(18, 10, 18, 14)
        row.setSpacing(32)
        for column in in_columns(groups, count):
            stack = QVBoxLayout()
            for group in column:
                stack.addLayout(self._group(group, sheet))
            stack.addStretch(1)
            row.addLayout(stack, 1)
        return sheet

    def _group(self, group: Group, parent: QWidget) -> QGridLayout:
        title, entries = group
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 12)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        top = heading(title, parent, 1.1)
        top.setWordWrap(False)
        grid.addWidget(top, 0, 0, 1, 2)
        for number, (keys, text) in enumerate(entries, 1):
            label = PlainLabel(text, parent)
            grid.addWidget(label, number, 0)
            grid.addWidget(KeyCaps(keys, parent), number, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def in_columns(groups: Sequence[Group], count: int) -> list[list[Group]]:
    """The groups in their order, broken into columns so that the longest is as short as can be."""
    lengths = [len(entries) + HEADING_ROWS for _, entries in groups]
    limit = max([*lengths, -(-sum(lengths) // count)], default=0)
    while len(columns := _filled(groups, lengths, limit)) > count:
        limit += 1
    return columns


def _filled(groups: Sequence[Group], lengths: Sequence[int], limit: int) -> list[list[Group]]:
    columns: list[list[Group]] = []
    room = 0
    for group, length in zip(groups, lengths, strict=True):
        if length > room:
            columns.append([])
            room = limit
        columns[-1].append(group)
        room -= length
    return columns
