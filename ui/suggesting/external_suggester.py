"""A suggester of somebody else's, asked in the background: the window's end of its process."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from ui.engine.engine import Engine, EngineQuestion, Urgency
from ui.engine.messages import EngineMessage, read_part
from ui.engine.process import EngineFault

COMMAND = (sys.executable, "-P", "-m", "ui.engine.external_service")
PATIENCE = 3  # refused answers in a row after which it is asked no more


class ExternalSuggester(QObject):
    """Asks a command or a folder about each document once; its answers do not depend on the work.

    Signals:
        answered: Emitted with the id of a document about which an answer has come.
        refused: Emitted with the KnownError that says what was wrong, when it is not the last one.
    """

    answered = Signal(str)
    refused = Signal(object)
    _heard = Signal(object)

    def __init__(self, other: str, tagset: Tagset, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.other = other
        self._found: dict[str, Suggestions] = {}
        self._asked: set[str] = set()
        self._refusals = 0
        self._last = ""
        self._heard.connect(lambda act: act(), Qt.ConnectionType.QueuedConnection)
        begin = {"do": "begin", "tagset": tagset.source, "with": other}
        self._engine = Engine(begin, lambda event: None, COMMAND)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asked)

    def found(self, document_id: str) -> Suggestions:
        """What it has suggested for a document so far."""
        return self._found.get(document_id, Suggestions())

    def ask(self, document: Document, urgency: Urgency) -> None:
        """Ask about a document, unless that was done."""
        if document.id in self._found or document.id in self._asked:
            return
        if self._refusals >= PATIENCE:
            return
        self._asked.add(document.id)
        self._engine.ask(
            EngineQuestion(
                lambda: {"do": "suggest", "document": document},
                self._then(lambda answer: self._take(document.id, answer)),
            ),
            urgency,
        )

    def close(self) -> None:
        """Stop at once."""
        self._engine.close()

    # -- within ------------------------------------------------------------------------------------

    def _then(
        self, take: Callable[[EngineMessage | EngineFault | None], None]
    ) -> Callable[[EngineMessage | EngineFault | None], None]:
        return lambda answer: self._heard.emit(lambda: take(answer))

    def _take(self, document_id: str, answer: EngineMessage | EngineFault | None) -> None:
        self._asked.discard(document_id)
        if isinstance(answer, EngineFault):
            raise answer
        if answer is None:
            gone = "{command} has ended again and again, and is asked no more."
            self._refuse(KnownError(gone, command=self.other))
            self._refusals = PATIENCE
        elif "refused" in answer:
            template, values = answer["refused"]
            self._refuse(KnownError(template, **values))
        else:
            self._refusals = 0
            self._found[document_id] = read_part(answer["suggestions"], Suggestions)
            self.answered.emit(document_id)

    def _refuse(self, error: KnownError) -> None:
        self._refusals += 1
        if str(error) != self._last:
            self._last = str(error)
            self.refused.emit(error)
