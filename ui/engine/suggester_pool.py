"""Several suggesters at once, for a corpus: one process on each core, and all know the same."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from annotation.errors import KnownError
from annotation.suggesting.tiers import HIDDEN
from annotation.values.items import Document, Suggestions
from ui.engine.messages import EngineMessage, read_part
from ui.engine.process import EngineProcess, Gone

TRIES = 3  # deaths over one document after which it is given up


class SuggesterPool:
    """A number of processes that begin alike; used as a context, which ends them."""

    def __init__(self, begin: EngineMessage, size: int) -> None:
        self._begin = begin
        self._size = size
        self._idle: SimpleQueue[EngineProcess | None] = SimpleQueue()
        for _ in range(size):
            self._idle.put(None)  # started when it is needed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while not self._idle.empty():
            process = self._idle.get()
            if process is not None:
                process.close()

    def suggest(self, documents: Sequence[Document]) -> list[Suggestions]:
        """What is suggested for each of these documents, in their order."""
        with ThreadPoolExecutor(self._size, thread_name_prefix="crew") as threads:
            return list(threads.map(self._suggest, documents))

    def _suggest(self, document: Document) -> Suggestions:
        process = self._idle.get()
        try:
            for _ in range(TRIES):
                try:
                    process = process or self._start()
                    question = {
                        "do": "suggest",
                        "floor": HIDDEN,
                        "document": document,
                    }
                    return read_part(process.ask(question)["suggestions"], Suggestions)
                except Gone:
                    if process is not None:
                        process.close()
                    process = None
        finally:
            self._idle.put(process)
        raise KnownError(
            "The suggester ends whenever it comes to “{document}”.", document=document.name
        )

    def _start(self) -> EngineProcess:
        process = EngineProcess(lambda event: None)
        process.ask(self._begin)
        return process
