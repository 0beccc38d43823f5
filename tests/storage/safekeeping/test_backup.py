"""Backups are whole, verified and thinned; from them and the side journal all comes back."""

import contextlib
import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotation.errors import Damaged, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.folders import safety_folder
from storage.project import JournalStep, Project
from storage.safekeeping.known_backups import list_backups
from storage.safekeeping.recovery import recover
from storage.safekeeping.side_journal import CURRENT, read_steps
from tests.storage.conftest import step


def backups_of(project: Project) -> list[Path]:
    return list_backups(safety_folder(project.path, project._file.uid))


def test_a_backup_is_an_ordinary_project(project: Project, tmp_path: Path, ahmad: Span) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    target = tmp_path / "نسخة.tawseem"
    project.backup(target)
    assert target.read_bytes()[18:20] == b"\x01\x01"
    with Project.open(target) as copy:
        assert copy.check() == []
        assert list(copy.records()) == list(project.records())


def test_a_backup_does_not_replace_what_it_was_not_told_to(
    project: Project, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "نسخة.tawseem"
    target.write_text("مهم", "utf-8")
    with pytest.raises(KnownError, match="exists already"):
        project.backup(target)
    assert target.read_text("utf-8") == "مهم"
    project.backup(target, overwrite=True)
    with pytest.raises(KnownError, match="another name than its project"):
        project.backup(path, overwrite=True)
    with pytest.raises(KnownError, match=r"نسخة\.tawseem cannot be written"):
        project.backup(tmp_path / "لا مجلد" / "نسخة.tawseem")


def test_a_damaged_project_does_not_replace_a_good_backup(
    project: Project, path: Path, tmp_path: Path, document: Document
) -> None:
    more = [Record(Document.of(f"n{n}", f"{n}", document.text * 50)) for n in range(40)]
    project.add_records(more)
    target = tmp_path / "نسخة.tawseem"
    project.backup(target)
    good = target.read_bytes()
    project.file.checkpoint()
    project._file.connection.execute("PRAGMA cache_size = 0")
    with path.open("r+b") as file:
        for page in range(8, 24):
            file.seek(page * 4096)
            file.write(random.Random(page).randbytes(4096))
    with pytest.raises(Damaged):
        project.backup(target, overwrite=True)
    assert target.read_bytes() == good
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_a_backup_beside_the_log_of_a_lost_project_is_refused(
    project: Project, tmp_path: Path
) -> None:
    """SQLite would take that log for the new file's own."""
    (tmp_path / "نسخة.tawseem-wal").write_bytes(b"stale")
    with pytest.raises(KnownError, match="left from another project"):
        project.backup(tmp_path / "نسخة.tawseem")
    assert not (tmp_path / "نسخة.tawseem").exists()


def test_a_project_backs_itself_up_daily_and_after_an_import(
    project: Project, path: Path, document: Document
) -> None:
    first, second = backups_of(project)  # at the first opening, and after the fixture's import
    project.close()
    with Project.open(path) as again:
        assert backups_of(again) == [first, second]
        for number, backup in enumerate(backups_of(again)):
            yesterday = datetime.now(UTC) - timedelta(hours=25, seconds=number)
            backup.rename(backup.with_name(f"{yesterday:%Y%m%dT%H%M%S%fZ}.tawseem"))
    with Project.open(path) as again:
        assert len(backups_of(again)) == 2
        again.add_records([Record(document)])
        assert len(backups_of(again)) == 2
        again.add_records([Record(Document.of("d2", "آخر", "نصّ"))])
        assert len(backups_of(again)) == 3


def test_a_backup_folder_that_cannot_be_written_stops_nobody(
    path: Path, tagset: Tagset, document: Document, ahmad: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = path.with_name("ملف")
    blocked.write_text("ليس مجلدا", "utf-8")
    monkeypatch.setenv("TAWSEEM_DATA", str(blocked))
    with Project.create(path, tagset) as project:
        assert "cannot be written" in str(project.notices[0])
        project.add_records([Record(document)])
        project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
        assert project.check() == []


def test_old_backups_go_when_a_new_one_comes_and_nothing_else(project: Project, path: Path) -> None:
    folder = safety_folder(path, project._file.uid)
    stranger = folder / "نسختي أنا.tawseem"
    stranger.write_bytes(b"")
    content = backups_of(project)[0].read_bytes()
    for hour in range(7):
        (folder / f"20200101T{hour:02}0000000000Z.tawseem").write_bytes(content)
    before = len(backups_of(project))
    project.add_records([Record(Document.of("d9", "جديد", "وصل الوفد."))])
    assert len(backups_of(project)) <= before - 6 + 1
    assert stranger.exists()
    old = [backup.name[:11] for backup in backups_of(project) if backup.name.startswith("2020")]
    assert old == ["20200101T06"]  # the last of that day


# -- the side journal ------------------------------------------------------------------------


def deleted(path: Path, _: random.Random) -> None:
    path.unlink()


def emptied(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def zeroed(path: Path, _: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def overwritten(path: Path, _: random.Random) -> None:
    path.write_text("مرحبا", "utf-8")


def cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(50):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def state_of(project: Project) -> list[object]:
    ids = [project.open_set("d1", name) for name in ("سارة", "علي")]
    return [(o.annotator, o.state, o.history, list(project.journal(o.id))) for o in ids]


@pytest.mark.parametrize("damage", [deleted, emptied, zeroed, overwritten, cut, flipped])
@pytest.mark.parametrize("is_torn", [False, True])
def test_whatever_happens_to_the_file_every_step_comes_back(
    project: Project,
    path: Path,
    ahmad: Span,
    bank: Span,
    met: Relation,
    damage: Callable[[Path, random.Random], None],
    is_torn: bool,
) -> None:
    sara = project.open_set("d1", "سارة").id
    ali = project.open_set("d1", "علي").id
    project.commit(sara, step("t1", ahmad))
    project._safety.back_up()  # type: ignore[union-attr]
    project.commit(ali, step("t2", bank))
    project.commit(sara, step("t3", bank))
    project.commit(sara, step("t4", met))
    undo = step("t4", met).transaction.inverse(Op.UNDO, "t4")
    project.commit(sara, JournalStep("t5", "2026-01-01", undo))
    wanted = state_of(project)
    folder = safety_folder(path, project._file.uid)
    project.close()
    if is_torn:
        with (folder / CURRENT).open("ab") as journal:
            journal.write(b'0000abcd {"document":"d1","ann')
    damage(path, random.Random(5))
    target = path.with_name("مستعاد.tawseem")
    recovery = recover(path, target)
    assert (recovery.steps, recovery.left_out) == (4, 0)
    with Project.open(target) as again:
        assert state_of(again) == wanted
        assert again.check() == []


def test_a_recovery_passes_over_a_bad_backup(project: Project, path: Path, ahmad: Span) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    newest = backups_of(project)[0]
    project._safety.back_up()  # type: ignore[union-attr]
    project.close()
    latest = list_backups(newest.parent)[0]
    flipped(latest, random.Random(1))
    recovery = recover(path, path.with_name("مستعاد.tawseem"))
    assert recovery.backup == list_backups(newest.parent)[1]
    assert recovery.steps == 1
    with pytest.raises(KnownError, match="exists already"):
        recover(path, path)


def test_there_is_no_recovery_without_a_backup(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no backup of"):
        recover(tmp_path / "لا شيء.tawseem", tmp_path / "مستعاد.tawseem")
    assert not (tmp_path / "مستعاد.tawseem").exists()


def test_steps_that_the_last_session_could_not_save_are_saved_by_the_next(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    for entry in (step("t1", ahmad), step("t2", bank), step("t1", ahmad)):
        with pytest.raises(KnownError, match="moved, replaced or deleted"):
            project.commit(set_id, entry)
    project.close()  # the program ends with two acts that are not in the file
    aside.rename(path)
    with Project.open(path) as again:
        assert again.notices == []
        opened = again.open_set("d1", "سارة")
        assert opened.state.spans == (ahmad, bank)
        assert opened.history.done == ("t1", "t2")
        assert again.check() == []
    with Project.open(path) as again:
        assert again.open_set("d1", "سارة").history.done == ("t1", "t2")


def test_unsaved_steps_that_do_not_fit_any_more_are_told_once(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    gone = Transaction(Op.DELETE_SPAN, (Change(ahmad, None),))
    with pytest.raises(KnownError):
        project.commit(set_id, JournalStep("t1", "2026-01-01", gone))
    project.close()
    aside.rename(path)
    with Project.open(path) as again:
        assert "1 acts that the last session could not save" in str(again.notices[0])
        again.commit(set_id, step("t2", bank))
    with Project.open(path) as again:
        assert again.notices == []


def test_the_side_journal_begins_anew_after_a_backup_and_keeps_what_is_open(
    project: Project, path: Path, ahmad: Span, bank: Span
) -> None:
    set_id = project.open_set("d1", "سارة").id
    folder = safety_folder(path, project._file.uid)
    project.commit(set_id, step("t1", ahmad))
    aside = path.with_name("جانبا.tawseem")
    path.rename(aside)
    with pytest.raises(KnownError):
        project.commit(set_id, step("t2", bank))
    aside.rename(path)
    for _ in range(3):
        project._safety.back_up()  # type: ignore[union-attr]
    assert [side.entry.step_id for side in read_steps(folder).steps] == ["t2"]
    project.commit(set_id, step("t2", bank))
    assert "t2" in read_steps(folder).done


def test_checking_names_what_is_wrong(project: Project, path: Path, ahmad: Span) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    project.close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE span SET tag = 'ORG'")
        other.execute("UPDATE annotation_set SET spans = 7")
        other.execute("UPDATE document SET name = 'غيره'")
        other.execute("UPDATE document SET suggestions = 3")
    with Project.open(path) as again:
        problems = " ".join(map(str, again.check()))
    assert "The journal of “غيره” (set 1) does not lead to its items." in problems
    assert "The counts of set 1 are wrong." in problems
    assert "Row 1 of document is not as it was written." in problems
    assert "The count of suggestions of “غيره” is wrong." in problems
