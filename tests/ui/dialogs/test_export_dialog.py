import pytest
from PySide6.QtCore import Qt

from ui.dialogs.export_dialog import ExportDialog
from ui.dialogs.message import Question

FORMATS = [("jsonl", "Everything.", False), ("brat", "Spans and relations.", True)]


@pytest.fixture
def opened(window, qtbot):
    def open_dialog(annotators=("ليلى", "عمر")):
        dialog = ExportDialog(FORMATS, annotators, window)
        with qtbot.waitActive(dialog):
            dialog.open()
        return dialog

    return open_dialog


def asked(dialog, qtbot):
    with qtbot.waitSignal(dialog.asked) as signal:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return signal.args


def refused(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.asked):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return dialog._complaint.isVisible()


def test_the_work_of_an_annotator_goes_to_a_file(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.annotator.setCurrentIndex(1)
    dialog.strict.setChecked(True)
    dialog.target.set_path(tmp_path / "عمل.jsonl")
    assert asked(dialog, qtbot) == ["jsonl", "عمر", False, tmp_path / "عمل.jsonl", True]


def test_suggestions_go_to_a_folder(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.format.setCurrentIndex(1)
    dialog.suggestions.setChecked(True)
    dialog.target.set_path(tmp_path / "مجلد")
    assert asked(dialog, qtbot) == ["brat", "ليلى", True, tmp_path / "مجلد", False]


def test_without_any_work_only_suggestions_can_be_chosen(opened):
    dialog = opened(())
    assert dialog.suggestions.isChecked()
    assert not dialog.finished_work.isEnabled()


def test_a_target_is_needed_and_must_fit_the_format(opened, qtbot, tmp_path):
    dialog = opened()
    assert refused(dialog, qtbot)
    dialog.target.set_path(tmp_path)
    assert refused(dialog, qtbot)
    dialog.target.set_path(tmp_path / ("ط" * 300))
    assert refused(dialog, qtbot)
    dialog.target.set_path(tmp_path / "لا" / "خبر.jsonl")
    assert refused(dialog, qtbot)
    (tmp_path / "ملف").touch()
    dialog.format.setCurrentIndex(1)
    dialog.target.set_path(tmp_path / "ملف")
    assert refused(dialog, qtbot)


def test_what_is_there_is_replaced_only_when_told_to(opened, qtbot, tmp_path):
    target = tmp_path / "عمل.jsonl"
    target.write_text("{}")
    dialog = opened()
    dialog.target.set_path(target)
    assert not refused(dialog, qtbot)
    qtbot.keyClick(dialog.findChild(Question), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    question = dialog.findChildren(Question)[-1]
    with qtbot.waitSignal(dialog.asked) as signal:
        qtbot.keyClick(question, Qt.Key.Key_Return)
    assert signal.args[3] == target
