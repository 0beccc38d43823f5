"""The log is kept in the data folder, in turn, by a thread of its own, and stops nobody."""

import logging
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from annotation.errors import KnownError
from storage.log import log_file
from storage.log.crash_file import last_crash
from storage.log.log_file import (
    LARGEST,
    NAME,
    OLDER,
    go_into_detail,
    keeping_log,
    last_notes,
    note,
    note_detail,
    note_fault,
    note_start,
    note_trouble,
)

HOUSE = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAWSEEM_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_nothing_is_noted_where_no_log_is_kept(data: Path) -> None:
    note("opened", project="018f")
    assert last_notes(9) == []
    assert not data.exists()


def test_notes_are_lines_with_a_time_an_event_and_facts() -> None:
    with keeping_log():
        note_start("0.1.0", command="window")
        note("opened", bytes=4096, milliseconds=1.25)
        start, opened = last_notes(9)
    assert "start tawseem=0.1.0 python=3." in start
    assert opened.endswith("INFO    opened bytes=4096 milliseconds=1.2")


def test_an_id_from_a_file_stays_on_its_line_and_moves_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with keeping_log():
        go_into_detail()
        note("opened", document="خبر\x1b[2J\r\n\u202e\x9b")
        (opened,) = last_notes(9)
    assert opened.endswith("document=خبر<1b>[2J<d><a><202e><9b>")
    assert capsys.readouterr().err.endswith("document=خبر<1b>[2J<d><a><202e><9b>\n")


def test_what_is_noted_before_the_end_is_in_the_file_after_it(data: Path) -> None:
    with keeping_log():
        note("closed")
    assert (data / NAME).read_text("utf-8").endswith("closed \n")


def test_details_are_noted_and_shown_only_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with keeping_log():
        note_detail("question", name="early")
        go_into_detail()
        note_detail("question", name="late")
        (line,) = last_notes(9)
    assert line.endswith("question name=late")
    assert "question name=late" in capsys.readouterr().err


def test_a_trouble_is_noted_by_its_template() -> None:
    with keeping_log():
        note_trouble(KnownError("{file} may not be written ({code}).", file="أخبار", code="X"))
        (line,) = last_notes(9)
    assert line.endswith("WARNING KnownError: {file} may not be written ({code}).")


def test_a_trouble_that_is_told_again_is_noted_once() -> None:
    trouble, alike = KnownError("The project is closed."), KnownError("The project is closed.")
    with keeping_log():
        for told in (trouble, trouble, alike):
            note_trouble(told)
        assert len(last_notes(9)) == 2


def test_a_fault_of_a_thread_is_noted_and_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    with keeping_log():
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
        lines = last_notes(9)
    assert any("fault: IndexError" in line for line in lines)
    assert len(told) == 1
    assert threading.excepthook == told.append


def test_the_files_are_three_and_none_grows_beyond_its_size(data: Path) -> None:
    with keeping_log():
        for number in range(4 * LARGEST // 1000):
            note("x" * 950, number=number)
    files = sorted(path.name for path in data.iterdir())
    assert files == [NAME, *(f"{NAME}.{number}" for number in range(1, OLDER + 1))]
    assert all(path.stat().st_size <= LARGEST for path in data.iterdir())


def test_the_last_notes_go_back_into_the_file_before(data: Path) -> None:
    data.mkdir()
    (data / f"{NAME}.1").write_text("one\ntwo\n", "utf-8")
    (data / NAME).write_text("three\n", "utf-8")
    assert last_notes(2) == ["two", "three"]


def test_a_log_that_cannot_be_written_stops_nobody(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text("a file where the folder should be", "utf-8")
    with keeping_log():
        note("opened")
        note_fault(ValueError())
        assert last_notes(9) == []
    assert capsys.readouterr().err == ""


def test_nobody_waits_for_the_file(data: Path) -> None:
    with keeping_log():
        assert log_file._keeping is not None
        [file] = log_file._keeping.listener.handlers
        assert file.lock is not None
        with file.lock:  # as if the disk did not answer
            note("opened")
            note("closed")
            assert not (data / NAME).exists()
    lines = (data / NAME).read_text("utf-8").splitlines()
    assert [line.split()[2] for line in lines] == ["opened", "closed"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_link_where_the_log_should_be_is_left_alone(data: Path) -> None:
    data.mkdir()
    thesis = data / "رسالة.txt"
    thesis.write_text("سنوات من العمل", "utf-8")
    (data / NAME).symlink_to(thesis)
    with keeping_log():
        note("opened")
    (data / NAME).unlink()
    os.mkfifo(data / NAME)  # whoever opens it for writing waits for a reader
    with keeping_log():
        note("opened")
        assert last_notes(9) == []
    assert thesis.read_text("utf-8") == "سنوات من العمل"


def test_the_log_is_read_by_nobody_else(data: Path) -> None:
    data.mkdir()
    (data / NAME).write_text("", "utf-8")
    (data / NAME).chmod(0o644)  # as an earlier version left it
    with keeping_log():
        note("opened")
    assert stat.S_IMODE((data / NAME).stat().st_mode) & 0o077 == 0


def test_keeping_within_a_keeping_is_one_log(data: Path) -> None:
    with keeping_log():
        with keeping_log():
            note("inner")
        note("outer")
    assert len((data / NAME).read_text("utf-8").splitlines()) == 2


def test_what_libraries_log_does_not_come_into_it() -> None:
    with keeping_log():
        logging.getLogger("trafilatura").error("سلمى حداد")
        assert last_notes(9) == []


def test_a_crash_leaves_its_trace_in_the_data_folder(data: Path) -> None:
    code = (
        "import ctypes; from storage.log.crash_file import keeping_crashes\n"
        "def fall():\n    ctypes.string_at(0)\n"
        "with keeping_crashes():\n    fall()\n"
    )
    for _ in range(2):  # the second start puts aside what the first has left
        done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, check=False)
        assert done.returncode != 0
    assert len(list(data.iterdir())) == 2
    fine = code.replace("ctypes.string_at(0)", "pass")
    subprocess.run([sys.executable, "-c", fine], cwd=HOUSE, check=True)
    crash = last_crash()
    assert crash[0].startswith(("Fatal Python error", "Windows fatal exception"))
    assert "  <string>:3 fall" in crash


def test_files_that_are_far_too_large_are_not_read(data: Path) -> None:
    data.mkdir()
    for name in (NAME, "tawseem-crash.txt", "tawseem-crash-before.txt"):
        with (data / name).open("wb") as file:
            file.truncate(1 << 40)  # with nothing in it: the disk has room for that
    assert last_notes(9) == []
    assert last_crash() == []
