"""What the tables refuse by themselves, whoever writes: wrong values, lost ends, changed history.

The tables below name every CHECK of the schema; a test counts that none is missing.
"""

import re
import sqlite3

from storage.file_format.tables import Table
from storage.project import Project

LAST = "rowid = (SELECT max(rowid) FROM {})"
NAMELESS, NO_LIST, NO_OBJECT = ("''",), ("''", "'[0,5'", "'{}'"), ("''", "'{'", "'[]'")
PLACES = {'"begin"': ("-1",), '"end"': ('"begin"', '"begin" - 1'), "fragments": NO_LIST}
ITEM = {"id": NAMELESS, "attributes": NO_OBJECT}
SUGGESTED = {"id": NAMELESS, "score": ("-0.01", "1.01")}
REFUSED = {
    "project": {"id": ("2",), "uid": NAMELESS, "tagset": NAMELESS},
    "document": {
        "uid": NAMELESS,
        "name": NAMELESS,
        "sha256": ("sha256 || '0'", "substr(sha256, 2)"),
        "length": ("-1",),
        "attributes": NO_OBJECT,
        "suggestions": ("-1",),
    },
    "document_text": {"text": ("text || char(0)",)},
    "annotator": {"name": ("''", "'  '")},
    "annotation_set": {
        "stage": ("'done'", "''"),
        "spans": ("-1",),
        "relations": ("-1",),
        "decided": ("-1",),
    },
    "span": {**ITEM, **PLACES, "origin": ("'guessed'",)},
    "relation": {**ITEM, "tail": ("head",), "origin": ("'guessed'",)},
    "document_label": ITEM,
    "decision": {"suggestion": NAMELESS, "verdict": ("'undecided'",)},
    "journal": {"step_id": NAMELESS, "changes": NO_LIST},
    "suggestion_run": {"uid": NAMELESS, "parameters": NO_OBJECT},
    "suggested_span": {**SUGGESTED, **PLACES},
    "suggested_relation": {
        **SUGGESTED,
        "head_begin": ("-1",),
        "head_end": ("head_begin", "head_begin - 1"),
        "tail_begin": ("-1",),
        "tail_end": ("tail_begin", "tail_begin - 1"),
    },
    "assignment": {"manner": ("'chance'",)},
    "settlement": {
        "position": NAMELESS,
        "choice": ("'later'",),
        "items": NO_LIST,
        "sources": NO_LIST,
    },
    "remark": {"id": NAMELESS, "kind": ("'praise'",)},
    "project_setting": {"name": NAMELESS},
    "arrival": {
        "id": ("2",),
        "uid": NAMELESS,
        "file": NAMELESS,
        "sha256": ("sha256 || '0'", "substr(sha256, 2)"),
        "size": ("0", "place"),
        "records": ("0", "arrived"),
        "arrived": ("-1", "records"),
        "place": ("-1", "size"),
    },
}


def is_refused(connection: sqlite3.Connection, statement: str, because: str) -> bool:
    connection.execute("BEGIN")
    try:
        connection.execute(statement)
    except sqlite3.IntegrityError as error:
        return because in str(error)
    finally:
        connection.execute("ROLLBACK")
    return False


def without_triggers(project: Project) -> sqlite3.Connection:
    """The project's connection, for the rest of a test without the rules that forbid changes."""
    connection = project._file.connection
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def test_values_that_no_column_may_have_are_refused(full: Project) -> None:
    connection = without_triggers(full)
    changes = [
        f"{table} SET {column} = {value} WHERE {LAST.format(table)}"
        for table, columns in REFUSED.items()
        for column, values in columns.items()
        for value in values
    ]
    because = "CHECK constraint failed"
    assert [c for c in changes if not is_refused(connection, f"UPDATE {c}", because)] == []


def test_every_check_of_the_schema_is_among_them(full: Project) -> None:
    checked = {
        (table, column)
        for table, sql in full._file.query("SELECT name, sql FROM sqlite_master")
        for line in re.sub(r"\n\s+CHECK", " CHECK", sql or "").splitlines()
        if (column := line.split()[0]) and " CHECK" in line
    }
    assert checked == {(table, column) for table, columns in REFUSED.items() for column in columns}


def test_no_value_is_left_out_of_another_type_or_of_a_row_that_is_not_there(full: Project) -> None:
    connection = without_triggers(full)
    may_be_empty, of_any_type, leads_nowhere = set(), set(), set()
    for table in Table:
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            change, name = f'UPDATE {table} SET "{column}" =', f"{table}.{column}"
            if not is_refused(connection, f"{change} NULL", ""):
                may_be_empty.add(name)
            if kind != "TEXT" and not is_refused(connection, f"{change} 'كلمة'", ""):
                of_any_type.add(name)
        for _, _, _, column, *_ in connection.execute(
            f"PRAGMA foreign_key_list({table})"
        ).fetchall():
            value = "'لا شيء'" if column in ("head", "tail", "reverts") else "99"
            change = f"UPDATE {table} SET {column} = {value} WHERE {LAST.format(table)}"
            if not is_refused(connection, change, "FOREIGN KEY"):
                leads_nowhere.add(f"{table}.{column}")
    assert may_be_empty == {"decision.item", "journal.reverts", "journal.batch"}
    assert of_any_type == set()
    assert leads_nowhere == set()


def test_nothing_is_there_twice(full: Project) -> None:
    connection = without_triggers(full)
    pair = "document_id, annotator_id"
    again = (
        *(f"INSERT INTO {table} SELECT * FROM {table}" for table in Table),
        "INSERT INTO annotator (name, checksum) SELECT name, 0 FROM annotator",
        f"INSERT INTO annotation_set ({pair}) SELECT {pair} FROM annotation_set",
        "UPDATE document SET uid = 'd1'",
        "UPDATE journal SET step_id = 't1'",
    )
    assert [act for act in again if not is_refused(connection, act, "UNIQUE")] == []


def test_nothing_goes_before_what_needs_it(full: Project) -> None:
    connection = without_triggers(full)
    parents = ("document", "annotator", "annotation_set", "span", "suggestion_run", "journal")
    deletions = [f"DELETE FROM {table}" for table in parents]
    deletions[-1] += " WHERE step_id = 't2'"  # which another has taken back
    assert [act for act in deletions if not is_refused(connection, act, "FOREIGN KEY")] == []


def test_what_was_written_once_stays(full: Project) -> None:
    connection = full._file.connection
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for because, statements in WRITTEN_ONCE.items():
        for statement in statements:
            assert is_refused(connection, statement, because), statement
    assert not is_refused(connection, "UPDATE document SET suggestions = 7, name = 'غيره'", "")


WRITTEN_ONCE = {
    "append-only": (
        "UPDATE journal SET op = 'skip' WHERE id = 1",
        "UPDATE journal SET id = 9 WHERE id = 1",
        "DELETE FROM journal WHERE id = 3",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE id = 2",
        "INSERT OR REPLACE INTO journal (step_id, set_id, at, op, changes, checksum)"
        " VALUES ('t1', 1, '', 'skip', '[]', 0)",
        "INSERT OR REPLACE INTO journal (id, step_id, set_id, at, op, changes, checksum)"
        " VALUES (1, 't9', 1, '', 'skip', '[]', 0)",
    ),
    "does not change": (
        "UPDATE document SET id = 9",
        "UPDATE document SET uid = 'd9'",
        "UPDATE document SET sha256 = uid",
        "UPDATE document SET length = 1",
        "UPDATE document_text SET text = 'غيره'",
        "UPDATE document_text SET document_id = 9",
    ),
}
