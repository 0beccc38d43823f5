"""The job beside the window: what in a project's work is probably wrong, told line by line."""

from collections.abc import Mapping
from typing import Any

from annotation.values.items import Stage
from storage.project import Project
from ui.beside.child import Say, progress

SHOWN = 5000  # findings that a person may look through; the most probable ones


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Look for errors in the sets of these stages."""
    count = progress(say, 2 * len(project.documents("")))

    def go_on(done: int) -> bool:
        count(done)
        return True

    stages = frozenset(Stage(stage) for stage in options["stages"])
    for finding in project.review(stages=stages, progress=go_on)[:SHOWN]:
        say({"is": "finding", "finding": finding})
