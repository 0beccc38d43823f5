"""A project replaces nothing that is in use, has a log beside it, or holds work of its own."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.files import placing
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file.lock import ProjectLock
from storage.file.new_file import logs_of
from storage.file.project_file import ProjectFile
from storage.project import Project
from storage.safekeeping import backup, replacing
from tests.storage.conftest import step

Overwrite = Callable[[Project, Path], Path | None]


def by_backup(project: Project, target: Path) -> Path | None:
    return project.backup(target, overwrite=True)


def by_split(project: Project, target: Path) -> Path | None:
    [part] = project.team.split(["سارة"], target.parent, overwrite=True)
    assert part.path == target
    return part.aside


@pytest.fixture(params=[by_backup, by_split])
def over(request: pytest.FixtureRequest) -> Overwrite:
    """A way in which a project is written over a file."""
    way: Overwrite = request.param
    return way


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where both ways write to, when they are told so."""
    return tmp_path / "أخبار-سارة.tawseem"


def content_of(target: Path) -> list[Record]:
    with Project.open(target, read_only=True) as opened:
        assert opened.check() == []
        return list(opened.records())


def test_what_holds_acts_that_are_nowhere_else_is_not_replaced(
    project: Project, target: Path, over: Overwrite, ahmad: Span, bank: Span
) -> None:
    project.team.split(["سارة"], target.parent)
    with Project.open(target) as hers:
        set_id = hers.open_set("d1", "سارة").id
        hers.commit(set_id, step("t1", ahmad))
        hers.commit(set_id, step("t2", bank))
    before = target.read_bytes()
    with pytest.raises(KnownError, match="holds 2 acts that are not in this project"):
        over(project, target)
    assert target.read_bytes() == before
    project.team.merge([target])
    aside = over(project, target)
    assert aside == target.with_name("أخبار-سارة-replaced.tawseem")
    assert aside.read_bytes() == before
    assert [record.spans for record in content_of(target)] == [(ahmad, bank)]


def test_what_is_open_is_not_replaced(project: Project, target: Path, over: Overwrite) -> None:
    project.team.split(["سارة"], target.parent)
    with Project.open(target), pytest.raises(KnownError, match="already open in this"):
        over(project, target)
    lock = ProjectLock.take(target)  # as another program does
    with pytest.raises(KnownError, match="is already open, by"):
        over(project, target)
    lock.release()
    assert over(project, target) is not None


