"""The job beside the window: a project's effort, told in one message."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from storage.project import Project
from ui.beside.child import Say, progress
from ui.effort.report import EffortReport, read_effort
from ui.engine.messages import read_part


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Count everybody's effort; there is nothing to choose."""
    del options
    sets = sum(a["sets"] for a in project.stats()["annotators"].values())
    passes = 2 if project.quality.blindness().shares else 1
    report = read_effort(project, progress(say, passes * sets))
    shown = tuple(replace(effort, each=()) for effort in report.annotators)
    say({"is": "effort", "effort": replace(report, annotators=shown)})


def read_report(messages: Iterator[Mapping[str, Any]]) -> EffortReport:
    """What the job said."""
    (found,) = (read_part(message["effort"], EffortReport) for message in messages)
    return found
