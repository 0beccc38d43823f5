"""A batch of finished work, what is judged in it, and the sample that everybody draws alike."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from annotation.errors import AnnotationError

MOST = 5000  # what a person may set out to judge
_DIGEST = 8  # bytes of a hash that decide


class UnitKind(StrEnum):
    """What is judged one by one."""

    SPAN = "span"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Batch:
    """Finished sets of some annotators, all where none is named, in documents of a name.

    `name` is a pattern with * and ?, empty for every name. `size` units are drawn; the batch is
    accepted when at most the share `limit` is faulty. `draw` tells one drawing from the next.
    """

    annotators: tuple[str, ...] = ()
    name: str = ""
    kind: UnitKind = UnitKind.SPAN
    size: int = 100
    limit: float = 0.05
    draw: int = 1

    def takes(self, annotator: str, document_name: str) -> bool:
        """Whether an annotator's finished set of a document of this name belongs to it."""
        is_theirs = not self.annotators or annotator in self.annotators
        return is_theirs and (not self.name or fnmatchcase(document_name, self.name))

    @property
    def seed(self) -> str:
        """What decides the drawing: the batch and which drawing it is, not the size or limit."""
        return "\x1f".join((*sorted(self.annotators), self.name, self.kind, str(self.draw)))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Batch":
        """From what `data` gave."""
        annotators, kind = tuple(data["annotators"]), UnitKind(data["kind"])
        return cls(**{**data, "annotators": annotators, "kind": kind})

    def data(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def check_batch(batch: Batch) -> None:
    """AnnotationError when nothing can be decided by such a sample."""
    if not 1 <= batch.size <= MOST:
        raise AnnotationError("A sample has from 1 to {most} places.", most=MOST)
    if not 0 < batch.limit < 1:
        raise AnnotationError(
            "The share of faulty places that is allowed lies between 0% and 100%."
        )


@dataclass(frozen=True, slots=True)
class SamplingUnit:
    """A span of somebody's, or with an empty `item` all their work in a document."""

    document: str
    sha256: str
    annotator: str
    item: str = ""
    tag: str = ""

    @property
    def key(self) -> str:
        """What it is known by in every file."""
        return "\x1f".join((self.sha256, self.annotator, self.item))


@dataclass(frozen=True, slots=True)
class Sample:
    """The units drawn, in the order in which they are to be judged, and how many there are."""

    units: tuple[SamplingUnit, ...]
    population: int
    by_annotator: tuple[tuple[str, int], ...]


def draw(units: Iterable[SamplingUnit], batch: Batch, project: str) -> Sample:
    """The units of the lowest hashes: the same wherever it is drawn, whatever order they come in.

    A larger sample begins with the smaller one, so that going on takes nothing back.
    """
    counts: Counter[str] = Counter()
    seed = f"{project}\x1f{batch.seed}"
    ranked = _ranked(units, seed, counts)
    chosen = heapq.nsmallest(batch.size, ranked, key=lambda pair: pair[0])
    drawn = tuple(unit for _, unit in chosen)
    return Sample(drawn, sum(counts.values()), tuple(sorted(counts.items())))


def _ranked(
    units: Iterable[SamplingUnit], seed: str, counts: Counter[str]
) -> Iterator[tuple[tuple[int, str], SamplingUnit]]:
    for unit in units:
        counts[unit.annotator] += 1
        digest = hashlib.sha256(f"{seed}\x1e{unit.key}".encode()).digest()[:_DIGEST]
        yield (int.from_bytes(digest, "big"), unit.key), unit
