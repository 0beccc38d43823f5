"""Steps that can be undone are kept as they lie in the journal and read when they are asked for."""

import contextlib
import sqlite3
import zlib
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.transaction import Op
from storage.file_format.row_checksum import LongRow, row_checksum
from storage.project import JournalStep, Project
from storage.work import journal
from storage.work.kept_steps import KeptStep, KeptSteps

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
WORD = "مُدِيرُ "


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(SMALL.read_text("utf-8"), SMALL.name)


@pytest.fixture
def large(tmp_path: Path, tagset: Tagset) -> Path:
    """A project with one import of 1,000 spans."""
    path = tmp_path / "large.tawseem"
    length = len(WORD)
    spans = tuple(
        Span(f"s{n}", "entities", "PER", ((n * length, (n + 1) * length - 1),)) for n in range(1000)
    )
    with Project.create(path, tagset) as project:
        project.add_records([Record(Document.of("d1", "كبير", WORD * 1000), "سارة", spans=spans)])
    return path


def test_a_large_import_is_undone_after_reopening(large: Path) -> None:
    with Project.open(large) as project:
        opened = project.open_set("d1", "سارة")
        (step,) = opened.history.done
        undo = opened.transactions[step].inverse(Op.UNDO, step)
        assert len(undo.changes) == 1000
        assert opened.state.apply(undo.changes).items() == ()
        project.commit(opened.id, JournalStep("t1", "2026-01-01T10:00:00.000+00:00", undo))
        again = project.open_set("d1", "سارة")
        assert again.state.items() == ()
        assert again.history.undone == ("t1",)
        assert again.transactions == {"t1": undo}
        assert project.check() == []


def test_a_step_is_the_same_however_long_it_is() -> None:
    change = '[null,{"kind":"stage","stage":"finished"}]'
    short, long = f"[{change}]", f"[{','.join([change] * 1000)}]"
    steps = KeptSteps(
        (id, KeptStep("import", None, "b", text))
        for id, text in (("short", short), ("long", zlib.compress(long.encode())))
    )
    assert steps["long"].changes == steps["short"].changes * 1000
    assert steps["long"].batch == "b"
    assert set(steps) == {"short", "long"}


def test_a_long_line_is_kept_compressed_and_proven_piece_by_piece(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_PIECE", 7)  # within letters of two bytes, too
    with Project.open(large) as project:
        opened = project.open_set("d1", "سارة")
    (step,) = opened.history.done
    assert isinstance(opened.transactions, KeptSteps)
    assert isinstance(opened.transactions._steps[step].changes, bytes)
    assert len(opened.transactions[step].changes) == 1000


def test_a_long_rows_checksum_is_that_of_the_row() -> None:
    text = 'مُدِير "CASA-1000"\n\\ 😀' * 50
    for size in (1, 2, 3, 1000):
        row = LongRow(["step", 3, None])
        for begin in range(0, len(text), size):
            row.take(text[begin : begin + size])
        assert row.checksum() == row_checksum(["step", 3, None, text])


def test_a_damaged_step_is_told_at_opening(large: Path) -> None:
    with contextlib.closing(sqlite3.connect(large, isolation_level=None)) as connection:
        trigger = "SELECT sql FROM sqlite_master WHERE name = 'journal_is_not_changed'"
        (guard,) = connection.execute(trigger).fetchone()
        connection.execute("DROP TRIGGER journal_is_not_changed")
        connection.execute("UPDATE journal SET op = 'accept'")
        connection.execute(guard)
    with Project.open(large) as project, pytest.raises(KnownError, match="A step of this project"):
        project.open_set("d1", "سارة")
