"""The suggester behind the messages: it answers while it learns, or while another one does."""

import gc
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from annotation.suggesting.suggester import NAME, VERSION, Suggester
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Suggestions
from annotation.values.record import Record
from storage.log.traces import trace_of
from ui.engine.answers_first import AnswersFirst, step_back
from ui.engine.messages import EngineMessage, read_part, read_state
from ui.engine.models import Models

LESSON = 100  # records after which what was learnt is kept


class Service:
    """Answers each message with one; `say` sends what nobody asked for.

    `begin` comes first. `gather` brings texts and records, `learn` makes a new suggester of all
    that was gathered, `learn-one` teaches the present one; both happen on threads of their own,
    and the events `learnt` and `taught` follow. Everything else is answered from the one thread
    that calls `answer`.
    """

    def __init__(self, say: Callable[[EngineMessage], None]) -> None:
        self._say = say
        self._turns = AnswersFirst()
        self._texts: list[str] = []
        self._records: list[Record] = []
        self._rests_on_kept = False  # whether what was found in the cache folder is in use
        self._late: list[Record] = []  # learnt one by one since the last lesson was given
        self._finished: SimpleQueue[Record] = SimpleQueue()
        threading.Thread(target=self._learn_finished, name="learning", daemon=True).start()

    def answer(self, message: EngineMessage) -> EngineMessage:
        """What a message asks for; what was kept and is of no use is forgotten over it."""
        try:
            return self._answered(message)
        except Exception:
            if not self._rests_on_kept:
                raise
            self._forget_kept()
            return self._answered(message)

    def _answered(self, message: EngineMessage) -> EngineMessage:
        match message["do"]:
            case "begin":
                return self._begin(message)
            case "gather":
                self._texts += message["texts"]
                self._records += read_part(message["records"], list[Record])
            case "learn":
                self._give_lesson()
            case "learn-one":
                self._give_one(read_part(message["record"], Record))
            case "suggest":
                return self._suggest(message)
            case "explain":
                return self._explain(message)
            case "missed":
                return self._missed(message)
            case "account":
                return {"account": self._suggester.account()}
            case "forget":
                self._forget()
            case other:
                raise ValueError(f"no message {other!r}")
        return {}

    def _begin(self, message: EngineMessage) -> EngineMessage:
        self._tagset = read_tagset(message["tagset"], "tagset")
        self._gazetteers = Path(message["gazetteers"])
        self._models = Models(Path(message["models"]))
        self._suggester = self._new()
        self._rests_on_kept = self._models.load_latest(self._suggester)
        gc.freeze()  # what is there now stays, and need not be looked through for garbage
        return {"name": NAME, "version": VERSION}

    def _new(self) -> Suggester:
        return Suggester(self._gazetteers, self._tagset)

    def _suggest(self, message: EngineMessage) -> EngineMessage:
        with self._turns.asking():
            state = read_state(message["state"]) if "state" in message else None
            document = state.document if state else read_part(message["document"], Document)
            found = self._suggester.suggest(document, state, floor=message["floor"])
            return {"suggestions": found}

    def _explain(self, message: EngineMessage) -> EngineMessage:
        with self._turns.asking():
            state = read_state(message["state"])
            begin, end = message["place"]
            found = self._suggester.explain(
                state.document, state, (begin, end), floor=message["floor"]
            )
            return {"explained": list(found)}

    def _missed(self, message: EngineMessage) -> EngineMessage:
        with self._turns.asking():
            state = read_state(message["state"])
            found = self._suggester.missed(state.document, state)
            return {"suggestions": Suggestions(found)}

    def _forget(self) -> None:
        """Begin anew; a lesson that is being learnt comes too late."""
        self._texts, self._records, self._late = [], [], []
        with self._turns.asking():
            self._suggester = self._new()
        self._rests_on_kept = False
        self._models.forget()

    def _forget_kept(self) -> None:
        """What was found in the cache folder is of no use: it was read, but does not work."""
        self._forget()
        self._say({"event": "forgotten"})

    # -- on threads that learn ---------------------------------------------------------------------

    def _give_one(self, record: Record) -> None:
        self._late.append(record)
        self._finished.put(record)

    def _learn_finished(self) -> None:
        step_back()
        while True:
            record = self._finished.get()
            with self._reporting(), self._turns.changing() as pause:
                self._suggester.learn_one(record, pause)
            self._say({"event": "taught"})

    def _give_lesson(self) -> None:
        lesson = (self._texts, self._records, late := list[Record]())
        self._texts, self._records, self._late = [], [], late
        threading.Thread(target=self._learn_aside, args=lesson, name="lesson", daemon=True).start()

    def _learn_aside(self, texts: list[str], records: list[Record], late: list[Record]) -> None:
        step_back()
        with self._reporting():
            try:
                is_newest = self._learn(texts, records, late)
            except Exception:  # what was kept is of no use: without it
                self._models.forget()
                is_newest = self._learn(texts, records, late)
            if is_newest:
                self._say({"event": "learnt", "records": len(records)})

    def _learn(self, texts: list[str], records: list[Record], late: list[Record]) -> bool:
        """Make a suggester of all this beside the one that answers, and let it take over.

        False when a later lesson knows more.
        """
        fresh, rest = self._new(), self._turns.rest
        is_kept = self._models.load(fresh, texts)
        if not is_kept:
            fresh.count_words(texts)
        for start in range(0, max(len(records), 1), LESSON):
            fresh.learn(records[start : start + LESSON], rest)
            if late is not self._late:
                return False
            self._models.save(fresh, texts)  # whoever closes the window now need not begin anew
        with self._turns.changing() as pause:
            while late:
                fresh.learn_one(late.pop(0), pause)
            self._suggester = fresh
            self._rests_on_kept = is_kept
        return True

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """What goes wrong, as an event; what was kept is suspected first."""
        try:
            yield
        except Exception as error:
            if self._rests_on_kept:
                self._forget_kept()
                return
            trace = traceback.format_exc()
            self._say({"event": "fault", "trace": trace, "places": trace_of(error)})
