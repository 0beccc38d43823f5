"""The power goes at any moment: what was said to be saved is there, and the file is sound.

The disk that forgets stands in for the real one; what is left on it is written out and opened by
the program itself. Two controls, in which nothing is synced, must lose work: else the disk is too
kind to prove anything.
"""

import random
from pathlib import Path

import apsw
import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.project_file import ProjectFile
from storage.project import JournalStep, Project
from storage.safekeeping.checking import check_file
from storage.safekeeping.opening import _begin_work, close_file, open_file
from storage.work.sets import write_entry
from tests.examples import TIMES
from tests.storage.safekeeping.forgetful_disk import FILE_SYSTEM, NAME, Computer, Connection, Disk

CUTS, CONTROL_CUTS, LATEST_CUT = 100 * TIMES, 40, 700
ARABIC = "قالَ أحمد لسلمى إنّ البنك الدولي 😀 وقّع CASA-1000. " * 4


@pytest.fixture
def content(path: Path, tagset: Tagset) -> bytes:
    """A closed project with a document and an empty set on it."""
    with Project.create(path, tagset) as project:
        project.add_records([Record(Document.of("d", "خبر", ARABIC), "سارة")])
    return path.read_bytes()


def work_until_the_cut(disk: Disk, chance: random.Random, setting: str) -> list[str]:
    """Commit step after step, as the program does; return those that were said to be saved."""
    computer = Computer(disk)
    saved: list[str] = []
    connection = Connection(NAME, vfs=FILE_SYSTEM)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        file = ProjectFile(Path(NAME), connection, None, is_read_only=False)
        _begin_work(file)
        connection.execute(setting)
        spans: list[Span] = []
        while True:
            entry = JournalStep(f"t{len(saved)}", "2026-01-01", next_act(spans, chance))
            with file.writing() as writing:
                write_entry(writing, 1, entry)
            saved.append(entry.step_id)
    except apsw.Error:
        return saved
    finally:
        disk.is_over = True
        connection.close(True)
        computer.unregister()


def next_act(spans: list[Span], chance: random.Random) -> Transaction:
    """One span, many, or one less; `spans` keeps those that are there."""
    if spans and chance.random() < 0.3:
        gone = spans.pop(chance.randrange(len(spans)))
        return Transaction(Op.DELETE_SPAN, (Change(gone, None),))
    begin = len(ARABIC) // 2
    made = [
        Span(f"s{chance.getrandbits(64)}", "entities", "PER", ((chance.randrange(begin), begin),))
        for _ in range(chance.choice((1, 1, 1, 30)))
    ]
    spans.extend(made)
    return Transaction(Op.CREATE_SPAN, tuple(Change(None, span) for span in made))


def is_as_promised(disk: Disk, saved: list[str], path: Path) -> bool:
    """Whether what is left opens, is sound, and holds the steps said to be saved, or one more."""
    assert disk.left is not None
    for name, data in disk.left.items():
        path.with_name(Path(name).name).write_bytes(data)
    try:
        file = open_file(path, read_only=True)  # which brings the log into the file first
    except KnownError:
        return False
    try:
        steps = [step for (step,) in file.query("SELECT step_id FROM journal ORDER BY id")]
        return check_file(file) == [] and steps in (saved, [*saved, f"t{len(saved)}"])
    finally:
        close_file(file)


def kept(
    content: bytes, folder: Path, cuts: int, setting: str = "", *, is_lying: bool = False
) -> int:
    """How many cuts kept the promise."""
    number = 0
    for seed in range(cuts):
        chance = random.Random(seed)
        disk = Disk(content, seed, chance.randrange(1, LATEST_CUT), is_lying=is_lying)
        saved = work_until_the_cut(disk, chance, setting)
        place = folder / str(seed)
        place.mkdir()
        number += is_as_promised(disk, saved, place / Path(NAME).name)
    return number


# While it takes back what failed, apsw can hand on one error and only report the others.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.many
def test_a_power_cut_loses_nothing_that_was_saved(content: bytes, tmp_path: Path) -> None:
    assert kept(content, tmp_path, CUTS) == CUTS


def test_without_syncs_work_would_be_lost(content: bytes, tmp_path: Path) -> None:
    unsynced = "PRAGMA synchronous = OFF"
    assert kept(content, tmp_path, CONTROL_CUTS, unsynced) < CONTROL_CUTS // 4


def test_on_a_disk_that_lies_work_would_be_lost(content: bytes, tmp_path: Path) -> None:
    assert kept(content, tmp_path, CONTROL_CUTS, is_lying=True) < CONTROL_CUTS // 4
