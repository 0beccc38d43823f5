import pytest
from PySide6.QtCore import Qt

from annotation.formats.format import Option
from ui.dialogs.export_dialog import ExportAnswer, ExportDialog
from ui.dialogs.format_choice import FormatChoice
from ui.dialogs.message import QuestionDialog

FORMATS = [
    FormatChoice("jsonl", "Everything."),
    FormatChoice("brat", "Spans.", is_folder=True, options=(Option("depth", ("one", "all")),)),
]


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
    return signal.args[0]


def refused(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.asked):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return dialog._complaint.isVisible()


def test_the_work_of_an_annotator_goes_to_a_file(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.annotator.setCurrentIndex(1)
    dialog.strict.setChecked(True)
    dialog.target.set_path(tmp_path / "عمل.jsonl")
    path = tmp_path / "عمل.jsonl"
    assert asked(dialog, qtbot) == ExportAnswer("jsonl", "عمر", False, path, strict=True)


def test_suggestions_go_to_a_folder(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.format.setCurrentIndex(1)
    dialog.suggestions.setChecked(True)
    dialog.target.set_path(tmp_path / "مجلد")
    dialog.options.field("depth").setCurrentIndex(1)
    dialog.names.setCurrentIndex(dialog.names.findData("wojood"))
    dialog.split.setText("train=9,test=1")
    answer = asked(dialog, qtbot)
    assert (answer.format, answer.with_suggestions, answer.target) == (
        "brat", True, tmp_path / "مجلد"
    )  # fmt: skip
    assert (answer.options, answer.names) == ({"depth": "all"}, "wojood")
    assert answer.split == "train=9,test=1"


def test_a_split_that_cannot_be_read_is_refused(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.target.set_path(tmp_path / "عمل.jsonl")
    dialog.split.setText("train")
    assert refused(dialog, qtbot)


def test_every_change_asks_for_a_new_preview(opened, qtbot):
    dialog = opened()
    for change in (
        lambda: dialog.format.setCurrentIndex(1),
        lambda: dialog.options.field("depth").setCurrentIndex(1),
        lambda: dialog.names.setCurrentIndex(2),
        lambda: dialog.suggestions.setChecked(True),
    ):
        with qtbot.waitSignal(dialog.looked):
            change()
    dialog.show_preview("سطر")
    assert dialog.preview.toPlainText() == "سطر"


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
    qtbot.keyClick(dialog.findChild(QuestionDialog), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    question = dialog.findChildren(QuestionDialog)[-1]
    with qtbot.waitSignal(dialog.asked) as signal:
        qtbot.keyClick(question, Qt.Key.Key_Return)
    assert signal.args[0].target == target
