"""What effort is counted from: one annotator's work on one document, with its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotation.values.items import Origin, Stage, Verdict
from annotation.values.transaction import Op

IDLE = 60.0  # seconds: a longer gap between two acts is a pause
AFTER_IDLE = 10.0  # seconds that an act after a pause, or the first of all, counts as

# Nobody sits over these as an annotator: they come from files, or are a curator's or reviewer's.
NOT_ANNOTATING = frozenset({Op.IMPORT, Op.CURATE, Op.REMARK, Op.REVIEW})
# What an annotator makes; the rest came from elsewhere.
ANNOTATED = frozenset({Origin.BY_HAND, Origin.ACCEPTED, Origin.CORRECTED, Origin.PROPAGATED})


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A line of the journal, as far as effort needs it; `at` in seconds, UTC.

    `is_on_relation` says whether a relation is among what the step changes.
    """

    id: str
    at: float
    op: Op
    reverts: str | None = None
    batch: str | None = None
    is_on_relation: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What stands in an annotation set, and the steps that led there, oldest first.

    `words` are stretches of the document between spaces; `spans` and `relations` are counted by
    origin, `verdicts` are the decisions that stand. A set that is curated settles positions.
    """

    annotator: str
    document: str
    sha256: str
    words: int
    stage: Stage
    spans: Mapping[Origin, int] = field(default_factory=dict)
    relations: Mapping[Origin, int] = field(default_factory=dict)
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    steps: tuple[TimedStep, ...] = ()
    is_curated: bool = False


def made(counts: Mapping[Origin, int]) -> int:
    """How many of the items are the annotator's own doing."""
    return sum(number for origin, number in counts.items() if origin in ANNOTATED)
