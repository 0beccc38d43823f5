"""What was done and taken back leaves nothing behind; `tests.benchmarks.leaks` does thousands."""

from tests.benchmarks.acts import RandomHand
from tests.benchmarks.leaks import KEPT_FOR_SPEED, KEPT_FOR_UNDO, census, growth, level
from ui.window import MainWindow

ACTS = 80


def test_acts_that_were_taken_back_leave_no_objects_behind(window: MainWindow) -> None:
    hand = RandomHand(window, seed=7)
    counts = []
    for _ in range(4):
        for _ in range(ACTS):
            hand.act()
        level(window)
        counts.append(census(window))
    more = growth(counts[1], counts[3])
    kept = KEPT_FOR_UNDO | KEPT_FOR_SPEED
    assert {name: count for name, count in more.items() if name not in kept} == {}
    assert more.get("Transaction", 0) <= 2 * 10 * ACTS
