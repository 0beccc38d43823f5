"""The names of all tables: written once, for a mistyped one would quietly make a new table."""

from enum import StrEnum


class Table(StrEnum):
    """Every table of a project file."""

    PROJECT = "project"
    PROJECT_SETTING = "project_setting"
    DOCUMENT = "document"
    DOCUMENT_TEXT = "document_text"
    ANNOTATOR = "annotator"
    ASSIGNMENT = "assignment"
    ARRIVAL = "arrival"
    ANNOTATION_SET = "annotation_set"
    SPAN = "span"
    RELATION = "relation"
    DOCUMENT_LABEL = "document_label"
    DECISION = "decision"
    SETTLEMENT = "settlement"
    REMARK = "remark"
    JOURNAL = "journal"
    SUGGESTION_RUN = "suggestion_run"
    SUGGESTED_SPAN = "suggested_span"
    SUGGESTED_RELATION = "suggested_relation"
