"""A decided import goes on whatever has ended it, or says what is missing."""

import contextlib
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from storage.arrival_work import ArrivalWork
from storage.exchange.staged import end_of
from storage.file.project_file import ProjectFile
from storage.project import Project
from storage.safekeeping.recovery import recover
from storage.thread import StorageThread
from tests.examples import TIMES
from tests.patience import PATIENCE
from tests.storage.conftest import step
from tests.storage.exchange.conftest import (
    ARTICLES,
    begin,
    opened,
    staged,
    staging_files,
)
from tests.storage.safekeeping.test_kill import killed

# -- whatever ends it ------------------------------------------------------------------------------


def test_it_goes_on_at_the_next_opening(decided: Path, several: list[Record]) -> None:
    with Project.open(decided, read_only=True) as reading:
        (notice,) = reading.notices
        assert "are still to come in" in str(notice)
        assert 0 < reading.stats()["documents"] < ARTICLES
    with opened(decided) as project:
        assert project.stats()["documents"] < ARTICLES
        next(project.imports.bring_in())
    with Project.open(decided) as project:
        assert list(project.records(with_suggestions=True)) == several
        assert project.check() == []
        assert project.notices == []
    assert staging_files(decided) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("portions", range(9))
def test_a_kill_after_any_portion_loses_nothing(
    path: Path, tagset: Tagset, several: list[Record], portions: int
) -> None:
    Project.create(path, tagset).close()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            project = opened(path)
            begin(project, several)
            bringing = project.imports.bring_in()
            for _ in range(portions):
                next(bringing, None)
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with Project.open(path) as project:
        assert project.check() == []
        assert list(project.records(with_suggestions=True)) == several
    assert staging_files(path) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_before_it_is_decided_leaves_nothing(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    Project.create(path, tagset).close()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            staged(opened(path), several)
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(1)
    os.waitpid(child, 0)
    assert len(staging_files(path)) == 1
    with Project.open(path) as project:
        assert project.stats()["documents"] == 0
    assert staging_files(path) == []


def lose(staging: Path) -> None:
    staging.unlink()


def shorten(staging: Path) -> None:
    staging.write_bytes(staging.read_bytes()[:-1])


def change(staging: Path) -> None:
    staging.write_bytes(staging.read_bytes().replace("خبر".encode(), "سطر".encode()))


def link(staging: Path) -> None:
    aside = staging.with_name("جانبا")
    staging.rename(aside)
    staging.symlink_to(aside)


def make_folder(staging: Path) -> None:
    staging.unlink()
    staging.mkdir()


@pytest.mark.parametrize("harm", [lose, shorten, change, link, make_folder])
def test_what_is_lost_beside_the_project_is_told_and_can_be_imported_again(
    decided: Path, several: list[Record], harm: Callable[[Path], None]
) -> None:
    (staging,) = staging_files(decided)
    harm(staging)
    with Project.open(decided) as project:
        there = project.stats()["documents"]
        (notice,) = project.notices
        assert f"{ARTICLES - there} of {ARTICLES} parts of an import" in str(notice)
        assert project.check() == []
        assert project.imports.coming == 0
        assert project.add_records(several).documents_added == ARTICLES - there
        assert list(project.records(with_suggestions=True)) == several
    with Project.open(decided) as project:
        assert project.notices == []


def test_a_link_in_the_place_of_a_staging_file_is_left_alone(decided: Path) -> None:
    (staging,) = staging_files(decided)
    thesis = staging.with_name("رسالة.txt")
    thesis.write_text("فصل أول", "utf-8")
    staging.unlink()
    staging.symlink_to(thesis)
    for _ in range(2):
        Project.open(decided).close()
    assert thesis.read_text("utf-8") == "فصل أول"
    assert staging.is_symlink()


def test_leftovers_of_other_projects_stay(decided: Path) -> None:
    (staging,) = staging_files(decided)
    others = [
        staging.with_name(staging.name.replace("أخبار", "غيرها")),
        staging.with_name(f".{decided.name}.x.coming"),
    ]
    for other in others:
        other.write_bytes(b"x")
    own = staging.with_name(f".{decided.name}.{'0' * 36}.coming")
    own.write_bytes(b"x")
    with opened(decided):
        assert sorted(staging_files(decided)) == sorted([staging, *others])


def test_a_full_disk_stops_it_and_it_goes_on(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    Project.create(path, tagset).close()
    with opened(path) as project:
        begin(project, several)
        next(project.imports.bring_in())
        connection = project._file.connection
        pages = project._file.value("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        with pytest.raises(KnownError, match="full"):
            for _ in project.imports.bring_in():
                pass
        left = project.imports.coming
        assert left > 0
        assert project.check() == []
        connection.execute("PRAGMA max_page_count = 1000000").fetchall()
        for _ in project.imports.bring_in():
            pass
        assert list(project.records(with_suggestions=True)) == several


def test_a_portion_whose_commit_is_refused_although_it_is_in_the_file_comes_once(
    decided: Path, several: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = ProjectFile.writing

    @contextlib.contextmanager
    def refused_too_late(file: ProjectFile) -> Iterator[sqlite3.Connection]:
        with writing(file) as connection:
            yield connection
        raise KnownError("The disk does not answer.")

    with opened(decided) as project:
        with monkeypatch.context() as patched:
            patched.setattr(ProjectFile, "writing", refused_too_late)
            with pytest.raises(KnownError, match="does not answer"):
                end_of(project.imports.bring_in())
        end_of(project.imports.bring_in())
        assert project.check() == []
        assert list(project.records(with_suggestions=True)) == several


def open_all(project: Project, records: list[Record]) -> None:
    for record in records:
        assert project.open_set(record.document.id, "سارة").state.spans == record.spans


def test_what_finds_no_room_when_its_document_is_opened_comes_at_the_next_try(
    known: Path, several: list[Record]
) -> None:
    with opened(known) as project:
        begin(project, several)
        connection = project._file.connection
        pages = project._file.value("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        for _ in range(2):
            with pytest.raises(KnownError, match="full"):
                open_all(project, several)
        connection.execute("PRAGMA max_page_count = 1000000").fetchall()
        open_all(project, several)


def test_an_import_that_is_decided_and_finds_no_room_is_not_called_refused(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    """What is said is so: it comes with the next opening."""
    with Project.create(path, tagset) as project:
        connection = project._file.connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall()
        with pytest.raises(KnownError, match=r"is decided, but \d+ records .* is full"):
            project.add_records(several)
    with Project.open(path) as project:
        assert list(project.records(with_suggestions=True)) == several
        assert project.check() == []


def test_the_storage_thread_tries_again_when_there_is_room(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    Project.create(path, tagset).close()
    troubles: list[str] = []
    lefts: list[int] = []
    has_trouble, is_over = Event(), Event()

    def troubled(refusal: object) -> None:
        troubles.append(str(refusal))
        has_trouble.set()

    def arrived(left: int) -> None:
        lefts.append(left)
        if left == 0:
            is_over.set()

    def limit(project: Project, pages: int) -> None:
        project._file.connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    thread = StorageThread(path, on_trouble=troubled, on_arrived=arrived, retry_seconds=0.01)
    pages = thread.submit(lambda project: project._file.value("PRAGMA page_count")).result()
    thread.submit(lambda project: begin(project, several)).result()
    thread.submit(lambda project: limit(project, pages + 40)).result()
    thread.bring_in()
    assert has_trouble.wait(PATIENCE)
    thread.submit(lambda project: limit(project, 1_000_000)).result()
    assert is_over.wait(PATIENCE)
    thread.close()
    assert len(troubles) == 1  # told once, however often it was tried
    assert "full" in troubles[0]
    with Project.open(path) as project:
        assert list(project.records(with_suggestions=True)) == several


def test_nothing_breaks_when_it_is_closed_at_this_very_moment(decided: Path) -> None:
    class ClosedThread:
        is_closing = False  # as it was when it was looked at

        def work(self, function: object) -> None:
            raise KnownError("The project is closed.")

    with opened(decided) as project:
        ArrivalWork(ClosedThread()).go_on(project)  # type: ignore[arg-type]
        assert project.imports.coming > 0


def test_closing_does_not_wait_for_what_is_still_to_come(
    path: Path, tagset: Tagset, several: list[Record]
) -> None:
    Project.create(path, tagset).close()
    lefts: list[int] = []
    came = Event()

    def arrived(left: int) -> None:
        lefts.append(left)
        came.set()
        thread.close(wait=False)

    thread = StorageThread(path, on_arrived=arrived)
    thread.submit(lambda project: begin(project, several)).result()
    thread.bring_in()
    assert came.wait(PATIENCE)
    thread.close()
    assert len(lefts) == 1
    with Project.open(path) as project:
        assert list(project.records(with_suggestions=True)) == several


# -- backups and recovery --------------------------------------------------------------------------


def test_a_copy_made_in_the_middle_comes_to_the_whole_or_says_what_is_missing(
    decided: Path, several: list[Record], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "نسخ"
    elsewhere.mkdir()
    with opened(decided) as project:
        project.backup(decided.with_name("بجانبه.tawseem"))
        project.backup(elsewhere / "نسخة.tawseem")
        there = project.stats()["documents"]
    with Project.open(elsewhere / "نسخة.tawseem") as copy:
        (notice,) = copy.notices
        assert f"{ARTICLES - there} of {ARTICLES} parts" in str(notice)
        assert copy.add_records(several).documents_added == ARTICLES - there
        assert list(copy.records(with_suggestions=True)) == several
    with Project.open(decided.with_name("بجانبه.tawseem")) as copy:
        assert list(copy.records(with_suggestions=True)) == several


@pytest.mark.parametrize("is_there", [True, False])
def test_a_project_recovered_in_the_middle_comes_to_the_whole_or_says_what_is_missing(
    decided: Path, several: list[Record], is_there: bool
) -> None:
    with opened(decided) as project:
        project._back_up_now()
        there = project.stats()["documents"]
    decided.write_bytes(b"")
    if not is_there:
        lose(*staging_files(decided))
    target = decided.with_name("مستعاد.tawseem")
    recover(decided, target)
    with Project.open(target) as recovered:
        assert recovered.check() == []
        assert len(recovered.notices) == (not is_there)
        assert recovered.stats()["documents"] == (ARTICLES if is_there else there)
        recovered.add_records(several)
        assert list(recovered.records(with_suggestions=True)) == several


@pytest.mark.many
def test_a_kill_anywhere_loses_nothing_that_was_decided(known: Path, several: list[Record]) -> None:
    """Also of work that comes to documents which are there, and of acts made meanwhile."""

    def bring(turn: int, writing: int) -> None:
        project = opened(known)
        named = [replace(record, annotator=f"موسم {turn}") for record in several]
        own = project.open_set("n1", "علي")
        begin(project, named)
        os.write(writing, b"+")
        for number, _ in enumerate(project.imports.bring_in()):
            span = replace(
                several[0].spans[0], id=f"{turn}-{number}", fragments=((number, number + 5),)
            )
            project.commit(own.id, step(f"{turn}-{number}", span))
            os.write(writing, b".")

    for turn in range(6 * TIMES):
        said = killed(
            lambda writing, turn=turn: bring(turn, writing), at_event=20_000 + 3_000 * turn
        )
        with Project.open(known) as project:
            assert project.check() == []
            sets = [r for r in project.records() if r.annotator == f"موسم {turn}"]
            assert len(sets) == ARTICLES or (not sets and b"+" not in said)
            acts = [s.id for s in project.state("n1", "علي").spans if s.id.startswith(f"{turn}-")]
            assert len(acts) >= said.count(b".")
        assert staging_files(known) == []
