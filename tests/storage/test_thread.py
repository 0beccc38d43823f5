"""The storage thread keeps order, never makes anybody wait, and gives up no step."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.errors import KnownError, Refusal, StaleChange
from annotation.values.items import Remark, RemarkKind, Span
from storage.file.folders import safety_folders
from storage.project import Project
from storage.requests import Portions
from storage.safekeeping.side_journal import CURRENT, read_steps
from storage.thread import StorageThread
from tests.patience import PATIENCE, wait_until
from tests.storage.conftest import Held, step


class Listener:
    """Hears what the thread says, and lets a test wait for it."""

    def __init__(self) -> None:
        self.saved: list[str] = []
        self.troubles: list[Refusal] = []
        self._heard = threading.Condition()

    def on_saved(self, step_id: str) -> None:
        with self._heard:
            self.saved.append(step_id)
            self._heard.notify()

    def on_trouble(self, trouble: Refusal) -> None:
        with self._heard:
            self.troubles.append(trouble)
            self._heard.notify()

    def wait(self, *, saved: int = 0, troubles: int = 0) -> None:
        with self._heard:
            assert self._heard.wait_for(
                lambda: len(self.saved) >= saved and len(self.troubles) >= troubles, PATIENCE
            )


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def thread(project: Project, path: Path, listener: Listener) -> Iterator[StorageThread]:
    project.close()
    thread = StorageThread(
        path, on_saved=listener.on_saved, on_trouble=listener.on_trouble, retry_seconds=60
    )
    yield thread
    thread.close()


def open_set(thread: StorageThread, annotator: str = "سارة") -> int:
    return thread.submit(lambda project: project.open_set("d1", annotator).id).result(PATIENCE)


def test_steps_are_saved_in_order_and_told(
    thread: StorageThread, listener: Listener, ahmad: Span, bank: Span
) -> None:
    set_id = open_set(thread)
    thread.commit(set_id, step("t1", ahmad))
    thread.commit(set_id, step("t2", bank)).result(PATIENCE)
    listener.wait(saved=2)
    assert listener.saved == ["t1", "t2"]
    assert thread.unsaved == 0
    state = thread.submit(lambda project: project.open_set("d1", "سارة").state).result(PATIENCE)
    assert state.spans == (ahmad, bank)


def test_a_question_that_fails_tells_only_who_asked(thread: StorageThread) -> None:
    with pytest.raises(KnownError, match="no document called"):
        thread.submit(lambda project: project.document_named("لا أحد")).result(PATIENCE)
    with pytest.raises(ZeroDivisionError):
        thread.submit(lambda project: 1 // 0).result(PATIENCE)
    assert thread.submit(lambda project: project.name).result(PATIENCE) == "أخبار"


def test_steps_wait_for_the_trouble_to_pass(
    thread: StorageThread, path: Path, listener: Listener, ahmad: Span, bank: Span
) -> None:
    sara, ali = open_set(thread), open_set(thread, "علي")
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    first, second = thread.commit(sara, step("t1", ahmad)), thread.commit(sara, step("t2", bank))
    third = thread.commit(ali, step("t3", ahmad))
    listener.wait(troubles=1)
    assert thread.submit(lambda project: project.stats()["steps"]).result(PATIENCE) == 0
    assert thread.unsaved == 3
    assert not first.done()
    assert len(listener.troubles) == 1  # the same sentence is not said again
    aside.rename(path)
    thread.retry()
    for future in (first, second, third):
        future.result(PATIENCE)
    assert thread.unsaved == 0
    listener.wait(saved=3)
    assert listener.saved == ["t1", "t2", "t3"]


def test_steps_are_tried_again_by_themselves(
    project: Project, path: Path, listener: Listener, ahmad: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.close()
    thread = StorageThread(path, on_trouble=listener.on_trouble, retry_seconds=0.05)
    thread.submit(lambda project: project.name).result(PATIENCE)
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    saved = thread.commit(set_id, step("t1", ahmad))
    listener.wait(troubles=1)
    aside.rename(path)
    saved.result(PATIENCE)
    thread.close()
    with Project.open(path) as again:
        assert again.open_set("d1", "سارة").state.spans == (ahmad,)


def test_a_step_that_can_never_fit_holds_up_nobody(
    thread: StorageThread, listener: Listener, ahmad: Span, bank: Span
) -> None:
    """Only what comes later in the same set waits; a step that can never fit holds up nobody."""
    sara, ali = open_set(thread), open_set(thread, "علي")
    thread.commit(sara, step("t1", ahmad)).result(PATIENCE)
    wrong = thread.commit(sara, step("t2", ahmad))
    with pytest.raises(StaleChange):
        wrong.result(PATIENCE)
    thread.commit(sara, step("t3", bank)).result(PATIENCE)
    thread.commit(ali, step("t4", ahmad)).result(PATIENCE)
    listener.wait(saved=3, troubles=1)
    assert "A step could not be saved" in str(listener.troubles[0])
    assert thread.unsaved == 1  # it is not on disk, and that is said


def test_closing_saves_what_is_queued(
    thread: StorageThread, path: Path, ahmad: Span, bank: Span
) -> None:
    set_id = open_set(thread)
    for number, span in enumerate((ahmad, bank)):
        thread.commit(set_id, step(f"t{number}", span))
    thread.close()
    assert thread.unsaved == 0
    with pytest.raises(KnownError, match="is closed"):
        thread.submit(lambda project: project.name)
    with Project.open(path) as again:
        assert len(again.open_set("d1", "سارة").state.spans) == 2


def test_closing_in_trouble_says_what_is_not_saved_and_the_next_opening_saves_it(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    set_id = open_set(thread)
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    saved = thread.commit(set_id, step("t1", ahmad))
    thread.close()
    assert thread.unsaved == 1
    with pytest.raises(KnownError, match="moved, replaced or deleted"):
        saved.result(PATIENCE)
    aside.rename(path)
    with Project.open(path) as again:
        assert again.open_set("d1", "سارة").state.spans == (ahmad,)


def test_a_listener_that_breaks_does_not_stop_the_thread(
    thread: StorageThread, ahmad: Span, bank: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    thread.on_saved = lambda step_id: [][0]
    set_id = open_set(thread)
    thread.commit(set_id, step("t1", ahmad)).result(PATIENCE)
    thread.commit(set_id, step("t2", bank)).result(PATIENCE)
    thread.submit(lambda project: None).result(PATIENCE)
    assert len(told) == 2


def test_the_log_is_emptied_when_nobody_works(project: Project, path: Path, ahmad: Span) -> None:
    set_id = project.open_set("d1", "سارة").id
    project.close()
    thread = StorageThread(path, idle_seconds=0.01)
    log = path.with_name(path.name + "-wal")
    thread.commit(set_id, step("t1", ahmad)).result(PATIENCE)
    wait_until(lambda: log.stat().st_size == 0)
    thread.close()


def test_what_is_asked_of_a_project_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    thread = StorageThread(tmp_path / "لا شيء.tawseem")
    with pytest.raises(KnownError, match="There is no project"):
        thread.submit(lambda project: project.name).result(PATIENCE)
    thread.closed.result(PATIENCE)
    with pytest.raises(KnownError, match="There is no project"):
        thread.submit(lambda project: project.name).result(PATIENCE)


def test_acts_and_questions_come_between_the_portions_of_long_work(
    thread: StorageThread, listener: Listener, ahmad: Span
) -> None:
    set_id = open_set(thread)
    goes_on = threading.Event()

    def count_until_saved(project: Project) -> Portions[int]:
        number = 0
        while not goes_on.is_set():
            number += 1
            yield
        return number

    counted = thread.work(count_until_saved)
    later = thread.work(lambda project: iter_of(project.name))
    thread.commit(set_id, step("t1", ahmad)).result(PATIENCE)
    assert thread.submit(lambda project: project.stats()["steps"]).result(PATIENCE) == 1
    assert not counted.done()
    assert not later.done()  # one work after the other
    goes_on.set()
    assert counted.result(PATIENCE) > 0
    assert later.result(PATIENCE) == "أخبار"


def iter_of(answer: str) -> Portions[str]:
    yield
    return answer


def refusing(project: Project) -> Portions[None]:
    yield
    project.document_named("لا أحد")


def test_what_goes_wrong_in_long_work_is_told_to_whoever_began_it(thread: StorageThread) -> None:
    with pytest.raises(KnownError, match="no document called"):
        thread.work(refusing).result(PATIENCE)
    assert thread.submit(lambda project: project.name).result(PATIENCE) == "أخبار"


def test_stuck_steps_are_tried_again_while_long_work_goes_on(
    thread: StorageThread, path: Path, listener: Listener, ahmad: Span
) -> None:
    set_id = open_set(thread)
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    saved = thread.commit(set_id, step("t1", ahmad))
    listener.wait(troubles=1)
    aside.rename(path)
    thread.work(until(saved.done))
    thread.retry()
    saved.result(PATIENCE)


def until(is_enough: Callable[[], bool]) -> Callable[[Project], Portions[None]]:
    def wait(project: Project) -> Portions[None]:
        while not is_enough():
            yield

    return wait


def test_closing_ends_long_work_where_it_stands_and_lets_it_clean_up(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    set_id = open_set(thread)
    begun = threading.Event()
    cleaned: list[str] = []

    def endless(project: Project) -> Portions[None]:
        try:
            while True:
                begun.set()
                yield
        finally:
            cleaned.append(project.document_named("d1").name)

    kept: list[Portions[None]] = []  # or Python would clean up by itself

    def begin(project: Project) -> Portions[None]:
        kept.append(endless(project))
        return kept[-1]

    works = [thread.work(begin), thread.work(begin)]
    assert begun.wait(PATIENCE)
    thread.commit(set_id, step("t1", ahmad))
    thread.close()
    for work in works:
        with pytest.raises(KnownError, match="is closed"):
            work.result(PATIENCE)
    assert len(cleaned) == 1  # the second had not begun
    with Project.open(path) as again:
        assert again.open_set("d1", "سارة").state.spans == (ahmad,)


def test_what_is_queued_behind_a_reading_that_nobody_wants_any_more_is_saved(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    set_id = open_set(thread)
    held = Held()
    thread.submit(held.spans)
    assert held.begun.wait(PATIENCE)
    assert thread.read(lambda project: project.name).cancel()
    saved = thread.commit(set_id, step("t1", ahmad))
    thread.close(wait=False)
    held.goes_on.set()
    saved.result(PATIENCE)
    thread.close()
    with Project.open(path) as again:
        assert again.open_set("d1", "سارة").state.spans == (ahmad,)


def test_a_project_that_is_being_closed_can_be_opened_again(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    """Whoever opens it next waits until everything is written, and nobody else waits."""
    set_id = open_set(thread)
    held = Held()
    thread.submit(held.spans)
    assert held.begun.wait(PATIENCE)
    thread.commit(set_id, step("t1", ahmad))
    thread.close(wait=False)
    again = StorageThread(path)
    state = again.submit(lambda project: project.open_set("d1", "سارة").state)
    assert not state.done()
    held.goes_on.set()
    assert state.result(PATIENCE).spans == (ahmad,)
    again.close()


def test_an_act_is_noted_beside_the_project_while_the_thread_is_busy(
    thread: StorageThread, path: Path, ahmad: Span, bank: Span
) -> None:
    """Were the program to end now, the next opening would find it there."""
    set_id = open_set(thread)
    held = Held()
    busy = thread.submit(held.spans)
    assert held.begun.wait(PATIENCE)
    saved = [thread.commit(set_id, step("t1", ahmad)), thread.commit(set_id, step("t2", bank))]
    (folder,) = safety_folders(path)
    wait_until(lambda: len(read_steps(folder).steps) == 2)
    noted = read_steps(folder)
    assert [(s.document, s.annotator, s.entry.step_id) for s in noted.steps] == [
        ("d1", "سارة", "t1"),
        ("d1", "سارة", "t2"),
    ]
    assert noted.done == frozenset()
    assert thread.unsaved == 2
    held.goes_on.set()
    assert busy.result(PATIENCE) == ()
    for each in saved:
        each.result(PATIENCE)
    thread.close()
    after = read_steps(folder)
    assert after.done == {"t1", "t2"}
    lines = (folder / CURRENT).read_bytes().split(b"\n")
    assert len([line for line in lines if b'"document"' in line]) == 2  # each is noted once


def test_an_act_that_no_file_can_hold_keeps_no_later_one_from_being_noted(
    thread: StorageThread, path: Path, ahmad: Span
) -> None:
    set_id = open_set(thread)
    held = Held()
    thread.submit(held.spans)
    assert held.begun.wait(PATIENCE)
    thread.commit(set_id, step("t0", Remark("m1", RemarkKind.COMMENT, "علي", "s7", "\ud800")))
    thread.commit(set_id, step("t1", ahmad))
    (folder,) = safety_folders(path)
    wait_until(lambda: read_steps(folder).steps)
    assert [noted.entry.step_id for noted in read_steps(folder).steps] == ["t1"]
    held.goes_on.set()
