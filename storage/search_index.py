"""The search index: a file in the cache folder that may be deleted at any time.

It holds, for each document, the trigrams of its folded text, and is made anew when it is missing,
damaged, or not of these documents and this way of folding.
"""

import contextlib
import sqlite3
from functools import cache
from pathlib import Path

from annotation.arabic.folding import fold
from annotation.items import text_hash
from storage.folders import cache_folder
from storage.project_file import ProjectFile

_LAYOUT = 1
_MOST_TRIGRAMS = 64  # SQLite refuses longer questions
_TABLES = """
    CREATE TABLE made_of (folding TEXT NOT NULL, documents INTEGER NOT NULL,
        last_row INTEGER NOT NULL, last_uid TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE folded USING fts5(text, content='', detail='none', tokenize='trigram');
"""

_BLOCKS = (range(0x20, 0x900), range(0x2000, 0x2070), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))


def candidates(file: ProjectFile, words: str) -> list[int] | None:
    """Rows of the documents that may hold the folded words, in order; None without an index."""
    if "\0" in words:
        return []  # no text has one, and SQLite would end the question there
    path = index_path(file)
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as index:
                _bring_up_to_date(index, file)
                return _matches(index, words)
        except (sqlite3.Error, OSError):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return None


def index_path(file: ProjectFile) -> Path:
    """Where a project's index lies."""
    return cache_folder() / f"{text_hash(file.uid)[:32]}.index"


def _matches(index: sqlite3.Connection, words: str) -> list[int]:
    # detail=none knows no phrases: every trigram must be there, and the text itself decides.
    trigrams = {words[at : at + 3] for at in range(min(len(words) - 2, _MOST_TRIGRAMS))}
    terms = " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(trigrams))
    query = "SELECT rowid FROM folded WHERE folded MATCH ? ORDER BY rowid"
    return [row for (row,) in index.execute(query, (terms,))]


def _bring_up_to_date(index: sqlite3.Connection, file: ProjectFile) -> None:
    """Add the documents that came since; make the index anew when it is of something else."""
    count, last = file.query("SELECT count(*), coalesce(max(id), 0) FROM document")[0]
    made_of = _made_of(index)
    if made_of == (_folding(), count, last, _uid(file, last)):
        return
    index.execute("BEGIN IMMEDIATE")
    try:
        begin = _first_new_row(file, made_of)
        if begin == 0:
            _start_anew(index)
        _add(index, file, begin)
        index.execute("DELETE FROM made_of")
        values = (_folding(), count, last, _uid(file, last))
        index.execute("INSERT INTO made_of VALUES (?, ?, ?, ?)", values)
        index.execute("COMMIT")
    except BaseException:
        index.rollback()
        raise


def _made_of(index: sqlite3.Connection) -> tuple[str, int, int, str] | None:
    if not index.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_of'").fetchone():
        return None
    row = index.execute("SELECT folding, documents, last_row, last_uid FROM made_of").fetchone()
    return row if row is None else tuple(row)


def _first_new_row(file: ProjectFile, made_of: tuple[str, int, int, str] | None) -> int:
    """The last row that the index holds rightly; 0 when it holds nothing right."""
    if made_of is None or made_of[0] != _folding():
        return 0
    _, documents, last_row, last_uid = made_of
    there = file.value("SELECT count(*) FROM document WHERE id <= ?", last_row)
    return last_row if there == documents and _uid(file, last_row) == last_uid else 0


def _start_anew(index: sqlite3.Connection) -> None:
    for table in ("made_of", "folded"):
        index.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES.split(";")[:-1]:
        index.execute(statement)


def _add(index: sqlite3.Connection, file: ProjectFile, after: int) -> None:
    query = "SELECT document_id, text FROM document_text WHERE document_id > ? ORDER BY document_id"
    index.executemany(
        "INSERT INTO folded (rowid, text) VALUES (?, ?)",
        ((row, fold(text)) for row, text in file.connection.execute(query, (after,))),
    )


def _uid(file: ProjectFile, row: int) -> str:
    return file.value("SELECT uid FROM document WHERE id = ?", row) or ""


@cache
def _folding() -> str:
    """A fingerprint of the way of folding: what it makes of every letter that it may change."""
    letters = "".join(chr(code) for block in _BLOCKS for code in block)
    return text_hash(f"{_LAYOUT}{fold(letters)}")
