"""When the world misbehaves: a full disk, a second program, a swapped file, a read-only folder."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.project import Project
from tests.storage.conftest import step

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def full_disk(path: Path, room: int) -> Iterator[None]:
    """No file may grow beyond what the project's log has now, and `room` bytes."""
    import resource
    import signal

    log = path.with_name(path.name + "-wal")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + room, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("room", [0, 5000, 30_000])
def test_a_full_disk_refuses_a_step_and_keeps_all_others(
    project: Project, path: Path, ahmad: Span, room: int
) -> None:
    set_id = project.open_set("d1", "سارة").id
    written: list[str] = []
    with full_disk(path, room), pytest.raises(KnownError, match="disk"):
        write_until_refused(project, set_id, ahmad, written)
    entry = step(f"t{len(written)}", Span(f"s{len(written)}", *labels(ahmad)))
    assert [e.step_id for e in project.journal(set_id)] == written
    assert project.check() == []
    project.commit(set_id, entry)  # there is room again: the very same step
    assert project.open_set("d1", "سارة").history.done == (*written, entry.step_id)
    assert project.check() == []


def write_until_refused(project: Project, set_id: int, span: Span, written: list[str]) -> None:
    for number in range(1000):
        project.commit(set_id, step(f"t{number}", Span(f"s{number}", *labels(span))))
        written.append(f"t{number}")


def labels(span: Span) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    return (span.layer, span.tag, span.fragments)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_brings_nothing_of_an_import_and_no_half_backup(
    project: Project, path: Path, document: Document, tmp_path: Path
) -> None:
    many = [Record(Document.of(f"n{n}", f"خبر {n}", document.text)) for n in range(2000)]
    with full_disk(path, 5000):
        with pytest.raises(KnownError, match="disk"):
            project.add_records(many)
        with pytest.raises(KnownError):
            project.backup(tmp_path / "نسخة.tawseem")
    assert project.stats()["documents"] == 1
    assert not list(tmp_path.glob("*نسخة*"))
    assert project.add_records(many).documents_added == 2000
    assert project.check() == []


def run(code: str, *arguments: str) -> str:
    """Run Python in another process, in which storage can be imported."""
    answer = subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


OPEN_IT = """
import sys
from pathlib import Path
from annotation.errors import KnownError
from storage.project import Project
try:
    with Project.open(Path(sys.argv[1]), read_only="read" in sys.argv) as project:
        print(project.is_read_only, project.stats()["documents"])
except KnownError as error:
    print("refused:", error)
"""


def test_a_second_program_is_refused_by_name(project: Project, path: Path, tmp_path: Path) -> None:
    project.backup(tmp_path / "نسخة.tawseem")  # reading the live file must not drop its locks
    project.search("احمد")
    project.check()
    for mode in ("write", "read"):
        said = run(OPEN_IT, str(path), mode)
        assert said.startswith("refused:")
        assert "is already open, by" in said
        assert str(os.getpid()) in said
    project.close()
    assert run(OPEN_IT, str(path)) == "False 1"


def test_a_program_that_knows_nothing_of_the_lock_file_cannot_write(
    project: Project, path: Path
) -> None:
    path.with_name(path.name + ".lock").unlink()
    code = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("DELETE FROM project")
except sqlite3.OperationalError as error:
    print(error)
