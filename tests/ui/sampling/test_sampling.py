"""Sampling by keys: draw, judge, see the interval, decide, take back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotation.sampling.batch import draw
from annotation.sampling.deciding import Advice, BatchVerdict
from annotation.sampling.wilson import interval
from annotation.values.items import Remark, RemarkKind
from storage.project import Project
from tests.ui.hands import CTRL, K, asked, type_letters
from tests.ui.sampling.conftest import PEOPLE, Opened
from ui.sampling.sampling import Sampling
from ui.sampling.window import SamplingWindow
from ui.window import MainWindow

REVIEWER = "sara"


def press(
    page: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the keyboard is in this page."""
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    QTest.keyClick(focus, key, held)


def come_back(page: SamplingWindow, qtbot: QtBot) -> None:
    """From the main window to the list of the page."""

    def has_keyboard() -> bool:
        page.activateWindow()
        page.units.setFocus()
        return QApplication.focusWidget() is page.units

    qtbot.waitUntil(has_keyboard)


def remarks(window: MainWindow, qtbot: QtBot) -> list[tuple[str, Remark]]:
    """Who says what, in the file."""
    found = asked(window, qtbot, lambda project: project.remarks())
    assert isinstance(found, list)
    return [(by, remark) for _, by, remark in found]


def looked(page: SamplingWindow) -> tuple[int, int]:
    assert page.findings is not None
    return page.findings.faulty.faulty, page.findings.faulty.looked


def wait_for(page: SamplingWindow, qtbot: QtBot, faulty: int, seen: int) -> None:
    qtbot.waitUntil(lambda: looked(page) == (faulty, seen))


def test_the_sample_is_what_anybody_would_draw(
    opened: Opened, window: MainWindow, qtbot: QtBot
) -> None:
    page = opened()
    page.form.amount.setValue(12)
    press(page, K.Key_Space)  # the keyboard is on the button that draws
    qtbot.waitUntil(lambda: page.sample is not None)
    assert page.sample is not None
    batch = page.sample.batch
    expected = asked(
        window, qtbot, lambda project: draw(project.quality.units(batch), batch, project.uid)
    )
    assert (batch.annotators, batch.size) == (PEOPLE, 12)
    assert page.sample.sample == expected
    for place in page.sample.places:
        assert place.words
    assert looked(page) == (0, 0)
    assert page.current() == page.sample.places[0]


def test_a_key_judges_and_goes_on_and_the_work_is_shown(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    assert drawn.sample is not None
    first, second = drawn.sample.places[:2]
    assert drawn.current() == first
    qtbot.waitUntil(lambda: drawn.panel.view.current is not None)
    assert drawn.panel.view.current == (drawn.panel.view.current[0], first.unit.item)  # type: ignore[index]
    press(drawn, K.Key_R)
    assert drawn.current() == second
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 2)
    low, high = interval(1, 2)
    assert drawn.findings is not None
    assert (drawn.findings.faulty.low, drawn.findings.faulty.high) == (low, high)
    found = remarks(window, qtbot)
    assert {by for by, _ in found} == {REVIEWER}
    said = {(r.kind, r.annotator, r.about) for _, r in found}
    assert said == {
        (RemarkKind.RIGHT, first.unit.annotator, first.unit.item),
        (RemarkKind.WRONG, second.unit.annotator, second.unit.item),
    }


