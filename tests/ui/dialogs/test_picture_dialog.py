import pytest
from PySide6.QtCore import Qt

from ui.dialogs.message import QuestionDialog
from ui.dialogs.picture_dialog import PictureDialog


@pytest.fixture
def opened(window, qtbot, tmp_path):
    def open_dialog(name="مقال", *, has_selection=True, has_suggestions=True):
        dialog = PictureDialog(
            tmp_path, name, window, has_selection=has_selection, has_suggestions=has_suggestions
        )
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


def test_enter_alone_saves_the_whole_article_as_pdf(opened, qtbot, tmp_path):
    assert asked(opened(), qtbot) == [tmp_path / "مقال.pdf", True, False]


def test_a_part_with_suggestions_is_asked_for(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.part.setChecked(True)
    dialog.suggestions.setChecked(True)
    dialog.format.setCurrentIndex(1)
    assert asked(dialog, qtbot) == [tmp_path / "مقال.svg", False, True]


def test_suffix_and_format_follow_each_other(opened, qtbot, tmp_path):
    dialog = opened()
    dialog.target.line.setText(str(tmp_path / "شكل.png"))
    assert dialog.format.currentData() == ".png"
    dialog.format.setCurrentIndex(0)
    assert dialog.target.path() == tmp_path / "شكل.pdf"
    dialog.target.line.setText(str(tmp_path / "شكل 2.1"))
    assert asked(dialog, qtbot)[0] == tmp_path / "شكل 2.1.pdf"


def test_a_name_with_dots_keeps_them(opened, tmp_path):
    dialog = opened("مقال v1.2")
    dialog.format.setCurrentIndex(2)
    assert dialog.target.path() == tmp_path / "مقال v1.2.png"


def test_without_a_selection_the_part_is_the_paragraph_of_the_caret(opened):
    with_selection = opened().part.text()
    assert opened(has_selection=False).part.text() != with_selection


def test_suggestions_cannot_be_asked_for_when_there_are_none(opened):
    assert not opened(has_suggestions=False).suggestions.isEnabled()


def test_a_place_that_is_none_is_refused(opened, qtbot, tmp_path):
    dialog = opened()
    (tmp_path / "مجلد.pdf").mkdir()
    too_long = "ط" * 200
    for place in ("", ".", "مجلد", "مجلد.pdf", "لا/خبر.pdf", too_long):
        dialog.target.line.setText(str(tmp_path / place) if place else "")
        assert refused(dialog, qtbot), place


def test_what_is_there_is_replaced_only_when_told_to(opened, qtbot, tmp_path):
    (tmp_path / "مقال.pdf").write_text("قديم")
    dialog = opened()
    assert not refused(dialog, qtbot)
    qtbot.keyClick(dialog.findChild(QuestionDialog), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    question = dialog.findChildren(QuestionDialog)[-1]
    with qtbot.waitSignal(dialog.asked) as signal:
        qtbot.keyClick(question, Qt.Key.Key_Return)
    assert signal.args[0] == tmp_path / "مقال.pdf"


def test_the_chooser_shows_the_three_formats(opened):
    assert opened().target.filter.endswith("(*.svg *.pdf *.png)")
