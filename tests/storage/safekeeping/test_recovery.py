"""A recovery tells the truth: from which backup, what it lacks, and «done» only when it is."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.folders import safety_folder
from storage.project import JournalStep, Project
from storage.safekeeping.automatic_backups import kept
from storage.safekeeping.known_backups import (
    KnownBackup,
    backup_name,
    list_backups,
    named_backup,
    read_backup,
    read_backups,
)
from storage.safekeeping.recovery import list_restorable, recover
from tests.examples import TIMES
from tests.storage.conftest import step
from tests.storage.file_format.test_schema import as_released

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
RUINED = b"SQLite format 3\0" + bytes(500)


def back_up(project: Project) -> Path:
    """Make an automatic backup, as an import does; those there are get a day older each."""
    for days, backup in enumerate(list_backups(safety_folder(project.path, project.uid)), 1):
        if named_backup(backup).number:
            restamped(backup, datetime.now(UTC) - timedelta(days=days))
    project._safety.back_up()  # type: ignore[union-attr]
    return newest_of(project)


def newest_of(project: Project) -> Path:
    return list_backups(safety_folder(project.path, project.uid))[0]


def restamped(backup: Path, moment: datetime) -> Path:
    """The same backup, as a clock that showed this would have named it."""
    name = backup_name(moment, named_backup(backup).number)
    return backup.rename(backup.with_name(name))


def work(project: Project, document: str, *spans: Span) -> None:
    """An act for each span."""
    set_id = project.open_set(document, "سارة").id
    for span in spans:
        project.commit(set_id, step(f"{document}-{span.id}", span))


def spans_of(document: Document, words: str, number: int) -> list[Span]:
    """So many spans on the same words."""
    begin = document.text.index(words)
    place = (begin, begin + len(words))
    return [Span(f"n{n}", "entities", "ORG", (place,)) for n in range(number)]


# -- in which order they were made -------------------------------------------------------------


def test_a_clock_once_ten_years_ahead_makes_no_backup_the_newest_for_ever(
    project: Project, path: Path, document: Document, ahmad: Span, bank: Span
) -> None:
    work(project, "d1", ahmad)
    restamped(back_up(project), datetime.now(UTC) + timedelta(days=3650))
    work(project, "d1", bank)
    for number in range(4):  # and a backup after each import
        work(project, "d1", *spans_of(document, "والأمل", number + 1)[-1:])
        project.add_records([Record(Document.of(f"n{number}", f"جديد {number}", "وصل الوفد."))])
    newest = newest_of(project)
    project.close()
    path.write_bytes(RUINED)
    recovery = recover(path, path.with_name("مستعاد.tawseem"))
    assert recovery.backup == newest
    assert (recovery.documents, recovery.acts, recovery.left_out) == (5, 6, 0)
    assert (recovery.lacking, recovery.passed_over) == (0, ())


def test_backups_without_a_number_are_ordered_by_what_they_hold(
    project: Project, path: Path, ahmad: Span
) -> None:
    """As a program before this one named them, once with its clock ahead."""
    older, ahead = list_backups(safety_folder(path, project.uid))[::-1]
    ahead = ahead.rename(ahead.with_name("20360301T120000000000Z.tawseem"))
    older = older.rename(older.with_name("20260228T120000000000Z.tawseem"))
    work(project, "d1", ahmad)
    fuller = back_up(project)
    fuller = fuller.rename(fuller.with_name("20260301T120000000000Z.tawseem"))
    assert list_backups(fuller.parent) == [fuller, ahead, older]  # by acts, then documents
    assert named_backup(back_up(project)).number == 1
    assert list_backups(fuller.parent)[1:] == [fuller, ahead, older]


def test_a_clock_that_went_back_does_not_stop_the_daily_backup(
    project: Project, path: Path
) -> None:
    before = restamped(newest_of(project), datetime.now(UTC) + timedelta(days=400))
    project.close()
    with Project.open(path) as again:
        assert newest_of(again) != before
        latest = newest_of(again)
    with Project.open(path) as again:
        assert newest_of(again) == latest  # once, not at each opening


def backup_of(number: int, hours_old: int, acts: int = 0) -> KnownBackup:
    moment = NOW - timedelta(hours=hours_old)
    return KnownBackup(Path(backup_name(moment, number)), moment, number, acts=acts)


@pytest.mark.parametrize(
    ("hours_old", "kept_hours"),
    [
        ([], []),
        ([1], [1]),
        ([1, 2, 3, 4], [1, 2]),
        ([1, 2, 25, 26, 49, 73, 97, 121], [1, 2, 25, 49, 73, 97]),
        ([1, 2, 170, 171, 340, 510, 700, 900], [1, 2, 170, 340, 510, 700]),
        ([5000, 5001, 5002], [5000, 5001]),  # whatever the day is today
        ([5000, 6000, 7000], [5000, 6000, 7000]),
        ([-87600, 1, 2, 3, 25], [-87600, 1, 25]),  # a clock that was ahead is one day of them
        ([1, 2, 3, -87600, 4, 25], [1, 2, -87600, 25]),
    ],
)
def test_backups_are_thinned_out(hours_old: list[int], kept_hours: list[int]) -> None:
    made = [backup_of(99 - place, age) for place, age in enumerate(hours_old)]
    ages = {(NOW - backup.moment) // timedelta(hours=1) for backup in kept(made)}
    assert ages == set(kept_hours)


def test_the_backup_with_most_acts_is_kept_whenever_it_was_made() -> None:
    """As when an older copy was put in the place of the project, and work went on from there."""
    full = backup_of(1, 9000, acts=700)
    made = [*(backup_of(99 - day, 24 * day, acts=day) for day in range(60)), full]
    assert full in kept(made)
    assert len(kept(made)) <= 2 + 5 + 4 + 1


def test_what_cannot_be_read_takes_no_place_of_a_backup_and_is_not_thrown_away(
    project: Project,
) -> None:
    folder = newest_of(project).parent
    ours = read_backups(folder)
    broken = folder / backup_name(datetime.now(UTC), 900)
    broken.write_bytes(b"")
    link = folder / backup_name(datetime.now(UTC), 901)
    link.symlink_to(ours[0].path)
    made = read_backups(folder)
    assert [backup.problem is None for backup in made] == [False, False, True, True]
    assert kept(made) == {*made}
    assert "is empty" in str(read_backup(broken).problem)
    assert "not a file" in str(read_backup(link).problem)
    assert named_backup(back_up(project)).number == 902


# -- from which backup, and what it lacks ------------------------------------------------------


def test_each_backup_says_what_it_holds_and_what_it_lacks(
    project: Project, path: Path, document: Document, ahmad: Span, bank: Span
) -> None:
    work(project, "d1", ahmad)
    back_up(project)
    work(project, "d1", bank)
    back_up(project)
    work(project, "d1", *spans_of(document, "والأمل", 3))
    known = list_restorable(path)
    assert [(one.backup.documents, one.backup.acts) for one in known] == [
        (1, 2), (1, 1), (1, 0), (0, 0),
    ]  # fmt: skip
    # Two rotations ago: the first act is in newer backups alone.
    assert [(one.addable, one.lost) for one in known] == [(3, 0), (4, 0), (4, 1), (4, 1)]
    assert all(one.is_latest and one.backup.problem is None for one in known)
    assert {one.backup.project for one in known} == {project.uid}


def test_a_newer_backup_that_is_not_sound_is_named_with_its_reason(
    project: Project, path: Path, document: Document, ahmad: Span, bank: Span
) -> None:
    work(project, "d1", ahmad)
    back_up(project)
    work(project, "d1", bank)
    back_up(project)
    work(project, "d1", *spans_of(document, "والأمل", 1))
    back_up(project)
    flipped, emptied, sound, *_ = list_backups(safety_folder(path, project.uid))
    project.close()
    emptied.write_bytes(b"")
    data = bytearray(flipped.read_bytes())
    data[data.index("وكالة".encode()) + 1] ^= 1
    flipped.write_bytes(data)
    recovery = recover(path, path.with_name("مستعاد.tawseem"))
    assert recovery.backup == sound
    assert [passed.backup.path for passed in recovery.passed_over] == [flipped, emptied]
    reasons = [str(passed.reason) for passed in recovery.passed_over]
    assert "Row 1 of document is not as it was written" in reasons[0]
    assert "is empty" in reasons[1]
    assert flipped.name in reasons[0]  # not the hidden file in which it was looked at
    assert recovery.lacking == 1  # the act of which only the two others knew


def test_a_backup_that_is_named_is_taken_and_no_other(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    work(project, "d1", ahmad)
    back_up(project)
    work(project, "d1", bank)
    second, first, *_ = list_backups(back_up(project).parent)
    project.close()
    target = path.with_name("مستعاد.tawseem")
    recovery = recover(path, target, backup=first)
    assert (recovery.backup, recovery.steps, recovery.acts) == (first, 1, 2)
    second.write_bytes(b"")
    with pytest.raises(KnownError, match="is empty"):
        recover(path, path.with_name("آخر.tawseem"), backup=second)
    with pytest.raises(KnownError, match="no backup of"):
        recover(path, path.with_name("آخر.tawseem"), backup=path)
    assert sorted(file.name for file in path.parent.glob("*.tawseem")) == sorted(
        [path.name, target.name]
    )


def test_another_project_that_lay_there_is_taken_only_when_it_is_named(
    project: Project, path: Path
) -> None:
    folder = newest_of(project).parent
    project.close()
    other = folder.with_name(folder.name[:16] + "-" + "0" * 16)
    other.mkdir()
    old = other / backup_name(NOW, 1)
    for backup in list_backups(folder):
        old.write_bytes(backup.read_bytes())
        backup.write_bytes(b"")
    os.utime(other, (0, 0))
    with pytest.raises(KnownError, match=r"No backup of .* is sound; the newest: .* is empty"):
        recover(path, path.with_name("مستعاد.tawseem"))
    assert [one.backup.path for one in list_restorable(path) if not one.is_latest] == [old]
    assert recover(path, path.with_name("مستعاد.tawseem"), backup=old).backup == old


def test_what_is_left_out_is_named_with_its_document_and_reason(
    project: Project, path: Path, document: Document, ahmad: Span, bank: Span
) -> None:
    other = Document.of("d2", "خبر آخر", document.text + " تتمة")
    back_up(project)
    project.add_records([Record(other)])
    empty = list_backups(safety_folder(path, project.uid))[-1]  # before all imports
    work(project, "d1", ahmad)
    gone = Transaction(Op.DELETE_SPAN, (Change(ahmad, None),))
    set_id = project.open_set("d2", "سارة").id
    project._safety.note(set_id, JournalStep("t9", "2026-01-01", gone))  # type: ignore[union-attr]
    work(project, "d2", bank)
    project.close()
    recovery = recover(path, path.with_name("مستعاد.tawseem"))
    (left,) = recovery.unfit
    assert (left.document, left.annotator, left.acts) == ("خبر آخر", "سارة", 2)
    assert str(left.reason) == "It changes what is not there."
    recovery = recover(path, path.with_name("آخر.tawseem"), backup=empty)
    assert [(left.document, left.acts) for left in recovery.unfit] == [("لقاء", 1), ("خبر آخر", 2)]
    assert {str(left.reason) for left in recovery.unfit} == {"Its document is not there."}
    assert recovery.left_out == 3


def test_a_recovery_can_be_cancelled_and_leaves_nothing(project: Project, path: Path) -> None:
    project.close()
    seen: list[int] = []

    def watch(done: int) -> bool:
        seen.append(done)
        return len(seen) < 2

    with pytest.raises(AnnotationError, match="cancelled"):
        recover(path, path.with_name("مستعاد.tawseem"), watch=watch)
    assert [file.name for file in path.parent.iterdir() if "مستعاد" in file.name] == []
    assert seen == [1, 2]  # in the copy, and in what was made of it


# -- a disk that refuses -----------------------------------------------------------------------


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
