"""Acts that this computer knows as saved and the project lacks: offered, and never added by
themselves, for whoever puts an older copy in the place of a project may want that copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.errors import Refusal
from storage.file.project_file import ProjectFile
from storage.safekeeping.recovery import LeftOut, write_missing
from storage.safekeeping.side_journal import SideStep, SideSteps
from storage.work import journal

Place = tuple[str, str]  # a document's id and an annotator


@dataclass(frozen=True, slots=True)
class LostActs:
    """How many acts the project lacks, on which documents, and when they were done, first to last.

    A document that the project lacks as well is called by its id.
    """

    acts: int
    documents: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """How many acts are in the project again, and those that do not fit into it any more."""

    acts: int
    left_out: tuple[LeftOut, ...]


def find_lost(file: ProjectFile, known: SideSteps, *, with_left: bool) -> list[SideStep]:
    """The steps that were in the project and are not, and those that wait behind them, in their
    order; those that somebody left out before only `with_left`.
    """
    there = journal.steps_among(file, (step.entry.step_id for step in known.steps))
    missing = [step for step in known.steps if step.entry.step_id not in there]
    lost = known.done if with_left else known.done - known.left
    places = {place_of(step) for step in missing if step.entry.step_id in lost}
    return [
        step
        for step in missing
        if step.entry.step_id in lost
        or (step.entry.step_id not in known.done and place_of(step) in places)
    ]


def describe(file: ProjectFile, lost: Sequence[SideStep]) -> LostActs | None:
    """What these steps are, for a person; None for none."""
    if not lost:
        return None
    times = sorted(step.entry.at for step in lost)
    documents = dict.fromkeys(_name(file, step.document) for step in lost)
    return LostActs(len(lost), tuple(documents), times[0], times[-1])


def bring_back(file: ProjectFile, lost: Iterable[SideStep]) -> Iterator[BroughtBack]:
    """Write lost steps, those of one set at each step; what became of them so far.

    KnownError when the disk refuses.
    """
    sets: dict[Place, list[SideStep]] = {}
    for step in lost:
        sets.setdefault(place_of(step), []).append(step)
    so_far = BroughtBack(0, ())
    for (document, annotator), steps in sets.items():
        written, unfit = write_missing(file, steps)
        left_out = so_far.left_out
        if unfit:
            reason: Refusal = unfit[0].reason
            left_out += (LeftOut(_name(file, document), annotator, len(unfit), reason),)
        so_far = BroughtBack(so_far.acts + len(written), left_out)
        yield so_far


def place_of(step: SideStep) -> Place:
    """Whose work on which document a step belongs to."""
    return step.document, step.annotator


def _name(file: ProjectFile, document: str) -> str:
    return file.value("SELECT name FROM document WHERE uid = ?", document) or document
