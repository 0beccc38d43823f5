"""Whose work an import in the window brings: everybody keeps their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotation.commands.set_commands import set_stage
from annotation.formats.jsonl_writing import write_line
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from storage.project import Project
from tests.ui.hands import Ask, state_of
from ui.dialogs.import_dialog import ImportAnswer, ImportDialog
from ui.dialogs.message import MessageDialog
from ui.dialogs.progress import ProgressDialog
from ui.window import MainWindow


def work(name: str, annotator: str, stage: Stage = Stage.NEW) -> Record:
    """«سلمى» is marked in an article of its own, by somebody or by nobody that the file names."""
    document = Document.of(name, name, f"زارت سلمى مسقط: {name}")
    spans = (Span(f"s-{name}", "entities", "PER", ((5, 9),)),)
    return Record(document, annotator, stage, spans)


def test_the_work_of_others_stays_theirs_and_only_nobodys_is_given_away(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    bare = Record(Document.of("نص", "نص", "لا عمل هنا"))
    idle = Record(Document.of("فارغ", "فارغ", "لم يجد شيئا هنا"), "ليلى", Stage.FINISHED)
    coming = [work("بلا اسم", ""), work("لها", "ليلى"), work("لنا", "sara"), bare, idle]
    file = tmp_path / "عمل.jsonl"
    file.write_text("".join(write_line(r, with_suggestions=False) for r in coming), "utf-8")
    window.run("import")
    (dialog,) = [d for d in window.findChildren(ImportDialog) if d.isVisible()]
    assert dialog.annotator.text() == "sara"
    dialog.files.add([file])
    dialog.annotator.setText("هدى")
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Import"]
    button.click()
    messages = window.findChildren
    qtbot.waitUntil(
        lambda: len(window.desk.documents.queue.ids()) > 2 or bool(messages(MessageDialog))
    )
    assert messages(MessageDialog) == []
    path = window.desk.link.path  # type: ignore[union-attr]
    window.close()
    with Project.open(path, read_only=True) as project:
        brought = {
            (record.document.name, record.annotator): (record.stage, len(record.spans))
            for record in project.records()
            if record.annotator and record.document.name not in ("لقاء", "معرض")
        }
    assert brought == {
        ("بلا اسم", "هدى"): (Stage.NEW, 1),
        ("لها", "ليلى"): (Stage.NEW, 1),
        ("لنا", "sara"): (Stage.NEW, 1),
        ("فارغ", "ليلى"): (Stage.FINISHED, 0),
    }


LONG = "وقال أحمد: لا بدّ من CASA-1000، والأمل باقٍ 😀. " * 150
COMING = 30


@pytest.fixture
def learns() -> bool:
    return False


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Long articles, some to a portion, each with somebody's work."""
    spans = (Span("s1", "entities", "PER", ((5, 9),)),)
    documents = [Document.of(f"n{n}", f"خبر {n}", f"زارت سلمى {n}\n{LONG}") for n in range(COMING)]
    records = [Record(document, "ليلى", Stage.FINISHED, spans) for document in documents]
    file = tmp_path / "أخبار.jsonl"
    file.write_text("".join(write_line(r, with_suggestions=False) for r in records), "utf-8")
    return file


def bring(window: MainWindow, *files: Path) -> None:
    """Ask for an import as the dialog does."""
    window.run("import")
    (dialog,) = [d for d in window.findChildren(ImportDialog) if d.isVisible()]
    dialog.asked.emit(ImportAnswer(files, "", "sara"))
    dialog.close()


def test_one_goes_on_working_while_documents_come_in(
    window: MainWindow, qtbot: QtBot, articles: Path
) -> None:
    desk, link, line = window.desk, window.desk.link, window.desk.status.work
    assert link is not None
    said, lefts = [], []

    def arrived(left: int) -> None:
        lefts.append(left)
        said.append(line.words.text() if line.isVisible() else "")
        stage = Stage.FINISHED if len(lefts) % 2 else Stage.IN_PROGRESS
        desk.acting.here(lambda state, tagset: set_stage(state, stage))

    link.arrived.connect(arrived)
    bring(window, articles)
    assert line.isVisible()
    qtbot.waitUntil(lambda: len(window.desk.documents.queue.ids()) == 2 + COMING)
    assert lefts[-1] == 0
    assert len(lefts) > 3
    assert said[0] == f"{lefts[0]} documents are still coming in"
    assert said[-1] == ""
    document = state_of(window).document.id
    path = link.path
    assert [d for d in window.findChildren(ProgressDialog) if d.isVisible()] == []
    window.close()
    with Project.open(path) as project:
        assert project.check() == []
        own = project.open_set(document, "sara")
        assert len([*own.history.done]) == len(lefts)


def test_an_import_that_the_end_of_the_window_interrupts_goes_on_when_it_is_opened_again(
    open_window: Callable[..., MainWindow], qtbot: QtBot, articles: Path, project_path: Path
) -> None:
    window = open_window()
    assert window.desk.link is not None
    window.desk.link.arrived.connect(lambda left: window.close_project())
    bring(window, articles)
    qtbot.waitUntil(lambda: window.desk.link is None)
    again = open_window()
    qtbot.waitUntil(lambda: len(again.desk.documents.queue.ids()) == 2 + COMING)
    again.close()
    with Project.open(project_path, read_only=True) as project:
        assert project.notices == []
        assert project.check() == []
        assert sum(len(record.spans) for record in project.records("ليلى")) == COMING


def test_an_import_can_be_cancelled_while_it_is_read(
    window: MainWindow, qtbot: QtBot, articles: Path, ask: Ask
) -> None:
    bring(window, articles)
    window.desk.status.work.cancel.click()
    qtbot.waitUntil(lambda: "nothing came in" in window.desk.status.message.sentence)
    assert not window.desk.status.work.isVisible()
    assert ask(lambda project: project.stats()["documents"]) == 2
    assert list(articles.parent.glob(".*.coming")) == []


def test_work_that_comes_to_the_open_document_is_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.desk.session
    assert session is not None
    spans = (Span("s1", "entities", "PER", ((13, 26),)),)
    line = write_line(Record(session.document, "sara", Stage.NEW, spans), with_suggestions=False)
    (tmp_path / "عمل.jsonl").write_text(line, "utf-8")
    bring(window, tmp_path / "عمل.jsonl")
    qtbot.waitUntil(lambda: window.desk.session not in (None, session))
    opened = window.desk.session
    assert opened is not None
    assert [span.id for span in opened.state.spans] == ["s1"]
    assert len(opened.history.done) == 1
