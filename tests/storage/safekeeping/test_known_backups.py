"""Backups are ordered by a number of their own, and thinned, whatever the clock says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file.folders import safety_folder
from storage.project import Project
from storage.safekeeping.automatic_backups import kept
from storage.safekeeping.known_backups import (
    KnownBackup,
    backup_name,
    list_backups,
    named_backup,
    read_backup,
    read_backups,
)
from storage.safekeeping.recovery import recover
from tests.storage.safekeeping.kept_work import (
    RUINED,
    back_up,
    newest_of,
    restamped,
    spans_of,
    work,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


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
