"""How long a test waits for what must happen, before it says that it does not happen."""

import threading
from collections.abc import Callable

PATIENCE = 300  # seconds: eight busy loops beside the suite on two cores do not matter


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again until it is so: for what tells nobody, where there is no `qtbot`."""
    moment = threading.Event()
    for _ in range(PATIENCE * 100):
        if is_so():
            return
        moment.wait(0.01)
    raise AssertionError("it does not happen")
