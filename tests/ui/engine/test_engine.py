"""The suggester's process: asked, killed, started again, never left behind."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span, Stage, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.log.log_file import keeping_log, last_notes
from tests.examples import TIMES
from ui.engine.engine import LAST_START
from ui.suggesting.worker import SuggestionWorker, Urgency

ROOT = Path(__file__).parents[3]
TAGSET = ROOT / "tests" / "data" / "small.toml"
TEXT = "قال وزير المال عمر السالمي في الرياض إن سلمى حداد زارت البنك الدولي في 12 مايو 2025."
KILLS = 3 * TIMES  # of each kind


def document(number: int = 0) -> Document:
    return Document.of(f"d{number}", f"مقال {number}", TEXT + f" رقم {number} 😀")


def is_there(pid: int) -> bool:
    """Whether the system still knows the process, be it as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def own_children() -> list[int]:
    """The child processes of this one, zombies among them; a bare Debian has /proc but no ps."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it may have gone meanwhile
            after_name = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            if int(after_name[1]) == os.getpid():
                found.append(int(stat.parent.name))
    return found


@pytest.fixture
def make_worker(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], SuggestionWorker]]:
    made: list[SuggestionWorker] = []

    def make() -> SuggestionWorker:
        worker = SuggestionWorker(
            read_tagset(TAGSET.read_text("utf-8"), TAGSET.name), tmp_path / "models"
        )
        made.append(worker)
        return worker

    yield make
    for worker in made:
        worker.close()


@pytest.fixture
def worker(make_worker: Callable[[], SuggestionWorker]) -> SuggestionWorker:
    return make_worker()


def ask(qtbot: QtBot, worker: SuggestionWorker, number: int = 0) -> Suggestions:
    """The suggestions; asked again while the engine is pausing after too many deaths."""
    found: list[Suggestions] = []
    asked = document(number)

    def ask_again(_: object = None) -> None:
        QTimer.singleShot(100, lambda: worker.suggest(asked, State(asked), found.append, ask_again))

    worker.suggest(asked, State(asked), found.append, ask_again)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_document_gets_its_suggestions(qtbot: QtBot, worker: SuggestionWorker) -> None:
    spans = {(s.tag, TEXT[s.begin : s.end]) for s in ask(qtbot, worker).spans}
    assert ("PER", "عمر السالمي") in spans
    assert not worker.is_busy
    run = worker.new_run()
    assert run.suggester
    assert run.version


def test_what_is_learnt_is_suggested(qtbot: QtBot, worker: SuggestionWorker) -> None:
    text = "حضرت شركةُ ميم معرض ميم."
    begin = text.index("ميم")
    span = Span("a", "entities", "ORG", ((begin, begin + 3),))
    taught = Record(Document.of("x", "س", text), "sara", Stage.IN_PROGRESS, (span,))
    with qtbot.waitSignal(worker.learnt):
        worker.learn([text], [taught])
    found: list[Suggestions] = []
    other = Document.of("y", "ص", "رحبت ميم بالضيوف.")
    worker.suggest(other, None, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert [(s.tag, other.text[s.begin : s.end]) for s in found[0].spans] == [("ORG", "ميم")]


def test_what_was_learnt_is_there_when_the_project_opens_again(
    qtbot: QtBot, make_worker: Callable[[], SuggestionWorker], tmp_path: Path
) -> None:
    text = "حضرت شركةُ ميم معرض ميم."
    begin = text.index("ميم")
    span = Span("a", "entities", "ORG", ((begin, begin + 3),))
    taught = Record(Document.of("x", "س", text), "sara", Stage.IN_PROGRESS, (span,))
    first = make_worker()
    for texts in ([], [text]):
        with qtbot.waitSignal(first.learnt):
            first.learn(texts, [taught])
    first.close()
    assert len(list((tmp_path / "models").iterdir())) == 1
    found: list[Suggestions] = []
    make_worker().suggest(Document.of("y", "ص", "رحبت ميم بالضيوف."), None, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert [s.tag for s in found[0].spans] == ["ORG"]


def test_the_open_article_comes_before_those_ahead(qtbot: QtBot, worker: SuggestionWorker) -> None:
    order: list[str] = []

    def record(name: str, _: Suggestions) -> None:
        order.append(name)

    ask(qtbot, worker)
    for number in range(5):
        ahead = document(number)
        worker.suggest(ahead, None, partial(record, f"{number}"), urgency=Urgency.AHEAD)
    worker.suggest(document(9), None, partial(record, "open"))
    qtbot.waitUntil(lambda: len(order) == 6)
    assert order.index("open") <= 1


def test_closing_ends_the_process_and_leaves_no_zombie(
    qtbot: QtBot, worker: SuggestionWorker
) -> None:
    ask(qtbot, worker)
    pid = worker.engine.pid
    assert pid is not None
    worker.suggest(document(1), None, lambda _: None)
    worker.close()
    assert not is_there(pid)


def test_closing_does_not_wait_for_a_process_that_is_just_starting(
    make_worker: Callable[[], SuggestionWorker],
) -> None:
    make_worker().close()
    assert own_children() == []


def test_it_ends_when_its_parent_is_killed(qtbot: QtBot, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from ui.engine.engine import Engine, EngineQuestion\n"
        "from ui.look.resources import resource\n"
        f"source = Path({str(TAGSET)!r}).read_text('utf-8')\n"
        "begin = {'do': 'begin', 'tagset': source, 'gazetteers': str(resource('gazetteers')),\n"
        f"         'models': {str(tmp_path)!r}}}\n"
        "engine = Engine(begin, lambda event: None)\n"
        "document = ['d', 'د', 'قال عمر.', '0', {}]\n"
        "question = {'do': 'suggest', 'floor': 0.3, 'document': document}\n"
        "said = lambda answer: print(engine.pid, flush=True)\n"
        "engine.ask(EngineQuestion(lambda: question, said))\n"
        "import threading; threading.Event().wait()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_there(pid)
        parent.kill()
    qtbot.waitUntil(lambda: not is_there(pid))


@pytest.mark.many
def test_killed_at_any_moment_it_answers_everything_in_the_end(
    qtbot: QtBot, worker: SuggestionWorker
) -> None:
    chance = random.Random(7)
    expected = ask(qtbot, worker)
    losses: list[int] = []
    worker.lost.connect(lambda: losses.append(1))
    killed: set[int] = set()
    open_questions = [0]

    def answered(_: object) -> None:
        open_questions[0] -= 1

    def put_questions() -> int:
        for number in range(chance.randrange(1, 4)):
            open_questions[0] += 1
            worker.suggest(document(number), None, answered, answered)
        return open_questions[0]

    def kill() -> None:
        pid = worker.engine.pid
        assert pid is not None
        killed.add(pid)
        with suppress(ProcessLookupError):  # it is just going by itself
            os.kill(pid, 9)

    for _ in range(KILLS):
        put_questions()
        kill()  # at work, or before it has begun
        put_questions()
        qtbot.waitUntil(lambda: worker.engine.pid not in {None, *killed})
        kill()  # while it starts
        waiting = put_questions()
        qtbot.waitUntil(lambda waiting=waiting: open_questions[0] < waiting)  # type: ignore[misc]
        ask(qtbot, worker)  # what was refused by chance is not: it is there
        kill()  # between two questions, or on the way to the next
        ask(qtbot, worker)
    qtbot.waitUntil(lambda: open_questions[0] == 0)
    assert ask(qtbot, worker) == expected
    assert losses
    assert len(killed) == 3 * KILLS
    assert not any(map(is_there, killed))
    assert own_children() == [worker.engine.pid]


@pytest.mark.parametrize(
    "command",
    [
        ("/nonexistent/tawseem",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "print('سلام')"),
        (sys.executable, "-c", "import sys; print('{}'); sys.stdin.readline()"),
    ],
)
def test_without_a_process_each_question_is_refused_in_a_sentence(
    qtbot: QtBot,
    make_worker: Callable[[], SuggestionWorker],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setattr("ui.suggesting.worker.COMMAND", command)
    worker = make_worker()
    refused: list[str] = []
    worker.learn([TEXT], [])
    for number in range(3):
        worker.suggest(document(number), None, lambda _: None, lambda e: refused.append(str(e)))
    qtbot.waitUntil(lambda: len(refused) == 3)
    assert "not at work" in refused[0]
    qtbot.waitUntil(lambda: not worker.is_busy)
    worker.close()
    assert own_children() == []


def starting_once_there_is(path: Path) -> tuple[str, ...]:
    """A command that ends at once until there is such a file, and then is the suggester."""
    code = (
        "import os, sys\n"
        f"if not os.path.exists({str(path)!r}): sys.exit(1)\n"
        "os.execv(sys.executable, [sys.executable, '-P', '-m', 'ui.engine'])\n"
    )
    return (sys.executable, "-c", code)


def test_it_comes_back_by_itself_when_it_can_be_started_again(
    qtbot: QtBot,
    make_worker: Callable[[], SuggestionWorker],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("ui.suggesting.worker.COMMAND", starting_once_there_is(tmp_path / "go"))
    worker = make_worker()
    refused: list[object] = []
    worker.suggest(document(), None, refused.append, refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    with qtbot.waitSignal(worker.returned):
        (tmp_path / "go").touch()
    assert worker.engine.pid is not None
    assert ask(qtbot, worker).spans


def test_what_can_never_be_started_is_left_alone_in_the_end(
    qtbot: QtBot,
    make_worker: Callable[[], SuggestionWorker],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("ui.engine.engine.LONGEST_PAUSE", 0.001)
    started = tmp_path / "started"
    code = f"open({str(started)!r}, 'a').write('x')"
    monkeypatch.setattr("ui.suggesting.worker.COMMAND", (sys.executable, "-S", "-c", code))
    worker = make_worker()
    refused: list[object] = []
    worker.suggest(document(), None, refused.append, refused.append)
    qtbot.waitUntil(lambda: worker.engine._until_next_start() is None and bool(refused))
    qtbot.waitUntil(lambda: started.exists() and started.stat().st_size == LAST_START)
    worker.suggest(document(), None, refused.append, refused.append)
    qtbot.waitUntil(lambda: len(refused) == 2)


def test_a_fault_of_the_suggester_is_shown_and_work_goes_on(
    qtbot: QtBot, worker: SuggestionWorker
) -> None:
    asked = 'what-nobody-knows\n  File "سلمى", line 3, in حداد\nسلمى: حداد'
    with keeping_log(), qtbot.captureExceptions() as faults:
        worker._tell(lambda: {"do": asked})
        qtbot.waitUntil(lambda: bool(faults))
        notes = "\n".join(last_notes(50))
    assert "what-nobody-knows" in str(faults[0][1])
    assert "ui/engine/child.py:" in notes
    assert "سلمى" not in notes
    assert ask(qtbot, worker).spans
