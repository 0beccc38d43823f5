"""What is finished gets its name whole, privately and for good; nothing is left lying about."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.files import placing
from annotation.files.own_files import ORDINARY, make_folder, permissions_of
from annotation.files.placing import (
    place,
    remove_file,
    replace,
    replace_all,
    replace_and_keep,
    take_back,
)
from annotation.files.work_folders import (
    HELD,
    WORK_FOLDER,
    WorkFolder,
    passing_folder,
    unfinished_beside,
    work_folder,
)
from tests.recorded_disk import RecordedDisk

HOUSE = Path(__file__).resolve().parents[3]
WORDS = "التقى أحمدُ سلمى في القاهرة."
KNOWS_PERMISSIONS = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is asked of the disk, in order: what is synced, and what gets a name."""
    return RecordedDisk(monkeypatch).calls


@pytest.mark.skipif(sys.platform != "linux", reason="other systems sync by another call")
@pytest.mark.parametrize("give_name", [place, replace])
def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_name_after(
    tmp_path: Path, calls: list[tuple[str, str]], give_name: Callable[[Path, Path], None]
) -> None:
    target = tmp_path / "مقال.txt"
    with unfinished_beside(target) as unfinished:
        unfinished.write_text(WORDS, "utf-8")
        give_name(unfinished, target)
    assert calls == [("sync", "مقال.txt"), ("name", "مقال.txt"), ("sync", tmp_path.name)]
    assert target.read_text("utf-8") == WORDS
    assert hidden(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems sync by another call")
def test_a_folder_is_on_the_disk_with_all_that_is_in_it(
    tmp_path: Path, calls: list[tuple[str, str]]
) -> None:
    target = tmp_path / "مقالات"
    for _ in range(2):
        with unfinished_beside(target) as unfinished:
            make_folder(unfinished / "داخل")
            (unfinished / "داخل" / "خبر.txt").write_text(WORDS, "utf-8")
            calls.clear()
            replace_all([(unfinished, target)], unfinished.with_name("ما كان"))
        synced, last = calls[: calls.index(("name", "مقالات"))], calls[-1]
        assert [name for call, name in synced if call == "sync"] == ["خبر.txt", "داخل", "مقالات"]
        assert last == ("sync", tmp_path.name)
    assert [path.name for path in tmp_path.iterdir()] == ["مقالات"]


def test_a_name_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    target, link = tmp_path / "مقال.txt", tmp_path / "وصلة.txt"
    target.write_text("مهم", "utf-8")
    link.symlink_to(tmp_path / "لا شيء")
    for taken in (target, link):
        with unfinished_beside(taken) as unfinished:
            unfinished.write_text(WORDS, "utf-8")
            with pytest.raises(KnownError, match="exists already"):
                place(unfinished, taken)
    assert target.read_text("utf-8") == "مهم"
    assert link.is_symlink()
    assert hidden(tmp_path) == []


def test_a_file_system_without_second_names_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "مقال.txt"
    for _ in range(2):
        with unfinished_beside(target) as unfinished:
            unfinished.write_text(WORDS, "utf-8")
            if target.exists():
                with pytest.raises(KnownError, match="exists already"):
                    place(unfinished, target)
            else:
                place(unfinished, target)
    with unfinished_beside(target) as unfinished:
        unfinished.write_text("جديد", "utf-8")
        aside = replace_and_keep(unfinished, target)
    assert aside.read_text("utf-8") == WORDS
    assert target.read_text("utf-8") == "جديد"


def test_a_link_is_replaced_and_not_what_it_leads_to(tmp_path: Path) -> None:
    thesis, target = tmp_path / "رسالة.txt", tmp_path / "مقال.txt"
    thesis.write_text("سنوات من العمل", "utf-8")
    target.symlink_to(thesis)
    with unfinished_beside(target) as unfinished:
        unfinished.write_text(WORDS, "utf-8")
        replace(unfinished, target)
    assert thesis.read_text("utf-8") == "سنوات من العمل"
    assert target.read_text("utf-8") == WORDS
    target.unlink()
    target.symlink_to(thesis)
    remove_file(target)
    assert thesis.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_what_is_there_and_may_not_last_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "مقال.txt"
    calls: list[int] = []

    def fail(handle: int) -> None:
        calls.append(handle)
        raise OSError(errno.EIO, "the disk is ill")

    with unfinished_beside(target) as unfinished:
        unfinished.write_text(WORDS, "utf-8")
        monkeypatch.setattr(placing, "sync", lambda _: None)
        monkeypatch.setattr(placing, "_sync", fail)
        with pytest.raises(KnownError, match="is written, but the disk does not say"):
            place(unfinished, target)
    assert calls
    assert target.read_text("utf-8") == WORDS


@KNOWS_PERMISSIONS
def test_what_is_made_is_no_wider_than_it_is_told_to_be(tmp_path: Path) -> None:
    target, folder = tmp_path / "مقال.txt", tmp_path / "مقالات"
    with unfinished_beside(target) as unfinished:
        assert permissions(unfinished.parent) == 0o700
        unfinished.write_text(WORDS, "utf-8")
        unfinished.chmod(0o664)
        replace(unfinished, target, 0o640)
    assert permissions(target) == permissions_of(target) == 0o640
    with unfinished_beside(folder) as unfinished:
        unfinished.mkdir(mode=0o755)
        (unfinished / "خبر.txt").write_text(WORDS, "utf-8")
        replace_all([(unfinished, folder)], unfinished.with_name("ما كان"))
    assert permissions(folder) == 0o700
    assert permissions(folder / "خبر.txt") == 0o600
    with unfinished_beside(target) as unfinished:
        unfinished.write_text(WORDS, "utf-8")
        unfinished.chmod(0o604)
        replace(unfinished, target, ORDINARY)  # what the system would have made
    assert permissions(target) == 0o604


# -- leftovers -------------------------------------------------------------------------------------

DIES = """
import os, sys
from pathlib import Path
from annotation.files.work_folders import WorkFolder
folder = WorkFolder(Path(sys.argv[1]))
(folder.path / "نسخة.tawseem").write_bytes(b"copy")
print("made", flush=True)
if sys.argv[2] == "dies":
    os.kill(os.getpid(), 9) if hasattr(os, "kill") and os.name != "nt" else os._exit(1)
sys.stdin.read()
"""


def another_process(folder: Path, fate: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", DIES, str(folder), fate],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"made"
    return process


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_makes_is_not(
    tmp_path: Path,
) -> None:
    with another_process(tmp_path, "dies") as dead:
        dead.communicate()
    assert len(hidden(tmp_path)) == 1
    with another_process(tmp_path, "lives") as living:
        [in_the_making] = hidden(tmp_path)  # the living one has removed what the dead one left
        with unfinished_beside(tmp_path / "مقال.txt"):
            assert len(hidden(tmp_path)) == 2
        assert hidden(tmp_path) == [in_the_making]
        living.communicate(b"")
    with unfinished_beside(tmp_path / "مقال.txt"):
        pass
    assert hidden(tmp_path) == []


@KNOWS_PERMISSIONS
def test_what_another_user_left_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another_process(tmp_path, "dies") as dead:
        dead.communicate()
    left = hidden(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with unfinished_beside(tmp_path / "مقال.txt"):
        pass
    assert hidden(tmp_path) == left


def test_nothing_of_anybody_elses_is_taken_for_a_leftover(tmp_path: Path) -> None:
    outside = tmp_path / "خارج"
    (outside / "work").mkdir(parents=True)
    (outside / HELD).write_bytes(b"")
    folder = tmp_path / "مجلد"
    folder.mkdir()
    kept = {".tawseem-abcdefgh", ".tawseem-12345678", ".tawseem-mine", ".tawseem-abcdefg_"}
    (folder / ".tawseem-abcdefgh").symlink_to(outside)  # a link
    (folder / ".tawseem-12345678").write_text("ملف", "utf-8")  # a file
    (folder / ".tawseem-mine").mkdir()  # another name
    (folder / ".tawseem-abcdefg_").mkdir()  # a folder with things in it that nobody has held
    (folder / ".tawseem-abcdefg_" / "رسالة.txt").write_text("عمل", "utf-8")
    (folder / ".tawseem-00000000").mkdir()  # killed before anything was in it
    with unfinished_beside(folder / "مقال.txt"):
        pass
    assert set(hidden(folder)) == kept
    assert (outside / HELD).exists()


def test_a_file_may_have_any_name_that_the_system_takes(tmp_path: Path) -> None:
    for name in (HELD, "work", "م" * 120 + ".txt"):  # 244 bytes: none is left for a prefix
        with unfinished_beside(tmp_path / name) as unfinished:
            unfinished.write_text(WORDS, "utf-8")
            place(unfinished, tmp_path / name)
        assert (tmp_path / name).read_text("utf-8") == WORDS


def test_a_folder_that_somebody_tidied_away_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = os.mkdir
    taken: list[Path] = []

    def made_and_taken(path: str, *others: int, **more: int) -> None:
        mkdir(path, *others, **more)
        if not taken and WORK_FOLDER.fullmatch(Path(path).name):
            taken.append(Path(path))
            Path(path).rmdir()

    monkeypatch.setattr(os, "mkdir", made_and_taken)
    folder = WorkFolder(tmp_path)
    assert taken
    assert folder.path.is_dir()
    folder.remove()
    assert hidden(tmp_path) == []


def test_where_nothing_can_be_made_one_sentence_says_so(tmp_path: Path) -> None:
    with (
        pytest.raises(KnownError, match="cannot be written"),
        unfinished_beside(tmp_path / "لا مجلد" / "مقال.txt"),
    ):
        raise AssertionError("unreachable")


def test_what_nobody_keeps_is_gone_at_the_end() -> None:
    with passing_folder() as folder:
        (folder / "خبر.txt").write_text(WORDS, "utf-8")
    assert not folder.exists()


def test_what_is_replaced_stays_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "أخبار.tawseem"
    path.write_text("أ", "utf-8")
    asides = []
    for words in ("ب", "ج"):
        with unfinished_beside(path) as unfinished:
            unfinished.write_text(words, "utf-8")
            asides.append(replace_and_keep(unfinished, path))
    assert [aside.name for aside in asides] == [
        "أخبار-replaced.tawseem",
        "أخبار-replaced-2.tawseem",
    ]
    assert [file.read_text("utf-8") for file in (*asides, path)] == ["أ", "ب", "ج"]
    take_back(path, asides[1])
    assert path.read_text("utf-8") == "ب"
    take_back(path, None)
    assert not path.exists()


def test_what_cannot_take_a_name_leaves_it_to_who_had_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "أخبار.tawseem"
    path.write_text("أ", "utf-8")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "the disk is ill")

    with unfinished_beside(path) as unfinished:
        unfinished.write_text("ب", "utf-8")
        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="the disk is ill"):
            replace_and_keep(unfinished, path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text("utf-8") == "أ"


def test_nothing_but_a_project_takes_the_place_of_a_project(tmp_path: Path) -> None:
    path = tmp_path / "أخبار.TAWSEEM"
    path.write_text("عمل", "utf-8")
    with unfinished_beside(path) as unfinished:
        unfinished.write_text(WORDS, "utf-8")
        with pytest.raises(KnownError, match="is called a project"):
            replace(unfinished, path)
    assert path.read_text("utf-8") == "عمل"


def test_several_get_their_names_or_none_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each place that may fail fails once: what was there before is there again."""
    names = ("ملف", "مجلد", "جديد")
    rename, calls = os.replace, []

    def fail_at(number: int) -> Callable[..., None]:
        def maybe(path: object, target: object, **more: object) -> None:
            calls.append(target)
            if len(calls) == number:
                raise OSError(errno.EIO, "the disk is ill")
            rename(path, target, **more)  # type: ignore[arg-type]

        return maybe

    (tmp_path / "ملف").write_text("قديم", "utf-8")
    (tmp_path / "مجلد").mkdir()
    (tmp_path / "مجلد" / "خبر.txt").write_text("قديم", "utf-8")
    for number in (1, 2, 3, 4):
        calls.clear()
        with work_folder(tmp_path) as work:
            for name in names:
                (work / name).write_text(WORDS, "utf-8")
            (work / "مجلد").unlink()
            (work / "مجلد").mkdir()
            pairs = [(work / name, tmp_path / name) for name in names]
            with monkeypatch.context() as patches:
                patches.setattr(os, "replace", fail_at(number))
                if number == 4:
                    replace_all(pairs, work / "قبل")
                    break
                with pytest.raises(OSError, match="the disk is ill"):
                    replace_all(pairs, work / "قبل")
            assert len(calls) == number
        assert sorted(path.name for path in tmp_path.iterdir()) == ["مجلد", "ملف"]
        assert (tmp_path / "ملف").read_text("utf-8") == "قديم"
        assert (tmp_path / "مجلد" / "خبر.txt").read_text("utf-8") == "قديم"
    assert (tmp_path / "ملف").read_text("utf-8") == (tmp_path / "جديد").read_text("utf-8") == WORDS
    assert list((tmp_path / "مجلد").iterdir()) == []
