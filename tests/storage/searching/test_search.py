"""Search finds words in whatever spelling, and takes any text as a question."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from annotation.files.own_files import make_folder
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.project import Hit, Project
from storage.searching.search_index import index_path

HOSTILE = [
    '"',
    "'",
    'كتاب"',
    "(كتاب",
    "كتاب AND",
    "NOT كتاب",
    "*",
    "كتاب*",
    "^كتاب",
    "text:كتاب",
    "NEAR(",
    "كتاب-جديد",
    "a.b",
    "-كتاب",
    "",
    "   ",
    "{text}:كتاب",
    "AND",
    "OR OR",
    "+ + +",
    "\x00\x00\x00",
    "كتاب\x00كتاب",
    "؟؟؟",
    '"كتاب',
    "٪٪٪",
    "%%%",
    "; DROP TABLE span",
    "َََ",
    "😀😀😀",
    "ـــ",
    "\u202e\u2066\u2069",
    "ا" * 5000,
    "سؤال طويل " * 500,
]


def places(project: Project, query: str, tag: str | None = None) -> list[str]:
    return [hit.match for hit in project.search(query, tag=tag)]


@pytest.mark.parametrize("query", ["احمد", "أحمد", "أَحْمَد", "إحمد", "أحـــمد", " احمد "])
def test_a_word_is_found_in_every_spelling(project: Project, query: str) -> None:
    assert places(project, query) == ["أَحْمَدُ", "أحمد"]


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("casa-1000", ["CASA-1000"]),
        ("2025", ["٢٠٢٥"]),
        ("العلي", ["الـعـلي"]),
        ("مديره البنك", ["مديرةَ البنك"]),
        ("😀", ["😀"]),
        ("لا", ["لا", "لأ"]),
        ("لا بد", ["لا بدّ"]),
        ("كتاب", []),
    ],
)
def test_words_digits_and_letters_are_found(
    project: Project, query: str, matches: list[str]
) -> None:
    assert places(project, query) == matches


def test_a_hit_shows_its_place_and_its_neighbours(project: Project, document: Document) -> None:
    hit = project.search("البنك")[0]
    assert document.text[hit.begin : hit.end] == hit.match == "البنك"
    assert document.text[hit.begin - len(hit.before) : hit.begin] == hit.before
    assert (hit.document_id, hit.document_name) == ("d1", "لقاء")
    assert hit.after.startswith(" الدولي سلمى")
    assert isinstance(hit, Hit)


def test_a_tag_narrows_the_search_to_its_spans(
    project: Project, document: Document, ahmad: Span
) -> None:
    other = Document.of("d2", "آخر", "أحمد هنا")
    project.add_records([Record(document, "سارة", spans=(ahmad,)), Record(other)])
    assert len(project.search("احمد")) == 3
    assert places(project, "احمد", "PER") == ["أَحْمَدُ"]
    assert places(project, "احمد", "ORG") == []
    assert places(project, "", "PER") == ["أَحْمَدُ بن سالم"]


def test_a_hit_near_the_sides_of_a_text_shows_all_that_stands_there(project: Project) -> None:
    text = "في مسقط وقّع الوفد " + "، ".join(["كلمة"] * 40) + " ثم عاد"
    project.add_records([Record(Document.of("d7", "طرفان", text))])
    (first,) = project.search("مسقط")
    assert (first.before, first.match) == ("في ", "مسقط")
    assert first.after == text[7 : 7 + len(first.after)]
    (last,) = project.search("ثم عاد")
    assert last.after == ""
    assert text.endswith(last.before + last.match)
    assert len(first.after) == len(last.before) < len(text) - 10


def test_no_more_hits_than_wanted(project: Project) -> None:
    assert len(project.search("ا", limit=5)) == 5
    assert project.search("احمد", limit=0) == []


def test_any_text_may_be_asked_for(project: Project) -> None:
    index = index_path(project._file)
    project.search("احمد")
    made = index.stat().st_ino
    for query in HOSTILE:
        assert project.search(query, tag=query) == []
        assert isinstance(project.search(query), list)
    assert index.stat().st_ino == made  # no question was taken for damage of the index


def test_the_index_follows_the_project_and_may_be_lost(project: Project) -> None:
    assert len(project.search("احمد")) == 2
    project.add_records([Record(Document.of("d2", "خبر", "جاء أحمَد"))])
    assert len(project.search("احمد")) == 3
    path = index_path(project._file)
    for damage in (b"", b"not an index", bytes(9000)):
        path.write_bytes(damage)
        assert len(project.search("احمد")) == 3
    path.unlink()
    assert len(project.search("احمد")) == 3


SCHEMA_DAMAGE = {
    "other columns": "DROP TABLE made_of; CREATE TABLE made_of (folding, wrong)",
    "fewer columns": "ALTER TABLE made_of DROP COLUMN last_uid",
    "no index": "DROP TABLE folded",
    "a table for the index": "DROP TABLE folded; CREATE TABLE folded (text)",
    "a view for the index": "DROP TABLE folded; CREATE VIEW folded AS SELECT 1 AS folded",
    "a view for what it is of": "DROP TABLE made_of; CREATE VIEW made_of AS SELECT 1 AS documents",
    "another tokenizer": "DROP TABLE folded; CREATE VIRTUAL TABLE folded USING fts5(text)",
    "a trigger": "CREATE TRIGGER lies AFTER INSERT ON made_of BEGIN DELETE FROM made_of; END",
    "a foreign table": "CREATE TABLE thesis (words); INSERT INTO thesis VALUES ('كلام')",
    "a part lost": "PRAGMA writable_schema = ON;"
    " DELETE FROM sqlite_master WHERE name LIKE 'folded_%'",
    "a part that is none": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE'",
    "rows of another kind": "UPDATE made_of SET last_row = -1, documents = -1",
    "no rows": "DELETE FROM made_of",
    "many rows": "INSERT INTO made_of SELECT * FROM made_of",
    "words lost": "DELETE FROM folded_data",
    "another version": "UPDATE folded_config SET v = 99 WHERE k = 'version'",
    "pages of another size": "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM",
}


@pytest.mark.parametrize("damage", SCHEMA_DAMAGE.values(), ids=SCHEMA_DAMAGE.keys())
def test_an_index_with_a_damaged_schema_is_made_anew(project: Project, damage: str) -> None:
    assert len(project.search("احمد")) == 2
    path = index_path(project._file)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as index:
        sound = schema_of(index)
        index.execute("PRAGMA trusted_schema = ON")
        index.executescript(damage)
    assert len(project.search("احمد")) == 2
    project.add_records([Record(Document.of("d2", "خبر", "جاء أحمَد"))])
    assert len(project.search("احمد")) == 3
    with contextlib.closing(sqlite3.connect(path)) as index:
        assert schema_of(index) == sound


def schema_of(database: sqlite3.Connection) -> list[tuple[str, str]]:
    return database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_what_lies_in_the_place_of_the_index_is_not_written(
    project: Project, tmp_path: Path
) -> None:
    path, thesis = index_path(project._file), tmp_path / "رسالة.db"
    with contextlib.closing(sqlite3.connect(thesis)) as database:
        database.execute("CREATE TABLE thesis (words)")
    content = thesis.read_bytes()
    make_folder(path.parent)
    path.symlink_to(thesis)
    assert len(project.search("احمد")) == 2
    assert thesis.read_bytes() == content
    path.unlink(missing_ok=True)
    path.mkdir()
    assert len(project.search("احمد")) == 2
    assert path.is_dir()


def test_an_index_of_other_documents_is_made_anew(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "نسخة.tawseem"
    project.backup(copy)
    project.add_records([Record(Document.of("d2", "خبر", "جاء أحمَد"))])
    assert len(project.search("احمد")) == 3
    with Project.open(copy) as older:
        older.add_records([Record(Document.of("d3", "غيره", "ذهب سالم"))])
        assert len(older.search("سالم")) == 2
        assert len(older.search("احمد")) == 2


def test_without_a_cache_folder_the_texts_are_read(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ملف").write_text("ليس مجلدا", "utf-8")
    monkeypatch.setenv("TAWSEEM_CACHE", str(tmp_path / "ملف"))
    assert len(project.search("احمد")) == 2
