"""What a batch of finished work holds, and what was decided about batches."""

from collections.abc import Iterator, Sequence

from annotation.sampling.batch import Batch, SamplingUnit, UnitKind
from annotation.sampling.deciding import BatchDecision, read_outcomes, write_outcomes
from storage.corpus.documents import refuse_orphans
from storage.corpus.project_settings import Setting, read_setting, write_setting
from storage.file.project_file import ProjectFile

AT_ONCE = 500  # documents whose units are asked for together
_SETS = (
    "SELECT d.uid, d.sha256, a.name, s.id, d.name FROM document d"
    " CROSS JOIN annotation_set s ON s.document_id = d.id JOIN annotator a ON a.id = s.annotator_id"
    " WHERE d.id > ? AND d.id <= ? AND s.stage = 'finished' ORDER BY d.id, s.id"
)
_SPANS = "SELECT id, tag FROM span WHERE set_id = ? ORDER BY id"


def each_unit(file: ProjectFile, batch: Batch) -> Iterator[SamplingUnit]:
    """Everything that can be drawn from a batch, in the order of import."""
    refuse_orphans(file)
    last = file.value("SELECT max(id) FROM document") or 0
    for start in range(0, last, AT_ONCE):
        for uid, sha256, annotator, set_id, name in file.query(_SETS, start, start + AT_ONCE):
            if not batch.takes(annotator, name):
                continue
            if batch.kind is UnitKind.DOCUMENT:
                yield SamplingUnit(uid, sha256, annotator)
                continue
            for item, tag in file.query(_SPANS, set_id):
                yield SamplingUnit(uid, sha256, annotator, item, tag)


def read_decisions(file: ProjectFile) -> tuple[BatchDecision, ...]:
    """What was decided about batches, oldest first."""
    return read_outcomes(read_setting(file, Setting.BATCHES))


def write_decisions(file: ProjectFile, outcomes: Sequence[BatchDecision]) -> None:
    """Keep these decisions in the place of all that were there."""
    write_setting(file, Setting.BATCHES, write_outcomes(outcomes) if outcomes else None)
