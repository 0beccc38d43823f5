"""How the file is held open: the settings that the promises rest on, and what is denied."""

import sqlite3
from pathlib import Path

import pytest

from storage.project import Project

FULL = 2


def settings_of(project: Project, *names: str) -> dict[str, object]:
    return {name: project._file.value(f"PRAGMA {name}") for name in names}


def test_a_project_is_written_so_that_a_commit_lasts_and_nothing_in_it_is_believed(
    project: Project, path: Path
) -> None:
    held = {
        "journal_mode": "wal",
        "locking_mode": "exclusive",
        "synchronous": FULL,
        "fullfsync": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "wal_autocheckpoint": 256,
    }
    assert settings_of(project, *held) == held
    project.open_set("d1", "سارة")
    assert project.team.people()  # through a library, which leaves the connection as it is
    assert settings_of(project, *held, "recursive_triggers") == {**held, "recursive_triggers": 0}
    assert path.with_name(f"{path.name}-wal").exists()
    assert not path.with_name(f"{path.name}-shm").exists()  # the log's index is in memory
    project.close()
    assert [file.name for file in path.parent.glob(f"{path.name}*")] == [path.name]
    with Project.open(path, read_only=True) as reading:
        held = {"journal_mode": "delete", "foreign_keys": 1, "trusted_schema": 0}
        assert settings_of(reading, *held) == held


DENIED = (
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "SELECT load_extension('x')",
    "PRAGMA writable_schema = ON",
    "PRAGMA WRITABLE_SCHEMA = ON",
    "PRAGMA temp_store_directory = '/'",
    "PRAGMA data_store_directory = '/'",
)


@pytest.mark.parametrize("read_only", [False, True])
def test_what_reaches_beyond_the_file_is_denied(
    project: Project, path: Path, read_only: bool
) -> None:
    project.close()
    with Project.open(path, read_only=read_only) as opened:
        for statement in DENIED:
            with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
                opened._file.connection.execute(statement)
        assert opened._file.value("SELECT count(*) FROM document WHERE name = 'لقاء'") == 1
