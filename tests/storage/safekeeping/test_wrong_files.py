"""Files that are not sound projects are refused in one sentence and stay as they are."""

import contextlib
import os
import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import Damaged, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record
from storage.file.new_file import logs_of
from storage.file.troubles import told
from storage.file_format.schema import APPLICATION_ID
from storage.project import Project

PAGE = 4096


@pytest.fixture
def closed(
    path: Path, tagset: Tagset, document: Document, ahmad: Span, bank: Span, met: Relation
) -> Path:
    """A closed project with some work in it."""
    with Project.create(path, tagset) as project:
        records = [Record(document, "سارة", spans=(ahmad, bank), relations=(met,))]
        records += [
            Record(Document.of(f"n{n}", f"خبر {n}", document.text * 20), "علي", spans=(ahmad,))
            for n in range(30)
        ]
        project.add_records(records)
    return path


def change(path: Path, *statements: str) -> None:
    """Change a closed project as another program could."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(path: Path, sentence: str) -> None:
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(KnownError, match=sentence):
            Project.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert [p for p in path.parent.iterdir() if p.name.startswith(path.name)] == [path]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        ("ليس مشروعا".encode(), "is not a Tawseem project"),
        (b"SQLite format 3\x00", "is not a Tawseem project"),
        (b"SQLite format 3\x00" + bytes(4096), "is not a Tawseem project"),
        (bytes(8192), "is not a Tawseem project"),
        (b"PK\x03\x04" + bytes(200), "is not a Tawseem project"),
    ],
)
def test_other_files_are_refused(path: Path, content: bytes, sentence: str) -> None:
    path.write_bytes(content)
    refused(path, sentence)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, tagset: Tagset) -> None:
    with pytest.raises(KnownError, match="There is no project"):
        Project.open(tmp_path / "لا شيء.tawseem")
    with pytest.raises(KnownError, match="is not a file"):
        Project.open(tmp_path)
    with pytest.raises(KnownError, match="There is no folder"):
        Project.create(tmp_path / "لا مجلد" / "p.tawseem", tagset)


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    change(path, "CREATE TABLE notes (text)", "PRAGMA application_id = 1")
    refused(path, "is not a Tawseem project")


def test_an_empty_database_under_our_id_is_refused(path: Path) -> None:
    change(path, f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE t (a)")
    refused(path, "has no version")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM span; END",
        "CREATE VIEW spans AS SELECT * FROM span",
        "CREATE TABLE more (a)",
        "CREATE INDEX more ON span (layer)",
        "DROP TRIGGER journal_is_not_changed",
        "ALTER TABLE span ADD COLUMN more TEXT",
        "DROP TABLE decision",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "ANALYZE",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS"
        " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ],
)
def test_tables_and_rules_that_are_not_ours_are_refused(closed: Path, statement: str) -> None:
    change(closed, statement)
    refused(closed, "not Tawseem's")


def test_a_view_in_the_place_of_a_table_is_refused(closed: Path) -> None:
    change(
        closed,
        "ALTER TABLE annotator RENAME TO people",
        "CREATE VIEW annotator AS SELECT id, load_extension(name) AS name FROM people",
    )
    refused(closed, "not Tawseem's")


def test_a_schema_that_was_forged_in_place_is_refused(closed: Path) -> None:
    change(
        closed,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'trim(name) <> ''''', '1') "
        "WHERE name = 'annotator'",
    )
    refused(closed, "not Tawseem's")


def test_a_schema_that_is_no_text_is_refused(closed: Path) -> None:
    """SQLite quotes it in its error, which Python cannot decode, also when the file is closed."""
    content, words = closed.read_bytes(), b"CHECK (step_id <> '')"
    assert words in content
    closed.write_bytes(content.replace(words, words[:-1] + b"\xa9"))
    refused(closed, "is damaged")


def test_a_newer_project_is_refused(closed: Path) -> None:
    change(closed, "PRAGMA user_version = 99")
    refused(closed, r"written by a newer Tawseem \(version 99, this one knows 4\)")


@pytest.mark.parametrize("read_only", [False, True])
def test_what_was_not_closed_properly_is_checked_thoroughly(
    closed: Path, tmp_path: Path, read_only: bool
) -> None:
    """Another program's change lies in the log: only the journal tells that it is not ours."""
    copy = tmp_path / "متروك" / closed.name
    copy.parent.mkdir()
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE span SET tag = 'ORG'")
        for name in (closed.name, f"{closed.name}-wal"):
            copy.with_name(name).write_bytes(closed.with_name(name).read_bytes())
    with pytest.raises(KnownError, match="does not lead to its items"):
        Project.open(copy, read_only=read_only)


def garbage(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    data[at : at + PAGE] = chance.randbytes(PAGE)


def zeros(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE)


def swapped(data: bytearray, chance: random.Random) -> None:
    one, other = (n * PAGE for n in chance.sample(range(1, len(data) // PAGE), 2))
    kept = data[one : one + PAGE]
    data[one : one + PAGE] = data[other : other + PAGE]
    data[other : other + PAGE] = kept


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data) // PAGE) * PAGE :]


def flipped(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)


def flipped_in_a_text(data: bytearray, chance: random.Random) -> None:
    """Texts are never moved or deleted, so that each place in the file is one that is used."""
    places = [match.span() for match in re.finditer("مديرةَ البنك الدولي".encode(), data)]
    data[chance.randrange(*chance.choice(places))] ^= 1 << chance.randrange(8)


NEVER_HARMLESS = (garbage, cut, flipped_in_a_text)
Damage = Callable[[bytearray, random.Random], None]


@pytest.mark.parametrize("damage", [*NEVER_HARMLESS, zeros, swapped, flipped])
def test_damage_is_refused_or_found_or_harmless(closed: Path, damage: Damage) -> None:
    """No damage is used silently: opening, checking, or the equality of all rows tells."""
    sound = closed.read_bytes()
    with Project.open(closed, read_only=True) as project:
        wanted = list(project.records())
    chance, noticed, cases = random.Random(11), 0, 24
    for _ in range(cases):
        data = bytearray(sound)
        damage(data, chance)
        closed.write_bytes(data)
        noticed += was_noticed(closed, wanted)
    # Where the others strike is chance, for ids and times differ: bytes may be unused, pages equal.
    assert noticed >= (cases if damage in NEVER_HARMLESS else 1)


def was_noticed(path: Path, wanted: list[Record]) -> bool:
    try:
        with Project.open(path, read_only=True) as project:
            if project.check():
                return True
            assert list(project.records()) == wanted
    except KnownError:
        return True
    return False


def test_a_text_that_cannot_be_decoded_is_damage_and_a_wrong_call_is_a_bug(path: Path) -> None:
    """Neither has a code of SQLite's; what Python says of them may be worded anew."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(Damaged), told(path):
            connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchall()
        with pytest.raises(sqlite3.ProgrammingError), told(path):
            connection.execute("SELECT ?")


def test_a_log_may_go_while_it_is_looked_at(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever had the project open is just closing it."""
    log = logs_of(closed)[0]
    log.write_bytes(b"x" * 40)
    stat = Path.stat

    def last_look(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        status = stat(path, follow_symlinks=follow_symlinks)
        if path == log and follow_symlinks:
            log.unlink()
        return status

    monkeypatch.setattr(Path, "stat", last_look)
    with Project.open(closed) as project:
        assert project.check() == []
