"""Everything in the window can be reached, and done, by the keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.hands import SHIFT, Press, place, state_of, suggest, words
from ui.panels.chip import TagChip
from ui.window import MainWindow

K = Qt.Key


def has_keyboard(holder: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is holder or holder.isAncestorOf(focus))


def test_f6_goes_round_all_parts_of_the_window(window: MainWindow, press: Press) -> None:
    desk = window.desk
    round_ = [desk.items, desk.details, desk.documents, desk.palette, desk.view]
    for holder in round_:
        press(K.Key_F6)
        assert has_keyboard(holder)
    for holder in [*reversed(round_[:-1]), desk.view]:
        press(K.Key_F6, SHIFT)
        assert has_keyboard(holder)


def test_f6_passes_over_what_is_hidden_and_takes_in_what_is_shown(
    window: MainWindow, press: Press
) -> None:
    window.run("toggle-items")
    window.run("toggle-documents")
    press(K.Key_F12)
    assert has_keyboard(window.page.paragraph_text)
    press(K.Key_F6)
    assert has_keyboard(window.desk.palette)
    press(K.Key_F6)
    assert has_keyboard(window.desk.view)
    press(K.Key_F12)
    assert not window.page.paragraph_text.isVisible()
    assert has_keyboard(window.desk.view)


def test_a_tag_is_chosen_with_arrows_and_enter(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_F6, SHIFT)
    focus = QApplication.focusWidget()
    assert isinstance(focus, TagChip)
    assert focus.tag.slug == "PER"
    press(K.Key_Right)
    press(K.Key_Return)
    assert words(window) == [("ORG", "البنك الدولي")]
    assert has_keyboard(window.desk.view)


def test_arrows_go_round_the_tags_as_they_are_seen(open_window: Callable[..., MainWindow]) -> None:
    window = open_window("ar")
    palette = window.desk.palette
    palette.take_keyboard()
    keys = (K.Key_Left, K.Key_Left, K.Key_Left, K.Key_Right, K.Key_Right)
    seen = []
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        focus = QApplication.focusWidget()
        assert isinstance(focus, TagChip)
        seen.append(focus.tag.slug)
    assert seen == ["ORG", "OCC", "PER", "OCC", "ORG"]
    is_offered = [bool(c.focusPolicy() & Qt.FocusPolicy.TabFocus) for c in palette.chips]
    assert is_offered == [False, True, False]


def test_a_suggestion_is_accepted_from_its_list(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "عُمَر السالمي"), ("ORG", "البنك الدولي"))
    window.refreshing.refresh()
    window.desk.items.tabs.setCurrentWidget(window.desk.items.suggestions)
    press(K.Key_F6)
    assert has_keyboard(window.desk.items.suggestions)
    press(K.Key_Down)
    press(K.Key_Return)
    assert len(state_of(window).spans) == 1


def test_the_details_are_said_when_the_keyboard_comes_to_them(
    window: MainWindow, press: Press
) -> None:
    window.desk.details.setFocus()
    assert "Nothing is chosen" in window.desk.details.accessibleDescription()
    window.desk.view.select(*place(window, "وزيرُ المالِ"))
    window.choosing.choose_tag("OCC")
    window.refreshing.refresh()
    window.desk.details.show_comments("أهو منصب؟")
    window.desk.view.setFocus()
    window.desk.details.setFocus()
    said = window.desk.details.accessibleDescription()
    tag = window.desk.details.tag.accessibleName()
    assert tag
    assert all(words in said for words in ("وزيرُ المالِ", tag, "أهو منصب؟"))


# -- the paragraph as plain text


def test_the_plain_paragraph_follows_the_caret(window: MainWindow, press: Press) -> None:
    text = window.page.paragraph_text
    press(K.Key_F12)
    begin, end = place(window, "سلمى حداد", 1)
    window.desk.view.select(begin, end)
    assert text.toPlainText() == state_of(window).document.text.split("\n")[1]
    assert text.textCursor().selectedText() == "سلمى حداد"
    window.desk.view.set_caret(0)
    assert text.toPlainText() == state_of(window).document.text.split("\n")[0]
    assert text.textCursor().position() == 0


def test_words_are_chosen_and_tagged_from_the_plain_paragraph(
    window: MainWindow, press: Press
) -> None:
    press(K.Key_F12)
    text = window.page.paragraph_text
    cursor = text.textCursor()
    begin, end = place(window, "عُمَر السالمي")
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert window.desk.view.selection == (begin, end)
    press(K.Key_1)
    assert words(window) == [("PER", "عُمَر السالمي")]


def test_positions_behind_an_emoji_are_kept(window: MainWindow, press: Press) -> None:
    window.run("next-document")
    text = window.page.paragraph_text
    press(K.Key_F12)

    def is_open() -> bool:
        return "😀" in window.desk.view.text

    while not is_open():
        QApplication.processEvents()
    begin, end = place(window, "عمر السالمي")
    window.desk.view.select(begin, end)
    assert text.textCursor().selectedText() == "عمر السالمي"
    cursor = text.textCursor()
    cursor.clearSelection()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    text.setTextCursor(cursor)
    assert window.desk.view.caret == len(window.desk.view.text)


def test_a_screen_reader_finds_a_text_in_the_plain_paragraph(
    window: MainWindow, press: Press
) -> None:
    press(K.Key_F12)
    interface = QAccessible.queryAccessibleInterface(window.page.paragraph_text)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "The paragraph as plain text"
    assert interface.text(QAccessible.Text.Value).startswith("التقى")


@pytest.mark.parametrize("shown", [True, False])
def test_whether_the_plain_paragraph_is_shown_is_kept(window: MainWindow, shown: bool) -> None:
    window.desk.change_settings(shows_paragraph_text=shown)
    assert window.page.paragraph_text.isVisible() is shown
