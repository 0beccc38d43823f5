"""Long questions are answered on a thread of their own, and acts are saved meanwhile."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.items import Span
from storage.project import Project
from storage.thread import StorageThread
from tests.patience import PATIENCE
from tests.storage.conftest import Held, step

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture
def thread(project: Project, path: Path) -> Iterator[StorageThread]:
    project.close()
    thread = StorageThread(path)
    yield thread
    thread.close()


def open_set(thread: StorageThread) -> int:
    return thread.submit(lambda project: project.open_set("d1", "سارة").id).result(PATIENCE)


def spans(project: Project) -> tuple[Span, ...]:
    return project.state("d1", "سارة").spans


def test_acts_and_questions_go_on_while_something_long_is_read(
    thread: StorageThread, ahmad: Span, bank: Span
) -> None:
    set_id, held = open_set(thread), Held()
    thread.commit(set_id, step("t1", ahmad))
    read = thread.read(held.spans)  # after what was asked for before
    later = thread.read(spans)
    assert held.begun.wait(PATIENCE)
    thread.commit(set_id, step("t2", bank)).result(PATIENCE)
    assert thread.submit(spans).result(PATIENCE) == (ahmad, bank)
    assert not read.done()
    assert not later.done()  # one after the other
    held.goes_on.set()
    assert read.result(PATIENCE) == (ahmad,)
    assert later.result(PATIENCE) == (ahmad, bank)


def test_what_is_read_writes_nothing(thread: StorageThread, ahmad: Span) -> None:
    set_id = open_set(thread)
    with pytest.raises(KnownError, match="open for reading only"):
        thread.read(lambda project: project.commit(set_id, step("t1", ahmad))).result(PATIENCE)
    assert thread.submit(spans).result(PATIENCE) == ()


def test_a_reading_that_fails_tells_only_who_asked(thread: StorageThread) -> None:
    with pytest.raises(KnownError, match="no document called"):
        thread.read(lambda project: project.document_named("لا أحد")).result(PATIENCE)
    with pytest.raises(ZeroDivisionError):
        thread.read(lambda project: 1 // 0).result(PATIENCE)
    assert thread.read(lambda project: project.name).result(PATIENCE) == "أخبار"


def test_a_reading_that_nobody_wants_any_more_is_not_begun(thread: StorageThread) -> None:
    held = Held()
    first, second = thread.read(held.spans), thread.read(lambda project: project.name)
    assert second.cancel()
    held.goes_on.set()
    assert first.result(PATIENCE) == ()
    assert thread.read(lambda project: project.name).result(PATIENCE) == "أخبار"


def test_closing_ends_what_is_being_read_and_saves_what_was_done(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    set_id = open_set(thread)
    begun = threading.Event()

    def count_for_ever(project: Project) -> int:
        begun.set()
        return int(project.file.value(ENDLESS))

    never: list[Project] = []
    readings: list[Future[Any]] = [thread.read(count_for_ever), thread.read(never.append)]
    assert begun.wait(PATIENCE)
    thread.commit(set_id, step("t1", ahmad))
    thread.close()
    for reading in readings:
        with pytest.raises(KnownError, match="is closed"):
            reading.result(PATIENCE)
    assert never == []
    with Project.open(path) as again:
        assert spans(again) == (ahmad,)
        assert again.check() == []


def test_closing_refuses_all_that_waits_to_be_read(thread: StorageThread) -> None:
    goes_on = threading.Event()
    first = thread.read(lambda project: goes_on.wait(PATIENCE))
    waiting = [thread.read(lambda project: None) for _ in range(3)]
    thread.submit(lambda project: None).result(PATIENCE)
    thread.close(wait=False)
    goes_on.set()
    assert first.result(PATIENCE)
    thread.close()
    assert [str(one.exception(0)) for one in waiting] == ["The project is closed."] * 3


def test_closing_comes_between_two_questions_of_what_is_being_read(thread: StorageThread) -> None:
    begun = threading.Event()

    def ask_for_ever(project: Project) -> None:
        while project.annotators() is not None:
            begun.set()

    reading = thread.read(ask_for_ever)
    assert begun.wait(PATIENCE)
    thread.close()
    with pytest.raises(KnownError, match="is closed"):
        reading.result(PATIENCE)


def test_a_file_that_is_not_where_it_was_is_not_read(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    assert thread.read(spans).result(PATIENCE) == ()  # it is open
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        thread.read(spans).result(PATIENCE)
    aside.rename(path)
    assert thread.read(spans).result(PATIENCE) == ()


def test_without_a_log_it_is_read_on_the_storage_thread(thread: StorageThread) -> None:
    def where(project: Project) -> str:
        return threading.current_thread().name

    assert thread.read(where).result(PATIENCE) == "reader"
    thread.submit(lambda project: project.file.query("PRAGMA journal_mode = DELETE"))
    assert thread.read(where).result(PATIENCE) == "storage"


def test_a_project_that_is_open_for_reading_only_is_read_beside_too(
    project: Project, path: Path
) -> None:
    project.close()
    thread = StorageThread(path, read_only=True)
    assert thread.read(lambda project: project.stats()["documents"]).result(PATIENCE) == 1
    thread.close()
