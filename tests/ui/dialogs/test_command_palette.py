import pytest
from PySide6.QtCore import Qt

from ui.dialogs.command_palette import CommandPalette, PaletteLine, matching
from ui.keys.actions import ACTIONS
from ui.look.language import tr


@pytest.fixture
def palette(window, qtbot):
    entries = [PaletteLine(a.id, tr(a.text), "Ctrl+K", a.id != "undo") for a in ACTIONS if a.menu]
    dialog = CommandPalette(entries, window)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def test_words_match_in_any_order():
    entries = [PaletteLine("one", "Find in all documents"), PaletteLine("two", "Find next")]
    assert [e.id for e in matching(entries, "documents find")] == ["one"]


def test_arabic_matches_folded():
    entries = [
        PaletteLine("open", "فتح المشروع النموذجي"),
        PaletteLine("all", "قبول كل المُؤكَّد في الفقرة"),
    ]
    assert [e.id for e in matching(entries, "الموكد")] == ["all"]
    assert [e.id for e in matching(entries, "الفقره")] == ["all"]


def test_beginnings_come_first_and_what_cannot_be_done_last():
    entries = [
        PaletteLine("inner", "Unfinished"),
        PaletteLine("later", "To finish"),
        PaletteLine("off", "Finish all", is_enabled=False),
        PaletteLine("first", "Finish"),
    ]
    assert [e.id for e in matching(entries, "fin")] == ["first", "later", "inner", "off"]


def test_english_finds_an_action_in_every_language(palette, qtbot):
    qtbot.keyClicks(palette.line, "statist")
    assert palette.shown() == []
    palette.line.clear()
    qtbot.keyClicks(palette.line, "numbers project")
    assert palette.shown() == ["statistics"]


def test_arrows_and_enter_choose(palette, qtbot):
    second = palette.shown()[1]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as signal:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert signal.args == [second]


def test_what_cannot_be_done_now_is_not_chosen(palette, qtbot):
    palette.line.setText("undo")
    assert palette.shown() == ["undo"]
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_closes(palette, qtbot):
    with qtbot.waitSignal(palette.rejected):
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
