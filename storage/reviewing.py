"""What a review looks through: everybody's work with what was suggested, and how fast it was."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import groupby

from annotation.errors import AnnotationError
from annotation.items import Span, Stage, Verdict
from annotation.review.finding import Finding, FindingKind, finding_id
from annotation.review.likelihood import FLOOR
from annotation.review.pace import Act, Hurry, hurries
from annotation.review.scene import Material
from annotation.review.search import FINISHED, MOST, review
from annotation.review.wording import context_of
from annotation.state import State
from annotation.tagset import Tagset
from annotation.transaction import Op, Transaction
from storage.assignment import works_in_own_file
from storage.clock import now
from storage.codec import read_changes, reading_items
from storage.documents import document_of_row, find_document
from storage.entries import Entry
from storage.ids import new_id
from storage.project_file import ProjectFile
from storage.sets import collector_resting, find_set, read_state
from storage.side_by_side import each_side_by_side
from storage.suggestions import read_suggestions

Command = Callable[[State], Transaction | None]
_TIMED = (Op.ACCEPT, Op.REJECT, Op.CORRECT, Op.SKIP, Op.ACCEPT_MANY)


def each_material(file: ProjectFile) -> Iterator[Material]:
    """Everything that a review needs of each document on which somebody works."""
    has_suggestions = file.value("SELECT 1 FROM suggestion_run LIMIT 1") is not None
    for records in each_side_by_side(file):
        if not has_suggestions:
            yield Material(records)
            continue
        row, _ = find_document(file, records[0].document.id)
        suggestions = read_suggestions(file, row)
        yield Material(records, suggestions, _verdicts(file, row) if suggestions else {})


def _verdicts(file: ProjectFile, row: int) -> dict[str, dict[str, Verdict]]:
    """What everybody decided on the suggestions of a document."""
    rows = file.query(
        "SELECT a.name, d.suggestion, d.verdict FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id JOIN decision d ON d.set_id = s.id"
        " WHERE s.document_id = ?",
        row,
    )
    verdicts: dict[str, dict[str, Verdict]] = {}
    with reading_items():
        for annotator, suggestion, verdict in rows:
            verdicts.setdefault(annotator, {})[suggestion] = Verdict(verdict)
    return verdicts


def find_errors(
    file: ProjectFile,
    tagset: Tagset,
    *,
    stages: Collection[Stage] = FINISHED,
    progress: Callable[[int], bool] = lambda _: True,
) -> list[Finding]:
    """What in everybody's work is probably wrong, the most probable first."""
    with collector_resting():
        found = review(lambda: each_material(file), tagset, stages=stages, progress=progress)
        found += _hurried(file, stages)
    return sorted(found, key=lambda finding: finding.sort_key)[:MOST]


# -- pace -----------------------------------------------------------------------------------------


def _hurried(file: ProjectFile, stages: Collection[Stage]) -> Iterator[Finding]:
    """Stretches of decisions that were made faster than anybody reads."""
    places = ", ".join(f"'{op.value}'" for op in _TIMED)
    rows = file.query(
        "SELECT s.document_id, a.name, s.stage, j.step_id, j.op, j.at, length(j.changes)"
        " FROM journal j JOIN annotation_set s ON s.id = j.set_id"
        " JOIN annotator a ON a.id = s.annotator_id"
        f" WHERE j.op IN ({places}) ORDER BY j.set_id, j.id"
    )
    for (row, annotator, stage), lines in groupby(rows, key=lambda line: line[:3]):
        if stage in stages:
            acts = [act for act in (_act(file, *line[3:]) for line in lines) if act is not None]
            for hurry in hurries(acts):
                if hurry.score >= FLOOR:
                    yield _hurry_finding(file, row, annotator, hurry)


def _act(file: ProjectFile, step_id: str, op: str, at: str, length: int) -> Act | None:
    """A step with its time; None where the time cannot be read, for it is informative only."""
    try:
        seconds = datetime.fromisoformat(at).timestamp()
    except ValueError:
        return None
    items = len(_items(file, step_id)) if op == Op.ACCEPT_MANY and length else 1
    return Act(step_id, Op(op), seconds, items)


def _items(file: ProjectFile, step_id: str) -> list[tuple[int, int]]:
    """The places of the spans that a step made."""
    text = file.value("SELECT changes FROM journal WHERE step_id = ?", step_id)
    items = (change.after for change in read_changes(text))
    return [(item.begin, item.end) for item in items if isinstance(item, Span)]


def _hurry_finding(file: ProjectFile, row: int, annotator: str, hurry: Hurry) -> Finding:
    document = document_of_row(file, row)
    place = min(_items(file, hurry.step_id), default=(0, min(len(document.text), 1)))
    before, words, after = context_of(document.text, *place)
    return Finding(
        finding_id(document.sha256, annotator, hurry.doubt, hurry.step_id),
        FindingKind.PACE,
        document.id,
        annotator,
        (),
        *place,
        hurry.score,
        hurry.reason,
        None,
        document.name,
        before,
        words,
        after,
        hurry.doubt,
    )


# -- fixing ---------------------------------------------------------------------------------------


def prepare_fix(
    file: ProjectFile, document_uid: str, annotator: str, command: Command, *, by: str
) -> tuple[int, Entry] | None:
    """The step that a command makes in somebody's set, to be committed; None for nothing to do.

    Refused where that person works in a file of their own: the two would contradict each other.
    """
    row, document = find_document(file, document_uid)
    if annotator != by and works_in_own_file(file, annotator, row):
        raise AnnotationError(
            "{annotator} works on this in a file of their own; write a comment instead.",
            annotator=annotator,
        )
    set_id = find_set(file, row, annotator)
    if set_id is None:
        raise AnnotationError("This annotation set is not in the project.")
    act = command(read_state(file, set_id, document))
    return None if act is None else (set_id, Entry(new_id(), now(), act))
