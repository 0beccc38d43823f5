"""Comments by keys: written on a span or the document, seen, answered, resolved."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.review.remarks import comment
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from tests.ui.hands import CTRL, SHIFT, K, place, state_of, type_letters
from tests.ui.review.conftest import commenting
from ui.look.item_kinds import ItemKind
from ui.review.comment_dialog import CommentDialog
from ui.review.comments_window import CommentsWindow
from ui.window import MainWindow

AT = "2026-01-02T10:00:00.000+00:00"


def test_what_is_said_while_a_document_is_being_opened_is_known_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = window.desk.session
    assert session is not None
    other = next(id for id in window.desk.documents.queue.ids() if id != session.document.id)
    window.opening.open(other)
    said: list[bool] = []

    def say(state: State) -> Transaction:
        return comment("عمر", "", "انظر هنا", id="c1", at=AT)

    window.desk.acting.do(other, say, lambda made: said.append(True), window.desk.refuse)
    qtbot.waitUntil(lambda: bool(said))
    qtbot.waitUntil(lambda: window.desk.session is not None)
    session = window.desk.session
    assert session is not None
    assert session.document.id == other
    assert [remark.text for remark in session.state.remarks] == ["انظر هنا"]
    assert session.revert(Op.UNDO).changes


def write(
    project: Project, by: str, about: str, text: str, whose: str = "sara", document: str = "a"
) -> None:
    """Somebody comments on a document, or on something in it."""
    opened = project.open_set(document, by)
    act = comment(whose, about, text, id=f"r-{text}", at=AT)
    project.commit(opened.id, JournalStep(f"t-{text}", AT, act))


def comments_window(window: MainWindow) -> CommentsWindow:
    window.run("comments")
    shown = commenting(window).window
    assert shown is not None
    return shown


def dialog(window: MainWindow, qtbot: QtBot) -> CommentDialog:
    (found,) = [d for d in window.findChildren(CommentDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.words)
    return found


def test_k_comments_on_the_current_span_and_then_it_is_seen_everywhere(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    press(K.Key_1)
    span = state_of(window).spans[0]
    window.desk.make_current(ItemKind.SPAN, span.id)
    press(K.Key_K)
    dialog(window, qtbot)
    type_letters("أهو اسمه كاملا؟")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    qtbot.waitUntil(lambda: bool(window.book.comments))
    (placed,) = window.book.comments
    assert (placed.thread.comment.about, placed.words) == (span.id, "عُمَر السالمي")
    qtbot.waitUntil(lambda: "أهو اسمه كاملا؟" in window.desk.details.comments.text())
    assert span.id in window.desk.items.commented
    assert "a" in window.desk.documents.commented
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not window.book.comments)
    assert window.desk.items.commented == frozenset()


def test_with_nothing_current_the_comment_is_on_the_document(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    press(K.Key_K)
    dialog(window, qtbot)
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)  # without words nothing is sent
    type_letters("مقال جيد")
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    qtbot.waitUntil(lambda: bool(window.book.comments))
    assert window.book.comments[0].thread.comment.about == ""
    assert state_of(window).stage.value == "new"


@pytest.fixture
def commented(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """مريم has commented on sara's work and on that of جميلة."""
    link = window.desk.link
    assert link is not None
    link.ask(lambda project: write(project, "مريم", "", "راجعي الحدود"), lambda _: None)
    link.ask(
        lambda project: write(project, "مريم", "a-جميلة-0", "أهو منظمة؟", "جميلة"), lambda _: None
    )
    window.book.refresh()
    qtbot.waitUntil(lambda: len(window.book.comments) == 2)
    return window


def test_comments_are_answered_and_resolved_by_key_and_opened_again_by_an_answer(
    commented: MainWindow, qtbot: QtBot
) -> None:
    shown = comments_window(commented)
    assert len(shown.list.things) == 2
    shown.whose.setCurrentIndex(1)
    assert [entry.placed.thread.comment.annotator for entry in shown.list.things] == ["sara"]
    QTest.keyClick(shown.list, K.Key_A)
    shown.line.line.setText("فعلت")
    QTest.keyClick(shown.line.line, K.Key_Return)
    qtbot.waitUntil(lambda: "فعلت" in shown.told.toPlainText())
    QTest.keyClick(shown.list, K.Key_R)
    qtbot.waitUntil(lambda: not shown.list.things)
    shown.standing.setCurrentIndex(1)
    assert len(shown.list.things) == 1
    assert not shown.list.things[0].placed.thread.is_open
    QTest.keyClick(shown.list, K.Key_A)
    shown.line.line.setText("بقي واحد")
    QTest.keyClick(shown.line.line, K.Key_Return)
    qtbot.waitUntil(lambda: not shown.list.things)
    shown.standing.setCurrentIndex(0)
    assert len(shown.list.things) == 1


def test_enter_opens_the_place_of_a_comment(commented: MainWindow, qtbot: QtBot) -> None:
    shown = comments_window(commented)
    row = next(n for n, e in enumerate(shown.list.things) if e.placed.place)
    shown.list.setCurrentIndex(shown.list.model().index(row, 0))
    QTest.keyClick(shown.list, K.Key_Return)
    qtbot.waitUntil(lambda: commented.desk.view.selection is not None)
    begin, end = commented.desk.view.selection or (0, 0)
    assert state_of(commented).document.text[begin:end] == "عُمَر السالمي"


def test_shift_k_walks_through_the_open_comments_that_concern_me(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    link = window.desk.link
    assert link is not None
    for document in ("a", "b"):
        link.ask(
            lambda project, document=document: write(  # type: ignore[misc]
                project, "مريم", "", f"في {document}", document=document
            ),
            lambda _: None,
        )
    window.book.refresh()
    qtbot.waitUntil(lambda: len(window.book.comments) == 2)
    seen = []
    for wanted in ("a", "b", "a"):
        press(K.Key_K, SHIFT)
        qtbot.waitUntil(lambda wanted=wanted: state_of(window).document.id == wanted)  # type: ignore[misc]
        seen.append(state_of(window).document.id)
    assert seen == ["a", "b", "a"]


def test_only_comments_that_concern_me_mark_the_document_in_my_list(
    commented: MainWindow,
) -> None:
    assert commented.desk.documents.commented == frozenset({"a"})
    assert "راجعي الحدود" in commented.desk.details.comments.text()
    assert "أهو منظمة؟" not in commented.desk.details.comments.text()
