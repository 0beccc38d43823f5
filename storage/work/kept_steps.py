"""The steps that can be undone, as they lie in the journal; each is read when it is asked for.

An import of 150,000 items is one step of 30 MB: read at every opening it would take longer than
all the rest, and hardly anybody undoes it.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotation.values.transaction import Op, Transaction
from storage.file_format.codec import read_changes, reading_items


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A line of the journal without its place; `changes` is JSON, compressed when it is long."""

    op: str
    reverts: str | None
    batch: str | None
    changes: str | bytes

    def read(self) -> Transaction:
        """The step; KnownError when it is damaged."""
        changes = self.changes
        if isinstance(changes, bytes):
            changes = zlib.decompress(changes).decode("utf-8")
        with reading_items():
            return Transaction(Op(self.op), read_changes(changes), self.reverts, self.batch)


class KeptSteps(Mapping[str, Transaction]):
    """Steps by their ids."""

    def __init__(self, steps: Iterable[tuple[str, KeptStep]] = ()) -> None:
        self._steps = dict(steps)

    def __getitem__(self, step_id: str) -> Transaction:
        return self._steps[step_id].read()

    def batches(self) -> dict[str, str]:
        """The steps that are parts of batches, without reading what they changed."""
        return {id: step.batch for id, step in self._steps.items() if step.batch}

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)
