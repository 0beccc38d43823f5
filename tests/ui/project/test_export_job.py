"""An export is written beside the window, from a copy: all of it, or nothing that is left over."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotation.errors import AnnotationError
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.project import Project
from ui.beside import child
from ui.desk.long_work import LongWork
from ui.dialogs.export_dialog import ExportAnswer
from ui.engine.messages import read_message, write_message
from ui.project import export_job
from ui.project.export_job import read_exported, work
from ui.project.transfer import Transfer
from ui.window import MainWindow

Told = list[str]
TAGSET = Path(__file__).parents[2] / "data" / "small.toml"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    tagset = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
    with Project.create(tmp_path / "مشروع.tawseem", tagset) as project:
        for name in ("خبر", "مقال", "تقرير"):
            span = Span(f"s-{name}", "entities", "PER", ((5, 9),))
            text = f"زارت سلمى مسقط: {name}"
            document = Document.of(name, name, text, (("source", "وكالة"),))
            project.add_records([Record(document, "سارة", spans=(span,))])
        yield project


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What message boxes say, which do not come."""
    told: Told = []

    def tell(parent: QWidget, title: str, sentence: str, details: str = "") -> None:
        told.append(f"{title}: {sentence}")

    monkeypatch.setattr("ui.project.transfer.show_message", tell)
    return told


def export(window: MainWindow, answer: ExportAnswer) -> None:
    Transfer(window.desk, window.opening)._export(answer)


def said(project: Project, answer: ExportAnswer) -> list[dict[str, Any]]:
    """What the job says of this answer, as it comes through the pipe."""
    messages: list[dict[str, Any]] = []
    options = asdict(answer) | {"target": str(answer.target), "permissions": 0o640}
    order = read_message(write_message({"options": options}))
    work(project, order["options"], lambda m: messages.append(read_message(write_message(m))))
    return messages


def test_what_is_written_and_left_out_comes_back_as_it_was(
    project: Project, tmp_path: Path
) -> None:
    answer = ExportAnswer("conll", "سارة", False, tmp_path / "تصدير.conll", split="train=1,test=1")
    *told, last = said(project, answer)
    assert told[-1] == {"is": "progress", "done": 3, "total": 3}
    exported = read_exported(iter([last]))
    assert [part.path.name for part in exported.parts] == ["تصدير-train.conll", "تصدير-test.conll"]
    assert sum(part.documents for part in exported.parts) == 3
    assert all(part.path.exists() for part in exported.parts)
    assert exported.loss


def test_a_cancelled_export_says_so_and_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "هنا"
    folder.mkdir()
    stops = iter((False, True))
    monkeypatch.setattr("ui.project.export_job.is_asked_to_stop", lambda: next(stops))
    with pytest.raises(AnnotationError, match="cancelled; nothing was written"):
        said(project, ExportAnswer("jsonl", "", False, folder / "out.jsonl"))
    assert list(folder.iterdir()) == []


def test_a_second_line_asks_a_job_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_stop", Event())
    assert not child.is_asked_to_stop()
    child._listen(iter([b"{}\n"]))
    assert child.is_asked_to_stop()


UNTIL_ASKED = """
from annotation.errors import AnnotationError
from ui.beside.child import is_asked_to_stop, progress

def work(project, options, say):
    count = progress(say, 1)
    while not is_asked_to_stop():
        count(1)
    raise AnnotationError("The export was cancelled; nothing was written.")
"""


def test_the_window_asks_the_job_to_stop_and_tells_what_became_of_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    (tmp_path / "until_asked.py").write_text(UNTIL_ASKED, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(export_job, "__name__", "until_asked")
    export(window, ExportAnswer("jsonl", "", False, tmp_path / "out.jsonl"))
    (running,) = window.findChildren(LongWork)
    running.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Nothing was exported: The export was cancelled; nothing was written."]


def test_an_annotator_who_is_not_there_is_refused_in_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, told: Told
) -> None:
    export(window, ExportAnswer("jsonl", "لا أحد", False, tmp_path / "out.jsonl"))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("Nothing was exported: Nobody called “لا أحد” works")
    assert list(tmp_path.glob("*out*")) == []
