import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.dialogs.cheat_sheet import CheatSheet, in_columns
from ui.dialogs.key_caps import KeyCaps, caps
from ui.keys.action import Menu
from ui.keys.actions import ACTIONS
from ui.look.language import tr

GROUPS = [
    (tr(menu.value), [(" / ".join(a.keys), tr(a.text)) for a in ACTIONS if a.menu is menu])
    for menu in Menu
]


def test_every_group_stands_in_a_column_and_in_order():
    for count in (1, 2, 3, 4):
        columns = in_columns(GROUPS, count)
        assert len(columns) <= count
        assert [group for column in columns for group in column] == GROUPS


def test_no_groups_make_no_columns():
    assert in_columns([], 3) == []


def test_caps_part_a_key_at_its_plus_signs():
    assert caps("Ctrl+Shift+Z / Ctrl+Y") == [["Ctrl", "Shift", "Z"], ["Ctrl", "Y"]]
    assert caps("Ctrl++ / +") == [["Ctrl", "+"], ["+"]]
    assert caps("Enter / Enter") == [["Enter"]]
    assert caps("\u2066Ctrl+,\u2069") == [["Ctrl", ","]]


def test_the_sheet_shows_every_act_with_its_keys(window):
    sheet = CheatSheet(GROUPS, window)
    sheet.open()
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {what for _, rows in GROUPS for _, what in rows} <= texts
    assert len([k for k in sheet.findChildren(KeyCaps) if k.isVisibleTo(sheet)]) == sum(
        len(rows) for _, rows in GROUPS
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_Return])
def test_the_key_that_opened_it_closes_it(window, qtbot, key):
    sheet = CheatSheet(GROUPS, window)
    sheet.open()
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet, key)
