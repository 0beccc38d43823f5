"""What the tables refuse by themselves, and how an old project becomes a new one."""

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotation.errors import KnownError
from annotation.values.items import Remark, RemarkKind, Span
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, read_setting, write_setting
from storage.file.folders import safety_folder
from storage.file_format import schema as schemas
from storage.file_format.schema import Schema, current_schema, objects_in
from storage.file_format.tables import Table
from storage.project import JournalStep, Project
from storage.safekeeping.known_backups import list_backups
from storage.safekeeping.opening import close_file, open_file
from storage.safekeeping.recovery import recover
from tests.storage.conftest import assigned_to


def test_the_names_of_all_tables_are_in_one_place() -> None:
    schema = current_schema()
    tables = {name for kind, name in schema.objects(schema.version) if kind == "table"}
    assert tables == {table.value for table in Table} | {"sqlite_sequence"}


def test_no_query_names_a_table_that_is_not_there() -> None:
    named = set()
    for module in Path(schemas.__file__).parent.glob("*.py"):
        if module.name != "search_index.py":  # the index has tables of its own
            source = module.read_text()
            asked = set(re.findall(r"(?:FROM|JOIN|INTO|UPDATE) ([a-z_]+)", source))
            named |= asked - set(re.findall(r"([a-z_]+) AS \(", source))  # named by WITH
    assert named <= {table.value for table in Table} | {"sqlite_master"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET op = 'delete-span'",
        "UPDATE journal SET checksum = 0",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "REPLACE INTO journal (step_id, set_id, at, op, changes, checksum)"
        " VALUES ('t1', 1, '', 'skip', '[]', 0)",
        "UPDATE document_text SET text = 'غيره'",
        "UPDATE document SET sha256 = uid",
    ],
)
def test_the_journal_and_the_texts_do_not_change(
    project: Project, path: Path, ahmad: Span, statement: str
) -> None:
    made = Transaction(Op.CREATE_SPAN, (Change(None, ahmad),))
    project.commit(project.open_set("d1", "سارة").id, JournalStep("t1", "2026-01-01", made))
    project.close()
    with (
        contextlib.closing(sqlite3.connect(path)) as other_program,
        pytest.raises(sqlite3.IntegrityError, match=r"append-only|does not change"),
    ):
        other_program.execute(statement)
    with Project.open(path) as again:
        assert again.check() == []


# -- an older project, and a newer program ---------------------------------------------------


def add_comments(database: Database) -> None:
    database["comment"].create({"id": int, "text": str}, pk="id", strict=True)


def rebuild_annotators(database: Database) -> None:
    database["annotator"].add_column("note", str)
    database["annotator"].transform(defaults={"note": "—"})


def fail_half_way(database: Database) -> None:
    database["half"].create({"id": int})
    raise KnownError("The migration failed.")


LATER = Schema(
    current_schema().source, (*current_schema().migrations, add_comments, rebuild_annotators)
)


def as_released(version: int, path: Path) -> Path:
    """A project of an older schema version, as it was released: kept as SQL, made into a file."""
    source = Path(__file__).with_name(f"project_version_{version}.sql")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(source.read_text("utf-8"))
    return path


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    return as_released(1, tmp_path / "قديم.tawseem")


def test_a_project_of_version_1_is_opened(version_1: Path) -> None:
    with Project.open(version_1) as project:
        assert project.check() == []
        assert project.annotators() == ["سارة"]
        opened = project.open_set("d1", "سارة")
        assert [opened.state.text_of(span) for span in opened.state.spans] == ["أَحْمَدُ", "البنك"]
        assert opened.state.relations[0].tag == "HOLDS"
        assert len(opened.history.undone) == 1


def test_an_older_project_is_migrated_after_a_verified_backup(version_1: Path) -> None:
    file = open_file(version_1, read_only=False, schema=LATER)
    assert file.value("PRAGMA user_version") == LATER.version
    assert objects_in(file.connection) == LATER.objects(LATER.version)
    assert file.value("SELECT note FROM annotator") is None
    (backup,) = list_backups(safety_folder(version_1, file.uid))
    close_file(file)
    with Project.open(backup) as old:
        assert old.annotators() == ["سارة"]
    again = open_file(version_1, read_only=False, schema=LATER)
    assert again.value("SELECT count(*) FROM span") == 2
    close_file(again)
    with pytest.raises(KnownError, match="newer Tawseem"):
        Project.open(version_1)


def test_a_migration_that_fails_leaves_the_old_project(version_1: Path) -> None:
    broken = Schema(
        current_schema().source, (*current_schema().migrations, add_comments, fail_half_way)
    )
    with pytest.raises(KnownError, match="migration failed"):
        open_file(version_1, read_only=False, schema=broken)
    with Project.open(version_1) as project:
        assert project.check() == []


def test_an_older_project_is_not_migrated_for_reading_only(version_1: Path) -> None:
    before = version_1.read_bytes()
    with pytest.raises(KnownError, match="open it once for writing"):
        open_file(version_1, read_only=True, schema=LATER)
    assert version_1.read_bytes() == before


def test_an_older_project_gets_the_assignments_of_version_2(version_1: Path) -> None:
    with Project.open(version_1) as project:
        assert project.team.assign(["d1"], ["سارة"]) == 1
        assert [document.is_mine for document in project.documents("سارة")] == [True]
        assert project.check() == []
    with Project.open(version_1, read_only=True) as project:
        assert assigned_to(project, "سارة") == ["d1"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_project_can_hold_remarks_and_settings(version: int, tmp_path: Path) -> None:
    path = as_released(version, tmp_path / "قديم.tawseem")
    said = Remark("r1", RemarkKind.COMMENT, "سارة", "s1", "لماذا لا يشمل اللقب؟", at="2026-01-01")
    with Project.open(path) as project:
        assert project.check() == []
        set_id = project.open_set("d1", "مريم").id
        made = Transaction(Op.REMARK, (Change(None, said),))
        project.commit(set_id, JournalStep("t9", "2026-01-01", made))
        write_setting(project._file, Setting.BLIND_SHARE, "0.1")
        assert project.check() == []
    with Project.open(path, read_only=True) as project:
        assert ("d1", "مريم", said) in project.remarks()
        assert read_setting(project._file, Setting.BLIND_SHARE) == "0.1"
        assert project.state("d1", "سارة").spans  # the older work is as it was


def test_a_backup_of_an_older_version_is_good_for_recovery(version_1: Path, tmp_path: Path) -> None:
    Project.open(version_1).close()
    version_1.write_bytes(b"")
    recover(version_1, tmp_path / "مستعاد.tawseem")
    with Project.open(tmp_path / "مستعاد.tawseem") as project:
        assert project.annotators() == ["سارة"]
        assert project.check() == []
