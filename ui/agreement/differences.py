"""Where annotators differ: the table of tags, the causes of other bounds, and the passages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotation.agreement.figures import Cause, Comparison, Confusion
from ui.agreement.causes_table import CausesTable
from ui.agreement.matrix import ConfusionMatrix
from ui.agreement.naming import TagNames
from ui.agreement.passages import PlaceList, PlacePair
from ui.agreement.words import axes_words, cause_word
from ui.dialogs.sheet import faint, sentence
from ui.keys.keymap import key_for, when_keys_change
from ui.look.language import isolated, left_to_right, tr
from ui.look.text_scale import sized
from ui.panels.inks import Inks


class Differences(QWidget):
    """The table of tags beside the causes, and below them the passages of what was chosen.

    Signals:
        cleared: The passages are gone, and none are wanted any more.
        cell_chosen: A Cell and its two tags.
        cause_chosen: A Cell and its Cause.
        place_chosen: A PlacePair is to be opened.
    """

    cleared = Signal()
    cell_chosen = Signal(object, object)
    cause_chosen = Signal(object, object)
    place_chosen = Signal(object)

    def __init__(self, names: TagNames, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names
        self._some: Comparison | None = None
        self.axes = faint("", self)
        self.matrix = ConfusionMatrix(names, self)
        self.causes = CausesTable(self)
        self.title = sentence("", self)
        self.places = PlaceList(self)
        self._build()
        when_keys_change(self._name_keys)
        self.matrix.chosen.connect(self._choose_cell)
        self.causes.chosen.connect(self._choose_cause)
        self.places.chosen.connect(lambda row: self.place_chosen.emit(self.places.place(row)))

    def _build(self) -> None:
        above = QSplitter(Qt.Orientation.Horizontal, self)
        above.addWidget(_column(self.axes, self.matrix))
        above.addWidget(self.causes)
        above.setStretchFactor(0, 1)
        above.setSizes([sized(980), sized(290)])
        whole = QSplitter(Qt.Orientation.Vertical, self)
        whole.addWidget(above)
        whole.addWidget(_column(self.title, self.places))
        whole.setStretchFactor(0, 1)
        whole.setSizes([sized(470), sized(190)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(whole)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        for widget in (self.matrix, self.causes, self.places):
            widget.set_inks(inks)

    def show_comparison(self, some: Comparison | None) -> None:
        """Show the tables of a comparison, and no passages yet."""
        self._some = some
        self._clear_places(_how_to_choose())
        self.axes.setText(axes_words(some.annotators) if some else "")
        self.matrix.show_confusion(some.confusion if some else Confusion((), {}))
        self.causes.show_causes(some.causes if some else {})

    def _name_keys(self) -> None:
        """Name the keys that hold now, where nothing is chosen."""
        if not self.title.text():
            self.places.set_empty_words(_how_to_choose())

    def show_places(self, places: Sequence[PlacePair]) -> None:
        """Show more passages; the first of all becomes current. None are the end of them."""
        if not places:
            self.places.set_empty_words(tr("There are no passages here."))
        self.places.show_more(places)

    def _clear_places(self, words: str) -> None:
        self.cleared.emit()
        self.title.setText("")
        self.places.clear()
        self.places.set_empty_words(words)

    def _choose_cell(self, row: str, column: str) -> None:
        if self._some is None:
            return
        self._clear_places(tr("There are no passages here."))
        cell = self._some.confusion.cells.get((row, column))
        pair = " – ".join(isolated(self._names.name(tag)) for tag in (row, column))
        self._name_places(pair, cell.count if cell else 0)
        if cell is not None:
            self.places.set_empty_words(tr("Looking them up…"))
            self.cell_chosen.emit(cell, (row, column))

    def _choose_cause(self, cause: Cause) -> None:
        cell = self._some.causes.get(cause) if self._some else None
        if cell is not None:
            self._clear_places(tr("Looking them up…"))
            self._name_places(isolated(cause_word(cause)), cell.count)
            self.cause_chosen.emit(cell, cause)

    def _name_places(self, what: str, count: int) -> None:
        self.title.setText(
            tr("Passages of {what}: {count}", what=what, count=left_to_right(f"{count:,}"))
        )


def _how_to_choose() -> str:
    return tr(
        "Choose a cell or a cause: {key} or a click shows its passages.",
        key=key_for("passages-show"),
    )


def _column(*widgets: QWidget) -> QWidget:
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return place
