"""The people of a project: who there is, how much is theirs, and how far they are."""

from dataclasses import dataclass

from annotation.errors import KnownError
from storage.file.project_file import ProjectFile
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table


@dataclass(frozen=True, slots=True)
class AnnotatorSummary:
    """One annotator: documents assigned, and how many sets are in each stage.

    `new` counts what is assigned and not begun; where nothing is assigned to anybody it is 0.
    """

    name: str
    assigned: int
    new: int
    in_progress: int
    finished: int
    set_aside: int


def list_annotators(file: ProjectFile) -> list[str]:
    """Everybody in the project, in the order in which they came."""
    return [name for (name,) in file.query("SELECT name FROM annotator ORDER BY id")]


def make_annotator(file: ProjectFile, name: str) -> int:
    """The row of an annotator, made within a transaction if it is not there.

    KnownError without a name.
    """
    row = file.value("SELECT id FROM annotator WHERE name = ?", name)
    if row is not None:
        return int(row)
    if not name.strip():
        raise KnownError("An annotator needs a name.")
    return file.insert(Table.ANNOTATOR, name=name, checksum=row_checksum([name]))


def summarize_annotators(file: ProjectFile) -> list[AnnotatorSummary]:
    """Everybody with their numbers, in the order in which they came."""
    rows = file.query(
        "SELECT a.name, (SELECT count(*) FROM assignment x WHERE x.annotator_id = a.id),"
        " (SELECT count(*) FROM assignment x WHERE x.annotator_id = a.id AND NOT EXISTS"
        " (SELECT 1 FROM annotation_set s WHERE s.document_id = x.document_id"
        " AND s.annotator_id = a.id AND s.stage <> 'new')),"
        f" {_counted('in-progress')}, {_counted('finished')}, {_counted('set-aside')}"
        " FROM annotator a ORDER BY a.id"
    )
    return [AnnotatorSummary(*row) for row in rows]


def _counted(stage: str) -> str:
    return (
        "(SELECT count(*) FROM annotation_set s"
        f" WHERE s.annotator_id = a.id AND s.stage = '{stage}')"
    )
