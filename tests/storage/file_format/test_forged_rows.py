"""Each column of each table, changed as another program could: a check tells.

The table below names every column of the schema; a test counts that none is missing.
"""

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest

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
# What each column is set to.
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
        "document_id": "3 - document_id",
        "annotator_id": "3 - annotator_id",
        "stage": "'finished'",
        "spans": "spans + 1",
        "relations": "relations + 1",
        "decided": "decided + 1",
        "checksum": "1",
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
    "arrival": {
        "uid": "'u9'",
        '"at"': "'2020'",
        "file": "'غيره'",
        "sha256": "'x' || substr(sha256, 2)",
        "size": "size + 1",
        "records": "records + 1",
        "checksum": "1",
    },
}
FORGED |= {
    "suggestion_run": {
        "uid": "uid || 'x'",
        "suggester": "'غيره'",
        "version": "'9'",
        "parameters": """'{"size":3}'""",
        "at": "'2020'",
        "checksum": "1",
    },
    "suggested_span": {
        "document_id": "3 - document_id",
        "id": "'g9'",
        '"begin"': '"begin" + 1',
        '"end"': '"end" + 999',
        "fragments": "'[[0,5]]'",
        "score": "7",
    },
    "suggested_relation": {
        "document_id": "3 - document_id",
        "head_begin": "head_end + 1",
        "head_end": "head_end + 999",
        "tail_begin": "tail_end + 1",
        "tail_end": "tail_end + 999",
        "score": "7",
    },
}
# Numbers of rows, by which the others are found; they mean nothing but which rows belong together.
ROWS = {"project.id", "document.id", "annotator.id", "annotation_set.id", "arrival.id"}
# What a suggestion proposes is believed: nothing comes of it before somebody has looked at it,
# and it can be made again. A relation's id is so until somebody decides, as a span's is here. How
# far an import is changes with each portion; what is brought in twice is passed over.
BELIEVED = {
    "suggestion_run.id",
    "arrival.arrived",
    "arrival.place",
    *(f"suggested_span.{name}" for name in ("run_id", "layer", "tag", "suggester", "reason")),
    *(f"suggested_relation.{name}" for name in ("run_id", "layer", "tag", "suggester", "reason")),
    *(f"suggested_relation.{name}" for name in ("id", "head_tag", "tail_tag")),
}
# Tables without a journal: who is to do what, what holds for the project, what an import is still
# to bring can be set, or brought, again.
SET_UP_ANEW = {"project_setting", "assignment", "arrival"}


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


@pytest.mark.parametrize("which", ["min", "max"])
def test_a_row_that_is_there_twice_is_told(full: Project, which: str) -> None:
    """As when a page came back from a backup: the same row under another key."""
    unnoticed = []
    for table in FORGED:
        columns = {
            f'"{name}"': (kind, key)
            for _, name, kind, _, _, key in full._file.query(f"PRAGMA table_info({table})")
        }
        values = ", ".join(again(name, *how, table) for name, how in columns.items())
        copy = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"
            f" WHERE rowid = (SELECT {which}(rowid) FROM {table})"
        )
        with forged(full, copy):
            if full.check() == []:
                unnoticed.append(table)
    assert unnoticed == []


def again(column: str, kind: str, key: int, table: str) -> str:
    """The value of a column in the second row: another where the table would not have it twice."""
    if key and kind == "INTEGER" and column not in ('"set_id"', '"document_id"'):
        return f"{column} + 70"
    if column == '"document_id"' and table != "suggested_span" and table != "suggested_relation":
        return "2 * document_id + 70"
    unique = column in ('"uid"', '"step_id"') or (table, column) == ("annotator", '"name"')
    return f"{column} || '2'" if (key and kind == "TEXT") or unique else column


@pytest.mark.parametrize("which", ["min", "max"])
@pytest.mark.parametrize(
    "lost",
    [
        ("document_text",),
        ("document", "document_text"),
        ("annotator",),
        ("journal",),
        ("project",),
        ("sqlite_sequence",),
    ],
)
def test_rows_that_are_gone_together_are_told(
    full: Project, lost: tuple[str, ...], which: str
) -> None:
    """As when a page is lost: the first rows, or the last."""
    with forged(full, "UPDATE project SET created = created"):
        for table in lost:
            key = f"(SELECT {which}(rowid) FROM {table})"
            full._file.connection.execute(f"DELETE FROM {table} WHERE rowid = {key}")
        assert full.check() != []


def test_a_document_that_is_gone_with_all_that_is_its_own_is_told(full: Project) -> None:
    """What is left agrees with itself, but for a number that is missing."""
    connection = full._file.connection
    with forged(full, "DELETE FROM document WHERE id = 1"):
        sets = "SELECT id FROM annotation_set WHERE document_id = 1"
        items = ("span", "relation", "document_label", "decision", "settlement", "remark")
        for table in (*items, "journal"):
            connection.execute(f"DELETE FROM {table} WHERE set_id IN ({sets})")
        for table in ("document_text", "suggested_span", "suggested_relation", "assignment"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = 1")
        connection.execute("DELETE FROM annotation_set WHERE document_id = 1")
        connection.execute("DELETE FROM sqlite_sequence")
        problems = [str(problem) for problem in full.check()]
    assert problems == ["The project has 1 documents and should have 2."]


def test_every_column_is_among_those_that_were_changed() -> None:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        current_schema().create(connection)
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        columns = {
            f"{table}.{column}"
            for (table,) in tables
            for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")
        }
    named = [(table, column) for table, some in FORGED.items() for column in some]
    changed = {f"{table}.{column}".replace('"', "") for table, column in named}
    assert columns - changed == ROWS | BELIEVED
    assert changed <= columns
