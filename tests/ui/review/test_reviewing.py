"""The review queue by keys: open, fix, take back, wave through, comment."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotation.review.finding import FindingKind
from annotation.values.state import State
from annotation.values.transaction import Op
from tests.ui.hands import CTRL, SHIFT, Ask, K, state_of, type_letters
from tests.ui.review.conftest import shown
from ui.review.reviewing import Reviewing
from ui.review.window import ALL, OPEN, WAVED, ReviewWindow
from ui.window import MainWindow

ISOLATES = str.maketrans("", "", "\u2066\u2068\u2069")


def tags(ask: Ask, document: str, annotator: str = "جميلة") -> list[tuple[str, str]]:
    state = ask(lambda project: project.state(document, annotator))
    assert isinstance(state, State)
    return [(span.tag, state.text_of(span)) for span in state.spans]


def press(queue: ReviewWindow, key: K, modifiers: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(queue.list, key, modifiers or Qt.KeyboardModifier.NoModifier)


def go_to(queue: ReviewWindow, kind: FindingKind) -> None:
    queue.kind.setCurrentIndex(queue.kind.findData(kind.value))
    assert shown(queue)


def test_the_queue_is_filled_beside_the_window_the_most_probable_first(
    queue: ReviewWindow,
) -> None:
    scores = [finding.score for finding in shown(queue)]
    assert scores == sorted(scores, reverse=True)
    assert {finding.annotator for finding in shown(queue)[:2]} == {"جميلة"}
    assert "عُمَر السالمي" in {finding.words for finding in shown(queue)[:2]}
    assert queue.list.current() == shown(queue)[0]
    assert "would: Let it cover" in queue.why.text()


def test_f_fixes_in_the_set_of_another_and_ctrl_z_takes_it_back(
    queue: ReviewWindow, ask: Ask, qtbot: QtBot
) -> None:
    go_to(queue, FindingKind.TAG)
    finding = shown(queue)[0]
    press(queue, K.Key_F)
    qtbot.waitUntil(lambda: finding not in queue.findings)
    assert tags(ask, "a")[0] == ("PER", "عُمَر السالمي")
    steps = ask(lambda p: list(p.journal(p.open_set("a", "جميلة").id)))
    assert isinstance(steps, list)
    assert steps[-1].transaction.op is Op.REVIEW
    press(queue, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: finding in queue.findings)
    assert tags(ask, "a")[0] == ("ORG", "عُمَر السالمي")
    assert ask(lambda project: project.check()) == []


def test_w_waves_through_for_good_and_u_takes_that_back(queue: ReviewWindow, qtbot: QtBot) -> None:
    finding = shown(queue)[0]
    press(queue, K.Key_W)
    qtbot.waitUntil(lambda: finding not in shown(queue))
    press(queue, K.Key_F5)
    qtbot.waitUntil(queue.again.isEnabled)
    assert finding.id not in {f.id for f in shown(queue)}
    queue.standing.setCurrentIndex(WAVED)
    assert [f.id for f in shown(queue)] == [finding.id]
    press(queue, K.Key_U)
    qtbot.waitUntil(lambda: not shown(queue))
    queue.standing.setCurrentIndex(OPEN)
    assert finding.id in {f.id for f in shown(queue)}


def test_shift_w_asks_for_words_that_are_shown_afterwards(
    queue: ReviewWindow, qtbot: QtBot
) -> None:
    finding = shown(queue)[0]
    queue.standing.setCurrentIndex(ALL)
    press(queue, K.Key_W, SHIFT)
    assert queue.line.isVisible()
    queue.line.line.setFocus()
    type_letters("مقصود")
    QTest.keyClick(queue.line.line, K.Key_Return)
    qtbot.waitUntil(lambda: "مقصود" in queue.why.text())
    assert queue.list.current() is not None
    assert queue.list.current().id == finding.id  # type: ignore[union-attr]


def test_c_writes_a_comment_on_the_work_of_another(
    queue: ReviewWindow, window: MainWindow, ask: Ask, qtbot: QtBot
) -> None:
    go_to(queue, FindingKind.TAG)
    finding = shown(queue)[0]
    press(queue, K.Key_C)
    QTest.keyClick(queue.line.line, K.Key_Escape)
    assert not queue.line.isVisible()
    press(queue, K.Key_C)
    queue.line.line.setText("أهو شخص؟")
    QTest.keyClick(queue.line.line, K.Key_Return)
    qtbot.waitUntil(lambda: bool(window.book.comments))
    (placed,) = window.book.comments
    assert (placed.thread.by, placed.thread.comment.annotator) == ("sara", "جميلة")
    assert (placed.thread.comment.about, placed.words) == (finding.items[0], "عُمَر السالمي")
    stages = ask(lambda project: [d.stage.value for d in project.documents("sara")])
    assert stages == ["new", "new"]


def test_enter_opens_the_place_in_the_main_window(
    queue: ReviewWindow, window: MainWindow, qtbot: QtBot
) -> None:
    finding = next(f for f in shown(queue) if f.document == "b")
    queue.list.setCurrentIndex(queue.list.model().index(shown(queue).index(finding), 0))
    press(queue, K.Key_Return)
    qtbot.waitUntil(lambda: state_of(window).document.id == "b")
    assert window.desk.view.selection == (finding.begin, finding.end)


def test_what_everybody_marked_there_is_shown_below_the_list(
    queue: ReviewWindow, qtbot: QtBot
) -> None:
    go_to(queue, FindingKind.TAG)
    qtbot.waitUntil(lambda: "جميلة" in queue.why.text())
    said = queue.why.text().translate(ISOLATES)
    assert "أمل: “عُمَر السالمي”, Person" in said
    assert "جميلة: “عُمَر السالمي”, Organisation" in said


def test_filters_show_one_kind_or_one_person(queue: ReviewWindow) -> None:
    everything = len(shown(queue))
    queue.whose.setCurrentIndex(queue.whose.findData("جميلة"))
    assert {finding.annotator for finding in shown(queue)} == {"جميلة"}
    go_to(queue, FindingKind.BOUNDS)
    assert {finding.kind for finding in shown(queue)} == {FindingKind.BOUNDS}
    assert len(shown(queue)) < everything


def test_who_has_a_file_of_their_own_gets_a_sentence_instead_of_a_fix(
    queue: ReviewWindow, ask: Ask, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("files")
    ask(lambda project: project.team.split(["جميلة"], folder, everything=True))
    before = tags(ask, "a")
    go_to(queue, FindingKind.TAG)
    press(queue, K.Key_F)
    qtbot.waitUntil(lambda: "a file of their own" in queue.complaint.text())
    assert tags(ask, "a") == before


def test_ones_own_set_on_the_desk_is_fixed_by_an_ordinary_step(
    window: MainWindow, queue: ReviewWindow, qtbot: QtBot, press: Callable[..., None]
) -> None:
    window.desk.change_settings(annotator="جميلة")
    window.opening.close()
    window.opening.open("a")
    qtbot.waitUntil(lambda: window.desk.session is not None)
    go_to(queue, FindingKind.TAG)
    finding = shown(queue)[0]
    QTest.keyClick(queue.list, K.Key_F)
    assert state_of(window).spans[0].tag == "PER"
    assert finding not in queue.findings
    window.desk.view.setFocus()
    window.run("undo")
    assert state_of(window).spans[0].tag == "ORG"
    assert finding in queue.findings


def test_cancel_stops_the_search_and_keeps_what_was_found(
    queue: ReviewWindow, qtbot: QtBot
) -> None:
    before = list(queue.findings)
    queue.again.click()
    assert queue.cancel.isVisible()
    queue.cancel.click()
    assert not queue.cancel.isVisible()
    assert queue.findings == before


def test_closing_the_project_closes_the_queue(queue: ReviewWindow, window: MainWindow) -> None:
    window.close_project()
    assert not queue.isVisible()


def test_what_was_waved_through_stays_so_after_a_restart(
    queue: ReviewWindow,
    window: MainWindow,
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> None:
    finding = shown(queue)[0]
    press(queue, K.Key_W)
    qtbot.waitUntil(lambda: finding not in shown(queue))
    window.close()
    again = open_window("ar")
    again.run("review-queue")
    controller = again.lazy["reviewing"].controller()
    assert isinstance(controller, Reviewing)
    fresh = controller.window
    assert fresh is not None
    qtbot.waitUntil(lambda: bool(fresh.findings))
    assert finding.id in {f.id for f in fresh.findings}
    assert finding.id not in {f.id for f in shown(fresh)}
