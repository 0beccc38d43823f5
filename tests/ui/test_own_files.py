"""What we keep for ourselves: each file stands in the table, and may be anything."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storage.log.crash_file import keeping_crashes
from storage.log.log_file import keeping_log
from storage.project import Project
from tests.examples import seeds
from ui.app import Opening, make_application
from ui.look.settings import Settings, save_settings
from ui.window import MainWindow

HOUSE = Path(__file__).parents[2]
FOLDERS = ("data", "cache", "config")


def table() -> list[tuple[str, str, str]]:
    """File, folder and reader of each line of the table in storage's README."""
    text = (HOUSE / "storage" / "README.md").read_text("utf-8")
    part = text.partition("## Files that we keep for ourselves")[2].partition("\n## ")[0]
    lines = [line.split("|")[1:5] for line in part.splitlines() if line.startswith("| `")]
    return [(file.strip(" `"), folder.strip(), reader.strip()) for file, folder, reader, _ in lines]


def kept(home: Path) -> dict[str, list[Path]]:
    """The files in each of our folders."""
    return {
        name: [path for path in sorted((home / name).rglob("*")) if not path.is_dir()]
        for name in FOLDERS
    }


@contextmanager
def session(qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    """The program with its window open on a project."""
    with keeping_log(), keeping_crashes():
        window = Opening(make_application(), path).window
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.desk.session is not None)
        qtbot.waitUntil(lambda: not window.opening.is_suggesting)
        yield window
        window.close()
        qtbot.waitUntil(lambda: window.desk.link is None)


def work(qtbot: QtBot, window: MainWindow) -> None:
    """Tag some words, and search."""
    assert window.desk.session is not None
    before = len(window.desk.session.state.spans)
    window.desk.view.select(6 * before, 6 * before + 5)
    QTest.keyClick(window.desk.view, Qt.Key.Key_2)
    assert window.desk.link is not None
    link, found = window.desk.link, list[object]()
    link.ask(lambda project: project.search("سلمى"), found.append)
    qtbot.waitUntil(lambda: bool(found) and link.unsaved == 0)
    assert len(window.desk.session.state.spans) != before


def test_every_file_that_a_session_leaves_stands_in_the_table(
    qtbot: QtBot, project_path: Path, tmp_path: Path
) -> None:
    save_settings(Settings(language="en", annotator="سلمى"))
    with session(qtbot, project_path) as window:
        work(qtbot, window)
        while_open = kept(tmp_path)
    rows = table()
    unknown = [
        str(path.relative_to(tmp_path))
        for found in (while_open, kept(tmp_path))
        for folder, paths in found.items()
        for path in paths
        if not any(
            fnmatch(str(path.relative_to(tmp_path / folder)), file) and place == folder
            for file, place, _ in rows
        )
    ]
    assert unknown == []
    assert {folder for _, folder, _ in rows} == set(FOLDERS)


def test_every_reader_in_the_table_is_there() -> None:
    readers = [word.strip("`,") for *_, reader in table() for word in reader.split()]
    missing = [word for word in readers if "/" in word and not (HOUSE / word).is_file()]
    assert len(table()) > 10
    assert missing == []


def fill(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def make_folder_of(path: Path) -> None:
    path.unlink()
    (path / "داخل").mkdir(parents=True)


def make_pipe_of(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def damage_some(seed: int) -> Callable[[Path], None]:
    """Change, cut or double some bytes of a file, or leave it as it is."""
    chance = random.Random(seed)

    def damage(path: Path) -> None:
        content = bytearray(path.read_bytes())
        for _ in range(chance.randrange(0, 6) if content else 0):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    content[at : at + 64] = bytes(64)
                case 2:
                    content[at:at] = content[at : at + 64]
                case 3 if chance.random() < 0.3:
                    del content[at:]
                    break
        path.write_bytes(content)

    return damage


WRONG = [
    pytest.param(lambda path: fill(path, b""), id="empty", marks=pytest.mark.slow),
    pytest.param(lambda path: fill(path, b"\x00\xff\x1b[2J{" * 999), id="no text"),
    pytest.param(lambda path: fill(path, b"[" * 99_999), id="brackets", marks=pytest.mark.slow),
    pytest.param(make_folder_of, id="a folder"),
    pytest.param(
        make_pipe_of,
        id="a pipe",
        marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none"),
    ),
    *[
        pytest.param(damage_some(seed), id=f"some bytes {seed}", marks=pytest.mark.many)
        for seed in seeds(1)
    ],
]


@pytest.fixture
def used(qtbot: QtBot, project_path: Path, tmp_path: Path) -> Path:
    """A project with which somebody has worked, and all that is kept of it."""
    save_settings(Settings(language="en", annotator="سلمى"))
    with session(qtbot, project_path) as window:
        work(qtbot, window)
    assert sum(map(len, kept(tmp_path).values())) > 4
    return project_path


@pytest.mark.parametrize("damage", WRONG)
def test_whatever_lies_in_their_places_the_window_opens_and_works(
    used: Path, tmp_path: Path, qtbot: QtBot, damage: Callable[[Path], None]
) -> None:
    for paths in kept(tmp_path).values():
        for path in paths:
            damage(path)
    with session(qtbot, used) as window:
        assert window.desk.session is not None
        if window.desk.annotator == "سلمى":
            assert len(window.desk.session.state.spans) == 1
        work(qtbot, window)
    with Project.open(used) as project:
        assert project.check() == []


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize(
    "is_link",
    [
        pytest.param(False, id="a file"),
        pytest.param(True, id="a link to nowhere", marks=pytest.mark.slow),
    ],
)
def test_without_one_of_its_folders_the_program_works(
    project_path: Path, tmp_path: Path, qtbot: QtBot, name: str, is_link: bool
) -> None:
    shutil.rmtree(tmp_path / name, ignore_errors=True)
    if is_link:
        (tmp_path / name).symlink_to(tmp_path / "غائب" / "هنا")
    else:
        (tmp_path / name).write_bytes(b"")
    with session(qtbot, project_path) as window:
        work(qtbot, window)
    with Project.open(project_path) as project:
        assert project.check() == []
        assert any(record.spans for record in project.records())
    assert not (tmp_path / "غائب").exists()
