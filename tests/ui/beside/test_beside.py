"""Work beside the window: what it tells, how it fails, and that nothing of it is left."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotation.errors import KnownError, Refusal
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from annotation.values.record import Record
from storage.file.folders import cache_folder
from storage.log.log_file import keeping_log, last_notes
from storage.project import Project
from storage.system.ids import new_id
from tests.ui.hands import bring_link
from ui.beside.beside import Beside
from ui.desk.project_link import ProjectLink
from ui.engine.messages import EngineMessage
from ui.look.language import say

TAGSET = Path(__file__).parents[2] / "data" / "small.toml"
JOBS = """
import os

from annotation.errors import KnownError
from ui.beside.child import progress

def work(project, options, say):
    if options["kind"] == "refuse":
        raise KnownError("{path} is not a file.", path=options["path"])
    if options["kind"] == "fault":
        raise ValueError('كسر\\n  File "سلمى", line 3, in حداد\\nسلمى: حداد')
    if options["kind"] == "die":
        os._exit(3)
    count = progress(say, 3)
    for number, document in enumerate(project.documents(""), 1):
        say({"is": "name", "name": document.name})
        count(number)
    while options["kind"] == "forever":
        count(3)
"""


@pytest.fixture
def link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProjectLink]:
    """A project with three documents; a folder with jobs that the child can import."""
    (tmp_path / "jobs_of_a_test.py").write_text(JOBS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = tmp_path / "مشروع.tawseem"
    tagset = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
    with Project.create(path, tagset) as project:
        names = ("خبر", "مقال", "تقرير")
        project.add_records(
            Record(Document.of(new_id(), name, f"وصل {name} أمس.")) for name in names
        )
    link = bring_link(path)
    yield link
    link.close()


def names_of(messages: Iterator[EngineMessage]) -> list[str]:
    return [message["name"] for message in messages]


def begin(link: ProjectLink, kind: str, **options: str) -> Beside:
    return Beside(link, "jobs_of_a_test", {"kind": kind, **options}, names_of, link)


def left_over() -> list[Path]:
    # os.walk passes over a folder that goes meanwhile; rglob does not.
    return [Path(name) for _, _, names in os.walk(cache_folder() / "beside") for name in names]


def wait_until_gone(qtbot: QtBot, link: QObject) -> None:
    qtbot.waitUntil(lambda: link.findChildren(Beside) == [])
    qtbot.waitUntil(lambda: left_over() == [])


def test_a_job_reads_the_project_as_it_is_and_tells_how_far_it_is(
    link: ProjectLink, qtbot: QtBot
) -> None:
    job = begin(link, "names")
    done: list[tuple[int, int]] = []
    job.advanced.connect(lambda some, total: done.append((some, total)))
    with qtbot.waitSignal(job.ended) as ended:
        pass
    assert ended.args == [["خبر", "مقال", "تقرير"]]
    assert done == [(1, 3), (2, 3), (3, 3)]
    wait_until_gone(qtbot, link)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("refuse", "خبر.txt is not a file."),
        ("fault", "كسر"),
        ("die", "has ended"),
    ],
)
def test_a_job_that_fails_says_why(
    link: ProjectLink, qtbot: QtBot, kind: str, sentence: str
) -> None:
    job = begin(link, kind, path="خبر.txt")
    with qtbot.waitSignal(job.failed) as failed:
        pass
    (refusal,) = failed.args or [None]
    assert isinstance(refusal, Refusal)
    assert sentence in say(refusal)
    wait_until_gone(qtbot, link)


def test_the_log_knows_where_a_job_failed_and_nothing_of_its_message(
    link: ProjectLink, qtbot: QtBot
) -> None:
    with keeping_log():
        with qtbot.waitSignal(begin(link, "fault").failed):
            pass
        notes = "\n".join(last_notes(50))
    assert "jobs_of_a_test.py:" in notes
    assert "ValueError" in notes
    assert "سلمى" not in notes
    wait_until_gone(qtbot, link)


def test_a_job_that_is_stopped_ends_at_once_and_says_nothing(
    link: ProjectLink, qtbot: QtBot
) -> None:
    job = begin(link, "forever")
    heard: list[object] = []
    job.ended.connect(heard.append)
    job.failed.connect(heard.append)
    with qtbot.waitSignal(job.advanced):
        pass
    job.stop()
    wait_until_gone(qtbot, link)
    assert heard == []


def test_a_job_stopped_before_it_began_leaves_nothing(link: ProjectLink, qtbot: QtBot) -> None:
    begin(link, "names").stop()
    wait_until_gone(qtbot, link)


def test_where_no_copy_can_be_made_a_sentence_says_so(
    link: ProjectLink, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "ملف"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("TAWSEEM_CACHE", str(blocked))
    job = begin(link, "names")
    with qtbot.waitSignal(job.failed) as failed:
        pass
    (refusal,) = failed.args or [None]
    assert isinstance(refusal, KnownError)
    assert "cannot be written" in say(refusal)


def test_the_project_can_be_worked_on_meanwhile(link: ProjectLink, qtbot: QtBot) -> None:
    job = begin(link, "forever")
    with qtbot.waitSignal(job.advanced):
        pass
    answers: list[object] = []
    link.ask(lambda project: project.team.add("هدى"), answers.append)
    link.ask(lambda project: project.annotators(), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1] == ["هدى"]
    job.stop()
    wait_until_gone(qtbot, link)
