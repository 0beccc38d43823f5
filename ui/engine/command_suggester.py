"""A suggester of somebody else's: any command that reads and writes JSON lines."""

import os
import shlex
import subprocess
import threading
from types import TracebackType
from typing import Self

from annotation.errors import AnnotationError, KnownError
from annotation.formats.exchange import read_answer, write_question
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions

PATIENCE = 300.0  # seconds for one document
LONGEST = 64_000_000  # bytes of one answer
LAST = 5.0  # seconds to end by itself when everything is answered


class CommandSuggester:
    """One running command, asked about one document after the other; used as a context.

    KnownError, with a sentence that names the command, for whatever it does wrong.
    """

    def __init__(self, command: str, tagset: Tagset, patience: float = PATIENCE) -> None:
        self.command = command
        self._patience = patience
        self._tagset = tagset
        try:
            words = shlex.split(command, posix=os.name != "nt")
            self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
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
            self._process.kill()
        timer = threading.Timer(LAST, self._process.kill)
        timer.start()
        try:
            self._process.communicate()
        finally:
            timer.cancel()

    def suggest(self, document: Document) -> Suggestions:
        """What the command suggests for a document; KnownError when the answer cannot be used."""
        line = self._ask(write_question(document, self._tagset).encode("utf-8"))
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

    def _ask(self, question: bytes) -> bytes:
        """The line with which it answers; what came of it when it ended or took too long."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(self._patience, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
            return self._process.stdout.readline(LONGEST)
        except OSError:
            return b""
        finally:
            timer.cancel()
