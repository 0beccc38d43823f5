"""The same words elsewhere, in the real window, by keys: a list to untick, then one step."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.values.items import Verdict
from tests.ui.hands import CTRL, SHIFT, K, Press, dialog_of, place, state_of, suggest, words
from ui.dialogs.choice import ChoiceDialog
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow


def tag_three_banks(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    press(K.Key_P)
    dialog_of(qtbot, window, ChoiceDialog)
    press(K.Key_Return)
    assert words(window) == [("ORG", "البنك الدولي")] * 3
    qtbot.waitUntil(lambda: not window.findChild(ChoiceDialog).isVisible())
    window.desk.view.setFocus()


def test_tagged_places_are_relabelled_when_they_are_ticked(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    tag_three_banks(window, press, qtbot)
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[1].id)
    press(K.Key_1)
    press(K.Key_P)
    shown = [d for d in window.findChildren(ChoiceDialog) if d.isVisible()]
    assert len(shown) == 1
    qtbot.keyClick(shown[0].list, Qt.Key.Key_A)
    qtbot.keyClick(shown[0].list, Qt.Key.Key_Return)
    assert words(window) == [("PER", "البنك الدولي")] * 3
    press(K.Key_Z, CTRL)
    assert [tag for tag, _ in words(window)] == ["ORG", "PER", "ORG"]


def test_spans_with_the_same_words_are_deleted_in_one_step(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    tag_three_banks(window, press, qtbot)
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[2].id)
    press(K.Key_Delete, SHIFT)
    shown = [d for d in window.findChildren(ChoiceDialog) if d.isVisible()]
    qtbot.keyClick(shown[0].list, Qt.Key.Key_Return)
    assert words(window) == []
    press(K.Key_Z, CTRL)
    assert len(words(window)) == 3


def test_suggestions_with_the_same_words_are_rejected_in_one_step(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    suggest(window, ("PER", "عُمَر السالمي"), ("PER", "عمر السالمي"), ("ORG", "مسقط"))
    window.desk.make_current(ItemKind.SUGGESTED_SPAN, "g0")
    press(K.Key_Backspace, SHIFT)
    dialog_of(qtbot, window, ChoiceDialog)
    press(K.Key_Return)
    verdicts = {d.suggestion: d.verdict for d in state_of(window).decisions}
    assert verdicts == {"g0": Verdict.REJECTED, "g1": Verdict.REJECTED}
    press(K.Key_Z, CTRL)
    assert state_of(window).decisions == ()


def test_without_an_item_each_says_what_to_choose(window: MainWindow, press: Press) -> None:
    press(K.Key_Delete, SHIFT)
    assert "Choose a span first" in window.desk.status.message.sentence
    press(K.Key_Backspace, SHIFT)
    assert "Choose a suggested span first" in window.desk.status.message.sentence
