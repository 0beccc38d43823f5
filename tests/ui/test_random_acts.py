"""Some hundred random acts in the real window; `tests.benchmarks.acts` does thousands."""

import pytest

from tests.benchmarks.acts import RandomHand
from tests.examples import seeds
from ui.window import MainWindow


@pytest.mark.many
@pytest.mark.parametrize("seed", seeds(3))
def test_random_acts_neither_fail_nor_warn(window: MainWindow, seed: int) -> None:
    hand = RandomHand(window, seed)
    for _ in range(200):
        hand.act()
    assert window.desk.link is not None
    assert not window.desk.link.is_troubled
    assert len(hand.done) > 8
