"""What a review looks through: everybody's work with what was suggested, and how fast it was."""

import contextlib
from collections.abc import Callable, Collection, Iterator

from annotation.effort.work import NOT_ANNOTATING
from annotation.review.finding import Doubt, Finding, FindingKind, finding_id
from annotation.review.likelihood import FLOOR
from annotation.review.pace import Hurry, PacedStep, hurries
from annotation.review.reviewed_document import Material
from annotation.review.search import FINISHED, MOST, review
from annotation.review.wording import context_of
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Span, Stage, Verdict
from annotation.values.transaction import Op
from storage.corpus.documents import document_of_row, find_document
from storage.file.project_file import ProjectFile
from storage.file_format.codec import read_changes, reading_items
from storage.review.side_by_side import each_side_by_side
from storage.system.clock import seconds_of
from storage.work.sets import collector_resting
from storage.work.suggestions import read_suggestions


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
    """Stretches of decisions that were made faster than anybody reads, set by set."""
    sets = file.query(
        "SELECT s.id, s.document_id, a.name, s.stage FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id ORDER BY s.document_id, s.id"
    )
    for set_id, row, annotator, stage in sets:
        if stage not in stages:
            continue
        for hurry in hurries(_acts(file, set_id)):
            if hurry.score >= FLOOR:
                yield _hurry_finding(file, row, annotator, hurry)


def _acts(file: ProjectFile, set_id: int) -> list[PacedStep]:
    """An annotator's acts in a set with their times; without those whose time cannot be read."""
    acts = []
    lines = file.query("SELECT step_id, op, at FROM journal WHERE set_id = ? ORDER BY id", set_id)
    for step_id, op, at in lines:
        if op in NOT_ANNOTATING:
            continue
        with contextlib.suppress(ValueError):  # times are informative only
            items = len(_items(file, step_id)) if op == Op.ACCEPT_MANY else 1
            acts.append(PacedStep(step_id, Op(op), seconds_of(at), items))
    return acts


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
        finding_id(document.sha256, annotator, Doubt.PACE, hurry.step_id),
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
        Doubt.PACE,
    )
