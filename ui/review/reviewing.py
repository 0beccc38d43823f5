"""The review queue of the open project: searched beside the window, worked off with single keys."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from annotation.errors import Refusal
from annotation.review.finding import Doubt, Finding
from annotation.review.fixing import carry_out, holds
from annotation.review.remarks import comment, take_back_waving, wave_through, waved_findings
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Transaction
from storage.system.clock import now
from storage.system.ids import new_id
from ui.beside.page_job import PageJob
from ui.desk.acting import SetPlace
from ui.desk.desk import Desk
from ui.desk.one_page import OpenDocument
from ui.desk.taking_back import PageActs
from ui.engine.messages import EngineMessage, read_part
from ui.keys.keymap import key_for
from ui.look.dressing import theme_for
from ui.look.language import isolated, tr
from ui.review.remark_book import RemarkBook
from ui.review.window import FindingAct, ReviewWindow
from ui.review.words import versions_words

JOB = "ui.review.job"
LONG = 200_000  # characters from which reading everybody's work takes a second or more


class Reviewing(PageJob[ReviewWindow]):
    """Finding, fixing, waving through and commenting."""

    def __init__(self, desk: Desk, book: RemarkBook, open_document: OpenDocument) -> None:
        super().__init__(desk, JOB, self._found)
        self._book = book
        self._open_document = open_document
        self._fixes = PageActs(desk.acting, self._refuse)
        self._settled: list[Finding] = []
        self._all: list[Finding] = []  # of the last search
        self._places: frozenset[SetPlace] = frozenset()  # the sets in which it found something
        desk.acting.acted.connect(lambda acted: self._settle(acted.place, acted.state))
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
        self._fixes = PageActs(self.desk.acting, self._refuse)
        self._settled, self._all = [], []

    # -- searching ---------------------------------------------------------------------------------

    def _search(self) -> None:
        """Look through the project as it is now."""
        window = self.window
        if window is not None:
            self.begin({"stages": sorted(window.stages)}, _read)

    def _found(self, findings: list[Finding]) -> None:
        self._settled, self._all = [], findings
        self._places = frozenset(map(_place, findings))
        if self.window is not None:
            self.window.show_findings(findings, self._waved())
            self.window.list.setFocus()
            if (session := self.desk.session) is not None:  # the search saw an earlier copy
                self._settle(SetPlace(session.document.id, session.annotator), session.state)

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
        self.desk.acting.do(finding.document, command, lambda made: self._tell(told), self._refuse)

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
        """Fix it in whosever set it is; one's own may be on the desk."""
        link = self.desk.link
        if link is None:
            return
        tagset, whose = link.tagset, isolated(finding.annotator)
        key = key_for("finding-undo")
        told = tr(
            "Fixed in the work of {annotator}. {key} takes it back.", annotator=whose, key=key
        )
        self._fixes.do(
            finding.document,
            lambda state: carry_out(state, tagset, finding, new_id=new_id),
            lambda: self._tell(told),
            annotator=finding.annotator,
            by=self.desk.annotator,
        )

    def _undo(self) -> None:
        """Take the last fix back, if nothing else was done in that set since."""
        self._fixes.undo(lambda: self._tell(tr("Undone.")))

    # -- what is settled ---------------------------------------------------------------------------

    def _settle(self, place: SetPlace, state: State) -> None:
        """Take what does not hold any more out of the queue, and put back what holds again."""
        window = self.window
        if window is None or place not in self._places:
            return
        gone = [f for f in window.findings if _place(f) == place and not holds(f, state)]
        back = [f for f in self._settled if _place(f) == place and holds(f, state)]
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


def _place(finding: Finding) -> SetPlace:
    return SetPlace(finding.document, finding.annotator)
