"""What became of a proposal, as the window is told it."""

from dataclasses import dataclass
from enum import StrEnum

from annotation.values.items import SuggestedSpan

WordsRange = tuple[int, int]


class Because(StrEnum):
    """What became of a proposal."""

    SHOWN = "shown"
    OVERLAPPED = "overlapped"  # a span that is there stands in its way
    SILENCED = "silenced"  # its source has been wrong here too often
    RIVAL = "rival"  # a better proposal stands in its way
    UNSURE = "unsure"  # its score is below what is shown


@dataclass(frozen=True, slots=True)
class Explained:
    """A proposal, what became of it, and what was in its way; `right` of `judged` is the record
    of a rule that was silenced.
    """

    suggestion: SuggestedSpan
    because: Because
    other: WordsRange | None = None
    other_tag: str = ""
    other_score: float = 0.0
    right: int = 0
    judged: int = 0
