"""The review queue: what is probably wrong, the most probable first, with one key for each act."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
)

from annotation.errors import Refusal
from annotation.review.finding import Finding, FindingKind
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Stage
from ui.dialogs.job_page import JobPage, UnfinishedBox, closing_row, filter_row
from ui.dialogs.sheet import heading, sentence
from ui.keys.action import Context
from ui.keys.key_dispatcher import Act, listen
from ui.keys.keymap import key_for, labelled, when_keys_change
from ui.look.language import isolated, left_to_right, tr
from ui.look.text_scale import roomy
from ui.look.theme import Theme
from ui.panels.inks import Inks
from ui.review.queue_list import QueueList, QueueRow
from ui.review.words import finding_kind_word, finding_sentence, fix_sentence, percent
from ui.review.writing_line import WritingLine

OPEN, WAVED, ALL = range(3)
PAUSE = 150  # milliseconds on a finding before the others are asked what they marked


class FindingAct(StrEnum):
    """What can be done with a finding."""

    OPEN = "open"
    FIX = "fix"
    WAVE = "wave"
    TAKE_BACK = "take-back"
    COMMENT = "comment"


# Which action of the table of keys does what.
_ACTIONS = {
    FindingAct.OPEN: "finding-open",
    FindingAct.FIX: "finding-fix",
    FindingAct.WAVE: "finding-wave",
    FindingAct.TAKE_BACK: "finding-take-back",
    FindingAct.COMMENT: "finding-comment",
}


class ReviewWindow(JobPage):
    """Shows findings and asks for what is to be done.

    Signals:
        search_asked: The project is to be looked through again.
        act_asked: An Act is to be done with a Finding; words go with a comment or a waving.
        undo_asked: The last fix is to be taken back.
        versions_wanted: A Finding is current, and what everybody marked there is wanted.
    """

    search_asked = Signal()
    act_asked = Signal(object, object, str)
    undo_asked = Signal()
    versions_wanted = Signal(object)

    def __init__(self, tagset: Tagset, theme: Theme) -> None:
        super().__init__(tr("Review queue"), tr("Searching"))
        self.resize(roomy(1120, 760))
        self._tagset = tagset
        self._findings: list[Finding] = []
        self._waved: Mapping[str, str] = {}
        self._asked: tuple[FindingAct, Finding] | None = None
        self._versions = ("", "")  # the finding's id, and what everybody marked there
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.kind = QComboBox(self)
        self.whose = QComboBox(self)
        self.standing = QComboBox(self)
        self.unfinished = UnfinishedBox(self)
        self.again = QPushButton(tr("Search a&gain"), self)
        self.summary = sentence("", self)
        self.list: QueueList[Finding] = QueueList(self._row, self)
        self.list.setAccessibleName(tr("Findings"))
        self.why = sentence("", self)
        self.line = WritingLine(self)
        self.buttons: dict[FindingAct, QPushButton] = {}
        self._build()
        self._connect()
        self.set_theme(theme)
        self.show_nothing()

    # -- putting together --------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.addWidget(heading(tr("Review queue"), self))
        self.body.addLayout(self._filters())
        self.body.addWidget(self.summary)
        self.body.addWidget(self.complaint)
        self.body.addLayout(self.progress_row())
        self.body.addWidget(self.list, 1)
        self.why.setMinimumHeight(3 * self.fontMetrics().height() + 8)
        self.body.addWidget(self.why)
        self.body.addWidget(self.line)
        self.body.addLayout(self._acts())

    def _filters(self) -> QHBoxLayout:
        self.kind.addItem(tr("All kinds"), None)
        for kind in FindingKind:
            self.kind.addItem(finding_kind_word(kind), kind.value)
        self.standing.addItems([tr("Open"), tr("Waved through"), tr("Open and waved through")])
        boxes = ((tr("&Kind"), self.kind), (tr("W&hose"), self.whose), (tr("&Show"), self.standing))
        row = filter_row(self, boxes)
        row.addWidget(self.unfinished)
        row.addStretch(1)
        row.addWidget(self.again)
        return row

    def _acts(self) -> QHBoxLayout:
        for act in _ACTIONS:
            button = QPushButton(self)
            button.clicked.connect(lambda _=False, act=act: self._ask(act))
            self.buttons[act] = button
        self._name_keys()
        return closing_row(self, *self.buttons.values())

    def _connect(self) -> None:
        for box in (self.kind, self.whose, self.standing):
            box.currentIndexChanged.connect(self._sift)
        self.unfinished.toggled.connect(self.search_asked)
        self.again.clicked.connect(self.search_asked)
        self.list.moved.connect(self._show_current)
        self.list.opened.connect(partial(self._ask, FindingAct.OPEN))
        when_keys_change(self._name_keys)
        when_keys_change(self._show_current)
        acts: dict[str, Act] = {id: partial(self._ask, act) for act, id in _ACTIONS.items()}
        acts["finding-wave-why"] = self._wave_with_reason
        acts["finding-undo"] = self.undo_asked.emit
        acts["findings-search"] = self.search_asked.emit
        listen(Context.REVIEW, acts, self.list)
        self.line.written.connect(self._send)
        self.line.left.connect(self.list.setFocus)
        self._pause.timeout.connect(self._want_versions)

    def _name_keys(self) -> None:
        """Write the keys that hold now on the buttons."""
        for act, id in _ACTIONS.items():
            self.buttons[act].setText(labelled(id))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.list.set_inks(Inks.of(theme))

    @property
    def stages(self) -> frozenset[Stage]:
        """Which sets are looked at."""
        return self.unfinished.stages

    # -- values ------------------------------------------------------------------------------------

    def show_nothing(self, refusal: Refusal | None = None) -> None:
        """There is no newer result, for this reason if there is one; what was there stays."""
        super().show_nothing(refusal)
        self._show_current()

    def set_working(self, *, is_working: bool) -> None:
        """Show that the project is looked through; only then the list may say that it is empty."""
        super().set_working(is_working=is_working)
        self.list.set_empty_words("" if is_working else tr("Nothing is open here."))

    def show_findings(self, findings: Sequence[Finding], waved: Mapping[str, str]) -> None:
        """Show what was found, sorted; `waved` says in which words some were waved through."""
        self.set_working(is_working=False)
        self._findings = list(findings)
        self._waved = waved
        self._list_people()
        self._sift()

    def show_waved(self, waved: Mapping[str, str]) -> None:
        """Others have been waved through by now."""
        self._waved = waved
        self._sift()

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found and not settled since, shown or not."""
        return self._findings

    def replace(self, settled: frozenset[str], reopened: Sequence[Finding]) -> None:
        """Take findings that are settled out, and put those that are open again in their places."""
        kept = [finding for finding in self._findings if finding.id not in settled]
        self._findings = sorted((*kept, *reopened), key=lambda finding: finding.sort_key)
        self._sift()

    def tell(self, words: str) -> None:
        """Say what was done."""
        self.complain("")
        self.summary.setText(words)

    # -- within ------------------------------------------------------------------------------------

    def _list_people(self) -> None:
        former = self.whose.currentData()
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem(tr("Everybody"), None)
        for name in sorted({finding.annotator for finding in self._findings}):
            self.whose.addItem(name, name)
        self.whose.setCurrentIndex(max(0, self.whose.findData(former)))
        self.whose.blockSignals(False)

    def _sift(self) -> None:
        kind, name = self.kind.currentData(), self.whose.currentData()
        standing = self.standing.currentIndex()
        shown = [
            finding
            for finding in self._findings
            if kind in (None, finding.kind.value)
            and name in (None, finding.annotator)
            and (standing == ALL or (finding.id in self._waved) is (standing == WAVED))
        ]
        self.list.show_things(shown)
        waved = sum(finding.id in self._waved for finding in self._findings)
        numbers = {
            "shown": left_to_right(f"{len(shown):,}"),
            "open": left_to_right(f"{len(self._findings) - waved:,}"),
            "waved": left_to_right(f"{waved:,}"),
        }
        self.summary.setText(
            tr("Shown: {shown} · open: {open} · waved through: {waved}", **numbers)
        )

    def _show_current(self) -> None:
        finding = self.list.current()
        is_waved = finding is not None and finding.id in self._waved
        for act, button in self.buttons.items():
            button.setEnabled(finding is not None)
            if act is FindingAct.WAVE:
                button.setVisible(not is_waved)
            elif act is FindingAct.TAKE_BACK:
                button.setVisible(is_waved)
        self.buttons[FindingAct.FIX].setEnabled(finding is not None and finding.fix is not None)
        self.why.setText("" if finding is None else self._why(finding))
        if finding is not None and finding.id != self._versions[0]:
            self._pause.start()

    def _want_versions(self) -> None:
        """The person has come to rest on a finding."""
        finding = self.list.current()
        if finding is not None:
            self.versions_wanted.emit(finding)

    def show_versions(self, finding: Finding, words: str) -> None:
        """Show what everybody marked at the place of a finding, if it is still the current one."""
        self._versions = (finding.id, words)
        current = self.list.current()
        if current is not None and current.id == finding.id:
            self.why.setText(self._why(finding))

    def _row(self, finding: Finding) -> QueueRow:
        """A finding as the list shows it."""
        is_waved = finding.id in self._waved
        whose = f"{isolated(finding.annotator)} · {isolated(finding.document_name)}"
        return QueueRow(
            finding.before,
            finding.words,
            finding.after,
            percent(finding.score),
            finding_kind_word(finding.kind),
            finding_sentence(finding, self._tagset),
            f"{tr('waved through')} · {whose}" if is_waved else whose,
            finding.score,
            is_waved,
        )

    def _why(self, finding: Finding) -> str:
        """The reason in full, then what the fix would do, or why it was waved through."""
        fix = fix_sentence(finding, self._tagset)
        lines = [finding_sentence(finding, self._tagset)]
        if self._waved.get(finding.id):
            lines.append(tr("Waved through: {text}", text=isolated(self._waved[finding.id])))
        elif fix:
            lines.append(tr("{key} would: {fix}", key=key_for("finding-fix"), fix=fix))
        if self._versions[0] == finding.id and self._versions[1]:
            lines.append(self._versions[1])
        return "\n".join(lines)

    def _wave_with_reason(self) -> None:
        self._write(FindingAct.WAVE, tr("Why it is no error:"))

    def _ask(self, act: FindingAct) -> None:
        finding = self.list.current()
        if finding is None:
            return
        if act is FindingAct.COMMENT:
            self._write(act, tr("To {annotator}:", annotator=isolated(finding.annotator)))
        else:
            self.act_asked.emit(act, finding, "")

    def _write(self, act: FindingAct, what: str) -> None:
        """Ask for words first."""
        finding = self.list.current()
        if finding is not None:
            self._asked = (act, finding)
            self.line.ask(what)

    def _send(self, words: str) -> None:
        if self._asked is not None:
            act, finding = self._asked
            self._asked = None
            self.act_asked.emit(act, finding, words)
