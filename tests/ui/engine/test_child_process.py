"""A process as its parent has it: ended as a whole, held within bounds, waited for no longer."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.engine.child_process import ChildProcess

FOREVER = "import threading; threading.Event().wait()"
# Starts another process with its own pipes, and says which.
PARENT = (
    "import subprocess, sys\n"
    f"other = subprocess.Popen([sys.executable, '-c', {FOREVER!r}], start_new_session={{apart}})\n"
    "print(other.pid, flush=True)\n"
)

Start = Callable[[str], ChildProcess]


def is_running(pid: int) -> bool:
    """Whether a process is at work; one that is only not buried yet is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    return True


@pytest.fixture
def start() -> Iterator[Start]:
    """Start Python with some code; all of it is ended with the test."""
    started: list[ChildProcess] = []

    def begin(code: str) -> ChildProcess:
        started.append(ChildProcess((sys.executable, "-c", code)))
        return started[-1]

    yield begin
    for process in started:
        process.end()


def test_lines_go_there_and_come_back(start: Start) -> None:
    process = start("import sys\nfor line in sys.stdin: print(line[::-1].strip(), flush=True)")
    process.send("سلام\n".encode())
    assert process.line() == "مالس\n".encode()
    assert process.finish(1) == b""
    assert not is_running(process.pid)


def test_what_it_leaves_behind_ends_with_it(start: Start, qtbot: QtBot) -> None:
    process = start(PARENT.format(apart=False))
    (line,) = process.lines()
    qtbot.waitUntil(lambda: not is_running(int(line)))


def test_what_it_has_started_is_ended_with_it(start: Start, qtbot: QtBot) -> None:
    process = start(PARENT.format(apart=False) + FOREVER)
    other = int(process.line())
    assert is_running(other)
    process.end()
    assert not is_running(process.pid)
    qtbot.waitUntil(lambda: not is_running(other))


def test_who_has_left_the_group_and_holds_the_pipes_holds_nobody_up(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.engine.child_process.GRACE", 0.05)
    process = start(PARENT.format(apart=True))
    (line,) = process.lines()
    assert is_running(int(line))
    os.kill(int(line), signal.SIGKILL)


def test_a_process_that_writes_without_end_waits_until_its_lines_are_taken(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.engine.child_process.HELD", 20_000)
    written = tmp_path / "written"
    process = start(
        "import itertools, os\n"
        f"told = os.open({str(written)!r}, os.O_CREAT | os.O_WRONLY)\n"
        "for number in itertools.count(1):\n"
        "    os.write(1, b'x' * 999 + b'\\n')\n"
        "    os.pwrite(told, b'%d' % number, 0)\n"
    )
    for taken in range(1, 3_000):
        assert process.line() == b"x" * 999 + b"\n"
        assert int(written.read_text() or 0) < taken + 200  # what is held, and what a pipe holds


def test_a_line_that_never_ends_comes_in_pieces(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.engine.child_process.LONGEST", 10_000)
    process = start("import os\nwhile True: os.write(1, b'x' * 1_000)")
    assert 10_000 <= len(process.line()) < 10_000 + 65_536


def test_of_what_is_written_after_the_end_no_line_is_collected(start: Start) -> None:
    process = start("import os, sys\nsys.stdin.read()\nwhile True: os.write(1, b'x' * 1_000)")
    assert 0 < len(process.finish(60)) <= 65_536
    assert not is_running(process.pid)


def test_nobody_waits_longer_than_they_say(start: Start) -> None:
    process = start(FOREVER)
    with pytest.raises(TimeoutError):
        process.line(0)


def test_who_sends_does_not_wait_for_one_that_does_not_read(start: Start) -> None:
    process = start(FOREVER)
    process.send(b"x" * 10_000_000)
    process.end()
    process.send(b"x")
    assert process.line() == b""
    assert not is_running(process.pid)


def test_what_it_complains_of_is_passed_on_and_no_more_than_that(
    start: Start, capfd: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    process = start("import os\nfor _ in range(1_000): os.write(2, b'y' * 1_000)")
    assert list(process.lines()) == []
    qtbot.waitUntil(lambda: all_alone(process))
    assert set(told := capfd.readouterr().err) == {"y"}
    assert len(told) == 64_000


def test_what_would_act_on_the_terminal_is_shown(
    start: Start, capfd: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    words = "قال\x1b[2J\u202eعمر\n"
    process = start(f"import os\nfor byte in {words.encode()!r}: os.write(2, bytes([byte]))")
    qtbot.waitUntil(lambda: all_alone(process))
    assert capfd.readouterr().err == "قال\\x1b[2J\\u202eعمر\n"


def test_nothing_is_left_of_it(start: Start, qtbot: QtBot) -> None:
    for _ in range(3):
        process = start("print('سلام')")
        process.end()
        assert not is_running(process.pid)
        qtbot.waitUntil(lambda process=process: all_alone(process))  # type: ignore[misc]


def test_what_cannot_be_started_is_told() -> None:
    for command in (["/nonexistent/سلام"], ["a\0b"], [str(Path.home())]):
        with pytest.raises((OSError, ValueError)):
            ChildProcess(command)


def all_alone(process: ChildProcess) -> bool:
    """Whether no thread of a process is there any more."""
    return f"child {process.pid}" not in {thread.name for thread in threading.enumerate()}
