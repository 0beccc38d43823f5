"""Thresholds that the person sets, and the last look for what was missed."""

from pytestqt.qtbot import QtBot

from annotation.values.items import Suggestions
from tests.ui.hands import CTRL, SHIFT, K, Press, dialog_of, state_of, suggest
from ui.dialogs.choice import ChoiceDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.window import MainWindow


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)


def pending_of(window: MainWindow) -> Suggestions:
    assert window.desk.session is not None
    return window.desk.session.pending


def test_what_is_less_sure_than_the_threshold_is_not_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    scores = sorted(s.score for s in pending_of(window).spans)
    assert scores[0] < scores[-1]
    window.desk.change_settings(hidden=scores[-1])
    settle(qtbot, window)
    assert {s.score for s in pending_of(window).spans} == {scores[-1]}


def test_a_sweep_walks_what_was_hidden_and_finishing_hides_it_again(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    before = pending_of(window)
    highest = max(s.score for s in before.spans)
    window.desk.change_settings(hidden=highest)
    settle(qtbot, window)
    shown = pending_of(window)
    press(K.Key_M)
    qtbot.waitUntil(lambda: window.desk.current_suggestion() is not None)
    current = window.desk.current_suggestion()
    assert current is not None
    assert current.score < highest
    assert len(pending_of(window).spans) >= len(before.spans)
    press(K.Key_M)
    assert window.desk.current_suggestion() != current
    session = window.desk.session
    assert session is not None
    press(K.Key_Backspace)
    rejected = {d.suggestion for d in state_of(window).decisions}
    press(K.Key_F)
    assert {s.id for s in session.suggestions.spans} == {s.id for s in shown.spans} | rejected


def test_a_sweep_says_when_there_is_nothing(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "عُمَر السالمي"))
    press(K.Key_M)
    assert "Nothing else" in window.desk.status.message.sentence


def test_the_person_says_what_is_confident(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    suggest(window, ("PER", "عُمَر السالمي"))
    window.desk.change_settings(confident=0.96)
    press(K.Key_Return, CTRL | SHIFT)
    assert "no confident suggestions" in window.desk.status.message.sentence
    window.desk.change_settings(confident=0.95)
    press(K.Key_Return, CTRL | SHIFT)
    assert [d for d in window.findChildren(ChoiceDialog) if d.isVisible()]
    window.desk.change_settings(confident=0.9)


def test_the_documents_with_most_suggestions_come_first_and_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    documents = window.desk.documents
    ids = documents.queue.ids()
    qtbot.waitUntil(lambda: bool(window.opening.offering.prepared() - {ids[0]}))
    documents.update_counts(ids[1], state_of(window).stage, 0, 0, 999)
    window.run("order-by-pending")
    assert [row.id for row in documents.table.rows_model.rows] == [ids[1], ids[0]]
    window.run("order-by-pending")
    assert [row.id for row in documents.table.rows_model.rows] == ids


def test_what_may_be_missed_is_counted_in_a_quiet_line_and_finishing_is_not_blocked(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.desk.change_settings(hidden=0.8)
    settle(qtbot, window)
    first = state_of(window).document.id
    while pending_of(window):
        press(K.Key_Tab)
        press(K.Key_Return)
        settle(qtbot, window)  # the same words elsewhere are offered then
    qtbot.waitUntil(lambda: "Perhaps missed" in window.desk.status.progress.text())
    press(K.Key_M)
    qtbot.waitUntil(lambda: window.desk.current_suggestion() is not None)
    walked = []
    for _ in range(3):
        current = window.desk.current_suggestion()
        assert current is not None
        walked.append(current.score)
        press(K.Key_Backspace)
    assert walked == sorted(walked, reverse=True)
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.id != first)
    assert "Perhaps missed" not in window.desk.status.progress.text()


def test_the_thresholds_are_set_by_keys_in_the_settings_and_hold_at_once(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    scores = sorted(s.score for s in pending_of(window).spans)
    press(K.Key_Comma, CTRL)
    dialog = dialog_of(qtbot, window, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    for box, presses in ((dialog.confident_box, 4), (dialog.hidden_box, 4)):
        box.setFocus()
        for _ in range(presses):
            press(K.Key_Up if box is dialog.hidden_box else K.Key_Down)
    press(K.Key_Return)
    settings = window.desk.settings
    assert (settings.confident, settings.hidden) == (0.5, 0.74)
    settle(qtbot, window)
    shown = [s.score for s in pending_of(window).spans]
    assert sorted(shown) == [score for score in scores if score >= 0.74]
    press(K.Key_Return, CTRL | SHIFT)
    (choice,) = [d for d in window.findChildren(ChoiceDialog) if d.isVisible()]
    assert choice.list.model().rowCount() == len(shown)
    choice.reject()
    window.desk.change_settings(confident=0.9)
