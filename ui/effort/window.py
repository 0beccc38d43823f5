"""The page of effort: what annotating costs each person, and what suggestions change about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotation.effort.influence import Influence
from annotation.effort.work import AFTER_IDLE, IDLE
from annotation.errors import Refusal
from ui.dialogs.job_page import JobPage, closing_row
from ui.dialogs.sheet import faint, heading, sentence
from ui.dialogs.statistics import show_table
from ui.effort.charts import Chart
from ui.effort.drawing import draw_curves, draw_verdicts
from ui.effort.report import EffortReport
from ui.effort.tables import (
    curve_table,
    day_table,
    influence_table,
    origin_table,
    summary_table,
    verdict_table,
    week_table,
)
from ui.effort.words import count_word, share_word
from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import roomy, sized
from ui.look.theme import Theme
from ui.panels.inks import Inks

CHART = 300  # pixels


class EffortWindow(JobPage):
    """Everybody's numbers, and the share of documents that goes without suggestions.

    Signals:
        read_asked: The numbers are to be counted anew.
        share_asked: Another share of documents is to go without suggestions; 0 to 1.
        csv_asked: The numbers are to be saved.
        picture_asked: The charts are to be saved.
    """

    read_asked = Signal()
    share_asked = Signal(float)
    csv_asked = Signal()
    picture_asked = Signal()

    def __init__(self, theme: Theme, share: float, *, can_change: bool) -> None:
        super().__init__(tr("Effort"), tr("Counting"))
        self.resize(roomy(1240, 800))
        self.report: EffortReport | None = None
        self._can_change = can_change
        self.again = QPushButton(tr("Count a&gain"), self)
        self.summary = sentence("", self)
        self.tabs = QTabWidget(self)
        self.curves = Chart(tr("Seconds per span over the documents"), draw_curves, self)
        self.bars = Chart(tr("What became of suggestions"), draw_verdicts, self)
        self.share = QSpinBox(self)
        self.set_share = QPushButton(tr("&Set"), self)
        self.left_out = faint("", self)
        self.save_csv = QPushButton(tr("Save numbers as &CSV…"), self)
        self.save_picture = QPushButton(tr("Save &picture…"), self)
        self._places: list[QVBoxLayout] = []
        self._build(share)
        self._connect()
        self.set_theme(theme)
        self.show_nothing()

    # -- putting together --------------------------------------------------------------------------

    def _build(self, share: float) -> None:
        self.body.addWidget(heading(tr("Effort"), self))
        rule = tr(
            "An act counts for the time since the one before it; after more than {idle} seconds it"
            " counts for {little}. All of it is counted from the project’s journal, and nothing"
            " leaves the project.",
            idle=f"{IDLE:.0f}",
            little=f"{AFTER_IDLE:.0f}",
        )
        self.body.addWidget(faint(rule, self))
        self.body.addWidget(self.summary)
        self.body.addWidget(self.complaint)
        self.body.addLayout(self.progress_row())
        self.curves.setMinimumHeight(sized(CHART) // 2)
        self.curves.setMaximumHeight(sized(CHART))
        self._add_tab(tr("Overview"))
        self._add_tab(tr("Learning curve"), self.curves)
        self._add_tab(tr("Suggestions"), self.bars)
        self._add_tab(tr("With suggestions and without"), self._share_row(share), self.left_out)
        self._add_tab(tr("Origin of spans"))
        self._add_tab(tr("Weeks"))
        self._add_tab(tr("Days"))
        self.tabs.setAccessibleName(tr("Effort"))
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(closing_row(self, self.save_csv, self.save_picture, self.again))

    def _add_tab(self, title: str, *above: QWidget) -> None:
        page = QWidget(self.tabs)
        column = QVBoxLayout(page)
        for widget in above:
            column.addWidget(widget, 1 if widget is self.curves else 0)
        place = QVBoxLayout()
        column.addLayout(place, 1)
        self._places.append(place)
        self.tabs.addTab(page, title)

    def _share_row(self, share: float) -> QWidget:
        """The share of documents that goes without suggestions, to be changed."""
        self.share.setRange(0, 100)
        self.share.setSuffix("%")
        self.share.setValue(round(100 * share))
        label = PlainLabel(tr("&Documents that each annotator does without suggestions"), self)
        label.setBuddy(self.share)
        for widget in (self.share, self.set_share):
            widget.setEnabled(self._can_change)
        place = QWidget(self)
        row = QHBoxLayout()
        for part in (label, self.share, self.set_share):
            row.addWidget(part)
        row.addStretch(1)
        row.setContentsMargins(0, 6, 0, 0)
        place.setLayout(row)
        return place

    def _connect(self) -> None:
        self.again.clicked.connect(self.read_asked)
        self.set_share.clicked.connect(lambda: self.share_asked.emit(self.share.value() / 100))
        self.save_csv.clicked.connect(self.csv_asked)
        self.save_picture.clicked.connect(self.picture_asked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for chart in (self.curves, self.bars):
            chart.set_inks(Inks.of(theme))

    # -- what is shown -----------------------------------------------------------------------------

    def show_report(self, report: EffortReport) -> None:
        """Show what was counted."""
        self.set_working(is_working=False)
        self.report = report
        efforts = report.annotators
        people = tr("Annotators: {count}", count=count_word(len(efforts)))
        acts = tr("Acts: {count}", count=count_word(sum(effort.acts for effort in efforts)))
        self.summary.setText(" · ".join((people, acts)))
        self.complain("" if efforts else tr("Nobody has annotated here yet."))
        for chart in (self.curves, self.bars):
            chart.show_efforts(efforts)
        self.left_out.setText(_influence_words(report))
        tables = (
            summary_table(efforts),
            curve_table(efforts),
            verdict_table(efforts),
            influence_table(report.influences),
            origin_table(efforts),
            week_table(efforts),
            day_table(efforts),
        )
        for place, table in zip(self._places, tables, strict=True):
            show_table(place, table, self)
        self._enable()

    def show_nothing(self, refusal: Refusal | None = None) -> None:
        """Nothing was counted, for this reason if there is one; what was there stays."""
        super().show_nothing(refusal)
        self._enable()

    def _enable(self) -> None:
        for button in (self.save_csv, self.save_picture):
            button.setEnabled(self.report is not None and bool(self.report.annotators))


def _influence_words(report: EffortReport) -> str:
    """How the comparison was made, or why there is none."""
    if not report.influences:
        return tr(
            "No share was ever set. Set one, and from then on some documents, chosen by a rule that"
            " nobody can influence, are shown to each annotator without suggestions; what differs"
            " between them and the others is due to the suggestions."
        )
    everybody: Influence = report.influences[0]
    return tr(
        "Now without suggestions: {share}. Finished documents compared: {suggested} with, {blind}"
        " without; left out, for they were begun before a share was set or with suggestions:"
        " {left_out}.",
        share=share_word(report.blind_share),
        suggested=count_word(everybody.suggested),
        blind=count_word(everybody.blind),
        left_out=count_word(everybody.left_out),
    )
