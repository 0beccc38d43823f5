"""What the influence of suggestions is told in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotation.agreement.figures import Figure

NOT_ENOUGH = Figure(None, None, None, 0)


class Aspect(StrEnum):
    """What is compared."""

    DENSITY = "spans-per-hundred-words"
    ACTS = "acts-per-span"
    SECONDS = "seconds-per-span"
    AGREEMENT = "agreement"  # F1 of spans with the same bounds and tag, with whoever else did them


@dataclass(frozen=True, slots=True)
class Contrast:
    """One aspect with suggestions, blind, and the first less the second."""

    suggested: Figure = NOT_ENOUGH
    blind: Figure = NOT_ENOUGH
    difference: Figure = NOT_ENOUGH


@dataclass(frozen=True, slots=True)
class Influence:
    """What suggestions change for one annotator, or for all where `annotator` is empty.

    `left_out` are finished documents that were begun before any share was set, and those that had
    been done with suggestions before they became blind.
    """

    annotator: str
    suggested: int
    blind: int
    left_out: int
    contrasts: Mapping[Aspect, Contrast]
