"""What effort is told in. None stands wherever there is not enough data for a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from annotation.values.items import Origin, Verdict

DAY = 86_400  # seconds
POINTS = 24  # of a learning curve


@dataclass(frozen=True, slots=True)
class Pace:
    """What some items took: acts and seconds of work, and how many stand at the end."""

    made: int = 0
    acts: int = 0
    seconds: float = 0.0

    @property
    def acts_each(self) -> float | None:
        """Acts an item."""
        return self.acts / self.made if self.made else None

    @property
    def seconds_each(self) -> float | None:
        """Seconds an item."""
        return self.seconds / self.made if self.made else None


@dataclass(frozen=True, slots=True)
class VerdictEffort:
    """One verdict on suggestions: how often it stands, its share of all, and how long it takes.

    `seconds` is the median of the `timed` decisions: those taken alone and not after a pause.
    """

    verdict: Verdict
    count: int
    share: float | None
    timed: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class DocumentEffort:
    """One document of an annotator, `begun` with its first act (seconds, UTC).

    `decisions` are the verdicts on suggestions that stand.
    """

    document: str
    sha256: str
    begun: float
    is_finished: bool
    words: int
    spans: Pace
    relations: Pace
    acts: int
    seconds: float
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class PeriodEffort:
    """What was done in a day or a week, known by its first day: days since 1970-01-01."""

    day: int
    acts: int
    seconds: float
    documents: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Some documents that were worked on one after the other: the first of them, and their pace."""

    first: int
    documents: int
    spans: Pace


@dataclass(frozen=True, slots=True)
class AnnotatorEffort:
    """Everything one annotator's journal says of their effort.

    `documents`, `finished` and `words` count what has an act of theirs; `each` holds these, in the
    order in which they were begun, and `curve` their pace in that order. `origins` counts all
    spans of their sets. `pauses` are the gaps that were left out.
    """

    annotator: str
    documents: int
    finished: int
    words: int
    spans: Pace
    relations: Pace
    acts: int
    seconds: float
    pauses: int
    undone: int
    verdicts: tuple[VerdictEffort, ...]
    origins: tuple[tuple[Origin, int], ...]
    days: tuple[PeriodEffort, ...]
    weeks: tuple[PeriodEffort, ...]
    curve: tuple[CurvePoint, ...]
    each: tuple[DocumentEffort, ...] = ()

    @property
    def seconds_a_document(self) -> float | None:
        """Seconds of work a document."""
        return self.seconds / self.documents if self.documents else None

    @property
    def seconds_a_hundred_words(self) -> float | None:
        """Seconds of work on a hundred words."""
        return 100 * self.seconds / self.words if self.words else None

    @property
    def undo_rate(self) -> float | None:
        """Which share of the acts takes another back."""
        return self.undone / self.acts if self.acts else None

    def origin_share(self, origin: Origin) -> float | None:
        """Which share of the spans came about this way."""
        total = sum(number for _, number in self.origins)
        return dict(self.origins).get(origin, 0) / total if total else None


def learning_curve(
    documents: Iterable[DocumentEffort], points: int = POINTS
) -> tuple[CurvePoint, ...]:
    """The pace on spans over the documents in the order of work, in so many even groups or fewer.

    Sums are divided, not each document's figure averaged: a document of one span weighs little.
    """
    worked = [document for document in documents if document.acts]
    count = min(points, len(worked))
    edges = [len(worked) * number // count for number in range(count + 1)] if count else []
    curve = []
    for first, last in pairwise(edges):
        some = worked[first:last]
        curve.append(CurvePoint(first, len(some), added_up(d.spans for d in some)))
    return tuple(curve)


def added_up(paces: Iterable[Pace]) -> Pace:
    """Several paces together."""
    made = acts = 0
    seconds = 0.0
    for pace in paces:
        made, acts, seconds = made + pace.made, acts + pace.acts, seconds + pace.seconds
    return Pace(made, acts, seconds)
