"""What is ready to be decided: it lies beside the project, which it has not touched."""

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from annotation.files.placing import remove_file
from storage.exchange.staging_file import StagedFile
from storage.file.project_file import ProjectFile

Answer = TypeVar("Answer")
WorkPlace = tuple[str, str]  # a document's id and an annotator


@dataclass(frozen=True, slots=True)
class StagedSteps:
    """Steps, and documents, that are checked and lie in a file beside the project.

    `sets` are those of documents that the project has. `last_step` and `last_document` say up to
    where it was looked at, `openings` up to which opening of a set; None where that plays no part.
    """

    id: str
    at: str
    file: StagedFile
    sets: frozenset[WorkPlace]
    last_step: int
    last_document: int | None = None
    openings: int | None = None

    def discard(self) -> None:
        """Leave nothing behind of what was not decided."""
        with contextlib.suppress(OSError):
            remove_file(self.file.path)


def end_of(steps: Generator[object, None, Answer]) -> Answer:
    """Take all steps at once; what they come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


def last_row(file: ProjectFile, table: str) -> int:
    """The number of the last row of a table; 0 where there is none."""
    return int(file.value(f"SELECT coalesce(max(id), 0) FROM {table}"))
