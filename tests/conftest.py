"""Settings for all tests: Qt draws into memory, and nothing depends on the clock or on chance."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests.examples import IS_NEW, TIMES
from tests.patience import PATIENCE

# The same examples everywhere and each time, however slow the machine: what fails for one fails
# for all, and a red suite means the change, not the luck of the day. With TAWSEEM_NEW_EXAMPLES set
# there are others each time.
settings.register_profile(
    "tawseem",
    max_examples=100 * TIMES,
    deadline=None,
    derandomize=not IS_NEW,
    database=None,
    print_blob=True,
    # `too_slow` is the clock again; what a test writes into its folder, it overwrites each time.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("tawseem")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test ORDER=7`: in an order drawn by lot, the same for the same number."""
    if order := os.environ.get("TAWSEEM_ORDER"):
        random.Random(order).shuffle(items)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: a window under test waits for other processes half of its time."""
    return 2 * (os.cpu_count() or 1)


class PatientBot(QtBot):
    """Waits for what happens and not for the clock, so that a busy machine changes nothing."""

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE * 1000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE * 1000, **others: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **others)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE * 1000, **others: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **others)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE * 1000) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE * 1000) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)
