"""A recovery tells the truth: from which backup, what it lacks, and «done» only when it is."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.folders import safety_folder
from storage.file.new_file import logs_of
from storage.file.project_file import ProjectFile
from storage.project import JournalStep, Project
from storage.safekeeping.known_backups import backup_name, list_backups, read_backup
from storage.safekeeping.opening import close_file
from storage.safekeeping.recovery import list_restorable, problem_of, recover
from storage.safekeeping.seal import SEAL
from tests.storage.file_format.test_schema import as_released
from tests.storage.safekeeping.kept_work import back_up, newest_of, spans_of, work

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def kept(project: Project, ahmad: Span, bank: Span) -> Project:
    """A project of which a backup was made after each of its two acts."""
    work(project, "d1", ahmad)
    back_up(project)
    work(project, "d1", bank)
    back_up(project)
    return project


def test_each_backup_says_what_it_holds_and_what_it_lacks(
    kept: Project, path: Path, document: Document
) -> None:
    work(kept, "d1", *spans_of(document, "والأمل", 3))
    known = list_restorable(path)
    assert [(one.backup.documents, one.backup.acts) for one in known] == [
        (1, 2), (1, 1), (1, 0), (0, 0),
    ]  # fmt: skip
    # Two rotations ago: the first act is in newer backups alone.
    assert [(one.addable, one.lost) for one in known] == [(3, 0), (4, 0), (4, 1), (4, 1)]
    assert [one.documents_lost for one in known] == [0, 0, 0, 1]
    assert all(one.is_latest and one.backup.problem is None for one in known)
    assert {one.backup.project for one in known} == {kept.uid}


def test_a_newer_backup_that_is_not_sound_is_named_with_its_reason(
    kept: Project, path: Path, document: Document
) -> None:
    work(kept, "d1", *spans_of(document, "والأمل", 1))
    flipped, emptied, sound, *_ = list_backups(back_up(kept).parent)
    kept.close()
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


def test_a_backup_that_is_named_is_taken_and_no_other(kept: Project, path: Path) -> None:
    second, first, *_ = list_backups(newest_of(kept).parent)
    kept.close()
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
    assert (recovery.left_out, recovery.lacking_documents) == (3, 2)


@pytest.mark.parametrize("left", ["an older state", "a log"])
def test_what_is_not_on_the_disk_as_it_was_made_is_not_placed(
    kept: Project, path: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    """A disk that keeps something else than what it was given, also if that is sound."""
    work(kept, "d1", *spans_of(kept.document("d1"), "والأمل", 1))
    newest = newest_of(kept)
    kept.close()

    def lose(file: ProjectFile) -> None:
        close_file(file)
        if left == "a log":
            logs_of(file.path)[0].write_bytes("سجل".encode())
        elif not file.is_read_only:
            file.path.write_bytes(newest.read_bytes())

    monkeypatch.setattr("storage.safekeeping.recovery.close_file", lose)
    target = path.with_name("مستعاد.tawseem")
    with pytest.raises(KnownError, match=r"\(.*(≠|-wal).*\); nothing was placed"):
        recover(path, target)
    assert not target.exists()


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


def test_a_backup_is_looked_through_to_the_ground_also_an_older_one(
    project: Project, path: Path, tmp_path: Path
) -> None:
    sound = read_backup(newest_of(project))
    assert problem_of(sound) is None
    data = bytearray(sound.path.read_bytes())
    data[data.index("وكالة".encode()) + 1] ^= 1
    sound.path.write_bytes(data)
    assert "Row 1 of document" in str(problem_of(sound))
    old = as_released(1, tmp_path / "قديم.tawseem")
    Project.open(old).close()
    (one,) = list_restorable(old)
    before = one.backup.path.read_bytes()
    assert problem_of(one.backup) is None
    assert one.backup.path.read_bytes() == before
    kept = {file.name for file in one.backup.path.parent.iterdir()}
    assert kept == {one.backup.path.name, SEAL}
