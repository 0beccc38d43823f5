"""Effort of works that a test made."""

from collections.abc import Iterable

from annotation.effort.figures import AnnotatorEffort
from annotation.effort.measuring import EffortGathering
from annotation.effort.work import Work


def effort_of(works: Iterable[Work], *, offset: float = 0) -> tuple[AnnotatorEffort, ...]:
    """The effort of everybody whose works these are."""
    gathering = EffortGathering()
    for work in works:
        gathering.add(work)
    return gathering.told(offset=offset)
