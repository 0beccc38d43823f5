"""Whose work an import in the window brings: everybody keeps their own."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotation.formats.jsonl_writing import write_line
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from storage.project import Project
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.message import MessageDialog
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
