"""backups and recover on the command line say what there is, what came back, and what did not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.safekeeping.known_backups import backup_name, named_backup
from storage.safekeeping.recovery import list_restorable
from tests.ui.commands.conftest import ARTICLE, SMALL, Run


@pytest.fixture
def lost(tmp_path: Path, run: Run) -> Path:
    """A project that is damaged: a backup of each of two days, two acts, and one more since."""
    path = tmp_path / "أخبار.tawseem"
    assert run("new", path, "--tagset", SMALL).status == 0
    with Project.open(path) as project:
        first = list_restorable(path)[0].backup.path
        yesterday = datetime.now(UTC) - timedelta(days=1)
        first.rename(first.with_name(backup_name(yesterday, named_backup(first).number)))
        project.add_records([Record(Document.of("d1", "لقاء", ARTICLE))])
        set_id = project.open_set("d1", "ليلى").id
        for number, begin in enumerate((6, 10)):
            span = Span(f"s{number}", "entities", "PER", ((begin, begin + 3),))
            made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
            project.commit(set_id, JournalStep(f"t{number}", "2026-01-01", made))
    path.write_bytes(path.read_bytes()[:5000])
    return path


def test_backups_are_listed_with_what_they_hold_and_lack(run: Run, lost: Path) -> None:
    answer = run("backups", lost)
    newest, oldest = answer.out.splitlines()
    assert answer.status == 0
    assert newest.split("\t")[0] == "1"
    assert "1 documents\t0 acts" in newest
    assert "2 later acts are added from the journal" in newest
    assert "0 documents\t0 acts" in oldest
    assert "1 documents would be missing" in oldest
    data = run("backups", lost, "--json", "--check").data
    assert [one["documents"] for one in data] == [1, 0]
    assert [(one["addable"], one["lost"], one["problem"]) for one in data] == [(2, 0, None)] * 2
    assert all(Path(one["path"]).is_file() and one["bytes"] for one in data)


def test_a_backup_that_is_not_sound_is_said_to_be_so(run: Run, lost: Path) -> None:
    newest = list_restorable(lost)[0].backup.path
    data = bytearray(newest.read_bytes())
    data[data.index("لقاء".encode())] ^= 1
    newest.write_bytes(data)
    assert "not sound" not in run("backups", lost).out  # it can be read
    assert "not sound" in run("backups", lost, "--check").out.splitlines()[0]
    newest.write_bytes(b"")
    assert "not sound" in run("backups", lost).out.splitlines()[0]


def test_a_clock_that_was_ahead_is_told(run: Run, lost: Path) -> None:
    newest = list_restorable(lost)[0].backup.path
    later = datetime.now(UTC) + timedelta(days=3650)
    newest.rename(newest.with_name(backup_name(later, named_backup(newest).number)))
    assert "by a clock that was ahead" in run("backups", lost).out.splitlines()[0]


def test_a_recovery_says_what_it_made(run: Run, lost: Path, tmp_path: Path) -> None:
    target = tmp_path / "مستعاد.tawseem"
    answer = run("recover", lost, target)
    assert answer.status == 0
    assert "opened again and checked: 1 documents, 2 acts." in answer.out
    assert "with 2 acts since" in answer.out
    assert run("check", target).status == 0
    assert run("stats", target, "--json").data["steps"] == 2
    again = run("recover", lost, target)
    assert (again.status, "exists already" in again.error) == (1, True)


def test_a_recovery_from_an_older_backup_names_what_is_left_out(
    run: Run, lost: Path, tmp_path: Path
) -> None:
    answer = run("recover", lost, tmp_path / "مستعاد.tawseem", "--from", "2")
    assert "لقاء" in answer.out
    assert "2 acts are left out. Its document is not there." in answer.out
    assert "1 documents that another backup holds are not in it." in answer.out
    name = list_restorable(lost)[1].backup.path.name
    data = run("recover", lost, tmp_path / "آخر.tawseem", "--from", name, "--json").data
    assert data["left_out"] == [
        {"document": "لقاء", "annotator": "ليلى", "acts": 2, "reason": "Its document is not there."}
    ]
    assert (data["documents"], data["acts"], data["added"]) == (0, 0, 0)


def test_a_newer_backup_that_was_passed_over_is_named(run: Run, lost: Path, tmp_path: Path) -> None:
    list_restorable(lost)[0].backup.path.write_bytes(b"")
    answer = run("recover", lost, tmp_path / "مستعاد.tawseem")
    assert "The newer backup of" in answer.out
    assert "is not sound" in answer.out


def test_what_is_not_there_is_refused(run: Run, lost: Path, tmp_path: Path) -> None:
    target = tmp_path / "مستعاد.tawseem"
    assert "no backup “7”" in run("recover", lost, target, "--from", "7").error
    nothing = tmp_path / "لا شيء.tawseem"
    assert "There is no backup of" in run("recover", nothing, target).error
    assert "no backups of it" in run("backups", nothing).out
    assert run("backups", nothing, "--json").data == []
    assert not target.exists()


def test_it_is_said_in_arabic(
    run: Run, lost: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "ar")
    assert "المستندات: 1" in run("backups", lost).out
    assert "فُتح من جديد وفُحص" in run("recover", lost, tmp_path / "مستعاد.tawseem").out
