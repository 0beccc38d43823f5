"""Attributes in the details beside the article: what is typed is not lost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from tests.ui.conftest import TAGSET
from tests.ui.hands import place, state_of
from ui.window import MainWindow

NOTE = """
[attribute.note]
kind = "text"
name = { ar = "ملاحظة", en = "note" }
on = ["PER"]
"""


def test_a_half_typed_text_is_kept_when_another_document_or_none_opens(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, press: Callable[..., None]
) -> None:
    path = tmp_path / "notes.tawseem"
    tagset = read_tagset(TAGSET.read_text("utf-8") + NOTE, "notes.toml")
    with Project.create(path, tagset) as project:
        names = {"d1": "قالت سلمى نعم", "d2": "قال عمر لا"}
        project.add_records(Record(Document.of(id, id, text)) for id, text in names.items())
    window.open_project(path)
    for id, name in (("d1", "سلمى"), ("d2", "عمر")):
        window.opening.open(id)
        qtbot.waitUntil(lambda id=id: state_of_is(window, id))
        window.desk.view.setFocus()
        window.desk.view.select(*place(window, name))
        press(Qt.Key.Key_1)
        window.refreshing.refresh()
        (line,) = (e for e in window.desk.details.findChildren(QLineEdit) if e.isVisible())
        QTest.keyClicks(line, "half")
    window.close()
    with Project.open(path) as project:
        spans = [span for record in project.records("sara") for span in record.spans]
    assert [span.attributes for span in spans] == [(("note", "half"),)] * 2


def state_of_is(window: MainWindow, id: str) -> bool:
    return window.desk.session is not None and state_of(window).document.id == id
