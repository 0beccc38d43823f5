"""The report on effort, read from a project."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from annotation.effort.figures import AnnotatorEffort
from annotation.effort.influence import Influence
from storage.project import Project

SEED = 20  # the same project gives the same intervals each time
TellCount = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class EffortReport:
    """Everybody's effort, and what suggestions change where a share of documents goes without."""

    blind_share: float
    annotators: tuple[AnnotatorEffort, ...]
    influences: tuple[Influence, ...] = ()


def read_effort(project: Project, count: TellCount, annotator: str | None = None) -> EffortReport:
    """Go through the journal, and through everybody's sets where there is something to compare.

    `count` hears how many annotation sets have gone by. Of one annotator, the report holds what the
    one on everybody says of them.
    """
    # The products of matrices are small: on busy cores, threads would wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np  # only now, for the line above and because it takes a tenth of a second

    from annotation.effort.bias import Alike, influence_of
    from annotation.effort.measuring import EffortGathering

    gathering, done = EffortGathering(), 0
    for done, work in enumerate(project.quality.works(), 1):
        gathering.add(work)
        count(done)
    blindness, alike = project.quality.blindness(), Alike()
    curators = frozenset(project.curating.curators())
    for records in project.sets_side_by_side() if blindness.shares else ():
        alike.add([record for record in records if record.annotator not in curators])
        done += len(records)
        count(done)
    efforts = gathering.told(offset=_offset())
    influences = influence_of(efforts, blindness, alike, np.random.default_rng(SEED))
    if annotator is not None:
        efforts = tuple(effort for effort in efforts if effort.annotator == annotator)
        influences = tuple(told for told in influences if told.annotator == annotator)
    return EffortReport(blindness.share, efforts, influences)


def _offset() -> float:
    """How many seconds days begin before those of UTC here, now."""
    ahead = datetime.now().astimezone().utcoffset()
    return ahead.total_seconds() if ahead else 0.0
