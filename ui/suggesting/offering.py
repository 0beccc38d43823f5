"""When what is suggested: the open document at once, the next ones ahead, all anew when learnt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer

from annotation.commands.pending import pending
from annotation.commands.rules import clashes
from annotation.errors import KnownError
from annotation.values.items import Document, Span, SuggestedSpan, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.file.folders import models_folder
from ui.desk.desk import Desk
from ui.desk.session import Session
from ui.look.settings import OwnSetting
from ui.suggesting.external_suggestions import ExternalSuggestions
from ui.suggesting.offered import (
    document_and_state,
    in_reading_order,
    marked_since,
    record_of,
    with_kept,
)
from ui.suggesting.worker import SuggestionWorker, Urgency, learning_material

PAINTED = 60  # milliseconds after which the first document is surely painted
QUIET = 600  # milliseconds after the last act before suggestions are computed anew
WORTH_A_LOOK = 0.2  # score from which what may have been missed is counted
MOST_COMEBACKS = 5  # without an answer, after which nothing is asked by itself
AHEAD = 3  # documents of the queue that are prepared before they are opened


class Offering:
    """Keeps suggestions at hand; `is_wanted` says whether a document is open or being opened."""

    def __init__(self, desk: Desk, is_wanted: Callable[[str], bool]) -> None:
        self.desk = desk
        self.worker: SuggestionWorker | None = None
        self._is_wanted = is_wanted
        self._prepared: dict[str, State] = {}  # for what work the stored suggestions were made
        self._swept = ""  # the document in which unlikely suggestions are shown, too
        self.missed: tuple[str, ...] = ()  # their ids, the likeliest first
        self.counted: Callable[[int], None] = _uncounted  # hears how many there may be
        self._then: Callable[[], None] | None = None
        self._followed: State | None = None  # the state after which what is new was looked at
        self._hidden = desk.settings.hidden
        self._was_silenced = False
        self._comebacks = 0  # of the suggester since it answered
        self.external = ExternalSuggestions(desk, self._other_answered)
        desk.settings_changed.connect(self._settings_changed)
        self._quiet = QTimer(desk, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._suggest_anew)
        self._painted = QTimer(desk, singleShot=True, interval=PAINTED)
        self._painted.timeout.connect(self.suggester)

    @property
    def is_suggesting(self) -> bool:
        """Whether suggestions for the open document are still on their way."""
        waits = self._quiet.isActive() or self._painted.isActive()
        return waits or self.external.is_busy or (self.worker is not None and self.worker.is_busy)

    def prepared(self) -> frozenset[str]:
        """The ids of documents whose stored suggestions are up to date."""
        return frozenset(self._prepared)

    # -- what happens ------------------------------------------------------------------------------

    def document_opened(self) -> None:
        """Another document is on the desk: start the suggester after it is painted."""
        session = self.desk.session
        self._followed = session.state if session is not None else None
        self._prepared.pop(self._swept, None)
        self._swept, self.missed, self._then = "", (), None
        self.counted(0)
        if self.worker is None or session is None:
            self._painted.start()
        elif self._prepared.get(session.document.id) == session.state:
            self._prepare_ahead()
        else:
            self._suggest_anew()

    def changed(self) -> None:
        """The work has changed: the same words at once, everything anew when it is quiet."""
        session = self.desk.session
        if session is None or not self._is_blind(session):
            self._quiet.start()
        if session is not None and session.state is not self._followed:
            fresh = marked_since(self._followed, session.state)
            self._followed = session.state
            if fresh is not None and not self._is_blind(session):
                QTimer.singleShot(0, self.desk, lambda: self._suggest_at_once(session, fresh))

    def _suggest_at_once(self, session: Session, span: Span) -> None:
        """Suggest the words of a span that was just marked wherever else they stand."""
        if session is not self.desk.session or session.state.span(span.id) != span:
            return
        from annotation.suggesting.at_once import same_words  # not needed for the first paint

        fresh = same_words(session.state, span, session.pending)
        if fresh and fresh[0].score >= self.desk.settings.hidden:
            known = session.suggestions
            spans = sorted({s.id: s for s in (*fresh, *known.spans)}.values(), key=in_reading_order)
            session.suggest(replace(known, spans=tuple(spans)))

    def finished(self, session: Session) -> None:
        """A document is finished: learn it at once."""
        if self._swept == session.document.id:
            self._drop_unlikely(session)
        if self.worker is not None and self.desk.own(OwnSetting.LEARNS) != "no":
            self.worker.learn_one(record_of(session))
            self._prepared.clear()

    def sweep(self, then: Callable[[], None]) -> None:
        """Offer what is unlikely in the open document, too; `then` when it is on the screen."""
        session = self.desk.session
        is_swept = session is not None and self._swept == session.document.id
        if session is None or self.worker is None or is_swept or self._is_blind(session):
            then()
            return
        self._swept, self._then = session.document.id, then
        self._suggest_anew()

    def close(self) -> None:
        """Let the suggester go."""
        self._quiet.stop()
        self._painted.stop()
        self._prepared.clear()
        self.external.close()
        if self.worker is not None:
            self.worker.close()
            self.worker.deleteLater()
            self.worker = None

    # -- the suggester -----------------------------------------------------------------------------

    def suggester(self) -> SuggestionWorker | None:
        """The worker that suggests; made when first asked for, after the article is painted."""
        link = self.desk.link
        if self.worker is not None or link is None or link.is_read_only:
            return self.worker
        self.worker = worker = SuggestionWorker(link.tagset, models_folder(link.uid), self.desk)
        self._comebacks, self._was_silenced = 0, False
        worker.learnt.connect(self._learnt)
        worker.lost.connect(self._begin_again)
        worker.returned.connect(self._begin_again)
        worker.silenced.connect(self._say_once)
        self.external.open()
        self._begin()
        return worker

    def _begin(self) -> None:
        """Ask a suggester that has begun, and give it what it can learn from."""
        self._suggest_anew()
        self._teach()

    def _begin_again(self) -> None:
        """It has died or come back; with one that never answers this is not done for ever."""
        self._comebacks += 1
        if self._comebacks < MOST_COMEBACKS:
            self._begin()

    def _teach(self) -> None:
        """Give the suggester everything in the project that it can learn from."""
        link, worker = self.desk.link, self.worker
        if link is None or worker is None or self.desk.own(OwnSetting.LEARNS) == "no":
            return

        def learn(found: tuple[list[str], list[Record]]) -> None:
            if self.worker is worker:
                worker.learn(*found)

        link.read(partial(learning_material, annotator=self.desk.annotator), learn)

    def _learnt(self) -> None:
        self._prepared.clear()
        self._suggest_anew()

    def _settings_changed(self) -> None:
        """Another threshold or another suggester, perhaps: what was prepared may not fit."""
        if self.worker is not None and self.external.follow():
            self._learnt()
        if self._hidden != self.desk.settings.hidden:
            self._hidden = self.desk.settings.hidden
            self._learnt()

    def _drop_unlikely(self, session: Session) -> None:
        """Take back what a sweep has offered and nobody has decided on."""
        state, old, swept = session.state, session.suggestions, {*self.missed}
        kept = replace(
            old, spans=tuple(s for s in old.spans if s.id not in swept or state.decision(s.id))
        )
        self._store(session.document.id, kept)
        session.suggest(kept)

    def _say_once(self, error: KnownError) -> None:
        if not self._was_silenced:
            self._was_silenced = True
            self.desk.refuse(error)

    def _is_blind(self, session: Session) -> bool:
        """Whether this person does this document without suggestions: then none is asked for."""
        return self.desk.is_blind(session.document, session.annotator)

    def forget(self, then: Callable[[], None], *, learns: bool) -> None:
        """Let the suggester forget, and learn again all that the project holds; or, unless it
        `learns`, nothing until it is told to.
        """
        worker = self.suggester()

        def forgotten() -> None:
            self._teach()
            self._learnt()
            then()

        if worker is not None:
            self.desk.set_own(OwnSetting.LEARNS, "" if learns else "no")
            worker.forget(forgotten)

    def _other_answered(self, document_id: str) -> None:
        """The suggester of somebody else's has answered, late or not."""
        self._prepared.pop(document_id, None)
        if self._is_wanted(document_id):
            self._suggest_anew()
        else:
            self._prepare_ahead()

    # -- the open document -------------------------------------------------------------------------

    def _suggest_anew(self) -> None:
        """Compute the document's suggestions in the background, as the work now stands."""
        session = self.desk.session
        if session is None or self.worker is None or session.is_curated:
            return
        if self._is_blind(session):
            self._prepared[session.document.id] = session.state
            self._prepare_ahead()
            return
        state = session.state
        self.external.ask(session.document, Urgency.NOW)
        if self._swept == session.document.id:
            self.worker.missed(state, lambda missed: self._ask(session, state, missed))
        else:
            self._ask(session, state, ())

    def _ask(self, session: Session, state: State, missed: Sequence[SuggestedSpan]) -> None:
        """Ask for suggestions, to which those of a sweep are added."""
        if self.worker is None:
            return
        self.worker.suggest(
            session.document,
            state,
            lambda found: self._take(session, state, self._with_missed(session, found, missed)),
            floor=self.desk.settings.hidden,
        )

    def _with_missed(
        self, session: Session, found: Suggestions, missed: Sequence[SuggestedSpan]
    ) -> Suggestions:
        """What was found, and of the missed what shares no text with it."""
        if self._swept != session.document.id:
            return found
        overlap = session.tagset.overlap
        fresh = [
            span
            for span in missed
            if not any(
                span.fragments == other.fragments
                or clashes(overlap, span.fragments, other.fragments)
                for other in found.spans
            )
        ]
        self.missed = tuple(span.id for span in fresh)
        return replace(found, spans=(*found.spans, *fresh))

    def _count_missed(self, session: Session, state: State) -> None:
        """When nothing waits any more, count what may have been missed."""
        if session.pending or self.worker is None or self._swept == session.document.id:
            self.counted(0)
            return

        def count(missed: Sequence[SuggestedSpan]) -> None:
            if session is self.desk.session and session.state is state:
                self.counted(sum(span.score >= WORTH_A_LOOK for span in missed))

        self.worker.missed(state, count)

    def _take(self, session: Session, state: State, found: Suggestions) -> None:
        """Keep and show new suggestions, unless the person has gone on meanwhile."""
        self._comebacks, self._was_silenced = 0, False
        if session is not self.desk.session or self.desk.link is None:
            return
        if self._quiet.isActive() or session.state is not state:
            return
        self._prepared[session.document.id] = state
        self._prepare_ahead()
        both = self.external.joined(state.document.id, found)
        merged = with_kept(session, both, self.desk.current_suggestion())
        if merged != session.suggestions:
            self._store(session.document.id, merged)
            session.suggest(merged)
            self._quiet.stop()
        self._count_missed(session, state)
        if self._then is not None:
            then, self._then = self._then, None
            then()

    def _store(self, document_id: str, found: Suggestions) -> None:
        link, worker = self.desk.link, self.worker
        if link is not None and worker is not None:
            run = worker.new_run()
            link.ask(
                lambda project: project.store_suggestions(run, [(document_id, found)]),
                lambda _: None,
            )

    # -- the next documents ------------------------------------------------------------------------

    def _prepare_ahead(self) -> None:
        """Have suggestions ready in the project for the documents that come next."""
        for document_id in self._coming():
            if document_id not in self._prepared:
                self._prepare(document_id)
                return  # the next one when this one is done

    def _coming(self) -> Iterator[str]:
        """The ids of the next unfinished documents."""
        session = self.desk.session
        last = session.document.id if session else ""
        seen = {last}
        for _ in range(AHEAD):
            following = self.desk.documents.queue.next_unfinished(last)
            if following is None or following in seen:
                return
            seen.add(following)
            yield following
            last = following

    def _prepare(self, document_id: str) -> None:
        link, worker = self.desk.link, self.worker
        if link is None or worker is None:
            return
        annotator = self.desk.annotator

        def ask(found: tuple[Document, State]) -> None:
            document, state = found
            if self.desk.is_blind(document, annotator):
                self._prepared[document_id] = state
                self._prepare_ahead()
            elif self.worker is worker:
                self.external.ask(document, Urgency.AHEAD)
                worker.suggest(
                    document,
                    state,
                    lambda s: self._keep(state, s),
                    _unsaid,
                    Urgency.AHEAD,
                    floor=self.desk.settings.hidden,
                )

        link.ask(lambda project: document_and_state(project, document_id, annotator), ask)

    def _keep(self, state: State, found: Suggestions) -> None:
        """Store what was made for a document that nobody has opened meanwhile."""
        link, document_id = self.desk.link, state.document.id
        if link is None or self._is_wanted(document_id):
            return
        found = self.external.joined(document_id, found)
        self._prepared[document_id] = state
        self._store(document_id, found)
        left = pending(state, link.tagset, found)
        # The answer may be late: how far the work is by now, the list knows better.
        self.desk.documents.update_pending(document_id, len(left.spans) + len(left.relations))
        self._prepare_ahead()


def _uncounted(_: int) -> None:
    """Nobody wants to know how much may have been missed."""


def _unsaid(_: KnownError) -> None:
    """A document that could not be prepared is suggested when it is opened."""
