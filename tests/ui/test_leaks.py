"""What was done and taken back leaves nothing behind; `tests.benchmarks.leaks` does thousands."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from tests.benchmarks.acts import RandomHand
from tests.benchmarks.leaks import KEPT_FOR_SPEED, KEPT_FOR_UNDO, census, growth, level
from tests.ui.hands import place
from ui.window import MainWindow

WORDS = ("عُمَر السالمي", "سلمى حداد")


def assert_only_what_undo_needs_was_kept(counts: list[Counter[str]]) -> None:
    """Compare the last round with the second, after which all that is made once is there."""
    more = growth(counts[1], counts[-1])
    kept = KEPT_FOR_UNDO | KEPT_FOR_SPEED
    assert {name: count for name, count in more.items() if name not in kept} == {}


@pytest.mark.parametrize(
    ("rounds", "acts"), [(4, 80), pytest.param(10, 400, marks=pytest.mark.slow)]
)
def test_acts_that_were_taken_back_leave_no_objects_behind(
    window: MainWindow, rounds: int, acts: int
) -> None:
    window.opening.offering.close()  # whose answers come when they come: the same acts each time
    hand = RandomHand(window, seed=7)
    counts = []
    for _ in range(rounds):
        for _ in range(acts):
            hand.act()
        level(window)
        counts.append(census(window))
    assert_only_what_undo_needs_was_kept(counts)
    assert growth(counts[1], counts[-1]).get("Transaction", 0) <= (rounds - 2) * 10 * acts


def test_what_the_suggester_answered_leaves_no_objects_behind(
    window: MainWindow, qtbot: QtBot
) -> None:
    counts = []
    for _ in range(4):
        for words in WORDS:
            window.desk.view.select(*place(window, words))
            window.choosing.choose_tag("PER")
            qtbot.waitUntil(lambda: not window.opening.is_suggesting)
        level(window)
        counts.append(census(window))
    assert_only_what_undo_needs_was_kept(counts)
