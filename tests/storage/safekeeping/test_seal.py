"""After a crash what may differ is replayed; everything, where file and log do not fit."""

import contextlib
import json
import os
import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.errors import Damaged
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file.folders import safety_folder
from storage.file.new_file import logs_of
from storage.project import Project
from storage.safekeeping.checking import check_changed
from storage.safekeeping.seal import SEAL, sealed_line
from storage.work import journal
from tests.examples import examples
from tests.storage.conftest import TEXT, step

ANNOTATORS = ("سارة", "علي", "هدى")


def kill(project: Project) -> Path:
    """Leave a project as `kill -9` does: file, log and seal as they are now, the same files."""
    path = project.path
    log, kept = logs_of(path)[0], path.with_name("السجل")
    seal = safety_folder(path, project.uid) / SEAL
    status, data, entries, sealed = (
        path.stat(),
        path.read_bytes(),
        log.read_bytes(),
        seal.read_bytes(),
    )
    kept.hardlink_to(log)
    project.close()
    for file, content in ((path, data), (kept, entries), (seal, sealed)):
        file.write_bytes(content)
    kept.rename(log)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return path


@pytest.fixture
def replays(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents of sets that are replayed."""
    found: list[str] = []
    replay = journal.replay

    def counted(document: Document, *rest: object) -> object:
        found.append(document.id)
        return replay(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "replay", counted)
    return found


@pytest.fixture
def worked_on(project: Project, ahmad: Span, bank: Span) -> Project:
    """A project in whose file is everybody's work, and in whose log one act on a new document."""
    project.add_records([Record(Document.of("d2", "خبر", TEXT + " ثم عاد."))])
    for number, annotator in enumerate(ANNOTATORS):
        project.commit(project.open_set("d1", annotator).id, step(f"t{number}", ahmad))
    project.file.checkpoint()
    project.commit(project.open_set("d2", "سارة").id, step("t9", bank))
    return project


def test_after_a_kill_only_the_sets_that_may_differ_are_replayed(
    worked_on: Project, bank: Span, replays: list[str]
) -> None:
    path = kill(worked_on)
    with Project.open(path) as again:
        assert replays == ["d2"]
        assert again.open_set("d2", "سارة").state.spans == (bank,)
        assert again.check() == []


def test_after_another_kill_too(worked_on: Project, ahmad: Span, replays: list[str]) -> None:
    path = kill(worked_on)
    again = Project.open(path)
    again.commit(again.open_set("d2", "علي").id, step("t10", ahmad))
    replays.clear()
    with Project.open(kill(again)) as last:
        assert set(replays) == {"d2"}
        assert last.check() == []


def test_what_a_long_log_brought_into_the_file_by_itself_is_still_known(
    worked_on: Project, ahmad: Span, replays: list[str]
) -> None:
    before = worked_on.path.stat().st_mtime_ns
    set_id = worked_on.open_set("d2", "هدى").id
    number = 100
    while worked_on.path.stat().st_mtime_ns == before:
        number += 1
        worked_on.commit(set_id, step(f"t{number}", *([ahmad] if number == 101 else [])))
    with Project.open(kill(worked_on)) as again:
        assert set(replays) == {"d2"}
        assert again.check() == []


def test_an_older_copy_beside_a_log_is_checked_to_the_ground(
    worked_on: Project, ahmad: Span, replays: list[str]
) -> None:
    old = shutil.copy2(worked_on.path, worked_on.path.with_name("نسخة"))
    worked_on.file.checkpoint()
    worked_on.commit(worked_on.open_set("d1", "رابع").id, step("t10", ahmad))
    path = kill(worked_on)
    shutil.copyfile(old, path)  # in place: it is the same file to the system, but for its time
    os.utime(path, ns=(1, 1))
    with contextlib.suppress(Damaged):
        Project.open(path).close()
    assert {"d1", "d2"} <= set(replays)


@pytest.mark.parametrize("read_only", [False, True])
def test_of_what_does_not_belong_together_nothing_is_touched(
    worked_on: Project, ahmad: Span, read_only: bool
) -> None:
    """Whoever put an older copy beside a log still has both, to bring each where it belongs."""
    old = shutil.copy2(worked_on.path, worked_on.path.with_name("نسخة"))
    text = "التقى أَحْمَدُ بن سالم الوزير. " * 90
    worked_on.add_records([Record(Document.of(f"n{n}", f"خبر {n}", text)) for n in range(40)])
    worked_on.file.checkpoint()
    for number in range(0, 40, 7):
        worked_on.commit(worked_on.open_set(f"n{number}", "علي").id, step(f"n{number}", ahmad))
    path = kill(worked_on)
    shutil.copyfile(old, path)
    both = (path.read_bytes(), logs_of(path)[0].read_bytes())
    for _ in range(2):
        with pytest.raises(Damaged):
            Project.open(path, read_only=read_only)
        assert (path.read_bytes(), logs_of(path)[0].read_bytes()) == both


def test_what_belongs_together_is_brought_together_for_reading(worked_on: Project) -> None:
    path = kill(worked_on)
    with Project.open(path, read_only=True) as reading:
        assert [span.id for span in reading.state("d2", "سارة").spans] == ["s2"]
        assert reading.stats()["steps"] == 4
        assert not logs_of(path)[0].exists()


def test_another_log_beside_the_file_is_checked_to_the_ground(
    worked_on: Project, replays: list[str]
) -> None:
    path = kill(worked_on)
    log = logs_of(path)[0]
    copy = Path(shutil.copy2(log, log.with_name("سجل آخر")))
    copy.replace(log)
    with Project.open(path) as again:
        assert replays.count("d1") == len(ANNOTATORS)
        assert again.check() == []


def test_what_was_forged_in_a_changed_set_is_refused_at_once(worked_on: Project) -> None:
    path = kill(worked_on)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("UPDATE span SET tag = 'PER' WHERE set_id = 4")
        left = logs_of(path)[0].read_bytes()
        kept = logs_of(path)[0].with_name("السجل")
        kept.hardlink_to(logs_of(path)[0])
        status, data = path.stat(), path.read_bytes()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    kept.write_bytes(left)
    kept.rename(logs_of(path)[0])
    with pytest.raises(Damaged, match="does not lead to its items"):
        Project.open(path)


def test_a_changed_set_whose_document_is_gone_is_damage(worked_on: Project) -> None:
    execute = worked_on.file.connection.execute
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM document_text WHERE document_id = 2",
        "DELETE FROM document WHERE id = 2",
    ):
        execute(statement).fetchall()
    with pytest.raises(Damaged, match="is damaged"):
        check_changed(worked_on.file, 0)


@examples(40)
@given(
    st.binary()
    | st.lists(st.integers() | st.text(), max_size=7).map(
        lambda values: b"%08x %b" % (zlib.crc32(b := json.dumps(values).encode()), b)
    )
)
def test_whatever_lies_in_the_place_of_a_seal_is_none(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    with pytest.MonkeyPatch.context() as own_folders:
        folder = tmp_path_factory.mktemp("seal")
        own_folders.setenv("TAWSEEM_DATA", str(folder))
        path = folder / "p.tawseem"
        path.write_bytes(b"")
        (safety_folder(path, "u") / SEAL).write_bytes(content)
        assert sealed_line(path) is None
