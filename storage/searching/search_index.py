"""The search index: a file in the cache folder that may be deleted at any time.

It holds, for each document, the trigrams of its folded text, and is made anew when it is missing,
damaged, or not of these documents and this way of folding. The trigrams are those of FTS5:
https://www.sqlite.org/fts5.html, the trigram tokenizer.
"""

import contextlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotation.arabic.folding import fold
from annotation.errors import KnownError
from annotation.files.own_files import make_folder, open_own
from annotation.files.placing import remove_file
from annotation.values.items import text_hash
from storage.file.folders import cache_folder
from storage.file.new_file import logs_of
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged

if TYPE_CHECKING:
    from sqlite_utils import Database

SHORTEST_INDEXED = 3  # letters; the index holds trigrams
_LAYOUT = 1
_MOST_TRIGRAMS = 64  # SQLite refuses longer questions
_TABLES = """
    CREATE TABLE made_of (folding TEXT NOT NULL, documents INTEGER NOT NULL,
        last_row INTEGER NOT NULL, last_uid TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE folded USING fts5(text, content='', detail='none', tokenize='trigram');
"""

_BLOCKS = (range(0x20, 0x900), range(0x2000, 0x2070), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))


def candidates(file: ProjectFile, *words: str) -> list[int] | None:
    """Rows of the documents that may hold all these folded words, in order.

    None without an index, and where no word is long enough for one.
    """
    if any("\0" in word for word in words):
        return []  # no text has one, and SQLite would end the question there
    words = tuple(word for word in words if len(word) >= SHORTEST_INDEXED)
    if not words:
        return None
    path = index_path(file)
    for _ in range(2):
        try:
            make_folder(path.parent)
            os.close(open_own(path, os.O_RDWR))
            with contextlib.closing(_open(path)) as index:
                _bring_up_to_date(index, file)
                return _matches(index, words)
        except (sqlite3.Error, OSError, KnownError):
            with contextlib.suppress(OSError):
                for left in (*logs_of(path), path):
                    remove_file(left)
    return None


def index_path(file: ProjectFile) -> Path:
    """Where a project's index lies."""
    return cache_folder() / f"{text_hash(file.uid)[:32]}.index"


def _open(path: Path) -> "Database":
    """The index, which is empty or holds what ours holds; sqlite3.Error for anything else."""
    from sqlite_utils import Database

    index = Database(sqlite3.connect(path, isolation_level=None), execute_plugins=False)
    try:
        index.execute("PRAGMA trusted_schema = OFF")
        if _schema(index.conn) not in ((), _own_schema()):
            raise sqlite3.DatabaseError("this is no index of ours")
    except BaseException:
        index.close()
        raise
    return index


def _schema(database: sqlite3.Connection) -> tuple[tuple[object, ...], ...]:
    rows = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")
    return tuple(tuple(row) for row in rows)


@cache
def _own_schema() -> tuple[tuple[object, ...], ...]:
    """What SQLite makes of our tables, its own for FTS5 among them."""
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(_TABLES)
        return _schema(fresh)


def _matches(index: "Database", words: tuple[str, ...]) -> list[int]:
    # detail=none knows no phrases: every trigram must be there, and the text itself decides.
    trigrams = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
    asked = sorted(trigrams)[:_MOST_TRIGRAMS]
    terms = " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in asked)
    query = "SELECT rowid FROM folded WHERE folded MATCH ? ORDER BY rowid"
    return [row["rowid"] for row in index.query(query, (terms,))]


def _bring_up_to_date(index: "Database", file: ProjectFile) -> None:
    """Add the documents that came since; make the index anew when it is of something else."""
    made_of = _made_of(index)
    last_row = file.value("SELECT coalesce(max(id), 0) FROM document")
    wanted = _documents_until(file, last_row)
    if made_of == wanted:
        return
    begin = made_of.get("last_row", 0)
    index.execute("BEGIN IMMEDIATE")
    try:
        if begin == 0 or made_of != _documents_until(file, begin):
            begin = 0
            _start_anew(index)
        _add(index, file, begin)
        index.table("made_of").insert_all([wanted], truncate=True)
        index.commit()
    except BaseException:
        index.rollback()
        raise


def _made_of(index: "Database") -> dict[str, Any]:
    """What the index says it holds; empty when it is new."""
    if not _schema(index.conn):
        return {}
    return next(index.table("made_of").rows, {})


def _documents_until(file: ProjectFile, last_row: int) -> dict[str, Any]:
    """What tells an index of these documents and this way of folding from any other."""
    return {
        "folding": _folding(),
        "documents": file.value("SELECT count(*) FROM document WHERE id <= ?", last_row),
        "last_row": last_row,
        "last_uid": file.value("SELECT uid FROM document WHERE id = ?", last_row) or "",
    }


def _start_anew(index: "Database") -> None:
    for table in ("made_of", "folded"):
        index.execute(f"DROP TABLE IF EXISTS {table}")
    index.executescript(_TABLES)


def _add(index: "Database", file: ProjectFile, after: int) -> None:
    texts = file.database.query(
        "SELECT d.id, d.name, t.text FROM document d LEFT JOIN document_text t"
        " ON t.document_id = d.id WHERE d.id > ? ORDER BY d.id",
        (after,),
    )
    index.table("folded").insert_all(
        {"rowid": row["id"], "text": fold(_text(file, row))} for row in texts
    )


def _text(file: ProjectFile, row: dict[str, Any]) -> str:
    """The text of a document; Damaged where it is gone, for an index would not find it missing."""
    if row["text"] is None:
        raise damaged(file.path, row["name"])
    return str(row["text"])


@cache
def _folding() -> str:
    """A fingerprint of the way of folding: what it makes of every letter that it may change."""
    letters = "".join(chr(code) for block in _BLOCKS for code in block)
    return text_hash(f"{_LAYOUT}{fold(letters)}")
