"""What there is to curate: documents that several have finished, and how far a curator is."""

from dataclasses import dataclass

from annotation.curation.curators import curator_name
from annotation.values.items import Stage
from annotation.values.record import Record
from storage.corpus.annotators import list_annotators
from storage.corpus.documents import refuse_orphans
from storage.file.project_file import ProjectFile
from storage.review.side_by_side import side_by_side

# A finished set that settles nothing; one that does is the work of a curator.
_IS_SOURCE = (
    "s.stage = 'finished' AND NOT EXISTS (SELECT 1 FROM settlement x WHERE x.set_id = s.id)"
)


@dataclass(frozen=True, slots=True)
class CurationSummary:
    """A document to curate: how many finished sets it has, and what the curator has done.

    `settled` counts positions; how many there are is known when the sets have been compared.
    """

    id: str
    name: str
    sets: int
    stage: Stage
    settled: int

    @property
    def is_done(self) -> bool:
        """Whether the curator is through with it."""
        return self.stage in (Stage.FINISHED, Stage.SET_ASIDE)


class ProjectCuration:
    """The door to curation in a project: `project.curating`."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def name_for(self, annotator: str, title: str) -> str:
        """Under which name somebody curates, so that their own finished work is not touched."""
        people = list_annotators(self._file)
        has_finished = _has_finished(self._file, annotator)
        return curator_name(annotator, people, has_finished=has_finished, title=title)

    def curators(self) -> list[str]:
        """Whose sets are the result of curation, by name."""
        return _list_curators(self._file)

    def documents(self, curator: str) -> list[CurationSummary]:
        """Documents with two or more finished sets that are not the curator's."""
        return _list_curation(self._file, curator)

    def sources(self, document_id: str, curator: str) -> tuple[Record, ...]:
        """The finished sets of a document that a curator compares: nobody's curated ones."""
        return _read_sources(self._file, document_id, curator)


def _list_curation(file: ProjectFile, curator: str) -> list[CurationSummary]:
    """In the order of import, from indexes and counts alone: no set is read."""
    refuse_orphans(file)
    rows = file.query(
        "WITH curator AS (SELECT id FROM annotator WHERE name = ?), sources AS ("
        " SELECT s.document_id, count(*) AS sets FROM annotation_set s"
        f" WHERE {_IS_SOURCE} AND s.annotator_id NOT IN (SELECT id FROM curator)"
        " GROUP BY s.document_id HAVING count(*) > 1)"
        " SELECT d.uid, d.name, f.sets, coalesce(c.stage, 'new'),"
        " (SELECT count(*) FROM settlement x WHERE x.set_id = c.id)"
        " FROM sources f JOIN document d ON d.id = f.document_id"
        " LEFT JOIN annotation_set c ON c.document_id = d.id"
        " AND c.annotator_id IN (SELECT id FROM curator) ORDER BY d.id",
        curator,
    )
    stages = {stage.value: stage for stage in Stage}
    return [
        CurationSummary(uid, name, sets, stages[stage], settled)
        for uid, name, sets, stage, settled in rows
    ]


def _list_curators(file: ProjectFile) -> list[str]:
    rows = file.query(
        "SELECT DISTINCT a.name FROM settlement x JOIN annotation_set s ON s.id = x.set_id"
        " JOIN annotator a ON a.id = s.annotator_id ORDER BY a.name"
    )
    return [name for (name,) in rows]


def _has_finished(file: ProjectFile, annotator: str) -> bool:
    """Whether somebody has finished sets beside what they curated."""
    found = file.value(
        "SELECT EXISTS (SELECT 1 FROM annotation_set s JOIN annotator a ON a.id = s.annotator_id"
        f" WHERE a.name = ? AND {_IS_SOURCE})",
        annotator,
    )
    return bool(found)


def _read_sources(file: ProjectFile, document_uid: str, curator: str) -> tuple[Record, ...]:
    rows = file.query(
        "SELECT a.name FROM annotation_set s JOIN annotator a ON a.id = s.annotator_id"
        f" JOIN document d ON d.id = s.document_id WHERE d.uid = ? AND {_IS_SOURCE}",
        document_uid,
    )
    names = {name for (name,) in rows} - {curator}
    return tuple(r for r in side_by_side(file, document_uid) if r.annotator in names)
