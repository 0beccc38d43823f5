from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotation.errors import KnownError
from ui.dialogs.import_dialog import ImportDialog

FORMATS = [("brat", "spans and relations"), ("jsonl", "everything")]


def preview(paths, format):
    if any(path.suffix == ".bin" for path in paths):
        raise KnownError("{file} cannot be read.", file="a.bin")
    return f"{format}: " + " ".join(path.name for path in paths)


@pytest.fixture
def dialog(window, qtbot):
    dialog = ImportDialog(FORMATS, "ليلى", preview, window)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def asked(dialog, qtbot):
    with qtbot.waitSignal(dialog.asked) as signal:
        dialog._accept_button.click()
    return signal.args


def test_files_come_in_with_format_and_annotator(dialog, qtbot, tmp_path):
    dialog.files.add([tmp_path / "خبر.ann"])
    dialog.format.setCurrentIndex(1)
    dialog.annotator.setText(" عمر ")
    assert asked(dialog, qtbot) == [[tmp_path / "خبر.ann"], "brat", "عمر"]


def test_the_format_is_guessed_unless_chosen(dialog, qtbot):
    dialog.files.add([Path("خبر.txt")])
    assert asked(dialog, qtbot)[1] == ""


def test_nothing_can_be_imported_from_nothing(dialog, qtbot):
    assert not dialog._accept_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.asked):
        dialog.accept()


def test_delete_takes_a_file_out(dialog, qtbot):
    dialog.files.add([Path("أول.txt"), Path("ثان.txt"), Path("أول.txt")])
    qtbot.keyClick(dialog.files, Qt.Key.Key_Delete)
    assert dialog.files.paths == [Path("أول.txt")]


def test_what_will_come_in_is_shown_first(dialog, qtbot):
    dialog.files.add([Path("خبر.txt")])
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == ": خبر.txt")
    dialog.format.setCurrentIndex(2)
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "jsonl: خبر.txt")


def test_a_file_that_cannot_be_read_is_said_in_place(dialog, qtbot):
    dialog.files.add([Path("a.bin")])
    qtbot.waitUntil(dialog._complaint.isVisible)
    assert "a.bin" in dialog._complaint.text()


def test_dropped_files_are_added(dialog, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "خبر.txt")), QUrl("https://example.com")])
    event = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    assert dialog.files.paths == [tmp_path / "خبر.txt"]
