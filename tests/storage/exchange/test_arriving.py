"""A decided import comes in by portions: acts come between."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage, Suggestions
from annotation.values.record import Record
from annotation.values.transaction import Op
from storage.exchange import arriving, staging_file
from storage.exchange.arriving import PORTION
from storage.exchange.staged import end_of
from storage.file.folders import safety_folder
from storage.project import JournalStep, Project
from storage.safekeeping.known_backups import list_backups
from storage.thread import StorageThread
from storage.work.sets import make_set, write_entry
from tests.patience import PATIENCE, wait_until
from tests.storage.conftest import step
from tests.storage.exchange.conftest import (
    ARTICLES,
    LONG,
    article,
    begin,
    opened,
    staged,
    staging_files,
)

# -- acts between portions -------------------------------------------------------------------------


def test_acts_come_between_portions(path: Path, tagset: Tagset, several: list[Record]) -> None:
    Project.create(path, tagset).close()
    with opened(path) as project:
        begin(project, several)
        lefts, ids = [], []
        for left in project.imports.bring_in():
            lefts.append(left)
            last = project.documents("سارة")[-1].id
            own = project.open_set(last, "علي")
            made = step(f"t{left}", *several[0].spans)
            project.commit(own.id, made)
            project.commit(
                own.id, JournalStep(f"u{left}", "", made.transaction.inverse(Op.UNDO, f"t{left}"))
            )
            assert project.check() == []
            ids.append(last)
        assert lefts == sorted(lefts, reverse=True)
        assert len(lefts) > 5
        assert lefts[-1] == project.imports.coming == 0
        assert list(project.records("سارة", with_suggestions=True)) == several
        assert [document.id for document in project.documents("سارة")] == [
            r.document.id for r in several
        ]
        assert staging_files(path) == []


def test_a_portion_is_short(path: Path, tagset: Tagset, several: list[Record]) -> None:
    """What is bound is what lies in one transaction, not the time that it takes somewhere."""
    Project.create(path, tagset).close()
    with opened(path) as project:
        begin(project, several)
        before = 0
        for left in project.imports.bring_in():
            came = ARTICLES - left - before
            assert came * len(LONG.encode()) < PORTION + len(LONG.encode())
            before += came


def test_who_opens_a_document_gets_what_was_still_to_come_for_it(
    known: Path, several: list[Record]
) -> None:
    last = several[-1].document.id
    with opened(known) as project:
        begin(project, several)
        work = project.open_set(last, "سارة")
        assert tuple(work.state.spans) == several[-1].spans
        assert project.imports.coming == ARTICLES  # nothing else came
        (imported,) = work.history.done
        undone = work.transactions[imported].inverse(Op.UNDO, imported)
        project.commit(work.id, JournalStep("u1", "2026-01-01", undone))
        for _ in project.imports.bring_in():
            assert project.check() == []
        assert project.state(last, "سارة").items() == ()  # it does not come again
        assert list(project.records("سارة"))[:-1] == [
            replace(r, suggestions=Suggestions()) for r in several[:-1]
        ]


def test_an_act_in_an_open_set_comes_after_what_was_decided_before_it(
    known: Path, several: list[Record], ahmad: Span
) -> None:
    own = replace(ahmad, id="s9", fragments=((0, 5),), attributes=())
    with opened(known) as project:
        work = project.open_set("n9", "سارة")
        begin(project, several)
        project.commit(work.id, step("t1", own))
        assert [made.step_id for made in project.journal(work.id)][1:] == ["t1"]
        for _ in project.imports.bring_in():
            pass
        assert set(project.state("n9", "سارة").spans) == {own, *several[9].spans}
        assert project.notices == []
        assert project.check() == []


def test_work_that_finds_no_place_any_more_is_left_out_and_told(
    known: Path, several: list[Record]
) -> None:
    """Only past the door: by a set that a recovery wrote into before the rest came."""
    taken = several[7].spans[0]
    free = replace(taken, id="s0", fragments=((0, 5),), attributes=())
    several[7] = replace(several[7], spans=(free, taken))  # neither of them comes, for they are one
    with opened(known) as project:
        begin(project, several)
        row = project._file.value("SELECT id FROM document WHERE uid = 'n7'")
        with project._file.writing() as connection:
            set_id = make_set(project._file, row, "سارة")
            write_entry(connection, set_id, step("t1", taken))
        for _ in project.imports.bring_in():
            pass
        (notice,) = project.notices
        assert "“سارة” on “خبر 7” did not fit" in str(notice)
        assert project.stats()["documents"] == ARTICLES
        assert project.check() == []


def test_the_storage_thread_brings_in_by_itself_and_acts_wait_for_one_portion_at_most(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    with Project.create(path, tagset) as project:
        project.add_records([Record(Document.of("d1", "قبل", "التقى أحمد سلمى."))])
    lefts: list[int] = []
    is_over = Event()
    thread = StorageThread(path)
    work = thread.submit(lambda project: project.open_set("d1", "علي")).result()
    saved_at: list[int] = []

    def arrived(left: int) -> None:
        lefts.append(left)
        span = replace(several[0].spans[0], id=f"s{left}", fragments=((6, 10),), attributes=())
        act = thread.commit(work.id, step(f"t{left}", span))
        act.add_done_callback(lambda _: saved_at.append(len(lefts)))
        if left == 0:
            is_over.set()

    thread.on_arrived = arrived
    thread.submit(lambda project: begin(project, several)).result()
    thread.bring_in()
    assert is_over.wait(PATIENCE)
    thread.close()
    assert lefts[-1] == 0
    assert len(lefts) > 5
    assert all(at - number <= 1 for number, at in enumerate(saved_at, 1))
    with Project.open(path) as project:
        assert project.check() == []
        assert project.stats()["documents"] == 1 + ARTICLES


def test_what_comes_waits_while_a_snapshot_keeps_the_log_from_being_emptied(
    path: Path, tagset: Tagset
) -> None:
    Project.create(path, tagset).close()
    lefts: list[int] = []
    is_read, is_over = Event(), Event()

    def arrived(left: int) -> None:
        lefts.append(left)
        if left == 0:
            is_over.set()

    long = [Record(Document.of(f"n{n}", f"خبر {n}", f"{n} {LONG * 10}")) for n in range(120)]
    thread = StorageThread(path, on_arrived=arrived)
    thread.submit(lambda project: begin(project, long)).result()
    reading = thread.read(lambda snapshot: is_read.wait(PATIENCE) and snapshot.stats()["documents"])
    thread.bring_in()
    wait_until(lambda: thread.submit(lambda project: project.file.has_long_log()).result())
    came = thread.submit(lambda project: project.imports.coming).result()
    assert came > 0
    for _ in range(5):  # a portion would come between two questions
        assert thread.submit(lambda project: project.imports.coming).result() == came
    is_read.set()
    assert reading.result() == 0  # it saw none of what came
    assert is_over.wait(PATIENCE)
    thread.close()
    with Project.open(path) as project:
        assert project.stats()["documents"] == len(long)


def test_a_backup_is_made_after_an_import_and_has_all_of_it(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    Project.create(path, tagset).close()
    thread = StorageThread(path, idle_seconds=0.01)
    folder = thread.submit(lambda project: safety_folder(path, project.uid)).result()
    before = list_backups(folder)
    thread.submit(lambda project: begin(project, several)).result()
    thread.bring_in()
    wait_until(lambda: list_backups(folder)[:1] != before[:1])
    thread.close()
    with Project.open(list_backups(folder)[0], read_only=True) as backup:
        assert list(backup.records(with_suggestions=True)) == several


# -- decided or not --------------------------------------------------------------------------------


def test_nothing_is_left_of_an_import_that_is_cancelled_or_refused(
    project: Project, path: Path, several: list[Record]
) -> None:
    def breaks() -> Iterator[Record]:
        yield from several
        raise RuntimeError

    before = sorted(path.parent.iterdir())
    assert staged(project, several, lambda number: number < 30) is None
    twice = replace(several[3], spans=(), stage=Stage.SET_ASIDE)
    wrong = replace(several[0], document=replace(several[0].document, text="نصّ آخر"))
    for records in ([*several, twice], [*several, wrong]):
        with pytest.raises(KnownError):
            staged(project, records)
    with pytest.raises(RuntimeError):
        staged(project, breaks())
    assert sorted(path.parent.iterdir()) == before
    assert project.stats()["documents"] == 1
    assert project.imports.coming == 0


def test_what_brings_nothing_is_not_decided(project: Project, path: Path) -> None:
    before = sorted(path.parent.iterdir())
    assert project.add_records(list(project.records())).is_empty
    assert project.add_records([]).is_empty
    assert sorted(path.parent.iterdir()) == before


def test_an_import_is_refused_when_what_it_was_compared_with_changed(
    known: Path, several: list[Record]
) -> None:
    with opened(known) as project:
        work = project.open_set("n3", "سارة")
        own = project.open_set("n4", "علي")
        ready = staged(project, several)
        project.commit(own.id, step("t0", *several[0].spans))  # another's work does not matter
        project.commit(work.id, step("t1", *several[0].spans))
        assert ready is not None
        with pytest.raises(KnownError, match="“سارة” worked on “خبر 3” meanwhile"):
            project.imports.admit(ready)
        ready = staged(project, [Record(article(70))])
        assert ready is not None
        project.add_records([Record(article(71))])
        with pytest.raises(KnownError, match="Other documents came in"):
            project.imports.admit(ready)
        assert project.imports.coming == 0
        assert staging_files(known) == []
        assert project.stats()["documents"] == ARTICLES + 1
        assert project.check() == []


def test_one_import_at_a_time(decided: Path) -> None:
    with opened(decided) as project:
        ready = staged(project, [Record(article(70))])
        assert ready is not None
        with pytest.raises(KnownError, match="is still coming in; wait"):
            project.imports.admit(ready)
        for act in (
            lambda: project.team.merge([decided]),
            lambda: project.team.split(["سارة"], decided.parent),
            lambda: end_of(project.batches.writing("سارة", "b1", [])),
            lambda: end_of(project.batches.reverting("سارة", "b1", Op.UNDO, but="")),
        ):
            with pytest.raises(KnownError, match="is still coming in; wait"):
                act()
        for _ in project.imports.bring_in():
            pass
        assert project.stats()["documents"] == ARTICLES


def test_nothing_is_left_where_the_disk_refuses_at_once(
    project: Project, path: Path, several: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse_to_read(path: Path, size: int) -> None:
        raise KnownError("{file} cannot be read: {reason}.", file=path.name, reason="EIO")

    there = set(path.parent.iterdir())
    ready = staged(project, several)
    assert ready is not None
    monkeypatch.setattr(arriving, "StagingReader", refuse_to_read)
    with pytest.raises(KnownError, match="cannot be read"):
        project.imports.admit(ready)
    monkeypatch.setattr(staging_file, "open_own", refuse)
    with pytest.raises(KnownError, match="cannot be written"):
        staged(project, several)
    assert set(path.parent.iterdir()) == there
