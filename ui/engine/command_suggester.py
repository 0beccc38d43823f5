"""A suggester of somebody else's: any command that reads and writes JSON lines."""

import os
import shlex
from types import TracebackType
from typing import Self

from annotation.errors import AnnotationError, KnownError
from annotation.formats.exchange import read_answer, write_question
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from ui.engine.child_process import ChildProcess

PATIENCE = 300.0  # seconds for one document
LAST = 5.0  # seconds to end by itself when everything is answered


class CommandSuggester:
    """One running command, asked about one document after the other; used as a context.

    KnownError, with a sentence that names the command, for whatever it does wrong.
    """

    def __init__(
        self,
        command: str,
        tagset: Tagset,
        patience: float = PATIENCE,
        *,
        heads_group: bool = True,
    ) -> None:
        self.command = command
        self._patience = patience
        self._tagset = tagset
        try:
            words = shlex.split(command, posix=os.name != "nt")
            self._process = ChildProcess(words, heads_group=heads_group)
        except (OSError, ValueError, IndexError) as error:
            raise KnownError("{command} cannot be started.", command=command) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.end()
        elif self._process.finish(LAST).strip():
            raise self._wrote_too_much()

    def suggest(self, document: Document) -> Suggestions:
        """What the command suggests for a document; KnownError when the answer cannot be used."""
        if self._process.has_line:
            raise self._wrote_too_much()
        self._process.send(write_question(document, self._tagset).encode("utf-8"))
        try:
            line = self._process.line(self._patience)
        except TimeoutError as error:
            raise KnownError(
                "{command} gave no answer for “{document}” in {seconds} seconds.",
                command=self.command,
                document=document.name,
                seconds=f"{self._patience:g}",
            ) from error
        if not line.endswith(b"\n"):
            raise KnownError(
                "{command} gave no whole answer for “{document}”.",
                command=self.command,
                document=document.name,
            )
        try:
            return read_answer(line, document, self._tagset, self.command)
        except AnnotationError as error:
            raise KnownError(
                "{command} answered for “{document}” what cannot be used: {reason}",
                command=self.command,
                document=document.name,
                reason=error,
            ) from error

    def _wrote_too_much(self) -> KnownError:
        """Each answer is one line: with one more, nobody knows which belongs to which document."""
        return KnownError(
            "{command} wrote more than one line for each document: its answers may belong to "
            "other documents.",
            command=self.command,
        )
