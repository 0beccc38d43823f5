"""Suggestions while somebody works: ready before a document opens, and never in the way."""

import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotation.commands.span_commands import relabel_span
from annotation.values.history import History
from annotation.values.items import Document, Item, Stage, StageMark, SuggestedSpan, Suggestions
from annotation.values.state import State
from storage.project import OpenSet, Project
from tests.ui.conftest import FIRST
from tests.ui.engine.test_engine import starting_once_there_is
from tests.ui.hands import CTRL, SHIFT, K, Press, place, state_of, words
from ui.desk.session import Session
from ui.window import MainWindow

KILLS = 10


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)


def test_the_next_document_has_its_suggestions_with_the_first_paint(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    following = window.desk.documents.queue.next_unfinished(state_of(window).document.id)
    prepared = window.opening.offering.prepared
    qtbot.waitUntil(lambda: following in prepared())
    press(K.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: state_of(window).document.id == following)
    assert window.desk.session is not None
    assert window.desk.session.pending.spans
    assert not window.opening.is_suggesting


def test_a_finished_document_is_learnt_at_once(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    for number in (0, 1):
        window.desk.view.select(*place(window, "سلمى حداد", number))
        press(K.Key_2)
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    known = ("ORG", *place(window, "سلمى حداد"))

    def offered() -> list[tuple[str, int, int]]:
        session = window.desk.session
        assert session is not None
        return [(s.tag, s.begin, s.end) for s in session.pending.spans]

    qtbot.waitUntil(lambda: known in offered())


def test_what_somebody_looks_at_stays(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(K.Key_Tab)
    current = window.desk.current_suggestion()
    assert current is not None
    window.opening.offering.worker.learnt.emit()  # type: ignore[union-attr]
    settle(qtbot, window)
    assert window.desk.current_suggestion() == current


def test_the_engine_may_die_at_any_moment_of_the_work(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    chance = random.Random(3)
    worker = window.opening.offering.worker
    assert worker is not None
    pids: set[int] = set()

    def another_is_there() -> bool:
        """Ask on: who is killed while starting, time after time, is left for a while."""
        if not worker.is_busy:
            worker.account(lambda _: None)
        return worker.engine.pid not in {None, *pids}

    for turn in range(KILLS):
        if turn % 2:  # as soon as another one is there; else whatever is there, if anything is
            worker.account(
                lambda _: None
            )  # who died while nothing was asked is not replaced before
            qtbot.waitUntil(lambda: worker.engine.pid not in {None, *pids})
        pid = worker.engine.pid
        if pid is not None:
            with suppress(ProcessLookupError):  # dead of the last kill, and not replaced yet
                os.kill(pid, 9)
            pids.add(pid)
        press(K.Key_Tab)
        press(chance.choice((K.Key_Return, K.Key_Backspace, K.Key_2)))
        press(K.Key_Z, CTRL)
    assert len(pids) >= KILLS // 2
    press(K.Key_Tab)
    press(K.Key_Return)
    assert words(window)
    before = state_of(window)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
    path = window.desk.link.path  # type: ignore[union-attr]
    window.close()
    with Project.open(path) as project:
        opened = project.open_set(before.document.id, "sara")
        assert opened.state == before
        assert project.check() == []
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_closing_the_window_ends_the_engine(window: MainWindow) -> None:
    assert window.opening.offering.worker is not None
    pid = window.opening.offering.worker.engine.pid
    assert pid is not None
    window.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_window_works_without_an_engine(
    open_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(
        "ui.suggesting.worker.COMMAND", (sys.executable, "-c", "raise SystemExit(3)")
    )
    window = open_window()
    assert "not at work" in window.desk.status.message.sentence
    window.desk.view.select(*place(window, "مسقط"))
    qtbot.keyClick(window.desk.view, K.Key_2)
    assert words(window) == [("ORG", "مسقط")]
    qtbot.keyClick(window.desk.view, K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    assert state_of(window).stage is Stage.NEW


def test_a_suggester_that_can_be_started_again_suggests_though_nobody_asks(
    open_window: Callable[..., MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    command = starting_once_there_is(tmp_path / "go")
    monkeypatch.setattr("ui.suggesting.worker.COMMAND", command)
    window = open_window()
    qtbot.waitUntil(lambda: "not at work" in window.desk.status.message.sentence)
    session = window.desk.session
    assert session is not None
    assert session.pending.spans == ()
    (tmp_path / "go").touch()
    qtbot.waitUntil(lambda: bool(session.pending.spans))


def test_a_suggester_that_dies_of_every_article_is_given_up(
    open_window: Callable[..., MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    code = (
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)['do']\n"
        "    if asked == 'suggest':\n"
        "        sys.exit(1)\n"
        "    print('{}', flush=True)\n"
        "    if asked == 'learn': print('{\"event\": \"learnt\"}', flush=True)\n"
    )
    monkeypatch.setattr("ui.suggesting.worker.COMMAND", (sys.executable, "-S", "-c", code))
    window = open_window()
    worker = window.opening.offering.worker
    assert worker is not None
    qtbot.waitUntil(lambda: worker.engine.pid is None and not worker.is_busy)
    assert "not at work" in window.desk.status.message.sentence


def test_a_late_answer_does_not_make_a_finished_document_new_again(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    early = State(state_of(window).document)
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    window.opening.offering._keep(early, Suggestions())  # asked for before it was finished
    rows = {row.id: row for row in window.desk.documents.table.rows_model.rows}
    assert rows[early.document.id].stage is Stage.FINISHED
    assert rows[early.document.id].pending == 0


def test_the_same_words_are_suggested_at_once_after_a_span_is_marked(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.opening.offering.close()  # nobody else answers
    assert window.desk.session is not None
    window.desk.session.suggest(Suggestions())
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    qtbot.waitUntil(lambda: bool(window.desk.session and window.desk.session.pending.spans))
    pending = window.desk.session.pending.spans
    text = state_of(window).document.text
    assert [text[s.begin : s.end] for s in pending] == ["البنك الدولي"] * 2
    assert {(s.tag, s.suggester) for s in pending} == {("ORG", "rule:same-words-in-document")}
    press(K.Key_Tab)
    press(K.Key_Return)
    assert len(words(window)) == 2
    press(K.Key_Z, CTRL)
    press(K.Key_Z, CTRL)
    assert words(window) == []


def test_a_document_that_is_left_at_once_is_counted_before_the_next(window: MainWindow) -> None:
    link = window.desk.link
    assert link is not None
    first, second = window.desk.documents.queue.ids()

    def session(id: str, *items: Item) -> Session:
        state = State(Document.of(id, id, FIRST), items)
        opened = OpenSet(0, state.document, "sara", state, History(), {})
        return Session(opened, link.tagset, Suggestions(), link, window)

    window.refreshing.items_changed(session(first, StageMark(Stage.FINISHED)))
    window.refreshing.items_changed(session(second))  # before the event loop came round
    rows = {row.id: row for row in window.desk.documents.table.rows_model.rows}
    assert rows[first].stage is Stage.FINISHED


def test_an_answer_to_what_was_before_is_not_shown_over_newer_work(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    """While it was made the person went on: what it says of the old work may be wrong by now."""
    offering, session = window.opening.offering, window.desk.session
    assert session is not None
    session.suggest(Suggestions())
    early, muscat = session.state, place(window, "مسقط")

    def shown(id: str, to: State) -> list[str]:
        """What the window offers after such an answer to a question about this state."""
        proposed = SuggestedSpan(id, "ORG", (muscat,), 0.9, "rule:test", "a test")
        offering._take(session, to, Suggestions((proposed,)))
        return [span.id for span in session.suggestions.spans]

    window.desk.view.select(*place(window, "سلمى حداد"))
    press(K.Key_1)
    offering._quiet.stop()  # nobody else asks
    assert shown("قبل الوسم", early) == []
    press(K.Key_Z, CTRL)
    offering._quiet.stop()
    assert session.state == early
    assert shown("قبل التراجع", early) == []  # equal again, but two acts later
    press(K.Key_Z, CTRL | SHIFT)
    assert shown("في العجلة", session.state) == []  # everything is asked anew in a moment
    offering._quiet.stop()
    assert shown("الآن", session.state) == ["الآن"]
    assert not offering._quiet.isActive()
    press(K.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: state_of(window).document.name == "معرض")
    offering._quiet.stop()
    assert "لما تركناه" not in shown("لما تركناه", session.state)


def test_the_same_words_are_not_suggested_for_a_span_that_is_gone(
    window: MainWindow, press: Press
) -> None:
    offering, session = window.opening.offering, window.desk.session
    assert session is not None
    session.suggest(Suggestions())
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    (marked,) = session.state.spans
    press(K.Key_Z, CTRL)
    offering._suggest_at_once(session, marked)
    assert session.suggestions == Suggestions()
    press(K.Key_Z, CTRL | SHIFT)
    session.do(lambda state, tagset: relabel_span(state, tagset, marked.id, "PER"))
    offering._suggest_at_once(session, marked)  # it has another tag by now
    assert session.suggestions == Suggestions()
    offering._suggest_at_once(session, session.state.spans[0])
    assert {span.tag for span in session.suggestions.spans} == {"PER"}
