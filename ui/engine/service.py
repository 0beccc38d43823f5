"""The suggester behind the messages: it answers while another one learns, then they change over."""

import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from annotation.record import Record
from annotation.suggesting.suggester import NAME, VERSION, Suggester
from annotation.tagset_file import read_tagset
from ui.engine.messages import (
    Message,
    read_document,
    read_record,
    read_state,
    write_suggestions,
)
from ui.engine.models import Models

LESSON = 100  # records after which what was learnt is kept


class Service:
    """Answers each message with one; `say` sends what nobody asked for.

    `begin` comes first. `gather` brings texts and records, `learn` makes a new suggester of all
    that was gathered, on a thread of its own; the event `learnt` follows. Everything else is
    answered from the one thread that calls `answer`.
    """

    def __init__(self, say: Callable[[Message], None]) -> None:
        self._say = say
        self._lock = threading.Lock()  # held while the suggester is used or changed over
        self._texts: list[str] = []
        self._records: list[Record] = []
        self._late: list[Record] = []  # learnt one by one since the learning began
        self._lessons = 0

    def answer(self, message: Message) -> Message:
        """What a message asks for."""
        match message["do"]:
            case "begin":
                self._tagset = read_tagset(message["tagset"], "tagset")
                self._gazetteers = Path(message["gazetteers"])
                self._models = Models(Path(message["models"]))
                self._suggester = self._new()
                self._models.load_latest(self._suggester)
                return {"name": NAME, "version": VERSION}
            case "gather":
                self._texts += message["texts"]
                self._records += map(read_record, message["records"])
            case "learn":
                self._begin_learning()
            case "learn-one":
                self._learn_one(read_record(message["record"]))
            case "suggest":
                return self._suggest(message)
            case other:
                raise ValueError(f"no message {other!r}")
        return {}

    def _new(self) -> Suggester:
        return Suggester(self._gazetteers, self._tagset)

    def _suggest(self, message: Message) -> Message:
        state = read_state(message["state"]) if "state" in message else None
        document = state.document if state else read_document(message["document"])
        with self._lock:
            found = self._suggester.suggest(document, state, floor=message["floor"])
        return {"suggestions": write_suggestions(found)}

    def _learn_one(self, record: Record) -> None:
        with self._lock:
            self._suggester.learn_one(record)
            self._late.append(record)

    def _begin_learning(self) -> None:
        texts, records = self._texts, self._records
        self._texts, self._records, self._late = [], [], []
        self._lessons += 1
        work = (self._lessons, texts, records)
        threading.Thread(target=self._learn_aside, args=work, name="learning", daemon=True).start()

    def _learn_aside(self, lesson: int, texts: list[str], records: list[Record]) -> None:
        try:
            self._learn(lesson, texts, records)
        except Exception:
            self._say({"event": "fault", "trace": traceback.format_exc()})

    def _learn(self, lesson: int, texts: list[str], records: list[Record]) -> None:
        fresh = self._new()
        if not self._models.load(fresh, texts):
            fresh.count_words(texts)
        for start in range(0, max(len(records), 1), LESSON):
            fresh.learn(records[start : start + LESSON])
            self._models.save(fresh, texts)  # whoever closes the window now need not begin anew
        with self._lock:
            if lesson != self._lessons:
                return  # a later lesson knows more
            fresh.learn(self._late)
            self._suggester = fresh
        self._say({"event": "learnt", "records": len(records)})
