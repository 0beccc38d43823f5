"""The window by keys and mouse: what each act does, and that it is saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotation.items import Origin, Stage, SuggestedRelation, SuggestedSpan, Suggestions, Verdict
from annotation.state import State
from storage.project import Project
from ui.actions import ACTIONS
from ui.dialogs.cheat_sheet import CheatSheet
from ui.dialogs.choice import ChoiceDialog
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.message import Question
from ui.items import Kind
from ui.window import MainWindow

Press = Callable[..., None]
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def state_of(window: MainWindow) -> State:
    assert window.desk.session is not None
    return window.desk.session.state


def words(window: MainWindow) -> list[tuple[str, str]]:
    state = state_of(window)
    return [(span.tag, state.text_of(span)) for span in state.spans]


def place(window: MainWindow, text: str, number: int = 0) -> tuple[int, int]:
    document = state_of(window).document.text
    begin = -1
    for _ in range(number + 1):
        begin = document.index(text, begin + 1)
    return begin, begin + len(text)


def suggest(window: MainWindow, *spans: tuple[str, str], relation: bool = False) -> Suggestions:
    """Put suggestions on the desk, as the suggester does."""
    found = [
        SuggestedSpan(f"g{n}", tag, (place(window, text),), 0.95, "rule:test", "a test")
        for n, (tag, text) in enumerate(spans)
    ]
    links = ()
    if relation:
        head, tail = found[0], found[1]
        ends = (head.fragments[0], tail.fragments[0], head.tag, tail.tag)
        links = (SuggestedRelation("q", "HOLDS", *ends, 0.95, "rule:test", "a test"),)
    suggestions = Suggestions(tuple(sorted(found, key=lambda s: s.begin)), links)
    assert window.desk.session is not None
    window.opening.worker = None  # this suggester is the test
    window.desk.session.suggest(suggestions)
    return suggestions


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    """The dialog of this kind that has been opened, once it has the keyboard."""
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    dialog: QDialog = found[0]

    def has_keyboard() -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is dialog or dialog.isAncestorOf(focus))

    qtbot.waitUntil(has_keyboard)
    return dialog


def type_letters(letters: str) -> None:
    """Type letters of any alphabet where the keyboard focus is; QTest knows only Latin ones."""
    target = QApplication.focusWidget()
    assert target is not None
    for letter in letters:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)


def test_every_action_is_carried_out_by_something(window: MainWindow) -> None:
    assert window.action_ids() == {action.id for action in ACTIONS}


# -- tagging -------------------------------------------------------------------------------------


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
    window.desk.make_current(Kind.SPAN, before.spans[0].id)
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


# -- relations -----------------------------------------------------------------------------------


def relate_two(window: MainWindow, press: Press) -> None:
    """Tag a post and a person, then relate them by R, H, Enter."""
    window.desk.view.select(*place(window, "وزيرُ المالِ"))
    press(K.Key_7)
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_1)
    press(K.Key_R)
    press(K.Key_H)
    press(K.Key_Return)


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
    window.desk.make_current(Kind.RELATION, state_of(window).relations[0].id)
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


# -- suggestions ---------------------------------------------------------------------------------


def test_tab_walks_and_enter_accepts_and_goes_on(window: MainWindow, press: Press) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"), ("ORG", "مسقط"))
    press(K.Key_Tab)
    press(K.Key_Return)
    assert words(window) == [("OCC", "وزيرُ المالِ")]
    assert window.desk.view.current == (Kind.SUGGESTED_SPAN, "g1")
    press(K.Key_Return)
    press(K.Key_Backspace)
    assert words(window) == [("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي")]
    assert state_of(window).decision("g2").verdict is Verdict.REJECTED  # type: ignore[union-attr]
    assert "No suggestion is waiting" in window.desk.status.message.sentence


def test_shift_tab_walks_back(window: MainWindow, press: Press) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"))
    press(K.Key_Tab, SHIFT)
    assert window.desk.view.current == (Kind.SUGGESTED_SPAN, "g1")


def test_a_tag_key_accepts_as_another_tag(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "مسقط"))
    press(K.Key_Tab)
    press(K.Key_2)
    assert words(window) == [("ORG", "مسقط")]
    assert state_of(window).spans[0].origin is Origin.CORRECTED


def test_a_suggestion_with_other_borders_is_a_correction(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "سلمى"))
    press(K.Key_Tab)
    press(K.Key_Left, ALT)
    assert words(window) == [("PER", "سلمى حداد")]
    assert state_of(window).decision("g0").verdict is Verdict.CORRECTED  # type: ignore[union-attr]


def test_accepting_a_relation_brings_its_ends(window: MainWindow, press: Press) -> None:
    suggest(window, ("PER", "عُمَر السالمي"), ("OCC", "وزيرُ المالِ"), relation=True)
    window.desk.make_current(Kind.SUGGESTED_RELATION, "q")
    press(K.Key_Return)
    assert len(words(window)) == 2
    assert len(state_of(window).relations) == 1
    press(K.Key_Z, CTRL)
    assert state_of(window).items() == ()


@pytest.mark.parametrize(("modifiers", "count"), [(CTRL, 2), (CTRL | SHIFT, 3)])
def test_confident_ones_are_shown_then_accepted_as_one_step(
    window: MainWindow,
    press: Press,
    qtbot: QtBot,
    modifiers: Qt.KeyboardModifier,
    count: int,
) -> None:
    suggest(window, ("OCC", "وزيرُ المالِ"), ("PER", "عُمَر السالمي"), ("PER", "عمر السالمي"))
    window.desk.view.set_caret(0)
    press(K.Key_Return, modifiers)
    assert words(window) == []
    dialog_of(qtbot, window, ChoiceDialog)
    press(K.Key_Return)
    assert len(words(window)) == count
    press(K.Key_Z, CTRL)
    assert words(window) == []


# -- documents, saving, undo -----------------------------------------------------------------------


def test_finishing_opens_the_next_document_and_is_undoable(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    assert window.desk.documents.next_unfinished(state_of(window).document.id) is None
    press(K.Key_PageUp, CTRL)
    qtbot.waitUntil(lambda: state_of(window).document.name == "لقاء")
    assert state_of(window).stage is Stage.FINISHED
    press(K.Key_Z, CTRL)
    assert state_of(window).stage is Stage.NEW


def test_saved_is_said_only_when_the_commit_has_returned(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    assert window.desk.link is not None
    said: list[str] = []
    with qtbot.waitSignal(window.desk.link.saved, check_params_cb=lambda left: left == 0):
        press(K.Key_1)
        said.append(window.desk.status.saved.text())
    qtbot.waitUntil(lambda: window.desk.status.saved.text() == "Saved")
    assert said == ["1 not saved yet"]


def test_everything_is_there_after_closing_and_opening_again(
    window: MainWindow, press: Press, open_window: Callable[..., MainWindow]
) -> None:
    relate_two(window, press)
    before = state_of(window)
    window.close()
    again = open_window()
    assert state_of(again) == before
    QTest.keyClick(again.desk.view, K.Key_Z, CTRL)
    assert state_of(again).relations == ()


def test_another_instance_is_refused_in_a_sentence(window: MainWindow, press: Press) -> None:
    from annotation.errors import KnownError

    assert window.desk.link is not None
    with pytest.raises(KnownError, match="already open"):
        Project.open(window.desk.link.path)


# -- finding, help, languages, layouts -----------------------------------------------------------


def test_finding_folds_the_way_readers_do(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(K.Key_F, CTRL)
    type_letters("عمر السالمى")
    press(K.Key_Escape)
    assert window.desk.view.selection == place(window, "عُمَر السالمي")


def test_finding_in_all_documents_lists_them(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_F, CTRL | SHIFT)
    type_letters("سلمي حداد")
    hit_list = window.page.hit_list
    qtbot.waitUntil(lambda: hit_list.isVisible() and len(window.finding._hits) == 3)
    hit_list.chosen.emit(2)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    assert window.desk.view.selection == place(window, "سلمى حداد")


def test_a_question_mark_shows_what_can_be_pressed(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_Question, SHIFT)
    dialog_of(qtbot, window, CheatSheet)
    rows = [row for _, rows in window.helping.key_groups() for row in rows]
    assert ("R", "Relate this span to another") in rows


def test_the_command_palette_runs_what_is_chosen(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_K, CTRL)
    dialog_of(qtbot, window, CommandPalette)
    type_letters("larger")
    zoom = window.desk.view.zoom
    press(K.Key_Return)
    assert window.desk.view.zoom > zoom


def test_keys_work_under_an_arabic_layout(window: MainWindow) -> None:
    view = window.desk.view
    view.set_caret(place(window, "مسقط")[0])
    type_letters("٢")
    assert words(window) == [("ORG", "مسقط")]
    view.select(*place(window, "سلمى حداد"))
    type_letters("١ق")  # the keys of 1 and R
    assert window.relating.making is not None


def test_the_window_is_mirrored_in_arabic(open_window: Callable[..., MainWindow]) -> None:
    window = open_window("ar")
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    documents = window.desk.documents.mapToGlobal(QPoint(0, 0)).x()
    items = window.desk.items.mapToGlobal(QPoint(0, 0)).x()
    assert documents > items
    assert "توسيم" in window.windowTitle()


def test_a_double_click_takes_the_word_without_its_clitics(window: MainWindow) -> None:
    begin, end = place(window, "والبنك")
    box = window.desk.view.rects_of(begin + 2, end)[0]
    QTest.mouseDClick(
        window.desk.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box.center().toPoint(),
    )
    assert window.desk.view.selection == (begin + 1, end)


def test_copying_takes_the_selected_words(window: MainWindow, press: Press) -> None:
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "عُمَر السالمي"


def test_the_dark_theme_is_a_key_away(window: MainWindow, press: Press) -> None:
    light = QApplication.palette().window().color().lightness()
    press(K.Key_F8)
    assert QApplication.palette().window().color().lightness() < light
    press(K.Key_F8)


# -- when the world is against it ------------------------------------------------------------------


def test_a_project_open_for_reading_refuses_acts_in_a_sentence(
    open_window: Callable[..., MainWindow], project_path: Path, qtbot: QtBot
) -> None:
    window = open_window("en")
    window.close_project()
    assert window.open_project(project_path, read_only=True)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    window.desk.view.select(*place(window, "مسقط"))
    QTest.keyClick(window.desk.view, K.Key_2)
    assert words(window) == []
    assert "open for reading only" in window.desk.status.message.sentence


def test_acts_that_cannot_be_saved_are_said_and_saved_when_it_is_possible_again(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path
) -> None:
    away = project_path.with_suffix(".away")
    project_path.rename(away)
    window.desk.view.select(*place(window, "مسقط"))
    press(K.Key_2)
    qtbot.waitUntil(lambda: "moved, replaced or deleted" in window.desk.status.message.sentence)
    assert window.desk.status.saved.text() == "1 not saved yet"
    assert not window.close()  # asks first
    away.rename(project_path)
    qtbot.waitUntil(lambda: window.desk.status.saved.text() == "Saved", timeout=10_000)
    assert window.close()
    with Project.open(project_path) as project:
        (record,) = [r for r in project.records("sara") if r.spans]
        assert [span.tag for span in record.spans] == ["ORG"]


def test_closing_anyway_is_possible_and_the_acts_are_kept_beside(
    window: MainWindow, press: Press, qtbot: QtBot, project_path: Path
) -> None:
    away = project_path.with_suffix(".away")
    project_path.rename(away)
    press(K.Key_1)
    qtbot.waitUntil(lambda: window.desk.status.message.sentence != "")
    assert not window.close()
    question = dialog_of(qtbot, window, Question)
    question.answered.emit(True)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not window.isVisible())
