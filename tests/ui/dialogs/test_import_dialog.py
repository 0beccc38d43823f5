from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotation.formats.format import Option
from ui.dialogs.format_choice import FormatChoice
from ui.dialogs.import_dialog import ImportAnswer, ImportDialog

FORMATS = [
    FormatChoice("brat", "spans and relations"),
    FormatChoice("table", "texts", options=(Option("text"), Option("header", ("yes", "no")))),
]


def preview(dialog, answer):
    if any(path.suffix == ".bin" for path in answer.paths):
        dialog.show_preview("", "a.bin cannot be read.")
    else:
        names = " ".join(path.name for path in answer.paths)
        dialog.show_preview(f"{answer.format}: {names}")


@pytest.fixture
def dialog(window, qtbot):
    dialog = ImportDialog(FORMATS, "ليلى", window)
    dialog.looked.connect(lambda answer: preview(dialog, answer))
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def asked(dialog, qtbot):
    with qtbot.waitSignal(dialog.asked) as signal:
        dialog._accept_button.click()
    return signal.args[0]


def test_files_come_in_with_format_and_annotator(dialog, qtbot, tmp_path):
    dialog.files.add([tmp_path / "خبر.ann"])
    dialog.format.setCurrentIndex(1)
    dialog.annotator.setText(" عمر ")
    assert asked(dialog, qtbot) == ImportAnswer((tmp_path / "خبر.ann",), "brat", "عمر")


def test_what_can_be_chosen_about_a_format_is_asked_for(dialog, qtbot):
    assert not dialog.options.isVisible()
    dialog.files.add([Path("خبر.csv")])
    dialog.format.setCurrentIndex(2)
    dialog.options.field("text").setText("المتن")
    dialog.options.field("header").setCurrentIndex(1)
    dialog.keep_going.setChecked(True)
    answer = asked(dialog, qtbot)
    assert (answer.options, answer.keeps_going) == ({"text": "المتن", "header": "no"}, True)


def test_the_format_is_guessed_unless_chosen(dialog, qtbot):
    dialog.files.add([Path("خبر.txt")])
    assert asked(dialog, qtbot).format == ""


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
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "table: خبر.txt")


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
