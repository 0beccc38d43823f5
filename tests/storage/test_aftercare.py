"""What opening leaves for later is done beside the acts, and tells what it finds."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.errors import Damaged, KnownError, Refusal
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.aftercare import Aftercare
from storage.file.folders import safety_folder
from storage.file.project_file import ProjectFile
from storage.project import Project
from storage.requests import Reading, refuse
from storage.safekeeping import checking
from storage.safekeeping.known_backups import list_backups
from storage.safekeeping.recovery import recover
from storage.safekeeping.side_journal import PREVIOUS
from storage.thread import StorageThread
from tests.patience import PATIENCE, wait_until
from tests.storage.conftest import TEXT, step
from tests.storage.safekeeping.test_seal import kill

PAGE = 4096


class Heard:
    """What was told, for a test to wait for."""

    def __init__(self) -> None:
        self.damage: list[Damaged] = []
        self.is_told = threading.Event()

    def on_damage(self, damage: Damaged) -> None:
        self.damage.append(damage)
        self.is_told.set()


@pytest.fixture
def heard() -> Heard:
    return Heard()


Begin = Callable[[Path], StorageThread]


@pytest.fixture
def begin(heard: Heard) -> Iterator[Begin]:
    threads: list[StorageThread] = []

    def begin_(path: Path) -> StorageThread:
        threads.append(StorageThread(path, idle_seconds=0.01, retry_seconds=60))
        threads[-1].aftercare.on_damage = heard.on_damage
        return threads[-1]

    yield begin_
    for thread in threads:
        thread.close()


@pytest.fixture
def torn(project: Project) -> Path:
    """A project in which a page is torn where nobody looks on opening it."""
    where = "SELECT rootpage FROM sqlite_master WHERE name = 'relation_by_head'"
    at = (project.file.value(where) - 1) * PAGE
    project.close()
    data = bytearray(project.path.read_bytes())
    data[at : at + PAGE] = b"\xff" * PAGE
    project.path.write_bytes(data)
    return project.path


def test_damage_is_found_beside_the_work_and_nothing_is_written_any_more(
    torn: Path, heard: Heard, begin: Begin, ahmad: Span, bank: Span
) -> None:
    thread = begin(torn)
    set_id = thread.submit(lambda project: project.open_set("d1", "سارة").id).result(PATIENCE)
    thread.commit(set_id, step("t1", ahmad)).result(PATIENCE)
    assert heard.is_told.wait(PATIENCE)
    assert "is damaged" in str(heard.damage[0])
    late = thread.commit(set_id, step("t2", bank))
    thread.close()
    with pytest.raises(Damaged):
        late.result(PATIENCE)
    target = torn.with_name("مستعاد.tawseem")
    recover(torn, target)
    with Project.open(target) as again:  # nothing is lost: not even what was not written
        assert again.open_set("d1", "سارة").state.spans == (ahmad, bank)


def test_what_can_be_read_no_further_is_damage(
    project: Project, heard: Heard, begin: Begin, ahmad: Span
) -> None:
    project.add_records([Record(Document.of("d2", "خبر", TEXT + " ثم عاد."))])
    project.file.checkpoint()
    project.commit(project.open_set("d2", "سارة").id, step("t1", ahmad))
    path = kill(project)
    status, data = path.stat(), path.read_bytes()
    assert "وكالة".encode() in data
    path.write_bytes(data.replace("وكالة".encode(), b"\xff" * len("وكالة".encode())))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    begin(path)
    assert heard.is_told.wait(PATIENCE)
    assert "is damaged" in str(heard.damage[0])


def test_damage_that_is_told_at_every_try_keeps_nothing_of_them(project: Project) -> None:
    project.file.damage = Damaged("{file} is damaged.", file="أخبار.tawseem")
    lengths = set()
    for _ in range(3):
        with pytest.raises(Damaged) as told:
            project.file.refuse_if_not_writable()
        lengths.add(len(told.traceback))
    assert len(lengths) == 1


def test_nothing_breaks_when_it_is_closed_at_this_very_moment(project: Project) -> None:
    def closed(reading: object) -> None:
        raise KnownError("The project is closed.")

    project.file.is_unchecked = True
    aftercare = Aftercare(closed, closed)
    for _ in range(2):
        aftercare.begin(project)


def test_a_sound_project_is_checked_once_and_then_backed_up(
    project: Project, path: Path, begin: Begin, ahmad: Span
) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    folder = safety_folder(path, project.uid)
    project.close()
    for backup in list_backups(folder):
        backup.unlink()
    (folder / PREVIOUS).unlink(missing_ok=True)
    thread = begin(path)
    wait_until((folder / PREVIOUS).exists)  # the side journal begins anew behind the backup
    assert len(list_backups(folder)) == 1
    file = thread.submit(lambda project: project.file).result(PATIENCE)
    assert (file.is_unchecked, file.damage) == (False, None)


def test_a_check_gives_way_to_whoever_wants_to_read(
    project: Project, path: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    begun, times = threading.Event(), [0]
    check = checking.check_quickly

    def check_for_ever(file: ProjectFile) -> list[Refusal]:
        times[0] += 1
        while times[0] == 1:  # the first time it comes to no end by itself
            begun.set()
            file.value("SELECT 1")
        return check(file)

    monkeypatch.setattr("storage.aftercare.check_quickly", check_for_ever)
    thread = begin(path)
    assert begun.wait(PATIENCE)
    assert thread.read(lambda snapshot: snapshot.name).result(PATIENCE) == "أخبار"
    wait_until(
        lambda: not thread.submit(lambda project: project.file.is_unchecked).result(PATIENCE)
    )
    assert times[0] == 2


def test_what_fails_is_told_and_not_tried_again_and_again(project: Project) -> None:
    asked: list[Reading] = []
    told: list[Refusal] = []

    def fail(reading: Reading) -> None:
        asked.append(reading)
        refuse(reading.future, KnownError("It cannot be read."))

    project.file.is_unchecked = True
    aftercare = Aftercare(fail, lambda _: None)
    aftercare.on_trouble = told.append
    for _ in range(3):
        aftercare.begin(project)
    assert len(asked) == 1
    assert list(map(str, told)) == ["It cannot be read."]
