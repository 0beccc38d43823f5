import pytest
from PySide6.QtCore import Qt

from ui.dialogs.new_project import NewProjectDialog

TAGSET = """
slug = "small"
version = 1
title = { ar = "صغيرة", en = "Small" }
[span.PER]
name = { ar = "شخص", en = "Person" }
definition = { ar = "إنسان", en = "A human being" }
colour = "#E45756"
"""


@pytest.fixture
def tagset(tmp_path):
    path = tmp_path / "صغيرة.toml"
    path.write_text(TAGSET, "utf-8")
    return path


@pytest.fixture
def dialog(window, qtbot, tmp_path, tagset):
    dialog = NewProjectDialog([("صغيرة", tagset)], tmp_path, window)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def refused(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.asked):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return [c.text() for c in _complaints(dialog) if c.isVisible()]


def _complaints(dialog):
    return (dialog._name_complaint, dialog._folder_complaint, dialog._tagset_complaint)


def test_a_name_is_all_it_takes(dialog, qtbot, tmp_path, tagset):
    dialog.name.setText("أخبار مارس 2025")
    with qtbot.waitSignal(dialog.asked) as signal:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert signal.args == [tmp_path / "أخبار مارس 2025.tawseem", tagset]


def test_an_empty_name_is_refused_in_place(dialog, qtbot):
    assert len(refused(dialog, qtbot)) == 1
    assert dialog.name.hasFocus()
    dialog.name.setText("خبر")
    assert not dialog._name_complaint.isVisible()


def test_an_existing_file_is_refused(dialog, qtbot, tmp_path):
    (tmp_path / "خبر.tawseem").touch()
    dialog.name.setText("خبر")
    assert len(refused(dialog, qtbot)) == 1


def test_signs_that_no_file_name_may_hold_are_refused(dialog, qtbot):
    dialog.name.setText("خبر/٢")
    assert len(refused(dialog, qtbot)) == 1


def test_a_folder_that_is_not_there_is_refused(dialog, qtbot, tmp_path):
    dialog.name.setText("خبر")
    dialog.folder.set_path(tmp_path / "لا")
    assert len(refused(dialog, qtbot)) == 1


def test_an_own_tagset_is_checked_before_anything_is_made(dialog, qtbot, tmp_path, tagset):
    dialog.name.setText("خبر")
    dialog.tagset.setCurrentIndex(1)
    assert len(refused(dialog, qtbot)) == 1
    broken = tmp_path / "broken.toml"
    broken.write_text(TAGSET + 'shape = "round"', "utf-8")
    dialog.own_file.set_path(broken)
    assert "shape" in refused(dialog, qtbot)[0]
    dialog.own_file.set_path(tagset)
    with qtbot.waitSignal(dialog.asked):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_escape_closes_without_an_answer(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.asked), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_name_longer_than_the_system_takes_is_refused_in_place(dialog, qtbot):
    dialog.name.setText("خبر" * 100)
    assert len(refused(dialog, qtbot)) == 1


@pytest.mark.parametrize("name", ["con", "خبر\u202e", "خبر."])
def test_a_name_that_another_system_does_not_take_is_refused(dialog, qtbot, name):
    dialog.name.setText(name)
    assert len(refused(dialog, qtbot)) == 1
