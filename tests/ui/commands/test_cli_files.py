"""What commands write is there for good when they say so, private, and alone."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.project import Project
from tests.examples import TIMES
from tests.patience import PATIENCE
from tests.recorded_disk import RecordedDisk
from tests.ui.commands.conftest import ROOT, Run
from ui.look.settings import Settings, save_settings

KNOWS_PERMISSIONS = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
OUT = [
    (("backup", "{project}", "{out}/نسخة.tawseem"), ["نسخة.tawseem"]),
    (("new", "{out}/جديد.tawseem"), ["جديد.tawseem"]),
    (("split", "{project}", "--annotators", "ليلى", "--out", "{out}"), ["small-ليلى.tawseem"]),
    (
        ("export", "{project}", "{out}/a.jsonl", "--format", "jsonl", "--annotator", "ليلى"),
        ["a.jsonl", "a.jsonl.manifest.json"],
    ),
    (
        ("export", "{project}", "{out}/b", "--format", "brat", "--annotator", "ليلى"),
        ["b", "b.manifest.json"],
    ),
    (("suggest", "{project}", "--out", "{out}/s.jsonl", "--jobs", "1"), ["s.jsonl"]),
    (("agreement", "{project}", "--csv", "{out}/t.csv", "--unfinished"), ["t.csv"]),
    (("recover", "{project}", "{out}/مستعاد.tawseem"), ["مستعاد.tawseem"]),
]


@pytest.fixture
def named(annotated: Path) -> Path:
    """A project with work in it, called small, that has a backup."""
    path = annotated.rename(annotated.with_name("small.tawseem"))
    Project.open(path).close()
    return path


def hidden(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob(".*")]


def filled(words: tuple[str, ...], project: Path, out: Path) -> list[str]:
    return [word.format(project=project, out=out) for word in words]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems sync by another call")
@pytest.mark.parametrize(("words", "made"), OUT, ids=[words[0] for words, _ in OUT])
def test_what_is_called_done_withstands_a_power_cut_and_is_as_private_as_its_project(
    named: Path,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    made: list[str],
) -> None:
    out = tmp_path / "الناتج"
    out.mkdir()
    named.chmod(0o600)
    with monkeypatch.context() as patches:
        disk = RecordedDisk(patches)
        answer = run(*filled(words, named, out))
        assert answer.status == 0, answer.error
        assert {name: disk.lasts(out / name) for name in made} == dict.fromkeys(made, True)
    assert hidden(tmp_path) == []
    if words[0] != "new":  # a new project is as its maker's system has it
        found = [path for name in made for path in (out / name, *(out / name).rglob("*"))]
        assert [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def own_files() -> Iterator[Path]:
    for name in ("DATA", "CACHE", "CONFIG"):
        yield from Path(os.environ[f"TAWSEEM_{name}"]).rglob("*")


@KNOWS_PERMISSIONS
def test_what_is_kept_for_a_project_is_read_by_nobody_else(named: Path, run: Run) -> None:
    for folder in (Path(os.environ["TAWSEEM_DATA"]), Path(os.environ["TAWSEEM_CACHE"])):
        folder.mkdir(exist_ok=True)
    assert run("search", named, "سلمى").status == 0
    assert run("suggest", named, "--jobs", "1").status == 0
    save_settings(Settings(annotator="ليلى"))
    found = [path for path in own_files() if path.is_file()]
    assert {path.suffix for path in found} >= {".tawseem", ".index", ".log", ".json"}
    for path in own_files():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@KNOWS_PERMISSIONS
def test_what_an_earlier_version_left_wider_is_narrowed(named: Path, run: Run) -> None:
    assert run("search", named, "سلمى").status == 0
    save_settings(Settings(annotator="ليلى"))
    for path in own_files():
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert run("suggest", named, "--jobs", "1").status == 0  # opens it for writing
    assert run("search", named, "سلمى").status == 0
    save_settings(Settings(annotator="نور"))
    assert [path for path in own_files() if path.is_file() and is_open_to_others(path)] == []


def is_open_to_others(path: Path) -> bool:
    """Whether somebody else may read it: it, and each folder of ours that it lies in."""
    inner = (path, *path.parents)
    ours = [one for one in inner if one.name.upper() not in ("DATA", "CACHE", "CONFIG")]
    below = ours[: inner.index(next(one for one in inner if one not in ours))]
    return all(stat.S_IMODE(one.stat().st_mode) & 0o077 for one in below)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_no_command_writes_through_a_link(named: Path, tmp_path: Path, run: Run) -> None:
    thesis = tmp_path / "رسالة.txt"
    thesis.write_text("سنوات من العمل", "utf-8")
    out = tmp_path / "الناتج"
    out.mkdir()
    for words, made in OUT if TIMES > 1 else OUT[:1] + OUT[3:6]:
        for name in (*made, *(f"{name}.part" for name in made)):
            (out / name).symlink_to(thesis)
        forced = ("--force",) if words[0] in ("export", "suggest", "split", "backup") else ()
        run(*filled(words, named, out), *forced)
        assert thesis.read_text("utf-8") == "سنوات من العمل", words
        for path in out.iterdir():
            if path.is_symlink():
                path.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has them")
def test_a_killed_command_leaves_nothing_that_the_next_does_not_remove(
    named: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "الناتج"
    out.mkdir()
    killed_at_its_name = (
        "import os, sys\n"
        "def dying(call):\n"
        "    def at_its_name(path, target, *others, **more):\n"
        "        if os.fspath(target).startswith(sys.argv[1]):\n"
        "            os.kill(os.getpid(), 9)\n"
        "        call(path, target, *others, **more)\n"
        "    return at_its_name\n"
        "for name in ('link', 'rename', 'replace'):\n"
        "    setattr(os, name, dying(getattr(os, name)))\n"
        "from ui.cli import main\n"
        "main(sys.argv[2:])\n"
    )
    for words, made in OUT if TIMES > 1 else OUT[3:5]:  # exports; the rest in `make slow`
        arguments = filled(words, named, out)
        done = subprocess.run(
            [sys.executable, "-c", killed_at_its_name, str(out), *arguments],
            cwd=ROOT,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == -9, words
        assert not any((out / name).exists() for name in made), words
        assert hidden(out), words  # so there was something to be tidied away
        answer = run(*arguments)
        assert answer.status == 0, answer.error
        assert hidden(out, named.parent) == [], words
