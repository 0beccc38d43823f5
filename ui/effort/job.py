"""The job beside the window: a project's effort, told in one message."""

from collections.abc import Iterator, Mapping
from typing import Any

from storage.project import Project
from ui.beside.child import Say, progress
from ui.effort.data import effort_data, read_effort_data
from ui.effort.report import EffortReport, read_effort


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Count everybody's effort; there is nothing to choose."""
    del options
    sets = sum(a["sets"] for a in project.stats()["annotators"].values())
    passes = 2 if project.quality.blindness().shares else 1
    say({"is": "effort", "effort": effort_data(read_effort(project, progress(say, passes * sets)))})


def read_report(messages: Iterator[Mapping[str, Any]]) -> EffortReport:
    """What the job said."""
    (found,) = (read_effort_data(message["effort"]) for message in messages)
    return found
