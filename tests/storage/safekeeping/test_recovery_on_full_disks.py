"""Where the disk is full, a recovery is refused, or whole: never an older backup, never half."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from storage.safekeeping.known_backups import (
    list_backups,
)
from storage.safekeeping.recovery import list_restorable, recover
from tests.examples import TIMES
from tests.storage.file_format.test_schema import as_released
from tests.storage.safekeeping.kept_work import RUINED, back_up, newest_of, spans_of, work

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def in_child(task: Callable[[], str]) -> str:
    """What a task in a process of its own comes to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = task()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 (a descriptor, not a path)
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def limited(path: Path, target: Path, most: int) -> str:
    """What a recovery says where no file may be longer: as on a full disk."""
    import resource

    def task() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            recovery = recover(path, target)
        except KnownError as refusal:
            return f"refused: {refusal}"
        return f"{recovery.acts} acts, {recovery.left_out} left out"

    return in_child(task)


@needs_fork
def test_a_full_disk_is_no_reason_to_take_an_older_backup(project: Project, path: Path) -> None:
    back_up(project)
    long = Document.of("d2", "تقرير طويل", "وقّع البنك الدولي اتفاقًا مع الوفد.\n" * 4000)
    project.add_records([Record(long)])
    newest, older, *_ = list_backups(newest_of(project).parent)
    project.close()
    target = path.with_name("مستعاد.tawseem")
    most = newest.stat().st_size - 4096
    assert older.stat().st_size < most // 2
    assert "مستعاد.tawseem cannot be written" in limited(path, target, most)
    assert not target.exists()
    assert limited(path, target, most + 4096) == "0 acts, 0 left out"


@needs_fork
def test_a_full_disk_does_not_make_an_older_backup_unsound(tmp_path: Path) -> None:
    """It is brought to this version in the copy, which grows by that."""
    path = as_released(1, tmp_path / "قديم.tawseem")
    Project.open(path).close()
    (one,) = list_restorable(path)
    target = path.with_name("مستعاد.tawseem")
    assert "refused: The disk of مستعاد.tawseem" in limited(path, target, one.backup.size)
    assert not target.exists()


@needs_fork
@pytest.mark.many
def test_where_files_may_grow_no_further_a_recovery_is_refused_or_whole(
    project: Project, path: Path, document: Document
) -> None:
    article = Document.of("d2", "تقرير طويل", "وقّع البنك الدولي اتفاقًا مع الوفد.\n" * 8000)
    project.add_records([Record(article)])
    early, late = spans_of(document, "والأمل", 30), spans_of(article, "الوفد", 8)
    work(project, "d1", *early)
    back_up(project)
    backup = back_up(project)
    work(project, "d2", *(replace(span, attributes=(("note", "ملحوظة " * 160),)) for span in late))
    project.close()
    path.write_bytes(RUINED)
    size = backup.stat().st_size
    # SQLite's log is smaller than this project: so it can be the last step that fails.
    limits = [size // 2, *(size + 4096 * pages for pages in range(0, 48, 4 // min(TIMES, 4)))]

    outcomes = []
    for number, most in enumerate(limits):
        target = path.with_name(f"مستعاد-{number}.tawseem")
        said = limited(path, target, most)
        outcomes.append(said)
        if target.exists():
            assert said == "38 acts, 0 left out"
            with Project.open(target, read_only=True) as made:
                assert (made.check(), made.stats()["steps"]) == ([], 38)
        else:
            assert said.startswith("refused: "), said
            assert target.name in said, said
            assert "no backup" not in said.lower()
        left = [file.name for file in path.parent.iterdir() if file.name.startswith(".")]
        assert left == [], said
    assert {said.startswith("refused") for said in outcomes} == {True, False}, outcomes
