"""Why something is hidden, asked by a key in the real window, and shown all the same."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.values.items import SuggestedSpan
from tests.ui.hands import CTRL, K, Press, dialog_of, place, state_of, words
from ui.dialogs.explanation import ExplanationDialog
from ui.window import MainWindow

BANK = "البنك الدولي"


def pending_words(window: MainWindow) -> list[str]:
    session = window.desk.session
    assert session is not None
    return [session.document.text[s.begin : s.end] for s in session.pending.spans]


def ask(window: MainWindow, press: Press, qtbot: QtBot, text: str) -> ExplanationDialog:
    view = window.desk.view
    view.clear_current()
    view.set_caret(place(window, text)[0] + 1)
    press(K.Key_Y)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(ExplanationDialog)))
    dialog = dialog_of(qtbot, window, ExplanationDialog)
    assert isinstance(dialog, ExplanationDialog)
    return dialog


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)


def test_what_is_below_the_threshold_is_told_and_shown_by_one_key(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.desk.change_settings(hidden=0.99)
    settle(qtbot, window)
    assert pending_words(window) == []
    dialog = ask(window, press, qtbot, BANK)
    assert dialog.lines[0].words == BANK
    assert "below your threshold" in dialog.lines[0].why
    assert "list of organisations" in dialog.lines[0].why
    assert "92%" in dialog.lines[0].score
    press(K.Key_Return)
    assert pending_words(window) == [BANK]
    current = window.desk.current_suggestion()
    assert isinstance(current, SuggestedSpan)
    press(K.Key_Return)
    assert words(window) == [("ORG", BANK)]
    press(K.Key_Z, CTRL)
    assert words(window) == []


def test_a_rejected_one_is_offered_again_as_an_act_that_can_be_undone(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.desk.view.set_caret(place(window, BANK)[0])
    before = pending_words(window)
    press(K.Key_Tab)
    current = window.desk.current_suggestion()
    while current is not None and pending_words(window)[0:] and current.tag != "ORG":
        press(K.Key_Tab)
        current = window.desk.current_suggestion()
    assert current is not None
    press(K.Key_Backspace)
    settle(qtbot, window)
    dialog = ask(window, press, qtbot, BANK)
    row = next(n for n, line in enumerate(dialog.lines) if "rejected" in line.why)
    press(Qt.Key(K.Key_1 + row))
    press(K.Key_Return)
    assert state_of(window).decisions == ()
    assert pending_words(window) == before
    assert window.desk.current_suggestion() == current
    press(K.Key_Z, CTRL)
    assert [d.suggestion for d in state_of(window).decisions] == [current.id]


def test_a_span_in_the_way_is_named_and_made_current(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    begin, end = place(window, BANK)
    window.desk.view.select(begin, end + 5)  # «البنك الدولي سلمى»
    press(K.Key_1)
    settle(qtbot, window)
    dialog = ask(window, press, qtbot, BANK)
    row = next(n for n, line in enumerate(dialog.lines) if "in its way" in line.why)
    press(Qt.Key(K.Key_1 + row))
    press(K.Key_Return)
    assert window.desk.current_span() == state_of(window).spans[0]


def test_bare_words_get_a_sentence(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.desk.view.set_caret(place(window, "رحّب")[0])
    press(K.Key_Y)
    qtbot.waitUntil(lambda: "No rule" in window.desk.status.message.sentence)


def test_the_question_is_asked_in_arabic(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window("ar")
    window.desk.view.set_caret(place(window, BANK)[0])
    window.run("why")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(ExplanationDialog)))
    (dialog,) = window.findChildren(ExplanationDialog)
    assert "هو ظاهر" in dialog.lines[0].why
    dialog.reject()
