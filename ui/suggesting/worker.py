"""Suggestions in the background: the window's end of the engine, answers as signals."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import KnownError
from annotation.suggesting.tiers import HIDDEN
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Fragment, Stage, SuggestedSpan, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.log.log_file import note_trace
from storage.project import Project, Run
from storage.system.ids import new_id
from ui.engine.engine import Engine, EngineQuestion, Urgency
from ui.engine.messages import EngineMessage, beginning, read_part, sent_state
from ui.engine.process import COMMAND, EngineFault

if TYPE_CHECKING:
    from annotation.suggesting.account import Account
    from annotation.suggesting.explained import Explained

__all__ = ["SuggestionWorker", "Urgency", "learning_material"]

TEXTS_COUNTED = 2000  # articles whose words are counted when a project opens
RECORDS_LEARNT = 2000  # annotation sets from which the memory is filled
PORTION = 20  # texts or records in one message

TakeSuggestions = Callable[[Suggestions], None]


class SuggestionWorker(QObject):
    """A suggester for one project, in a process of its own; it may die and comes back.

    Signals:
        learnt: Emitted when what was given to learn is in use.
        lost: Emitted when the process has died, or has forgotten what was kept of no use: what it
            had learnt must be given again.
        returned: Emitted when it is at work again, after questions had stayed without an answer.
        silenced: Emitted with a KnownError when a question stays without an answer.
    """

    learnt = Signal()
    lost = Signal()
    returned = Signal()
    silenced = Signal(object)
    _heard = Signal(object)

    def __init__(self, tagset: Tagset, models: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = 0
        self._taught = 0  # finished documents that are still being learnt
        self._is_learning = False
        self._is_ready = False
        self._is_silent = False  # since a question stayed without an answer
        self._suggester = ("", "")  # name and version, as the process says
        self._heard.connect(lambda act: act(), Qt.ConnectionType.QueuedConnection)
        self.engine = Engine(
            beginning(tagset, models),
            lambda event: self._heard.emit(lambda: self._note(event)),
            COMMAND,
        )

    @property
    def is_busy(self) -> bool:
        """Whether an answer for the open article is still to come, or a lesson to be learnt."""
        return self._asked > 0 or self._taught > 0 or self._is_learning

    def learn(self, texts: Sequence[str], records: Sequence[Record]) -> None:
        """Count the words of the project's articles and learn what was decided in it, from new."""
        self._is_learning = True
        for start in range(0, len(texts), PORTION):
            self._tell(_gathering(texts[start : start + PORTION], ()))
        for start in range(0, len(records), PORTION):
            self._tell(_gathering((), records[start : start + PORTION]))
        self._ask(lambda: {"do": "learn"}, _unheard, self._give_up_learning, Urgency.SOON)

    def learn_one(self, record: Record) -> None:
        """Learn a document that has just been finished."""
        self._taught += 1
        self._ask(
            lambda: {"do": "learn-one", "record": record},
            _unheard,
            self._give_up_one,
            Urgency.SOON,
        )

    def suggest(
        self,
        document: Document,
        state: State | None,
        then: TakeSuggestions,
        otherwise: Callable[[KnownError], None] | None = None,
        urgency: Urgency = Urgency.NOW,
        *,
        floor: float = HIDDEN,
    ) -> None:
        """Compute suggestions as sure as `floor`, then call `then` with them on this thread."""

        def message() -> EngineMessage:
            asked: EngineMessage = {"do": "suggest", "floor": floor}
            if state is None:
                return asked | {"document": document}
            return asked | {"state": sent_state(state)}

        weight = 1 if urgency is Urgency.NOW else 0
        self._asked += weight

        def ready(answer: EngineMessage) -> None:
            self._asked -= weight
            then(read_part(answer["suggestions"], Suggestions))

        def fail(error: KnownError) -> None:
            self._asked -= weight
            (otherwise or self.silenced.emit)(error)

        self._ask(message, ready, fail, urgency)

    def explain(
        self,
        state: State,
        place: Fragment,
        then: "Callable[[tuple[Explained, ...]], None]",
        *,
        floor: float = HIDDEN,
    ) -> None:
        """Ask what is proposed for the words at a place, and what became of it."""
        self._ask(
            lambda: {
                "do": "explain",
                "state": sent_state(state),
                "place": place,
                "floor": floor,
            },
            lambda answer: then(_explained(answer["explained"])),
            self.silenced.emit,
            Urgency.NOW,
        )

    def missed(self, state: State, then: Callable[[tuple[SuggestedSpan, ...]], None]) -> None:
        """Ask what was left bare but looks like a name, likely ones first."""
        self._ask(
            lambda: {"do": "missed", "state": sent_state(state)},
            lambda answer: then(read_part(answer["suggestions"], Suggestions).spans),
            self.silenced.emit,
            Urgency.NOW,
        )

    def account(self, then: "Callable[[Account], None]") -> None:
        """Ask what it has learnt and how right it has been."""
        self._ask(
            lambda: {"do": "account"},
            lambda answer: then(_account(answer["account"])),
            self.silenced.emit,
            Urgency.NOW,
        )

    def forget(self, then: Callable[[], None]) -> None:
        """Let it forget everything that it has learnt, and what it has kept of it."""

        def forgotten(_: EngineMessage) -> None:
            self._is_learning = False
            self._taught = 0
            then()

        self._ask(lambda: {"do": "forget"}, forgotten, self.silenced.emit, Urgency.NOW)

    def new_run(self) -> Run:
        """What is noted of the suggestions that are being made now."""
        name, version = self._suggester
        return Run(new_id(), name, version, {}, datetime.now(UTC).isoformat(timespec="seconds"))

    def close(self) -> None:
        """Stop at once."""
        self.engine.close()

    # -- within ------------------------------------------------------------------------------------

    def _tell(self, message: Callable[[], EngineMessage]) -> None:
        self._ask(message, _unheard, _unheard, Urgency.SOON)

    def _ask(
        self,
        message: Callable[[], EngineMessage],
        then: Callable[[EngineMessage], None],
        otherwise: Callable[[KnownError], None],
        urgency: Urgency,
    ) -> None:
        """Put a question; the answer is delivered on this thread."""

        def answered(answer: EngineMessage | EngineFault | None) -> None:
            self._heard.emit(lambda: self._deliver(answer, then, otherwise))

        self.engine.ask(EngineQuestion(message, answered), urgency)

    def _note(self, event: EngineMessage) -> None:
        """What the engine says of itself."""
        match event["event"]:
            case "ready":
                self._is_ready = True
                self._suggester = (event.get("name", ""), event.get("version", ""))
                if self._is_silent:
                    self._is_silent = False
                    self.returned.emit()
            case "learnt":
                self._is_learning = False
                self.learnt.emit()
            case "taught":
                self._taught = max(0, self._taught - 1)
                self.learnt.emit()
            case "fault":
                note_trace(event["places"])
                raise EngineFault(event["trace"], event["places"])
            case "forgotten":
                self.lost.emit()
            case "gone" if self._is_ready:
                self._is_ready = self._is_learning = False
                self._taught = 0
                self.lost.emit()

    def _deliver(
        self,
        answer: EngineMessage | EngineFault | None,
        then: Callable[[EngineMessage], None],
        otherwise: Callable[[KnownError], None],
    ) -> None:
        if isinstance(answer, EngineFault):
            raise answer
        if answer is None:
            self._is_silent = True
            otherwise(KnownError("The suggester is not at work; you can go on without it."))
        else:
            then(answer)

    def _give_up_learning(self, _: KnownError) -> None:
        self._is_learning = False

    def _give_up_one(self, _: KnownError) -> None:
        self._taught = max(0, self._taught - 1)


def _gathering(texts: Sequence[str], records: Sequence[Record]) -> Callable[[], EngineMessage]:
    """A message, made when it is sent, with a portion of what is to be learnt."""
    return lambda: {
        "do": "gather",
        "texts": list(texts),
        "records": list(records),
    }


def _explained(part: object) -> "tuple[Explained, ...]":
    from annotation.suggesting.explained import Explained

    return read_part(part, tuple[Explained, ...])


def _account(part: object) -> "Account":
    from annotation.suggesting.account import Account

    return read_part(part, Account)


def _unheard(_: Any) -> None:
    """For answers that say nothing."""


def learning_material(project: Project, annotator: str) -> tuple[list[str], list[Record]]:
    """What a suggester learns from when a project opens: texts, the annotator's own work, and what
    others have finished; what they are still at must not show in anybody's suggestions.
    """
    texts = list(islice(project.texts(), TEXTS_COUNTED))
    annotated = (
        record
        for record in project.records()
        if record.is_annotated and (record.annotator == annotator or record.stage is Stage.FINISHED)
    )
    return texts, list(islice(annotated, RECORDS_LEARNT))
