"""Sampling of finished work: drawn beside the window, judged and decided in a window of its own."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotation.errors import AnnotationError, Refusal
from annotation.sampling.batch import Batch, check_batch
from annotation.sampling.deciding import BatchDecision, BatchVerdict, next_drawing
from annotation.sampling.judging import judge, judgements_of, note_missing, open_again
from annotation.values.items import Remark
from annotation.values.state import State
from annotation.values.transaction import Command
from storage.project import Project
from storage.system.clock import now
from ui.beside.page_job import PageJob
from ui.desk.acting import Acted
from ui.desk.desk import Desk
from ui.desk.one_page import OpenDocument
from ui.desk.project_link import ProjectLink
from ui.desk.taking_back import PageActs
from ui.look.dressing import theme_for
from ui.look.language import say
from ui.sampling.drawn import DrawnSample, UnitPassage, read_drawn
from ui.sampling.window import SamplingWindow

JOB = "ui.sampling.job"


class Sampling(PageJob[SamplingWindow]):
    """The sample that is on the screen, and what the reviewer says of it."""

    def __init__(self, desk: Desk, open_document: OpenDocument) -> None:
        super().__init__(desk, JOB, self.take)
        self._open_document = open_document
        self._acts = PageActs(desk.acting, self._refuse)
        desk.acting.acted.connect(self._hear)
        self._remarks: dict[str, Sequence[Remark]] = {}  # the reviewer's, by document
        self._outcomes: tuple[BatchDecision, ...] = ()
        self._undoes_decision = False  # whether the last act was a decision

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"sampling": self._ask}

    # -- the window --------------------------------------------------------------------------------

    def _ask(self) -> None:
        link = self.desk.link
        if not self.brought_up() and link is not None:
            link.ask(_people_and_decisions, partial(self._show, link))

    def _show(self, link: ProjectLink, found: tuple[list[str], tuple[BatchDecision, ...]]) -> None:
        if self.window is not None or self.desk.link is not link:
            return
        people, self._outcomes = found
        theme = theme_for(self.desk.settings)
        window = SamplingWindow(people, self.desk.annotator, link.tagset, theme)
        self.keep(window)
        self._acts = PageActs(self.desk.acting, self._refuse)
        self._undoes_decision = False
        window.drawn.connect(self._draw)
        window.work_wanted.connect(self._read_work)
        window.judged.connect(self._judge)
        window.missed.connect(self._note_missing)
        window.opened_again.connect(self._open_again)
        window.undone.connect(self._undo)
        window.place_chosen.connect(self._open_place)
        window.decided.connect(self._decide)
        window.show_outcomes(self._outcomes)
        window.show()
        window.form.draw.setFocus()

    def _refuse(self, refusal: Refusal) -> None:
        if self.window is not None:
            self.window.refuse(refusal)

    # -- drawing -----------------------------------------------------------------------------------

    def _draw(self, batch: Batch) -> None:
        window = self.window
        if window is None:
            return
        self.cancel()
        try:
            if not window.form.has_somebody:
                raise AnnotationError("Choose whose work is to be judged.")
            check_batch(batch)
        except AnnotationError as refusal:
            window.complain(say(refusal))
            return
        batch = next_drawing(batch, self._outcomes)
        self.begin(batch.data(), partial(read_drawn, batch))

    def take(self, drawn: DrawnSample) -> None:
        """The sample is there: read what the reviewer has said of it before."""
        link, reviewer = self.desk.link, self.desk.annotator
        documents = {unit.document for unit in drawn.sample.units}

        def read(project: Project) -> dict[str, list[Remark]]:
            found: dict[str, list[Remark]] = {}
            for document, by, remark in project.remarks():
                if by == reviewer and document in documents:
                    found.setdefault(document, []).append(remark)
            return found

        def show(found: dict[str, list[Remark]]) -> None:
            self._remarks = dict(found)
            if self.window is not None:
                judgements = judgements_of(drawn.sample.units, self._said())
                self.window.show_sample(drawn, judgements)

        if link is not None:
            link.read(read, show, self._refuse)

    def _read_work(self, place: UnitPassage) -> None:
        """The annotator's work around a unit, to be read."""
        link = self.desk.link

        def show(state: State) -> None:
            if self.window is not None:
                self.window.show_work(place, state)

        if link is not None:
            unit = place.unit
            link.ask(lambda project: project.state(unit.document, unit.annotator), show)

    # -- judging -----------------------------------------------------------------------------------

    def _said(self) -> list[Remark]:
        return [remark for remarks in self._remarks.values() for remark in remarks]

    def _hear(self, acted: Acted) -> None:
        """Something was said of a document, or taken back."""
        document, remarks = acted.place.document_id, acted.state.remarks
        is_own = acted.place.annotator == self.desk.annotator
        if not is_own or remarks == tuple(self._remarks.get(document, ())):
            return
        self._remarks[document] = remarks
        window = self.window
        if window is not None and window.sample is not None:
            window.complain("")
            window.show_judgements(judgements_of(window.sample.sample.units, self._said()))

    def _do(self, place: UnitPassage, command: Command) -> None:
        self._undoes_decision = False
        self._acts.do(place.unit.document, command)

    def _judge(self, place: UnitPassage, is_right: bool, text: str) -> None:
        unit, at = place.unit, now()
        self._do(place, lambda state: judge(state, unit, is_right=is_right, at=at, text=text))
        if self.window is not None:
            self.window.go_on_after(place)

    def _note_missing(self, place: UnitPassage, text: str) -> None:
        unit, at = place.unit, now()
        self._do(place, lambda state: note_missing(state, unit, at=at, text=text))

    def _open_again(self, place: UnitPassage) -> None:
        self._do(place, lambda state: open_again(state, place.unit))

    def _undo(self) -> None:
        """Take back the last act: a decision about a batch, or what was said of a unit."""
        if self._undoes_decision:
            self._undoes_decision = False
            self._keep(self._outcomes[:-1])
        else:
            self._acts.undo()

    def _open_place(self, place: UnitPassage) -> None:
        """Show the place in the main window, in the reviewer's own set."""
        self.go_to(self._open_document, place.unit.document, (place.begin, place.end))

    # -- deciding ----------------------------------------------------------------------------------

    def _decide(self, is_accepted: bool) -> None:
        """Record what was decided, with the numbers it was decided on."""
        window = self.window
        if window is None or window.sample is None or window.findings is None:
            return
        faulty = window.findings.faulty
        if faulty.low is None or faulty.high is None:
            return
        outcome = BatchDecision(
            window.sample.batch,
            BatchVerdict.ACCEPTED if is_accepted else BatchVerdict.SENT_BACK,
            self.desk.annotator,
            now(),
            window.sample.sample.population,
            faulty.looked,
            faulty.faulty,
            faulty.low,
            faulty.high,
        )
        self._keep((*self._outcomes, outcome), undoes_decision=True)

    def _keep(self, outcomes: tuple[BatchDecision, ...], *, undoes_decision: bool = False) -> None:
        """Keep these decisions in the project."""
        link = self.desk.link

        def done(_: None) -> None:
            self._outcomes, self._undoes_decision = outcomes, undoes_decision
            if self.window is not None:
                self.window.show_outcomes(outcomes)

        if link is None:
            return
        if link.refusal is not None:
            self._refuse(link.refusal)
            return
        link.ask(lambda project: project.quality.set_decisions(outcomes), done, self._refuse)


def _people_and_decisions(project: Project) -> tuple[list[str], tuple[BatchDecision, ...]]:
    return project.annotators(), project.quality.decisions()
