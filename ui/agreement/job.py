"""The job beside the window: a project's agreement, told line by line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from annotation.agreement.measuring import agreement_of
from annotation.values.items import Stage
from annotation.values.record import Record
from storage.project import Project
from ui.agreement.messages import agreement_messages
from ui.agreement.words import SEED, cause_words
from ui.beside.child import Say, progress


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Compare the sets of the annotators (all where none is named) in these stages."""
    chosen = frozenset(options["annotators"])
    found = agreement_of(
        _documents(project, chosen, say),
        project.tagset,
        np.random.default_rng(SEED),
        words=cause_words(),
        stages=frozenset(Stage(stage) for stage in options["stages"]),
    )
    for message in agreement_messages(found):
        say(message)


def _documents(project: Project, chosen: frozenset[str], say: Say) -> Iterator[Sequence[Record]]:
    """Everybody's records, document by document, without those of whom is not asked for."""
    count = progress(say, len(project.documents("")))
    for number, records in enumerate(project.sets_side_by_side(), 1):
        yield [r for r in records if r.annotator in chosen] if chosen else records
        count(number)
