"""Whoever learns steps aside when somebody asks."""

import threading
from collections.abc import Callable

from tests.patience import PATIENCE
from ui.engine.answers_first import AnswersFirst


def aside(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def test_who_learns_beside_waits_until_nobody_asks() -> None:
    turns, order = AnswersFirst(), list[str]()

    def learn() -> None:
        turns.rest()
        order.append("learnt")

    with turns.asking():
        thread = aside(learn)
        order.append("answered")
    thread.join(PATIENCE)
    assert order == ["answered", "learnt"]


def test_who_changes_the_suggester_gives_it_away_in_a_pause() -> None:
    turns, is_changing, is_answered = AnswersFirst(), threading.Event(), threading.Event()

    def change() -> None:
        with turns.changing() as pause:
            is_changing.set()
            while not is_answered.is_set():
                pause()

    thread = aside(change)
    assert is_changing.wait(PATIENCE)
    with turns.asking():
        is_answered.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_nobody_uses_the_suggester_between_two_pauses() -> None:
    turns, inside, worst = AnswersFirst(), [0], [0]

    def use() -> None:
        inside[0] += 1
        worst[0] = max(worst[0], inside[0])
        inside[0] -= 1

    def change() -> None:
        with turns.changing() as pause:
            for _ in range(300):
                use()
                pause()

    thread = aside(change)
    for _ in range(300):
        with turns.asking():
            use()
    thread.join(PATIENCE)
    assert worst == [1]
    assert not thread.is_alive()


def test_a_question_that_fails_lets_the_learning_go_on() -> None:
    turns = AnswersFirst()
    try:
        with turns.asking():
            raise ValueError
    except ValueError:
        turns.rest()
