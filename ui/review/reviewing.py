"""The review queue of the open project: searched beside the window, worked off with single keys."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from annotation.errors import AnnotationError, Refusal
from annotation.review.finding import Doubt, Finding
from annotation.review.fixing import carry_out, holds
from annotation.review.remarks import comment, take_back_waving, wave_through, waved_findings
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Transaction
from storage.project import Project, WorkedOn
from storage.system.clock import now
from storage.system.ids import new_id
from ui.beside.page_job import PageJob
from ui.desk.desk import Desk
from ui.desk.one_page import OpenDocument
from ui.desk.session import Session
from ui.engine.messages import EngineMessage, read_part
from ui.keys.keymap import key_for
from ui.look.dressing import theme_for
from ui.look.language import isolated, tr
from ui.review.remark_book import RemarkBook
from ui.review.window import FindingAct, ReviewWindow
from ui.review.words import versions_words

JOB = "ui.review.job"
LONG = 200_000  # characters from which reading everybody's work takes a second or more


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A fix that can be taken back: whose set, and which step."""

    document: str
    annotator: str
    step_id: str


class Reviewing(PageJob[ReviewWindow]):
    """Finding, fixing, waving through and commenting."""

    def __init__(self, desk: Desk, book: RemarkBook, open_document: OpenDocument) -> None:
        super().__init__(desk, JOB, self._found)
        self._book = book
        self._open_document = open_document
        self._fixed: list[_Fixed] = []
        self._settled: list[Finding] = []
        self._all: list[Finding] = []  # of the last search
        desk.acted.connect(self._hear_act)
        book.changed.connect(self._show_waved)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"review-queue": self._ask}

    # -- the window --------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Show the window, which searches at once."""
        if not self.brought_up() and self.desk.link is not None:
            window = ReviewWindow(self.desk.link.tagset, theme_for(self.desk.settings))
            self.keep(window)
            window.search_asked.connect(self._search)
            window.act_asked.connect(self._act)
            window.undo_asked.connect(self._undo)
            window.versions_wanted.connect(self._look_up)
            window.show()
            window.list.setFocus()
            self._search()

    def forget(self) -> None:
        """Nothing is searched for a page that has gone."""
        super().forget()
        self._fixed, self._settled, self._all = [], [], []

    # -- searching ---------------------------------------------------------------------------------

    def _search(self) -> None:
        """Look through the project as it is now."""
        window = self.window
        if window is not None:
            self.begin({"stages": sorted(window.stages)}, _read)

    def _found(self, findings: list[Finding]) -> None:
        self._settled, self._all = [], findings
        if self.window is not None:
            self.window.show_findings(findings, self._waved())
            self.window.list.setFocus()
            self._hear_act()

    def _waved(self) -> dict[str, str]:
        waved = waved_findings(self._book.said, self._all)
        return {id: remark.text for id, (_, remark) in waved.items()}

    def _show_waved(self) -> None:
        if self.window is not None:
            self.window.show_waved(self._waved())

    def _look_up(self, finding: Finding) -> None:
        """What everybody marked there; in a very long document that would take too long."""
        link = self.desk.link
        if link is None or self.desk.documents.queue.length(finding.document) > LONG:
            return

        def show(records: Sequence[Record]) -> None:
            if self.window is not None:
                place = (finding.begin, finding.end)
                words = versions_words(records, *place, link.tagset)
                self.window.show_versions(finding, words)

        link.ask(lambda project: project.sets_of(finding.document), show, lambda refusal: None)

    # -- acts --------------------------------------------------------------------------------------

    def _act(self, act: FindingAct, finding: Finding, words: str) -> None:
        match act:
            case FindingAct.OPEN:
                self._open(finding)
            case FindingAct.FIX:
                self._fix(finding)
            case FindingAct.WAVE:
                self._say(finding, partial(_waving, finding, words), tr("Waved through."))
            case FindingAct.TAKE_BACK:
                taking = partial(take_back_waving, finding=finding)
                self._say(finding, taking, tr("It is open again."))
            case FindingAct.COMMENT:
                self._say(finding, partial(_commenting, finding, words), tr("Comment written."))

    def _say(
        self, finding: Finding, command: Callable[[State], Transaction | None], told: str
    ) -> None:
        """Say something in one's own set, then tell the window."""
        self._book.say(finding.document, command, lambda: self._tell(told), self._refuse)

    def _tell(self, words: str) -> None:
        if self.window is not None:
            self.window.tell(words)

    def _refuse(self, refusal: Refusal) -> None:
        if self.window is not None:
            self.window.refuse(refusal)

    def _open(self, finding: Finding) -> None:
        """Show the place in the main window; an item of one's own becomes the current one."""
        is_mine = finding.annotator == self.desk.annotator
        item = finding.items[0] if finding.items and is_mine else ""
        place = (finding.begin, finding.end)
        self.go_to(self._open_document, finding.document, place, item)

    # -- fixing ------------------------------------------------------------------------------------

    def _fix(self, finding: Finding) -> None:
        link = self.desk.link
        if link is None:
            return
        if session := self._session_of(finding.document, finding.annotator):
            self._fix_on_desk(session, finding)
            return
        tagset, by = link.tagset, self.desk.annotator

        def work(project: Project) -> tuple[str, State] | None:
            return _fix_in_file(project, tagset, finding, by)

        def done(made: tuple[str, State] | None) -> None:
            if made is not None:
                self._note(finding, made[0])
                self._settle(finding.document, finding.annotator, made[1])

        link.ask(work, done, self._refuse)

    def _fix_on_desk(self, session: Session, finding: Finding) -> None:
        """One's own set is open: the fix is an ordinary act in it."""
        try:
            act = carry_out(session.state, session.tagset, finding, new_id=new_id)
        except AnnotationError as refusal:
            self._refuse(refusal)
            return
        if act is not None and session.do(lambda state, tagset: act) is not None:
            self._note(finding, session.history.done[-1])

    def _note(self, finding: Finding, step_id: str) -> None:
        self._fixed.append(_Fixed(finding.document, finding.annotator, step_id))
        whose = isolated(finding.annotator)
        key = key_for("finding-undo")
        self._tell(
            tr("Fixed in the work of {annotator}. {key} takes it back.", annotator=whose, key=key)
        )

    def _session_of(self, document: str, annotator: str) -> Session | None:
        """The session on the desk, if it is that of this set."""
        session = self.desk.session
        if session is None or session.document.id != document or session.annotator != annotator:
            return None
        return session

    def _undo(self) -> None:
        """Take the last fix back, if nothing else was done in that set since."""
        link = self.desk.link
        if link is None or not self._fixed:
            self._refuse(AnnotationError("There is nothing to undo."))
            return
        fixed = self._fixed[-1]
        if session := self._session_of(fixed.document, fixed.annotator):
            if session.history.done[-1:] != (fixed.step_id,):
                self._refuse(WorkedOn())
            elif session.undo() is not None:
                self._fixed.pop()
                self._tell(tr("Undone."))
            return

        def done(state: State) -> None:
            self._fixed.remove(fixed)
            self._settle(fixed.document, fixed.annotator, state)
            self._tell(tr("Undone."))

        undo = partial(_undo_in_file, fixed=fixed, by=self.desk.annotator)
        link.ask(undo, done, self._refuse)

    # -- what is settled ---------------------------------------------------------------------------

    def _hear_act(self) -> None:
        """What was done on the desk settles findings there, or opens them again."""
        session = self.desk.session
        if self.window is not None and session is not None:
            self._settle(session.document.id, session.annotator, session.state)

    def _settle(self, document: str, annotator: str, state: State) -> None:
        """Take what does not hold any more out of the queue, and put back what holds again."""
        window = self.window
        if window is None:
            return
        there = [f for f in window.findings if (f.document, f.annotator) == (document, annotator)]
        gone = [finding for finding in there if not holds(finding, state)]
        back = [
            finding
            for finding in self._settled
            if (finding.document, finding.annotator) == (document, annotator)
            and holds(finding, state)
        ]
        if gone or back:
            returned = {finding.id for finding in back}
            self._settled = [f for f in self._settled if f.id not in returned] + gone
            window.replace(frozenset(finding.id for finding in gone), back)


def _read(messages: Iterator[EngineMessage]) -> list[Finding]:
    return [read_part(message["finding"], Finding) for message in messages]


def _waving(finding: Finding, words: str, state: State) -> Transaction | None:
    return wave_through(state, finding, id=new_id(), at=now(), text=words)


def _commenting(finding: Finding, words: str, state: State) -> Transaction:
    """A comment on the item that a finding is about; where there is none, its words are quoted."""
    del state
    about = "" if finding.doubt in (Doubt.BARE, Doubt.PACE) else finding.items[0]
    if not about and words:
        words = f"«{finding.words}»: {words}"
    return comment(finding.annotator, about, words, id=new_id(), at=now())


def _fix_in_file(
    project: Project, tagset: Tagset, finding: Finding, by: str
) -> tuple[str, State] | None:
    """Fix it in a set that is not on the desk; the step and the state that it led to."""
    made = project.act(
        finding.document,
        finding.annotator,
        lambda state: carry_out(state, tagset, finding, new_id=new_id),
        by=by,
    )
    return None if made is None else (made.step.step_id, made.state)


def _undo_in_file(project: Project, fixed: _Fixed, by: str) -> State:
    return project.take_back(fixed.document, fixed.annotator, fixed.step_id, by=by).state