def test_nobody_opens_a_project_while_it_is_replaced(
    project: Project, target: Path, over: Overwrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.team.split(["سارة"], target.parent)
    tried: list[str] = []
    rename = os.replace

    def try_to_open(path: object, aim: object, **more: object) -> None:
        with pytest.raises(KnownError) as refusal:
            ProjectLock.take(target)
        tried.append(str(refusal.value))
        rename(path, aim, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", try_to_open)
    over(project, target)
    assert len(tried) == 1
    assert "is already open, by" in tried[0]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_what_has_a_log_beside_it_is_not_replaced(
    project: Project, target: Path, over: Overwrite, ending: str
) -> None:
    project.team.split(["سارة"], target.parent)
    log, before = target.with_name(target.name + ending), target.read_bytes()
    log.write_bytes(b"stale")
    with pytest.raises(KnownError, match="may hold its last acts"):
        over(project, target)
    assert (target.read_bytes(), log.read_bytes()) == (before, b"stale")


def test_what_cannot_be_read_may_hold_work(project: Project, target: Path, over: Overwrite) -> None:
    project.team.split(["سارة"], target.parent)
    damaged = bytearray(target.read_bytes())
    damaged[4096:] = bytes(len(damaged) - 4096)
    target.write_bytes(damaged)
    with pytest.raises(KnownError, match="is not replaced, for it may hold work"):
        over(project, target)
    assert target.read_bytes() == damaged


def test_whatever_else_is_there_is_put_aside(
    project: Project, target: Path, over: Overwrite
) -> None:
    target.write_text("سنوات من العمل", "utf-8")
    aside = over(project, target)
    assert aside is not None
    assert aside.read_text("utf-8") == "سنوات من العمل"
    assert len(content_of(target)) == 1
    target.unlink()
    target.symlink_to(aside)
    with pytest.raises(KnownError, match="is not a file, so it is left alone"):
        over(project, target)
    target.unlink()
    target.mkdir()
    with pytest.raises(KnownError, match="is not a file, so it is left alone"):
        over(project, target)
    target.rmdir()
    assert over(project, target) is None


def test_a_copy_is_not_written_over_its_project_whatever_that_is_called(
    project: Project, path: Path
) -> None:
    other_name = path.with_name("اسم آخر.tawseem")
    os.link(path, other_name)
    with pytest.raises(KnownError, match="another name than its project"):
        project.backup(other_name, overwrite=True)
    assert path.samefile(other_name)


def test_a_crashed_project_is_not_undone_by_the_log_beside_it(
    project: Project, tmp_path: Path, tagset: Tagset, document: Document, ahmad: Span
) -> None:
    """Restoring by hand over a project that was killed: SQLite would pour its log into the copy."""
    crashed = tmp_path / "محطم.tawseem"
    with Project.create(crashed, tagset) as other:
        other.add_records([Record(document)])
        other.commit(other.open_set("d1", "سارة").id, step("t9", ahmad))
        log = crashed.with_name(crashed.name + "-wal")
        left = (crashed.read_bytes(), log.read_bytes())
    crashed.write_bytes(left[0])
    log.write_bytes(left[1])
    with pytest.raises(KnownError, match="may hold its last acts"):
        project.backup(crashed, overwrite=True)
    assert (crashed.read_bytes(), log.read_bytes()) == left


def test_what_crashes_while_it_is_looked_through_is_not_replaced(
    project: Project, target: Path, over: Overwrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two locks another program may have it open, and be killed."""
    project.backup(target)
    log = logs_of(target)[0]

    def crash(file: ProjectFile, other: Path) -> int:
        log.write_bytes("سجل".encode())
        return 0

    monkeypatch.setattr(replacing, "_acts_missing_in", crash)
    before = target.read_bytes()
    with pytest.raises(KnownError, match="may hold its last acts"):
        over(project, target)
    assert (target.read_bytes(), log.exists()) == (before, True)


def test_what_cannot_be_read_is_not_taken_for_something_else(
    project: Project, target: Path, over: Overwrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.backup(target)
    before = target.read_bytes()
    real = Path.open

    def failing(path: Path, *how: Any, **more: Any) -> Any:
        if path == target:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, *how, **more)

    with monkeypatch.context() as patches:
        patches.setattr(Path, "open", failing)
        with pytest.raises(KnownError, match="cannot be read"):
            over(project, target)
    assert target.read_bytes() == before


def test_done_is_said_after_the_copy_was_opened_by_itself_and_counted(
    project: Project, target: Path, over: Overwrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than what it was given."""
    rename, link = os.replace, os.link

    def spoiled(path: str, aim: str, **_: object) -> None:
        link(path, aim)
        Path(aim).unlink()
        rename(other, aim)

    other = str(target.with_name("غير ذلك"))
    Project.create(Path(other), project.tagset).close()
    monkeypatch.setattr(os, "link", spoiled)
    with pytest.raises(KnownError, match="does not hold what was written into it"):
        over(project, target)


def test_of_several_files_all_are_as_before_when_one_cannot_be_placed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["سارة", "علي", "نورة"]
    project.team.split(names[:2], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*-*.tawseem")}
    counted: list[Path] = []

    def fail_at_last(target: Path, counts: backup.FileCounts) -> None:
        counted.append(target)
        if len(counted) == 3:
            raise KnownError("enough")

    monkeypatch.setattr("storage.team.splitting.refuse_unlike", fail_at_last)
    with pytest.raises(KnownError, match="enough"):
        project.team.split(names, tmp_path, overwrite=True)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*-*.tawseem")} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_files_that_are_there_are_not_called_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "the disk is ill")

    monkeypatch.setattr(placing, "_sync_folder", fail)
    with pytest.raises(KnownError, match="is written, but the disk does not say"):
        project.team.split(["سارة", "علي"], tmp_path)
    for name in ("سارة", "علي"):
        assert len(content_of(tmp_path / f"أخبار-{name}.tawseem")) == 1
    with pytest.raises(KnownError, match="is written, but the disk does not say"):
        project.backup(tmp_path / "نسخة.tawseem")
    assert len(content_of(tmp_path / "نسخة.tawseem")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_copy_is_as_private_as_its_project(
    project: Project, path: Path, target: Path, over: Overwrite
) -> None:
    for permissions in (0o600, 0o640):
        path.chmod(permissions)
        over(project, target)
        assert stat.S_IMODE(target.stat().st_mode) & ~permissions == 0
        target.unlink()