"""
    assert run(code, str(path)) == "database is locked"
    assert run(OPEN_IT, str(path)).endswith("is in use by another program; close it there.")


def test_the_same_program_does_not_open_a_project_twice(project: Project, path: Path) -> None:
    link = path.with_name("اسم آخر.tawseem")
    link.symlink_to(path)
    for name in (path, link):
        with pytest.raises(KnownError, match="already open in this program"):
            Project.open(name)


def test_a_lock_of_a_program_that_is_gone_is_no_obstacle(project: Project, path: Path) -> None:
    project.close()
    code = OPEN_IT.replace("print(project", "import os; os._exit(0); print(project")
    run(code, str(path))
    assert path.with_name(path.name + ".lock").exists()
    with Project.open(path) as again:
        assert not again.is_read_only


def test_a_lock_of_another_computer_is_respected(project: Project, path: Path) -> None:
    project.close()
    lock = path.with_name(path.name + ".lock")
    lock.write_text('{"host": "مكتب-٢", "pid": 1, "user": "نور", "since": "2026-01-01"}', "utf-8")
    with pytest.raises(KnownError, match="open on مكتب-٢ by نور since 2026-01-01"):
        Project.open(path)
    for torn in (b"", bytes(90), b'{"host": "office-2", "pid": 1, "us'):  # by a power cut
        lock.write_bytes(torn)
        with Project.open(path):
            holder = json.loads(lock.read_text("utf-8"))  # and nothing of what stood there
            assert holder["pid"] == os.getpid()
        assert not lock.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
@pytest.mark.parametrize("how", ["replaced", "deleted", "moved"])
def test_no_step_goes_into_a_file_that_nobody_can_reach(
    project: Project, path: Path, tmp_path: Path, ahmad: Span, bank: Span, how: str
) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    aside = tmp_path / "جانبا.tawseem"
    if how == "replaced":
        project.backup(aside)
        aside.replace(path)
    elif how == "deleted":
        path.unlink()
    else:
        path.rename(aside)
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        project.commit(set_id, step("t2", bank))
    project.backup(tmp_path / "نجاة.tawseem")  # what is saved can still be copied
    if how == "moved":
        aside.rename(path)
        project.commit(set_id, step("t2", bank))
    project.close()
    with Project.open(tmp_path / "نجاة.tawseem") as saved:
        assert saved.check() == []
        assert saved.open_set("d1", "سارة").state.items() == (ahmad,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
@pytest.mark.parametrize("how", ["moved", "replaced"])
def test_a_file_that_goes_while_something_is_written_keeps_nothing_of_it(
    project: Project, path: Path, tmp_path: Path, how: str
) -> None:
    """Between BEGIN and COMMIT, too: what is told to be saved must be in the file at the path."""
    aside = tmp_path / "جانبا.tawseem"
    late = Record(Document.of("d3", "خبر آخر", "عاد الوفد من مسقط."))

    def coming() -> Iterator[Record]:
        yield Record(Document.of("d2", "خبر", "وصل الوفد إلى مسقط."))
        path.rename(aside)
        if how == "replaced":
            shutil.copy(aside, path)
        yield late

    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        project.add_records(coming())
    aside.replace(path)
    assert project.add_records([late]).documents_added == 1
    project.close()
    with Project.open(path) as again:
        assert [document.id for document in again.documents("سارة")] == ["d1", "d3"]
        assert again.check() == []


def test_a_project_can_be_opened_for_reading_only(
    project: Project, path: Path, ahmad: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.commit(set_id, step("t1", ahmad))
    project.close()
    before = path.read_bytes()
    with Project.open(path, read_only=True) as reading:
        assert reading.open_set("d1", "سارة").state.items() == (ahmad,)
        assert reading.open_set("d1", "نور").id == 0
        assert len(reading.search("احمد")) == 2
        assert [record.annotator for record in reading.records()] == ["سارة"]
        for write in (
            lambda: reading.commit(set_id, step("t2")),
            lambda: reading.add_records([]),
        ):
            with pytest.raises(KnownError, match="open for reading only"):
                write()
    assert path.read_bytes() == before


NOBODY = 65534


def opened_by_nobody(path: Path) -> str:
    """What a process without any rights is told when it opens the project."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setuid(NOBODY)
        try:
            with Project.open(path) as project:
                said = f"{project.is_read_only} {project.stats()['documents']}"
        except BaseException as error:
            said = str(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123 (a descriptor, not a path)
        return pipe.read()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that another user can reach: pytest's own belong to this user alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs another user")
@pytest.mark.parametrize("was_closed", [True, False])
def test_a_read_only_folder_is_opened_for_reading(
    public_folder: Path, tagset: Tagset, document: Document, was_closed: bool
) -> None:
    path = public_folder / "p.tawseem"
    with Project.create(path, tagset) as project:
        project.add_records([Record(document)])
        if not was_closed:
            for ending in ("", "-wal"):
                shutil.copy(f"{path}{ending}", public_folder / f"q.tawseem{ending}")
            path = public_folder / "q.tawseem"
    for file in public_folder.iterdir():
        file.chmod(0o444)
    public_folder.chmod(0o555)
    said = opened_by_nobody(path)
    if was_closed:
        assert said == "True 1"
    else:
        assert "was not closed properly, and its folder cannot be written" in said
    public_folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="needs another user")
def test_a_read_only_file_is_opened_for_reading(
    public_folder: Path, tagset: Tagset, document: Document
) -> None:
    path = public_folder / "p.tawseem"
    with Project.create(path, tagset) as project:
        project.add_records([Record(document)])
    public_folder.chmod(0o777)
    path.chmod(0o444)
    assert opened_by_nobody(path) == "True 1"
    assert list(public_folder.iterdir()) == [path]


def test_what_a_program_left_in_the_log_is_read_even_for_reading_only(
    project: Project, path: Path, tmp_path: Path, ahmad: Span
) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{tmp_path / 'q.tawseem'}{ending}")
    with contextlib.closing(sqlite3.connect(tmp_path / "q.tawseem")):
        pass
    with Project.open(tmp_path / "q.tawseem", read_only=True) as reading:
        assert reading.open_set("d1", "سارة").state.items() == (ahmad,)
        assert reading.check() == []
