"""Each column of each table, changed as another program could: a check tells.

The table below names every column of the schema; a test counts that none is missing.
"""

import contextlib
import sqlite3
from collections.abc import Iterator

from storage.file_format.schema import current_schema
from storage.project import Project


@contextlib.contextmanager
def forged(project: Project, statement: str) -> Iterator[None]:
    """The project with something changed by force, past all triggers and constraints."""
    connection = project._file.connection
    for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(f"DROP TRIGGER {name}")
    assert connection.execute(statement).rowcount == 1
    yield
    connection.execute("ROLLBACK")


LAST = "rowid = (SELECT max(rowid) FROM {})"
# What each column is set to. Not checked are suggestions, which can be made again.
FORGED = {
    "project": {"uid": "'غيره'", "created": "'2020'", "tagset": "tagset || ' '", "checksum": "1"},
    "document": {
        "uid": "'d9'",
        "name": "'غيره'",
        "sha256": "'x' || substr(sha256, 2)",
        "length": "length + 1",
        "attributes": "'{}'",
        "suggestions": "suggestions + 1",
        "checksum": "1",
    },
    "document_text": {"document_id": "document_id + 7", "text": "replace(text, 'في', 'من')"},
    "annotator": {"name": "name || 'ة'", "checksum": "1"},
    "annotation_set": {
        "stage": "'finished'",
        "spans": "spans + 1",
        "relations": "relations + 1",
        "decided": "decided + 1",
    },
    "span": {
        "set_id": "3 - set_id",
        "id": "id || 'x'",
        "layer": "'names'",
        "tag": "'ORG2'",
        '"begin"': '"begin" + 1',
        '"end"': '"end" - 1',
        "fragments": "'[[0,5]]'",
        "attributes": """'{"unsure": true}'""",
        "origin": "'imported'",
    },
    "relation": {
        "set_id": "3 - set_id",
        "id": "'r2'",
        "layer": "'links'",
        "tag": "'HOLDS'",
        "head": "'s2'",
        "tail": "'s1'",
        "attributes": "'{}'",
        "origin": "'imported'",
    },
    "document_label": {
        "set_id": "3 - set_id",
        "id": "'l2'",
        "layer": "'topics'",
        "tag": "'sport'",
        "attributes": """'{"unsure": true}'""",
    },
    "decision": {
        "set_id": "3 - set_id",
        "suggestion": "'g9'",
        "verdict": "'rejected'",
        "item": "NULL",
    },
    "journal": {
        "id": "id + 1",
        "step_id": "step_id || 'x'",
        "set_id": "3 - set_id",
        "at": "'2020'",
        "op": "'skip'",
        "reverts": "'t1'",
        "batch": "'b2'",
        "changes": "'[]'",
        "checksum": "1",
    },
    "assignment": {
        "document_id": "3 - document_id",
        "annotator_id": "3 - annotator_id",
        "manner": "'rule'",
        '"at"': "'2020'",
        "checksum": "1",
    },
    "settlement": {
        "set_id": "3 - set_id",
        "position": "'p2'",
        "choice": "'both'",
        "reason": "''",
        "items": "'[]'",
        "sources": "'[]'",
    },
    "remark": {
        "set_id": "3 - set_id",
        "id": "'m2'",
        "kind": "'resolved'",
        "annotator": "'سارة'",
        "about": "''",
        "text": "'غيره'",
        "answers": "''",
        '"at"': "'2020'",
    },
    "project_setting": {"name": "'handed-out'", "value": "'0.9'", "checksum": "1"},
}
# Numbers of rows, by which the others are found; they mean nothing but which rows belong together.
ROWS = {"project.id", "document.id", "annotator.id", "annotation_set.id"}
# A known limit: the row of a set has no checksum, so whose it is and of what is believed.
BELIEVED = {"annotation_set.document_id", "annotation_set.annotator_id"}
# Tables without a journal: who is to do what, and what holds for the project, can be set again.
SET_UP_ANEW = {"project_setting", "assignment"}
REMAKABLE = {"suggestion_run", "suggested_span", "suggested_relation"}


def test_a_changed_value_is_told(full: Project) -> None:
    unnoticed = []
    for table, columns in FORGED.items():
        for column, value in columns.items():
            change = f"UPDATE {table} SET {column} = {value} WHERE {LAST.format(table)}"
            with forged(full, change):
                if full.check() == []:
                    unnoticed.append(f"{table}.{column}")
    assert unnoticed == []


def test_a_row_that_was_taken_out_is_told(full: Project) -> None:
    unnoticed = set()
    for table in FORGED:
        with forged(full, f"DELETE FROM {table} WHERE {LAST.format(table)}"):
            if full.check() == []:
                unnoticed.add(table)
    assert unnoticed == SET_UP_ANEW


def test_every_column_is_among_those_that_were_changed() -> None:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        current_schema().create(connection)
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        columns = {
            f"{table}.{column}"
            for (table,) in tables
            if table not in REMAKABLE
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")
        }
    named = [(table, column) for table, some in FORGED.items() for column in some]
    changed = {f"{table}.{column}".replace('"', "") for table, column in named}
    assert columns - changed == ROWS | BELIEVED
    assert changed <= columns
