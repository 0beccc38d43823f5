"""What everybody did, set by set, with the times of their steps: for effort."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from annotation.effort.work import TimedStep, Work
from annotation.values.items import Document, Origin, Stage, Verdict
from annotation.values.transaction import Op
from storage.corpus.documents import each_document
from storage.file.project_file import ProjectFile
from storage.file_format.codec import reading_items
from storage.file_format.tables import Table
from storage.system.clock import seconds_of

# Documents: a few questions for all their sets; a short wait for whoever shares a thread.
AT_ONCE = 16

_SETS = (
    "SELECT s.id, s.document_id, s.stage, a.name,"
    " EXISTS (SELECT 1 FROM settlement x WHERE x.set_id = s.id) FROM annotation_set s"
    " JOIN annotator a ON a.id = s.annotator_id WHERE s.document_id BETWEEN ? AND ?"
    " ORDER BY s.document_id, s.id"
)
# The changes stay in SQLite: one word in them is all that is asked. Within a string of JSON the
# quotation marks would be escaped, so these letters are a relation and nothing else.
_STEPS = (
    "SELECT j.set_id, j.step_id, j.at, j.op, j.reverts, j.batch,"
    ' instr(j.changes, \'"kind":"relation"\') > 0'
    " FROM annotation_set s CROSS JOIN journal j ON j.set_id = s.id"
    " WHERE s.document_id BETWEEN ? AND ? ORDER BY j.set_id, j.id"
)
_IMPORTS = (
    "SELECT j.set_id, j.changes FROM annotation_set s CROSS JOIN journal j ON j.set_id = s.id"
    " WHERE s.document_id BETWEEN ? AND ? AND j.op = 'import'"
)
_ITEMS = (
    "SELECT i.set_id, i.id, i.origin FROM annotation_set s CROSS JOIN {table} i"
    " ON i.set_id = s.id WHERE s.document_id BETWEEN ? AND ?"
)
_VERDICTS = (
    "SELECT d.set_id, d.verdict, count(*) FROM annotation_set s CROSS JOIN decision d"
    " ON d.set_id = s.id WHERE s.document_id BETWEEN ? AND ? GROUP BY d.set_id, d.verdict"
)
SetRows = tuple[int, int]


@dataclass(slots=True)
class _Found:
    """What was found of one set."""

    spans: dict[Origin, int] = field(default_factory=dict)
    relations: dict[Origin, int] = field(default_factory=dict)
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    steps: list[TimedStep] = field(default_factory=list)


def each_work(file: ProjectFile) -> Iterator[Work]:
    """Everybody's work on every document, in the order of import; several may be read at once."""
    documents = each_document(file)
    while some := dict(islice(documents, AT_ONCE)):
        yield from _works(file, some)


def _works(file: ProjectFile, documents: dict[int, Document]) -> Iterator[Work]:
    rows = (min(documents), max(documents))
    words = {row: len(document.text.split()) for row, document in documents.items()}
    with reading_items():
        sets = file.query(_SETS, *rows)
        found = {set_id: _Found() for set_id, *_ in sets}
        _read_items(file, rows, found)
        for set_id, verdict, count in file.query(_VERDICTS, *rows):
            found[set_id].verdicts[Verdict(verdict)] = count
        for set_id, *columns in file.query(_STEPS, *rows):
            found[set_id].steps.append(_step(*columns))
        works = []
        for set_id, row, stage, annotator, is_curated in sets:
            document, one = documents[row], found[set_id]
            place = (annotator, document.id, document.sha256, words[row], Stage(stage))
            made = (one.spans, one.relations, one.verdicts, tuple(one.steps))
            works.append(Work(*place, *made, bool(is_curated)))
    yield from works


def _read_items(file: ProjectFile, rows: SetRows, found: dict[int, _Found]) -> None:
    """Count by origin; what an import brought counts as imported, for it brings origins along."""
    imported = _imported(file, rows)
    for table in (Table.SPAN, Table.RELATION):
        for set_id, id, origin in file.query(_ITEMS.format(table=table), *rows):
            one = found[set_id]
            counts = one.spans if table is Table.SPAN else one.relations
            came = Origin.IMPORTED if (set_id, id) in imported else Origin(origin)
            counts[came] = counts.get(came, 0) + 1


def _imported(file: ProjectFile, rows: SetRows) -> set[tuple[int, str]]:
    """The sets and ids of what imports brought."""
    return {
        (set_id, after["id"])
        for set_id, changes in file.query(_IMPORTS, *rows)
        for _, after in json.loads(changes)
        if after is not None and "id" in after
    }


def _step(
    id: str, at: str, op: str, reverts: str | None, batch: str | None, is_on_relation: int
) -> TimedStep:
    return TimedStep(id, seconds_of(at), Op(op), reverts, batch, bool(is_on_relation))
