"""A project is read as it was while it is written, and stays locked, and loses nothing."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file_format.tables import Table
from storage.project import Project
from tests.storage.conftest import step
from tests.storage.safekeeping.test_disk import run


@contextlib.contextmanager
def snapshot_of(project: Project) -> Iterator[Project]:
    """What a second thread would read, here on the same one."""
    file = project.file.snapshot()
    assert file is not None
    with Project(file) as snapshot:
        yield snapshot
    project.file.end_snapshot()


def log_size(path: Path) -> int:
    return path.with_name(f"{path.name}-wal").stat().st_size


def texts(count: int) -> Iterator[Record]:
    for number in range(count):
        yield Record(
            Document.of(f"n{number}", f"خبر {number}", "قالَ أحمد لسلمى إنّ الخبر صحيح. " * 40)
        )


def test_a_snapshot_holds_what_was_done_before_it_and_nothing_that_comes_after(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    with snapshot_of(project) as snapshot:
        before = path.stat()
        assert snapshot.is_read_only
        assert log_size(path) == 0
        project.commit(set_id, step("t2", bank))
        project.add_records(texts(500))  # far more than the log is let grow otherwise
        project.file.checkpoint()  # is put off
        assert log_size(path) > 1_000_000
        assert snapshot.state("d1", "سارة").spans == (ahmad,)
        assert snapshot.stats()["documents"] == 1
        assert snapshot.check() == []
        after = path.stat()
        assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert project.state("d1", "سارة").spans == (ahmad, bank)
    project.file.checkpoint()
    assert log_size(path) == 0
    with snapshot_of(project) as later:
        assert later.state("d1", "سارة").spans == (ahmad, bank)
        assert later.stats()["documents"] == 501
    assert project.check() == []


def test_the_log_is_emptied_by_itself_again_when_the_snapshot_is_closed(project: Project) -> None:
    with snapshot_of(project):
        assert project.file.value("PRAGMA wal_autocheckpoint") == 0
    assert project.file.value("PRAGMA wal_autocheckpoint") == 256


KNOWS_NO_LOCK_FILE = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("DELETE FROM project")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_the_file_stays_locked_before_a_snapshot_while_it_is_read_and_after(
    project: Project, path: Path, ahmad: Span
) -> None:
    def is_locked() -> bool:
        return run(KNOWS_NO_LOCK_FILE, str(path)) == "database is locked"

    path.with_name(f"{path.name}.lock").unlink()  # only SQLite's own lock is looked at
    assert is_locked()
    with snapshot_of(project):
        assert is_locked()
        with pytest.raises(KnownError, match="already open in this program"):
            Project.open(path)
    assert is_locked()
    with pytest.raises(KnownError, match="already open in this program"):
        Project.open(path)
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    assert is_locked()
    project.close()
    assert not is_locked()


def test_nothing_can_be_written_into_a_snapshot(project: Project, ahmad: Span) -> None:
    set_id = project.open_set("d1", "سارة").id
    with snapshot_of(project) as snapshot:
        with pytest.raises(KnownError, match="open for reading only"):
            snapshot.commit(set_id, step("t1", ahmad))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            snapshot.file.connection.execute(f"DELETE FROM {Table.JOURNAL}")


def test_a_snapshot_of_a_file_that_was_swapped_is_refused(project: Project, path: Path) -> None:
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        project.file.snapshot()
    aside.rename(path)
    with snapshot_of(project) as snapshot:
        assert snapshot.stats()["documents"] == 1


def test_a_file_swapped_at_the_last_moment_is_not_read(
    project: Project, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "قديم.tawseem"
    project.backup(other)
    checkpoint = project.file.checkpoint

    def swap_then() -> None:
        checkpoint()
        path.rename(tmp_path / "جانبا.tawseem")
        other.rename(path)

    monkeypatch.setattr(project.file, "checkpoint", swap_then)
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        project.file.snapshot()
    assert project.file.value("PRAGMA wal_autocheckpoint") == 256


def test_one_snapshot_at_a_time(project: Project) -> None:
    with snapshot_of(project), pytest.raises(RuntimeError, match="at a time"):
        project.file.snapshot()


def test_without_a_log_there_is_no_snapshot(project: Project) -> None:
    project.file.query("PRAGMA journal_mode = DELETE")
    assert project.file.snapshot() is None


def test_a_project_that_is_only_read_is_read_twice(project: Project, path: Path) -> None:
    project.close()
    with Project.open(path, read_only=True) as reading, snapshot_of(reading) as snapshot:
        assert snapshot.stats() == reading.stats()


def test_what_is_stopped_refuses_every_question(project: Project, tmp_path: Path) -> None:
    with snapshot_of(project) as snapshot:
        snapshot.file.stop()
        for ask in (snapshot.stats, snapshot.annotators, lambda: snapshot.documents("سارة")):
            with pytest.raises(KnownError, match="is closed"):
                ask()
        with pytest.raises(KnownError, match="is closed"):
            snapshot.copy_aside(tmp_path / "نسخة.tawseem")
    snapshot.file.stop()  # closed already: nothing to do
    assert project.stats()["documents"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_what_was_written_while_a_snapshot_was_read_survives_the_end_of_the_program(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    project.close()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            dying = Project.open(path)
            set_id = dying.open_set("d1", "سارة").id
            dying.commit(set_id, step("t1", ahmad))
            dying.file.snapshot()
            dying.commit(set_id, step("t2", bank))
            os.kill(os.getpid(), 9)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 9
    with Project.open(path) as again:
        assert again.state("d1", "سارة").spans == (ahmad, bank)
        assert again.check() == []
