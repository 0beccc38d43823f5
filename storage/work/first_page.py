"""The first page of a document: what is needed to show it, long before all its items are read."""

import sqlite3

from annotation.values.items import Document, Relation, Span
from annotation.values.state import State
from storage.file_format.codec import reading_items
from storage.file_format.item_rows import items_where

_MOST = 900  # ids in one question; older SQLite takes 999


def load_first_page(
    connection: sqlite3.Connection, set_id: int, document: Document, end: int
) -> State:
    """The spans that begin before `end`, their relations, and the spans at their far ends."""
    with reading_items():
        before = items_where(connection, Span, 'set_id = ? AND "begin" < ?', set_id, end)
        spans = {span.id: span for span in before[:_MOST]}
        relations = _relations_at(connection, set_id, list(spans))
        ends = {end for relation in relations for end in (relation.head, relation.tail)}
        away = [id for id in ends if id not in spans][:_MOST]
        condition = f"set_id = ? AND id IN ({_marks(away)})"
        far = items_where(connection, Span, condition, set_id, *away)
    return State(document, (*spans.values(), *far, *relations))


def _relations_at(connection: sqlite3.Connection, set_id: int, spans: list[str]) -> list[Relation]:
    """Relations with head or tail among these spans."""
    found: dict[str, Relation] = {}
    for end in ("head", "tail"):
        condition = f"set_id = ? AND {end} IN ({_marks(spans)})"
        some = items_where(connection, Relation, condition, set_id, *spans)
        found |= {relation.id: relation for relation in some}
    return list(found.values())


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))
