"""The model behind every table here: rows of values, with columns that read them lazily."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.look.plain_text import tip
from ui.panels.edits import Edit, Insertion, Removal, edits

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
NOWHERE = QModelIndex()
# Joining flags takes as long as drawing a short text, and this is asked for every cell.
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class HasId(Protocol):
    """A value that a row shows."""

    @property
    def id(self) -> str:
        """What stays the same while the value changes."""


Row = TypeVar("Row", bound=HasId)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How a column reads its row.

    `title` is asked again after a change of language. `text` is what the cell shows; a column that
    is drawn instead has `is_drawn`, and its text is for screen readers and the tooltip.
    """

    title: Callable[[], str]
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any]
    is_drawn: bool = False
    is_titled: bool = True  # else the title is only for the tooltip and for screen readers
    is_number: bool = False
    is_centred: bool = False
    is_quiet: bool = False  # said by the way, in the muted colour
    tip: Callable[[Row], str] | None = None

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """How its title and its cells are set."""
        if self.is_centred:
            return Qt.AlignmentFlag.AlignCenter
        return _TRAILING if self.is_number else _LEADING


@dataclass(frozen=True, slots=True)
class Natural(Generic[Row]):
    """The order of rows that nobody has sorted, for tables that are told of single rows.

    `key` is different for each row, and `find` gives the row of an id.
    """

    key: Callable[[Row], Any]
    find: Callable[[str], Row | None]


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in their natural order or sorted by a column; changed by steps, never reset.

    With a `natural` order given, single rows can be exchanged among many thousand.

    Signals:
        arranged: Emitted after rows have come, gone or changed places.
    """

    arranged = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject,
        natural: Natural[Row] | None = None,
    ) -> None:
        super().__init__(parent)
        self._order = natural
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.is_arranging = False
        self._given: Sequence[Row] | None = ()  # None: no longer what is shown
        self._natural: dict[str, Row] = {}
        self._places: dict[str, int] | None = None
        self._sorted_by: Column[Row] | None = None
        self._is_descending = False

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, given in their natural order."""
        if self._given == rows:  # quick: rows that are the same objects are not compared
            self.reread()
            return
        self._given = rows
        if self._order is None:
            self._natural = {row.id: row for row in rows}
        self._arrange(rows)

    def places_of(self, rows: Iterable[Row]) -> list[int]:
        """Where rows stand, each found by its order among all."""
        return [self._place_for(row, self.rows) for row in rows]

    def exchange(self, places: Iterable[int], come: Iterable[Row]) -> None:
        """Take the rows at these places out and put others where they belong.

        A row that stays where it was is only read again.
        """
        self._given = None
        going = sorted(places)
        rows = self.rows.copy()
        for place in reversed(going):
            del rows[place]
        coming = []
        for row in come:
            rows.insert(self._place_for(row, rows), row)
            coming.append(row)
        comings = sorted(self.places_in(rows, coming))
        ids = [self.rows[place].id for place in going]
        if going == comings and ids == [rows[place].id for place in comings]:
            self.rows = rows
            self._reread_at(going)
        else:
            self._step_to(rows, going, comings)

    def places_in(self, rows: list[Row], some: Iterable[Row]) -> list[int]:
        """Where some of these rows, in their order, stand."""
        return [self._place_for(row, rows) for row in some]

    def _step_to(self, rows: list[Row], going: list[int], comings: list[int]) -> None:
        """Turn what is shown into `rows` by single steps."""
        self.is_arranging = True
        for place in reversed(going):
            self._make(Removal(place, place + 1), rows)
        for place in comings:
            self._make(Insertion(place, place + 1), rows)
        self.is_arranging = False
        self.arranged.emit()

    def replace_row(self, row: Row) -> None:
        """Show a newer value of a row where it stands."""
        place = self.place_of(row.id)
        if place is not None:
            self._natural[row.id] = self.rows[place] = row
            self._given = None
            self._reread_at((place,))

    def _reread_at(self, places: Iterable[int]) -> None:
        last = len(self.columns) - 1
        for place in places:
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def place_of(self, id: str) -> int | None:
        """The row in which an id is shown."""
        if self._order is not None:
            row = self._order.find(id)
            place = None if row is None else self._place_for(row, self.rows)
            return place if place is not None and self._is_at(place, id) else None
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self.rows)}
        return self._places.get(id)

    def _is_at(self, place: int, id: str) -> bool:
        return place < len(self.rows) and self.rows[place].id == id

    def _place_for(self, row: Row, rows: Sequence[Row]) -> int:
        """The place of a row among rows in their order, by halving."""
        wanted = self._rank(row)
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            if self._is_before(self._rank(rows[middle]), wanted):
                low = middle + 1
            else:
                high = middle
        return low

    def _rank(self, row: Row) -> tuple[Any, Any]:
        assert self._order is not None
        column = self._sorted_by
        return (None if column is None else column.sort_key(row), self._order.key(row))

    def _is_before(self, one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
        """Whether a row of one rank stands above another; equal ones keep their natural order."""
        if one[0] == other[0]:
            return bool(one[1] < other[1])
        return bool(one[0] < other[0]) is not self._is_descending

    @property
    def is_sorted(self) -> bool:
        """Whether a column says in which order rows are shown."""
        return self._sorted_by is not None

    def in_order(self, rows: Iterable[Row]) -> list[Row]:
        """Any rows in the order in which they would be shown."""
        if self._sorted_by is None:
            return list(rows)
        return sorted(rows, key=self._sorted_by.sort_key, reverse=self._is_descending)

    def retitle(self) -> None:
        """Read titles and cells again, after a change of language or theme."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.reread()

    # -- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        column = self.columns[index.column()]
        if role == ROLE.DisplayRole:
            return "" if column.is_drawn else column.text(self.rows[index.row()])
        if role == ROLE.AccessibleTextRole:
            return column.text(self.rows[index.row()])
        if role == ROLE.ToolTipRole:
            return tip((column.tip or column.text)(self.rows[index.row()]))
        if role == ROLE.TextAlignmentRole:
            return column.alignment
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == ROLE.DisplayRole:
            return column.title() if column.is_titled else ""
        if role == ROLE.ToolTipRole:
            return tip(column.title())
        if role == ROLE.AccessibleTextRole:
            return column.title()
        if role == ROLE.TextAlignmentRole:
            return column.alignment
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = self.columns[column] if 0 <= column < len(self.columns) else None
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self._arrange(self._in_natural_order())

    def _in_natural_order(self) -> Iterable[Row]:
        if self._order is None:
            return self._natural.values()
        return sorted(self.rows, key=self._order.key)

    # -- keeping what is shown --------------------------------------------------------------------

    def _arrange(self, natural: Iterable[Row]) -> None:
        rows = self.in_order(natural)
        self.is_arranging = True
        self._places = None
        for edit in edits([row.id for row in self.rows], [row.id for row in rows]):
            self._make(edit, rows)
        self.rows = rows
        self._places = None
        self.is_arranging = False
        self.reread()
        self.arranged.emit()

    def _make(self, edit: Edit, rows: list[Row]) -> None:
        if isinstance(edit, Removal):
            self.beginRemoveRows(NOWHERE, edit.begin, edit.end - 1)
            del self.rows[edit.begin : edit.end]
            self.endRemoveRows()
        else:
            self.beginInsertRows(NOWHERE, edit.begin, edit.end - 1)
            self.rows[edit.begin : edit.begin] = rows[edit.begin : edit.end]
            self.endInsertRows()

    def reread(self) -> None:
        """Read the cells again; the rows have not changed, but what is said about them has."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
