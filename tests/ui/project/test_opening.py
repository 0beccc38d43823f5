"""Opening documents while acts are on their way: nobody waits in vain, nothing is out of date."""

from pytestqt.qtbot import QtBot

from annotation.errors import Refusal
from annotation.review.remarks import comment
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from tests.ui.hands import state_of
from ui.window import MainWindow

AT = "2026-01-02T10:00:00.000+00:00"


def say(state: State) -> Transaction:
    del state
    return comment("عمر", "", "انظر هنا", id="c1", at=AT)


def test_a_document_that_cannot_be_opened_keeps_no_act_waiting(
    window: MainWindow, qtbot: QtBot
) -> None:
    told: list[Refusal] = []
    window.opening.open("لا شيء")
    window.desk.acting.do("لا شيء", say, lambda made: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "no document" in str(told[0])
    assert window.opening.is_wanted(state_of(window).document.id)


def test_an_answer_that_was_not_wanted_for_a_while_does_not_bring_an_old_state(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = window.desk.documents.queue.ids()
    window.opening.open(second)
    window.opening.open(first)
    window.desk.acting.do(second, say, lambda made: None, window.desk.refuse)
    window.opening.open(second)
    qtbot.waitUntil(lambda: state_of(window).document.id == second)
    assert [remark.text for remark in state_of(window).remarks] == ["انظر هنا"]
    done = window.desk.acting.revert_here(Op.UNDO)
    assert done is not None
    assert done.op is Op.UNDO
