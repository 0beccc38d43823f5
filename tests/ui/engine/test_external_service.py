"""Where other people's suggesters are asked: nothing of them outlives what asked for them."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from pytestqt.qtbot import QtBot

from annotation.values.items import Document
from tests.ui.engine.test_child_process import is_running
from ui.engine.engine import Engine, EngineQuestion
from ui.engine.messages import EngineMessage, read_message, write_message
from ui.engine.process import own_environment
from ui.suggesting.external_suggester import COMMAND

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows knows no groups")
TAGSET = (Path(__file__).parents[2] / "data" / "small.toml").read_text("utf-8")
ASK: EngineMessage = {"do": "suggest", "document": Document.of("a", "خبر", "قال عمر.")}
# Starts another process, tells the numbers of both, and ends of itself for nobody.
STUBBORN = """
import signal, subprocess, sys, threading
signal.signal(signal.SIGTERM, signal.SIG_IGN)
other = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
asked = sys.stdin.readline()
with open({told!r}, "a") as file:
    print(other.pid, file=file)
    print(__import__("os").getpid(), file=file)
print({answer!r}, flush=True)
threading.Event().wait()
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told"


def begin(told: Path, answer: str) -> EngineMessage:
    code = STUBBORN.format(told=str(told), answer=answer)
    return {"do": "begin", "tagset": TAGSET, "with": shlex.join([sys.executable, "-c", code])}


def pids(told: Path) -> list[int]:
    return [int(line) for line in told.read_text().split()]


def all_gone(told: Path) -> bool:
    return not any(map(is_running, pids(told)))


Asked = Callable[[], object]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[EngineMessage], tuple[Engine, Asked]]]:
    """An engine that begins so, and what puts a question to it and waits for the answer."""
    made: list[Engine] = []

    def make_engine(begin: EngineMessage) -> tuple[Engine, Asked]:
        engine = Engine(begin, lambda event: None, COMMAND)
        made.append(engine)

        def asked() -> object:
            answers: SimpleQueue[object] = SimpleQueue()
            engine.ask(EngineQuestion(lambda: ASK, answers.put))
            qtbot.waitUntil(lambda: not answers.empty())
            return answers.get()

        return engine, asked

    yield make_engine
    for engine in made:
        engine.close()


def test_closing_ends_a_command_that_does_not_end_with_its_input(
    make: Callable[[EngineMessage], tuple[Engine, Asked]], told: Path, qtbot: QtBot
) -> None:
    engine, asked = make(begin(told, '{"spans": []}'))
    assert "suggestions" in asked()  # type: ignore[operator]
    assert all(map(is_running, pids(told)))
    engine.close()
    qtbot.waitUntil(lambda: all_gone(told))


def test_when_the_service_is_killed_its_command_ends(
    make: Callable[[EngineMessage], tuple[Engine, Asked]], told: Path, qtbot: QtBot
) -> None:
    engine, asked = make(begin(told, '{"spans": []}'))
    asked()
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: all_gone(told))


def test_after_a_wrong_answer_all_of_it_ends_and_it_is_started_anew(
    make: Callable[[EngineMessage], tuple[Engine, Asked]], told: Path, qtbot: QtBot
) -> None:
    _, asked = make(begin(told, '{"id": "غيره", "spans": []}'))
    for times in (1, 2):
        assert "refused" in asked()  # type: ignore[operator]
        qtbot.waitUntil(lambda: all_gone(told))
        assert len(pids(told)) == 2 * times


def test_when_the_window_is_killed_all_of_it_ends(told: Path, qtbot: QtBot) -> None:
    """What is left to the service is that its standard input ends."""
    service = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
        start_new_session=True,
    )
    assert service.stdin is not None
    assert service.stdout is not None
    with service.stdout:
        service.stdin.write(write_message(begin(told, '{"spans": []}')) + write_message(ASK))
        service.stdin.flush()
        assert "name" in read_message(service.stdout.readline())
        assert "suggestions" in read_message(service.stdout.readline())
        assert all(map(is_running, pids(told)))
        service.stdin.close()
        service.wait()
    qtbot.waitUntil(lambda: all_gone(told))
