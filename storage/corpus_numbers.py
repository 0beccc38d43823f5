"""The numbers of a project: how much there is, and how far everybody is."""

from typing import Any

from storage.project_file import ProjectFile


def count_everything(file: ProjectFile) -> dict[str, Any]:
    """Documents, annotators, tags, suggestions and steps, counted."""
    documents, characters = file.query("SELECT count(*), coalesce(sum(length), 0) FROM document")[0]
    return {
        "documents": documents,
        "characters": characters,
        "annotators": _annotators(file),
        "spans": _tags(file, "span"),
        "relations": _tags(file, "relation"),
        "labels": _tags(file, "document_label"),
        "suggestions": file.value("SELECT coalesce(sum(suggestions), 0) FROM document"),
        "steps": file.value("SELECT count(*) FROM journal"),
    }


def _annotators(file: ProjectFile) -> dict[str, dict[str, int]]:
    """By annotator: sets, those in each stage, spans, relations, decisions."""
    rows = file.query(
        "SELECT a.name, count(s.id), coalesce(sum(s.stage = 'new'), 0),"
        " coalesce(sum(s.stage = 'in-progress'), 0), coalesce(sum(s.stage = 'finished'), 0),"
        " coalesce(sum(s.stage = 'set-aside'), 0), coalesce(sum(s.spans), 0),"
        " coalesce(sum(s.relations), 0), coalesce(sum(s.decided), 0)"
        " FROM annotator a LEFT JOIN annotation_set s ON s.annotator_id = a.id"
        " GROUP BY a.id ORDER BY a.id"
    )
    columns = (
        "sets",
        "new",
        "in-progress",
        "finished",
        "set-aside",
        "spans",
        "relations",
        "decided",
    )
    return {name: dict(zip(columns, numbers, strict=True)) for name, *numbers in rows}


def _tags(file: ProjectFile, table: str) -> dict[str, int]:
    rows = file.query(f"SELECT tag, count(*) FROM {table} GROUP BY tag ORDER BY count(*) DESC, tag")
    return dict(rows)
