"""Tagging and relating in the real window, by keys."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotation.values.items import Origin
from tests.ui.hands import (
    ALT,
    CTRL,
    SHIFT,
    K,
    Press,
    dialog_of,
    place,
    relate_two,
    state_of,
    words,
)
from ui.dialogs.choice import ChoiceDialog
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow


def test_a_tag_key_tags_the_word_at_the_caret_without_its_clitics(
    window: MainWindow, press: Press
) -> None:
    window.desk.view.set_caret(place(window, "والبنك")[0])
    press(K.Key_2)
    assert words(window) == [("ORG", "البنك")]
    assert window.desk.current_span() == state_of(window).spans[0]


def test_arrows_select_and_a_tag_key_tags_the_selection(window: MainWindow, press: Press) -> None:
    window.desk.view.set_caret(0)
    for _ in range(3):
        press(K.Key_Left)
    press(K.Key_Left, SHIFT)
    press(K.Key_Left, SHIFT)
    press(K.Key_1)
    assert words(window) == [("PER", "عُمَر السالمي")]


def test_a_tag_key_on_the_current_span_changes_its_tag(window: MainWindow, press: Press) -> None:
    window.desk.view.set_caret(place(window, "عُمَر")[0])
    press(K.Key_1)
    press(K.Key_2)
    assert [tag for tag, _ in words(window)] == ["ORG"]


def test_spans_nest_and_crossing_is_refused_in_a_sentence(window: MainWindow, press: Press) -> None:
    view = window.desk.view
    view.select(*place(window, "مديرة البنك الدولي"))
    press(K.Key_7)
    view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    assert [tag for tag, _ in words(window)] == ["OCC", "ORG"]
    view.select(*place(window, "الدولي سلمى"))
    press(K.Key_1)
    assert len(words(window)) == 2
    assert "cross" in window.desk.status.message.sentence


def test_borders_move_by_word_and_letter(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "سلمى"))
    press(K.Key_1)
    press(K.Key_Left, ALT)
    assert words(window) == [("PER", "سلمى حداد")]
    press(K.Key_Right, ALT)
    press(K.Key_Up, ALT)
    assert words(window) == [("PER", "سلم")]
    press(K.Key_Down, ALT)
    press(K.Key_Right, ALT | SHIFT)
    assert words(window) == [("PER", "الدولي سلمى")]
    press(K.Key_Down, ALT | SHIFT)
    assert words(window) == [("PER", "لدولي سلمى")]


def test_clitics_are_split_off_and_taken_in(window: MainWindow, press: Press) -> None:
    window.desk.view.set_caret(place(window, "والبنك")[0])
    press(K.Key_2)
    press(K.Key_C)
    assert words(window) == [("ORG", "بنك")]
    press(K.Key_C)
    assert words(window) == [("ORG", "والبنك")]


def test_words_apart_are_joined_to_a_span(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "وزيرُ"))
    press(K.Key_7)
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_J)
    assert words(window) == [("OCC", "وزيرُ البنك الدولي")]
    assert len(state_of(window).spans[0].fragments) == 2


def test_deleting_a_span_takes_its_relations_and_undo_brings_both_back(
    window: MainWindow, press: Press
) -> None:
    relate_two(window, press)
    before = state_of(window)
    window.desk.make_current(ItemKind.SPAN, before.spans[0].id)
    press(K.Key_Delete)
    assert state_of(window).relations == ()
    assert len(state_of(window).spans) == 1
    press(K.Key_Z, CTRL)
    assert state_of(window) == before
    press(K.Key_Z, CTRL | SHIFT)
    assert len(state_of(window).spans) == 1


def test_the_same_is_tagged_everywhere_after_a_list_to_untick(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    press(K.Key_P)
    dialog_of(qtbot, window, ChoiceDialog)
    press(K.Key_Return)
    assert words(window) == [("ORG", "البنك الدولي")] * 3
    assert {span.origin for span in state_of(window).spans[1:]} == {Origin.PROPAGATED}
    press(K.Key_Z, CTRL)
    assert len(words(window)) == 1


def test_a_relation_is_made_by_four_keys(window: MainWindow, press: Press) -> None:
    relate_two(window, press)
    (relation,) = state_of(window).relations
    post, person = state_of(window).spans
    assert (relation.tag, relation.head, relation.tail) == ("HOLDS", person.id, post.id)
    assert window.relating.making is None


def test_tab_and_digits_choose_among_the_partners(window: MainWindow, press: Press) -> None:
    for text in ("عُمَر السالمي", "سلمى حداد"):
        window.desk.view.select(*place(window, text))
        press(K.Key_1)
    window.desk.view.select(*place(window, "عمر السالمي"))
    press(K.Key_1)
    press(K.Key_R)
    press(K.Key_M)
    making = window.relating.making
    assert making is not None
    assert window.desk.view.candidates == tuple(span.id for span in making.candidates)
    press(K.Key_Tab)
    press(K.Key_1)
    press(K.Key_2)
    press(K.Key_Return)
    (relation,) = state_of(window).relations
    assert relation.tail == making.candidates[1].id


def test_escape_leaves_without_a_relation(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "وزيرُ المالِ"))
    press(K.Key_7)
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_1)
    press(K.Key_R)
    press(K.Key_H)
    press(K.Key_Escape)
    assert state_of(window).relations == ()
    assert window.desk.view.candidates == ()


def test_a_current_relation_is_deleted_or_says_why_it_cannot_turn(
    window: MainWindow, press: Press
) -> None:
    relate_two(window, press)
    window.desk.make_current(ItemKind.RELATION, state_of(window).relations[0].id)
    press(K.Key_X)
    assert "HOLDS goes from PER to OCC" in window.desk.status.message.sentence
    press(K.Key_Delete)
    assert state_of(window).relations == ()


def test_dropping_one_span_on_another_relates_them(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "وزيرُ المالِ"))
    press(K.Key_7)
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_1)
    post, person = state_of(window).spans
    window.desk.view.span_dragged_to.emit(post.id, person.id)
    assert [r.tag for r in state_of(window).relations] == ["HOLDS"]


# -- the document as a whole -----------------------------------------------------------------------


def test_a_label_of_the_document_is_two_keys_away(window: MainWindow, press: Press) -> None:
    press(K.Key_L)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, K.Key_1)
    assert [label.tag for label in state_of(window).labels] == ["politics"]
    press(K.Key_Z, CTRL)
    assert state_of(window).labels == ()