def test_nobodys_set_begins_by_judging(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    press(drawn, K.Key_R)
    wait_for(drawn, qtbot, 0, 1)
    lines = asked(window, qtbot, lambda project: project.documents(REVIEWER))
    assert {line.stage.value for line in lines} == {"new"}  # type: ignore[attr-defined]


def test_judgements_are_taken_back_one_by_one(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    for key in (K.Key_R, K.Key_W, K.Key_W):
        press(drawn, key)
    wait_for(drawn, qtbot, 2, 3)
    for faulty, seen in ((1, 2), (0, 1), (0, 0)):
        press(drawn, K.Key_Z, CTRL)
        wait_for(drawn, qtbot, faulty, seen)
    assert remarks(window, qtbot) == []
    press(drawn, K.Key_Z, CTRL)
    assert "nothing to undo" in drawn.complaint.text()


def test_words_go_with_a_wrong_one_as_a_comment(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    press(drawn, K.Key_C)
    type_letters("اللقب ليس من الاسم")
    press(drawn, K.Key_Return)
    wait_for(drawn, qtbot, 1, 1)
    texts = {r.kind: r.text for _, r in remarks(window, qtbot)}
    assert texts == dict.fromkeys((RemarkKind.WRONG, RemarkKind.COMMENT), "اللقب ليس من الاسم")
    book = window.book
    qtbot.waitUntil(lambda: len(book.comments) == 1)  # so it stands in the list of comments
    assert book.comments[0].thread.by == REVIEWER
    press(drawn, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not book.comments)


def test_what_is_missing_makes_a_place_faulty(drawn: SamplingWindow, qtbot: QtBot) -> None:
    assert drawn.sample is not None
    press(drawn, K.Key_M)
    type_letters("مسقط")
    press(drawn, K.Key_Return)
    qtbot.waitUntil(lambda: drawn._judgements[0].missing == ("مسقط",))
    assert looked(drawn) == (0, 0)  # it is not judged by that
    press(drawn, K.Key_R)
    wait_for(drawn, qtbot, 1, 1)
    assert drawn.findings is not None
    assert drawn.findings.wrong.faulty == 0
    assert drawn.findings.missing.faulty == 1


def test_escape_gives_up_the_words_and_only_then_the_page(
    drawn: SamplingWindow, sampling: Sampling
) -> None:
    press(drawn, K.Key_M)
    assert drawn.panel.words.isVisible()
    press(drawn, K.Key_Escape)
    assert not drawn.panel.words.isVisible()
    assert sampling.window is drawn
    press(drawn, K.Key_Escape)
    assert sampling.window is None


def test_a_judgement_can_be_opened_again(drawn: SamplingWindow, qtbot: QtBot) -> None:
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 1)
    press(drawn, K.Key_Up)
    press(drawn, K.Key_U)
    wait_for(drawn, qtbot, 0, 0)


def test_the_batch_is_accepted_with_its_numbers_and_that_is_taken_back(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    for _ in range(12):
        press(drawn, K.Key_R)
    wait_for(drawn, qtbot, 0, 12)
    assert drawn.findings is not None
    assert drawn.findings.advice is Advice.TOO_SMALL  # 0 of 12: up to a quarter may be faulty
    assert "draw a larger one" in drawn.advice.text()
    drawn.accept_batch.setFocus()
    press(drawn, K.Key_Space)

    def decisions() -> object:
        return asked(window, qtbot, lambda project: project.quality.decisions())

    qtbot.waitUntil(lambda: len(decisions()) == 1)  # type: ignore[arg-type]
    (outcome,) = decisions()  # type: ignore[misc]
    assert (outcome.verdict, outcome.by) == (BatchVerdict.ACCEPTED, REVIEWER)
    assert (outcome.faulty, outcome.looked) == (0, 12)
    assert (outcome.low, outcome.high) == interval(0, 12)
    drawn.units.setFocus()
    press(drawn, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: decisions() == ())
    assert looked(drawn) == (0, 12)


def test_a_batch_sent_back_is_drawn_anew(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    former = drawn.sample
    assert former is not None
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 1)
    drawn.send_back.setFocus()
    press(drawn, K.Key_Space)
    qtbot.waitUntil(
        lambda: asked(window, qtbot, lambda project: len(project.quality.decisions())) == 1
    )
    drawn.form.draw.setFocus()
    press(drawn, K.Key_Space)
    qtbot.waitUntil(lambda: drawn.sample is not former)
    assert drawn.sample is not None
    assert drawn.sample.batch.draw == 2
    assert drawn.sample.sample.units != former.sample.units


def test_a_place_is_opened_and_judged_in_the_document_on_the_desk(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    place = drawn.current()
    assert place is not None
    press(drawn, K.Key_Return)
    qtbot.waitUntil(
        lambda: (
            window.desk.session is not None
            and window.desk.session.document.id == place.unit.document
            and window.desk.view.selection == (place.begin, place.end)
        )
    )
    session = window.desk.session
    assert session is not None
    come_back(drawn, qtbot)
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 1)
    (remark,) = session.state.remarks  # the session knows what was said
    assert remark.about == place.unit.item
    press(drawn, K.Key_Z, CTRL)
    wait_for(drawn, qtbot, 0, 0)
    assert session.state.remarks == ()


def test_a_judgement_waits_for_a_document_that_is_being_opened(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    session = window.desk.session
    assert session is not None
    assert drawn.sample is not None
    here = session.document.id
    place = next(place for place in drawn.sample.places if place.unit.document != here)
    drawn.units.set_current(place.id)
    window.opening.open(place.unit.document)
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 1)
    session = window.desk.session
    assert session is not None
    assert session.document.id == place.unit.document
    assert [remark.about for remark in session.state.remarks] == [place.unit.item]


def test_what_is_curated_on_the_desk_is_not_the_reviewers_set(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    place = drawn.current()
    assert place is not None
    opened: list[bool] = []
    curator = "sara (curator)"
    window.opening.open(place.unit.document, lambda: opened.append(True), curator=curator)
    qtbot.waitUntil(lambda: bool(opened))
    come_back(drawn, qtbot)
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 1)
    session = window.desk.session
    assert session is not None
    assert session.annotator == curator
    assert session.state.remarks == ()
    assert [by for by, _ in remarks(window, qtbot)] == [REVIEWER]


def test_something_done_since_stays_and_is_said(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot
) -> None:
    place = drawn.current()
    assert place is not None
    press(drawn, K.Key_R)
    wait_for(drawn, qtbot, 0, 1)
    opened: list[bool] = []
    window.opening.open(place.unit.document, lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    window.run("set-aside")
    come_back(drawn, qtbot)
    window.opening.open(place.unit.document, lambda: opened.append(True))
    qtbot.waitUntil(lambda: len(opened) == 2)
    press(drawn, K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Something else was done" in drawn.complaint.text())
    assert looked(drawn) == (0, 1)


def test_what_was_said_is_there_when_the_same_is_drawn_again(
    drawn: SamplingWindow, opened: Opened, sampling: Sampling, qtbot: QtBot
) -> None:
    press(drawn, K.Key_R)
    press(drawn, K.Key_W)
    wait_for(drawn, qtbot, 1, 2)
    drawn.close()
    page = opened()
    page.form.amount.setValue(12)
    page.form.draw.click()
    qtbot.waitUntil(lambda: page.sample is not None)
    assert looked(page) == (1, 2)
    assert page.sample is not None
    assert page.current() == page.sample.places[2]


def test_whole_documents_can_be_judged(opened: Opened, qtbot: QtBot) -> None:
    page = opened()
    page.form.kind.setCurrentIndex(1)
    page.form.people[0].setChecked(False)
    page.form.draw.click()
    qtbot.waitUntil(lambda: page.sample is not None)
    assert page.sample is not None
    assert page.sample.sample.population == 4
    assert {place.unit.annotator for place in page.sample.places} == {"داود"}
    press(page, K.Key_R)
    wait_for(page, qtbot, 0, 1)


@pytest.mark.parametrize("name", ["لا شيء بهذا الاسم"])
def test_a_batch_without_work_says_so(opened: Opened, qtbot: QtBot, name: str) -> None:
    page = opened()
    page.form.name.setText(name)
    page.form.draw.click()
    qtbot.waitUntil(lambda: page.sample is not None)
    assert "no finished work" in page.complaint.text()
    for box in page.form.people:
        box.setChecked(False)
    page.form.draw.click()
    assert "Choose whose work" in page.complaint.text()


def test_the_page_goes_with_its_project(
    drawn: SamplingWindow, window: MainWindow, sampling: Sampling
) -> None:
    window.close_project()
    assert sampling.window is None


def test_the_project_is_sound_afterwards(
    drawn: SamplingWindow, window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    press(drawn, K.Key_R)
    press(drawn, K.Key_C)
    type_letters("خطأ")
    press(drawn, K.Key_Return)
    wait_for(drawn, qtbot, 1, 2)
    window.close_project()
    with Project.open(project_path) as project:
        assert project.check() == []
