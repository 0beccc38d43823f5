"""Folders out of archives: read as folders, and refused where they are more than that."""

import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.formats import archives
from annotation.formats.reading import ReaderNotice
from annotation.values.record import Record

Load = Callable[..., list[Record]]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zipped_folder_is_read_as_a_folder(load: Load, tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "corpus.zip",
        {
            "أخبار/أول.txt": "خبر أول".encode(),
            "أخبار/ثان.txt": "وصل عمر".encode(),
            "أخبار/ثان.ann": "T1\tPER 4 7\tعمر\n".encode(),
            "lines.jsonl": '{"text": "ثالث"}\n'.encode(),
        },
    )
    found = {record.document.name: record for record in load(path)}
    assert sorted(found) == ["lines-1", "أخبار/أول", "أخبار/ثان"]
    assert [span.tag for span in found["أخبار/ثان"].spans] == ["PER"]


def test_errors_and_remarks_name_the_file_in_the_archive(
    load: Load, remarks: list[ReaderNotice], tmp_path: Path
) -> None:
    path = zipped(tmp_path / "c.zip", {"a.jsonl": b'{"text": 3}', "b.png": b"x"})
    with pytest.raises(KnownError) as refusal:
        load(path)
    assert str(path / "a.jsonl") in str(refusal.value)
    assert remarks == [] or str(path) in str(remarks[0].values)


BOMB = {"bomb.txt": b" " * 40_000_000}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"../out.txt": b"x"}, "leads out"),
        ({"/etc/out.txt": b"x"}, "leads out"),
        ({"a\\..\\..\\out.txt": b"x"}, "leads out"),
        ({"C:/out.txt": b"x"}, "leads out"),
        (BOMB, "grows beyond bounds"),
    ],
)
def test_a_hostile_archive_is_refused(
    files: dict[str, bytes], reason: str, load: Load, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "c.zip", files)
    with pytest.raises(KnownError, match=reason):
        load(path)
    assert [p.name for p in tmp_path.iterdir()] == ["c.zip"]


def test_links_in_an_archive_are_refused(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "c.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(KnownError, match="no plain file"):
        load(path)


@pytest.mark.parametrize("cut", [10, 60, -5])
def test_a_damaged_archive_is_refused(cut: int, load: Load, tmp_path: Path) -> None:
    path = zipped(tmp_path / "c.zip", {"a.txt": "نص".encode() * 50})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(KnownError, match="damaged archive"):
        load(path)


def test_a_file_without_a_name_is_refused(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("أ.txt", "نص")
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        archive.writestr(nameless, b"x")
    with pytest.raises(KnownError, match=r"c\.zip” is not unpacked: One of its files has no name"):
        load(path)


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_bit_by_bit_is_refused(
    way: int, load: Load, tmp_path: Path
) -> None:
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("أ.txt", "نص" * 100)
    with pytest.raises(KnownError, match=r"“أ\.txt” is packed in a way"):
        load(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("خبر.txt", "خبر.txt"), ("خبر", "خبر/أول.txt"), ("أ/ب", "أ")])
def test_files_in_each_others_place_are_refused(
    names: tuple[str, str], load: Load, tmp_path: Path
) -> None:
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "نص")
    with pytest.raises(KnownError, match="stands where another file is"):
        load(path)


FILES = {f"خبر-{number}.txt": b" " * 900_000 for number in range(4)}


def test_no_more_is_unpacked_than_half_of_what_is_free(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "c.zip", {**FILES, "خبر.txt": "نص".encode()})
    free = shutil.disk_usage(tmp_path)._replace(free=6_000_000)
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: free)
    with pytest.raises(KnownError, match="more than the 3 MB that there is room for"):
        load(path)
    room = free._replace(free=8_000_000)
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: room)
    with pytest.raises(KnownError, match="is empty"):  # unpacked, and read: spaces are no text
        load(path)


def test_many_small_files_may_not_be_much_more_than_their_archive(
    load: Load, tmp_path: Path
) -> None:
    files = {f"{number}.txt": b" " * 1_000_000 for number in range(80)}
    path = zipped(tmp_path / "c.zip", files)
    with pytest.raises(KnownError, match="more than the 64 MB that there is room for"):
        load(path)


@pytest.mark.parametrize("name", ["...zip", "..zip", "أخبار.ZIP"])
def test_the_name_of_an_archive_is_no_place(name: str, load: Load, tmp_path: Path) -> None:
    [record] = load(zipped(tmp_path / name, {"أول.txt": "خبر أول".encode()}))
    assert (record.document.name, record.document.text) == ("أول", "خبر أول")
