import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.dialogs.keys_dialog import KeysDialog
from ui.keys.keymap import Keymap, set_keymap
from ui.keys.listing import key_entries


@pytest.fixture
def opened(window, qtbot):
    def open_dialog(keys=None, action="undo", tags=None):
        set_keymap(Keymap(keys, tags))
        dialog = KeysDialog(key_entries(window.desk.link.tagset), window)
        with qtbot.waitActive(dialog):
            dialog.open()
        dialog.choose(action)
        return dialog

    return open_dialog


def changed(dialog, qtbot):
    with qtbot.waitSignal(dialog.changed) as signal:
        dialog.accept()
    return signal.args[0]


def press(dialog, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.catcher.isVisible()
    qtbot.keyClick(dialog.catcher, key, modifier)


def test_enter_then_a_key_changes_it(opened, qtbot):
    dialog = opened()
    press(dialog, qtbot, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is dialog.table
    assert changed(dialog, qtbot) == {"undo": ["Ctrl+U"]}


def test_an_arabic_letter_stands_for_the_key_it_is_on(opened, qtbot):
    dialog = opened()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    control = Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(dialog.catcher, QKeyEvent(QEvent.Type.KeyPress, ord("ع"), control))
    assert changed(dialog, qtbot) == {"undo": ["Ctrl+U"]}


def test_tab_and_enter_can_be_keys_too(opened, qtbot):
    dialog = opened({"next-suggestion": [], "accept": []}, "next-suggestion")
    press(dialog, qtbot, Qt.Key.Key_Return)
    assert dialog.differences()["next-suggestion"] == ["Return"]
    press(dialog, qtbot, Qt.Key.Key_Tab)
    assert "next-suggestion" not in dialog.differences()


def test_a_taken_key_is_refused_and_its_holder_named(opened, qtbot):
    dialog = opened()
    press(dialog, qtbot, Qt.Key.Key_R)
    assert "R" in dialog._complaint.text()
    assert dialog.differences() == {}


def test_escape_gives_up_and_leaves_the_dialog_open(opened, qtbot):
    dialog = opened()
    press(dialog, qtbot, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.catcher.isVisible()
    assert dialog.focusWidget() is dialog.table


def test_a_bare_modifier_is_no_key(opened, qtbot):
    dialog = opened()
    press(dialog, qtbot, Qt.Key.Key_Control)
    assert dialog.catcher.isVisible()


def test_insert_adds_a_key_and_delete_takes_all_away(opened, qtbot):
    dialog = opened()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Insert)
    qtbot.keyClick(dialog.catcher, Qt.Key.Key_F4)
    assert dialog.differences() == {"undo": ["Ctrl+Z", "F4"]}
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert dialog.differences() == {"undo": []}


def test_usual_keys_take_every_change_back(opened, qtbot):
    dialog = opened({"undo": ["F4"], "redo": []})
    assert set(dialog.differences()) == {"undo", "redo"}
    dialog.usual_button.click()
    assert changed(dialog, qtbot) == {}


def test_a_tags_key_is_changed_beside_the_actions(opened, qtbot):
    dialog = opened(action="span:PER")
    press(dialog, qtbot, Qt.Key.Key_4)
    assert changed(dialog, qtbot) == {"span:PER": ["4"]}


def test_a_tag_cannot_take_the_key_of_an_action_of_the_window(opened, qtbot):
    dialog = opened(action="span:PER")
    press(dialog, qtbot, Qt.Key.Key_F)
    assert "Finish and open the next document" in dialog._complaint.text()
    assert dialog.differences() == {}


def test_the_same_key_may_mean_something_else_where_both_are_never_meant(opened, qtbot):
    dialog = opened(action="unit-right")
    press(dialog, qtbot, Qt.Key.Key_F)
    assert dialog.differences() == {"unit-right": ["F"]}


def test_where_one_types_no_letter_can_be_a_key(opened, qtbot):
    dialog = opened(action="hit-next")
    press(dialog, qtbot, Qt.Key.Key_G)
    assert "One types there" in dialog._complaint.text()
    assert dialog.differences() == {}
    press(dialog, qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert dialog.differences() == {"hit-next": ["Ctrl+G"]}


def test_keys_that_clashed_before_are_marked_and_said(opened):
    dialog = opened({"finish": ["B"]}, "finish")
    assert "Take all versions, and go on" in dialog._complaint.text()
    assert not dialog.table.item(dialog.table.currentRow(), 0).icon().isNull()
    dialog.choose("undo")
    assert dialog._complaint.text() == ""
    assert dialog.table.item(dialog.table.currentRow(), 0).icon().isNull()


def shown(dialog):
    rows = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    return [dialog.table.item(row, 0).text() for row in rows]


def test_rows_are_found_by_words_and_by_keys(opened, qtbot):
    dialog = opened()
    dialog.filter.setText("wave through")
    assert shown(dialog) == ["In the review queue", "Wave through", "Wave through, and say why"]
    dialog.filter.setText("Ctrl+Shift+R")
    assert shown(dialog) == ["Review", "Review queue…"]


def test_down_goes_from_the_filter_to_the_rows_and_escape_shows_all_again(opened, qtbot):
    dialog = opened()
    dialog.filter.setFocus()
    dialog.filter.setText("wave through")
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Escape)
    assert dialog.filter.text() == ""
    assert dialog.isVisible()
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.table
