"""Files of ours that stay where they are: private, and never somebody's link."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.files import own_files
from annotation.files.own_files import make_folder, narrow, open_own, read_own

KNOWS_PERMISSIONS = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def strange(path: Path) -> Iterator[tuple[str, Path | None]]:
    """What may lie at a path of ours and is not ours; with what must stay as it is."""
    thesis = path.with_name("رسالة.txt")
    thesis.write_text("سنوات من العمل", "utf-8")
    path.symlink_to(thesis)
    yield "link", thesis
    path.unlink()
    path.symlink_to(path.with_name("لا شيء"))
    yield "link to nothing", None
    path.unlink()
    os.link(thesis, path)
    yield "second name", thesis
    path.unlink()
    path.mkdir()
    yield "folder", None
    path.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        yield "pipe", None
        path.unlink()


def test_links_pipes_and_folders_in_the_place_of_our_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "steps.journal"
    for what, outside in strange(path):
        before = path.lstat()
        with pytest.raises(KnownError, match="not an ordinary file"):
            os.close(open_own(path, os.O_RDWR | os.O_TRUNC, is_among_others=True))
        assert path.lstat().st_mode == before.st_mode, what
        if outside is not None:
            assert outside.read_text("utf-8") == "سنوات من العمل", what
    assert not (tmp_path / "لا شيء").exists()


def test_what_takes_its_place_in_the_last_moment_is_left_alone_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "steps.journal"
    monkeypatch.setattr(own_files, "refuse_strange", lambda _: None)  # it was not there yet
    for what, outside in strange(path):
        with pytest.raises(KnownError, match="not an ordinary file"):
            os.close(open_own(path, os.O_RDWR, is_among_others=True))
        if outside is not None:
            assert outside.read_text("utf-8") == "سنوات من العمل", what
    assert not (tmp_path / "لا شيء").exists()


def test_a_file_in_a_folder_of_ours_may_be_backed_up_by_a_second_name(tmp_path: Path) -> None:
    path, kept = tmp_path / "steps.journal", tmp_path / "backup of the computer"
    path.write_text("أ", "utf-8")
    os.link(path, kept)
    handle = open_own(path, os.O_WRONLY | os.O_APPEND)
    os.write(handle, "ب".encode())
    os.close(handle)
    assert path.read_text("utf-8") == "أب"


@KNOWS_PERMISSIONS
def test_a_file_of_ours_is_private_also_where_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / "steps.journal"
    os.close(open_own(path, os.O_RDWR))
    assert permissions(path) == 0o600
    path.chmod(0o644)
    os.close(open_own(path, os.O_RDWR))
    assert permissions(path) == 0o600


@KNOWS_PERMISSIONS
def test_folders_of_ours_are_for_nobody_else_with_those_above_them(tmp_path: Path) -> None:
    inner = tmp_path / "بيانات" / "مشاريع" / "أخبار"
    make_folder(inner)
    assert {permissions(path) for path in (inner, inner.parent, inner.parent.parent)} == {0o700}
    inner.chmod(0o755)
    narrow(inner, 0o600)
    assert permissions(inner) == 0o700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_nobody_waits_for_a_pipe_that_is_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    os.mkfifo(path)
    with pytest.raises(OSError, match="Invalid"):
        read_own(path)
    path.unlink()
    kept = tmp_path / "dotfiles.json"
    kept.write_text("{}", "utf-8")
    path.symlink_to(kept)  # as people do who keep their settings elsewhere
    assert read_own(path) == b"{}"
