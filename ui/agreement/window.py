"""The page of agreement: who is compared, the figures, where they differ, and the passages."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QWidget,
)

from annotation.agreement.figures import Agreement, Cause, Cell, Comparison
from annotation.errors import Refusal
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Stage
from ui.agreement.differences import Differences
from ui.agreement.figures_table import FiguresTable, First, pair_rows_of, rows_of, tag_rows_of
from ui.agreement.naming import TagNames
from ui.agreement.passages import PlacePair
from ui.agreement.words import annotators_word
from ui.dialogs.job_page import JobPage, UnfinishedBox, closing_row
from ui.dialogs.sheet import faint, heading
from ui.look.language import left_to_right, tr
from ui.look.plain_text import PlainLabel, without_mnemonic
from ui.look.text_scale import roomy, sized
from ui.look.theme import Theme
from ui.panels.flow import FlowLayout
from ui.panels.inks import Inks

SIZE = (1340, 900)  # pixels
MOST = 0.94  # of the screen: its frame needs room too
EVERYBODY = "everybody"  # of a choice: all pairs together


class AgreementWindow(JobPage):
    """Who is compared, and what came of it.

    Signals:
        compare_asked: Other people or stages are to be compared.
        cell_chosen: The passages of a cell are wanted: the Comparison, the Cell, its tags.
        cause_chosen: Those of a cause: the Comparison, the Cell, the Cause.
        more_wanted: More of the passages that are shown.
        places_cleared: No passages are wanted any more.
        place_chosen: A PlacePair is to be opened.
        csv_asked: The numbers are to be saved; nothing more is said.
        picture_asked: The Comparison is to be drawn to a file; True for the table of tags.
    """

    compare_asked = Signal()
    cell_chosen = Signal(object, object, object)
    cause_chosen = Signal(object, object, object)
    more_wanted = Signal()
    places_cleared = Signal()
    place_chosen = Signal(object)
    csv_asked = Signal()
    picture_asked = Signal(object, bool)

    def __init__(
        self,
        annotators: Sequence[str],
        curators: Collection[str],
        tagset: Tagset,
        theme: Theme,
    ) -> None:
        """What came of curation is like its sources, so `curators` are compared when asked for."""
        super().__init__(tr("Agreement"), tr("Comparing"))
        self.resize(roomy(*SIZE).boundedTo(self.screen().availableSize() * MOST))
        self.found: Agreement | None = None
        self._names = TagNames(tagset)
        self.who = QComboBox(self)
        self.unfinished = UnfinishedBox(self)
        self.people = [QCheckBox(without_mnemonic(name), self) for name in annotators]
        self._annotators, self._curators = list(annotators), frozenset(curators)
        self.again = QPushButton(tr("Compare a&gain"), self)
        self.summary = faint("", self)
        self.tabs = QTabWidget(self)
        self.figures = FiguresTable(self._names, self, First.NOTHING)
        self.pairs = FiguresTable(self._names, self, First.PAIR)
        self.tags = FiguresTable(self._names, self, First.TAG)
        self.differences = Differences(self._names, self)
        self.save_csv = QPushButton(tr("Save numbers as &CSV…"), self)
        self.save_chart = QPushButton(tr("Save picture of the &figures…"), self)
        self.save_matrix = QPushButton(tr("Save picture of the &table…"), self)
        self._build()
        self._connect()
        self.set_theme(theme)
        self.show_nothing()

    # -- putting together --------------------------------------------------------------------------

    def _build(self) -> None:
        above = QHBoxLayout()
        above.addWidget(heading(tr("Agreement"), self))
        above.addSpacing(24)
        above.addWidget(self.summary, 1)
        self.body.addLayout(above)
        self.body.addLayout(self._choices())
        self.body.addLayout(self._crew())
        self.body.addWidget(self.complaint)
        self.body.addLayout(self.progress_row())
        self.tabs.addTab(self.figures, tr("Figures"))
        self.tabs.addTab(self.pairs, tr("Pair by pair"))
        self.tabs.addTab(self.tags, tr("Tag by tag"))
        self.tabs.addTab(self.differences, tr("Where they differ"))
        self.tabs.setAccessibleName(tr("Agreement"))
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(closing_row(self, self.save_csv, self.save_chart, self.save_matrix))

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = PlainLabel(tr("&Show"), self)
        label.setBuddy(self.who)
        self.who.setMinimumWidth(sized(280))
        row.addWidget(label)
        row.addWidget(self.who)
        row.addSpacing(16)
        row.addWidget(self.unfinished)
        row.addStretch(1)
        row.addWidget(self.again)
        return row

    def _crew(self) -> QHBoxLayout:
        """Whom to compare, as many lines of names as they need."""
        place = QWidget(self)
        flow = FlowLayout(place)
        for name, box in zip(self._annotators, self.people, strict=True):
            box.setChecked(name not in self._curators)
            flow.addWidget(box)
        row = QHBoxLayout()
        row.addWidget(PlainLabel(tr("Compared:"), self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(place, 1)
        return row

    def _connect(self) -> None:
        self.who.currentIndexChanged.connect(self._show_chosen)
        self.unfinished.toggled.connect(self.compare_asked)
        self.again.clicked.connect(self.compare_asked)
        for box in self.people:
            box.toggled.connect(self.compare_asked)
        self.pairs.entered.connect(self._choose_pair)
        self.pairs.double_clicked.connect(self._choose_pair)
        self.differences.cell_chosen.connect(self._choose_cell)
        self.differences.cause_chosen.connect(self._choose_cause)
        self.differences.places.more_wanted.connect(self.more_wanted)
        self.differences.cleared.connect(self.places_cleared)
        self.differences.place_chosen.connect(self.place_chosen)
        self.save_csv.clicked.connect(self.csv_asked)
        self.save_chart.clicked.connect(lambda: self._ask_picture(is_table=False))
        self.save_matrix.clicked.connect(lambda: self._ask_picture(is_table=True))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        inks = Inks.of(theme)
        for table in (self.figures, self.pairs, self.tags, self.differences):
            table.set_inks(inks)

    # -- what is wished ----------------------------------------------------------------------------

    @property
    def stages(self) -> frozenset[Stage]:
        """The stages of sets that count."""
        return self.unfinished.stages

    @property
    def chosen(self) -> tuple[str, ...]:
        """Whom to compare."""
        boxes = zip(self._annotators, self.people, strict=True)
        return tuple(name for name, box in boxes if box.isChecked())

    def comparison(self) -> Comparison | None:
        """The one that is shown."""
        if self.found is None or self.who.currentIndex() < 0:
            return None
        number = self.who.currentData()
        return self.found.overall if number == EVERYBODY else self.found.pairs[number]

    # -- what is shown -----------------------------------------------------------------------------

    def show_agreement(self, found: Agreement) -> None:
        """Show what was found; the same pair stays chosen where it is still there."""
        former = self.comparison()
        self.set_working(is_working=False)
        self.found = found
        self.summary.setText(_summary(found))
        self._list_pairs(found, former)
        self.pairs.show_figures(pair_rows_of(found.pairs))
        if found.overall is None:
            self.complain(tr("No document has been finished by two annotators."))
        self._show_chosen()

    def show_nothing(self, refusal: Refusal | None = None) -> None:
        """Nothing was compared, for this reason if there is one; what was there stays."""
        super().show_nothing(refusal)
        self._enable()

    def show_places(self, places: Sequence[PlacePair]) -> None:
        """Show more passages."""
        self.differences.show_places(places)

    def _list_pairs(self, found: Agreement, former: Comparison | None) -> None:
        self.who.blockSignals(True)
        self.who.clear()
        if len(found.pairs) > 1:
            count = left_to_right(len(found.annotators))
            self.who.addItem(tr("all {count} annotators", count=count), EVERYBODY)
        for number, pair in enumerate(found.pairs):
            self.who.addItem(annotators_word(pair.annotators), number)
            if former is not None and former.annotators == pair.annotators:
                self.who.setCurrentIndex(self.who.count() - 1)
        self.who.blockSignals(False)

    def _show_chosen(self) -> None:
        some = self.comparison()
        self.figures.show_figures(list(rows_of(some.figures)) if some else [])
        self.tags.show_figures(tag_rows_of(some) if some else [])
        self.differences.show_comparison(some)
        self._enable()

    def _enable(self) -> None:
        has_some = self.comparison() is not None
        for widget in (self.who, self.save_csv, self.save_chart, self.save_matrix):
            widget.setEnabled(has_some)

    # -- what is chosen ----------------------------------------------------------------------------

    def _choose_pair(self, row_id: str) -> None:
        """Show the pair of a row."""
        place = self.pairs.rows_model.place_of(row_id)
        if place is None or self.found is None:
            return
        pair = self.pairs.rows_model.rows[place].pair
        number = [some.annotators for some in self.found.pairs].index(pair)
        self.who.setCurrentIndex(self.who.findData(number))
        self.tabs.setCurrentWidget(self.figures)
        self.figures.setFocus()

    def _choose_cell(self, cell: Cell, tags: tuple[str, str]) -> None:
        self.cell_chosen.emit(self.comparison(), cell, tags)

    def _choose_cause(self, cell: Cell, cause: Cause) -> None:
        self.cause_chosen.emit(self.comparison(), cell, cause)

    def _ask_picture(self, *, is_table: bool) -> None:
        if self.comparison() is not None:
            self.picture_asked.emit(self.comparison(), is_table)


def _summary(found: Agreement) -> str:
    """How much was compared."""
    return " · ".join(
        (
            tr("Documents compared: {count}", count=left_to_right(f"{found.documents:,}")),
            tr(
                "Documents that only one has finished: {count}",
                count=left_to_right(f"{found.alone:,}"),
            ),
            tr(
                "Sets left out, for they are not finished: {count}",
                count=left_to_right(f"{found.left_out:,}"),
            ),
        )
    )
