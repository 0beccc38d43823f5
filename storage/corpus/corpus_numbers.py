"""The numbers of a project: how much there is, and how far everybody is."""

from typing import Any

from storage.corpus.documents import refuse_orphans
from storage.file.project_file import ProjectFile
from storage.file_format.tables import Table


def count_everything(file: ProjectFile) -> dict[str, Any]:
    """Documents, annotators, tags, suggestions and steps, counted."""
    refuse_orphans(file)
    (documents,) = file.rows(
        "SELECT count(*) AS documents, coalesce(sum(length), 0) AS characters,"
        " coalesce(sum(suggestions), 0) AS suggestions FROM document"
    )
    suggestions = documents.pop("suggestions")
    return {
        **documents,
        "annotators": _annotators(file),
        "spans": _tags(file, Table.SPAN),
        "relations": _tags(file, Table.RELATION),
        "labels": _tags(file, Table.DOCUMENT_LABEL),
        "suggestions": suggestions,
        "steps": file.value("SELECT count(*) FROM journal"),
    }


def _annotators(file: ProjectFile) -> dict[str, dict[str, int]]:
    """By annotator: sets, those in each stage, spans, relations, decisions."""
    rows = file.rows(
        "SELECT a.name, count(s.id) AS sets, coalesce(sum(s.stage = 'new'), 0) AS new,"
        " coalesce(sum(s.stage = 'in-progress'), 0) AS 'in-progress',"
        " coalesce(sum(s.stage = 'finished'), 0) AS finished,"
        " coalesce(sum(s.stage = 'set-aside'), 0) AS 'set-aside',"
        " coalesce(sum(s.spans), 0) AS spans, coalesce(sum(s.relations), 0) AS relations,"
        " coalesce(sum(s.decided), 0) AS decided"
        " FROM annotator a LEFT JOIN annotation_set s ON s.annotator_id = a.id"
        " GROUP BY a.id ORDER BY a.id"
    )
    return {row.pop("name"): row for row in rows}


def _tags(file: ProjectFile, table: Table) -> dict[str, int]:
    rows = file.rows(
        f"SELECT tag, count(*) AS number FROM {table} GROUP BY tag ORDER BY number DESC, tag"
    )
    return {row["tag"]: row["number"] for row in rows}
