"""What lies beside a project and is not ours is not followed, written, waited for or obeyed."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.project import Project
from tests.storage.conftest import step

MAGIC = bytes.fromhex("d9d505f920a163d7")  # at both ends of such a journal
THESIS = "سنوات من العمل"
HOUSE = Path(__file__).resolve().parents[3]

Put = Callable[[Path, Path], None]


@pytest.fixture
def closed(path: Path, tagset: Tagset) -> Path:
    Project.create(path, tagset).close()
    return path


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    """Somebody's own file."""
    thesis = tmp_path / "رسالة.txt"
    thesis.write_text(THESIS, "utf-8")
    return thesis


def link(path: Path, thesis: Path) -> None:
    path.symlink_to(thesis)


def link_to_nothing(path: Path, thesis: Path) -> None:
    path.symlink_to(thesis.with_name("لا شيء"))


def second_name(path: Path, thesis: Path) -> None:
    os.link(thesis, path)


def folder(path: Path, _: Path) -> None:
    path.mkdir()


def pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def device(path: Path, _: Path) -> None:
    path.symlink_to("/dev/zero")


NEEDS_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
STRANGE = [
    link,
    link_to_nothing,
    second_name,
    folder,
    pytest.param(pipe, marks=NEEDS_PIPES),
    pytest.param(device, marks=NEEDS_PIPES),
]


def stays(path: Path, thesis: Path) -> None:
    assert thesis.read_text("utf-8") == THESIS
    assert not thesis.with_name("لا شيء").exists()
    assert os.path.lexists(path)


@pytest.mark.parametrize("put", STRANGE)
@pytest.mark.parametrize("ending", [".lock", "-wal", "-journal"])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_stands_in_the_place_of_our_files_is_left_alone(
    closed: Path, thesis: Path, put: Put, ending: str, read_only: bool
) -> None:
    beside = closed.with_name(closed.name + ending)
    put(beside, thesis)
    with pytest.raises(KnownError, match=r"not an ordinary file|is not a log of a project"):
        Project.open(closed, read_only=read_only)
    stays(beside, thesis)
    (beside.rmdir if beside.is_dir() and not beside.is_symlink() else beside.unlink)()
    with Project.open(closed) as project:
        assert project.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not copy what is open")
def test_a_log_that_a_backup_of_the_computer_has_given_a_second_name_is_still_the_log(
    path: Path, tagset: Tagset, document: Document, ahmad: Span
) -> None:
    crashed = path.with_name("محطم.tawseem")
    log = path.with_name(path.name + "-wal")
    with Project.create(path, tagset) as project:
        project.add_records([Record(document)])
        project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
        crashed.write_bytes(path.read_bytes())
        crashed.with_name(crashed.name + "-wal").write_bytes(log.read_bytes())
    os.link(crashed.with_name(crashed.name + "-wal"), path.with_name("kept"))
    with Project.open(crashed) as project:
        assert project.open_set("d1", "سارة").state.spans == (ahmad,)


@pytest.mark.parametrize("put", [folder, *STRANGE[4:]])
def test_a_project_that_is_no_file_is_refused(tmp_path: Path, thesis: Path, put: Put) -> None:
    path = tmp_path / "أخبار.tawseem"
    put(path, thesis)
    with pytest.raises(KnownError, match="is not a file"):
        Project.open(path)
    assert not path.with_name(path.name + ".lock").exists()


@pytest.mark.parametrize(
    "content",
    [
        THESIS.encode(),
        b'{"packages": []}',
        b'{"host": "a", "user": "b"}',
        b"[1]",
        b"[" * 4000,
        b'{"host": "' + b"a" * 5000,
    ],
)
def test_a_file_that_says_nothing_of_a_lock_is_nobodys_lock(closed: Path, content: bytes) -> None:
    lock = closed.with_name(closed.name + ".lock")
    lock.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(KnownError, match="holds something else than a lock"):
            Project.open(closed, read_only=read_only)
    assert lock.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
def test_what_took_the_place_of_the_lock_stays_when_the_project_is_closed(
    closed: Path, thesis: Path
) -> None:
    lock = closed.with_name(closed.name + ".lock")
    with Project.open(closed):
        lock.unlink()
        thesis.rename(lock)
    assert lock.read_text("utf-8") == THESIS


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_lock_is_as_private_as_its_project(closed: Path) -> None:
    closed.chmod(0o600)
    with Project.open(closed):
        assert closed.with_name(closed.name + ".lock").stat().st_mode & 0o077 == 0


HOLDS_IT = """
import fcntl, os, sys
handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o444)
words = b'{"host": "%s", "pid": 1, "user": "nour", "since": "2026"}'
os.write(handle, words % os.uname()[1].encode())
fcntl.flock(handle, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="users of POSIX")
def test_a_lock_that_may_not_be_written_is_still_a_lock(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another user's is. Who may write everything is refused here as they would be."""
    lock = closed.with_name(closed.name + ".lock")
    opened = os.open

    def as_another(path: object, flags: int, *others: int, **more: int) -> int:
        if str(path) == str(lock) and flags & os.O_RDWR:
            raise PermissionError(13, "not yours")
        return opened(path, flags, *others, **more)  # type: ignore[arg-type]

    code = [sys.executable, "-c", HOLDS_IT, str(lock)]
    with subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        monkeypatch.setattr(os, "open", as_another)
        with pytest.raises(KnownError, match="already open, by nour"):
            Project.open(closed, read_only=True)
        holder.communicate(b"")
    with Project.open(closed) as project:
        assert not project.is_read_only


def journal_that_names(victim: Path, closed: Path) -> bytes:
    """A rollback journal as of several files at once: https://www.sqlite.org/fileformat2.html, 3.

    It takes back no page, and names another file behind them.
    """
    numbers = (0, 0, closed.stat().st_size // 4096, 512, 4096)  # pages, seed, size, sector, page
    head = MAGIC + b"".join(number.to_bytes(4, "big") for number in numbers)
    name = os.fsencode(victim)
    behind_all_pages = (0x40000000 // 4096 + 1).to_bytes(4, "big")
    ends = len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big")
    return head.ljust(512, b"\0") + behind_all_pages + name + ends + MAGIC


def test_a_journal_that_names_another_file_is_not_obeyed(closed: Path, tmp_path: Path) -> None:
    victim = tmp_path / "thesis.txt"  # SQLite sums bytes as signed numbers: ASCII is simpler
    victim.write_text(THESIS, "utf-8")
    beside = closed.with_name(closed.name + "-journal")
    content = journal_that_names(victim, closed)
    beside.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(KnownError, match="names files of other programs"):
            Project.open(closed, read_only=read_only)
    assert victim.read_text("utf-8") == THESIS
    assert beside.read_bytes() == content
    with contextlib.closing(sqlite3.connect(closed)) as plain:  # the danger is real
        plain.execute("SELECT * FROM project").fetchall()
    assert not victim.exists()
