"""The page of sampling: draw a sample of finished work, judge it one by one, decide."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotation.errors import Refusal
from annotation.sampling.deciding import BatchDecision, Findings, findings_of
from annotation.sampling.judging import Judgement
from annotation.tagsets.tagset import Tagset
from annotation.values.state import State
from ui.dialogs.job_page import JobPage
from ui.dialogs.sheet import heading, sentence
from ui.dialogs.statistics import show_table
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import in_language, isolated, left_to_right, tr
from ui.look.text_scale import roomy
from ui.look.theme import Theme
from ui.panels.inks import Inks
from ui.sampling.batch_form import BatchForm
from ui.sampling.drawn import DrawnSample, UnitPassage
from ui.sampling.judge_panel import ACTS, JudgePanel, unit_id
from ui.sampling.rate_bar import RateBar
from ui.sampling.units_table import JudgedPlace, UnitsTable
from ui.sampling.words import advice_words, outcomes_table, rate_words, rates_table


class SamplingWindow(JobPage):
    """A batch, its sample, and what is judged of it.

    Signals:
        drawn: A sample is to be drawn; the Batch.
        work_wanted: The work around a Place is to be shown.
        judged: A Place is right or wrong; True or False, and words.
        missed: Something is missing around a Place; the words.
        opened_again: What was said of a Place is to be taken back.
        undone: The last act is to be taken back.
        place_chosen: A Place is to be shown in the main window.
        decided: The batch is accepted (True) or sent back.
    """

    drawn = Signal(object)
    work_wanted = Signal(object)
    judged = Signal(object, bool, str)
    missed = Signal(object, str)
    opened_again = Signal(object)
    undone = Signal()
    place_chosen = Signal(object)
    decided = Signal(bool)

    def __init__(
        self, annotators: Sequence[str], reviewer: str, tagset: Tagset, theme: Theme
    ) -> None:
        super().__init__(tr("Sampling"), tr("Drawing the sample"))
        self.resize(roomy(1320, 860))
        self.sample: DrawnSample | None = None
        self.findings: Findings | None = None
        self._judgements: Sequence[Judgement] = ()
        self._tagset = tagset
        self.form = BatchForm(annotators, reviewer, self)
        self.again = self.form.draw
        self.units = UnitsTable(tagset, self)
        self.panel = JudgePanel(tagset, self)
        self.rate = sentence("", self)
        self.rate_bar = RateBar(self)
        self.advice = sentence("", self)
        self.accept_batch = QPushButton(tr("&Accept the batch"), self)
        self.send_back = QPushButton(tr("Send it &back"), self)
        self._rates_place, self._outcomes_place = QVBoxLayout(), QVBoxLayout()
        self._build()
        self._connect()
        self.set_theme(theme)
        self.show_nothing()
        self.show_outcomes(())
        self._refresh()

    # -- putting together --------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.setSpacing(8)
        self.body.addWidget(heading(tr("Sampling"), self))
        self.body.addWidget(self.form)
        self.body.addWidget(self.complaint)
        self.body.addLayout(self.progress_row())
        split = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.units, self.panel, self._numbers()):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([390, 500, 410])
        self.body.addWidget(split, 1)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _numbers(self) -> QWidget:
        """What the judged part says, and the decision."""
        place = QWidget(self)
        column = QVBoxLayout(place)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(heading(tr("Faulty"), self, 1.1))
        column.addWidget(self.rate)
        column.addWidget(self.rate_bar)
        column.addWidget(self.advice)
        row = QHBoxLayout()
        row.addWidget(self.accept_batch)
        row.addWidget(self.send_back)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(self._rates_place, 3)
        column.addWidget(heading(tr("Decisions"), self, 1.1))
        column.addLayout(self._outcomes_place, 2)
        return place

    def _connect(self) -> None:
        self.form.drawn.connect(self.drawn)
        self.units.moved.connect(self._moved)
        self.units.clicked_on.connect(self._moved)
        for signal in (self.units.entered, self.units.double_clicked):
            signal.connect(lambda _: self._act("show"))
        self.panel.asked.connect(self._act)
        self.panel.said.connect(self._say)
        self.panel.left.connect(self.units.setFocus)
        self.accept_batch.clicked.connect(lambda: self.decided.emit(True))
        self.send_back.clicked.connect(lambda: self.decided.emit(False))
        acts = {unit_id(what): partial(self._act, what) for what in ACTS}
        listen(Context.SAMPLING, acts, self.units, self.panel.view)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        inks = Inks.of(theme)
        self.units.set_inks(inks)
        self.rate_bar.set_inks(inks)
        self.panel.view.set_theme(theme)

    # -- what is shown -----------------------------------------------------------------------------

    def show_sample(self, sample: DrawnSample, judgements: Sequence[Judgement]) -> None:
        """Show a sample that was drawn, with what was said of it before."""
        self.set_working(is_working=False)
        self.complain("")
        self.sample = sample
        self.show_judgements(judgements)
        if not sample.places:
            self.complain(tr("There is no finished work in this batch."))
            return
        self._go_on()
        self.units.setFocus()

    def show_judgements(self, judgements: Sequence[Judgement]) -> None:
        """Show what has been said of each unit by now."""
        self._judgements = judgements
        if self.sample is not None:
            places = zip(self.sample.places, judgements, strict=True)
            rows = [JudgedPlace(n, *pair) for n, pair in enumerate(places, 1)]
            self.units.show_rows(rows)
        self._refresh()

    def show_work(self, place: UnitPassage, state: State) -> None:
        """Show the work around the unit that is current."""
        if self.current() == place:
            self.panel.show_work(place, state)

    def show_outcomes(self, outcomes: Sequence[BatchDecision]) -> None:
        """Show what was decided about batches."""
        show_table(self._outcomes_place, outcomes_table(outcomes), self)

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done, or nothing was drawn."""
        self.show_nothing(refusal)

    def _refresh(self) -> None:
        sample, judgements = self.sample, self._judgements
        self.findings = findings_of(sample.batch, sample.sample, judgements) if sample else None
        is_judged = self.findings is not None and self.findings.faulty.looked > 0
        for button in (self.accept_batch, self.send_back):
            button.setEnabled(is_judged)
        self.panel.set_ready(is_ready=bool(sample and sample.places))
        if sample is None or self.findings is None:
            return
        words = rate_words(self.findings.faulty)
        left = len(sample.places) - self.findings.faulty.looked
        drawn = tr(
            "Drawn: {drawn} of {population}; looked at: {looked}",
            drawn=left_to_right(f"{len(sample.places):,}"),
            population=left_to_right(f"{sample.sample.population:,}"),
            looked=left_to_right(f"{self.findings.faulty.looked:,}"),
        )
        self.rate.setText(f"{drawn}\n{words}")
        self.rate_bar.show_rate(self.findings.faulty, sample.batch.limit, words)
        self.advice.setText(advice_words(self.findings, sample.batch, left))
        names = {slug: in_language(tag.name) for slug, tag in self._tagset.spans.items()}
        show_table(self._rates_place, rates_table(self.findings, names), self)

    # -- which unit --------------------------------------------------------------------------------

    def current(self) -> UnitPassage | None:
        """The unit that keys act on."""
        id = self.units.current_id()
        places = self.sample.places if self.sample else ()
        return next((place for place in places if place.id == id), None)

    def _moved(self, _: str) -> None:
        place = self.current()
        if place is not None:
            about = tr(
                "{annotator} in “{document}”",
                annotator=isolated(place.unit.annotator),
                document=isolated(place.name),
            )
            self.panel.announce(about)
            self.work_wanted.emit(place)

    def _go_on(self) -> None:
        """To the next unit that is open; without one, stay."""
        if self.sample is None:
            return
        rows = self.units.rows_model.rows
        at = next((n for n, row in enumerate(rows) if row.id == self.units.current_id()), -1)
        around = [*rows[at + 1 :], *rows[: at + 1]]
        following = next((row for row in around if row.judgement.is_right is None), None)
        self.units.set_current((following or around[-1]).id)
        self._moved("")

    # -- acts --------------------------------------------------------------------------------------

    def _act(self, what: str) -> None:
        """What a key or a button asks for."""
        place = self.current()
        if what == "undo":
            self.undone.emit()
        elif place is None:
            return
        elif what in ("right", "wrong"):
            self.judged.emit(place, what == "right", "")
        elif what == "open":
            self.opened_again.emit(place)
        elif what == "show":
            self.place_chosen.emit(place)
        else:
            self.panel.ask_words(what)

    def _say(self, what: str, words: str) -> None:
        """The words that were asked for are there."""
        place = self.current()
        if place is not None and what == "missing":
            self.missed.emit(place, words)
        elif place is not None:
            self.judged.emit(place, False, words)

    def go_on_after(self, place: UnitPassage) -> None:
        """A unit was judged: to the next one, if the person has not gone elsewhere meanwhile."""
        if self.current() == place:
            self._go_on()
